"""Whether groups speak about a theme equally often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betaln, chdtrc

from .groups import TABLE_COLUMNS
from .intervals import Floats, difference_interval
from .prevalence import theme_prevalence

MIN_EXPECTED = 5.0  # Cochran 1952, Ann. Math. Stat. 23:315–345: below it the chi-square approximation is in doubt
N_DRAWS = 9_999  # the smallest p-value of a simulated test is 1 / (N_DRAWS + 1) = 0.0001


@dataclass(frozen=True, slots=True)
class Independence:
    """Outcome of a test of independence.

    Parameters
    ----------
    test
        ``"chi2"``, ``"fisher"``, ``"monte_carlo"``; empty where nothing can be tested.
    p_value
        Probability of a table at least as uneven if the theme did not depend on the group; NaN where nothing can be
        tested.
    effect_size
        Cramér's V, 0 (the same share in every group) to 1; NaN where nothing can be tested.
    """

    test: str
    p_value: float
    effect_size: float


def compare_groups(n_assigned: npt.ArrayLike, n_documents: npt.ArrayLike, *, seed: int = 0) -> Independence:
    """Test whether a theme is as frequent in every group.

    Pearson's chi-square without continuity correction where every expected count is at least 5; else Fisher's exact
    test for two groups, and for more a chi-square whose distribution is simulated: 9,999 tables with the same margins,
    drawn with a fixed seed, ``p = (1 + tables at least as uneven) / 10,000``. Nothing can be tested with fewer than two
    groups or when no document or every document has the theme.

    Parameters
    ----------
    n_assigned, n_documents
        Per group: documents with the theme, all documents.
    seed
        Of the simulation; the result does not depend on which other themes are tested.

    References
    ----------
    Fisher 1935, *The Design of Experiments*; Hope 1968, J. R. Stat. Soc. B 30:582–598 (simulated tests);
    Cramér 1946, *Mathematical Methods of Statistics*, ch. 21: V = √(χ² / n) for a table with two rows.

    Examples
    --------
    The lady who tasted tea told three of four cups of either kind.

    >>> outcome = compare_groups([3, 1], [4, 4])
    >>> outcome.test, round(outcome.p_value, 4), outcome.effect_size
    ('fisher', 0.4857, 0.5)
    """
    k, n = np.asarray(n_assigned, dtype=np.int64), np.asarray(n_documents, dtype=np.int64)
    k, n = k[n > 0], n[n > 0]
    if len(n) < 2 or not 0 < k.sum() < n.sum():
        return Independence("", float("nan"), float("nan"))
    statistic = float(_chi_square(k, n))
    effect = float(np.sqrt(statistic / n.sum()))
    rarer = min(int(k.sum()), int(n.sum() - k.sum()))
    if rarer * int(n.min()) >= MIN_EXPECTED * int(n.sum()):
        return Independence("chi2", float(chdtrc(len(n) - 1, statistic)), effect)
    if len(n) == 2:
        return Independence("fisher", _fisher(k, n), effect)
    return Independence("monte_carlo", _simulate(k, n, statistic, seed), effect)


def adjust_p_values(p_values: npt.ArrayLike) -> Floats:
    """Adjust p-values of one family of tests for the false discovery rate.

    ``p_(i) · m / i`` with the p-values in ascending order, made monotone from the largest downwards, at most 1.
    Rejecting where the result is below q keeps the expected share of false ones among all rejections below q.

    Parameters
    ----------
    p_values
        One per test; NaN marks a test that could not be made and does not count in m.

    References
    ----------
    Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289–300, doi 10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> adjust_p_values([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    p = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(p.shape, np.nan)
    made = np.flatnonzero(~np.isnan(p))
    descending = made[np.argsort(-p[made], kind="stable")]
    factors = len(made) / np.arange(len(made), 0, -1)
    adjusted[descending] = np.minimum(np.minimum.accumulate(p[descending] * factors), 1.0)
    return adjusted


def breakdown_by(
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    themes: pd.DataFrame | Sequence[tuple[str, str]],
    *,
    by: str,
    population: int | None = None,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Prevalence per theme and group, with what speaks for a difference between groups.

    Parameters
    ----------
    assignments, documents, themes, by, population, confidence
        As in `theme_prevalence`.
    seed
        Of the simulated tests.

    Returns
    -------
    one row per theme × group
        the columns and the order of `theme_prevalence`, and

        ``difference`` : prevalence of the group minus that of all other documents that have a value of `by`, in shares
        (0.1 is ten percentage points); NaN when there is no other document;
        ``difference_low``, ``difference_high`` : its interval by Newcombe's method 10 at `confidence`, for itself, not
        adjusted for the number of themes and groups;
        ``test`` : which test of theme × group was made, see `compare_groups`; the same in all rows of a theme,
        like the three columns that follow;
        ``p_value`` : of that test;
        ``p_adjusted`` : after Benjamini and Hochberg over the themes of this table, see `adjust_p_values`;
        ``effect_size`` : Cramér's V.

    Raises
    ------
    ColumnError, SettingsError
        As in `theme_prevalence`.

    Notes
    -----
    A test asks about chance, not about cause, and knows nothing of how the documents were gathered. Tests ignore the
    population (they are a little cautious for a sample that is a large part of it); the intervals use it.
    """
    table = theme_prevalence(assignments, documents, themes, by=by, population=population, confidence=confidence)
    n_groups = table[by].nunique()
    shape = (-1, max(n_groups, 1))
    k, n = (table[name].to_numpy(dtype=np.int64).reshape(shape) for name in ("n_assigned", "n_documents"))
    sampled = None if population is None else len(documents) / population
    columns = ("difference", "difference_low", "difference_high")
    for name, values in zip(columns, _differences(k, n, sampled, confidence), strict=True):
        table[name] = values.ravel()
    outcomes = [compare_groups(k[row], n[row], seed=seed) for row in range(len(k))]
    table["test"] = np.repeat(np.array([outcome.test for outcome in outcomes], dtype=object), n_groups)
    p_values = np.array([outcome.p_value for outcome in outcomes], dtype=np.float64)
    table["p_value"] = np.repeat(p_values, n_groups)
    table["p_adjusted"] = np.repeat(adjust_p_values(p_values), n_groups)
    table["effect_size"] = np.repeat(np.array([outcome.effect_size for outcome in outcomes], np.float64), n_groups)
    return table[[by, *(name for name in TABLE_COLUMNS if name in table.columns)]]


def _chi_square(k: npt.NDArray[np.int64], n: npt.NDArray[np.int64]) -> Floats:
    """Pearson's statistic of tables with two rows; `k` holds one table in its last axis, or many."""
    share = k.sum(axis=-1, keepdims=True) / n.sum()
    deviations = (k - share * n) ** 2 / (n * share * (1.0 - share))
    return np.asarray(deviations.sum(axis=-1), dtype=np.float64)


def _fisher(k: npt.NDArray[np.int64], n: npt.NDArray[np.int64]) -> float:
    """Probability of all tables with the margins of this one that are no likelier than it, two groups."""
    total = int(k.sum())
    least = max(0, total - int(n[1]))
    first = np.arange(least, min(total, int(n[0])) + 1)
    ways = _log_choose(int(n[0]), first) + _log_choose(int(n[1]), total - first)
    probabilities = np.exp(ways - ways.max())
    probabilities /= probabilities.sum()
    observed = probabilities[int(k[0]) - least]
    rounding = 1.0 + 1e-7  # equally likely tables must count in spite of it
    return float(min(1.0, probabilities[probabilities <= observed * rounding].sum()))


def _log_choose(n: int, k: npt.NDArray[np.int64]) -> Floats:
    """Logarithm of the number of ways to choose `k` of `n`."""
    return np.asarray(-np.log1p(n) - betaln(n - k + 1, k + 1), dtype=np.float64)


def _simulate(k: npt.NDArray[np.int64], n: npt.NDArray[np.int64], statistic: float, seed: int) -> float:
    draws = np.random.default_rng(seed).multivariate_hypergeometric(n, int(k.sum()), size=N_DRAWS)
    reached = _chi_square(draws, n) >= statistic * (1.0 - 1e-9)  # equal tables must count in spite of rounding
    return float(1 + reached.sum()) / (N_DRAWS + 1)


def _differences(
    k: npt.NDArray[np.int64], n: npt.NDArray[np.int64], sampled: float | None, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """Each group against all the others, themes × groups."""
    k_others, n_others = k.sum(axis=1, keepdims=True) - k, n.sum(axis=1, keepdims=True) - n
    populations = None if sampled is None else (np.maximum(n / sampled, n), np.maximum(n_others / sampled, n_others))
    return difference_interval((k, n), (k_others, n_others), confidence=confidence, populations=populations)
