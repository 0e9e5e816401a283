"""Names in a text in capitals: «НА УЛИЦЕ КИРОВА ЯМЫ», «ИВАНОВ ПЁТР».

No capital tells a name there, and the network takes half of the sentence along. What is found instead is what would be
found in small letters: names that the dictionary has, and names after a word that says what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from .agreement import Word, agree, share_case, to_nominative
from .bare_streets import STREET_PREPOSITIONS
from .eponyms import after_initials, stop_of_initials
from .government import NOMINATIVE
from .lexicon import read_lexicon
from .morphology import Morphology, is_usual_name, known_grammemes, known_parses
from .neighbours import token_after, word_before
from .normal_form import with_capitals
from .people import cases_of_name
from .places import place_head
from .spans import is_place_only
from .street_names import street_name
from .street_words import is_genitive_name
from .text import MAX_ACRONYM, Clue, Name, Text, plain, replace_overlapping

MIN_WORDS: Final = 4
"""Words of a stretch in capitals; shorter ones are abbreviations and stressed words."""
MIN_LONG: Final = 1
"""Of these, words that are longer than abbreviations."""
MAX_NAMES: Final = 3
"""Surname, given name and patronymic."""


def read_shouted(text: Text, names: Sequence[Name]) -> Sequence[Name]:
    """Read the stretches in capitals anew; of the names found there only abbreviations, numbers and quotes stay."""
    loud = _shouted(text)
    if not loud:
        return names
    kept = [name for name in names if name.start not in loud or _may_stay(text, name)]
    found = [name for find in (_headed, _streets, _people, _places) for name in find(text, loud)]
    return replace_overlapping(kept, found)


def _shouted(text: Text) -> frozenset[int]:
    """Indices of the words of stretches in capitals."""
    if sum(token.is_upper and len(token) > MAX_ACRONYM for token in text.tokens(Clue.CAPITAL)) < MIN_LONG:
        return frozenset()
    loud, run = set[int](), list[Token]()
    for token in text.doc:
        if token.is_alpha and not token.is_upper:
            loud |= _indices(run, text.morphology)
            run = []
        elif token.is_alpha:
            run.append(token)
    return frozenset(loud | _indices(run, text.morphology))


def _indices(run: Sequence[Token], morphology: Morphology) -> set[int]:
    n_long = sum(len(token) > MAX_ACRONYM for token in run)
    person = len(run) == MAX_NAMES and any(_is_patronymic(token, morphology) for token in run)
    return {token.i for token in run} if (person or len(run) >= MIN_WORDS) and n_long >= MIN_LONG else set()


def _is_patronymic(token: Token, morphology: Morphology) -> bool:
    """«ЛЕБЕДЕВА АННА | ПЕТРОВНА»."""
    return any("Patr" in one for one in known_grammemes(token.norm_, morphology))


def _may_stay(text: Text, name: Name) -> bool:
    """УГМК, ШКОЛА № 22, ДК «МЕТАЛЛУРГ»."""
    token = text.doc[name.start]
    if name.stop - name.start > 1:
        return name.kind == "ORG" and any(sign in name.canonical for sign in "№«")
    return len(token) <= MAX_ACRONYM and not known_parses(token.norm_, text.morphology)


def _headed(text: Text, loud: Collection[int]) -> Iterator[Name]:
    """«НА УЛИЦЕ КИРОВА», «ОЗЕРО БАЛТЫМ», «ЗА ПОСЁЛКОМ ОВСЯНКА»: what a word says to be a place."""
    doc, lexicon = text.doc, read_lexicon()
    for head in (doc[index] for index in sorted(loud)):
        shown = place_head(head.text, head.lemma_)
        first = head.i + 1
        first += first < len(doc) and doc[first].text == "." and plain(head.text) != shown
        if first >= len(doc) or not doc[first].is_upper:
            continue
        if shown in lexicon.streets.values() or shown in lexicon.parks:
            stop = _stop_of_street(doc, head, first, text.morphology)
            canonical = street_name(doc[first:stop], shown, text.morphology) if stop else ""
        else:
            landscape = shown in lexicon.landscape.values() and shown not in lexicon.after_adjective
            named = landscape or plain(head.lemma_) in lexicon.settlements
            stop = first + 1 if named and _may_be_named(head, doc[first], text.morphology) else 0
            canonical = f"{shown} {_nominative(doc[first:stop], 'LOC', text.morphology)}" if stop else ""
        if stop:
            yield Name(head.i if shown else first, stop, "LOC", with_capitals(canonical.lower()), sure=True)


def _stop_of_street(doc: Doc, head: Token, first: int, morphology: Morphology) -> int:
    """Index after «КАРЛА МАРКСА», «К. МАРКСА», «КИРОВА», «СОВЕТСКОЙ»; 0 where no name of a street follows."""
    if plain(doc[first : first + 2].text) in read_lexicon().eponyms:
        return first + 2
    surname = after_initials(doc, first)
    if _is_street_word(doc[surname], morphology):
        return surname + 1
    following = token_after(doc[first])
    alone = following is None or not share_case(doc[first].norm_, following.norm_, morphology)
    return first + 1 if alone and share_case(doc[first].norm_, head.norm_, morphology) else 0


def _is_street_word(token: Token, morphology: Morphology) -> bool:
    return token.norm_ in read_lexicon().usual_genitives or is_genitive_name(token.norm_, morphology)


def _may_be_named(head: Token, token: Token, morphology: Morphology) -> bool:
    """A place to the dictionary, or no word of it, or a noun in the nominative after a head in another case."""
    parses = known_grammemes(token.norm_, morphology)
    apart = any({"NOUN", "nomn"} <= one for one in parses) and "Nom" not in head.morph.get("Case", ["Nom"])
    return not parses or apart or any("Geox" in one for one in parses)


def _streets(text: Text, loud: Collection[int]) -> Iterator[Name]:
    """«ДОМ ПО ПОБЕДЫ 40»: a usual name in the genitive where another case is asked for."""
    for token in (text.doc[index] for index in sorted(loud)):
        if word_before(token) in STREET_PREPOSITIONS and token.norm_ in read_lexicon().usual_genitives:
            yield Name(token.i, token.i + 1, "LOC", f"улица {token.norm_.capitalize()}", sure=True)


def _people(text: Text, loud: Collection[int]) -> Iterator[Name]:
    """«ИВАНОВ ПЁТР», «АННА ПЕТРОВНА», «ПЕТРОВ А. И.»: words for people in one case, one after the other."""
    doc, morphology = text.doc, text.morphology
    start = 0
    for index in sorted(loud):
        stop = max(start, index)
        cases = cases_of_name(doc[stop], morphology) if stop == index else frozenset[str]()
        while stop < len(doc) and stop - index < MAX_NAMES and (rest := cases & cases_of_name(doc[stop], morphology)):
            cases, stop = rest, stop + 1
        initialed = stop_of_initials(doc, stop, len(doc)) if stop - index == 1 else stop
        if initialed > stop:
            name = _nominative(doc[index:stop], "PER", morphology)
            yield Name(index, initialed, "PER", f"{name.capitalize()} {doc[stop:initialed].text}", sure=True)
        elif stop - index > 1 and any(is_usual_name(token.norm_, morphology) for token in doc[index:stop]):
            start = stop
            name = _nominative(doc[index:stop], "PER", morphology)
            yield Name(index, stop, "PER", with_capitals(name), sure=True)


def _places(text: Text, loud: Collection[int]) -> Iterator[Name]:
    """«МОСТ ЧЕРЕЗ ИСЕТЬ»: what the dictionary has as a place and as nothing else."""
    for token in (text.doc[index] for index in sorted(loud)):
        if is_place_only(token.norm_, text.morphology):
            name = _nominative(text.doc[token.i : token.i + 1], "LOC", text.morphology)
            yield Name(token.i, token.i + 1, "LOC", with_capitals(name), sure=True)


def _nominative(words: Span, kind: str, morphology: Morphology) -> str:
    """Nominative of a name in small letters; capitals would make short words abbreviations."""
    before = word_before(words[0])
    asked = tuple(Word(token.norm_, frozenset()) for token in words)
    frame, readings = agree(asked, kind, morphology, governed=read_lexicon().government.get(before, NOMINATIVE))
    pairs = zip(asked, readings, strict=True)
    return " ".join(to_nominative(word.form, parse, frame, morphology) if parse else word.form for word, parse in pairs)
