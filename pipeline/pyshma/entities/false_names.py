"""Which of the names found are none: common words that a sentence or shouting capitalised, kinds that stand alone."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from .agreement import share_case
from .false_phrases import capital_says_nothing, is_common, is_false_phrase, is_kind
from .grammar import ADJECTIVAL, NAMES, PERSON
from .lexicon import read_lexicon
from .morphology import Morphology, is_usual_name, known_grammemes, known_parses, may_be_common
from .neighbours import follows_quote, token_after, token_before
from .normal_form import abbreviation_stem
from .spans import CLOSED, FUNCTION_WORDS, is_function_word, noun_after
from .street_words import is_day
from .surnames import read_surname
from .text import QUOTES, Name, is_dated, plain

COMMON_RATIO: Final = 1.5
"""A word that begins a sentence is a common one if these readings are so many times as probable as those as a place."""
MOSTLY: Final = 0.5
"""Share of readings as a preposition and the like of a word that is no name."""
ABSTRACT: Final = ("ние", "тие", "ость", "ство", "ция", "проект", "закон")
"""Ends of common nouns that name no place: «в Заявлении», «Правительство»."""
_BY_LANGUAGE = re.compile("по-[а-яё]+ски")
_GLUED = re.compile(r"(?:^|\s)[а-яё]{3,}[А-ЯЁ]")
"""«июлеЯ»: two words without the space between them; СберБанк begins with a capital."""
_LORRIES = re.compile(r"(?:КамА|КАМА|БелА|ЛиА|ПА|УА|ГА|ВА|МА|КрА)З(?:(?P<several>ы|ов|ам|ами|ах)|а|у|е|ом)?")
"""Lorries and buses: «на КамАЗах», «два КамАЗа», «возит свёклу на «КамАЗе»»; the works are one and without quotes."""
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.\s?)+[А-ЯЁ]?")
"""«В.О.» and «Р.Ф.»: no surname"""
NEAR: Final = 12
MIN_FOREIGN: Final = 4
"""Words in small letters, among so many before and behind a name, that tell in which language it stands."""
FAMILIES: Final = ("овых", "евых", "ёвых", "иных", "ыных")
DIVISIONS: Final = frozenset({"район", "область", "округ", "микрорайон", "квартал", "поселение", "сторона"})
PERSONAL: Final = frozenset({"1per", "2per", "3per"})
"""«Снизится», «Предлагаю»: forms of verbs that no name looks like; Ставил and Гуляй may be surnames."""
_VERBAL = re.compile("(?:с[яь]|[аеуюя]я|вши)$")
"""Ends of «Исключались», «Замораживая», where they are verbs to the dictionary; Граня is a name."""
VERBS: Final = frozenset({"VERB"})
NOT_NOUNS: Final = FUNCTION_WORDS | {"VERB", "INFN", "GRND", "ADJS", "PRTS"}


def drop_false(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """Drop what is no name: single letters, numbers, ТЦ alone, common words that a sentence or shouting capitalised."""
    surnames = {doc[name.stop - 1].lemma_ for name in names if name.kind == "PER" and name.stop - name.start > 1}
    terms = {doc[name.start].text for name in names if _is_term(doc, name)}
    kept = [
        name
        for name in names
        if not _is_false(doc, name, surnames, morphology) and doc[name.start : name.stop].text not in terms
    ]
    lone = {doc[name.start].lemma_ for name in kept if name.stop - name.start == 1 and not name.canonical}
    ordinary = {token.lemma_ for token in doc if token.is_lower and token.lemma_ in lone} if lone else set()
    return [name for name in kept if not (ordinary and _is_ordinary(doc, name, ordinary, morphology))]


def _is_term(doc: Doc, name: Name) -> bool:
    """«коэффициент трудового участия (КТУ)»: short for words in small letters that are no institution."""
    short, start = doc[name.start], name.start - 1 - len(doc[name.start])
    if name.stop - name.start > 1 or not short.is_upper or start < 0 or doc[name.start - 1].text != "(":
        return False
    words = doc[start : name.start - 1]
    initials = "".join(word.text[0] for word in words)
    return initials == short.lower_ and not any(map(is_kind, words))


def _is_ordinary(doc: Doc, name: Name, ordinary: Container[str], morphology: Morphology) -> bool:
    """«внесён Закон» beside «по этому закону»: a common word that its text writes in small letters as well."""
    token = doc[name.start]
    quoted = follows_quote(doc[name.start])
    single = name.stop - name.start == 1 and not name.canonical and not name.sure
    return single and not quoted and token.lemma_ in ordinary and is_common(token, morphology)


def _is_false(doc: Doc, name: Name, surnames: Container[str], morphology: Morphology) -> bool:
    if name.sure or (name.kind == "ORG" and name.canonical and _is_open_or_shut(doc[name.start])):
        return False
    text = doc[name.start : name.stop].text
    foreign = name.kind == "LOC" and text.replace("-", "").isascii()  # «в Paint»
    if (
        foreign
        or (name.kind == "PER" and _is_foreign(doc[name.start], morphology))
        or _GLUED.search(text)
        or _is_lorry(doc[name.start], text)
        or _INITIALS.fullmatch(text)
        or text.endswith("-")  # «Закон- это»
        or (name.kind == "PER" and text.istitle() and is_dated(text))  # «Стратегия-2030»
        or (name.kind == "ORG" and _is_no_organisation(doc, name))
        or sum(map(str.isalpha, text)) < 2
        or text.lower() in read_lexicon().lone
    ):
        return True
    if name.stop - name.start > 1:
        return is_false_phrase(Span(doc, name.start, name.stop, label=name.kind), name, morphology)
    return _is_false_word(doc[name.start], name, surnames, morphology)


def _is_false_word(token: Token, name: Name, surnames: Container[str], morphology: Morphology) -> bool:
    says_nothing = capital_says_nothing(token)
    several = says_nothing and name.kind == "LOC" and _is_plural_noun(token, morphology)
    if several or (is_common(token, morphology) and (says_nothing or token.is_lower)):
        return True
    return not name.canonical and (
        is_day(token)  # «К 1 Мая обещали»
        or _is_cut_short(token)
        or _is_kind_alone(token, name.kind, morphology)
        or _is_no_noun(token, name.kind, morphology)
        or (name.kind == "LOC" and _is_no_place(token))
        or (token.is_upper and is_function_word(token, morphology))  # «комиссия от «ОТ» до «ДО»»
        or _is_shouted(token, morphology)
        or ((name.kind != "LOC" or is_common(token, morphology)) and _describes(token, name.kind, morphology))
        or (name.kind == "PER" and token.lemma_ not in surnames and _is_common_person(token, morphology))
        or (says_nothing and _is_doubtful(name.kind, token, morphology))
    )


def _is_no_place(token: Token) -> bool:
    """«между Парадными», «в Районе сердца», «Ул. 2я …»: a part of a house or of a country, a street alone."""
    lemma = plain(token.lemma_)
    return lemma in read_lexicon().no_places or lemma in DIVISIONS or plain(token.text) in read_lexicon().streets


def _is_cut_short(token: Token) -> bool:
    """«Жил.инспекция», «Мед.учреждения»: a point without a space, and the word goes on in small letters."""
    after = token.doc[token.i + 1 : token.i + 3]
    return len(after) > 1 and after[0].text == "." and after[1].is_lower and not after[0].whitespace_


def _is_foreign(token: Token, morphology: Morphology) -> bool:
    """«Минем әнием Казанда яши, мин бишенче сыйныфта укыйм»: the dictionary lacks most of the words around."""
    words = [word for word in token.doc[max(0, token.i - NEAR) : token.i + NEAR] if word.is_lower and word.is_alpha]
    known = [word for word in words if known_parses(word.norm_, morphology)]
    return len(words) >= MIN_FOREIGN and 2 * len(known) < len(words)


def _is_lorry(token: Token, text: str) -> bool:
    lorry = _LORRIES.fullmatch(text)
    before = token_before(token) if lorry else None
    return lorry is not None and bool(lorry["several"] or (before and (before.text in QUOTES or before.pos_ == "NUM")))


def _is_no_organisation(doc: Doc, name: Name) -> bool:
    """«Дом 22», «Третий дом без света», «Главный санитарный врач»."""
    first, last = doc[name.start], doc[name.stop - 1]
    if first.lemma_ in {"дом", "корпус"} and name.stop - name.start > 1 and doc[name.start + 1].is_digit:
        return True
    if name.stop < len(doc) and doc[name.stop].text in QUOTES:
        return False
    lemma = plain(last.lemma_)
    counted = first.lemma_ in read_lexicon().ordinals and lemma == "дом"
    return counted or (last.is_lower and lemma in read_lexicon().titles)


def _is_kind_alone(token: Token, kind: str, morphology: Morphology) -> bool:
    """«сходили в Гимназию», «двор нашего Храма», «ВУЗах»: no more than a kind, unless it is quoted."""
    if follows_quote(token):
        return False
    lexicon = read_lexicon()
    lemma = plain(token.lemma_)
    placed = any({"Geox", "NOUN"} <= parse.grammemes for parse in morphology.parse_word(token.norm_))
    if lemma in {"дума", "кремль"} or (kind == "LOC" and placed):
        return False  # «интернат в Луге»
    abstract = lemma.endswith(ABSTRACT) and is_common(token, morphology)
    kinds = (lexicon.institutions, lexicon.bodies, lexicon.with_capital, lexicon.numbered, lexicon.landscape)
    kind_of = abstract or any(lemma in words for words in (*kinds, lexicon.lone))
    return kind_of or abbreviation_stem(token.text).lower() in lexicon.lone


def _is_common_person(token: Token, morphology: Morphology) -> bool:
    """«готовится сам Сын», «По-шорски говорят»: a slip of the keyboard, unless somebody is called so."""
    if _BY_LANGUAGE.fullmatch(token.norm_) or _is_common_compound(token.norm_, morphology):
        return True
    before = token_before(token, in_sentence=True)
    called = before is not None and plain(before.lemma_) in read_lexicon().titles | read_lexicon().calling
    parses = morphology.parse_word(token.norm_)
    nouns = all("NOUN" in parse.grammemes for parse in parses)
    called = called or is_usual_name(token.norm_, morphology)
    return nouns and not called and not read_surname(token.norm_) and is_common(token, morphology)


def _is_common_compound(word: str, morphology: Morphology) -> bool:
    """«Машина-ассенизатор», but not «Варвара-повариха»: two words that the dictionary has in small letters."""
    first, _, last = word.partition("-")
    readings = morphology.dictionary_grammemes(first) if last else ()
    common = may_be_common(readings) and not any("Name" in grammemes for grammemes in readings)
    return common and may_be_common(morphology.dictionary_grammemes(last))


def _describes(token: Token, kind: str, morphology: Morphology) -> bool:
    """«приезжают Пермские врачи», «Павловский лимон»: an adjective before its noun names nothing."""
    after = noun_after(token)
    if after is None or after.is_sent_start or token.is_upper:
        return False
    if kind == "PER" and token.norm_.endswith(FAMILIES):
        return False  # «у Слепцовых пол уехал»
    if kind != "ORG":
        return share_case(token.norm_, after.norm_, morphology)  # «Опавшая листва», but «в Солнечном магазин»
    readings = [parse.grammemes for parse in morphology.parse_word(token.norm_)]
    return bool(readings) and all(grammemes & ADJECTIVAL for grammemes in readings)


def _is_no_noun(token: Token, kind: str, morphology: Morphology) -> bool:
    """Pronouns and the like, which a slip of the keyboard capitalised; verbs after a sign, and where no person is."""
    before = token_before(token)
    if kind == "ORG" and before is not None and before.text in QUOTES:
        return False  # «Сбереги», but not what is said: «Дыши, чемпион»
    wanted = NOT_NOUNS if before is None or not before.is_alpha or kind == "ORG" else FUNCTION_WORDS
    wanted = wanted | VERBS if kind == "LOC" else wanted
    parses = morphology.parse_word(token.norm_)
    if sum(parse.probability for parse in parses if parse.known and parse.grammemes & FUNCTION_WORDS) > MOSTLY:
        return True
    if not all(parse.known for parse in parses):
        return False
    personal = _VERBAL.search(token.norm_) is not None or any(parse.grammemes & PERSONAL for parse in parses)
    return bool(parses) and all(parse.grammemes & (NOT_NOUNS if personal else wanted) for parse in parses)


def _is_shouted(token: Token, morphology: Morphology) -> bool:
    """«почистили ВСЮ дорогу»: a common word in capitals."""
    quoted = follows_quote(token)
    nouns = any("NOUN" in parse.grammemes for parse in morphology.parse_word(token.norm_))
    return token.is_upper and not quoted and not nouns and is_common(token, morphology)


def _is_doubtful(kind: str, token: Token, morphology: Morphology) -> bool:
    """Whether a word that begins a sentence is more likely a common one: «Судак ушёл», «Электросамокаты летят»."""
    if kind == "PER":
        return not _may_be_person(token, morphology)
    parses = morphology.parse_word(token.norm_)
    if kind == "ORG":
        known = any(parse.known for parse in parses)
        return not known and token.is_title and all("plur" in parse.grammemes for parse in parses)
    if any(parse.grammemes & PERSONAL for parse in parses):
        return True  # «Режу камень»
    place = sum(parse.probability for parse in parses if "Geox" in parse.grammemes)
    common = sum(parse.probability for parse in parses if parse.known and not parse.grammemes & NAMES)
    return 0 < place * COMMON_RATIO < common


def _is_open_or_shut(token: Token) -> bool:
    """«Магнит закрыли»: what follows is said of shops rather than of magnets."""
    after = token_after(token)
    return after is not None and plain(after.lemma_) in read_lexicon().doings_of_shops


def _is_plural_noun(token: Token, morphology: Morphology) -> bool:
    """«Шахты», «Ключи»: more likely the plural of a common noun than a place."""
    nouns = known_grammemes(token.norm_, morphology)
    several = any({"NOUN", "plur", "nomn"} <= grammemes and not grammemes & NAMES for grammemes in nouns)
    return several and _is_doubtful("LOC", token, morphology)


def _may_be_person(token: Token, morphology: Morphology) -> bool:
    """Whether a word that begins a sentence is a person: to the dictionary, or unknown and like a surname."""
    parses, known = morphology.parse_word(token.norm_), known_grammemes(token.norm_, morphology)
    if any(grammemes & CLOSED for grammemes in known):
        return False
    if known:
        common = any("inan" in parse.grammemes and not parse.grammemes & NAMES for parse in parses)
        usual = any(parse.lemma in read_lexicon().speaking_names for parse in parses)
        rare = common and not usual and not is_usual_name(token.norm_, morphology)  # «Люк открыт»
        return any(grammemes & (PERSON - {"Name"} if rare else PERSON) for grammemes in known)
    return bool(read_surname(token.norm_)) or any(parse.grammemes & PERSON for parse in parses)
