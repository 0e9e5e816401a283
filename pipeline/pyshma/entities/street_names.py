"""Names of streets as maps have them: улица Садовая, Садовый переулок, улица Мира, 2-я Советская улица."""

from __future__ import annotations

from spacy.tokens import Span, Token

from .adjectives import adjective_reading, gender_of
from .houses import is_house
from .lexicon import read_lexicon
from .morphology import Morphology, Parse
from .normal_form import copy_case
from .people import space_initials
from .street_words import is_genitive_name, is_ordinal, nominative_ordinal
from .surnames import WOMAN
from .text import MAX_ACRONYM


def street_name(words: Span, shown: str, morphology: Morphology) -> str:
    """Name of a street from its own words and the word for what it is: улица Садовая, Садовый переулок, улица Мира."""
    rest = street_rest(words, shown, morphology)
    first = (
        shown != "улица"
        and shown in read_lexicon().streets
        and street_adjective(words[-1], shown, morphology) is not None
    )
    bare = words[1:] if is_ordinal(words[0].text) else words
    return f"{rest} {shown}" if first and len(bare) == 1 else f"{shown} {rest}"


def street_rest(words: Span, shown: str, morphology: Morphology) -> str:
    """An adjective agrees with the head (Юбилейная), a noun in the genitive stays (Ленина)."""
    first = words[0]
    if len(words) > 1 and (ordinal := nominative_ordinal(first.text, gender_of(shown, morphology))):
        rest = street_rest(words[1:], shown, morphology)
        written = street_adjective(words[-1], shown, morphology) is None  # 2-я Садовая, but 3-го Интернационала
        return f"{first.text if written else ordinal} {rest}"
    sized = len(words) > 1 and first.lemma_ in read_lexicon().town_adjectives  # Малая Балканская
    if sized and all(street_adjective(word, shown, morphology) for word in words):
        return " ".join(street_rest(words[index : index + 1], shown, morphology) for index in range(len(words)))
    adjective = street_adjective(first, shown, morphology) if len(words) == 1 else None
    if adjective is None:
        return space_initials("".join(_spelling(word) + word.whitespace_ for word in words).strip())
    wanted = {"nomn", "sing", gender_of(shown, morphology)}
    return copy_case(morphology.inflect(first.norm_, wanted, parse=adjective) or first.norm_, _spelling(first))


def _spelling(word: Token) -> str:
    """Ломоносова of «ул. ЛОМОНОСОВА», Кузнецова of «пр-т Кузнецова-14/2», Профессора of «ул. профессора Попова»."""
    name, _, number = word.text.rpartition("-")
    name = name if name and is_house(number) else word.text
    shouted = name.isupper() and len(name) > MAX_ACRONYM
    return name.title() if shouted or name in read_lexicon().street_openers else name


def street_adjective(word: Token, shown: str, morphology: Morphology) -> Parse | None:
    """Reading of a word as an adjective that agrees with the word for a street."""
    if is_genitive_name(word.norm_, morphology) or _is_womans_surname(word.norm_, morphology):
        return None
    return adjective_reading(word.norm_, gender_of(shown, morphology), morphology)


def _is_womans_surname(word: str, morphology: Morphology) -> bool:
    """«к улице Барамзиной»: the dictionary lacks it, and knows most adjectives that end so (Тополиная)."""
    last = word.rpartition("-")[2]  # Ново-Садовая
    return WOMAN.search(word) is not None and not morphology.dictionary_grammemes(last)
