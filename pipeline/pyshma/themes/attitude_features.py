"""What of a sentence tells whether its author complains, wishes or praises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from spacy.attrs import IS_SPACE, LEMMA, MORPH, POS
from spacy.strings import StringStore
from spacy.symbols import NAMES
from spacy.tokens import Doc

from .attitudes import Attitude, AttitudeCues
from .notation import fold

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


@lru_cache(maxsize=50_000)
def _of_token(lemma: int, pos: int, morph: int, strings: StringStore) -> tuple[str, tuple[str, ...]]:
    """A token as its neighbours see it, and its own features; lemma, part of speech, tag are numbers of strings."""
    part = NAMES[pos]
    word = NAME if part == "PROPN" else fold(strings[lemma])
    own = [word] if part not in {"PUNCT", "NUM", "PROPN"} else []
    if word in {"?", "!"} or YEAR.fullmatch(word):
        own.append("[year]" if word[0] == "2" else f"[{word}]")
    return word, (*own, *_grammar(strings[morph] if morph else "", part))


def _features(tokens: Iterable[list[int]], strings: StringStore) -> dict[str, float]:
    features: dict[str, float] = {}
    before = BEGIN
    for lemma, pos, morph, is_space in tokens:
        if not is_space:
            word, own = _of_token(lemma, pos, morph, strings)
            features[f"{before} {word}"] = 1.0
            for name in own:
                features[name] = 1.0
            before = word
    features[f"{before} {END}"] = 1.0
    return features


def _cue_features(counts: Mapping[tuple[Attitude, str], int]) -> dict[str, float]:
    return {f"[cue {attitude} {kind}]": float(min(n, MOST_CUES)) for (attitude, kind), n in counts.items()}


def _of_sentences(doc: Doc) -> Iterator[dict[str, float]]:
    tokens = doc.to_array([LEMMA, POS, MORPH, IS_SPACE]).tolist()
    return (_features(tokens[sentence.start : sentence.end], doc.vocab.strings) for sentence in doc.sents)


def sentence_features(docs: Sequence[Doc], cues: AttitudeCues) -> list[list[dict[str, float]]]:
    """Features of each sentence of some documents with their values.

    Lemmas and pairs of neighbouring lemmas (names are one word, ё is е), grammar of the words, year, question and
    exclamation marks are 1; cues are counted, up to `MOST_CUES`.
    """
    return [
        [features | _cue_features(n) for features, n in zip(_of_sentences(doc), counts, strict=True)]
        for doc, counts in zip(docs, cues.count_all(docs), strict=True)
    ]
