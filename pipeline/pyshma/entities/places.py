"""Streets, waters and settlements: the word that says what they are, and the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from .lexicon import read_lexicon
from .morphology import ADJECTIVAL, Morphology, Parse, share_case
from .normal_form import copy_case, normal_form
from .spans import hangs_on, share_any_case
from .text import QUOTES, Clue, Name, Text, is_capitalized, plain

MAX_WORDS: Final = 3
"""Words of a street name after its head: «улица Сакко и Ванцетти» is the longest common pattern."""
TRADES: Final = ("телей", "щиков", "чиков", "логов", "истов", "инцев")
"""Ends of trades in the genitive plural, after which streets are named: Краностроителей."""
_ROAD = re.compile(r"М(?:-\d{1,2})?")
ROAD_PREPOSITIONS: Final = frozenset({"на", "по", "с", "до", "у", "к", "вдоль", "от", "через"})
GENDERS: Final = ("masc", "femn", "neut")
FOUNDERS: Final = ("ов", "ев", "ёв", "ин")


def place_head(form: str, lemma: str) -> str:
    """The word улица, озеро … that a form stands for, as names show it; empty for other words.

    >>> place_head("улице", "улица"), place_head("ул", "ул"), place_head("дома", "дом")
    ('улица', 'улица', '')
    """
    lexicon = read_lexicon()
    written = plain(form)
    for heads in (lexicon.streets, lexicon.landscape):
        if found := heads.get(written) or heads.get(plain(lemma)):
            return found
    return ""


def find_headed_places(text: Text) -> Iterator[Name]:
    """Streets and waters whose head is written: улица Юбилейная, Успенский проспект, озеро Балтым."""
    doc, morphology = text.doc, text.morphology
    for head in text.tokens(Clue.PLACE_HEAD):
        shown = place_head(head.text, head.lemma_)
        if head.ent_type_ == "PER":
            continue
        name = _name_after(doc, head, shown, morphology) or _name_before(doc, head, shown, morphology)
        if name is not None:
            yield name


def _name_after(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    start = head.i + 1
    if start < len(doc) and doc[start].text == "." and is_abbreviated_street(head, shown):
        start += 1
    lexicon = read_lexicon()
    if shown in lexicon.after_adjective:
        return None
    street, park = shown in lexicon.streets.values(), shown in lexicon.parks
    stop = _stop_of_name(doc, start, dates=street, morphology=morphology)
    several = "Plur" in head.morph.get("Number", [])  # «с улиц Москвы»
    words = doc[start:stop]
    if stop == start:
        return None
    if _is_town_in_genitive(words, morphology) and (
        park or several or not (street or _agree_in_case(head, words[0], morphology))
    ):
        return None
    if shown == "набережная" and stop == start + 1 and _is_of_river(doc[start], morphology):
        return None
    rest = (
        street_rest(words, shown, morphology)
        if street or park
        else normal_form(Span(doc, start, stop, label="LOC"), morphology)
    )
    return Name(head.i, stop, "LOC", f"{shown} {rest}")


def is_abbreviated_street(head: Token, shown: str) -> bool:
    """Whether the word for a street is written «ул», «пр-т»; `shown` is the whole word."""
    written = plain(head.text)
    return written in read_lexicon().streets and written != shown


def _is_of_river(token: Token, morphology: Morphology) -> bool:
    """«набережная Клязьмы»: where it lies; «набережная Космонавтов» is a street."""
    readings = [parse.grammemes for parse in morphology.parse_word(token.norm_)]
    return token.text.endswith(("ы", "и")) and any({"femn", "gent"} <= one for one in readings)


def _is_town_in_genitive(words: Span, morphology: Morphology) -> bool:
    """«в парке Кинешмы»: a park of the town, whose name is not said."""
    readings = [parse.grammemes for parse in morphology.parse_word(words[0].norm_) if parse.known]
    return (
        len(words) == 1
        and any({"Geox", "gent"} <= grammemes for grammemes in readings)
        and not any("Surn" in grammemes for grammemes in readings)
    )


def _agree_in_case(head: Token, name: Token, morphology: Morphology) -> bool:
    """Whether a name is in the nominative or in a case of its head: «на реке Исети», but not «рекой Европы»."""
    heads, names = ([parse.grammemes for parse in morphology.parse_word(token.norm_)] for token in (head, name))
    return any("nomn" in grammemes for grammemes in names) or share_any_case(heads, names)


def _stop_of_name(doc: Doc, start: int, *, dates: bool, morphology: Morphology) -> int:
    if plain(doc[start : start + MAX_WORDS].text) in read_lexicon().eponym_pairs:
        return start + MAX_WORDS
    stop = start
    while stop < len(doc) and stop - start < MAX_WORDS and not (doc[stop].is_sent_start and doc[stop - 1].text != "."):
        token = doc[stop]
        named = (
            is_capitalized(token)
            or (token.i > start and token.ent_iob_ == "I" and not hangs_on(doc[stop - 1], token, "LOC", morphology))
            or (token.is_lower and token.ent_iob_ == "B")
        )
        dated = (
            dates
            and token.is_digit
            and stop + 1 < len(doc)
            and (doc[stop + 1].lower_ in read_lexicon().date_words or is_capitalized(doc[stop + 1]))
        )
        if (
            not (named or dated or (dates and token.lower_ in read_lexicon().date_words and stop > start))
            or token.text in QUOTES
        ):
            break
        stop += 1
    return _without_house(doc, start, stop) if dates else stop


def _without_house(doc: Doc, start: int, stop: int) -> int:
    """улица Полевая | 17, улица Светлогорская | 3 А: the number of a house is no part of the name."""
    if stop - start > 2 and doc[stop - 2].is_digit and len(doc[stop - 1]) == 1:
        return stop - 2
    return stop - 1 if stop - start > 1 and doc[stop - 1].is_digit else stop


def street_rest(words: Span, shown: str, morphology: Morphology) -> str:
    """An adjective agrees with the head (Юбилейная), a noun in the genitive stays (Ленина)."""
    first = words[0]
    if len(words) == 1:
        adjective = adjective_reading(first.norm_, gender_of(shown, morphology), morphology)
        if adjective is not None and not is_genitive_name(first.norm_, morphology):
            wanted = {"nomn", "sing", gender_of(shown, morphology)}
            return copy_case(morphology.inflect(first.norm_, wanted, parse=adjective) or first.norm_, first.text)
    return words.text


def gender_of(noun: str, morphology: Morphology) -> str:
    """Gender of a noun, as a grammeme."""
    return next(
        (gender for parse in morphology.parse_word(noun) for gender in GENDERS if gender in parse.grammemes), "femn"
    )


def adjective_reading(word: str, gender: str, morphology: Morphology) -> Parse | None:
    """Reading of a word as an adjective of this gender; None where it has none."""
    for parse in morphology.parse_word(word):
        if (
            parse.grammemes & ADJECTIVAL
            and gender in parse.grammemes
            and "sing" in parse.grammemes
            and "Poss" not in parse.grammemes
        ):
            return parse
    return None


def is_genitive_name(word: str, morphology: Morphology) -> bool:
    """Ленина, Чайковского, Огнеупорщиков, but not Юбилейной or Пышмы."""
    for parse in morphology.parse_word(word):
        grammemes = parse.grammemes
        if "gent" not in grammemes or "NOUN" not in grammemes or "Geox" in grammemes:
            continue
        if (
            "Surn" in grammemes
            and grammemes & {"masc", "ms-f"}
            and "sing" in grammemes
            and (parse.lemma != word or "Fixd" in grammemes)
        ):
            return True
        trade = parse.known or word.endswith(TRADES)
        if "anim" in grammemes and "plur" in grammemes and trade and not grammemes & {"Name", "Patr", "Surn"}:
            return True
    return False


def _name_before(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    """Успенский проспект, Исетское озеро: one capitalised adjective that agrees with the head."""
    if head.i == 0 or head.is_sent_start:
        return None
    before = doc[head.i - 1]
    gender = gender_of(shown, morphology)
    adjective = adjective_reading(before.norm_, gender, morphology)
    opens = before.is_sent_start and not before.ent_type_
    if _is_owned_monastery(before, head):
        return Name(before.i, head.i + 1, "LOC", f"{before.text} {shown}")
    if (
        not is_capitalized(before)
        or adjective is None
        or opens
        or before.morph.get("Case", []) != head.morph.get("Case", [])
        or not share_case(before.norm_, head.norm_, morphology)
    ):
        return None
    name = normal_form(Span(doc, before.i, head.i + 1, label="LOC"), morphology)
    if shown == "улица":
        name = f"{shown} {name.rpartition(' ')[0]}"  # «на Метельной улице» is улица Метельная
    return Name(before.i, head.i + 1, "LOC", name)


def _is_owned_monastery(before: Token, head: Token) -> bool:
    """Ферапонтов монастырь: named after its founder, in the nominative; other cases are those of an adjective."""
    return head.lower_ == "монастырь" and before.is_title and before.norm_.endswith(FOUNDERS)


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
        short = len(head) == 1 and (not pointed or _ends_and_so_on(doc, head.i))
        if not short and start < len(doc) and start not in whole and _may_be_settlement(doc[start], pointed=pointed):
            yield Name(start, start + 1 + _goes_on(doc, start), "LOC", sure=_is_abbreviated(head))


def _is_abbreviated(head: Token) -> bool:
    """«мкр. Южный»: after the point of such a head the name begins no sentence."""
    return len(head) > 1 and head.text in read_lexicon().settlement_abbreviations


def _ends_and_so_on(doc: Doc, index: int) -> bool:
    """«и т. д.», «и т. п.»: no settlement follows."""
    return any(token.lower_ == "т" for token in doc[max(0, index - 2) : index])


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


def is_road(form: str) -> bool:
    """Whether a form is the number of a federal road, or the letter before it.

    >>> [is_road(form) for form in ("М-4", "М", "Т-34")]
    [True, True, False]
    """
    return _ROAD.fullmatch(form) is not None


def find_roads(text: Text) -> Iterator[Name]:
    """«фуры на М-4», «вдоль трассы М5»."""
    doc = text.doc
    for token in text.tokens(Clue.ROAD):
        before = doc[token.i - 1] if token.i and not token.is_sent_start else None
        stop = token.i + 1
        stop += stop < len(doc) and token.text == "М" and not token.whitespace_ and doc[stop].is_digit
        written = doc[token.i : stop].text
        on_road = before is not None and (before.lower_ in ROAD_PREPOSITIONS or before.lemma_ == "трасса")
        if on_road and written[-1:].isdigit():
            yield Name(token.i, stop, "LOC", f"М-{written.lstrip('М-')}", sure=True)
