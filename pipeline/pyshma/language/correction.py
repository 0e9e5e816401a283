"""Which word a misspelt word was meant to be, if that is clear."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from .dictionary import (
    RUSSIAN_WORD,
    entries,
    fold_yo,
    knows_word,
    parse_word,
    with_soft_sign,
)
from .dictionary_search import known_beginning, letters_between
from .misspelling import Words, find_candidates, read_data
from .unspaced import NOT_COMMON, split_unspaced
from .vectors import count_word

MIN_LETTERS: Final = 5
"""A shorter word is one slip away from too many others."""
MAX_LETTERS: Final = 60
"""A longer one is no slip but a scream or damage, and the time and memory of a search grow with its square."""
RARE_FORM: Final = 1.0
"""Orders of magnitude by which a form outside the news vocabulary is rarer than its dictionary form."""
LENGTH_BONUS: Final = 0.35
LONGEST: Final = 12
"""Each letter beyond `MIN_LETTERS`, up to this length, makes it less likely that two words look alike by chance."""
ALIKE: Final = 1.5
"""Largest cost at which a word sounds like the one that was meant."""
MIN_SCORE: Final = 1.0
MIN_MARGIN: Final = 0.7
"""Score of a correction, and its lead over the best candidate with another dictionary form. Tuned, as the costs were,
on the odd lines of RUSpellRU's development part."""
COMMON: Final = 2.5
"""Score of a word for which two words without a space between may stand as well."""
MIN_WHOLE: Final = 2.0
"""Orders of magnitude by which a word is more frequent than what is written with a hyphen in it."""
ENDING: Final = 3
"""Letters that may follow the stem of a noun."""

DECLINED_BY_SEX: Final = frozenset({"Surn", "Patr"})
NOT_WITH_NE: Final = frozenset({"VERB", "INFN", "GRND"})


_SUFFIX: Final = re.compile(
    r"(?P<suffix>ец|ик|няк|[еи]л?ьк|оньк|[ую]ш[кч]|[иы]ш[кч]|ищ|[ую]льк|рш|[её]нк|[оеё]чк|[оеё]чек)(?:[аяоеуюыи][мхйвю]?и?|)$"
)
"""Suffixes with which people make words that no dictionary lists: фильмец, сопельки, милиционерша."""
DICTIONARY: Final = Words(knows_word, known_beginning, letters_between)

PARTICLES: Final = ("то", "таки", "либо", "нибудь", "ка")
_DIMINUTIVE: Final = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ео]?к(?=(?:[аиуе]|ой|ою|ам|ами|ах|)$)")
"""The suffix of «распродажка» and «управлялок»."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant; `score` in decimal orders of magnitude."""

    form: str
    cost: float
    score: float


@dataclass(frozen=True, slots=True)
class Meant:
    """The word that was meant, several of them apart by a space; `score` as of a candidate, infinite by a rule.

    `forms` are the candidates that share its dictionary form.
    """

    form: str
    score: float
    forms: tuple[Candidate, ...] = ()


@cache
def _fixed() -> dict[str, str]:
    """What the search cannot find: words written together, and words as they are spoken."""
    data = read_data("joined.toml")
    fixed = {**_prepositional(), **data["joined"], **data["spoken"]}
    return {fold_yo(form): meant for form, meant in fixed.items()}


@cache
def _prepositional() -> dict[str, str]:
    """Prepositions with pronouns in a case that they take."""
    cases = read_data("joined.toml")["prepositional"].values()
    pairs = ((first, second) for case in cases for first in case["prepositions"] for second in case["pronouns"])
    return {first + second: f"{first} {second}" for first, second in pairs}


@cache
def _beginnings(kind: str) -> tuple[str, ...]:
    return tuple(read_data("prefixes.toml")[kind])


def split_joined(word: str) -> str:
    """The words that are written together in `word`, with spaces; empty where there are none.

    >>> split_joined("нехватает"), split_joined("какбудто"), split_joined("недополучили")
    ('не хватает', 'как будто', '')
    """
    if fixed := _fixed().get(fold_yo(word)):
        return "" if word in _prepositional() and _sounds_like_common(word) else fixed
    rest = word.removeprefix("не")
    if rest != word and len(rest) > 2 and not rest.startswith("до") and knows_word(rest):
        parse = parse_word(rest)[0]
        if parse.known and parse.grammemes & NOT_WITH_NE:
            return f"не {rest}"
    return ""


def _sounds_like_common(word: str) -> bool:
    """Whether a word sounds like one much more common: «снего» is «снега» as well as «с него»."""
    return any(item.cost <= ALIKE and item.score >= COMMON for item in rank_candidates(word))


def has_free_prefix(word: str) -> bool:
    """Whether an unknown word is a known one behind a part with which new words are made: велопарковка."""
    rests = (
        word.removeprefix(prefix).removeprefix("-") for prefix in _beginnings("prefixes") if word.startswith(prefix)
    )
    return any(len(rest) > 3 and knows_word(rest) for rest in rests)


def is_new(word: str) -> bool:
    """Whether a word is a form of one that is newer than the dictionary and close to an older one: телеграме."""
    return any(word.startswith(stem) and len(word) - len(stem) <= ENDING for stem in _beginnings("stems"))


def is_compound(word: str) -> bool:
    """Whether an unknown word may be two with a vowel between: мусоропереработка."""
    places = range(3, len(word) - 5)
    return any(word[place] in "ое" and knows_word(word[place + 1 :]) for place in places)


def is_first_part(word: str, form: str) -> bool:
    """Whether a word in -о is rather the first part of a compound than a candidate in -а.

    That is so where the candidate is nothing but a noun: «человеко поток» has no «человека», while «справо» and
    «охото» are heard for an adverb and a predicative.

    >>> is_first_part("человеко", "человека"), is_first_part("охото", "охота"), is_first_part("справо", "справа")
    (True, False, False)
    """
    if not word.endswith("о") or form != f"{word[:-1]}а":
        return False
    return all("NOUN" in grammemes for _, grammemes in _readings(form))


def is_derived(word: str, form: str) -> bool:
    """Whether a word has a suffix that a candidate lacks, and so is more likely a new word than a slip."""
    if word.endswith("нно") and form == f"{word[:-3]}но":
        return True  # упорядоченно is an adverb
    if word != form and _DIMINUTIVE.sub("", word) == form:
        return True  # распродажка
    suffix, own = _SUFFIX.search(word), _SUFFIX.search(form)
    return suffix is not None and (own is None or own["suffix"] != suffix["suffix"])


def is_new_word(word: str, form: str) -> bool:
    """Whether a word is made from a candidate, or from what it is made from, rather than misspelt."""
    return is_derived(word, form) or is_first_part(word, form)


@lru_cache(maxsize=20_000)
def _readings(form: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Lemma and grammemes of what the dictionary says of a form."""
    found = entries(form)
    if any(entry.grammemes & DECLINED_BY_SEX for entry in found):
        return tuple((parse.lemma, parse.grammemes) for parse in parse_word(form) if parse.known)
    return tuple((with_soft_sign(word, lemma), grammemes) for word, lemma, grammemes in found)


def frequency(form: str) -> float:
    """Decimal logarithm of how often a form is written in a billion words, at least 0."""
    own = count_word(form)
    lemma = max((count_word(lemma) for lemma in _lemmas(form)), default=0)
    return max(math.log10(1 + own), math.log10(1 + lemma) - RARE_FORM)


def _is_common(form: str) -> bool:
    return any(not grammemes & NOT_COMMON for _, grammemes in _readings(form))


@lru_cache(maxsize=20_000)
def rank_candidates(word: str) -> tuple[Candidate, ...]:
    """Known words that `word` may have been meant to be, the likeliest first."""
    bonus = LENGTH_BONUS * (min(len(word), LONGEST) - MIN_LETTERS) - math.log10(1 + count_word(word))
    known = find_candidates(word, DICTIONARY)
    found = [Candidate(form, cost, frequency(form) - cost + bonus) for form, cost in known.items() if _is_common(form)]
    return tuple(sorted(found, key=lambda item: (-item.score, item.form)))


def _lemmas(form: str) -> set[str]:
    return {lemma for lemma, _ in _readings(form)}


def correct_word(word: str) -> Meant | None:
    """What a word, in lower case, was meant to be; None where it is right or where that is not clear.

    >>> [meant.form for meant in map(correct_word, ("сдесь", "будующее", "какойто", "нехватает")) if meant]
    ['здесь', 'будущее', 'какой-то', 'не хватает']
    >>> correct_word("коворкинг") is None
    True
    """
    if len(word) > MAX_LETTERS or not RUSSIAN_WORD.fullmatch(word) or knows_word(word):
        return None
    if joined := split_joined(word):
        return Meant(joined, math.inf)
    if "-" in word:
        return _correct_hyphenated(word)
    if len(word) < MIN_LETTERS or has_free_prefix(word) or is_new(word):
        return None
    ranked = rank_candidates(word)
    made_from = max((item.score for item in ranked if is_new_word(word, item.form)), default=-math.inf)
    meant = _clear_winner(word, [item for item in ranked if not is_new_word(word, item.form)])
    if meant:
        return meant if meant.score - made_from >= MIN_MARGIN else None  # Светка is no «свитка»
    apart = "" if ranked and ranked[0].score > 0 else split_unspaced(word)
    return Meant(apart, math.inf) if apart else None


def _correct_hyphenated(word: str) -> Meant | None:
    """вобще-то → вообще-то, потому-что → потому что, супер-маркет → супермаркет, насе-ление → население."""
    apart, whole = word.replace("-", " "), word.replace("-", "")
    if apart in _fixed().values():
        return Meant(apart, math.inf)
    score = frequency(whole) - math.log10(1 + count_word(word))
    if len(whole) > MIN_LETTERS and score >= MIN_WHOLE and knows_word(whole) and _is_common(whole):
        return Meant(whole, score)
    head, _, particle = word.rpartition("-")
    meant = correct_word(head) if particle in PARTICLES else None
    return Meant(f"{meant.form}-{particle}", meant.score) if meant and " " not in meant.form else None


def _clear_winner(word: str, ranked: Sequence[Candidate]) -> Meant | None:
    if not ranked or ranked[0].score < MIN_SCORE or (ranked[0].cost > ALIKE and is_compound(word)):
        return None
    best, lemmas = ranked[0], _lemmas(ranked[0].form)
    rivals = (other.score for other in ranked[1:] if not lemmas & _lemmas(other.form))
    if best.score - next(rivals, -math.inf) < MIN_MARGIN:
        return None
    forms = tuple(other for other in ranked if lemmas & _lemmas(other.form))
    nearest = min(forms, key=lambda other: (other.cost, -other.score, other.form))  # нравяться → нравятся, not -ится
    return Meant(nearest.form, best.score, forms)
