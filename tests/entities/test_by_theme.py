"""Entities by theme: counts of sentences that name both."""

import pandas as pd

from pyshma.entities import entity_themes, resolve_entities

ROWS = [
    ("d1", "LOC", "Ревда", 0, 5, "Ревда", "air transport"),
    ("d1", "LOC", "Ревда", 20, 25, "Ревде", "air"),
    ("d2", "LOC", "Ревда", 0, 5, "Ревда", ""),
    ("d2", "LOC", "Клин", 9, 13, "Клин", "transport"),
    ("d3", "LOC", "Ревда", 0, 5, "Ревды", "air"),
]
STORED = pd.DataFrame(ROWS, columns=["document_id", "kind", "name", "start", "stop", "text", "themes"])


def counts(stored: pd.DataFrame) -> list[tuple]:
    table = entity_themes(stored, *resolve_entities(stored))
    return list(table[["theme_id", "kind", "name", "n_documents", "n_mentions"]].itertuples(index=False, name=None))


def test_documents_and_mentions_are_counted_per_theme():
    assert counts(STORED) == [
        ("air", "LOC", "Ревда", 2, 3),
        ("transport", "LOC", "Клин", 1, 1),
        ("transport", "LOC", "Ревда", 1, 1),
    ]


def test_order_of_mentions_changes_nothing():
    assert counts(STORED.sample(frac=1, random_state=3)) == counts(STORED)


def test_no_names_no_rows():
    assert counts(STORED.iloc[:0]) == []
