"""Readings of names that no dictionary lists, by their endings: «в Мотовилихе» is Мотовилиха, «на Балтыме» is Балтым.

A stem shows the gender of a place: -ов and -ин are neuter or masculine (Харино, Ржев), -их, -овк and most clusters of
consonants feminine (Налимиха, Соколовка, Вильва), the rest masculine more often than feminine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from .grammar import CASES, CONSONANTS, OBLIQUE_CASES, POSSESSIVES, VOWELS
from .lexicon import read_lexicon
from .surnames import SurnameReading

HISSING: Final = frozenset("кгхжшщч")
"""After these letters и stands for ы."""
MASCULINE: Final = ("", "а", "у", "", "ом", "е")
FEMININE: Final = ("а", "ы", "е", "у", "ой", "е")
NEUTER: Final = ("о", "а", "у", "о", "ом", "е")
FEMININE_STEMS: Final = ("их", "овк", "евк", "ёвк", "инк", "енк", "анк", "ушк", "ишк", "ечк", "очк", "щин")
MASCULINE_CLUSTERS: Final = ("ск", "цк", "ст", "рт", "нт", "нд", "рг", "льт", "рд", "нг", "ньк")
SOFT_NEUTER: Final = ("ье", "ьё")
"""«на Запсковье», «в Запсковье»: places beyond or beside something."""
TOWN_ENDS: Final = ("ово", "ево", "ёво", "ино", "ыно")
"""Ends of names of towns in the nominative: Купчино, Копаево, Санкино."""
NEUTER_TOWNS: Final = ("ово", "ево", "ёво", "кино", "чино", "шино", "ыно", "лино", "нино")
"""Of these, those that names of people hardly have."""
OTHER: Final = ("ще", *SOFT_NEUTER, "це", "цев", "ии", "ия", "ие")
"""Ends of words that decline in another way: Кормовище."""
OBLIQUE: Final = ("ом", "ем", "ым", "ов", "ев", "ах", "ам", "ых")
"""Ends of words that are seldom as the dictionary would have them."""
SOFT: Final = (
    ("й", "masc", ("я", "ю", "й", "ем", "е")),
    ("ь", "masc", ("я", "ю", "ь", "ем", "е")),
    ("ь", "femn", ("и", "и", "ь", "ью", "и")),
    ("я", "femn", ("и", "е", "ю", "ей", "е")),
)
"""Last letter of the nominative, gender, and endings of the other cases."""
_LAKE = re.compile("(?P<stem>.+)озер(?P<ending>о|а|у|ом|е)")
LAKE_CASES: Final = {"о": ("nomn", "accs"), "а": ("gent",), "у": ("datv",), "ом": ("ablt",), "е": ("loct",)}
"""Ледмозеро."""
USUAL: Final = (
    ("nomn", "а", "а"), ("gent", "ы", "а"), ("gent", "и", "а"), ("datv", "е", "а"), ("loct", "е", "а"),
    ("accs", "у", "а"), ("ablt", "ой", "а"), ("ablt", "ей", "а"),
    ("nomn", "я", "я"), ("gent", "и", "я"), ("datv", "е", "я"), ("loct", "е", "я"),
    ("accs", "ю", "я"), ("ablt", "ей", "я"),
)  # fmt: skip
"""Case, its ending, and that of the nominative, of given names."""
FEMININE_ONLY: Final = (("accs", "у"), ("gent", "ы"))
"""Cases of a feminine noun that after «в» and «из» can be nothing else."""
MIN_STEM: Final = 3
LIKELY: Final = 0.6
POSSIBLE: Final = 0.3
UNLIKELY: Final = 0.1
"""A town in -ов that the dictionary lacks; most end in -ово."""


@lru_cache(maxsize=50_000)
def read_unknown(word: str, kind: str) -> tuple[SurnameReading, ...]:
    """Readings of a word in small letters; of people and organisations mostly as it is written.

    >>> sorted({(reading.lemma, reading.probability) for reading in read_unknown("мотовилихе", "LOC")})
    [('мотовилиха', 0.6)]
    """
    if kind == "LOC" and word.endswith(SOFT_NEUTER):
        return tuple(_reading(word, case, "neut", LIKELY, kind) for case in ("nomn", "accs", "loct"))
    if word.endswith(OTHER):
        return ()
    if kind == "LOC":
        return tuple(_read_place(word))
    declined = tuple(_read_man(word)) if kind == "PER" or word.startswith(read_lexicon().ministries) else ()
    declined += tuple(_read_organisation(word)) if kind == "ORG" else ()
    if len(word) <= MIN_STEM or word.endswith(OBLIQUE):
        return declined
    if word[-1] in CONSONANTS:
        return tuple(_reading(word, case, "masc", POSSIBLE, kind) for case in ("nomn", "accs"))
    return (_reading(word, "nomn", "femn", POSSIBLE, kind), *declined) if word[-1] == "а" else declined


def _read_organisation(word: str) -> Iterator[SurnameReading]:
    """«в «Алабугу»», «из «Алабуги»»."""
    for case, ending in FEMININE_ONLY:
        if stem := _stem(word, ending):
            yield _reading(f"{stem}а", case, "femn", POSSIBLE, "ORG")


def _read_man(word: str) -> Iterator[SurnameReading]:
    """«Жюлем Верном», «дядю Рустэма»: oblique cases of a man's name in a consonant."""
    for case, ending in zip(CASES, MASCULINE, strict=True):
        stem = _stem(word, ending) if ending not in {"", "е"} else ""
        if stem:
            yield _reading(stem, case, "masc", UNLIKELY, "PER")
        if stem and case == "gent":
            yield _reading(stem, "accs", "masc", UNLIKELY, "PER")


@lru_cache(maxsize=50_000)
def read_usual(word: str) -> tuple[SurnameReading, ...]:
    """Readings of a form of a usual given name in -а or -я that the dictionary lacks: «Кешу» is Кеша.

    >>> sorted({(reading.lemma, *(reading.grammemes & {"accs", "ablt"})) for reading in read_usual("ксюхой")})
    [('ксюха', 'ablt')]
    """
    return tuple(
        SurnameReading(lemma, frozenset({"NOUN", "anim", "sing", "Name", case, gender}), LIKELY, known=True)
        for case, ending, last in USUAL
        if word.endswith(ending) and (lemma := word[: len(word) - len(ending)] + last) in read_lexicon().everyday_names
        for gender in ("masc", "femn")
    )


def _reading(lemma: str, case: str, gender: str, probability: float, kind: str) -> SurnameReading:
    marks = {"LOC": {"inan", "Geox"}, "PER": {"anim", "Name"}}.get(kind, {"inan"})
    return SurnameReading(lemma, frozenset({"NOUN", "sing", case, gender, *marks}), probability)


def _read_place(word: str) -> list[SurnameReading]:
    if several := _read_plural(word):
        return several
    if lake := _LAKE.fullmatch(word):
        return [_reading(lake["stem"] + "озеро", case, "neut", LIKELY, "LOC") for case in LAKE_CASES[lake["ending"]]]
    if "городк" in word:
        return [_reading(word[: word.index("городк")] + "городок", case, "masc", LIKELY, "LOC") for case in CASES]
    readings = []
    for gender, endings in (("masc", MASCULINE), ("femn", FEMININE), ("neut", NEUTER)):
        for case, ending in zip(CASES, endings, strict=True):
            stem = _stem(word, ending)
            only_feminine = bool(stem) and ending in {"ы", "ой"}
            probability = LIKELY if only_feminine else _probability(stem, gender)
            if probability:
                readings.append(_reading(stem + endings[0], case, gender, probability, "LOC"))
    readings += read_soft(word)
    if word.endswith(TOWN_ENDS):
        readings += [_reading(word, case, "neut", LIKELY, "LOC") for case in CASES]
    if _stem(word, "ы"):
        plural = frozenset({"NOUN", "plur", "nomn", "accs", "inan", "Geox"})
        readings.append(SurnameReading(word, plural, POSSIBLE))
    return readings


def read_soft(word: str) -> Iterator[SurnameReading]:
    """«до Таганая» is Таганай, «в Кинеле» Кинель, «в Цигломени» Цигломень."""
    if word.endswith("ую"):
        return  # «на Балмошную»: an adjective
    for last, gender, endings in SOFT:
        for case, ending in zip(OBLIQUE_CASES, endings, strict=True):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > MIN_STEM and _is_soft_stem(stem, last):
                yield _reading(stem + last, case, gender, UNLIKELY, "LOC")


def _is_soft_stem(stem: str, last: str) -> bool:
    """«Тагана-й», «Цигломен-ь», «Песочн-я»; «Рованиеми» is none, and -ой and -ий are ends of adjectives."""
    if last == "й":
        return stem[-1] in "ау"
    return stem[-1] in "нл" and (last == "я" or stem[-2] in VOWELS)


def _read_plural(word: str) -> list[SurnameReading]:
    """«в Талицах», «за Мельницами»: endings that only the plural has."""
    for case, ending in (("ablt", "ами"), ("loct", "ах")):
        stem = _stem(word, ending)
        if stem:
            lemma = stem + ("и" if stem[-1] in HISSING else "ы")
            marks = frozenset({"NOUN", "plur", case, "inan", "Geox"})
            return [SurnameReading(lemma, marks, LIKELY)]
    return []


def _stem(word: str, ending: str) -> str:
    """The word without its ending; empty where it does not have it."""
    stem = word[: len(word) - len(ending)]
    written = "и" if ending == "ы" and stem[-1:] in HISSING else ending
    return stem if word == stem + written and len(stem) >= MIN_STEM and stem[-1] in CONSONANTS else ""


def _probability(stem: str, gender: str) -> float:
    if not stem:
        return 0.0
    if stem.endswith(POSSESSIVES):
        return {"neut": LIKELY, "masc": UNLIKELY, "femn": 0.0}[gender]
    cluster = len(stem) > 1 and stem[-2] in CONSONANTS | {"ь", "й"} and not stem.endswith(MASCULINE_CLUSTERS)
    if stem.endswith(FEMININE_STEMS) or cluster:
        return LIKELY if gender == "femn" else 0.0
    return {"masc": LIKELY, "femn": POSSIBLE, "neut": 0.0}[gender]
