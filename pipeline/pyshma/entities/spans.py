"""Name spans as rules pass them on, and the repair of what the name network marks: edges, and names that are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from .agreement import FRAMES, share_any_case, share_case
from .grammar import ADJECTIVAL, CASES, GENDERS, PERSON
from .houses import has_house, stop_before_house
from .lexicon import read_lexicon
from .morphology import Morphology, is_common_word, known_grammemes, known_parses
from .neighbours import token_after, word_before
from .surnames import read_surname
from .text import QUOTES, Name, is_capitalized, plain
from .unknown_names import TOWN_ENDS

HANGING: Final = frozenset({"gent", "gen1", "gen2", *ADJECTIVAL})
NAMED: Final = frozenset({"Geox", *PERSON})
FRAME: Final = frozenset({*GENDERS, *CASES})
PLACED: Final = frozenset({"в", "во", "на", "из", "у", "с", "до", "от", "за", "под"})
PREDICATES: Final = frozenset({"VERB", "ADJS", "PRTS"})
CLOSED: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "Apro", "INTJ"})
FUNCTION_WORDS: Final = CLOSED | {"ADVB", "PRED", "COMP"}
BORDERS: Final = frozenset("()[]:")


def trim(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """Take quotes and punctuation off the edges: «Уралэлектромедь» → Уралэлектромедь, Под | Каширой."""
    trimmed = []
    for name in names:
        start, stop = name.start, name.stop
        while start < stop and (_is_edge(doc[start]) or _leads_to_name(doc, start, stop, morphology)):
            start += 1
        while start < stop and _is_edge(doc[stop - 1]) and not _closes_inner_quote(doc, start, stop):
            stop -= 1
        if name.kind == "LOC":
            stop = stop_before_house(doc, start, stop)
        while stop - start > 1 and name.kind != "ORG" and is_function_word(doc[start], morphology):
            start += 1
        start += stop - start > 1 and name.kind == "LOC" and _opens_sentence_only(doc, start, morphology)
        while stop - start > 1 and name.kind != "ORG" and is_function_word(doc[stop - 1], morphology):
            stop -= 1
        if start < stop:
            trimmed.append(Name(start, _stop_with_quote(doc, start, stop), name.kind, name.canonical))
    return trimmed


def is_function_word(token: Token, morphology: Morphology) -> bool:
    """«Гуслянка | Вчера», «Там | Королёва»: to the dictionary an adverb or conjunction and nothing else."""
    readings = morphology.dictionary_grammemes(token.norm_) if len(token) > 1 else ()  # «А. Рослякова»
    return bool(readings) and all(grammemes & FUNCTION_WORDS for grammemes in readings)


def _opens_sentence_only(doc: Doc, start: int, morphology: Morphology) -> bool:
    """«Короче | Гатчина»: a word that may be a function word and stands in no case of the next."""
    first, following = doc[start], doc[start + 1]
    if not first.is_sent_start or not following.is_title:
        return False
    firsts, seconds = (morphology.dictionary_grammemes(token.norm_) for token in (first, following))
    return any(one & FUNCTION_WORDS for one in firsts) and not share_any_case(firsts, seconds)


def _leads_to_name(doc: Doc, index: int, stop: int, morphology: Morphology) -> bool:
    """A preposition, or «берег», «угол», that a sentence begins with: what follows is the name."""
    if index + 1 == stop:
        return False
    if doc[index].is_sent_start and is_capitalized(doc[index + 1]) and is_verb(doc[index], morphology):
        return True  # «Добавьте | Гале оклад»
    if doc[index].pos_ == "ADP" or {plain(doc[index].lemma_), doc[index].lower_} & read_lexicon().addressing:
        return True
    beside = doc[index].lemma_ in read_lexicon().beside
    return (
        bool(doc[index].is_sent_start) and beside and (doc[index + 1].pos_ == "ADP" or is_capitalized(doc[index + 1]))
    )


def _stop_with_quote(doc: Doc, start: int, stop: int) -> int:
    """Гимназия «Гармония | », Кравченко Л. М | .: a quote or the point of an initial that the network left out."""
    if stop < len(doc) and doc[stop].text == "." and _ends_in_initials(doc, start, stop):
        return stop + 1
    inside = sum(token.text in QUOTES for token in doc[start:stop])
    return stop + 1 if inside % 2 and stop < len(doc) and doc[stop].text in QUOTES else stop


def _ends_in_initials(doc: Doc, start: int, stop: int) -> bool:
    """Кравченко Л. М: two letters, the first one with its point."""
    first, point, last = (token.text for token in doc[stop - 3 : stop]) if stop - start > 3 else ("", "", "")
    return point == "." and len(first) == len(last) == 1 and first.isupper() and last.isupper()


def _is_edge(token: Token) -> bool:
    return token.text in QUOTES or token.is_punct or token.is_space


def _closes_inner_quote(doc: Doc, start: int, stop: int) -> bool:
    """ДК «Металлург»: the last quote belongs to the name when its opening is inside; so does the point of «П.»."""
    last = doc[stop - 1].text
    if last == ".":
        return len(doc[stop - 2].text) == 1 and doc[stop - 2].text.isupper()
    return last in QUOTES and any(token.text in QUOTES for token in doc[start : stop - 1])


def split_at_lines(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """No name runs over a line, a bracket, a colon («Р: Брат») or a sentence: a title and the first word are two."""
    parts = []
    for name in names:
        start = name.start
        for index in range(name.start, name.stop + 1):
            at_end = index == name.stop
            gap = not at_end and (doc[index].is_space or doc[index].text in BORDERS)
            if at_end or gap or (doc[index].is_sent_start and index > name.start):
                if index > start:
                    parts.append(Name(start, index, name.kind, name.canonical))
                start = index + gap
    return parts


def split_addresses(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """«Соликамск | ул Северная», «Москва | Улица Мира»: the word for a street begins another name."""
    heads = read_lexicon().streets
    parts = []
    for name in names:
        start = name.start
        for index in range(name.start + 1, name.stop - 1):
            head = heads.get(doc[index].lower_)
            if head is not None and (head != doc[index].lower_ or doc[index].is_title):
                parts.append(Name(start, index, name.kind, name.canonical))
                start = index
        parts.append(Name(start, name.stop, name.kind, name.canonical))
    return parts


def split_places(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """«на Яграх | морской музей», «в Лангепасе | спорта как грязи»: a place before what the network took along."""
    parts = []
    for name in names:
        second = _start_of_rest(doc, name, morphology)
        if second == name.stop:
            parts.append(name)
            continue
        parts.append(Name(name.start, second, "LOC"))
        if has_house(doc, name.stop):
            continue  # «Кунгур | Голдобина, 10»: a street, which its house tells
        if doc[second].is_title:
            parts.append(Name(second, name.stop, "PER"))
        elif name.stop - second > 1:
            parts.append(Name(second, name.stop, "ORG"))
    return parts


def _start_of_rest(doc: Doc, name: Name, morphology: Morphology) -> int:
    """Index after the place that a name opens with; its end where all belongs together."""
    if name.stop - name.start == 2:
        first, second = doc[name.start], doc[name.start + 1]
        town = has_house(doc, name.stop) and second.is_title and is_place_only(first.norm_, morphology)
        if town or _is_place_and_person(first, second, morphology):
            return name.start + 1
    if name.kind == "ORG" and name.stop - name.start > 1:
        if _stands_apart(doc[name.start], doc[name.start + 1], morphology):
            return name.start + 1
        placed = word_before(doc[name.start]) in PLACED
        lower = next((i for i in range(name.start + 1, name.stop) if doc[i].is_lower), name.stop)
        if placed and lower < name.stop and stands_alone(doc[lower - 1], doc[lower], morphology):
            return lower
    return name.stop


def _is_place_and_person(place: Token, person: Token, morphology: Morphology) -> bool:
    """«до Пышмы | Лёва», «Сысерть | Бажовым»: a place and a person in another case; but Теннесси Уильямс."""
    if not (place.is_title and person.is_title):
        return False
    places = [parse.grammemes for parse in morphology.parse_word(place.norm_)]
    people = known_grammemes(person.norm_, morphology)
    only = all({"Geox", "NOUN"} <= one and not one & PERSON for one in places)
    return bool(people) and only and all(one & PERSON for one in people) and not share_any_case(places, people)


def _stands_apart(place: Token, following: Token, morphology: Morphology) -> bool:
    """Whether a word is to the dictionary a place in a case that no name opens with, before a word in small letters."""
    readings = known_grammemes(place.norm_, morphology)
    oblique = bool(readings) and all({"Geox", "NOUN"} <= one and not {"nomn"} & one for one in readings)
    return place.is_title and following.is_lower and following.is_alpha and oblique


def cut_tails(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """Cut off what the network took along: Красноармейской | подопрут, Ключах | песка, Гроза | жевала яблоко."""
    cut = []
    for name in names:
        stop = _stop_before_verb(doc, name, morphology)
        while stop - 1 > name.start and hangs_on(doc[stop - 2], doc[stop - 1], name.kind, morphology):
            stop -= 1
        if stop - 1 > name.start and _is_of_next(doc[stop - 1], name.kind, morphology):
            stop -= 1
        stop -= name.kind == "LOC" and stop - 1 > name.start and _says_what_it_is(doc[stop - 2], doc[stop - 1])
        street = name.kind == "ORG" and stop < name.stop and stop - name.start == 1 and doc[name.start].pos_ == "ADJ"
        cut.append(Name(name.start, stop, "LOC" if street else name.kind, name.canonical))
    return cut


def _says_what_it_is(before: Token, last: Token) -> bool:
    """«Великие Луки | город маленький», but not «Белый городок»."""
    return last.lower_ in read_lexicon().settlements and last.is_lower and before.is_title and before.pos_ != "ADJ"


def noun_after(token: Token) -> Token | None:
    """The noun in small letters right after a word, if one stands there."""
    after = token_after(token)
    return after if after is not None and after.is_lower and after.pos_ == "NOUN" else None


def describes_next(token: Token, morphology: Morphology) -> bool:
    """«Антон Павлович Чехов | Практический результат»: an adjective that no person has, before its noun."""
    after = noun_after(token)
    if after is None:
        return False
    readings = morphology.dictionary_grammemes(token.norm_)
    adjective = is_common_word(readings) and all(grammemes & ADJECTIVAL for grammemes in readings)
    return adjective and share_case(token.norm_, after.norm_, morphology)


def _is_of_next(last: Token, kind: str, morphology: Morphology) -> bool:
    """Whether the last word belongs to the noun behind: «в Нижнем Новгороде | Практический результат»."""
    apart = kind == "LOC" and not share_case(last.nbor(-1).norm_, last.norm_, morphology)
    return (kind == "PER" or apart) and describes_next(last, morphology)


def _stop_before_verb(doc: Doc, name: Name, morphology: Morphology) -> int:
    for index in range(name.start + 1, name.stop):
        opener = len(doc[index]) > 1 and doc[index].lower_ in read_lexicon().openers
        opens = opener and doc[index].is_title  # «Махонину | Вот отсюда»
        if opens or (doc[index].is_lower and is_finite(doc[index], morphology)):
            return index
    return name.stop


def is_finite(token: Token, morphology: Morphology) -> bool:
    """A finite verb to the tagger, which the dictionary allows, or to the dictionary: «обмелела»."""
    finite = "Fin" in token.morph.get("VerbForm", []) and may_be_verb(token, morphology)
    return finite or _is_predicate(token, morphology)


def _is_predicate(token: Token, morphology: Morphology) -> bool:
    """Whether the dictionary has a word as a verb, and as nothing else but a short adjective: «пересохла», «стёрта»."""
    parses = known_parses(token.norm_, morphology)
    predicates = bool(parses) and all(parse.grammemes & PREDICATES for parse in parses)
    return predicates and any(parse.grammemes & {"VERB", "PRTS"} for parse in parses)


def may_be_verb(token: Token, morphology: Morphology) -> bool:
    """Not «ремёсел», whatever the tag says: the dictionary has it, and not as a verb."""
    known = known_parses(token.norm_, morphology)
    return not known or any("VERB" in parse.grammemes for parse in known)


def is_verb(token: Token, morphology: Morphology) -> bool:
    """Whether the dictionary knows a word as a verb and as nothing else."""
    readings = morphology.dictionary_grammemes(token.norm_)
    return bool(readings) and all(grammemes & {"VERB", "INFN", "PRTS"} for grammemes in readings)


def hangs_on(before: Token, last: Token, kind: str, morphology: Morphology) -> bool:
    """A lower-case word at the end of a place that neither agrees with the word before nor says what it is."""
    if not last.is_lower or _agrees_as_surname(before, last, morphology):
        return False
    if (
        last.pos_ in {"ADV", "ADP", "AUX"}
        or "Short" in last.morph.get("Variant", [])
        or _stands_beside(before, last, morphology)
    ):
        return True
    if kind != "LOC" or not is_capitalized(before):
        return False
    if stands_alone(before, last, morphology):
        return True
    if last.lemma_ in read_lexicon().classifiers:
        adjective = any(parse.grammemes & ADJECTIVAL for parse in morphology.parse_word(before.norm_))
        return adjective and not share_case(before.norm_, last.norm_, morphology)
    agrees = before.pos_ == "ADJ" or before.text.endswith(("ой", "ей", "ом", "ых"))
    return not (agrees and before.morph.get("Case", []) == last.morph.get("Case", []))


def stands_alone(before: Token, last: Token, morphology: Morphology) -> bool:
    """«в Санкино | почта», «в Рождественском | магазин»: a noun that neither agrees with the name nor hangs on it."""
    if not (before.is_title and last.is_lower):
        return False
    readings = known_grammemes(last.norm_, morphology)
    firsts = morphology.parse_word(before.norm_)
    if readings and all(one & ADJECTIVAL for one in readings):
        return all(parse.grammemes & ADJECTIVAL for parse in firsts) and not _share_frame(before, last, morphology)
    if not any("NOUN" in one for one in readings) or any(one & HANGING for one in readings):
        return False
    if _agrees_as_surname(before, last, morphology):
        return False
    adjectives = [parse.grammemes for parse in firsts if parse.grammemes & ADJECTIVAL]
    if adjectives and not before.norm_.endswith(TOWN_ENDS):  # Санкино
        return not share_any_case(adjectives, readings)
    return not any(parse.known and not parse.grammemes & NAMED for parse in firsts)


def _share_frame(before: Token, last: Token, morphology: Morphology) -> bool:
    """Whether two adjectives agree; «на Советской | тухлая курица» do not."""
    firsts, seconds = (morphology.parse_word(token.norm_) for token in (before, last))
    return any(
        frame.admits(one) and any(frame.admits(other) for other in seconds) for frame in FRAMES for one in firsts
    )


def _agrees_as_surname(before: Token, last: Token, morphology: Morphology) -> bool:
    """«в Орловой роще», «на Старцевой горе»: land named after somebody, in the gender and the case of its noun."""
    lemmas = {plain(parse.lemma) for parse in morphology.parse_word(last.norm_)}
    if not before.is_title or lemmas.isdisjoint(read_lexicon().landscape):
        return False
    readings = (*morphology.parse_word(before.norm_), *read_surname(before.norm_))
    surnames = [one.grammemes for one in readings if "Surn" in one.grammemes]
    nouns = [parse.grammemes for parse in morphology.parse_word(last.norm_) if "NOUN" in parse.grammemes]
    return any(len(one & noun & FRAME) > 1 for one in surnames for noun in nouns)


def _stands_beside(before: Token, last: Token, morphology: Morphology) -> bool:
    """«на Оке | пляж», «в Городце | пряники»: a noun in no case that could hang on the noun before."""
    if not is_capitalized(before):
        return False
    readings = known_grammemes(last.norm_, morphology)
    nouns = any({"NOUN", "nomn"} <= grammemes for grammemes in readings)
    hanging = any(grammemes & HANGING for grammemes in readings)
    firsts = morphology.parse_word(before.norm_)
    oblique = any({"NOUN"} <= parse.grammemes and parse.known for parse in firsts) and not any(
        parse.grammemes & ADJECTIVAL or {"NOUN", "nomn"} <= parse.grammemes for parse in firsts
    )
    return nouns and not hanging and oblique


def is_place_only(word: str, morphology: Morphology) -> bool:
    """Whether the dictionary knows a word, in lower case, only as a place name."""
    readings = morphology.dictionary_grammemes(word)
    return bool(readings) and all({"Geox", "NOUN"} <= grammemes for grammemes in readings)
