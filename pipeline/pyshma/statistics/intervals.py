"""Intervals around a share and around the difference of two shares.

What an interval says: if documents were drawn at random from the population, again and again, intervals made this way
would hold the population's share in about 95 of 100 draws. What it does not say: essays that people chose to write are
no random draw, and no formula knows how those who stayed silent differ; nor does an interval know of mistakes in the
coding. Read it as the least uncertainty there is, not the whole of it.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from ..errors import ColumnError, SettingsError

Floats: TypeAlias = npt.NDArray[np.float64]


def check_confidence(confidence: float) -> float:
    """Return a confidence that lies between 0 and 1, both excluded.

    Raises
    ------
    SettingsError
        It does not.
    """
    if not 0.0 < confidence < 1.0:
        raise SettingsError(f"confidence is a number between 0 and 1, such as 0.95; found {confidence!r}")
    return confidence


def check_population(population: float | None, n_documents: int) -> float | None:
    """Return a population that is at least as large as the sample, or None for an endless one.

    Raises
    ------
    SettingsError
        The population is smaller than the number of documents.
    """
    if population is not None and not population >= n_documents:
        raise SettingsError(
            f"population {population:g} is smaller than the {n_documents} documents that are to be a sample of it; "
            "give the number of people of whom the authors are a part, or leave it out"
        )
    return population


def effective_size(n_documents: npt.ArrayLike, population: npt.ArrayLike | None) -> Floats:
    """Size of the sample with replacement that would tell as much: ``n (N − 1) / (N − n)``.

    A sample without replacement from N people has the variance ``p (1 − p) / n · (N − n) / (N − 1)``
    (Cochran 1977, *Sampling Techniques*, 3rd ed., section 3.2); the second factor is moved into n. A census (n = N)
    has an endless effective size. `population` None: n itself.
    """
    n = np.asarray(n_documents, dtype=np.float64)
    if population is None:
        return n
    total = np.broadcast_to(np.asarray(population, dtype=np.float64), n.shape)
    if np.any(total < n):
        place = np.argmax(total < n)
        check_population(float(total.flat[place]), int(n.flat[place]))
    whole = (total <= n) & (n > 0)
    ratio = np.divide(total - 1.0, total - n, out=np.ones_like(n), where=~whole & (n > 0))
    return np.where(whole, np.inf, n * ratio)


def wilson_interval(
    n_assigned: npt.ArrayLike,
    n_documents: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    population: npt.ArrayLike | None = None,
) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share, for a finite population if one is given.

    With the share p = k / n, the quantile z of the normal distribution and the effective size m (`effective_size`;
    m = n for an endless population)::

        (p + z²/2m ± z √(p (1 − p)/m + z²/4m²)) / (1 + z²/m)

    Parameters
    ----------
    n_assigned
        Number of documents with the theme, k; any shape.
    n_documents
        Number of documents, n, the denominator of the share; same shape, or one for all.
    confidence
        Coverage, 0 to 1.
    population
        Number of people N of whom n were drawn without replacement; same shape, or one for all. None: endless.

    Returns
    -------
    low, high
        Shares, 0 to 1, in the shape of `n_assigned`; NaN where there are no documents. ``low`` is exactly 0 at k = 0,
        ``high`` exactly 1 at k = n, and both are the share itself in a census (n = N).

    Raises
    ------
    SettingsError
        `confidence` is not between 0 and 1, or a population is smaller than its sample.
    ColumnError
        A count is negative, or more documents have the theme than there are.

    Notes
    -----
    Self-selected essays are no random sample: see the docstring of this module.

    References
    ----------
    Wilson 1927, J. Am. Stat. Assoc. 22:209–212, doi 10.1080/01621459.1927.10502953. That the interval covers as
    promised also for small n and rare themes: Brown, Cai & DasGupta 2001, Stat. Sci. 16:101–133,
    doi 10.1214/ss/1009213286. With a finite population: O'Neill 2021, arXiv 2109.12464; Cochran 1977 for the factor.

    Examples
    --------
    >>> low, high = wilson_interval(75, 285)
    >>> f"{low:.4f} {high:.4f}"
    '0.2154 0.3172'
    >>> low, high = wilson_interval(75, 285, population=3990)
    >>> f"{low:.4f} {high:.4f}"
    '0.2170 0.3151'
    """
    z = float(ndtri((1.0 + check_confidence(confidence)) / 2.0))
    k, n = np.broadcast_arrays(np.asarray(n_assigned, np.float64), np.asarray(n_documents, np.float64))
    _check_counts(k, n)
    share = _share(k, n)
    m = effective_size(n, population)
    scale = np.divide(z * z, m, out=np.zeros(k.shape), where=m > 0)
    centre = (share + scale / 2.0) / (1.0 + scale)
    half = np.sqrt(share * (1.0 - share) * scale + scale * scale / 4.0) / (1.0 + scale)
    low = np.where(k == 0, np.minimum(share, 0.0), np.clip(centre - half, 0.0, share))
    high = np.where(k == n, share, np.clip(centre + half, share, 1.0))
    return low, high


def difference_interval(
    first: tuple[npt.ArrayLike, npt.ArrayLike],
    second: tuple[npt.ArrayLike, npt.ArrayLike],
    *,
    confidence: float = 0.95,
    populations: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
) -> tuple[Floats, Floats, Floats]:
    """Difference of two independent shares with Newcombe's hybrid score interval.

    With Wilson's limits l and u of both shares::

        d − √((p₁ − l₁)² + (u₂ − p₂)²)  to  d + √((u₁ − p₁)² + (p₂ − l₂)²),  d = p₁ − p₂

    Parameters
    ----------
    first, second
        ``(n_assigned, n_documents)`` of the two sides, each of any one shape.
    confidence
        Coverage, 0 to 1.
    populations
        Numbers of people of whom the two sides are samples; None: endless.

    Returns
    -------
    difference, low, high
        In shares, −1 to 1 (0.1 is ten percentage points); NaN where a side has no documents.

    References
    ----------
    Newcombe 1998, Stat. Med. 17:873–890, method 10,
    doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.

    Examples
    --------
    >>> " ".join(f"{value:.4f}" for value in difference_interval((56, 70), (48, 80)))
    '0.2000 0.0524 0.3339'
    """
    size_1, size_2 = populations if populations is not None else (None, None)
    low_1, high_1 = wilson_interval(*first, confidence=confidence, population=size_1)
    low_2, high_2 = wilson_interval(*second, confidence=confidence, population=size_2)
    share_1, share_2 = _share(*first), _share(*second)
    difference = share_1 - share_2
    low = difference - np.hypot(share_1 - low_1, high_2 - share_2)
    high = difference + np.hypot(high_1 - share_1, share_2 - low_2)
    return difference, np.clip(low, -1.0, 1.0), np.clip(high, -1.0, 1.0)


def _share(n_assigned: npt.ArrayLike, n_documents: npt.ArrayLike) -> Floats:
    k, n = np.broadcast_arrays(np.asarray(n_assigned, np.float64), np.asarray(n_documents, np.float64))
    return np.asarray(np.divide(k, n, out=np.full(k.shape, np.nan), where=n > 0), dtype=np.float64)


def _check_counts(k: Floats, n: Floats) -> None:
    wrong = ~((k >= 0) & (k <= n))
    if np.any(wrong):
        place = np.argmax(wrong)
        raise ColumnError(
            f"n_assigned must lie between 0 and n_documents; found {k.flat[place]:g} of {n.flat[place]:g}"
        )
