"""Names in texts that are typed without capitals: «живу в гусеве», «подруга ника уехала», «на тукая»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from .bare_streets import STREET_PREPOSITIONS
from .grammar import NAMES, PERSON
from .kinds import stands_in_place
from .lexicon import read_lexicon
from .morphology import Morphology, is_usual_name, known_parses
from .neighbours import word_before
from .spans import is_place_only
from .street_words import is_genitive_name
from .surnames import read_surname
from .text import Clue, Name, Text, covered, plain
from .unknown_names import NEUTER_TOWNS

BEFORE_TOWN: Final = frozenset({"в", "из", "до", "под", "около", "возле"})
"""Before a word that only its end shows to be a town."""
MIN_SHARE: Final = 0.65
"""Share of readings as a name of a word that is taken for one where no sentence begins with a capital."""
MIN_CARELESS: Final = 0.6
"""Share of sentences that begin with a small letter in a text that says nothing by its capitals."""
MIN_LETTERS: Final = 3
PLACE: Final = frozenset({"Geox"})


def is_mostly_name(form: str, morphology: Morphology) -> bool:
    """Whether a word in small letters is a name in most readings, and no common word has its dictionary form.

    >>> from pyshma.language import load
    >>> dictionary = load().get_pipe("pyshma_lemmatizer")
    >>> [is_mostly_name(form, dictionary) for form in ("ленке", "швеции", "мороз", "Ника")]
    [True, True, False, False]
    """
    if not form.islower() or len(form) < MIN_LETTERS or not form.replace("-", "").isalpha():
        return False
    if not any(grammemes & (PERSON | PLACE) for grammemes in morphology.dictionary_grammemes(form)):
        return False  # most words, before they are parsed
    parses = known_parses(form, morphology)
    names = [parse for parse in parses if parse.grammemes & (PERSON | PLACE)]
    common = {parse.lemma for parse in parses if not parse.grammemes & NAMES}
    if any("VERB" in parse.grammemes for parse in parses):
        return False  # «мы висим на дереве», beside the settlement Висим
    share = sum(parse.probability for parse in names)
    return share >= MIN_SHARE and not any(parse.lemma in common for parse in names)


def find_without_capitals(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Streets, places and people of a text whose sentences begin with small letters."""
    if not text.tokens(Clue.MOSTLY_NAME) or not is_careless(text.doc):
        return
    taken = covered(names)
    for token in text.tokens(Clue.MOSTLY_NAME):
        if token.i in taken:
            continue
        before = word_before(token)
        kind = ""
        if before in STREET_PREPOSITIONS and is_genitive_name(token.norm_, text.morphology):
            yield Name(token.i, token.i + 1, "LOC", f"улица {token.text.capitalize()}", sure=True)
        else:
            kind = _kind(token, text.morphology)
        if kind:
            yield Name(token.i, token.i + 1, kind, sure=True)


def find_lower_case_places(text: Text, names: Sequence[Name]) -> list[Name]:
    """Towns in lower case: words that the dictionary lists as places and as nothing else, or that end like towns."""
    taken = covered(names)
    found = []
    for token in text.tokens(Clue.PLACE):
        common = plain(token.lemma_) in read_lexicon().animals  # «держу лабрадора»
        if is_unknown_town(token.text, text.morphology):
            common = word_before(token) not in BEFORE_TOWN
        if token.i not in taken and not common and token.pos_ in {"NOUN", "PROPN", "X", "ADJ"}:
            start = token.i - 1 if token.i and _modifies_place(text.doc[token.i - 1], token) else token.i
            found.append(Name(start, token.i + 1, "LOC"))
    return found


def _modifies_place(before: Token, place: Token) -> bool:
    """«верхней пышме»: the words that stand before place names in the names of towns."""
    same_case = before.morph.get("Case", []) == place.morph.get("Case", [])
    return same_case and before.lemma_ in read_lexicon().town_adjectives


def is_lower_case_place(form: str, morphology: Morphology) -> bool:
    """Whether a form in small letters is a place: екатеринбурге; «наб» is short for набережная."""
    word = form.islower() and form.isalpha() and form not in read_lexicon().streets
    return word and (is_place_only(form, morphology) or is_unknown_town(form, morphology))


def is_unknown_town(form: str, morphology: Morphology) -> bool:
    """«у нас в голованово», «из ленгасово»: in small letters, and by its end a town that the dictionary lacks."""
    return form.endswith(NEUTER_TOWNS) and form.islower() and not morphology.dictionary_grammemes(form)


def is_careless(doc: Doc) -> bool:
    """Whether most sentences of a text begin with a small letter."""
    firsts = [next((token for token in sentence if token.is_alpha), None) for sentence in doc.sents]
    words = [token for token in firsts if token is not None]
    return sum(token.is_lower for token in words) >= MIN_CARELESS * max(1, len(words))


def _kind(token: Token, morphology: Morphology) -> str:
    """A place where the dictionary has one and the word before asks for it; people by a usual or a speaking name."""
    readings = known_parses(token.norm_, morphology)
    place = any(parse.grammemes & PLACE for parse in readings)
    person = any(parse.grammemes & PERSON for parse in readings)
    if place and (not person or stands_in_place(token, morphology)):
        return "LOC"
    return "PER" if is_usual_name(token.norm_, morphology) or read_surname(token.norm_) else ""
