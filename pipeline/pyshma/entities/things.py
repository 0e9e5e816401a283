"""What is named but is neither person, place nor organisation: works, makes of machines, animals, holidays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from .agreement import share_case
from .lexicon import read_lexicon
from .memory import remembered
from .morphology import Morphology
from .neighbours import follows_quote, lemma_before, token_before, word_before
from .text import QUOTES, Name, Text, is_acronym, plain

DASHES: Final = frozenset({"–", "—", "-"})
PLACES_ONLY: Final = frozenset({"из", "от", "до", "у", "около", "возле"})
"""Prepositions that no play stands after."""
_MACHINE = re.compile(r"(?:Ил|Ту|Ан|Як|Су|МиГ|Ми|Ка|Т|БТР|ЗИЛ|ГАЗ|УАЗ|ВАЗ|МТЗ|ДТ|ПАЗ|ЛиАЗ|МАЗ|БелАЗ|КамАЗ|К|ИЖ)-\d")
"""Models of aeroplanes, lorries and tractors: Ил-76."""
ANSWERS: Final = frozenset({"откликаться", "отзываться"})
"""After these «на» brings what somebody is called, not where one is."""
MAX_BETWEEN: Final = 2
"""Words between «собака» and its name: «собаку зовут Булка», «кобыла по имени Гроза»."""


def drop_works_and_pets(text: Text, names: Sequence[Name]) -> list[Name]:
    """Drop what is named but is neither person, place nor organisation: «Нива», фильм «Брат», собака Булка."""
    doc = text.doc
    pets = {plain(doc[name.start].lemma_) for name in names if _is_pet(doc, name.start)} | read_lexicon().pets
    return [
        name
        for name in names
        if not (
            _is_work(doc, name)
            or _is_answered(doc, name)
            or _is_named_after(doc, name)
            or _is_idea(doc, name)
            or _is_product(doc, name, text.morphology)
            or _is_app(doc[name.start : name.stop], text.morphology)
            or _is_quoted_adjective(doc, name, text.morphology)
            or (name.stop - name.start == 1 and plain(doc[name.start].lemma_) in pets)
        )
    ]


def _before(doc: Doc, index: int) -> Token | None:
    """The word before, over quotes."""
    while index and doc[index - 1].text in QUOTES:
        index -= 1
    return token_before(doc[index], in_sentence=True)


def _is_work(doc: Doc, name: Name) -> bool:
    before = _before(doc, name.start)
    if plain(doc[name.start].lemma_) in read_lexicon().works and any(
        t.text in QUOTES for t in doc[name.start : name.stop]
    ):
        return True
    quoted = follows_quote(doc[name.start])
    if before is None or not quoted:
        return quoted and _is_explained(doc, name)
    if plain(before.lemma_) in read_lexicon().works:
        return not (name.kind == "LOC" and before.lemma_ == "слово")  # «при слове «Волгодонск»»
    compared = word_before(before) == "как"  # «как в «Титанике»»
    return before.pos_ == "ADP" and (compared or _is_staged(doc, name))


def _is_named_after(doc: Doc, name: Name) -> bool:
    """«счётчик Гейгера», «закон Ома»: nobody is spoken of."""
    before = token_before(doc[name.start], in_sentence=True)
    if before is None or name.stop - name.start > 1:
        return False
    return plain(before.lemma_) in read_lexicon().named_after


def _is_answered(doc: Doc, name: Name) -> bool:
    """«откликается на «Степаныч»»: a call name in quotes is no organisation."""
    before = _before(doc, name.start)
    if name.kind != "ORG" or before is None or before.lower_ != "на":
        return False
    return lemma_before(before) in ANSWERS


def _is_explained(doc: Doc, name: Name) -> bool:
    """««Кран» – то, что мы делаем», ««Надежда» – имя»: what a sentence opens with and explains is a word."""
    after = name.stop + 1
    return name.kind == "ORG" and after < len(doc) and doc[name.stop].text in QUOTES and doc[after].text in DASHES


def _is_staged(doc: Doc, name: Name) -> bool:
    """«на «Ревизоре» зал хохотал»: plays, where the sentence speaks of the stage."""
    sentence = doc[name.start].sent
    before = _before(doc, name.start)
    if before is not None and before.lower_ in PLACES_ONLY:
        return False  # «из «Горизонта» вывезли сцену»
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
    quoted = follows_quote(doc[name.start])
    plain_place = name.kind == "LOC" and not quoted
    if _MACHINE.match(doc[name.start].text):
        return True
    if name.stop - name.start > 1 or (plain_place and not is_acronym(doc[name.start].text)):
        return False
    before = _before(doc, name.start)
    if before is not None and plain(before.lemma_) in read_lexicon().introducing:
        return False  # завод «Чайка»
    return bool(_lemmas(doc[name.start].norm_, morphology) & read_lexicon().products)


@remembered
def _lemmas(form: str, morphology: Morphology) -> frozenset[str]:
    """Dictionary forms of a word; also that in -а, which the dictionary does not think of for «Приору»."""
    word = plain(form)
    accusative_of = {word.removesuffix("у") + "а"} if word.endswith("у") else set()
    return frozenset({word, *accusative_of, *(plain(parse.lemma) for parse in morphology.parse_word(form))})


def _is_app(name: Span, morphology: Morphology) -> bool:
    """«в «ТикТоке»», «по Ютубу»: one writes and watches there, nobody works there."""
    apps = read_lexicon().apps
    return plain(name.text) in apps or (len(name) == 1 and bool(_lemmas(name[0].norm_, morphology) & apps))


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
