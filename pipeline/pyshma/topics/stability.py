"""How much of a topic remains when other documents are drawn.

A topic is stable when its leading terms come back in the topics of a random 80 % of the documents: the two sets of
topics are matched one to one (Hungarian method) so that the agreement of leading terms is largest; the figure of a
topic is its mean agreement over the subsamples. After Greene, O'Callaghan & Cunningham (2014), "How many topics?
Stability analysis for topic models", arXiv:1404.4606; they average Jaccard over growing depths, here it is taken at
`N_LEADING` terms only, as the table shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.floating]
N_LEADING: Final = 10
SUBSAMPLE: Final = 0.8
"""Share of the documents in a subsample."""


def leading_terms(component: Floats, n: int = N_LEADING) -> NDArray[np.intp]:
    """Columns of the `n` largest positive weights, largest first; ties in the order of the columns.

    Examples
    --------
    >>> leading_terms(np.array([0.1, 0.0, 0.9, 0.1])).tolist()
    [2, 0, 3]
    """
    order = np.argsort(-component, kind="stable")[:n]
    return order[component[order] > 0]


def jaccard(a: set[int], b: set[int]) -> float:
    """Size of the intersection over size of the union; 0 for two empty sets."""
    return len(a & b) / (len(a | b) or 1)


def agreement_matrix(components: Floats, others: Floats) -> NDArray[np.float64]:
    """Jaccard index of the leading terms of every topic of one set with every topic of the other."""
    mine, theirs = ([set(leading_terms(row).tolist()) for row in rows] for rows in (components, others))
    return np.array([[jaccard(a, b) for b in theirs] for a in mine]).reshape(len(mine), len(theirs))


def largest_overlap(components: Floats) -> float:
    """Largest Jaccard index of the leading terms of two different topics; 0 with fewer than two.

    Examples
    --------
    >>> largest_overlap(np.array([[1, 1, 0], [0, 1, 1], [1, 1, 0]]))
    1.0
    """
    return float(np.triu(agreement_matrix(components, components), k=1).max(initial=0.0))


def match_topics(components: Floats, others: Floats) -> NDArray[np.float64]:
    """Agreement of each topic with its partner in another set of topics.

    Parameters
    ----------
    components, others
        Topics × terms.

    Returns
    -------
    one figure per row of `components`
        Jaccard index of the leading terms, 0 where there is no partner.

    Examples
    --------
    >>> match_topics(np.eye(3), np.eye(3)[[2, 0]]).tolist()
    [1.0, 0.0, 1.0]
    """
    agreement = agreement_matrix(components, others)
    rows, columns = linear_sum_assignment(-agreement)
    matched = np.zeros(len(agreement))
    matched[rows] = agreement[rows, columns]
    return matched


def draw_subsamples(n_documents: int, *, n_subsamples: int, seed: int) -> Iterator[NDArray[np.intp]]:
    """Draw random row numbers, 80 % of the documents without replacement, in ascending order."""
    generator = np.random.default_rng(seed)
    size = max(1, round(SUBSAMPLE * n_documents))
    for _ in range(n_subsamples):
        yield np.sort(generator.permutation(n_documents)[:size])
