"""Settlements: the word that says what they are, which is no part of their name, and the words that open it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from .kinds import NEUTER_TOWNS
from .lexicon import read_lexicon
from .morphology import Morphology, is_persons_name, share_case
from .normal_form import dated_place
from .spans import noun_after
from .street_words import is_of_man
from .surnames import read_surname
from .text import Clue, Name, Text, is_capitalized, plain

QUARTERS: Final = frozenset({"мкр", "мкрн", "мкр-н"})
"""After these a name in small letters is one."""
CAPITAL_HEADS: Final = frozenset({"Г", "С", "П", "Д"})
"""Город, село, посёлок, деревня, where a sentence or a line begins with them."""


def settlement_head(form: str) -> bool:
    """Whether a form in small letters says what kind of settlement follows: «с.», «посёлке».

    >>> [settlement_head(form) for form in ("посёлке", "пгт", "дом")]
    [True, True, False]
    """
    lexicon = read_lexicon()
    written = form in lexicon.settlement_abbreviations or plain(form).startswith(lexicon.settlement_stems)
    return form.islower() and written


def find_settlements(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Settlements that their kind introduces: «в п. Харино», «с. Фролы»; the kind is no part of the name."""
    doc = text.doc
    whole = {name.start for name in names if name.kind == "LOC"}
    for head in text.tokens(Clue.SETTLEMENT_HEAD):
        start = head.i + 1
        pointed = start < len(doc) and doc[start].text == "."
        start += pointed
        if start < len(doc) and head.text in QUARTERS and _is_named_in_lower_case(doc[start], text.morphology):
            yield Name(start, start + 1, "LOC", doc[start].text.capitalize(), sure=True)
            continue
        short = len(head) == 1 and (not pointed or _ends_and_so_on(doc, head.i) or _is_of_years(head))
        if not short and start < len(doc) and start not in whole and _may_be_settlement(doc[start], pointed=pointed):
            sure = _is_abbreviated(head) or (pointed and not doc[start - 1].whitespace_)  # «в п.Невидимка»
            yield Name(start, start + 1 + _goes_on(doc, start), "LOC", sure=sure)


def _is_named_in_lower_case(token: Token, morphology: Morphology) -> bool:
    """«мкр | рекинцо», «мкр | юбилейный»: no word of the dictionary, or an adjective without its noun."""
    if not token.is_lower or not token.is_alpha or len(token) <= 2:
        return False
    parses = [parse.grammemes for parse in morphology.parse_word(token.norm_) if parse.known]
    adjective = any({"ADJF", "masc", "nomn", "sing"} <= one for one in parses)
    return not parses or (adjective and not noun_after(token))


def _is_abbreviated(head: Token) -> bool:
    """«мкр. Южный»: after the point of such a head the name begins no sentence."""
    return len(head) > 1 and head.text in read_lexicon().settlement_abbreviations


def _ends_and_so_on(doc: Doc, index: int) -> bool:
    """«и т. д.», «и т. п.»: no settlement follows."""
    return any(token.lower_ == "т" for token in doc[max(0, index - 2) : index])


def _is_of_years(head: Token) -> bool:
    """«84 г. Прошу помочь»."""
    return head.i > 0 and head.lower_ == "г" and head.nbor(-1).is_digit


def _may_be_settlement(token: Token, *, pointed: bool) -> bool:
    opens = token.is_sent_start and not pointed
    return is_capitalized(token) and not token.is_upper and len(token) > 2 and not opens and token.ent_type_ != "ORG"


def _goes_on(doc: Doc, first: int) -> bool:
    """«посёлок Новый Быт»: an adjective and its noun."""
    if first + 1 == len(doc) or doc[first].pos_ != "ADJ":
        return False
    return is_capitalized(doc[first + 1]) and not doc[first + 1].is_sent_start


def extend_towns(text: Text, names: Sequence[Name]) -> list[Name]:
    """Верхняя | Губаха: the adjective that opens the name of a town, where the network left it out."""
    doc = text.doc
    return [
        Name(name.start - 1, name.stop, name.kind) if _lacks_adjective(doc, name, text.morphology) else name
        for name in names
    ]


def _lacks_adjective(doc: Doc, name: Name, morphology: Morphology) -> bool:
    if name.kind != "LOC" or not name.start or name.canonical or doc[name.start].is_sent_start:
        return False
    before, first = doc[name.start - 1], doc[name.start]
    if not is_capitalized(before) or plain(before.lemma_) not in read_lexicon().town_adjectives or first.pos_ == "ADJ":
        return False
    known = any(parse.known for parse in morphology.parse_word(first.norm_))
    return not known or share_case(before.norm_, first.norm_, morphology)


def find_settlements_like_people(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Settlements that are named after people, or look like them."""
    yield from _find_named_after_people(text, names)
    yield from _find_after_capitals(text, names)


def _find_named_after_people(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """«посёлок Чкалова», «в посёлке Чкалова»: a surname in the genitive stays, where its head is in another case."""
    doc, lexicon = text.doc, read_lexicon()
    for name in names:
        head = doc[name.start - 1] if name.start else doc[0]
        single = name.kind == "LOC" and name.stop - name.start == 1 and not name.canonical and name.start > 0
        if single and plain(head.lemma_) in lexicon.settlements and is_of_man(doc[name.start]):
            cases = {case for parse in text.morphology.parse_word(head.norm_) for case in parse.grammemes}
            if "gent" not in cases:
                yield Name(name.start, name.stop, "LOC", doc[name.start].text)


def _find_after_capitals(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """«Г. Верещагино», «П. Суксун»: what looks like the initial of a person before a place."""
    for name in names:
        last = name.stop - 1
        head = last - 2
        if name.start not in {head, last} or head < 0 or text.doc[last - 1].text != ".":
            continue
        abbreviated = text.doc[head].text in CAPITAL_HEADS
        if abbreviated and (_opens_address(text.doc, name.stop) or _is_only_place(text.doc[last], text.morphology)):
            yield Name(last, name.stop, "LOC", sure=True)


def _opens_address(doc: Doc, stop: int) -> bool:
    """«П. Суксун | , ул. Северная»."""
    street = doc[stop + 1].lower_ in read_lexicon().streets if stop + 1 < len(doc) else False
    return street and doc[stop].text == ","


def _is_only_place(word: Token, morphology: Morphology) -> bool:
    """«Верещагино», but not «Кириллова», who may be a woman."""
    if read_surname(word.norm_) or is_persons_name(word.norm_, morphology):
        return False
    placed = any("Geox" in grammemes for grammemes in morphology.dictionary_grammemes(word.norm_))
    return placed or word.norm_.endswith(NEUTER_TOWNS)


def strip_settlement_heads(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """«город Пышма» → Пышма: the word «город» is not part of the name."""
    heads = read_lexicon().settlements
    kept = []
    for name in names:
        start = name.start
        if name.kind == "LOC" and name.stop - start > 1 and plain(doc[start].lemma_) in heads:
            start += 2 if doc[start + 1].text == "." else 1
        kept.append(Name(start, name.stop, name.kind, name.canonical) if start < name.stop else name)
    return kept


def find_dated(text: Text) -> Iterator[Name]:
    """«вижу Пышму-2035»."""
    for token in text.tokens(Clue.DATED):
        if place := dated_place(token, text.morphology):
            yield Name(token.i, token.i + 1, "LOC", place)
