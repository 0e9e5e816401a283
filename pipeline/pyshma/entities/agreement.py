"""Readings of the words of a phrase that agree with each other, and the nominative that follows from them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from .grammar import ADJECTIVAL, CASES, NAME_GRAMMEMES, NOMINAL, OV, POSSESSIVES
from .lexicon import read_lexicon
from .memory import remembered
from .morphology import Morphology, Parse
from .surnames import WOMAN, SurnameReading, read_surname
from .unknown_names import read_soft, read_unknown, read_usual

_POSSESSIVE = re.compile(f"(?P<stem>[а-яё]{{2,}}(?:{'|'.join(POSSESSIVES)}))(?:ой|ом|ого|ому|ым|у)")
SHORT: Final = {"masc": "", "femn": "а", "neut": "о"}
FORMS: Final = (("sing", "masc"), ("sing", "femn"), ("sing", "neut"), ("plur", ""))
EITHER_GENDER: Final = frozenset({"ms-f", "GNdr"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Case, number and gender (empty in the plural) that the words of a phrase share."""

    case: str
    number: str
    gender: str

    def admits(self, parse: Parse) -> bool:
        """Whether a reading stands in this case, number and gender."""
        grammemes = parse.grammemes
        if not grammemes & NOMINAL or self.number not in grammemes or not grammemes & CASES[self.case]:
            return False
        return not self.gender or self.gender in grammemes or bool(grammemes & EITHER_GENDER)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: its form in lower case and what its tag in context says of case, number and gender."""

    form: str
    tag: frozenset[str]


FRAMES: Final = tuple(Frame(case, *form) for case in CASES for form in FORMS)

# Weights of evidence for a frame, set by reasoning and checked on names of towns and people in all cases: that a word
# has a reading at all outweighs everything; a dictionary that lists the word as a name of the kind outweighs a feature
# of the tag, which is often wrong for rare names; probabilities only break ties.
NO_READING: Final = -3.0
NAME_READING: Final = 2.0
GUESSED_NAME_READING: Final = 0.3
EVERYDAY: Final = 0.3
"""A usual given name: «Гале» is Галя rather than Гала."""
SAME_IN_EVERY_CASE: Final = -0.6
"""«Кристине», «Гали» are cases of Кристина and Галя rather than rare names that do not decline."""
UNGOVERNED: Final = -2.5
"""A case that the preposition before the phrase never takes."""
GUESS_BESIDE_ENDING: Final = 0.3
"""What the dictionary's guess at an unknown place counts beside the reading by the ending."""
ATTESTED: Final = 4.0
"""What a guess counts whose nominative is a word of the news: Алабуга, which the dictionary lacks."""
FARFETCHED: Final = 0.1
"""Adjectives that the dictionary guesses with less are none: «за Тырганом»."""
MANY_PEOPLE: Final = -1.0
"""People are named one by one: «с Полей» is Поля."""
TAG_WEIGHTS: Final = {"case": 1.0, "number": 0.7, "gender": 0.4}


def best_reading(
    word: str, frame: Frame, kind: str, morphology: Morphology, *, alone: bool = False
) -> tuple[float, Parse | None]:
    """Best reading of a word in a frame with its weight; None where it has none.

    A word that stands `alone` is a family rather than a surname that is the same in every case (Стругацких).
    """
    best: tuple[float, Parse | None] = (NO_READING, None)
    for parse, share in _readings(word, kind, morphology):
        if not frame.admits(parse) or (alone and isinstance(parse, SurnameReading) and "ms-f" in parse.grammemes):
            continue
        weight = parse.probability * share
        everyday = kind == "PER" and parse.lemma in read_lexicon().everyday_names
        if everyday or parse.grammemes & NAME_GRAMMEMES.get(kind, frozenset()):
            weight += NAME_READING if parse.known or everyday else GUESSED_NAME_READING
            weight += EVERYDAY if everyday else 0.0
            weight += SAME_IN_EVERY_CASE if _is_fixed_name(parse) and _has_declined(word, kind, morphology) else 0.0
        if weight > best[0]:
            best = weight, parse
    return best


@remembered
def _readings(word: str, kind: str, morphology: Morphology) -> tuple[tuple[Parse, float], ...]:
    """Readings with what their probability counts: the dictionary guesses unknown names worse than their endings do."""
    parses: list[Parse] = [parse for parse in morphology.parse_word(word) if not _is_unlikely(parse, word, kind)]
    if kind == "PER":
        usual = any(parse.lemma in read_lexicon().everyday_names for parse in parses)
        others = read_surname(word) or (() if usual else read_usual(word))
        parses = [*(parse for parse in parses if not (others and "Geox" in parse.grammemes)), *others]  # Лыскова В. А.
        parses += [_as_surname(parse) for parse in parses if _is_guessed_feminine(parse)]
    if any(parse.known and _may_decline(parse, kind) for parse in parses):
        guessed: tuple[Parse, ...] = ()
    elif any(map(_is_adjective, parses)):
        guessed = tuple(read_soft(word)) if kind == "LOC" else ()  # «до Таганая», but «до Сосновой»
    else:
        guessed = read_unknown(word, kind)
    if not guessed or kind != "LOC":
        kept = [one for one in parses if not (_is_fixed_name(one) and _is_case_of_usual_name(word, kind, parses))]
        return tuple((parse, 1.0) for parse in (*kept, *guessed))
    declined = [parse for parse in parses if not _is_fixed_name(parse)]  # «на Вишерке»
    shares = [(parse, GUESS_BESIDE_ENDING if "NOUN" in parse.grammemes else 1.0) for parse in declined]
    shares += [(parse, 1.0) for parse in guessed]
    return tuple((one, share * (ATTESTED if _is_attested(one.lemma, morphology) else 1.0)) for one, share in shares)


def _is_unlikely(parse: Parse, word: str, kind: str) -> bool:
    """Эссён or Эссено for «Эссена», several men called Халил for «Халилов», a man called «Шадриной».

    What the dictionary guesses has letters that are not written, or an end that such names seldom have.
    """
    if kind == "PER" and {"Name", "plur"} <= parse.grammemes:
        return word.endswith(("ов", "ев"))
    if parse.known:
        return False
    man = kind == "PER" and parse.lemma == word and WOMAN.search(word) is not None
    neuter = kind == "ORG" and parse.lemma.endswith("о") and not word.endswith("о")
    masculine = kind == "ORG" and word.endswith("ке") and "masc" in parse.grammemes  # «в «Эврике»»
    return man or neuter or masculine or ("ё" in parse.lemma and "ё" not in word)


def _is_attested(lemma: str, morphology: Morphology) -> bool:
    """A word of the news that is no surname: for Приютово it says nothing that they have Приютов."""
    return not lemma.endswith(POSSESSIVES) and morphology.count_word(lemma) > 0


def _is_guessed_feminine(parse: Parse) -> bool:
    return not parse.known and {"NOUN", "femn", "sing"} <= parse.grammemes and parse.lemma.endswith("а")


def _as_surname(parse: Parse) -> SurnameReading:
    """«Георгию Шульге»: what the dictionary guesses to be a woman's name is a man's surname as well."""
    return SurnameReading(parse.lemma, (parse.grammemes - {"femn", "Name"}) | {"Surn", "ms-f"})


def _is_adjective(parse: Parse) -> bool:
    return bool(parse.grammemes & ADJECTIVAL) and (parse.known or parse.probability > FARFETCHED)


def _is_fixed_name(parse: Parse) -> bool:
    """A rare name that does not decline; Айгуль is usual."""
    return {"Fixd", "Name"} <= parse.grammemes and parse.lemma not in read_lexicon().everyday_names


def _is_case_of_usual_name(word: str, kind: str, parses: Sequence[Parse]) -> bool:
    """«Кристине», but not «Гали», which is a name of its own."""
    usual = any(parse.lemma in read_lexicon().everyday_names for parse in parses)
    return kind == "PER" and usual and not word.endswith("и")


def _has_declined(word: str, kind: str, morphology: Morphology) -> bool:
    """Whether a given name that declines has this form: «Лии» of Лия."""
    readings = (parse.grammemes for parse, _ in _readings(word, kind, morphology))
    return kind == "PER" and any("Name" in one and "Fixd" not in one and "plur" not in one for one in readings)


def _is_town_like(parse: Parse, kind: str) -> bool:
    """«в Асташове»: to the dictionary a surname only, among places Асташово."""
    return kind == "LOC" and "Surn" in parse.grammemes and parse.lemma.endswith(OV)


def _may_decline(parse: Parse, kind: str) -> bool:
    """Whether a reading of the dictionary can be that of a name: people are named one by one."""
    if _is_town_like(parse, kind):
        return False
    return bool(parse.grammemes & NOMINAL) and (kind != "PER" or "sing" in parse.grammemes)


def _tag_weight(word: Word, frame: Frame) -> float:
    said = {"case": frame.case, "number": frame.number, "gender": frame.gender}
    return sum(TAG_WEIGHTS[feature] for feature, value in said.items() if value in word.tag)


def agree(
    words: tuple[Word, ...], kind: str, morphology: Morphology, *, governed: frozenset[str] = frozenset()
) -> tuple[Frame, tuple[Parse | None, ...]]:
    """Find the case, number and gender that the words share, and the reading of each.

    `governed` are the cases that the preposition before the phrase takes; empty: there is none.
    Words that cannot stand in the frame get None: they do not decline with the others.
    """
    return _agree(words, kind, governed, morphology)


@remembered
def _agree(
    words: tuple[Word, ...], kind: str, governed: frozenset[str], morphology: Morphology
) -> tuple[Frame, tuple[Parse | None, ...]]:
    best_score, best_frame = float("-inf"), FRAMES[0]
    read = partial(best_reading, kind=kind, morphology=morphology, alone=len(words) == 1)
    for frame in FRAMES:
        score = sum(read(word.form, frame)[0] + _tag_weight(word, frame) for word in words)
        score += MANY_PEOPLE if kind == "PER" and frame.number == "plur" else 0.0
        score += UNGOVERNED if governed and frame.case not in governed else 0.0
        if score > best_score + 1e-9:
            best_score, best_frame = score, frame
    return best_frame, tuple(read(word.form, best_frame)[1] for word in words)


@remembered
def to_nominative(word: str, parse: Parse, frame: Frame, morphology: Morphology) -> str:
    """Nominative of a word in the number (and, for adjectives, gender) of the frame, in lower case."""
    if isinstance(parse, SurnameReading):
        return parse.lemma
    if possessive := _possessive(word, parse, frame):
        return possessive
    wanted = {"nomn", frame.number}
    if parse.grammemes & ADJECTIVAL and frame.gender:
        wanted.add(frame.gender)
    return morphology.inflect(word, wanted, parse=parse) or word


def _possessive(word: str, parse: Parse, frame: Frame) -> str:
    """«Ниловой» is Нилова, «Хохловом» Хохлово; Дубовая is an adjective of the dictionary. Empty for others."""
    match = _POSSESSIVE.fullmatch(word)
    if parse.known or not parse.grammemes & ADJECTIVAL or match is None or frame.gender not in SHORT:
        return ""
    return match["stem"] + SHORT[frame.gender]


def share_case(adjective: str, noun: str, morphology: Morphology, *, cases: Container[str] = CASES) -> bool:
    """Whether the dictionary has both words in one case, number and gender: «Мостовском озере», not «… поля».

    With `cases`, only in one of these.
    """
    nouns = [parse for parse in morphology.parse_word(noun) if "NOUN" in parse.grammemes]
    adjectives = [parse for parse in morphology.parse_word(adjective) if parse.grammemes & ADJECTIVAL]
    frames = [frame for frame in FRAMES if frame.case in cases and any(frame.admits(parse) for parse in nouns)]
    return any(frame.admits(parse) for frame in frames for parse in adjectives)


def share_any_case(firsts: Iterable[frozenset[str]], seconds: Iterable[frozenset[str]]) -> bool:
    """Whether two words can stand in one case, of one number or not."""
    return bool(frozenset().union(*firsts) & frozenset().union(*seconds) & CASES.keys())
