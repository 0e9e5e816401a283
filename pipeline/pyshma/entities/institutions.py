"""Institutions with a number: школа № 22, «двадцать вторая школа», «учусь в двадцать второй», ТЭЦ-2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from .adjectives import nominative_adjective
from .grammar import ADJECTIVAL, GENDERS
from .institution_names import stop_of_eponym
from .lexicon import read_lexicon
from .morphology import Morphology
from .neighbours import lemma_before, token_before, word_before
from .text import Clue, Name, Text, plain

MAX_NUMBER: Final = 999
NUMBER_SIGNS: Final = frozenset({"№", "N", "#", "номер"})
SCHOOL_PREPOSITIONS: Final = frozenset({"в", "во", "из", "до", "около", "у", "возле", "за"})
STANDING_THERE: Final = SCHOOL_PREPOSITIONS | {"с", "со", "к", "ко", "от"}
WORKING_THERE: Final = SCHOOL_PREPOSITIONS | {"на", "с"}
MIN_ORDINAL: Final = 4
"""«Первая», «вторая» and «третья» count more often than they name."""
NEAR: Final = 30
"""Words before and after a number among which something must speak of school."""


def numbered_head(form: str, lemma: str) -> str:
    """The institution that a form stands for, as names show it; empty for words that carry no number."""
    heads = read_lexicon().numbered
    return heads.get(plain(lemma)) or heads.get(plain(form)) or ""


def find_numbered(text: Text) -> Iterator[Name]:
    """Schools, clinics and others that are told apart by a number."""
    doc = text.doc
    for token in text.tokens(Clue.NUMBERED_HEAD):
        shown = numbered_head(token.text, token.lemma_)
        start = token.i
        if shown == "детский сад":
            childrens = lemma_before(token) == "детский"
            signed = token.i + 1 < len(doc) and doc[token.i + 1].text in NUMBER_SIGNS  # «в саду № 128»
            if token.lemma_ == "сад" and not childrens and not signed:
                continue
            start -= childrens and token.lower_.startswith("сад")
        after = _after_complement(doc, token)
        found = _number_after(doc, after) or _number_before(doc, token, start) or _number_of_town(doc, token, start)
        if found is not None:
            number, first, stop = found
            start = min(start, first)
            kind = _told_apart(doc, start, token, text.morphology)
            shown = " ".join([*kind.split(), shown, *(word.lower_ for word in doc[token.i + 1 : after])])
            stop = stop_of_eponym(doc, max(token.i + 1, stop))
            yield Name(start - (kind != ""), stop, "ORG", f"{shown} № {number}")


def _after_complement(doc: Doc, head: Token) -> int:
    """Index after «школа искусств»."""
    complements = read_lexicon().numbered_complements
    return head.i + 1 + (head.i + 1 < len(doc) and doc[head.i + 1].lower_ in complements)


def _told_apart(doc: Doc, start: int, head: Token, morphology: Morphology) -> str:
    """«музыкальная | школа № 2» is not школа № 2: the adjective before, as names show it; empty where there is none."""
    before = token_before(doc[start], in_sentence=True)
    if before is None or plain(before.lemma_) not in read_lexicon().numbered_adjectives:
        return ""
    gender = next((g for parse in morphology.parse_word(head.lemma_) for g in GENDERS if g in parse.grammemes), "")
    return nominative_adjective(before.norm_, gender, morphology)


def _number(written: str) -> int | None:
    digits = written.lstrip("№#N")
    return int(digits) if digits.isdecimal() and digits.isascii() and 0 < int(digits[:4]) <= MAX_NUMBER else None


def _suffixed(token: Token) -> int | None:
    """Number of an ordinal in digits: «22-я»."""
    digits, hyphen, _ = token.text.partition("-")
    return _number(digits) if hyphen else None


def _number_after(doc: Doc, index: int) -> tuple[int, int, int] | None:
    """школа № 22, школа №22, школа 22."""
    signed = index < len(doc) and doc[index].text in NUMBER_SIGNS
    index += signed
    if index >= len(doc) or doc[index].is_sent_start:
        return None
    if doc[index - 1].lower_ == "номер" and (numeral := _numeral(doc, index)) is not None:
        return numeral
    written = doc[index].text
    number = _number(written.removesuffix(",") if signed else written)  # «№ 22, 25 лет»: the comma is no token there
    counts = index + 1 < len(doc) and doc[index + 1].is_lower and _may_be_counted(doc[index + 1]) and not signed
    return None if number is None or counts else (number, index, index + 1)


def _may_be_counted(token: Token) -> bool:
    """«школа 5 классов», «лицей 15 лучших», but not «лицей 15 лучший»."""
    counted = "Plur" in token.morph.get("Number", []) or "Gen" in token.morph.get("Case", ["Gen"])
    return token.pos_ in {"NOUN", "ADJ"} and counted


def _numeral(doc: Doc, index: int) -> tuple[int, int, int] | None:
    """школа номер | двадцать два."""
    lexicon = read_lexicon()
    unit = lexicon.numerals.get(doc[index].lower_, 0)
    tens = 0 if unit else lexicon.tens.get(doc[index].lower_, 0)
    more = lexicon.numerals.get(doc[index + 1].lower_, 0) if tens and index + 1 < len(doc) else 0
    number = unit + tens + (more if more < 10 else 0)
    return (number, index, index + 1 + (0 < more < 10)) if number else None


def _number_before(doc: Doc, head: Token, start: int) -> tuple[int, int, int] | None:
    """22 школа, 22-я школа, двадцать вторая школа; but not «построят 4 школы»."""
    if not start or doc[start].is_sent_start or "Plur" in head.morph.get("Number", []):
        return None
    before = doc[start - 1]
    number = _number(before.text)
    if number is not None:
        return (number, start - 1, start) if _is_name_not_count(head, before, number) else None
    number = _suffixed(before)
    return (number, start - 1, start) if number else _ordinal_before(before)


def _number_of_town(doc: Doc, head: Token, start: int) -> tuple[int, int, int] | None:
    """«первая | городская больница»: towns have several of these, and they are told apart by number only."""
    if start < 2 or doc[start].is_sent_start or doc[start - 1].is_sent_start or "Plur" in head.morph.get("Number", []):
        return None
    if plain(doc[start - 1].lemma_) != "городской":
        return None
    number = _suffixed(doc[start - 2]) or read_lexicon().ordinals.get(doc[start - 2].lemma_)
    return None if number is None else (number, start - 2, start)


def _is_name_not_count(head: Token, before: Token, number: int) -> bool:
    """A count of two to four asks for the genitive singular, one for agreement; every other singular is a name."""
    counted = number % 10 in {1, 2, 3, 4} and number % 100 not in {11, 12, 13, 14}
    if not counted or not ({"Gen", "Nom", "Acc"} & set(head.morph.get("Case", []))):
        return True
    previous = token_before(before)
    if previous is None or "Gen" not in head.morph.get("Case", []):
        return number > 4
    return previous.lower_ in read_lexicon().genitive_prepositions or previous.pos_ == "NOUN"


def _ordinal_before(before: Token) -> tuple[int, int, int] | None:
    """Ordinals up to «третья» alone are too often «вторую школу построят»; with tens before them they are names."""
    lexicon = read_lexicon()
    unit = lexicon.ordinals.get(before.lemma_)
    if unit is None:
        return None
    tens = lexicon.tens.get(word_before(before), 0) if unit < 10 else 0
    stands_there = word_before(before) in STANDING_THERE  # «как у второй школы»
    if not tens and unit < MIN_ORDINAL and not stands_there:
        return None
    return unit + tens, before.i - bool(tens), before.i + 1


def find_implied_schools(text: Text) -> Iterator[Name]:
    """«учусь в двадцать второй», «из 25-й ушли учителя»: an ordinal without its noun where schools are spoken of."""
    doc = text.doc
    for token in text.tokens(Clue.ORDINAL):
        suffixed = _suffixed(token)
        found = (suffixed, token.i, token.i + 1) if suffixed else _ordinal_before(token)
        if found is None or found[0] < MIN_ORDINAL:
            continue
        number, first, stop = found
        before = word_before(doc[first], in_sentence=True)
        if (
            before in SCHOOL_PREPOSITIONS
            and not _has_feminine_noun(doc, stop, text.morphology)
            and _speaks_of_school(doc, stop)
        ):
            yield Name(first, stop, "ORG", f"школа № {number}", sure=True)


def is_feminine_ordinal(form: str, lemma: str) -> bool:
    """Whether a form is an ordinal that can stand for a school: «второй», «25-ю»."""
    if lemma in read_lexicon().ordinals:
        return form.lower().endswith(("ой", "ую", "ей", "ю"))
    digits, _, ending = form.partition("-")
    return digits.isdecimal() and ending in {"й", "ой", "ю", "ую", "я"}


def _has_feminine_noun(doc: Doc, stop: int, morphology: Morphology) -> bool:
    """Whether a noun or adjective follows that the ordinal may belong to."""
    if stop >= len(doc) or doc[stop].is_sent_start:
        return False
    readings = [parse.grammemes for parse in morphology.parse_word(doc[stop].norm_)]
    return doc[stop].is_alpha and any(
        grammemes & {"NOUN", *ADJECTIVAL} and not grammemes & {"PREP", "CONJ"} for grammemes in readings[:1]
    )


def _speaks_of_school(doc: Doc, stop: int) -> bool:
    """Whether a word about school stands near."""
    words = read_lexicon().school_words
    return any(plain(token.lemma_) in words for token in doc[max(0, stop - NEAR) : stop + NEAR])


_NUMBERED = re.compile(r"(?P<letters>[А-ЯЁ]+)(?:-?(?P<number>\d+))?")
_WORKS = re.compile(r"[А-ЯЁ]{3,5}-\d{1,2}")
HOUSING: Final = frozenset({"ЖКС", "ЖЭУ", "ЖЭК", "ЖРЭУ", "РЭУ"})
"""Offices that care for houses; they are also written in small letters, and have no hyphen in their name."""


def is_numbered_abbreviation(form: str) -> bool:
    """Whether a form is a kind of institution, with its number (ТЭЦ-2) or before it (ДШИ № 2), or a works (ЛДК-1).

    >>> [is_numbered_abbreviation(form) for form in ("ТЭЦ-2", "ДШИ", "ЛДК-1", "ЕГЭ-2", "Т-34")]
    [True, True, True, False, False]
    """
    parts = _NUMBERED.fullmatch(form.upper())
    letters = parts["letters"] if parts else ""
    if letters in read_lexicon().numbered_abbreviations:
        return form.isupper() or letters in HOUSING
    return _WORKS.fullmatch(form) is not None and letters.lower() not in read_lexicon().lone


def find_numbered_abbreviations(text: Text) -> Iterator[Name]:
    """ТЭЦ-2, ГКБ-1, ДШИ № 2, ЖКС1, жкс-2, МСЧ 140; but СОШ № 2 is школа № 2."""
    for token in text.tokens(Clue.NUMBERED_ABBREVIATION):
        parts = _NUMBERED.fullmatch(token.text.upper())
        letters, number = (parts["letters"], parts["number"]) if parts else (token.text, "")
        spelt_out = read_lexicon().numbered.get(plain(letters))
        if number and letters not in read_lexicon().numbered_abbreviations and not _is_at_works(token):
            continue  # «Союз ТМА-9»
        if number:
            hyphen = "-" in token.text and not spelt_out and letters not in HOUSING
            shown = token.text if hyphen else f"{spelt_out or letters} № {number}"
            yield Name(token.i, token.i + 1, "ORG", shown, sure=True)
        elif spelt_out is None and token.i + 1 < len(text.doc) and (found := _number_after(text.doc, token.i + 1)):
            yield Name(token.i, found[2], "ORG", f"{letters} № {found[0]}", sure=True)


def _is_at_works(token: Token) -> bool:
    """«отец на ЛДК-1», «из ЛДК-1»."""
    return word_before(token) in WORKING_THERE


def plurals(name: Span, morphology: Morphology) -> Iterator[str]:
    """What several of one name are: «Пятёрочек у нас три» are each a Пятёрочка."""
    if name.label_ == "ORG" and len(name) == 1:
        yield from (parse.lemma for parse in morphology.parse_word(name[0].norm_) if "plur" in parse.grammemes)
