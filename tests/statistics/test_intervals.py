"""Intervals against published values and against what they must always be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binomtest, norm

from pyshma.errors import ColumnError, SettingsError
from pyshma.statistics.intervals import difference_interval, effective_size, wilson_interval

counts = st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe 1998, Stat. Med. 17:857–872, table I, score method without continuity correction
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_published_values(k, n, low, high):
    assert np.round(wilson_interval(k, n), 4).tolist() == [low, high]


@given(counts, st.floats(0.5, 0.999))
def test_wilson_agrees_with_scipy(pair, confidence):
    k, n = pair
    expected = binomtest(k, n).proportion_ci(confidence, method="wilson")
    assert wilson_interval(k, n, confidence=confidence) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize(("k", "n", "population"), [(75, 285, 3990), (5, 40, 60), (1, 10, 11)])
def test_limits_solve_the_score_equation_of_a_finite_population(k, n, population):
    def score(share):
        variance = share * (1 - share) / n * (population - n) / (population - 1)
        return abs(k / n - share) / np.sqrt(variance) - norm.ppf(0.975)

    low, high = wilson_interval(k, n, population=population)
    assert low == pytest.approx(brentq(score, 1e-9, k / n - 1e-12), abs=1e-9)
    assert high == pytest.approx(brentq(score, k / n + 1e-12, 1 - 1e-9), abs=1e-9)


@given(counts, st.integers(0, 10_000))
def test_interval_lies_between_0_and_1_and_holds_the_share(pair, more):
    k, n = pair
    for population in (None, n + more):
        low, high = wilson_interval(k, n, population=population)
        assert 0.0 <= low <= k / n <= high <= 1.0


@given(counts, st.integers(2, 10))
def test_more_documents_with_the_same_share_narrow_the_interval(pair, times):
    k, n = pair
    low, high = wilson_interval([k, k * times], [n, n * times])
    assert high[1] - low[1] < high[0] - low[0]


@given(counts, st.integers(1, 10_000))
def test_a_finite_population_narrows_the_interval_and_a_vast_one_does_not(pair, more):
    k, n = pair
    low, high = wilson_interval(k, n)
    narrow_low, narrow_high = wilson_interval(k, n, population=n + more)
    assert narrow_high - narrow_low <= high - low + 1e-12
    assert np.allclose(wilson_interval(k, n, population=1e15), (low, high), rtol=0, atol=1e-9)


@given(counts)
def test_interval_of_the_rest_mirrors_that_of_the_theme(pair):
    k, n = pair
    low, high = wilson_interval(k, n)
    rest_low, rest_high = wilson_interval(n - k, n)
    assert (rest_low, rest_high) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(counts)
def test_a_census_has_no_sampling_error(pair):
    k, n = pair
    assert wilson_interval(k, n, population=n) == (k / n, k / n)


def test_ends_are_exact():
    low, high = wilson_interval([0, 7], [7, 7])
    assert low[0] == 0.0
    assert high[1] == 1.0


def test_no_documents_give_no_interval():
    assert np.isnan(wilson_interval(0, 0)).all()
    assert np.isnan(wilson_interval(0, 0, population=100)).all()
    assert np.isnan(wilson_interval(0, 0, population=0)).all()


def test_effective_size_by_hand():
    # 100 of 400: 100 · 399 / 300
    assert effective_size(100, 400) == pytest.approx(133.0)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, float("nan")])
def test_confidence_is_a_share(confidence):
    with pytest.raises(SettingsError, match=r"between 0 and 1, such as 0\.95"):
        wilson_interval(1, 2, confidence=confidence)


def test_a_population_smaller_than_the_sample_is_refused():
    with pytest.raises(SettingsError, match="population 100 is smaller than the 285 documents"):
        wilson_interval(75, 285, population=100)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (float("nan"), 3)])
def test_impossible_counts_are_refused(k, n):
    with pytest.raises(ColumnError, match="n_assigned must lie between 0 and n_documents"):
        wilson_interval([1, k], [3, n])


@pytest.mark.parametrize(
    ("first", "second", "difference", "low", "high"),
    [
        # Newcombe 1998, Stat. Med. 17:873–890, table II, contrasts (a)–(h), method 10
        ((56, 70), (48, 80), 0.2000, 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.6000, 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.5714, 0.0582, 0.8062),
        ((5, 56), (0, 29), 0.0893, -0.0381, 0.1926),
        ((0, 10), (0, 20), 0.0000, -0.1611, 0.2775),
        ((0, 10), (0, 10), 0.0000, -0.2775, 0.2775),
        ((10, 10), (0, 20), 1.0000, 0.6791, 1.0000),
        ((10, 10), (0, 10), 1.0000, 0.6075, 1.0000),
    ],
)
def test_difference_agrees_with_published_values(first, second, difference, low, high):
    assert np.round(difference_interval(first, second), 4).tolist() == [difference, low, high]


@given(counts, counts)
def test_difference_turns_round_with_its_sides(first, second):
    difference, low, high = difference_interval(first, second)
    turned = difference_interval(second, first)
    assert turned == pytest.approx((-difference, -high, -low), abs=1e-12)
    assert -1 <= low <= difference <= high <= 1


def test_difference_of_two_censuses_is_exact():
    assert difference_interval((3, 4), (1, 4), populations=(4, 4)) == (0.5, 0.5, 0.5)


def test_difference_to_nobody_is_unknown():
    assert np.isnan(difference_interval((3, 4), (0, 0))).all()
