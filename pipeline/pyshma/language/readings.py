"""The readings of a word as an annotator sees them, and the choice among them by the tags in context.

A reading of the dictionary is not yet a lemma of Universal Dependencies: a participle that is used as an adjective has
a dictionary form of its own, and so has the comparative of an adverb. Such readings stand here beside pymorphy3's own,
and so do closed classes and, for words that the dictionary does not have, guesses from the ending. Each reading has a
weight, how likely it is before the context is seen; its agreement with the tags (`agreement`) does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log
from typing import Any, Final, NamedTuple

from . import dictionary
from .agreement import agreeing_features, cost, split_reading
from .dictionary import RUSSIAN_WORD, Parse, closed_classes, is_known, is_reliable, parse_raw, prefix_length
from .only_lemmas import only_lemma
from .vectors import count_word
from .words import guess_nouns, lemmatize_sign

CLOSED_WEIGHT: Final = 10.0
PRIOR_POWER: Final = 0.3
FREQUENCY_POWER: Final = 0.1
"""Weight = P(lemma | word) ** 0.3 × (1 + count of the lemma in news) ** 0.1: the common word of two that fit alike."""
MIN_PRIOR: Final = 0.02
FORMS_ALIKE: Final = 10.0
"""An adjective in -ой looks like its feminine forms, which are about ten times as frequent: «личной» is личный."""
RARE: Final = ("Infr", "Erro", "Dist", "Fixd,Geox")
RARE_WEIGHT: Final = 0.3
"""Of forms that the dictionary calls rare, wrong or distorted, and of undeclined places: «маю» is май, not Маю."""
DERIVED: Final = 0.9
ADVERB_OF_SHORT: Final = 1.2
NAME_WEIGHT: Final = 1.1
"""Of names guessed where the dictionary has only other parts of speech: above rare words, below common ones."""
CERTAIN_ODDS: Final = 10.0
"""A reading that beats those of other lemmas by this under the best tag is not asked about the other tags."""

FUNCTION_WORDS: Final = frozenset({"PRON", "DET", "CCONJ", "SCONJ", "PART", "INTJ"})
"""Parts of speech that the dictionary has complete: no forms are guessed."""
NOUN_PARTICIPLE: Final = "PRTF+"
DERIVING: Final = frozenset({"PRTF", "COMP", "ADJS", "Supr", "Surn", "Patr"})
"""Grammemes of readings whose lemma is not pymorphy3's normal form, or beside which `read_word` sets another."""
EXCLUDES_NAMES: Final = frozenset({"NOUN", "indc"})
"""The dictionary has a noun, or a verb in a form that no name looks like: замолкает, but not жиль (жилить)."""
PREFIXED: Final = re.compile(r"([a-z0-9.,]+-)([а-яё]+)")
"""75-летия | usb-порты: the lemma of the Russian part behind what stands before it."""
LONG_LETTER: Final = re.compile(r"([а-яё])\1{2,}")


class Reading(NamedTuple):
    """One reading of a word.

    Parameters
    ----------
    lemma
        Dictionary form; of derived readings that of the word they are derived from.
    grammemes
        OpenCorpora grammemes, as `agreement` reads them.
    weight
        How likely the reading is before the context is seen; weights do not sum to 1.
    parse
        pymorphy3's parse; None for closed classes and guesses.
    """

    lemma: str
    grammemes: str
    weight: float
    parse: Any = None


@lru_cache(maxsize=50_000)
def read_word(word: str, *, name: bool = False) -> tuple[Reading, ...]:
    """Readings of a Russian word in lower case, in a fixed order.

    Parameters
    ----------
    name
        The word may be a name: if the dictionary has no noun of this form, names are guessed from its ending.
    """
    parses = parse_raw(word)
    known = is_known(parses[0])
    if not known and (shorter := shorten(word)):
        return read_word(shorter, name=name)
    found = [Reading(forms[word], f"={pos}", CLOSED_WEIGHT) for pos, forms in closed_classes().items() if word in forms]
    priors: dict[str, float] = {}
    for parse in parses:
        priors[parse.normal_form] = priors.get(parse.normal_form, 0.0) + parse.score
    for parse in parses:
        found += _readings_of(parse, _weight(word, parse, max(priors[parse.normal_form], MIN_PRIOR)))
    if not any(map(is_reliable, parses)):
        found += [Reading(*guess) for guess in guess_nouns(word)]
    elif name and not any(_excludes_names(parse) for parse in parses):
        found += [Reading(lemma, f"NAME*{tag[4:]}", weight * NAME_WEIGHT) for lemma, tag, weight in guess_nouns(word)]
    return tuple(found)


def _excludes_names(parse: Any) -> bool:  # noqa: ANN401
    return not EXCLUDES_NAMES.isdisjoint(parse.tag.grammemes)


def _weight(word: str, parse: Any, prior: float) -> float:  # noqa: ANN401
    """How likely a parse is before its tag is seen, from P(lemma | word) and the frequency of the lemma."""
    if not is_reliable(parse):
        return prior
    lemma, tag = str(parse.normal_form), str(parse.tag)
    part = lemma if is_known(parse) else lemma[prefix_length(parse) :]
    count = float(count_word(part.rpartition("-")[2]))
    if tag.startswith("ADJF") and lemma == word and "nomn" not in tag:
        count /= FORMS_ALIKE
    rare = RARE_WEIGHT if _is_rare(tag) else 1.0
    return rare * float(prior**PRIOR_POWER * (1 + count) ** FREQUENCY_POWER)


@cache
def _is_rare(tag: str) -> bool:
    return any(name in tag for name in RARE)


def _readings_of(parse: Any, weight: float) -> list[Reading]:  # noqa: ANN401
    lemma, tag = str(parse.normal_form), str(parse.tag)
    part, rest = tag[:4], tag[4:]
    found = [Reading(lemma, tag, weight, parse)]
    if part == "COMP" or (part == "PRTF" and ("Adjx" in rest or not is_reliable(parse))):
        found.append(Reading(lemma, f"{part}*{rest}", weight * DERIVED, parse))
    elif part == "PRTF" and "Subx" in rest:
        found.append(Reading(lemma, f"{NOUN_PARTICIPLE}{rest}", weight * DERIVED, parse))
    elif part == "ADJS" and "neut" in rest:
        found.append(Reading(lemma, "ADJS*", weight * ADVERB_OF_SHORT, parse))
    return found


def shorten(word: str) -> str:
    """A word that the dictionary knows, said at length: клааасс → класс; empty where there is none.

    >>> shorten("спасиииибо"), shorten("кваттро")
    ('спасибо', '')
    """
    if not LONG_LETTER.search(word):
        return ""
    shorter = (LONG_LETTER.sub(r"\1" * n, word) for n in (1, 2))
    return next((form for form in shorter if is_known(parse_raw(form)[0])), "")


def reading_lemma(word: str, reading: Reading) -> str:
    """Lemma that a reading stands for."""
    if reading.parse is None:
        return reading.lemma
    part = reading.grammemes[:5]
    if part in {"PRTF*", NOUN_PARTICIPLE} or "Supr" in reading.grammemes:
        return dictionary.adjective_lemma(reading.parse)
    if part == "ADJS*":
        return word
    return dictionary.adverb_lemma(reading.lemma) if part == "COMP*" else dictionary.dictionary_lemma(reading.parse)


def lemma_key(reading: Reading) -> tuple[str, str]:
    """What two readings share that have one lemma; known without working the lemma out."""
    return reading.lemma, reading.grammemes[:5] if reading.grammemes[4:5] in {"*", "+"} else ""


def lemmatize(word: str, pos: str, features: str) -> str:
    """Dictionary form of a word in lower case, given its tag in context.

    >>> [lemmatize("парков", pos, "Case=Gen|Number=Plur") for pos in ("NOUN", "ADJ")]
    ['парк', 'парковый']
    """
    return lemmatize_with_certainty(word, pos, features)[0]


def lemmatize_with_certainty(word: str, pos: str, features: str) -> tuple[str, bool]:
    """Dictionary form under a tag, and whether the tag settles it.

    It does where a reading of the dictionary agrees with the tag in everything or is far likelier than those of other
    lemmas.
    """
    closed = closed_classes().get(pos, {}).get(word)
    if closed is not None:
        return closed, True
    if pos == "ADP" or not RUSSIAN_WORD.fullmatch(word):
        return _lemmatize_other(word, pos, features), True
    if lemma := _only_lemma(word, name=pos == "PROPN"):
        return lemma, True
    if pos in FUNCTION_WORDS and not is_known(parse_raw(word)[0]) and not shorten(word):
        return word, True
    tag = f"{pos}|{features}"
    found = read_word(word, name=pos == "PROPN")
    scores = [reading.weight * exp(-cost(reading.grammemes, tag)) for reading in found]
    best = found[scores.index(max(scores))]
    return reading_lemma(word, best), _is_certain(best, found, scores, tag)


def _only_lemma(word: str, *, name: bool) -> str:
    """Lemma of a word that no tag and no neighbour could change; empty for others."""
    if word in closed_forms():
        return ""
    among = EXCLUDES_NAMES if name else frozenset[str]()
    return dictionary.with_soft_sign(word, only_lemma(word, besides=is_deriving, among=among))


@cache
def is_deriving(grammemes: frozenset[str]) -> bool:
    """Whether a reading may have another lemma than pymorphy3's normal form, or another beside it.

    Of short adjectives it is the neuter, which looks like the adverb, of participles those that are used as adjectives
    or nouns.
    """
    if "ADJS" in grammemes:
        return "neut" in grammemes
    if "PRTF" in grammemes:
        return "Adjx" in grammemes or "Subx" in grammemes
    return not DERIVING.isdisjoint(grammemes)


@cache
def closed_forms() -> frozenset[str]:
    """All forms of closed classes and common abbreviations."""
    return frozenset(form for forms in closed_classes().values() for form in forms)


def _lemmatize_other(word: str, pos: str, features: str) -> str:
    sign = lemmatize_sign(word)
    match = PREFIXED.fullmatch(word) if sign == word else None
    return match[1] + lemmatize(match[2], pos, features) if match else sign


def _is_certain(best: Reading, found: Sequence[Reading], scores: Sequence[float], tag: str) -> bool:
    known = best.parse is not None and is_reliable(best.parse)
    if known and cost(best.grammemes, tag) == 0:
        return True
    key = lemma_key(best)
    rivals = [score for reading, score in zip(found, scores, strict=True) if lemma_key(reading) != key]
    return not rivals or (known and max(scores) > CERTAIN_ODDS * max(rivals))


@dataclass(frozen=True, slots=True)
class ScoredParse:
    """A reading with its agreement with a tag; the highest `score` wins."""

    parse: Parse
    score: float
    agrees: tuple[str, ...]


def score_parses(word: str, pos: str, features: str) -> list[ScoredParse]:
    """Rank the readings of a word by agreement with a Universal Dependencies tag.

    Score = natural logarithm of the weight of the reading − the costs of what it contradicts in the tag
    (``agreement.json``). Ties go to the first in the order of `read_word`.

    Parameters
    ----------
    pos, features
        As in ``token.pos_`` and ``str(token.morph)``.
    """
    tag = f"{pos}|{features}"
    scored = [_score(word, reading, tag) for reading in read_word(word, name=pos == "PROPN")]
    return sorted(scored, key=lambda item: -item.score)


def _score(word: str, reading: Reading, tag: str) -> ScoredParse:
    known = reading.parse is not None and is_known(reading.parse)
    probability = float(reading.parse.score) if reading.parse is not None else 0.0
    parse = Parse(reading_lemma(word, reading), split_reading(reading.grammemes)[1], probability, known)
    return ScoredParse(
        parse, log(reading.weight) - cost(reading.grammemes, tag), agreeing_features(reading.grammemes, tag)
    )
