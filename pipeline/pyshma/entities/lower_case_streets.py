"""Streets that are typed in small letters: «на ленина», «ул. мира», «дачный проспект 19»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from spacy.tokens import Token

from .addresses import TOWN_PREPOSITIONS, has_noun, is_address
from .adjectives import adjective_reading, gender_of, nominative_adjective
from .agreement import share_case
from .bare_streets import BESIDE, STREET_PREPOSITIONS, is_headed_street
from .houses import has_house
from .lexicon import read_lexicon
from .morphology import Morphology
from .neighbours import token_before, word_before
from .places import is_abbreviated_street, place_head
from .street_names import street_rest
from .street_words import TRADES, is_genitive_name
from .text import Clue, Name, Text, is_of_place, plain

AVENUES: Final = frozenset({"проспект", "шоссе", "бульвар", "переулок"})
"""Streets that are named after the town they lead to, also where no house is told."""
GENITIVES: Final = ("а", "го", "я")
"""Ends of surnames of men in the genitive."""
ALONG: Final = frozenset({"по", "вдоль"})
PEOPLE: Final = ("ов", "ев", "ей")
"""«на речников 31»; people are counted elsewhere."""
ADJECTIVES: Final = ("ая", "ой")
OF_DEGREE: Final = frozenset({"Qual", "Anum", "Apro", "Poss", "Supr", "Subx"})
"""Of adjectives that no street is named with: высокая, вторая, моя, мамина."""
MIN_SURNAME: Final = 0.7
"""Share of readings as a surname of a word in small letters that is taken for a street."""
MIN_BEFORE_HOUSE: Final = 0.3
"""The same where the number of a house follows."""


def find_lower_case_streets(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """«на ленина», «угол гагарина»: surnames in the genitive that are typed in small letters."""
    ends = {name.stop for name in names if is_headed_street(name)}
    for token in text.tokens(Clue.SURNAME):
        before = word_before(token, in_sentence=True)
        if before in STREET_PREPOSITIONS or is_address(text.doc, token, token.i + 1, ends, text.morphology):
            ends.add(token.i + 1)
            yield Name(token.i, token.i + 1, "LOC", f"улица {token.text.capitalize()}")
    yield from _find_eponyms(text)
    yield from _find_headed_in_lower_case(text)
    yield from _find_with_house(text)


def may_name_street(form: str, morphology: Morphology) -> bool:
    """Whether a word in small letters can be a street where the number of a house follows.

    A feminine adjective of a kind and not of a degree, a man's surname in the genitive, people in the plural.
    """
    if not form.islower() or not form.isalpha():
        return False
    if form.endswith(ADJECTIVES):
        readings = [parse.grammemes for parse in morphology.parse_word(form) if {"femn", "sing"} <= parse.grammemes]
        return any("ADJF" in one and not one & OF_DEGREE for one in readings)
    if not form.endswith((*GENITIVES, *PEOPLE)) or not is_genitive_name(form, morphology):
        return False
    surnames = (parse for parse in morphology.parse_word(form) if "Surn" in parse.grammemes)
    return form.endswith(PEOPLE) or sum(parse.probability for parse in surnames) >= MIN_BEFORE_HOUSE


def opens_eponym(form: str) -> bool:
    """Whether a form in small letters begins the whole name of somebody after whom many streets are named.

    >>> opens_eponym("карла"), opens_eponym("Карла")
    (True, False)
    """
    return form.islower() and plain(form) in _openers_of_eponyms()


@cache
def _openers_of_eponyms() -> frozenset[str]:
    return frozenset(name.split()[0] for name in read_lexicon().eponyms)


def _find_eponyms(text: Text) -> Iterator[Name]:
    """«на карла маркса», «у розы люксембург»."""
    for token in text.tokens(Clue.EPONYM):
        words = text.doc[token.i : token.i + 2]
        before = word_before(token)
        if before in BESIDE and plain(words.text) in read_lexicon().eponyms:
            yield Name(token.i, words.end, "LOC", f"улица {words.text.title()}")


def _find_with_house(text: Text) -> Iterator[Name]:
    """«рощинская 15», «попова 88», «по пролетарской 40»: no comma between the street and its house."""
    doc, morphology = text.doc, text.morphology
    for token in text.tokens(Clue.STREET_WORD):
        before = token_before(token)
        numbered = token.i + 1 < len(doc) and doc[token.i + 1].text[0].isdigit() and has_house(doc, token.i + 1)
        if not numbered or plain(token.lemma_) in read_lexicon().numbered_things:
            continue
        if before is not None and before.lower_ in TOWN_PREPOSITIONS:
            continue
        if before is not None and share_case(token.norm_, before.norm_, morphology):
            continue  # «больница областная 2»: an adjective behind its noun
        if token.text.endswith(PEOPLE) and not _may_live_there(token):
            continue
        rest = street_rest(doc[token.i : token.i + 1], "улица", morphology)
        yield Name(token.i, token.i + 1, "LOC", f"улица {rest.capitalize()}", sure=True)


def _may_live_there(people: Token) -> bool:
    """«на речников 31», but neither «соседи 45» nor «жалоба на соседей 45 квартира»."""
    before, after = people.i - 1, people.doc[people.i + 2 : people.i + 3]
    flat = any({token.lower_, token.lemma_} & read_lexicon().flats for token in after)
    return before >= 0 and people.doc[before].lower_ in STREET_PREPOSITIONS and not flat


def _find_headed_in_lower_case(text: Text) -> Iterator[Name]:
    """«на улице ленина», «ул. мира», «пр. победы»: a surname or a usual name after the word for a street."""
    doc, lexicon = text.doc, read_lexicon()
    for head in text.tokens(Clue.PLACE_HEAD):
        shown = place_head(head.text, head.lemma_)
        if shown not in lexicon.streets:
            continue
        if avenue := _avenue_in_lower_case(head, shown, text.morphology):
            yield Name(head.i - 1, head.i + 1, "LOC", avenue)
            continue
        first = head.i + 1
        first += first < len(doc) and doc[first].text == "." and plain(head.text) != shown
        if first == len(doc) or not (doc[first].is_lower and doc[first].is_alpha):
            continue
        if is_lower_case_surname(doc[first].norm_, text.morphology) or doc[first].norm_ in lexicon.usual_genitives:
            yield Name(head.i, first + 1, "LOC", f"{shown} {doc[first].text.capitalize()}")
        elif street := _street_in_lower_case(head, doc[first], shown, text.morphology):
            yield Name(head.i, first + 1, "LOC", street)


def _street_in_lower_case(head: Token, token: Token, shown: str, morphology: Morphology) -> str:
    """What names a street in small letters after its word, if that is short or a house follows; else empty.

    «ул. полковая», «проспект наставников 7/1», «улице садовой, 12», «улице соликамской», «по улице молодёжной».
    """
    housed, along = has_house(token.doc, token.i + 1), shown == "улица" and _is_along(head)
    if is_genitive_name(token.norm_, morphology) and (housed or (along and token.norm_.endswith(TRADES))):
        return f"{shown} {token.text.capitalize()}"
    named = housed or is_abbreviated_street(head, shown) or _is_of_town(token) or (along and _is_of_kind(token))
    rest = _street_adjective(token, shown, morphology) if named else ""
    return _titled(rest, shown) if rest else ""


def _titled(adjective: str, shown: str) -> str:
    """улица Полковая, Дачный проспект."""
    return f"{shown} {adjective}" if shown == "улица" else f"{adjective} {shown}"


def _is_along(first: Token) -> bool:
    """«по улице молодёжной», «по улице кораблестроителей», «по нижегородской улице»: along one street."""
    before = word_before(first)
    return before in ALONG and "Plur" not in first.morph.get("Number", [])


def _is_of_kind(adjective: Token) -> bool:
    """«молодёжной», but neither «узкой» nor «городской»."""
    return plain(adjective.lemma_) not in read_lexicon().of_any_street


def _avenue_in_lower_case(head: Token, shown: str, morphology: Morphology) -> str:
    """«дачный проспект 19», «по тульскому шоссе»: an adjective in small letters before a street; else empty."""
    before = token_before(head)
    if before is None or not before.is_lower:
        return ""
    if shown == "улица":
        named = _is_of_town(before) and _is_along(before)
    else:
        named = has_house(head.doc, head.i + 1) or (shown in AVENUES and _is_of_town(before))
    adjective = nominative_adjective(before.norm_, gender_of(shown, morphology), morphology) if named else ""
    if not adjective or not share_case(before.norm_, head.norm_, morphology):
        return ""
    return _titled(adjective.capitalize(), shown)


def _is_of_town(adjective: Token) -> bool:
    """«тульское», but not «городское»."""
    lemma = plain(adjective.lemma_)
    return is_of_place(lemma) and lemma not in read_lexicon().common_adjectives


def _street_adjective(token: Token, shown: str, morphology: Morphology) -> str:
    """«ул. полковая», «ул садовой»: after an abbreviation an adjective names the street; empty for other words."""
    adjective = adjective_reading(token.norm_, gender_of(shown, morphology), morphology)
    if adjective is None or not (adjective.known or _is_of_town(token)) or has_noun(token, morphology):
        return ""
    return street_rest(token.doc[token.i : token.i + 1], shown, morphology).capitalize()


def is_lower_case_surname(form: str, morphology: Morphology) -> bool:
    """Whether a form in small letters is the genitive of a man's surname, and hardly anything else.

    In small letters «по петрова» would be a slip of grammar if it were no street.
    """
    genitive = form.endswith(GENITIVES) and form.islower() and form.isalpha()
    surname = genitive and any("Surn" in grammemes for grammemes in morphology.dictionary_grammemes(form))
    readings = morphology.parse_word(form) if surname else ()
    surnames = (parse for parse in readings if "Surn" in parse.grammemes and "Fixd" not in parse.grammemes)
    probability = sum(parse.probability for parse in surnames if parse.known)
    return probability >= MIN_SURNAME and is_genitive_name(form, morphology)
