"""Streets, waters and roads: the word that says what they are, and the name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from .adjectives import adjective_reading, gender_of, nominative_adjective
from .agreement import share_any_case, share_case
from .eponyms import EPONYM, after_initials, after_rank
from .grammar import POSSESSIVES
from .houses import has_house
from .lexicon import read_lexicon
from .morphology import Morphology, known_grammemes
from .neighbours import lemma_before, token_before
from .normal_form import normal_form, with_capitals
from .spans import describes_next, hangs_on, is_finite, is_function_word, is_verb, noun_after
from .street_names import street_adjective, street_name
from .street_words import is_anniversary, is_ordinal, nominative_ordinal
from .text import QUOTES, Clue, Name, Text, is_capitalized, plain

MAX_WORDS: Final = 3
"""Words of a street name after its head: «улица Сакко и Ванцетти» is the longest common pattern."""
RIVER: Final = "реки"
WATERS: Final = {RIVER: RIVER, "р": RIVER, "канала": "канала", "кан": "канала"}
"""What lies along an embankment, as addresses write it."""
FOUNDERS: Final = tuple(end for end in POSSESSIVES if end != "ын")
"""Ends of adjectives of the names of saints, of which none ends in ц, as a word must for -ын."""


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
        name = (
            _name_in_quotes(doc, head, shown)
            or _embankment_of_water(doc, head, shown)
            or _name_before_abbreviation(doc, head, shown, morphology)
            or _name_before_side(doc, head, shown, morphology)
            or _name_after(doc, head, shown, morphology)
            or _name_before(doc, head, shown, morphology)
        )
        if name is not None:
            yield name


def _name_in_quotes(doc: Doc, head: Token, shown: str) -> Name | None:
    """Башня «Исеть», трасса «Кола»: places that are called something; parks are among the institutions."""
    lexicon, first = read_lexicon(), head.i + 1
    if first + 2 >= len(doc) or doc[first].text not in QUOTES or not doc[first + 1].is_title:
        return None
    if shown not in lexicon.landscape.values() or shown in lexicon.quoted.values() or doc[first + 2].text not in QUOTES:
        return None
    return Name(head.i, first + 3, "LOC", f"{shown} «{doc[first + 1].text}»")


def _embankment_of_water(doc: Doc, head: Token, shown: str) -> Name | None:
    """«наб. реки Фонтанки», «наб р. Мойки», «набережной реки Карповки, 5», «наб. кан. Грибоедова»: a street."""
    index = head.i + 1
    index += index < len(doc) and doc[index].text == "."
    water = index
    kind = WATERS.get(doc[index].lower_, "") if index < len(doc) else ""
    index += bool(kind)
    index += water < index < len(doc) and doc[index].text == "."
    if shown != "набережная" or index == water or index >= len(doc) or not is_capitalized(doc[index]):
        return None
    addressed = kind != RIVER or is_abbreviated_street(head, shown) or has_house(doc, index + 1)
    return Name(head.i, index + 1, "LOC", f"{shown} {kind} {doc[index].text}") if addressed else None


def _name_after(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    start = head.i + 1
    if start < len(doc) and doc[start].text == "." and is_abbreviated_street(head, shown):
        start += 1
    first = _after_named(doc, start)
    street, park = shown in read_lexicon().streets.values(), shown in read_lexicon().parks
    stop = _stop_of_name(doc, first, dates=street, morphology=morphology)
    words = doc[first:stop]
    if stop == first or _is_side_of_city(words[0]):
        return None
    if first > start:
        return Name(head.i, stop, "LOC", street_name(words, shown if street else f"{shown} имени", morphology))
    if _lies_there(head, words, shown, morphology):
        return None
    if street or park:
        return Name(head.i, stop, "LOC", street_name(words, shown, morphology))
    return Name(head.i, stop, "LOC", f"{shown} {_landscape_rest(head, words, shown, morphology)}")


def _after_named(doc: Doc, start: int) -> int:
    """«набережная им. | Серебрякова», «канал имени | Москвы»: where the name begins."""
    named = start < len(doc) and doc[start].lower_ in EPONYM
    pointed = named and doc[start].lower_ == "им" and doc[start + 1 : start + 2].text == "."
    return start + named + pointed


def _lies_there(head: Token, words: Span, shown: str, morphology: Morphology) -> bool:
    """«в парке Кинешмы», «с улиц Москвы», «набережная Клязьмы», «на вокзале Тюмени»: whose it is, and no name."""
    lexicon, street = read_lexicon(), shown in read_lexicon().streets.values()
    if shown in lexicon.after_adjective and not _stands_behind(head, words, morphology):
        return True
    if shown == "набережная" and len(words) == 1 and _is_of_river(words[0], morphology):
        return True
    several = "Plur" in head.morph.get("Number", []) and not _is_at_crossing(head)
    apart = not street and not _agree_in_case(head, words[0], morphology)
    return _is_town_in_genitive(words, morphology) and (shown in lexicon.parks or several or apart)


def _stands_behind(head: Token, words: Span, morphology: Morphology) -> bool:
    """«на сопке Обзорной»: an adjective that agrees with the word before and has no other noun."""
    return len(words) == 1 and noun_after(words[0]) is None and share_case(words[0].norm_, head.norm_, morphology)


def _landscape_rest(head: Token, words: Span, shown: str, morphology: Morphology) -> str:
    """озеро | Светлое, озеро | Балтым."""
    gender = gender_of(shown, morphology)
    reading = adjective_reading(words[0].norm_, gender, morphology) if len(words) == 1 else None
    if reading is not None and reading.known and share_case(words[0].norm_, head.norm_, morphology):
        return nominative_adjective(words[0].norm_, gender, morphology).capitalize()
    return normal_form(Span(words.doc, words.start, words.end, label="LOC"), morphology)


def _is_at_crossing(head: Token) -> bool:
    """«на перекрёстке | улиц Куйбышева и Лодыгина»: both are streets, whatever town one is called like."""
    return lemma_before(head) in read_lexicon().crossings


def _is_side_of_city(token: Token) -> bool:
    """«Большой проспект | ПС»: two letters."""
    return token.is_upper and len(token) == 2


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
    readings = known_grammemes(words[0].norm_, morphology)
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
    stop = first = after_rank(doc, after_initials(doc, start))
    while stop < len(doc) and stop - first < MAX_WORDS and not (doc[stop].is_sent_start and doc[stop - 1].text != "."):
        token = doc[stop]
        if token.text == "." or (token.is_lower and is_finite(token, morphology)):
            break  # «Речка Быстрая | обмелела»
        if token.is_title and (is_function_word(token, morphology) or is_verb(token, morphology)):
            break  # «речка Гуслянка | Вчера», «и пр. | Считаю»
        if stop > first and token.is_title and describes_next(token, morphology):
            break  # «наб. Арсенальная | Практический результат»
        named = (
            is_capitalized(token)
            or (token.i > first and token.ent_iob_ == "I" and not hangs_on(doc[stop - 1], token, "LOC", morphology))
            or (token.is_lower and token.ent_iob_ == "B")
        )
        dated = (
            dates
            and (token.is_digit or is_anniversary(token.text) or is_ordinal(token.text))
            and stop + 1 < len(doc)
            and (doc[stop + 1].lower_ in read_lexicon().date_words or _is_long_capital(doc[stop + 1]))
        )
        if (
            not (named or dated or (dates and token.lower_ in read_lexicon().date_words and stop > first))
            or token.text in QUOTES
        ):
            break
        stop += 1
    if stop == first:
        return start
    if not dates:
        return stop
    return stop + 1 if _ends_before_house(doc, stop) else _without_house(doc, first, stop)


def _ends_before_house(doc: Doc, index: int) -> bool:
    """«пр. Дружбы | народов 14/1»: a noun in the genitive plural that a house follows."""
    token = doc[index] if index < len(doc) else None
    if token is None or not token.is_lower or plain(token.lemma_) in read_lexicon().numbered_things:
        return False
    people = {"Gen", "Plur"} <= {*token.morph.get("Case", []), *token.morph.get("Number", [])}
    return token.pos_ == "NOUN" and people and has_house(doc, index + 1)


def _is_long_capital(token: Token) -> bool:
    """A word, and neither the letter of a house («переулок 14 Б») nor the next word stuck to it («63Нашей»)."""
    return is_capitalized(token) and len(token) > 1 and bool(token.nbor(-1).whitespace_)


def _without_house(doc: Doc, start: int, stop: int) -> int:
    """улица Полевая | 17, проспект Энгельса | 129 Кор: the number of a house is no part of the name."""
    for index in range(start + 1, stop):
        dated = index + 1 < stop and doc[index + 1].lower_ in read_lexicon().date_words
        if doc[index].is_digit and not dated:
            return index
    return stop


def _name_before(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    """Успенский проспект, Исетское озеро: one capitalised adjective that agrees with the head."""
    before = token_before(head, in_sentence=True)
    if before is None:
        return None
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
    ordinal = nominative_ordinal(doc[before.i - 1].text, gender) if before.i else ""
    words = [ordinal, name]
    if shown == "улица":
        words = [shown, ordinal, name.rpartition(" ")[0]]  # «на Метельной улице» is улица Метельная
    return Name(before.i - bool(ordinal), head.i + 1, "LOC", " ".join(filter(None, words)))


def _name_before_abbreviation(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    """«Пулковское ш», «у Матвеевского пер.», «Большая Пушкарская ул»: an abbreviation has no case to agree in."""
    before = token_before(head)
    if before is None or not is_abbreviated_street(head, shown):
        return None
    if not is_capitalized(before) or not _may_precede(before, head, shown, morphology):
        return None
    size = token_before(before)
    first = before.i - (size is not None and is_capitalized(size) and size.lemma_ in read_lexicon().town_adjectives)
    gender = gender_of(shown, morphology)
    words = [with_capitals(nominative_adjective(word.norm_, gender, morphology)) for word in doc[first : head.i]]
    if first and (ordinal := nominative_ordinal(doc[first - 1].text, gender)):
        first, words = first - 1, [ordinal, *words]
    name = f"{shown} {' '.join(words)}" if shown == "улица" else f"{' '.join(words)} {shown}"
    return Name(first, head.i + 1, "LOC", name, sure=True)


def _may_precede(word: Token, head: Token, shown: str, morphology: Morphology) -> bool:
    """«в сторону Ириновского | пр.»: an adjective, which may look like a surname where no name follows the head."""
    if street_adjective(word, shown, morphology) is not None:
        return True
    after = next((token for token in word.doc[head.i + 1 : head.i + 3] if token.text != "."), None)
    masculine = gender_of(shown, morphology) == "masc" and word.norm_.endswith("ского")
    return masculine and (after is None or not is_capitalized(after))


def _name_before_side(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    """«Большой проспект Петроградской стороны»: on which side it lies belongs to the name of a street."""
    stop = head.i + 3
    if shown not in read_lexicon().streets or stop > len(doc) or doc[stop - 1].lemma_ != "сторона":
        return None
    name = _name_before(doc, head, shown, morphology)
    return None if name is None else Name(name.start, stop, "LOC", f"{name.canonical} {doc[head.i + 1 : stop].text}")


def _is_owned_monastery(before: Token, head: Token) -> bool:
    """Ферапонтов монастырь: named after its founder, in the nominative; other cases are those of an adjective."""
    return head.lower_ == "монастырь" and before.is_title and before.norm_.endswith(FOUNDERS)
