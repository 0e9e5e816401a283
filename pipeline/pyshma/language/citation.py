"""Words of a codebook: which lemmas of a text a word stands for that a person wrote down as a dictionary would."""

from __future__ import annotations

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
    «нехватка врачей», stands for all its readings. Both ё and е spellings are given. «в» stands for «во» as well.

    >>> sorted(citation_lemmas("парк"))
    ['парк']
    >>> sorted(citation_lemmas("зелёная"))
    ['зеленый', 'зелёный']
    """
    word = word.lower()
    lemmas = _word_lemmas(word) if RUSSIAN_WORD.fullmatch(word) else {word, lemmatize(word, "NOUN", "")}
    if full := abbreviations().get(word.rstrip(".")):
        lemmas.add(full)
    lemmas |= PREPOSITIONS.get(word, frozenset())
    return frozenset(lemmas | set(map(fold_yo, lemmas)))


def _word_lemmas(word: str) -> set[str]:
    return _plain_lemmas(word) or _lemmas_of_readings(word)


def _plain_lemmas(word: str) -> set[str]:
    """Lemmas of a word all of whose readings are plain entries of the dictionary; empty for others."""
    found = entries(word) if len(word) > 1 and word not in closed_forms() else ()  # one letter may be an initial
    if any(entry.grammemes & NOT_PLAIN for entry in found):
        return set()
    chosen = [entry for entry in found if not entry.grammemes & OBLIQUE] or found
    return {with_soft_sign(form, lemma) for form, lemma, _ in chosen}


def _lemmas_of_readings(word: str) -> set[str]:
    readings = read_word(word)
    chosen = [reading for reading in readings if _in_citation_form(reading)] or readings
    if any(reading.grammemes.startswith("NOUN") for reading in chosen):
        chosen = [reading for reading in chosen if not _is_short_adjective(reading)]  # дорога is not дорогая
    lemmas = {reading_lemma(word, reading) for reading in chosen}
    lemmas |= {adjective_lemma(parse) for parse in parse_raw(word) if str(parse.tag)[:4] in {"PRTF", "PRTS"}}
    return lemmas | {forms[word] for forms in closed_classes().values() if word in forms}


def _in_citation_form(reading: Reading) -> bool:
    return not split_reading(reading.grammemes)[1] & OBLIQUE


def _is_short_adjective(reading: Reading) -> bool:
    """Short forms in -о apart, which are adverbs as well: тепло."""
    return reading.grammemes.startswith("ADJS") and "neut" not in reading.grammemes
