"""What kind of thing a name is, where the network guessed against the dictionary and the preposition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from .lexicon import read_lexicon
from .morphology import ADJECTIVAL, PERSON, Morphology, Parse, share_case
from .normal_form import abbreviation_stem
from .surnames import read_surname
from .text import QUOTES, Clue, Name, Text, is_acronym, is_capitalized, plain

PLACE: Final = frozenset({"Geox"})
PLACE_PREPOSITIONS: Final = frozenset(
    {"в", "во", "на", "из", "до", "под", "из-под", "около", "возле", "через", "мимо", "вокруг", "близ", "вдоль"}
)
DASHES: Final = frozenset({"–", "—", "-"})
ABOVE: Final = frozenset({"над", "за"})
FROM: Final = frozenset({"с", "со"})
_TOWN = re.compile(r"(?:горск|град|бург|поль|[иое]вск|инск|ецк|анск)(?:а|у|ом|е|я|ю|ем)?$")
"""Ends of names of towns that no person has."""
NEUTER_TOWNS: Final = ("ово", "ево", "ёво", "кино", "чино", "шино", "ыно", "лино", "нино")
"""Ends of names of towns in the nominative, which people hardly have: Купчино, Копаево."""
MAX_BETWEEN: Final = 2
"""Words between «собака» and its name: «собаку зовут Булка», «кобыла по имени Гроза»."""


def correct_kinds(text: Text, names: Sequence[Name]) -> list[Name]:
    """Give single words the kind that the dictionary or the preposition before them says."""
    corrected: list[Name] = []
    surnames = {text.doc[name.stop - 1].norm_ for name in names if name.kind == "PER" and name.stop - name.start > 1}
    waters = find_waters(text)
    for name in names:
        kind = name.kind
        if name.stop - name.start == 1 and kind in {"PER", "LOC"} and not name.canonical:
            before = corrected[-1] if corrected else None
            kind = "LOC" if name.start in waters else _kind(text.doc, name, before, surnames, text.morphology)
        elif kind == "ORG" and _is_place(text, name):
            kind = "LOC"
        corrected.append(replace(name, kind=kind))
    return corrected


def _is_place(text: Text, name: Name) -> bool:
    last = text.doc[name.stop - 1]
    return _ends_in_place(last) if name.stop - name.start > 1 else _is_town(last, text.morphology)


def _is_town(token: Token, morphology: Morphology) -> bool:
    """«в Городце»: to the dictionary a place and nothing else, where a place can stand; teams and papers are quoted."""
    if token.is_upper or not stands_in_place(token, morphology):
        return False
    readings = [parse for parse in morphology.parse_word(token.norm_) if parse.known]
    return bool(readings) and all(parse.grammemes & PLACE for parse in readings)


def _ends_in_place(last: Token) -> bool:
    """Ярославский вокзал is a place; a church may be an organisation as well."""
    return plain(last.lemma_) in read_lexicon().landscape and plain(last.lemma_) != "церковь"


def _kind(doc: Doc, name: Name, before: Name | None, surnames: set[str], morphology: Morphology) -> str:
    token = doc[name.start]
    if ends_in_institution(token):
        return "ORG"
    if abbreviation_stem(token.text) or (is_acronym(token.text) and token.text[-1].isupper()):
        return "ORG"
    readings = [parse for parse in morphology.parse_word(token.norm_) if parse.known]
    person, place = _can_be(readings, PERSON), _can_be(readings, PLACE)
    in_place = stands_in_place(token, morphology) or _joined_to_place(doc, name, before)
    in_place = in_place or _TOWN.search(token.norm_) is not None
    in_place = in_place or (name.kind == "PER" and token.norm_.endswith(NEUTER_TOWNS) and not person)
    thing = _is_named_by_adjective(token, readings)
    if name.kind == "PER" and not person and (thing or in_place or (place and token.norm_ not in surnames)):
        return "LOC"
    if name.kind == "LOC" and person and not place and not in_place and "Gen" not in token.morph.get("Case", []):
        return "PER"
    return name.kind


def _is_named_by_adjective(token: Token, readings: Sequence[Parse]) -> bool:
    """«до самого Санаторного», «мы Санаторный»: adjectives with a capital inside a sentence that no person has."""
    common = bool(readings) and all("ADJF" in parse.grammemes for parse in readings)
    before = token.nbor(-1) if token.i and not token.is_sent_start else None
    inside = before is not None and (before.is_alpha or before.text == ",")
    return common and inside and not read_surname(token.norm_)


def _can_be(readings: Sequence[Parse], grammemes: frozenset[str]) -> bool:
    return any(parse.grammemes & grammemes for parse in readings)


def stands_in_place(token: Token, morphology: Morphology) -> bool:
    """Whether the word before says that this is a place: «в Балтыме», «с Сагры» (a person would be «с Сагрой»)."""
    if not token.i or token.is_sent_start:
        return False
    before = _before_self(token).lower_
    if before in FROM:
        return not any("ablt" in parse.grammemes for parse in morphology.parse_word(token.norm_))
    above = before in ABOVE and token.norm_.endswith(("ой", "ей"))  # «над Сылвой»; «победа над Сандерсом» is over a man
    return above or before in PLACE_PREPOSITIONS or token.nbor(-1).lemma_ == "весь"


def _before_self(token: Token) -> Token:
    """«до | самой Черёмухи»: the word before, over «самый»."""
    before = token.nbor(-1)
    return before.nbor(-1) if before.i and not before.is_sent_start and before.lemma_ == "самый" else before


def ends_in_institution(token: Token) -> bool:
    """УГМК-Арена, Коляда-театр."""
    first, joint, last = plain(token.lemma_).rpartition("-")
    return bool(first and joint) and token.text[:1].isupper() and last in read_lexicon().institutions


def find_waters(text: Text) -> set[int]:
    """«Весной Сылва разлилась», «обмелела наша Вельгия»: tokens beside what waters do, over a word or none."""
    doc, found = text.doc, set[int]()
    for doing in text.tokens(Clue.WATER):
        before, after = doing.i - 1, doing.i + 1
        before -= before > 0 and doc[before].pos_ in {"ADV", "PART"}
        after += after + 1 < len(doc) and doc[after].pos_ in {"DET", "ADJ"}
        found |= {before, after}
    return found


def _joined_to_place(doc: Doc, name: Name, before: Name | None) -> bool:
    """«из Ромашки и Соколовки»."""
    return (
        before is not None
        and before.kind == "LOC"
        and before.stop + 1 == name.start
        and doc[before.stop].lower_ in {"и", "или"}
    )


def drop_works_and_pets(text: Text, names: Sequence[Name]) -> list[Name]:
    """Drop what is named but is neither person, place nor organisation: «Нива», фильм «Брат», собака Булка."""
    doc = text.doc
    pets = {plain(doc[name.start].lemma_) for name in names if _is_pet(doc, name.start)} | read_lexicon().pets
    return [
        name
        for name in names
        if not (
            _is_work(doc, name)
            or _is_idea(doc, name)
            or _is_product(doc, name, text.morphology)
            or _is_quoted_adjective(doc, name, text.morphology)
            or (name.stop - name.start == 1 and plain(doc[name.start].lemma_) in pets)
        )
    ]


def _before(doc: Doc, index: int) -> Token | None:
    """The word before, over quotes."""
    while index and doc[index - 1].text in QUOTES:
        index -= 1
    return doc[index - 1] if index and not doc[index].is_sent_start else None


def _is_work(doc: Doc, name: Name) -> bool:
    before = _before(doc, name.start)
    if plain(doc[name.start].lemma_) in read_lexicon().works and any(
        t.text in QUOTES for t in doc[name.start : name.stop]
    ):
        return True
    quoted = name.start > 0 and doc[name.start - 1].text in QUOTES
    if before is None or not quoted:
        return quoted and _is_explained(doc, name)
    if plain(before.lemma_) in read_lexicon().works:
        return True
    compared = before.i > 0 and doc[before.i - 1].lower_ == "как"  # «как в «Титанике»»
    return before.pos_ == "ADP" and (compared or _is_staged(doc, name))


def _is_explained(doc: Doc, name: Name) -> bool:
    """««Кран» – то, что мы делаем», ««Надежда» – имя»: what a sentence opens with and explains is a word."""
    after = name.stop + 1
    return name.kind == "ORG" and after < len(doc) and doc[name.stop].text in QUOTES and doc[after].text in DASHES


def _is_staged(doc: Doc, name: Name) -> bool:
    """«на «Ревизоре» зал хохотал»: plays, where the sentence speaks of the stage."""
    sentence = doc[name.start].sent
    return name.kind != "LOC" and any(plain(token.lemma_) in read_lexicon().stage for token in sentence)


def _is_quoted_adjective(doc: Doc, name: Name, morphology: Morphology) -> bool:
    """«от «Мстинского» моста»: an adjective of the noun after the quotes."""
    following = doc[name.stop + 1] if name.stop + 1 < len(doc) and doc[name.stop].text in QUOTES else None
    if name.kind != "ORG" or name.stop - name.start > 1 or following is None or not following.is_lower:
        return False
    return following.pos_ == "NOUN" and share_case(doc[name.start].norm_, following.norm_, morphology)


def _is_idea(doc: Doc, name: Name) -> bool:
    """Holidays, deities and planets."""
    last = plain(doc[name.stop - 1].lemma_)
    if name.kind == "LOC" and name.stop - name.start == 1 and last in read_lexicon().planets:
        return True
    both = f"{plain(doc[name.stop - 2].lemma_)} {last}" if name.stop > 1 else ""
    return both in read_lexicon().ideas or (name.stop - name.start == 1 and last in read_lexicon().ideas)


def _is_product(doc: Doc, name: Name, morphology: Morphology) -> bool:
    if name.stop - name.start > 1 or (name.kind == "LOC" and doc[name.start - 1].text not in QUOTES):
        return False
    lemmas = {plain(parse.lemma) for parse in morphology.parse_word(doc[name.start].norm_)}
    return bool(lemmas & read_lexicon().products)


def _is_pet(doc: Doc, index: int) -> bool:
    """An animal a few words before, and «зовут», «по имени», «по кличке» or nothing between."""
    animals = read_lexicon().animals
    between: list[str] = []
    for token in reversed(doc[max(0, index - MAX_BETWEEN - 1) : index]):
        if token.is_space:
            break
        if plain(token.lemma_) in animals:
            return all(
                word in {"звать", "зовут", "назвать", "прозвать", "по", "имя", "кличка", "наш", "мой"}
                for word in between
            )
        between.append(plain(token.lemma_))
    return False


def is_adjective(token: Token, morphology: Morphology) -> bool:
    """Whether a word has a reading as an adjective, and none as a person's name."""
    readings = morphology.parse_word(token.norm_)
    return any(parse.grammemes & ADJECTIVAL for parse in readings) and not _can_be(readings, PERSON)


def in_short_quote(doc: Doc, name: Name) -> bool:
    """Whether a name is a part of a longer title in quotes: «Свет Урала»."""
    left = next((i for i in range(name.start - 1, max(-1, name.start - 5), -1) if doc[i].text in QUOTES), None)
    right = next((i for i in range(name.stop, min(len(doc), name.stop + 4)) if doc[i].text in QUOTES), None)
    if left is None or right is None or right - left > 6:
        return False
    whole = left + 1 == name.start and right == name.stop
    return not whole and is_capitalized(doc[left + 1])
