"""Names that the network missed: words with a capital inside a sentence, and further mentions of a name.

A capital inside a sentence is a name in Russian. What kind it is, the dictionary says (Geox, Name, Surn, Patr), else
the preposition: one is in, goes to and comes from places. What neither tells stays unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from .false_phrases import is_common
from .forms import Forms
from .grammar import PERSON
from .keys import adjective_stem
from .kinds import PLACE, PLACE_PREPOSITIONS, ends_in_institution, in_short_quote, is_enterprise, stands_in_place
from .lexicon import read_lexicon
from .memory import remembered
from .morphology import Morphology, Parse, is_usual_name, known_parses
from .neighbours import follows_quote, token_after, token_before
from .normal_form import abbreviation_stem
from .spans import is_place_only
from .text import MAX_ACRONYM, QUOTES, Clue, Name, Text, covered, is_acronym, is_capitalized, plain

_QUOTED = re.compile(r"[^«»]+ «(?P<word>[А-ЯЁ][а-яё]+)»")
MIN_LETTERS: Final = 3
PLACE_ONLY: Final = "place"
SURNAME_ONLY: Final = "surname"
GIVEN: Final = "given name"
OTHER_CASE: Final = "given name, and another case of a common word"
"""What opens a sentence: «Кондопога», «Грибоедов», «Вовка», «Света»."""


def inside_sentence(token: Token) -> bool:
    """Whether a capital of this word says something: no sentence, line or quotation begins with it."""
    before = token_before(token, in_sentence=True)
    if before is None:
        return False
    return not before.is_space and before.text not in QUOTES and (not before.is_punct or before.text in {",", "(", "-"})


def find_missed_capitals(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Capitalised words inside sentences that no rule has marked."""
    taken, waters = covered(names), text.waters
    for token in text.tokens(Clue.CAPITAL):
        if token.i in taken or len(token) < MIN_LETTERS:
            continue
        water = token.i in waters and not is_common(token, text.morphology)
        inside = inside_sentence(token)
        if water or inside:
            name = Name(token.i, token.i + 1, _kind(token, text.morphology, water=water))
        elif _opens_with_name(token, text.morphology):
            name = _opening(token, text.morphology)
        elif is_enterprise(token) or _opens_with_abbreviation(token, text.morphology):
            name = Name(token.i, token.i + 1, "ORG")
        else:
            continue
        if name.kind and not in_short_quote(text.doc, name) and not _is_exclamation(token):
            yield name


def _is_exclamation(token: Token) -> bool:
    """«Слава | Богу»."""
    return token.doc[token.i : token.i + 2].text.lower() in read_lexicon().exclamations


def _opens_with_name(token: Token, morphology: Morphology) -> bool:
    """«Вовка придумал», «Света предложила», «Кондопога, я тебя любил»: what the dictionary has as nothing else."""
    what = "" if token.is_upper else _what_opens(token.norm_, morphology)
    if not what or what == GIVEN:
        return bool(what)
    quoted = follows_quote(token)
    if what == PLACE_ONLY:
        return not quoted or _is_word_quoted(token)
    if what == SURNAME_ONLY or token.i + 1 == len(token.doc):
        return what == SURNAME_ONLY and not quoted
    return _did(token.nbor(1)) or (quoted and token.nbor(1).text == ",")  # «Костя, форточку»


@remembered
def _what_opens(word: str, morphology: Morphology) -> str:
    """What a word that a sentence may begin with is to the dictionary; empty for what may be a common word."""
    if is_place_only(word, morphology):
        return PLACE_ONLY
    parses = known_parses(word, morphology)
    if parses and all(_is_man(parse) for parse in parses):
        return SURNAME_ONLY if any("nomn" in parse.grammemes for parse in parses) else ""
    if not is_usual_name(word, morphology):
        return ""
    others = [parse.grammemes for parse in parses if "Name" not in parse.grammemes]
    if any("nomn" in grammemes for grammemes in others):
        return ""
    return OTHER_CASE if others else GIVEN


def _is_word_quoted(token: Token) -> bool:
    """«скажешь «Ивдель»», «при слове «Торжок»», but neither «стих про «Бородино»» nor ««Славута» ехала»."""
    if token.i < 2 or token.nbor(-1).is_sent_start:
        return False
    return token.nbor(-2).lemma_ == "слово" or token.nbor(-2).pos_ not in {"ADP", "NOUN"}


def _is_man(parse: Parse) -> bool:
    """«Грибоедов у нас не бывал»: a surname that declines; Фрунзе may be a street."""
    return {"Surn", "NOUN"} <= parse.grammemes and "Fixd" not in parse.grammemes


def _did(verb: Token) -> bool:
    """A verb in the feminine past: «Света предложила», but «Света хватает»."""
    return "Fin" in verb.morph.get("VerbForm", []) and "Fem" in verb.morph.get("Gender", [])


def _opening(token: Token, morphology: Morphology) -> Name:
    if is_place_only(token.norm_, morphology):
        return Name(token.i, token.i + 1, "LOC")
    subject = token.i + 1 < len(token.doc) and _did(token.nbor(1))
    return Name(token.i, token.i + 1, "PER", token.text if subject else "")


def _kind(token: Token, morphology: Morphology, *, water: bool) -> str:
    stem = abbreviation_stem(token.text).lower()  # «в проходной ПИЯФа»
    if ends_in_institution(token) or is_enterprise(token) or (stem and stem not in read_lexicon().lone):
        return "ORG"
    if token.is_upper or is_acronym(token.text):
        return _kind_of_abbreviation(token, morphology)
    if plain(token.lemma_) in read_lexicon().capitalised or _agrees_with_next(token):
        return ""
    readings = known_parses(token.norm_, morphology)
    after_place = stands_in_place(token, morphology)
    weights = {kind: _weight(readings, grammemes) for kind, grammemes in (("LOC", PLACE), ("PER", PERSON))}
    if not any(weights.values()):
        named = token.pos_ in {"NOUN", "PROPN", "X"} and not (readings and _has_complement(token))
        return "LOC" if (after_place or water) and named else ""
    if weights["LOC"] and after_place:
        return "LOC"
    return max(weights, key=lambda kind: (weights[kind], kind))


def _opens_with_abbreviation(token: Token, morphology: Morphology) -> bool:
    """«План такой: НСРЗ чинит»: ends like a works, and nothing around is shouted."""
    after = token_after(token)
    if not token.i or not token.is_upper or (after is not None and after.is_upper and len(after) > 1):
        return False
    return token.text.endswith(read_lexicon().abbreviations) and _kind_of_abbreviation(token, morphology) == "ORG"


def _has_complement(token: Token) -> bool:
    """A common noun with a capital and a noun after it in the genitive is a title: «в Стратегии развития»."""
    following = token_after(token)
    return following is not None and following.is_lower and "Gen" in following.morph.get("Case", [])


def _weight(readings: Sequence[Parse], grammemes: frozenset[str]) -> float:
    return max((parse.probability for parse in readings if parse.grammemes & grammemes), default=0.0)


def _kind_of_abbreviation(token: Token, morphology: Morphology) -> str:
    before = token_before(token)
    known = plain(token.text) in read_lexicon().lone
    known = known or (before is not None and before.is_upper and len(before) > 1)  # «НА ХОДУ»
    if token.text.isalpha() and len(token) >= MIN_LETTERS and token.text.endswith(read_lexicon().abbreviations):
        known = known or bool(known_parses(token.norm_, morphology))  # «сделайте ДОРОГУ»
        return "" if known else "ORG"
    after = before is not None and before.lower_ in PLACE_PREPOSITIONS | {"от", "с", "для", "у", "при", "после"}
    known = known or not set(token.text) - set("IVXLC")  # XIV is a number
    return "ORG" if after and not known and token.is_alpha and len(token) <= MAX_ACRONYM + 1 else ""


def _agrees_with_next(token: Token) -> bool:
    """An adjective before its noun: «в Новом году», «на Красной площади»."""
    following = token_after(token)
    return (
        token.pos_ == "ADJ"
        and following is not None
        and following.pos_ in {"NOUN", "PROPN"}
        and token.morph.get("Case", []) == following.morph.get("Case", [])
    )


def find_candidates(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Capitalised words that may be names, where nothing in the document tells: «Пышму я люблю».

    Their kind is empty: they are names only if the corpus has them elsewhere.
    """
    taken = covered(names)
    for token in text.tokens(Clue.CAPITAL):
        if token.i in taken or len(token) < MIN_LETTERS or (token.is_upper and len(token) > MAX_ACRONYM):
            continue
        name = Name(token.i, token.i + 1, "")
        common = is_common(token, text.morphology) and not inside_sentence(token)
        if common or _agrees_with_next(token) or in_short_quote(text.doc, name) or _is_exclamation(token):
            continue
        yield name


def _quoted_word(name: Name) -> str:
    """Водоканал of МУП «Водоканал»; empty where no single word is quoted."""
    quoted = _QUOTED.fullmatch(name.canonical) if name.kind == "ORG" else None
    return quoted["word"] if quoted else ""


class Repeats:
    """Finds further mentions of the names of a document, also where a sentence begins with them."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms

    def find(self, text: Text, names: Sequence[Name]) -> Iterator[Name]:
        """Capitalised words that are a form of a name of one word in the same document."""
        known: dict[str, Name] = {}
        for name in sorted(names, key=lambda item: -item.start):
            if quoted := _quoted_word(name):
                known |= dict.fromkeys(self._forms.of_word(quoted), name)
            elif " " not in name.canonical:
                known |= dict.fromkeys(self._forms.of_word(name.canonical), name)
                if name.kind == "LOC" and (stem := adjective_stem(plain(name.canonical))):
                    known[stem] = name
        taken = covered(names)
        for token in text.tokens(Clue.CAPITAL):
            if token.i not in taken and known:
                same = known.get(plain(token.text)) or known.get(adjective_stem(plain(token.text)) or " ")
                if same is not None and self._may_stand(token, same):
                    yield Name(token.i, token.i + 1, same.kind, self._canonical(token, same))

    def _may_stand(self, token: Token, name: Name) -> bool:
        following = token_after(token)
        part = following is not None and is_capitalized(following) and not following.is_sent_start
        return not part and not _agrees_with_next(token) and token.is_upper <= name.canonical.isupper()

    def _canonical(self, token: Token, name: Name) -> str:
        """«Кедровое это…» corrects the gender that was guessed from «в Кедровом»."""
        if _quoted_word(name):
            return name.canonical
        exact = plain(token.text) in self._forms.of_word(name.canonical)
        return name.canonical if exact else token.text
