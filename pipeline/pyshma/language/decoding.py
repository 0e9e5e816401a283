"""Best tag sequence of a conditional random field (Viterbi), for all words of many documents at once.

Viterbi goes word by word, but what it knows about a word depends on the words before it only as far as a name can
reach. So all sequences are cut into blocks that are decoded side by side, each with a lead-in that belongs to the
block before. Where block and lead-in do not come to the same scores, the block is decoded again from the true ones:
the answer is exact, the lead-in only saves time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from .vectors import Floats, Ids

BLOCK: Final = 48
LEAD_IN: Final = 16
TOLERANCE: Final = 1e-4
"""Largest difference of scores that counts as the same: some ten times the rounding of float32."""


def best_path(scores: Floats, lengths: Sequence[int], transitions: Floats) -> Ids:
    """Tag sequence of highest total score for each sequence.

    Parameters
    ----------
    scores
        (n_words, n_tags): the words of all sequences, laid end to end.
    lengths
        Number of words of each sequence.
    transitions
        (n_tags, n_tags): score of the second tag after the first.

    Returns
    -------
    (n_words,) numbers of tags
    """
    first = np.zeros(len(scores), dtype=np.bool_)
    counts = np.asarray(lengths, dtype=np.int64)
    stops = counts.cumsum()
    first[(stops - counts)[counts > 0]] = True
    totals = forward(scores, first, transitions)
    return walk_back(totals, stops[counts > 0] - 1, transitions)


def forward(scores: Floats, first: npt.NDArray[np.bool_], transitions: Floats) -> Floats:
    """For each word and tag the highest total score of a path that ends there, less the highest of the word."""
    n_words, n_tags = scores.shape
    n_blocks = -(-n_words // BLOCK)
    padded = np.zeros((LEAD_IN + n_blocks * BLOCK, n_tags), dtype=np.float32)
    padded[LEAD_IN : LEAD_IN + n_words] = scores
    starts = np.ones(len(padded), dtype=np.bool_)
    starts[LEAD_IN : LEAD_IN + n_words] = first
    at = np.arange(LEAD_IN + BLOCK)[:, None] + BLOCK * np.arange(n_blocks)
    by_step = padded[at].transpose(0, 2, 1)  # (step, tag, block)
    totals = _forward(np.ascontiguousarray(by_step), starts[at], transitions)
    while len(unsettled := _unsettled(totals)):
        block = unsettled[:1]
        before = totals[-1, :, block - 1].T
        totals[LEAD_IN:, :, block] = _forward(
            by_step[LEAD_IN:, :, block], starts[at[LEAD_IN:, block]], transitions, before
        )
        totals[LEAD_IN - 1, :, block] = before.T
    return totals[LEAD_IN:].transpose(2, 0, 1).reshape(-1, n_tags)[:n_words]


def _forward(
    scores: Floats, starts: npt.NDArray[np.bool_], transitions: Floats, before: Floats | None = None
) -> Floats:
    """`forward` for (n_steps, n_tags, n_blocks); a block that goes on from another gets the totals `before` it."""
    totals = np.empty_like(scores)
    last = np.zeros_like(scores[0]) if before is None else before
    onward = transitions.T[:, :, None]  # (to, from, block)
    for step, row in enumerate(scores):
        best = (last + onward).max(axis=1)
        best[:, starts[step]] = 0
        best += row
        best -= best.max(axis=0)
        last = totals[step] = best
    return totals


def _unsettled(totals: Floats) -> Ids:
    """Blocks whose lead-in does not end as the block before them ends."""
    differences = np.abs(totals[LEAD_IN - 1, :, 1:] - totals[-1, :, :-1]).max(axis=0)
    return 1 + np.flatnonzero(differences > TOLERANCE)


def walk_back(totals: Floats, last: Ids, transitions: Floats) -> Ids:
    """The path that ends in the best tag at each of the `last` words.

    Nearly everywhere all tags of a word point back to the same tag; only the rest is walked.
    """
    back = _best_before(totals, transitions)
    path = np.zeros(len(totals), dtype=np.int64)
    path[:-1] = back[0, 1:]
    walked = np.zeros(len(totals), dtype=np.bool_)
    walked[:-1] = (back[:, 1:] != back[0, 1:]).any(axis=0)
    path[last] = totals[last].argmax(axis=1)
    walked[last] = False
    for word in np.flatnonzero(walked)[::-1].tolist():
        path[word] = back[path[word + 1], word + 1]
    return path


def _best_before(totals: Floats, transitions: Floats) -> npt.NDArray[np.int8]:
    """(n_tags, n_words): the tag of the word before from which each tag is best reached."""
    by_tag = np.ascontiguousarray(totals[:-1].T)
    back = np.zeros((len(by_tag), len(totals)), dtype=np.int8)
    best = by_tag[0] + transitions[0][:, None]
    for tag in range(1, len(by_tag)):
        reached = by_tag[tag] + transitions[tag][:, None]
        better = reached > best
        np.copyto(back[:, 1:], np.int8(tag), where=better)
        np.maximum(best, reached, out=best)
    return back
