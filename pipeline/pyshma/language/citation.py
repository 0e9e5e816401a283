"""Words of a codebook: which lemmas of a text a word stands for that a person wrote down as a dictionary would."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .agreement import split_reading
from .dictionary import RUSSIAN_WORD, adjective_lemma, closed_classes, entries, fold_yo, parse_raw, with_soft_sign
from .readings import DERIVING, Reading, closed_forms, lemmatize, read_word, reading_lemma
from .words import abbreviations

OBLIQUE: Final = frozenset(
    {"VERB", "GRND", "gent", "gen1", "gen2", "datv", "accs", "acc2", "ablt", "loct", "loc1", "loc2", "voct"}
)
"""Grammemes of forms under which no dictionary lists a word."""

UNINFLECTED: Final = frozenset({"ADVB", "PRED", "PRCL", "CONJ", "INTJ", "NPRO"})
"""Grammemes of readings that have one form, or, as pronouns, too many to be listed under one."""

NAMES: Final = frozenset({"Name", "Surn", "Patr"})
"""Grammemes of people: «жильцов» and «света» are surname and name, and yet stand for жилец and свет."""

UNLIKELY: Final = 10.0
"""A reading in citation form that is so much less likely than one in another form is not meant: «лет» is no flight."""

SOFTENED: Final = {"г": "ж", "к": "ч", "х": "ш"}
"""Last letters of a stem before the ending of a comparative: строгий, строже."""

NOT_PLAIN: Final = DERIVING | {"PRTS"}
"""Grammemes of readings that have other lemmas besides that of the dictionary."""

PREPOSITIONS: Final = {
    form: frozenset(forms.split())
    for forms in ("в во", "к ко", "с со", "о об обо", "из изо", "от ото", "под подо", "перед передо", "без безо")
    for form in forms.split()
}
"""Forms of prepositions that differ only in what follows; «надо» is not here, it nearly always says that one must."""


@lru_cache(maxsize=50_000)
def citation_lemmas(word: str) -> frozenset[str]:
    """Dictionary forms that a word of a codebook may stand for.

    People write codebook words as a dictionary would give them, so readings in a citation form (nominative of any
    gender and number, infinitive, words without forms) come first; only a word that has none, such as «врачей» in
    «нехватка врачей», stands for all its readings. Both ё and е spellings are given. «в» stands for «во» as well. What
    begins with ``=`` is a form that counts whatever its lemma in the text: an adverb that looks like a form of another
    word, and the comparative of an adjective, which is that of an adverb as well.

    >>> sorted(citation_lemmas("парк"))
    ['парк']
    >>> sorted(citation_lemmas("зелёная"))
    ['зеленый', 'зелёный']
    >>> sorted(citation_lemmas("вечером")), sorted(citation_lemmas("быстрый"))
    (['=вечером', 'вечером'], ['=быстрее', 'быстрейший', 'быстрый'])
    """
    word = word.lower()
    lemmas = _word_lemmas(word) if RUSSIAN_WORD.fullmatch(word) else {word, lemmatize(word, "NOUN", "")}
    if full := abbreviations().get(word.rstrip(".")):
        lemmas.add(full)
    lemmas |= PREPOSITIONS.get(word, frozenset()) | _own_form(word) | _degrees(word)
    return frozenset(lemmas | set(map(fold_yo, lemmas)))


def _word_lemmas(word: str) -> set[str]:
    return _plain_lemmas(word) or _lemmas_of_readings(word)


def _plain_lemmas(word: str) -> set[str]:
    """Lemmas of a word whose readings are plain entries of the dictionary, the same in citation form and in all forms.

    Empty for others.
    """
    found = entries(word) if len(word) > 1 and word not in closed_forms() else ()  # one letter may be an initial
    if any(entry.grammemes & NOT_PLAIN for entry in found):
        return set()
    lemmas = {with_soft_sign(form, lemma) for form, lemma, _ in found}
    listed = {with_soft_sign(form, lemma) for form, lemma, grammemes in found if not grammemes & OBLIQUE}
    return lemmas if not listed or listed == lemmas else set()


def _lemmas_of_readings(word: str) -> set[str]:
    readings = read_word(word)
    chosen = _citation_readings(readings) or readings
    if any(reading.grammemes.startswith("NOUN") for reading in chosen):
        chosen = [reading for reading in chosen if not _is_short_adjective(reading)]  # дорога is not дорогая
    lemmas = {reading_lemma(word, reading) for reading in chosen}
    lemmas |= {adjective_lemma(parse) for parse in parse_raw(word) if str(parse.tag)[:4] in {"PRTF", "PRTS"}}
    return lemmas | {forms[word] for forms in closed_classes().values() if word in forms}


def _citation_readings(readings: Sequence[Reading]) -> list[Reading]:
    """Readings in citation form; none where they are only names of people, or all others are far likelier."""
    found = [reading for reading in readings if not split_reading(reading.grammemes)[1] & OBLIQUE]
    words = [reading for reading in found if not split_reading(reading.grammemes)[1] & NAMES]
    likely = max((reading.weight for reading in readings), default=0.0) / UNLIKELY
    return found if any(reading.weight >= likely for reading in words) else []


def _own_form(word: str) -> set[str]:
    """«вечером» is only an adverb as the dictionary lists words, and in a text mostly read as a form of «вечер»."""
    found = [entry.grammemes for entry in entries(word)]
    listed = [grammemes for grammemes in found if not grammemes & OBLIQUE]
    return {f"={word}"} if len(listed) < len(found) and listed and all(map(UNINFLECTED.intersection, listed)) else set()


def _degrees(word: str) -> set[str]:
    """Comparative and superlative of an adjective, where they are made by rule and are nothing else: «выше» is."""
    if not any("ADJF" in entry.grammemes and entry.lemma == word for entry in entries(word)):
        return set()
    stem = word[:-2]
    higher = f"{stem[:-1]}{SOFTENED[stem[-1]]}е" if stem[-1:] in SOFTENED else f"{stem}ее"
    found = [entry.grammemes for entry in entries(higher)]
    degrees = {f"={higher}"} if found and all("COMP" in grammemes for grammemes in found) else set()
    return degrees | {entry.form for entry in entries(f"{stem}ейший") if "Supr" in entry.grammemes}


def _is_short_adjective(reading: Reading) -> bool:
    """Short forms in -о apart, which are adverbs as well: тепло."""
    return reading.grammemes.startswith("ADJS") and "neut" not in reading.grammemes
