"""Tests of differences between groups."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from pyshma.statistics import adjust_p_values, breakdown_by, compare_groups, difference_interval
from pyshma.statistics.groups import TABLE_COLUMNS

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_chi_square_by_hand():
    # 30 of 50 against 10 of 50: χ² = 100 (30·40 − 20·10)² / (40·60·50·50) = 16.667, one degree of freedom
    outcome = compare_groups([30, 10], [50, 50])
    assert outcome.test == "chi2"
    assert outcome.p_value == pytest.approx(4.4557e-5, rel=1e-4)
    assert outcome.effect_size == pytest.approx((16.6667 / 100) ** 0.5, abs=1e-5)


@given(st.lists(st.tuples(st.integers(12, 60), st.integers(12, 60)), min_size=2, max_size=6))
def test_chi_square_agrees_with_scipy(pairs):
    table = np.array(pairs).T
    expected = chi2_contingency(table, correction=False)
    if expected.expected_freq.min() < 5:
        return
    outcome = compare_groups(table[0], table.sum(axis=0))
    assert outcome.test == "chi2"
    assert outcome.p_value == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("k", "n", "test"),
    [
        ([10, 10], [20, 20], "chi2"),
        ([5, 5], [20, 20], "chi2"),  # exactly 5 expected
        ([4, 5], [20, 20], "fisher"),
        ([16, 15], [20, 20], "fisher"),  # the rest is too rare
        ([2, 3, 4], [20, 20, 20], "monte_carlo"),
        ([0, 0], [20, 20], ""),
        ([20, 20], [20, 20], ""),
        ([7], [20], ""),
        ([], [], ""),
        ([7, 0], [20, 0], ""),  # an empty group is none
    ],
)
def test_the_test_suits_the_counts(k, n, test):
    outcome = compare_groups(k, n)
    assert outcome.test == test
    assert np.isnan(outcome.p_value) == np.isnan(outcome.effect_size) == (test == "")


def test_simulated_test_comes_near_the_exact_one():
    # Freeman–Halton for 0 of 5, 1 of 5, 5 of 5: all tables with six of fifteen, by hand below
    from itertools import product
    from math import comb

    def chi_square(k):
        return sum((value - 2) ** 2 for value in k)  # all groups have the same size

    tables = [k for k in product(range(6), repeat=3) if sum(k) == 6]
    weights = {k: comb(5, k[0]) * comb(5, k[1]) * comb(5, k[2]) / comb(15, 6) for k in tables}
    exact = sum(weight for k, weight in weights.items() if chi_square(k) >= chi_square((0, 1, 5)))
    outcome = compare_groups([0, 1, 5], [5, 5, 5])
    assert outcome.test == "monte_carlo"
    assert outcome.p_value == pytest.approx(exact, abs=4 * (exact / 9999) ** 0.5)


def test_simulation_is_reproducible_and_never_zero():
    first, second = (compare_groups([0, 0, 9], [30, 30, 9]) for _ in range(2))
    assert first == second
    assert first.p_value == 0.0001


def test_effect_size_reaches_one():
    assert compare_groups([0, 30], [30, 30]).effect_size == pytest.approx(1.0)


def test_adjustment_rejects_as_benjamini_and_hochberg_did():
    # Their example of 1995, section 3.2: fifteen p-values, at q = 0.05 the first four are rejected
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590]
    adjusted = adjust_p_values([*p, 1.0])
    assert (adjusted <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)


@given(p_values)
def test_adjustment_agrees_with_scipy(p):
    assert adjust_p_values(p) == pytest.approx(false_discovery_control(p, method="bh"))


@given(p_values)
def test_adjustment_raises_and_keeps_the_order(p):
    adjusted = adjust_p_values(p)
    assert (adjusted >= np.array(p)).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


@given(p_values, st.data())
def test_tests_that_were_not_made_do_not_count(p, data):
    place = data.draw(st.integers(0, len(p)))
    adjusted = adjust_p_values([*p[:place], float("nan"), *p[place:]])
    assert np.isnan(adjusted[place])
    assert np.delete(adjusted, place) == pytest.approx(adjust_p_values(p))


def test_nothing_to_adjust():
    assert adjust_p_values([]).tolist() == []
    assert np.isnan(adjust_p_values([float("nan")])).all()


THEMES = [("air", "Воздух"), ("bus", "Автобусы"), ("sea", "Море")]


def essays(n_school, n_college, n_without=0):
    groups = ["школа"] * n_school + ["колледж"] * n_college + [None] * n_without
    return pd.DataFrame({"document_id": [f"{n:03}" for n in range(len(groups))], "group": groups})


def assign(**documents):
    rows = [(f"{n:03}", theme, 1) for theme, numbers in documents.items() for n in numbers]
    return pd.DataFrame(rows, columns=["document_id", "theme_id", "n_mentions"]).assign(problem=1, wish=0, praise=0)


def test_breakdown_has_its_columns_and_a_row_for_every_pair():
    table = breakdown_by(assign(air=range(30), bus=[1]), essays(50, 50), THEMES, by="group")
    assert list(table.columns) == ["group", *TABLE_COLUMNS]
    assert table[["theme_id", "group"]].to_numpy().tolist() == [
        [theme, group] for theme in ("air", "bus", "sea") for group in ("колледж", "школа")
    ]
    assert table["test"].tolist() == ["chi2", "chi2", "fisher", "fisher", "", ""]


def test_a_group_is_compared_with_all_the_others():
    documents = essays(50, 40, 10)  # the ten without a group are no "others"
    table = breakdown_by(assign(air=[*range(30), *range(50, 60), 95]), documents, THEMES, by="group", population=1000)
    found = table.loc[1, ["group", "difference", "difference_low", "difference_high"]].tolist()
    expected = difference_interval((30, 50), (10, 40), populations=(500, 400))
    assert found[0] == "школа"
    assert found[1:] == pytest.approx(expected)


def test_adjustment_is_over_the_themes_of_the_table():
    table = breakdown_by(assign(air=range(30), bus=[*range(20), *range(60, 75)]), essays(50, 50), THEMES, by="group")
    by_theme = table.drop_duplicates("theme_id").set_index("theme_id")
    raw = [by_theme.loc[theme, "p_value"] for theme in ("air", "bus")]
    assert by_theme.loc[["air", "bus"], "p_adjusted"].tolist() == pytest.approx(false_discovery_control(raw))
    assert np.isnan(by_theme.loc["sea", "p_adjusted"])


def test_a_single_group_has_nothing_to_be_compared_with():
    table = breakdown_by(assign(air=range(3)), essays(9, 0), THEMES, by="group")
    assert table[["difference", "p_value", "p_adjusted", "effect_size"]].isna().all(axis=None)
    assert table["prevalence"].tolist() == pytest.approx([1 / 3, 0, 0])


def test_an_empty_codebook_gives_an_empty_table():
    assert list(breakdown_by(assign(), essays(2, 2), [], by="group").columns) == ["group", *TABLE_COLUMNS]
