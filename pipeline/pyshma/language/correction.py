"""Which word a misspelt word was meant to be, if that is clear."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from .dictionary import RUSSIAN_WORD, known_beginning, knows_word, parse_word
from .misspelling import find_candidates, read_data
from .readings import score_parses
from .vectors import count_word

MIN_LETTERS: Final = 5
"""A shorter word is one slip away from too many others."""
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
ENDING: Final = 3
"""Letters that may follow the stem of a noun."""
AGREEMENT: Final = 0.2
"""Orders of magnitude that a feature is worth that agrees with the tag; a part of speech is worth ten features."""

NAMES_AND_ODDITIES: Final = frozenset(
    {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init", "Arch", "Erro", "Dist"}
)
NOT_WITH_NE: Final = frozenset({"VERB", "INFN", "GRND"})


_SUFFIX: Final = re.compile(
    r"(?P<suffix>ец|ик|няк|[еи]л?ьк|оньк|[ую]ш[кч]|[иы]ш[кч]|ищ|[ую]льк|рш|[её]нк|[оеё]чк|[оеё]чек)(?:[аяоеуюыи][мхйвю]?и?|)$"
)
"""Suffixes with which people make words that no dictionary lists: фильмец, сопельки, милиционерша."""
PARTICLES: Final = ("то", "таки", "либо", "нибудь", "ка")


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
    together = data["prepositional"]
    pairs = ((first, second) for first in together["prepositions"] for second in together["pronouns"])
    fixed = {**{first + second: f"{first} {second}" for first, second in pairs}, **data["joined"], **data["spoken"]}
    return {form.replace("ё", "е"): meant for form, meant in fixed.items()}


@cache
def _beginnings(kind: str) -> tuple[str, ...]:
    return tuple(read_data("prefixes.toml")[kind])


def split_joined(word: str) -> str:
    """The words that are written together in `word`, with spaces; empty where there are none.

    >>> split_joined("нехватает"), split_joined("какбудто"), split_joined("недополучили")
    ('не хватает', 'как будто', '')
    """
    if fixed := _fixed().get(word.replace("ё", "е")):
        return fixed
    rest = word.removeprefix("не")
    if rest != word and len(rest) > 2 and not rest.startswith("до") and knows_word(rest):
        parse = parse_word(rest)[0]
        if parse.known and parse.grammemes & NOT_WITH_NE:
            return f"не {rest}"
    return ""


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


def is_derived(word: str, form: str) -> bool:
    """Whether a word has a suffix that a candidate lacks, and so is more likely a new word than a slip."""
    if word.endswith("нно") and form == f"{word[:-3]}но":
        return True  # упорядоченно is an adverb
    suffix, own = _SUFFIX.search(word), _SUFFIX.search(form)
    return suffix is not None and (own is None or own["suffix"] != suffix["suffix"])


def frequency(form: str) -> float:
    """Decimal logarithm of how often a form is written in a billion words, at least 0."""
    own = count_word(form)
    lemma = max((count_word(parse.lemma) for parse in parse_word(form) if parse.known), default=0)
    return max(math.log10(1 + own), math.log10(1 + lemma) - RARE_FORM)


def _is_common(form: str) -> bool:
    return any(parse.known and not parse.grammemes & NAMES_AND_ODDITIES for parse in parse_word(form))


@lru_cache(maxsize=20_000)
def rank_candidates(word: str) -> tuple[Candidate, ...]:
    """Known words that `word` may have been meant to be, the likeliest first."""
    bonus = LENGTH_BONUS * (min(len(word), LONGEST) - MIN_LETTERS) - math.log10(1 + count_word(word))
    known = find_candidates(word, knows_word, n_begun=known_beginning)
    found = [Candidate(form, cost, frequency(form) - cost + bonus) for form, cost in known.items() if _is_common(form)]
    return tuple(sorted(found, key=lambda item: (-item.score, item.form)))


def _lemmas(form: str) -> set[str]:
    return {parse.lemma for parse in parse_word(form) if parse.known}


def correct_word(word: str) -> Meant | None:
    """What a word, in lower case, was meant to be; None where it is right or where that is not clear.

    >>> [meant.form for meant in map(correct_word, ("сдесь", "будующее", "какойто", "нехватает")) if meant]
    ['здесь', 'будущее', 'какой-то', 'не хватает']
    >>> correct_word("коворкинг") is None
    True
    """
    if not RUSSIAN_WORD.fullmatch(word) or knows_word(word):
        return None
    if joined := split_joined(word):
        return Meant(joined, math.inf)
    if "-" in word:
        return _correct_hyphenated(word)
    if len(word) < MIN_LETTERS or has_free_prefix(word) or is_new(word):
        return None
    return _clear_winner(word, [item for item in rank_candidates(word) if not is_derived(word, item.form)])


def _correct_hyphenated(word: str) -> Meant | None:
    """вобще-то → вообще-то, потому-что → потому что."""
    apart = word.replace("-", " ")
    if apart in _fixed().values():
        return Meant(apart, math.inf)
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


def choose_form(meant: Meant, pos: str, features: str) -> str:
    """The form that agrees best with a tag, of those that are about as near: (люди) встретицца → встретиться.

    The tag is a guess from the neighbours, so it decides between forms of one word only.
    """
    if len(meant.forms) < 2:
        return meant.form
    weigh = {item.form: item.score + AGREEMENT * _agreement(item.form, pos, features) for item in meant.forms}
    return max(meant.forms, key=lambda item: weigh[item.form]).form


@lru_cache(maxsize=20_000)
def _agreement(form: str, pos: str, features: str) -> float:
    return score_parses(form, pos, features)[0].score
