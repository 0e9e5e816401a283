"""Cases in which a name can stand: by its preposition, by who signs, by what a person is and does."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from .grammar import CASES, PERSON
from .lexicon import read_lexicon
from .morphology import Morphology, known_parses
from .neighbours import token_after
from .surnames import read_surname
from .text import QUOTES, plain

NOMINATIVE: Final = frozenset({"nomn"})
GENDERS: Final = frozenset({"masc", "femn"})
MAX_SIGNATURE: Final = 9
"""Tokens of «, К. Е. Бочкарёва.» and a line break or two."""
BESIDE_AUTHOR: Final = frozenset({",", "вам", "вас", "к", "снова", "опять"})
"""Between «пишет», «это», «с уважением» and the name of the author."""


def governed_cases(first: Token, morphology: Morphology) -> frozenset[str]:
    """Cases that the preposition before a phrase takes; quotes between them do not count."""
    before = first.i - 1
    while before >= 0 and first.doc[before].text in QUOTES:
        before -= 1
    if before < 0:  # «Верхней Пышме» alone may be any case
        return NOMINATIVE if _opens_address(first) else frozenset()
    if is_signed(first):
        return NOMINATIVE
    title = first.doc[before]
    if plain(title.lemma_) in read_lexicon().kin:
        return _cases_of(title, morphology)  # «тёти Гали»
    if _is_title_in_nominative(title) and _is_its_person(first, title, morphology):
        return NOMINATIVE  # «твоя бабушка Рая»
    return read_lexicon().government.get(first.doc[before].lower_, frozenset())


def _may_sign(token: Token) -> bool:
    """Words of a signature: «Смирнова», «Лыскова В. А., 61 год»."""
    return not token.is_alpha or token.text[:1].isupper() or token.lower_ in {"год", "года", "лет"}


def _ends_text(first: Token) -> bool:
    """«По поручению совета, К. Бочкарёва.»: words with capitals and nothing after them."""
    rest = first.doc[first.i :]
    return len(rest) <= MAX_SIGNATURE and all(not token.is_alpha or token.text[:1].isupper() for token in rest)


def _opens_address(surname: Token) -> bool:
    """«Хабибуллина Г. М., улица Мира»: initials follow, and the sentence has no verb."""
    initials = surname.doc[surname.i + 1 : surname.i + 3]
    initialed = len(initials) > 1 and len(initials[0]) == 1 and initials[0].is_upper and initials[1].text == "."
    return initialed and not any(token.pos_ in {"VERB", "AUX"} for token in surname.sent)


def is_signed(first: Token) -> bool:
    """«С уважением, А. Рослякова», «пишет Вам Мошкина», «это опять Смирнова»: the author is named."""
    if first.is_sent_start and (all(map(_may_sign, first.sent)) or _opens_address(first)):
        return True
    before = first.i - 1
    if before < 0:
        return False
    if first.doc[before].text == "," and _ends_text(first):
        return True
    if first.doc[before].text == ":" and before and plain(first.doc[before - 1].lemma_) == "подпись":
        return True
    while before > 0 and first.doc[before].lower_ in BESIDE_AUTHOR:
        before -= 1
    word, skipped = first.doc[before], before < first.i - 1
    if word.lower_ == "уважением" or (word.lower_ == "это" and skipped):
        return True
    return "Sing" in word.morph.get("Number", []) and word.lemma_ in read_lexicon().introducing_oneself


def _is_title_in_nominative(token: Token) -> bool:
    return token.lemma_ in read_lexicon().titles and token.lower_ == token.lemma_


def _cases_of(title: Token, morphology: Morphology) -> frozenset[str]:
    """Cases in which a word that says what a person is can stand: «тёти» is a genitive."""
    readings = [parse.grammemes for parse in morphology.parse_word(title.norm_) if "sing" in parse.grammemes]
    return frozenset[str]().union(*readings) & frozenset(CASES)


def _is_its_person(name: Token, title: Token, morphology: Morphology) -> bool:
    """«бабушка Фания», «дочь Рената», but not «мама Вадима»: the nominative, unless a usual name has this genitive."""
    everyday = read_lexicon().everyday_names
    genders = {gender for parse in morphology.parse_word(title.norm_) for gender in parse.grammemes & GENDERS}
    readings = [parse for parse in known_parses(name.norm_, morphology) if parse.grammemes & PERSON]
    if plain(title.lemma_) not in read_lexicon().relations and all("Surn" in one.grammemes for one in readings):
        genders.add("femn")  # «тренер Гусева»
    surnames = [] if readings else read_surname(name.norm_)
    if surnames and not any("nomn" in reading.grammemes for reading in surnames):
        return False  # «папа Хариной»
    others = {parse.lemma for parse in readings if "gent" in parse.grammemes}
    itself = {parse.lemma for parse in readings if {"nomn", "sing"} <= parse.grammemes and parse.grammemes & genders}
    if not others or not itself:
        return not others
    return not others & everyday or bool(itself & everyday)


def does_herself(last: Token) -> bool:
    """«Антонина | говорила»: no man's genitive before what a woman did."""
    after = token_after(last)
    return after is not None and "Fem" in after.morph.get("Gender", []) and "Past" in after.morph.get("Tense", [])
