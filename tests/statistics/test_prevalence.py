"""Shares of documents by theme."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.errors import ColumnError, SettingsError
from pyshma.statistics import theme_prevalence, wilson_interval

THEMES = [("air", "Чистый воздух"), ("parks", "Парки"), ("bus", "Автобусы")]
COLUMNS = ["theme_id", "theme", "n_documents", "n_assigned", "prevalence", "ci_low", "ci_high", "n_mentions"]


def assign(*rows):
    return pd.DataFrame(rows, columns=["document_id", "theme_id", "n_mentions"])


@pytest.fixture
def documents():
    return pd.DataFrame(
        {"document_id": ["а", "б", "в", "г", "д"], "group": ["школа", "школа", "школа", "колледж", None]}
    )


@pytest.fixture
def assignments():
    return assign(("а", "parks", 3), ("б", "parks", 1), ("г", "parks", 2), ("а", "bus", 1), ("д", "bus", 4))


def test_every_theme_has_a_row_most_frequent_first(assignments, documents):
    table = theme_prevalence(assignments, documents, THEMES)
    assert list(table.columns) == COLUMNS
    assert table["theme"].tolist() == ["Парки", "Автобусы", "Чистый воздух"]
    assert table["n_documents"].tolist() == [5, 5, 5]
    assert table["n_assigned"].tolist() == [3, 2, 0]
    assert table["prevalence"].tolist() == [0.6, 0.4, 0.0]
    assert table["n_mentions"].tolist() == [6, 5, 0]


def test_equal_shares_stand_in_the_order_of_the_codebook(documents):
    table = theme_prevalence(assign(("а", "bus", 1), ("б", "parks", 9)), documents, THEMES)
    assert table["theme_id"].tolist() == ["parks", "bus", "air"]


def test_intervals_are_wilsons(assignments, documents):
    table = theme_prevalence(assignments, documents, THEMES, population=50, confidence=0.9)
    low, high = wilson_interval([3, 2, 0], 5, population=50, confidence=0.9)
    assert table["ci_low"].tolist() == low.tolist()
    assert table["ci_high"].tolist() == high.tolist()


def test_a_repeated_assignment_counts_once_and_its_mentions_add_up(documents):
    table = theme_prevalence(assign(("а", "bus", 1), ("а", "bus", 2)), documents, THEMES)
    assert table.loc[0, ["n_assigned", "n_mentions"]].tolist() == [1, 3]


def test_groups_have_their_own_denominator(assignments, documents):
    table = theme_prevalence(assignments, documents, THEMES, by="group")
    assert list(table.columns) == ["group", *COLUMNS]
    assert table[["group", "theme_id", "n_documents", "n_assigned", "n_mentions"]].to_numpy().tolist() == [
        ["колледж", "parks", 1, 1, 2],
        ["школа", "parks", 3, 2, 4],
        ["колледж", "bus", 1, 0, 0],
        ["школа", "bus", 3, 1, 1],
        ["колледж", "air", 1, 0, 0],
        ["школа", "air", 3, 0, 0],
    ]


def test_each_group_is_the_same_part_of_its_people(assignments, documents):
    table = theme_prevalence(assignments, documents, THEMES, by="group", population=50)
    low, high = wilson_interval(2, 3, population=30)  # three of thirty, as five of fifty
    assert table.loc[1, ["ci_low", "ci_high"]].tolist() == pytest.approx([float(low), float(high)])


def test_a_census_is_a_census_in_every_group(assignments, documents):
    table = theme_prevalence(assignments, documents, THEMES, by="group", population=5)
    assert table["ci_low"].tolist() == table["prevalence"].tolist() == table["ci_high"].tolist()


def test_no_documents_give_unknown_shares(documents):
    table = theme_prevalence(assign(), documents.iloc[:0], THEMES)
    assert table["n_documents"].tolist() == [0, 0, 0]
    assert table[["prevalence", "ci_low", "ci_high"]].isna().all(axis=None)


def test_an_empty_codebook_gives_an_empty_table(documents):
    assert list(theme_prevalence(assign(), documents, []).columns) == COLUMNS
    assert theme_prevalence(assign(), documents, [], by="group").empty


def test_a_table_of_themes_serves_as_well_as_pairs(assignments, documents):
    table = pd.DataFrame(THEMES, columns=["theme_id", "theme"]).assign(definition="…").set_axis([3, 3, 3])
    pd.testing.assert_frame_equal(
        theme_prevalence(assignments, documents, table), theme_prevalence(assignments, documents, THEMES)
    )


@given(st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(random):
    rows = [("а", "parks", 3), ("б", "parks", 1), ("г", "parks", 2), ("а", "bus", 1), ("д", "bus", 4)]
    people = [("а", 1), ("б", 1), ("в", 2), ("г", 2), ("д", None)]
    shuffled_rows, shuffled_people = rows.copy(), people.copy()
    random.shuffle(shuffled_rows)
    random.shuffle(shuffled_people)
    first, second = (
        theme_prevalence(assign(*r), pd.DataFrame(p, columns=["document_id", "v"]), THEMES, by="v")
        for r, p in ((rows, people), (shuffled_rows, shuffled_people))
    )
    pd.testing.assert_frame_equal(first, second)


def test_arguments_stay_as_they_were(assignments, documents):
    before = assignments.copy(), documents.copy()
    theme_prevalence(assignments, documents, THEMES, by="group")
    pd.testing.assert_frame_equal(assignments, before[0])
    pd.testing.assert_frame_equal(documents, before[1])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("щ", "bus", 1)], "1 document_id that the table of documents lacks: 'щ'"),
        ([("а", "metro", 1), ("б", "tram", 1)], "2 theme_id that the codebook lacks: 'metro', 'tram'"),
    ],
)
def test_an_assignment_of_something_unknown_is_refused(documents, rows, message):
    with pytest.raises(ColumnError, match=message):
        theme_prevalence(assign(*rows), documents, THEMES)


def test_ids_stand_once(assignments, documents):
    with pytest.raises(ColumnError, match="document_id 'а' more than once"):
        theme_prevalence(assignments, pd.concat([documents, documents]), THEMES)
    with pytest.raises(ColumnError, match="theme_id 'air' more than once"):
        theme_prevalence(assignments, documents, [*THEMES, ("air", "Воздух")])


@pytest.mark.parametrize("column", ["document_id", "theme_id", "n_mentions"])
def test_a_missing_column_is_named(assignments, documents, column):
    with pytest.raises(ColumnError, match=f"no column '{column}'; the table of assignments has"):
        theme_prevalence(assignments.drop(columns=column), documents, THEMES)


def test_a_population_smaller_than_the_documents_is_refused(assignments, documents):
    with pytest.raises(SettingsError, match="population 4 is smaller than the 5 documents"):
        theme_prevalence(assignments, documents, THEMES, population=4)


def test_the_demonstration_in_numbers():
    documents = pd.DataFrame({"document_id": [str(n) for n in range(285)]})
    assignments = assign(*((str(n), "bus", 1) for n in range(75)))
    row = theme_prevalence(assignments, documents, THEMES, population=3990).iloc[0]
    assert np.round(row[["prevalence", "ci_low", "ci_high"]].astype(float), 4).tolist() == [0.2632, 0.2170, 0.3151]


def test_attitudes_are_counted_where_they_are_known() -> None:
    assignments = assign(("а", "air", 1), ("а", "air", 1), ("б", "air", 1)).assign(problem=[1, 1, 0], wish=[0, 0, 1])
    documents = pd.DataFrame({"document_id": ["а", "б", "в"], "group": ["x", "y", "y"]})
    table = theme_prevalence(assignments, documents, [("air", "Воздух")])
    assert table.loc[0, ["n_assigned", "n_problem", "n_wish"]].tolist() == [2, 1, 1]
    assert "n_praise" not in table.columns
    by = theme_prevalence(assignments, documents, [("air", "Воздух")], by="group")
    assert by[["group", "n_problem", "n_wish"]].to_numpy().tolist() == [["x", 1, 0], ["y", 0, 1]]
