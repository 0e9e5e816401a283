"""Which form of the word that was meant stands in a sentence: (люди) встретицца → встретиться or встретится."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np

from .agreement import Agreement
from .correction import Candidate, Meant
from .lemma_options import list_options
from .network import TagNetwork
from .vectors import Floats

FIT: Final = 0.8
"""How much the logarithm of a form's fit counts beside its score; tuned on 535 slips that were put into right texts."""
LEAST_FIT: Final = 1e-3


class FormChooser:
    """Chooses between forms of one dictionary form by how they fit the tags that the neighbours of a word expect.

    The network does not know the misspelt word, so what it says of its tag it has from the neighbours.
    """

    def __init__(self, network: TagNetwork) -> None:
        self._network = network
        self._agreement = Agreement(network.tags)
        self._odds = lru_cache(maxsize=2_000)(self._best_odds)

    def __reduce__(self) -> tuple[type[FormChooser], tuple[TagNetwork]]:
        """Go to another process without what is remembered."""
        return FormChooser, (self._network,)

    def __call__(self, meant: Meant, hidden: Floats) -> str:
        """The best of ``meant.forms``.

        Parameters
        ----------
        hidden
            Row of `doc.tensor` of the word as it was written.
        """
        scores = self._network.score(hidden)
        tags = np.exp(scores - scores.max())
        tags /= tags.sum()

        def total(item: Candidate) -> float:
            return item.score + FIT * math.log10(float(self._odds(item.form) @ tags) + LEAST_FIT)

        return max(meant.forms, key=total).form

    def _best_odds(self, form: str) -> Floats:
        """For each tag the odds of the reading that fits it best."""
        options = list_options(form, self._agreement)
        weights = options.weights / options.weights.max()
        best: Floats = (self._agreement.odds[options.rows] * weights[:, None]).max(axis=0)
        return best
