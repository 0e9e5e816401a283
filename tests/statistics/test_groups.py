"""How a variable divides documents."""

import pandas as pd
import pytest

from pyshma.errors import ColumnError
from pyshma.statistics.groups import TABLE_COLUMNS, count_missing, find_like_groups, read_groups


def documents(values):
    return pd.DataFrame({"document_id": [f"д{n}" for n in range(len(values))], "v": values})


@pytest.mark.parametrize(
    ("values", "groups", "n_missing"),
    [
        (["школа", "колледж", "школа"], ("колледж", "школа"), 0),
        (["школа", None, "", "  ", float("nan")], ("школа",), 4),
        ([15, 9, 15], (9, 15), 0),
        ([15.0, None, 14.0], (14, 15), 1),
        ([1.5, 2.0], (1.5, 2.0), 0),
        ([True, False, None], (False, True), 1),
        ([9, "9", "11а"], ("11а", "9"), 0),
        (pd.Categorical(["мало", "много"], categories=["много", "мало", "нет"], ordered=True), ("много", "мало"), 0),
        (pd.Categorical(["б", "а", None]), ("а", "б"), 1),
        (pd.array([3, None, 1], dtype="Int64"), (1, 3), 1),
    ],
)
def test_values_become_groups_in_order(values, groups, n_missing):
    found = read_groups(documents(values), "v")
    assert found.values == groups
    assert [type(value) for value in found.values] == [type(value) for value in groups]
    assert found.n_missing == n_missing == count_missing(documents(values), "v")


def test_members_name_the_group_of_each_document():
    found = read_groups(documents(["б", None, "а"]), "v")
    assert found.members.to_dict() == {"д0": 1, "д2": 0}


def test_index_of_the_table_does_not_matter():
    table = documents(["б", None, "а"]).set_axis([7, 7, 7])
    assert read_groups(table, "v").members.to_dict() == {"д0": 1, "д2": 0}


@pytest.mark.parametrize(
    ("table", "by", "message"),
    [
        (documents(["а"]).rename(columns={"v": "year"}), "yaer", "no column 'yaer'.*did you mean 'year'"),
        (pd.DataFrame({"v": ["а"]}), "v", "no column 'document_id'"),
        (documents(["а"]), "document_id", "another one for every document and no variable"),
        (documents(list(range(9))), "v", "9 different numbers .0 … 8..*ranges"),
        (documents([f"имя {n}" for n in range(51)]), "v", "51 different values, more than 50"),
        (documents([None, ""]), "v", "no value in any of the 2 documents"),
        (documents(["а"]).rename(columns={"v": "prevalence"}), "prevalence", "rename it in the table of variables"),
        (pd.DataFrame([["д", 1, 2]], columns=["document_id", "v", "v"]), "v", "twice"),
    ],
)
def test_a_variable_that_does_not_divide_is_refused(table, by, message):
    with pytest.raises(ColumnError, match=message):
        read_groups(table, by)


def test_groups_that_look_alike_are_told():
    table = documents(["Ленинский", "ленинский", "Зелёный", None, "Зеленый", "Зелёный", "Лесной", 7])
    assert find_like_groups(table, "v") == [("Зеленый", "Зелёный"), ("Ленинский", "ленинский")]
    assert find_like_groups(documents([1, 2, 2]), "v") == []


def test_eight_numbers_are_still_groups():
    assert len(read_groups(documents(list(range(8))), "v").values) == 8


def test_names_of_the_breakdown_are_all_reserved():
    assert len(set(TABLE_COLUMNS)) == len(TABLE_COLUMNS) == 18
