"""The morphological dictionary (OpenCorpora, through pymorphy3): parses of a word and its dictionary form.

The only door to pymorphy3. Parses are scored against a tag that was found in context, because the first parse of a
word on its own is often wrong: «парках» → парка, «парков» → парковый.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from pymorphy3 import MorphAnalyzer

from .vectors import count_word

RUSSIAN_WORD: Final = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)

POS_MATCH: Final = 10.0
"""A parse of the right part of speech beats any number of agreeing features (a tag has at most nine)."""
FEATURE_MATCH: Final = 1.0
FREQUENCY_WEIGHT: Final = 0.05

OBLIQUE: Final = frozenset(
    {"VERB", "GRND", "gent", "gen1", "gen2", "datv", "accs", "acc2", "ablt", "loct", "loc1", "loc2", "voct"}
)
"""Grammemes of forms under which no dictionary lists a word."""


@dataclass(frozen=True, slots=True)
class Parse:
    """One reading of a word.

    Parameters
    ----------
    lemma
        Dictionary form.
    grammemes
        OpenCorpora grammemes, part of speech included.
    probability
        Estimate of P(reading | word) over the OpenCorpora corpus, 0 to 1.
    known
        The word stands in the dictionary; else the reading is a guess from its ending.
    """

    lemma: str
    grammemes: frozenset[str]
    probability: float
    known: bool


@dataclass(frozen=True, slots=True)
class ScoredParse:
    """A reading with its agreement with a tag; the highest `score` wins."""

    parse: Parse
    score: float
    agrees: tuple[str, ...]


@cache
def _agreement() -> dict[str, dict[str, frozenset[str]]]:
    table = json.loads(Path(__file__).with_name("agreement.json").read_text(encoding="utf-8"))
    return {part: {key: frozenset(names) for key, names in table[part].items()} for part in ("pos", "features")}


@cache
def analyzer() -> Any:  # noqa: ANN401 - pymorphy3 carries no types
    """Read the dictionary; once per process."""
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def parse_word(word: str) -> tuple[Parse, ...]:
    """All readings of a word, most probable first; the order of equals is fixed.

    >>> sorted({parse.lemma for parse in parse_word("парков")})
    ['парк', 'парковый', 'парок']
    """
    found = [_read(parse) for parse in analyzer().parse(word)]
    return tuple(sorted(found, key=lambda parse: (-parse.probability, parse.lemma, sorted(parse.grammemes))))


def _read(parse: Any) -> Parse:  # noqa: ANN401
    grammemes = frozenset(parse.tag.grammemes)
    lemma = str(parse.normal_form)
    if "femn" in grammemes and grammemes & {"Surn", "Patr"}:
        lemma = _inflected(parse, {"nomn", "sing"}) or lemma  # Алексеевна is not Алексеевич
    elif lemma.endswith("ие") and "ь" in parse.word[-4:] and f"{lemma[:-2]}ье"[:-1] in f"{parse.word}е":
        lemma = f"{lemma[:-2]}ье"  # счастья → счастье, but знания → знание
    return Parse(
        lemma=lemma,
        grammemes=grammemes,
        probability=float(parse.score),
        known=bool(parse.is_known),
    )


@lru_cache(maxsize=50_000)
def adjective_form(word: str, parse: Parse) -> str:
    """Dictionary form of a participle or a superlative where it is used as an adjective; empty for other readings.

    >>> [adjective_form(word, parse_word(word)[0]) for word in ("заброшенных", "лучших", "парк")]
    ['заброшенный', 'лучший', '']
    """
    if not parse.grammemes & {"PRTF", "Supr"}:
        return ""
    reading = next(item for item in analyzer().parse(word) if frozenset(item.tag.grammemes) == parse.grammemes)
    return _superlative(reading) if "Supr" in parse.grammemes else _inflected(reading, {"nomn", "sing", "masc"})


def _superlative(parse: Any) -> str:  # noqa: ANN401
    """Nominative of the superlative that is nearest to the form: лучших → лучший, not наихороший."""
    wanted = {"Supr", "nomn", "sing", "masc"}
    forms = [str(form.word) for form in parse.lexeme if wanted <= form.tag.grammemes]
    return max(forms, key=lambda form: (_shared_beginning(form, parse.word), form), default="")


def _shared_beginning(first: str, second: str) -> int:
    """Number of letters with which both words begin."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _inflected(parse: Any, grammemes: set[str]) -> str:  # noqa: ANN401
    form = parse.inflect(grammemes)
    return str(form.word) if form else ""


@cache
def closed_classes() -> dict[str, dict[str, str]]:
    """Part of speech → form → dictionary form, for closed classes and common abbreviations."""
    table = json.loads(Path(__file__).with_name("closed_classes.json").read_text(encoding="utf-8"))
    del table["about"]
    return {pos: {form: lemma for lemma, forms in words.items() for form in forms} for pos, words in table.items()}


def score_parses(word: str, pos: str, features: str) -> list[ScoredParse]:
    """Rank the readings of a word by agreement with a Universal Dependencies tag.

    Score = 10 for the part of speech + 1 for each feature that agrees + P(reading | word) + a twentieth of the decimal
    logarithm of how often the dictionary form itself is written, so that of equal readings the common word wins:
    больших → большой, not больший. Ties go to the first in the order of `parse_word`.

    Parameters
    ----------
    pos, features
        As in ``token.pos_`` and ``str(token.morph)``.
    """
    table = _agreement()
    right_pos = table["pos"].get(pos, frozenset())
    wanted = [(name, table["features"][name]) for name in features.split("|") if name in table["features"]]
    scored = []
    for parse in parse_word(word):
        agrees = tuple(name for name, grammemes in wanted if grammemes & parse.grammemes)
        score = POS_MATCH * bool(right_pos & parse.grammemes) + FEATURE_MATCH * len(agrees) + parse.probability
        score += FREQUENCY_WEIGHT * math.log10(1 + count_word(parse.lemma))
        if pos == "PROPN" and parse.grammemes & {"Name", "Surn", "Patr", "Geox", "Orgn"}:
            score += FEATURE_MATCH
        scored.append(ScoredParse(parse, score, agrees))
    return sorted(scored, key=lambda item: -item.score)


@lru_cache(maxsize=200_000)
def lemmatize(word: str, pos: str, features: str) -> str:
    """Dictionary form of a word in lower case, given its tag in context.

    >>> [lemmatize("парков", pos, "Case=Gen|Number=Plur") for pos in ("NOUN", "ADJ")]
    ['парк', 'парковый']
    """
    closed = closed_classes().get(pos, {}).get(word)
    if closed is not None:
        return closed
    if pos == "ADP" or not RUSSIAN_WORD.fullmatch(word):
        return word
    best = score_parses(word, pos, features)[0].parse
    if pos == "ADJ" and (adjective := adjective_form(word, best)):
        return adjective
    return _adverb(best.lemma) if pos == "ADV" and "COMP" in best.grammemes else best.lemma


def _adverb(adjective: str) -> str:
    """Adverb of an adjective, to which its comparative belongs as well: чаще → частый → часто."""
    adverb = f"{adjective[:-2]}о"
    return adverb if any("ADVB" in parse.grammemes for parse in parse_word(adverb)) else adjective


def _in_citation_form(parse: Parse) -> bool:
    return not parse.grammemes & OBLIQUE


def citation_lemmas(word: str) -> frozenset[str]:
    """Dictionary forms that a word of a codebook may stand for.

    People write codebook words as a dictionary would give them, so readings in a citation form (nominative of any
    gender and number, infinitive, words without forms) come first; only a word that has none, such as «врачей» in
    «нехватка врачей», stands for all its readings. Both ё and е spellings are given.

    >>> sorted(citation_lemmas("парк"))
    ['парк']
    >>> sorted(citation_lemmas("зелёная"))
    ['зеленый', 'зелёный']
    """
    word = word.lower()
    if not RUSSIAN_WORD.fullmatch(word):
        return frozenset({word})
    parses = [parse for parse in parse_word(word) if parse.known] or list(parse_word(word))
    chosen = [parse for parse in parses if _in_citation_form(parse)] or parses
    lemmas = {parse.lemma for parse in chosen}
    lemmas |= {adjective_form(word, parse) for parse in chosen} - {""}
    lemmas |= {_adverb(parse.lemma) for parse in chosen if "COMP" in parse.grammemes}
    lemmas |= {forms[word] for forms in closed_classes().values() if word in forms}
    return frozenset(lemmas | {lemma.replace("ё", "е") for lemma in lemmas})


def inflect(word: str, grammemes: Iterable[str], *, parse: Parse | None = None) -> str | None:
    """Another form of a word, in lower case: None where the dictionary cannot make it.

    Parameters
    ----------
    grammemes
        OpenCorpora grammemes of the form that is wanted, such as ``{"nomn", "sing"}``; the others stay as they are.
    parse
        The reading to start from; None: the most probable one.

    >>> inflect("пышме", {"nomn"})
    'пышма'
    """
    for candidate in analyzer().parse(word):
        if parse is None or frozenset(candidate.tag.grammemes) == parse.grammemes:
            form = candidate.inflect(frozenset(grammemes))
            return str(form.word) if form else None
    return None


def knows_word(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(analyzer().word_is_known(word.lower()))
