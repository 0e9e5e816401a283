"""Streets whose word is left out: «на Юбилейной», «по Ленина», «на Огнеупорщиков», «угол Мира и Советской», «Мира, 60».

No other names stand in the genitive after «на» and «по», which ask for another case; before the number of a house and
at a crossing other words in the genitive are streets as well.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import Final

from spacy.tokens import Doc, Span, Token

from .addresses import MAX_WORDS, TOWN_PREPOSITIONS, guess_avenue, has_noun, is_address, is_feminine, may_be_street
from .adjectives import adjective_reading
from .capitals import inside_sentence
from .eponyms import after_initials
from .grammar import NAMES
from .houses import has_full_address, has_house
from .lexicon import read_lexicon
from .morphology import Morphology, is_known_surname, known_parses
from .neighbours import token_after, token_before, word_before
from .street_names import street_rest
from .street_words import (
    is_anniversary,
    is_day,
    is_genitive_name,
    is_given_in_genitive,
    is_known,
    is_no_street,
    is_of_man,
    is_of_woman,
    is_only_genitive,
    is_ordinal,
    is_place_word,
    is_town_of_person,
    opens_town,
)
from .text import QUOTES, Clue, Name, Text, is_capitalized, plain

MIN_LETTERS: Final = 3
STREET_PREPOSITIONS: Final = frozenset({"на", "по"})
BESIDE: Final = frozenset({"на", "по", "у", "около", "возле", "вдоль", "до", "от", "напротив", "за", "перед"})
TOWARDS: Final = frozenset({"к", "с", "до", "у", "от"})
BEHIND: Final = frozenset({"за", "под", "над"})


@cache
def _openings_of_streets() -> tuple[str, ...]:
    return tuple(f"{head} " for head in read_lexicon().streets.values())


def is_headed_street(name: Name) -> bool:
    """Whether a canonical name begins with the word for a street: проспект Мира."""
    return name.canonical.startswith(_openings_of_streets())


def find_bare_streets(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Streets whose head is left out: «на Юбилейной», «угол Ленина и Кривоусова»."""
    doc, morphology = text.doc, text.morphology
    marked = {_first_word(doc, name): name for name in names}
    inside = {index for first, name in marked.items() for index in range(first + 1, name.stop)}
    ends = {name.stop for name in names if is_headed_street(name) or _has_street_head(doc[name.start])}
    towns = {name.stop for name in names if name.kind == "LOC" and not name.canonical}
    for token in text.tokens(Clue.CAPITAL):
        name = marked.get(token.i)
        if token.i in inside or (name and name.canonical) or _joined_to_town(token, towns, ends):
            continue
        if opened := _stop_of_usual(doc, token):
            ends.add(opened)
            yield Name(token.i, opened, "LOC", f"улица {street_rest(doc[token.i : opened], 'улица', morphology)}")
            continue
        if token.is_upper:
            continue
        stop = _stop_without_house(doc, name) if name is not None else token.i + 1
        if stop == token.i + 1 and (_heads_plural_genitive(token, morphology) or _heads_person(doc, token, morphology)):
            stop += 1
        kind = name.kind if name else ""
        addressed = (
            _is_whole_person(text, token, stop, kind)
            or (is_address(doc, token, stop, ends, morphology) and may_be_street(doc, token, stop, morphology))
            or _is_dated(doc, token, morphology)
        )
        found = addressed or (stop - token.i <= MAX_WORDS and _is_bare_street(doc, token, stop, kind, morphology))
        if found and not _is_no_name(token):
            ends.add(stop)
            start = _start_of_date(doc, token.i)
            bracketed = word_before(doc[start]) == "("  # «(Космонавтов, 61/2)»
            shown = bracketed or is_feminine(token, morphology)
            sure = has_full_address(doc, stop) or (shown and has_house(doc, stop))
            yield Name(start, stop, "LOC", f"улица {street_rest(doc[start:stop], 'улица', morphology)}", sure=sure)
        elif stop == token.i + 1 and (workers := _workers(token, morphology)):
            ends.add(stop)
            yield Name(token.i, stop, "LOC", f"улица {workers}", sure=True)
        elif stop == token.i + 1 and (avenue := guess_avenue(doc, token, morphology)) and not _is_no_name(token):
            ends.add(stop)
            yield Name(token.i, stop, "LOC", avenue, sure=True)


def _first_word(doc: Doc, name: Name) -> int:
    """Index of the word behind an ordinal in figures: «на 5-й | Красноармейской»."""
    return name.start + (name.stop - name.start > 1 and is_ordinal(doc[name.start].text))


def _workers(token: Token, morphology: Morphology) -> str:
    """«дом 82 по Металлистам» → Металлистов; empty for other words. Nothing is done along people."""
    if not inside_sentence(token) or word_before(token) != "по":
        return ""
    people = [p for p in known_parses(token.norm_, morphology) if {"anim", "plur", "datv"} <= p.grammemes]
    if not people or people[0].grammemes & NAMES:
        return ""
    return (morphology.inflect(token.norm_, {"gent"}, parse=people[0]) or "").capitalize()


def _is_no_name(token: Token) -> bool:
    """«жильцы Дома 22», «По 102 не отвечают»: a number follows, but no street stands before it."""
    return plain(token.lemma_) in read_lexicon().numbered_things or token.lower_ in STREET_PREPOSITIONS


def _stop_without_house(doc: Doc, name: Name) -> int:
    """«с Машиностроителей | 46»: the number of a house that the network took for a part of an organisation."""
    return name.stop - (name.kind == "ORG" and name.stop - name.start == MAX_WORDS and doc[name.stop - 1].is_digit)


def _has_street_head(token: Token) -> bool:
    """«улиц Болтинской» и Чиркова: what the network marked with its head is a street as well."""
    return plain(token.lemma_) in read_lexicon().streets


def _stop_of_usual(doc: Doc, first: Token) -> int:
    """Index after «на Братьев Кашириных», «на Льва Толстого», «на К. Маркса»; 0 where no such name stands.

    A word that streets begin with, or a usual whole name.
    """
    before = word_before(first)
    surname = after_initials(doc, first.i)
    stop = max(surname, first.i + 1) + 1
    if before not in BESIDE or stop > len(doc):
        return 0
    initialed = surname > first.i and plain(f"{first.text} {doc[surname].text}") in _initialed_eponyms()
    if initialed or plain(doc[first.i : stop].text) in read_lexicon().eponyms:
        return stop
    opens = plain(first.text) in read_lexicon().street_openers and is_capitalized(doc[first.i + 1])
    return stop if opens and before in STREET_PREPOSITIONS else 0


@cache
def _initialed_eponyms() -> frozenset[str]:
    """Usual names of streets with the first letter of the given name: «к маркса»."""
    names = (name.split() for name in read_lexicon().eponyms)
    return frozenset(f"{given[0]} {surname}" for given, surname in names)


def _start_of_date(doc: Doc, first: int) -> int:
    """25 | Октября, 30 лет | Победы, 40-летия | Октября: a number before belongs to the name."""
    if first and (is_anniversary(doc[first - 1].text) or is_ordinal(doc[first - 1].text)):
        return first - 1
    start = first - 1 if first and doc[first - 1].lower_ == "лет" else first
    dated = start < first or doc[first].lower_ in read_lexicon().date_words
    return start - 1 if dated and start and doc[start - 1].is_digit else first


def _is_dated(doc: Doc, token: Token, morphology: Morphology) -> bool:
    """«квартира на 50 лет | Комсомола», «по 8 | Марта», «на 2-й | Садовой», but not «с 1 по 8 Марта»."""
    start = _start_of_date(doc, token.i)
    before = doc[start - 1].lower_ if 0 < start < token.i else ""
    if doc[start].is_digit and start == token.i - 1:
        return before == "по" and token.is_title and not (start > 1 and doc[start - 2].is_digit)
    bare = is_feminine(token, morphology) and not has_noun(token, morphology)
    return before in STREET_PREPOSITIONS and (bare or not is_ordinal(doc[start].text))


def find_dated_candidates(text: Text) -> Iterator[Name]:
    """«на 8 Марта»: a holiday, or a street if the corpus has one of this name elsewhere."""
    doc = text.doc
    for token in text.tokens(Clue.CAPITAL):
        start = token.i - 1
        if is_day(token) and word_before(doc[start]) in BESIDE:
            yield Name(start, token.i + 1, "", f"улица {doc[start : token.i + 1].text}")


def _joined_to_town(first: Token, towns: Container[int], streets: Container[int]) -> bool:
    """«жителей Калача и Санкина»: what is joined to a town is a town."""
    before = token_before(first)
    return before is not None and before.lower_ == "и" and before.i in towns and before.i not in streets


def _is_whole_person(text: Text, first: Token, stop: int, kind: str) -> bool:
    """«на Анри Барбюса, 51», «на Карла Маркса»: the whole name of a man after a preposition or before a house."""
    doc = text.doc
    if kind != "PER" or stop - first.i != MAX_WORDS:
        return False
    before = word_before(first)
    usual = plain(doc[first.i : stop].text) in read_lexicon().eponyms
    if usual and before in BESIDE:
        return True
    if before not in STREET_PREPOSITIONS:
        return False
    of_woman = first.text.endswith(("ы", "и"))  # «на Сони Кривой», but «надеюсь на Ивана Петрова»
    return has_house(doc, stop) or (of_woman and is_given_in_genitive(first, text.morphology))


def _heads_plural_genitive(first: Token, morphology: Morphology) -> bool:
    """«на Уральских рабочих»: the noun of a street name, often in lower case."""
    following = token_after(first)
    if following is None or "Plur" not in first.morph.get("Number", []) or first.pos_ != "ADJ":
        return False
    return len(following) >= MIN_LETTERS and is_genitive_name(following.norm_, morphology)


def _heads_person(doc: Doc, first: Token, morphology: Morphology) -> bool:
    """«на перекрёстке Коли Мяготина»: a given name in the genitive, and a man's surname or, with a house, any."""
    following = token_after(first)
    if following is None or not is_capitalized(following) or following.is_sent_start:
        return False
    named = is_of_man(following) or has_house(doc, following.i + 1)  # «по Рихарда Зорге 34»
    return named and is_given_in_genitive(first, morphology)


def _opens_street_name(first: Token, morphology: Morphology) -> bool:
    """Уральских рабочих, Карла Маркса, but not Республики Коми: a street of two words opens with no common noun."""
    readings = morphology.parse_word(first.norm_)
    return first.pos_ == "ADJ" or any({"Name", "Surn"} & parse.grammemes for parse in readings)


def _is_bare_street(doc: Doc, first: Token, stop: int, kind: str, morphology: Morphology) -> bool:
    found = _looks_like_street(doc, first, stop, kind, morphology) and not _has_settlement_head(doc, first)
    return found and not (stop - 1 == first.i and is_no_street(first, morphology))


def _looks_like_street(doc: Doc, first: Token, stop: int, kind: str, morphology: Morphology) -> bool:
    before = _before(doc, first)
    resident = before == "с" and stop - 1 == first.i  # «кто с Машиностроителей», «соседи с Ударной»
    if (kind == "ORG" and before not in STREET_PREPOSITIONS and not resident) or before in TOWN_PREPOSITIONS:
        return False
    if stop - 1 > first.i:
        return _whole_looks_like_street(doc[first.i : stop], before, kind, morphology)
    on_street = before in STREET_PREPOSITIONS
    if is_place_word(first, morphology) and (is_of_man(first) or not on_street):  # «на Чкалова», but «от Ростова»
        return on_street and is_town_of_person(first, morphology)
    if is_genitive_name(first.norm_, morphology):
        certain = on_street or is_known(first, morphology) or is_of_man(first)
        return certain and (on_street or kind == "LOC" or (kind == "ORG" and before == "с"))
    if is_place_word(first, morphology):
        return False
    lone = on_street and first.pos_ in {"NOUN", "PROPN"} and is_only_genitive(first, morphology)
    named_after = is_of_woman(first) or is_of_man(first)  # «на Тенишевой», «на Воровского»
    somebody = kind == "LOC" and on_street and named_after
    return lone or somebody or _is_bare_feminine(doc, first, before, kind, morphology)


def _whole_looks_like_street(words: Span, before: str, kind: str, morphology: Morphology) -> bool:
    """«на Малой Балканской», «на Красных Фортов», but neither Верхней Пышмы nor «плотину Акинфия Демидова»."""
    first, last = words[0], words[-1]
    on_street = before in STREET_PREPOSITIONS
    if len(words) == MAX_WORDS and opens_town(first):
        return on_street and is_feminine(last, morphology)
    of_thing = first.i > 0 and first.nbor(-1).pos_ == "NOUN"
    if of_thing or not _opens_street_name(first, morphology):
        return False
    if is_genitive_name(last.norm_, morphology):  # after «на» unless the network saw a whole person
        certain = on_street or is_known(last, morphology) or is_of_man(last)
        return certain and (kind == "LOC" or before == "по")
    return on_street and first.pos_ == "ADJ" and is_only_genitive(last, morphology)


def _has_settlement_head(doc: Doc, first: Token) -> bool:
    """«у станции Удельная», «в пос. Александровская»."""
    index = first.i - 1
    index -= index > 0 and doc[index].text == "."
    if index < 0 or (first.is_sent_start and index == first.i - 1):
        return False
    head, lexicon = doc[index], read_lexicon()
    abbreviated = len(head) > 1 and head.text in lexicon.settlement_abbreviations
    return abbreviated or plain(head.lemma_) in lexicon.settlements


def _before(doc: Doc, first: Token) -> str:
    """The word before, over «наша»: «на нашей Железнодорожной»."""
    if not first.i or first.is_sent_start:
        return ""
    index = first.i - 1
    over = index > 0 and doc[index].pos_ == "DET" and doc[index - 1].lower_ in STREET_PREPOSITIONS
    return doc[index - over].lower_


def _is_bare_feminine(doc: Doc, first: Token, before: str, kind: str, morphology: Morphology) -> bool:
    """«на Юбилейной», «у Балтымской»: an adjective that no noun follows, where one can stand."""
    adjective = adjective_reading(first.norm_, "femn", morphology)
    if adjective is None or has_noun(first, morphology):
        return False
    if before in BEHIND and not adjective.known:
        return False  # «за Клестовкой»
    if kind == "PER" or (kind, before) == ("ORG", "с"):
        named = before in BESIDE or (before == "с" and adjective.known)  # «погорельцам с Партизанской»
        return named and not is_known_surname(first.norm_, morphology)
    quoted = first.i + 1 < len(doc) and doc[first.i + 1].text in QUOTES
    beside = before in TOWARDS and adjective.known and not quoted
    beside = beside and not is_known_surname(first.norm_, morphology)  # «свернуть к Октябрьской»
    return kind == "LOC" or before in STREET_PREPOSITIONS or beside
