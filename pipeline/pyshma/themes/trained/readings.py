"""What the model reads of a sentence: its words, how strongly patterns speak in it, and what an encoder says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_ALPHA, LEMMA, POS
from spacy.strings import StringStore
from spacy.symbols import ADJ, ADV, NOUN, PROPN, VERB
from spacy.tokens import Doc, Span, Token

from ..codebook import Codebook
from ..encoder import SentenceEncoder
from ..notation import fold
from ..scoring import ThemeScore, weigh_mentions

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

CONTENT: Final = frozenset({NOUN, ADJ, VERB, PROPN, ADV})
EMPTY: Final = frozenset(
    {"быть", "этот", "который", "свой", "весь", "мой", "наш", "ваш", "такой", "очень", "просто", "уже", "еще"}
    | {"тоже", "самый", "мочь", "каждый", "другой"}
)
"""Lemmas that say nothing about a theme (written for this project)."""

MOST_EVIDENCE: Final = 2.0
"""Mentions of a theme in one sentence count up to this sum."""

SHOUTED: Final = 3
"""Words of a sentence in capitals that make it a shouted one; fewer may be abbreviations."""


class Vectors(Protocol):
    """Word vectors with the frequencies of their words."""

    @property
    def words(self) -> Mapping[str, int]:
        """Word → row."""

    @property
    def counts(self) -> Ids:
        """Frequency of each word."""

    @property
    def n_dimensions(self) -> int:
        """Length of a vector."""

    def lookup(self, ids: Ids) -> Floats:
        """Vectors of some rows: (n, n_dimensions)."""


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """One sentence.

    Parameters
    ----------
    lemmas
        Of its content words, in order; ё is е.
    evidence
        For each theme of the codebook, what its mentions in the sentence contribute, at most `MOST_EVIDENCE`:
        (n_themes,).
    start, stop
        Its tokens in the document.
    opinion
        For each theme of the codebook the probability that an encoder gives; None: none has read it. (n_themes,).
    """

    lemmas: tuple[str, ...]
    evidence: Floats
    start: int
    stop: int
    opinion: Floats | None = None


def read_sentences(
    doc: Doc,
    codebook: Codebook,
    scores: Sequence[ThemeScore] | None = None,
    *,
    opinions: Floats | None = None,
) -> list[SentenceReading]:
    """Sentences of a `Doc` that was matched with `codebook`.

    Parameters
    ----------
    scores
        What `weigh_mentions` gives for `doc`, where it is known already.
    opinions
        What `ask_encoder` gives for `doc`, if an encoder was asked: (n_sentences, n_themes).

    Raises
    ------
    CodebookError
        `doc` was not matched with `codebook`.
    """
    sentences = list(doc.sents)
    starts = [sentence.start for sentence in sentences]
    places = {theme.id: column for column, theme in enumerate(codebook.themes)}
    evidence = np.zeros((len(sentences), len(places)), np.float32)
    for score in weigh_mentions(doc, codebook) if scores is None else scores:
        for number, contribution in zip(score.sentences(starts), score.contributions, strict=True):
            evidence[number, places[score.theme_id]] += contribution
    evidence = np.minimum(evidence, MOST_EVIDENCE)
    lemmas = _content_lemmas(doc)
    said = [None] * len(sentences) if opinions is None else [None if np.isnan(row[0]) else row for row in opinions]
    return [
        SentenceReading(tuple(filter(None, lemmas[item.start : item.end])), row, item.start, item.end, opinion)
        for item, row, opinion in zip(sentences, evidence, said, strict=True)
    ]


def ask_encoder(
    encoder: SentenceEncoder | None, docs: Sequence[Doc], codebook: Codebook
) -> Sequence[Floats] | Sequence[None]:
    """What an encoder says of the sentences of each doc: (n_sentences, n_themes); None where there is no encoder.

    Sentences of an endless document that the encoder did not read have NaN.

    Raises
    ------
    CodebookError
        The encoder does not know the themes of `codebook`.
    """
    if encoder is None:
        return [None] * len(docs)
    columns = encoder.columns(theme.id for theme in codebook.themes)
    texts = [[plain_text(sentence) for sentence in doc.sents] for doc in docs]
    return [scores[:, columns] for scores in encoder.score_documents(texts)]


def plain_text(sentence: Span) -> str:
    """A sentence as an encoder knows them: misspelt words as they were meant, and shouted ones in small letters."""
    shouted = sentence.text.isupper() and sum(token.is_alpha for token in sentence) >= SHOUTED
    return "".join(_plain_word(token, shouted) + token.whitespace_ for token in sentence)


def _plain_word(token: Token, shouted: bool) -> str:
    if token.norm_ == token.lower_ and not shouted:
        return token.text
    capital = token.is_sent_start if shouted else token.text[:1].isupper()
    return token.norm_.capitalize() if capital else token.norm_


def _content_lemmas(doc: Doc) -> list[str]:
    """Lemma of each token; empty for those that say nothing about a theme."""
    tokens = doc.to_array([POS, IS_ALPHA, LEMMA]).tolist()
    return [_telling(lemma, doc.vocab.strings) if alpha and pos in CONTENT else "" for pos, alpha, lemma in tokens]


@lru_cache(maxsize=50_000)
def _telling(lemma: int, strings: StringStore) -> str:
    plain = fold(strings[lemma])
    return "" if plain in EMPTY else plain
