"""What of a sentence tells whether its author complains, wishes or praises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Span, Token

from .attitudes import Attitude, AttitudeCues

GRAMMAR: Final = frozenset(
    {
        "Aspect=Imp",
        "Aspect=Perf",
        "Degree=Cmp",
        "Degree=Sup",
        "Mood=Imp",
        "Person=1",
        "Person=2",
        "Polarity=Neg",
        "Tense=Fut",
        "Tense=Past",
        "Tense=Pres",
        "VerbForm=Inf",
        "Voice=Pass",
    }
)
VERB_FORM: Final = ("Aspect", "Mood", "Person", "Tense", "VerbForm")

MOST_CUES = 3
"""Cues of one kind in one sentence count up to this number: a long sentence is not a louder one."""

YEAR: Final = re.compile(r"20[2-9]\d")
BEGIN, END, NAME = "^", "$", "[name]"


@lru_cache(maxsize=4096)
def _grammar(morph: str, pos: str) -> tuple[str, ...]:
    """Features of a tag, in brackets, so that they are not taken for words."""
    parts = morph.split("|")
    marks = [f"[{part}]" for part in parts if part in GRAMMAR]
    if pos == "VERB":
        marks.append(f"[VERB {' '.join(part for part in parts if part.startswith(VERB_FORM))}]")
    return tuple(marks)


def _lemma(token: Token) -> str:
    return NAME if token.pos_ == "PROPN" else token.lemma_.lower().replace("ё", "е")


def _features(sentence: Span) -> Iterator[str]:
    before = BEGIN
    for token in sentence:
        if token.is_space:
            continue
        lemma = _lemma(token)
        yield f"{before} {lemma}"
        before = lemma
        if token.pos_ not in {"PUNCT", "NUM", "PROPN"}:
            yield lemma
        if lemma in {"?", "!"} or YEAR.fullmatch(lemma):
            yield "[year]" if lemma[0] == "2" else f"[{lemma}]"
        yield from _grammar(str(token.morph), token.pos_)
    yield f"{before} {END}"


def _cue_features(counts: Mapping[tuple[Attitude, str], int]) -> dict[str, float]:
    return {f"[cue {attitude} {kind}]": float(min(n, MOST_CUES)) for (attitude, kind), n in counts.items()}


def sentence_features(doc: Doc, cues: AttitudeCues) -> list[dict[str, float]]:
    """Features of each sentence of `doc` with their values.

    Lemmas and pairs of neighbouring lemmas (names are one word, ё is е), grammar of the words, year, question and
    exclamation marks are 1; cues are counted, up to `MOST_CUES`.
    """
    return [
        dict.fromkeys(_features(sentence), 1.0) | _cue_features(counts)
        for sentence, counts in zip(doc.sents, cues.count(doc), strict=True)
    ]
