"""Settlements: the word that says what they are, which is no part of their name, and the words that open it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from .adjectives import nominative_adjective
from .agreement import share_case
from .lexicon import read_lexicon
from .morphology import Morphology, is_persons_name, known_parses
from .neighbours import token_before
from .normal_form import dated_place, normal_form
from .street_words import is_of_man
from .surnames import read_surname
from .text import Clue, Name, Text, is_capitalized, plain
from .unknown_names import NEUTER_TOWNS

SIZES: Final = {"б": "большой", "в": "верхний", "м": "малый", "ст": "старый"}
"""What opens the name of a settlement and is written short; «Н.» is Нижний or Новый."""
MASCULINE_HEADS: Final = frozenset({"г", "гор", "п", "пос", "пгт", "рп"})
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
    taken = {name.start for name in names if name.kind == "LOC"}
    for head in text.tokens(Clue.SETTLEMENT_HEAD):
        start = head.i + 1
        pointed = start < len(doc) and doc[start].text == "."
        start += pointed
        short = len(head) == 1 and (not pointed or _ends_and_so_on(doc, head.i) or _is_of_years(head))
        if not short and (whole := _with_size(text, start)):
            yield whole
        elif not short and start < len(doc) and _may_be_settlement(doc[start], pointed=pointed):
            shown = doc[start].text if _is_masculine(head, doc[start]) else ""
            if start in taken and not shown:
                continue
            sure = (
                shown != "" or _is_abbreviated(head) or (pointed and not doc[start - 1].whitespace_)
            )  # «в п.Невидимка»
            yield Name(start, start + 1 + _goes_on(doc, start), "LOC", shown, sure=sure)


def _with_size(text: Text, start: int) -> Name | None:
    """«пос. Б. Исаково» is Большое Исаково."""
    words = text.doc[start : start + 3]
    size = SIZES.get(words[0].lower_, "") if len(words) > 2 and words[1].text == "." else ""
    if not size or not words[0].text[0].isupper() or not is_capitalized(words[2]):
        return None
    place = normal_form(Span(text.doc, words.end - 1, words.end, label="LOC"), text.morphology)
    gender = "neut" if place.endswith(("о", "е")) else "femn" if place.endswith(("а", "я")) else "masc"
    shown = nominative_adjective(size, "masc", text.morphology)
    adjective = text.morphology.inflect(shown, {"nomn", "sing", gender}) or shown
    return Name(start, words.end, "LOC", f"{adjective.capitalize()} {place}", sure=True)


def _is_masculine(head: Token, name: Token) -> bool:
    """«г. Чусовой»: after a short word for a town a name stands in the nominative, which is not Чусовая then."""
    return head.text in MASCULINE_HEADS and name.text.endswith("ой")


def _is_abbreviated(head: Token) -> bool:
    """«пос. Южный»: after the point of such a head the name begins no sentence."""
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
    known = bool(known_parses(first.norm_, morphology))
    return not known or share_case(before.norm_, first.norm_, morphology)


def find_settlements_like_people(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Settlements that are named after people, or look like them."""
    yield from _find_named_after_people(text, names)
    yield from _find_after_capitals(text, names)


def _find_named_after_people(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """«посёлок Чкалова», «в посёлке Чкалова»: a surname in the genitive stays, where its head is in another case."""
    doc, lexicon = text.doc, read_lexicon()
    for name in names:
        head = token_before(doc[name.start])
        single = name.kind == "LOC" and name.stop - name.start == 1 and not name.canonical
        if head is not None and single and plain(head.lemma_) in lexicon.settlements and is_of_man(doc[name.start]):
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
