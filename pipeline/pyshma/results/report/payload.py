"""What the script of the page reads: themes in detail, quotes, documents, names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ...statistics import ATTITUDES
from ..columns import variable_names
from ..headings import column_title
from ..numbers import format_percent
from ..write import format_cell
from .groupings import groups_of_themes
from .quotes import choose_quotes
from .sections import definitions, interval_text, script_texts

if TYPE_CHECKING:
    from ..analysis import Analysis

N_WORDS: Final = 24  # patterns of a theme that are shown with the words they found
N_FORMS: Final = 3  # words of one pattern; of one that finds phrases a single example
N_NAMES: Final = 12  # names of one kind beside a theme
N_TOGETHER: Final = 5
N_ENTITIES: Final = 3000  # rows of the table of names; the others occur in few documents


def make_blocks(
    analysis: Analysis,
    breakdown: pd.DataFrame,
    groupings: Sequence[pd.DataFrame],
    cooccurrence: pd.DataFrame,
) -> dict[str, Any]:
    """Blocks of JSON by name, themes in the order of the breakdown."""
    places = {theme_id: place for place, theme_id in enumerate(breakdown["theme_id"])}
    rows = {id_: row for row, id_ in enumerate(analysis.documents["document_id"])}
    return {
        "core": {
            "texts": script_texts(analysis),
            "themes": _themes(analysis, breakdown, groupings, _together(cooccurrence, places)),
        },
        "documents": _documents(analysis, rows, places),
        "quotes": choose_quotes(analysis, rows, places),
        "entities": _entities(analysis.entities),
    }


def _themes(
    analysis: Analysis,
    breakdown: pd.DataFrame,
    groupings: Sequence[pd.DataFrame],
    together: Mapping[str, list[tuple[int, int]]],
) -> list[dict[str, Any]]:
    lang = analysis.language
    groups = [groups_of_themes(table, lang) for table in groupings]
    words, names = _words(analysis.mentions, analysis.assignments), _names(analysis)
    notes = definitions(analysis.themes)
    return [
        {
            "id": row["theme_id"],
            "name": row["theme"],
            "n": row["n_assigned"],
            "share": format_percent(row["prevalence"], lang),
            "interval": interval_text(row["ci_low"], row["ci_high"], lang),
            **{name: notes[row["theme_id"]][name] for name in ("definition", "include", "exclude")},
            "groups": [group[row["theme_id"]] for group in groups if row["theme_id"] in group],
            "words": words.get(row["theme_id"], []),
            "names": names.get(row["theme_id"], {}),
            "together": together.get(row["theme_id"], []),
        }
        for row in breakdown.to_dict("records")
    ]


def _words(mentions: pd.DataFrame, assignments: pd.DataFrame) -> dict[str, list[tuple[str, int]]]:
    """Theme → examples of what each pattern found in documents that carry it, and the number of documents with any."""
    carried = set(zip(assignments["document_id"], assignments["theme_id"], strict=True))
    documents: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    forms: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    columns = (mentions[name] for name in ("document_id", "theme_id", "pattern_id", "text"))
    for document_id, theme_id, pattern_id, text in zip(*columns, strict=True):
        if (document_id, theme_id) in carried:
            documents[theme_id, pattern_id].add(document_id)
            forms[theme_id, pattern_id][" ".join(text.lower().split())] += 1
    words: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for (theme_id, pattern_id), members in documents.items():
        words[theme_id].append((_examples(forms[theme_id, pattern_id]), len(members)))
    order = {theme_id: sorted(found, key=lambda item: (-item[1], item[0])) for theme_id, found in words.items()}
    return {theme_id: found[:N_WORDS] for theme_id, found in order.items()}


def _examples(forms: Counter[str]) -> str:
    common = [form for form, _ in sorted(forms.items(), key=lambda item: (-item[1], item[0]))]
    shown = common[:1] if any(" " in form for form in common[:N_FORMS]) else common[:N_FORMS]
    return ", ".join(shown) + (" …" if len(common) > len(shown) else "")


def _names(analysis: Analysis) -> dict[str, dict[str, list[tuple[str, int]]]]:
    """Theme → kind → names that stand in its sentences, with their number of documents."""
    table = analysis.entity_themes
    names: defaultdict[str, defaultdict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    columns = (table[name] for name in ("theme_id", "kind", "name", "n_documents"))
    for theme_id, kind, name, n in zip(*columns, strict=True):
        names[theme_id][kind].append((name, int(n)))
    return {
        theme_id: {kind: sorted(found, key=lambda item: (-item[1], item[0]))[:N_NAMES] for kind, found in kinds.items()}
        for theme_id, kinds in names.items()
    }


def _together(cooccurrence: pd.DataFrame, places: Mapping[str, int]) -> dict[str, list[tuple[int, int]]]:
    """Theme → places of the themes it meets most often, and in how many documents."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = (cooccurrence[name] for name in ("theme_id", "other_theme_id", "n_both"))
    for theme_id, other, n in zip(*columns, strict=True):
        if n:
            found[theme_id].append((places[other], int(n)))
            found[other].append((places[theme_id], int(n)))
    return {theme_id: pairs[:N_TOGETHER] for theme_id, pairs in found.items()}


def _documents(analysis: Analysis, rows: Mapping[str, int], places: Mapping[str, int]) -> dict[str, Any]:
    documents = analysis.documents
    variables = variable_names(documents)
    carried: list[list[int]] = [[] for _ in rows]
    for document_id, theme_id in zip(
        analysis.assignments["document_id"], analysis.assignments["theme_id"], strict=True
    ):
        carried[rows[document_id]].append(places[theme_id])
    values = (
        zip(*(map(_cell, documents[name]) for name in variables), strict=True) if variables else iter(() for _ in rows)
    )
    named = list(zip(documents["document_id"], documents["source"], strict=True))
    shows_source = any(not str(source).startswith(str(id_)) for id_, source in named)
    fixed = zip(named, documents["n_tokens"], values, carried, strict=True)
    return {
        "variables": variables,
        "columns": [column_title(name, analysis.language) for name in variables],
        "attitudes": all(name in analysis.assignments.columns for name in ATTITUDES),
        "showSource": shows_source,
        "rows": [
            (id_, source if shows_source else "", int(n), list(row), sorted(themes))
            for (id_, source), n, row, themes in fixed
        ],
    }


def _cell(value: object) -> str:
    """A value of a variable as the files show it, but without what guards spreadsheets."""
    return value if isinstance(value, str) else format_cell(value)


def _entities(entities: pd.DataFrame) -> dict[str, Any]:
    order = entities.sort_values(["n_documents", "n_mentions"], ascending=False, kind="stable").head(N_ENTITIES)
    columns: Iterable[Any] = (order[name] for name in ("kind", "name", "n_documents", "n_mentions", "variants"))
    rows = [
        (kind, name, int(n), int(mentions), variants)
        for kind, name, n, mentions, variants in zip(*columns, strict=True)
    ]
    return {"rows": rows, "total": len(entities)}
