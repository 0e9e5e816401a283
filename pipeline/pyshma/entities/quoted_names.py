"""Names in quotes: with the word before them (ДК «Металлург», детский сад «Морошка»), or alone («в «Юности»»)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from .agreement import share_case
from .lexicon import read_lexicon
from .morphology import Morphology, is_known_surname, known_grammemes
from .neighbours import lemma_before, token_before, word_before
from .street_words import is_genitive_name
from .text import MAX_ACRONYM, QUOTES, Clue, Name, Text, is_capitalized, plain
from .unknown_names import TOWN_ENDS

INSTITUTION_PREPOSITIONS: Final = frozenset(
    {"в", "во", "на", "из", "от", "с", "при", "у", "до", "около", "возле", "мимо", "напротив", "к", "ко", "за", "рядом"}
)
CALLED_NEAR: Final = 12
"""Words before a quote among which something says that a work or an animal is named."""
CODES_OF_LAW: Final = frozenset({"ук", "жк", "гк", "тк", "нк", "ск"})
"""Before РФ these are codes: «ст. 157 ЖК РФ»."""
RUSSIAN: Final = re.compile("[а-яё]+")
MIN_ABBREVIATION: Final = 2
MIN_TRADE: Final = 5
"""Letters of a word such as «железнодорожников»."""
MIN_TITLE: Final = 3
"""Letters of a name in capitals after УК, ДК and the like."""
NAMING: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADP", "X"})
"""Parts of speech that names open with; a sign may say «Не сидеть» as well."""
MAX_CALLED: Final = 2
MAX_QUOTED: Final = 4
"""Words between the quotes of a name; longer quotations are speech."""


def quoted_head(form: str, lemma: str) -> str:
    """The word that stands before a quoted name, as names show it; empty for other words."""
    heads = read_lexicon().quoted
    written = heads.get(form.lower(), "") if form.isupper() or form.istitle() else ""
    return written or heads.get(plain(lemma), "")


def opens_quote(form: str, lemma: str) -> bool:
    """Whether a quoted name may follow the word and keep it."""
    lexicon, word = read_lexicon(), plain(lemma)
    ends_phrase = any(words[-1] == word for words in lexicon.phrases)
    short = form.isupper() and MIN_ABBREVIATION <= len(form) <= MAX_ACRONYM
    return ends_phrase or short or bool(quoted_head(form, lemma)) or form.lower() in lexicon.quoted_complements


def find_quoted(text: Text) -> Iterator[Name]:
    """ДК «Металлург», ДК Металлург, технопарк «Медь»."""
    doc = text.doc
    for token in text.tokens(Clue.QUOTED_HEAD):
        if token.i + 1 == len(doc) or _is_criminal_code(token):
            continue
        shown = quoted_head(token.text, token.lemma_) or _abbreviated_head(token, text.morphology)
        if shown.endswith(" сад") and "Plur" in token.morph.get("Number", []):
            continue  # «до садов «Заря»»
        start = token.i - (shown.endswith(" сад") and lemma_before(token) == "детский")
        if (complemented := _complemented_head(token)) is not None:
            start, shown = token.i - 1, complemented
        if (phrase := _phrase_head(doc, token)) is not None:
            start, shown = phrase
        if shown in read_lexicon().quoted_of_person and _is_person(doc[token.i + 1], text.morphology):
            yield Name(start, token.i + 2, "ORG", f"{shown} {doc[token.i + 1].text}")
            continue
        after = _after_legal_form(doc, token.i + 1)
        quoted = _quoted_words(doc, after)
        if quoted is None and (
            (shown.isupper() and _may_be_title(doc, token.i + 1, text.morphology))
            or _is_bare_title(doc, token, shown, text.morphology)
        ):
            quoted = _title_of_two(doc, token.i + 1, text.morphology) or _capitalized_words(doc, token.i + 1)
        if quoted is not None and shown and quoted[0][:1].isupper():
            words, stop = quoted
            yield Name(start, stop, "ORG", f"{shown} «{words}»")
        elif (shown.isupper() or complemented) and _is_trade(doc[token.i + 1], text.morphology):
            yield Name(start, token.i + 2, "ORG", f"{shown} {doc[token.i + 1].text}")


def _abbreviated_head(token: Token, morphology: Morphology) -> str:
    """«НГДУ «Лениногорскнефть»»: an abbreviation before quotes that is no legal form and no shouted word."""
    quoted = token.doc[token.i + 1].text in QUOTES
    short = token.is_upper and RUSSIAN.fullmatch(token.lower_) and MIN_ABBREVIATION <= len(token) <= MAX_ACRONYM
    legal = token.lower_ in read_lexicon().legal
    return token.text if quoted and short and not legal and not morphology.dictionary_grammemes(token.norm_) else ""


def _is_criminal_code(token: Token) -> bool:
    """«статья 131 | УК «Изнасилование»»: the number of an article before it."""
    return token.text == "УК" and token.i > 0 and token.nbor(-1).is_digit


def _after_legal_form(doc: Doc, index: int) -> int:
    """«управляющая компания ООО | «Уют»»: index after the legal form."""
    return index + (index + 1 < len(doc) and doc[index].is_upper and doc[index].lower_ in read_lexicon().legal)


def _is_person(token: Token, morphology: Morphology) -> bool:
    """ДК | Горького."""
    surname = token.is_title and is_known_surname(token.norm_, morphology)
    return surname and is_genitive_name(token.norm_, morphology)


def _may_be_title(doc: Doc, index: int, morphology: Morphology) -> bool:
    """«УК Колибри», but not «УК РФ», «УК России»: a title stands in the nominative."""
    if doc[index].is_upper and len(doc[index]) < MIN_TITLE:
        return doc[index - 1].lower_ not in CODES_OF_LAW
    readings = morphology.parse_word(doc[index].norm_)
    return not any(parse.known for parse in readings) or any("nomn" in parse.grammemes for parse in readings)


def _is_bare_title(doc: Doc, head: Token, shown: str, morphology: Morphology) -> bool:
    """«на стадионе Шахтёр»: a name in the nominative after a head in another case."""
    plural_or_nominative = {"Plur", "Nom"} & {*head.morph.get("Number", []), *head.morph.get("Case", ["Nom"])}
    if shown not in read_lexicon().without_quotes or plural_or_nominative:
        return False
    readings = [parse.grammemes for parse in morphology.parse_word(doc[head.i + 1].norm_)]
    return any({"NOUN", "nomn"} <= grammemes and not grammemes & {"Surn", "Patr"} for grammemes in readings)


def _complemented_head(token: Token) -> str | None:
    """Дом | культуры «Химик»: a word that says what kind of house it is."""
    before = token_before(token)
    if before is None or token.lower_ not in read_lexicon().quoted_complements:
        return None
    head = plain(before.lemma_)
    if head not in read_lexicon().complemented:
        return None
    titled = before.is_title and not before.is_sent_start
    return f"{head.capitalize() if titled else head} {token.lower_}"


def _phrase_head(doc: Doc, token: Token) -> tuple[int, str] | None:
    """Управляющая | компания «Уют»: where a head of several words begins, and what names show for it."""
    for words, shown in read_lexicon().phrases.items():
        start = token.i + 1 - len(words)
        if start >= 0 and tuple(plain(word.lemma_) for word in doc[start : token.i + 1]) == words:
            return start, shown
    return None


def _is_trade(token: Token, morphology: Morphology) -> bool:
    """ДК железнодорожников: people in the genitive plural."""
    readings = known_grammemes(token.norm_, morphology)
    return (
        token.is_lower
        and len(token) >= MIN_TRADE
        and any({"NOUN", "anim", "gent", "plur"} <= grammemes for grammemes in readings)
    )


def find_quoted_places_of_work(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """«на «Уралредмете», в «Юности», от «Контура»»: what one is in, at or from is an institution.

    Works of art stand after such prepositions too («в «Войне и мире»»), rarely in writing about a town. What the
    network has for a name stays, but for one word that is a place to it: «возле «Эссена»».
    """
    doc = text.doc
    places = {name.start for name in names if name.kind == "LOC" and name.stop - name.start == 1}
    taken = {name.start for name in names} - places
    for quote in text.tokens(Clue.QUOTE):
        first = quote.i + 1
        if first < len(doc) and word_before(quote) in INSTITUTION_PREPOSITIONS:
            quoted = _quoted_words(doc, quote.i)
            named = first in taken or (first in places and doc[first].norm_.endswith(TOWN_ENDS))
            if quoted is not None and not named and doc[first].text[:1].isupper() and quoted[1] - first < MAX_QUOTED:
                yield Name(first, quoted[1] - 1, "ORG")


def find_called(text: Text) -> Iterator[Name]:
    """«магазин один, называется «Меркурий»», «название уже есть: «Сугроб»»; but not «фильм называется «Брат»»."""
    doc, lexicon = text.doc, read_lexicon()
    for quote in text.tokens(Clue.QUOTE):
        before = [plain(token.lemma_) for token in doc[max(0, quote.i - CALLED_NEAR) : quote.i] if token.is_alpha]
        if not _is_called(before) or (lexicon.works | lexicon.animals) & set(before):
            continue
        quoted = _quoted_words(doc, quote.i)
        if quoted is not None and _may_be_called(doc, quote.i + 1, quoted[1] - 1):
            yield Name(quote.i + 1, quoted[1] - 1, "ORG")


def _may_be_called(doc: Doc, start: int, stop: int) -> bool:
    """One word or two, or two with «и»: «Арсен и сын»."""
    short = stop - start <= MAX_CALLED or (stop - start == MAX_CALLED + 1 and doc[start + 1].lower_ == "и")
    return short and doc[start].text[:1].isupper() and doc[start].pos_ in NAMING


def _is_called(before: Sequence[str]) -> bool:
    """Whether the words before a quote say that an institution is called so: «открыл пекарню, назвал «Кольцо»»."""
    lexicon = read_lexicon()
    if not lexicon.called.isdisjoint(before[-3:]):
        return True
    named = not lexicon.calling.isdisjoint(before[-3:]) and not lexicon.introducing.isdisjoint(before)
    return named or ("вывеска" in before and before[-1].startswith("написа"))


def _quoted_words(doc: Doc, index: int) -> tuple[str, int] | None:
    if doc[index].text not in QUOTES:
        return None
    for stop in range(index + 1, min(index + 2 + MAX_QUOTED, len(doc))):
        if doc[stop].text in QUOTES and stop > index + 1:
            return doc[index + 1 : stop].text, stop + 1
    return None


def _title_of_two(doc: Doc, index: int, morphology: Morphology) -> tuple[str, int] | None:
    """«УК | Наш дом», «садик | Золотой ключик»: an adjective with a capital and its noun, both in the nominative."""
    if index + 1 >= len(doc) or not doc[index + 1].is_lower or not is_capitalized(doc[index]):
        return None
    agree = share_case(doc[index].norm_, doc[index + 1].norm_, morphology, cases={"nomn"})
    return (doc[index : index + 2].text, index + 2) if agree else None


def _capitalized_words(doc: Doc, index: int) -> tuple[str, int] | None:
    stop = index
    while stop < len(doc) and stop - index < MAX_QUOTED and is_capitalized(doc[stop]) and not doc[stop].is_sent_start:
        stop += 1
    return (doc[index:stop].text, stop) if stop > index else None


def normalize_quotes(name: str) -> str:
    """Write every pair of quotes as «»."""
    opened, letters = False, []
    for letter in name:
        if letter in QUOTES and letter not in "'’":
            opened = not opened
            letters.append("«" if opened else "»")
        else:
            letters.append(letter)
    return "".join(letters)
