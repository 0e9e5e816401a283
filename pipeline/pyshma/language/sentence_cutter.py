"""A spaCy component that cuts sentences without end, as careless writers leave them, where a new thought may begin.

The borders of sentences are razdel's, which needs stops; a text without any is one sentence to it. Whoever asks what a
sentence speaks about wants shorter ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.attrs import ENT_IOB, MORPH, ORTH, POS, SENT_START
from spacy.language import Language
from spacy.symbols import ADJ, ADP, CCONJ, DET, NOUN, NUM, PART, PRON, PROPN, SCONJ
from spacy.tokens import Doc, Span

Floats = npt.NDArray[np.float64]

PAUSES: Final = (",", ";", ":", "—", "–", "-", "…", "...")
JOINING: Final = (CCONJ, SCONJ)
OPENING: Final = (ADJ, ADP, CCONJ, DET, NUM, PART, SCONJ)
"""Parts of speech that wait for what follows."""
NAMING: Final = (NOUN, PRON, PROPN)
INSIDE_NAME: Final = 1
"""Of `ENT_IOB`."""
AFTER_PAUSE, JOINS, NEW_SUBJECT, ANYWHERE, INSIDE_PHRASE = 0.0, 0.8, 1.0, 4.0, 8.0
"""Price of a cut: after a comma, before a conjunction, before a subject, at any other token, within a phrase."""
LENGTH_PRICE: Final = 2.0
"""Price of a part that is twice as long as usual, or has no length; it grows with the square."""


class SentenceCutter:
    """Cuts sentences of more than `limit` tokens into parts; ``doc.sents`` then has the parts.

    Parameters
    ----------
    limit
        Tokens; sentences up to this length stay whole.
    longest, usual
        Tokens of a part, at most and as a rule.
    """

    def __init__(self, *, limit: int = 40, longest: int = 30, usual: int = 14) -> None:
        self.limit = limit
        self.longest = longest
        self.usual = usual

    def __call__(self, doc: Doc) -> Doc:
        """Cut the sentences of one document."""
        endless = [sentence for sentence in doc.sents if len(sentence) > self.limit]
        if endless:
            marks = doc.to_array([SENT_START])
            marks[[cut for sentence in endless for cut in self.find_cuts(sentence)]] = 1
            doc.from_array([SENT_START], marks.reshape(-1, 1))  # type: ignore[arg-type]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Cut the sentences of a stream of documents."""
        return map(self, stream)

    def find_cuts(self, sentence: Span) -> list[int]:
        """Tokens of the document before which the sentence is cut, so that cuts and lengths cost least together."""
        n = len(sentence)
        lengths = np.arange(self.longest, 0, -1)
        of_lengths = LENGTH_PRICE * ((lengths - self.usual) / self.usual) ** 2
        cheapest = np.full(n + self.longest, np.inf)  # up to each token, after as many that do not exist
        cheapest[self.longest - 1] = 0.0
        before: npt.NDArray[np.int64] = np.zeros(n + 1, np.int64)
        for stop, price in enumerate([*cut_prices(sentence)[1:].tolist(), 0.0], 1):
            sums = cheapest[stop - 1 : stop - 1 + self.longest] + of_lengths
            best = int(sums.argmin())
            before[stop] = stop - lengths[best]
            cheapest[stop + self.longest - 1] = sums[best] + price
        cuts = []
        place = int(before[n])
        while place:
            cuts.append(sentence.start + place)
            place = int(before[place])
        return cuts[::-1]


def cut_prices(sentence: Span) -> Floats:
    """How little a new thought is to be expected at each token: (n_tokens,)."""
    rows = sentence.to_array([ORTH, POS, MORPH, ENT_IOB])  # type: ignore[attr-defined] # not in spaCy's stub
    words, parts, features, names = rows.T
    strings = sentence.doc.vocab.strings
    pauses = [strings[text] for text in PAUSES if text in strings]
    nominative = [feature for feature in np.unique(features).tolist() if feature and "Case=Nom" in strings[feature]]
    after_pause, after_opening = np.isin(words, pauses), np.isin(parts, OPENING)
    return np.select(
        [
            names == INSIDE_NAME,
            np.roll(after_pause, 1),
            np.isin(parts, JOINING),
            np.roll(after_opening, 1),
            np.isin(parts, NAMING) & np.isin(features, nominative),
        ],
        [INSIDE_PHRASE, AFTER_PAUSE, JOINS, INSIDE_PHRASE, NEW_SUBJECT],
        ANYWHERE,
    )


@Language.factory(
    "pyshma_sentence_cutter",
    requires=["token.pos", "token.morph", "doc.sents"],
    assigns=["token.is_sent_start", "doc.sents"],
    default_config={"limit": 40, "longest": 30, "usual": 14},
)
def make_sentence_cutter(
    nlp: Language,  # noqa: ARG001 - spaCy hands the pipeline to every factory
    name: str,  # noqa: ARG001
    limit: int,
    longest: int,
    usual: int,
) -> SentenceCutter:
    """Make the component that cuts endless sentences."""
    return SentenceCutter(limit=limit, longest=longest, usual=usual)
