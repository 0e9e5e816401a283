"""What kind of thing a name is, where the network guessed against the dictionary and the preposition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from .government import is_signed
from .grammar import CASES, PERSON
from .lexicon import read_lexicon
from .morphology import Morphology, Parse, is_usual_name, known_grammemes, known_parses
from .neighbours import follows_quote, lemma_before, token_before, word_before
from .normal_form import abbreviation_stem
from .surnames import read_surname
from .text import QUOTES, Name, Text, is_acronym, is_capitalized, plain
from .unknown_names import NEUTER_TOWNS, TOWN_ENDS

PLACE: Final = frozenset({"Geox"})
PLACE_PREPOSITIONS: Final = frozenset(
    {"в", "во", "на", "из", "до", "под", "из-под", "около", "возле", "через", "мимо", "вокруг", "близ", "вдоль"}
)
ABOVE: Final = frozenset({"над", "за"})
FROM: Final = frozenset({"с", "со"})
FAMOUS: Final = 1000
"""Times that a surname stands in the corpus of news: «на Гоголе» is a play."""
TOWARDS: Final = frozenset({"к", "ко", "за", "над"})
DAUGHTERS: Final = ("овна", "евна", "ична", "овной", "евной", "ичной", "овне", "евне", "ичне", "овну", "евну", "ичну")
"""Ends of patronymics of women in cases that no street is named in."""
FEW_CAPITALS: Final = 2
"""ТикТок has no more."""
RANGE: Final = 4
"""«от Синичина до центра»: how far behind a place the next one is looked for."""
_TOWN = re.compile(r"(?:горск|град|бург|поль|[иое]вск|инск|ецк|анск)(?:а|у|ом|е|я|ю|ем)?$")
"""Ends of names of towns that no person has."""
_VILLAGE = re.compile(r"[оеё]вк(?:а|и|е|у|ой)$")
"""«стая у Бурнаковки»"""
_NICKNAME = re.compile(r"ю[хш](?:а|и|е|у|ей|ой)$")
"""«к Настюхе», «за Андрюшей»"""
_BY_RIVER = re.compile(r"[А-ЯЁ][а-яё]+-на-[А-ЯЁ][а-яё]+")
GENITIVES: Final = frozenset({"gent", "Fixd"})
"""A name that is the same in every case may be a genitive."""
FIXED_PLACES: Final = (*TOWN_ENDS, "тау")
"""Ends of names that stand as they are after a preposition."""


def correct_kinds(text: Text, names: Sequence[Name]) -> list[Name]:
    """Give single words the kind that the dictionary or the preposition before them says."""
    corrected: list[Name] = []
    surnames = {text.doc[name.stop - 1].norm_ for name in names if name.kind == "PER" and name.stop - name.start > 1}
    waters = text.waters
    for name in names:
        kind = name.kind
        if name.stop - name.start == 1 and kind in {"PER", "LOC"} and not name.canonical:
            before = corrected[-1] if corrected else None
            kind = "LOC" if name.start in waters else _kind(text.doc, name, before, surnames, text.morphology)
        elif kind == "ORG" and not _is_quoted(text.doc, name) and _is_place(text, name):
            kind = "LOC"
        elif not name.canonical and (_is_whole_name(text, name) or (kind == "ORG" and _is_man(text, name))):
            kind = "PER"
        corrected.append(replace(name, kind=kind))
    return corrected


def _is_quoted(doc: Doc, name: Name) -> bool:
    """Кафе «У переезда»: several words that quotes enclose."""
    inside = name.stop < len(doc) and name.stop - name.start > 1
    return inside and follows_quote(doc[name.start]) and doc[name.stop].text in QUOTES


def _is_man(text: Text, name: Name) -> bool:
    """«верните авиамодельный: Туполев же наш»: a surname in the nominative and nothing else, without quotes."""
    token = text.doc[name.start]
    quoted = follows_quote(text.doc[name.start])
    if name.stop - name.start > 1 or not token.is_title or quoted:
        return False
    known = known_grammemes(token.norm_, text.morphology)
    return any({"Surn", "nomn"} <= grammemes for grammemes in known) and all("Surn" in item for item in known)


def _is_whole_name(text: Text, name: Name) -> bool:
    """«с Любой Пепеляевой», «плотину Акинфия Демидова»: a given name and a surname in one case, and no street.

    «Фаина Ильдаровна» is a woman wherever she stands.
    """
    first, last = text.doc[name.start], text.doc[name.stop - 1]
    two = last.i == first.i + 1 and first.is_title and last.is_title
    if name.kind == "LOC" and two and last.norm_.endswith(DAUGHTERS):
        return True
    if name.kind != "LOC" or not two or not first.i:
        return False
    usual = is_usual_name(first.norm_, text.morphology)
    wanted = {"femn"} if usual and word_before(first) == "с" else {"masc"}
    if "masc" in wanted and text.doc[first.i - 1].pos_ != "NOUN":
        return False
    given = (one.grammemes for one in text.morphology.parse_word(first.norm_) if "Name" in one.grammemes)
    surnames = [one.grammemes for one in read_surname(last.norm_)]
    return any(wanted <= one & other and one & other & CASES.keys() for one in given for other in surnames)


def _is_place(text: Text, name: Name) -> bool:
    first, last = text.doc[name.start], text.doc[name.stop - 1]
    if name.stop - name.start == 1:
        return _BY_RIVER.fullmatch(last.text) is not None or _is_town(last, text.morphology)
    return _ends_in_place(last) or _is_unknown_town(first, last, text.morphology)


def _is_unknown_town(first: Token, last: Token, morphology: Morphology) -> bool:
    """«в Большом Вудъявре»: an adjective that towns and lakes begin with, and a word that the dictionary lacks."""
    named = plain(first.lemma_) in read_lexicon().town_adjectives and last.is_title and last.i == first.i + 1
    known = bool(known_parses(last.norm_, morphology))
    return named and not known and stands_in_place(first, morphology)


def _is_town(token: Token, morphology: Morphology) -> bool:
    """«в Городце»: to the dictionary a place and nothing else, where a place can stand; teams and papers are quoted."""
    if token.is_upper or not stands_in_place(token, morphology):
        return False
    readings = known_parses(token.norm_, morphology)
    return bool(readings) and all(parse.grammemes & PLACE for parse in readings)


def _ends_in_place(last: Token) -> bool:
    """Ярославский вокзал is a place; a church may be an organisation as well."""
    return plain(last.lemma_) in read_lexicon().landscape and plain(last.lemma_) != "церковь"


def _kind(doc: Doc, name: Name, before: Name | None, surnames: set[str], morphology: Morphology) -> str:
    token = doc[name.start]
    if shown := _kind_by_itself(token, name.kind, morphology):
        return shown
    readings = known_parses(token.norm_, morphology)
    person = _can_be(readings, PERSON) or (not readings and is_usual_name(token.norm_, morphology))
    place = _can_be(readings, PLACE)
    in_place = stands_in_place(token, morphology) or _joined_to_place(doc, name, before)
    in_place = in_place or _TOWN.search(token.norm_) is not None
    in_place = in_place or (name.kind == "PER" and not person and _ends_like_place(token))
    in_place = in_place or (not readings and not person and _VILLAGE.search(token.norm_) is not None)
    if name.kind == "PER" and (_is_in_town(token, readings) or _is_rare_place(token, readings, morphology)):
        return "LOC"
    thing = _is_named_by_adjective(token, readings)
    if name.kind == "PER" and not person and (thing or in_place or (place and token.norm_ not in surnames)):
        return "LOC"
    if name.kind == "LOC" and not in_place and _is_family_doing(token):
        return "PER"
    apart = person and not place and (not in_place or _is_only_usual_name(token, morphology))
    if name.kind == "LOC" and apart and ("Gen" not in token.morph.get("Case", []) or is_signed(token)):
        return "PER"
    return name.kind


def _kind_by_itself(token: Token, kind: str, morphology: Morphology) -> str:
    """Kind that a word shows by its form or by the one word before it; empty where it shows none."""
    institution = ends_in_institution(token) or is_enterprise(token) or _is_compound_institution(token)
    institution = institution or (token.is_title and token.norm_.startswith(read_lexicon().ministries))
    joined = is_acronym(token.text) and (token.text[-1].isupper() or _has_letters_inside(token.text))
    if institution or abbreviation_stem(token.text) or joined:
        return "ORG"
    if _is_family(token) or (kind == "LOC" and _is_of_kin(token)):
        return "PER"
    by_river = _BY_RIVER.fullmatch(token.text) is not None
    return "LOC" if by_river or (kind == "PER" and _is_plural_place(token, morphology)) else ""


def _has_letters_inside(text: str) -> bool:
    """ТатНИПИнефть, but not МЧСник."""
    return text[1:2].islower() and sum(map(str.isupper, text)) > FEW_CAPITALS


def _is_of_kin(token: Token) -> bool:
    """«огород тёти Фаи»."""
    return lemma_before(token, in_sentence=True) in read_lexicon().kin


def _is_compound_institution(token: Token) -> bool:
    """Литинститут, Еврогимназия: one word whose end says what it is; a district is called Автозавод."""
    lemma = plain(token.lemma_)
    named = token.is_title and not token.is_sent_start and lemma not in read_lexicon().institutions
    return named and lemma.endswith(read_lexicon().compound_heads) and not lemma.endswith(("завод", "комбинат"))


def _is_plural_place(token: Token, morphology: Morphology) -> bool:
    """«от Дубков до завода»: where a man would be Дубкова."""
    governed = word_before(token, in_sentence=True) in read_lexicon().genitive_prepositions
    readings = known_grammemes(token.norm_, morphology)
    several = any({"NOUN", "plur", "gent"} <= grammemes for grammemes in readings)
    return governed and several and not any(one & PERSON and one & GENITIVES for one in readings)


def _is_family(token: Token) -> bool:
    """«семья Лыковых», «сёстры Каримовы», but not «семьи Самары»: the surname of several people."""
    before = token_before(token, in_sentence=True)
    if before is None or plain(before.lemma_) not in read_lexicon().families:
        return False
    return any("plur" in reading.grammemes for reading in read_surname(token.norm_))


def _is_family_doing(token: Token) -> bool:
    """«Цыреновы перебрались в Улан-Удэ»: the surname of several people, and what they did."""
    if token.i + 1 == len(token.doc):
        return False
    tag = token.nbor(1).morph
    doing = "Fin" in tag.get("VerbForm", []) and "Plur" in tag.get("Number", [])
    return doing and any({"plur", "nomn"} <= reading.grammemes for reading in read_surname(token.norm_))


def _ends_like_place(token: Token) -> bool:
    """«Купчино красивое», «у Кривошеино», «за Куштау»."""
    governed = token.i > 0 and not token.is_sent_start and token.nbor(-1).pos_ == "ADP"
    fixed = governed and token.norm_.endswith(FIXED_PLACES)
    return fixed or token.norm_.endswith(NEUTER_TOWNS)


def _is_in_town(token: Token, readings: Sequence[Parse]) -> bool:
    """«переехали в Александров», «в городе Гагарин»: a surname in a case that a person would not have here."""
    if not any("Surn" in parse.grammemes for parse in readings):
        return False
    before = word_before(token, in_sentence=True)
    nominative = any({"Surn", "nomn", "masc"} <= parse.grammemes for parse in readings)
    return before == "городе" or (nominative and before in {"в", "во"})


def _is_rare_place(token: Token, readings: Sequence[Parse], morphology: Morphology) -> bool:
    """«на Каштаке», «к Конжаку»: a rare surname or an unknown word, in a case in which one seldom speaks of people."""
    before = word_before(token, in_sentence=True)
    if not before or read_surname(token.norm_) or is_usual_name(token.norm_, morphology):
        return False
    if not readings:
        return before in TOWARDS and _NICKNAME.search(token.norm_) is None
    within = before in {"в", "во", "на"} and all("loct" in parse.grammemes for parse in readings)
    surname = all("Surn" in parse.grammemes and morphology.count_word(parse.lemma) < FAMOUS for parse in readings)
    return surname and (within or (before in FROM and stands_in_place(token, morphology)))


def _is_only_usual_name(token: Token, morphology: Morphology) -> bool:
    """«на Пашку упала балка»: a usual given name, and to the dictionary nothing else; «в Дашки» is a village."""
    if _before_self(token).lower_ not in {"на", "за", *FROM}:
        return False
    known = known_parses(token.norm_, morphology)
    return is_usual_name(token.norm_, morphology) and all("Name" in parse.grammemes for parse in known)


def _is_named_by_adjective(token: Token, readings: Sequence[Parse]) -> bool:
    """«до самого Санаторного», «мы Санаторный»: adjectives with a capital inside a sentence that no person has."""
    common = bool(readings) and all("ADJF" in parse.grammemes for parse in readings)
    before = token_before(token, in_sentence=True)
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
    ranged = before == "от" and any(other.lower_ == "до" for other in token.doc[token.i + 1 : token.i + RANGE])
    above = before in ABOVE and token.norm_.endswith(("ой", "ей"))  # «над Сылвой»; «победа над Сандерсом» is over a man
    return above or ranged or before in PLACE_PREPOSITIONS or token.nbor(-1).lemma_ == "весь"


def _before_self(token: Token) -> Token:
    """«до | самой Черёмухи»: the word before, over «самый»."""
    before = token.nbor(-1)
    return before.nbor(-1) if before.i and not before.is_sent_start and before.lemma_ == "самый" else before


def ends_in_institution(token: Token) -> bool:
    """УГМК-Арена, Коляда-театр."""
    first, joint, last = plain(token.lemma_).rpartition("-")
    return bool(first and joint) and token.text[:1].isupper() and last in read_lexicon().institutions


def is_enterprise(token: Token) -> bool:
    """Горводоканал, Зеленстрой: the end says that a town is served; in small letters these are common words."""
    return token.lemma_.endswith(read_lexicon().enterprises) and token.is_title


def _joined_to_place(doc: Doc, name: Name, before: Name | None) -> bool:
    """«из Ромашки и Соколовки»."""
    return (
        before is not None
        and before.kind == "LOC"
        and before.stop + 1 == name.start
        and doc[before.stop].lower_ in {"и", "или"}
    )


def in_short_quote(doc: Doc, name: Name) -> bool:
    """Whether a name is a part of a longer title in quotes: «Свет Урала»."""
    left = next((i for i in range(name.start - 1, max(-1, name.start - 5), -1) if doc[i].text in QUOTES), None)
    right = next((i for i in range(name.stop, min(len(doc), name.stop + 4)) if doc[i].text in QUOTES), None)
    if left is None or right is None or right - left > 6:
        return False
    whole = left + 1 == name.start and right == name.stop
    return not whole and is_capitalized(doc[left + 1])
