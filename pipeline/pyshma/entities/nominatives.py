"""Short names of places that their own document tells: «Озеро Светлое зацвело. На Светлом раньше купались».

What the nominative of «в Турье» is, the document says if it has the nominative itself; and if it says what kind of
thing has the name, the short name is that thing, unless a settlement of the same name stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from .forms import Forms
from .lexicon import read_lexicon
from .settlements import settlement_head
from .text import Name, plain

ENDINGS: Final = ("и", "е", "ю", "ей")
"""Of a feminine noun: «в Турье»."""


def follow_document(doc: Doc, names: Sequence[Name], forms: Forms, is_known: Callable[[str], object]) -> Sequence[Name]:
    """Give places of one word the name that the document has for them; `is_known` tells names of the whole country."""
    written = {name.canonical for name in names if _is_written(doc, name)}
    things = dict(_things(names))
    if not written and not things:
        return names
    settled = {form for name in names if _is_settled(doc, name) for form in _forms_of_place(name.canonical, forms)}
    things = {
        word: thing
        for word, thing in things.items()
        if settled.isdisjoint(_forms_of_place(word, forms)) and not is_known(word)
    }
    shown = _by_form({word: word for word in written}, forms) | _by_form(things, forms)
    return [_named(doc, name, shown) for name in names]


def _by_form(words: dict[str, str], forms: Forms) -> dict[str, str]:
    """Form of a word → the only name that the document has for it."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, name in words.items():
        for form in _forms_of_place(word, forms):
            found[form].add(name)
    return {form: next(iter(names)) for form, names in found.items() if len(names) == 1}


def _forms_of_place(word: str, forms: Forms) -> frozenset[str]:
    """Case forms; those of Турья, which is an adjective to the dictionary, are those of a noun."""
    nouns = (plain(word)[:-1] + ending for ending in ENDINGS) if word.endswith("ья") else ()
    return forms.of_word(word) | frozenset(nouns)


def _named(doc: Doc, name: Name, shown: dict[str, str]) -> Name:
    canonical = shown.get(plain(doc[name.start].text), name.canonical) if _is_short(name) else name.canonical
    return replace(name, canonical=canonical)


def _is_short(name: Name) -> bool:
    return name.kind == "LOC" and name.stop - name.start == 1 and " " not in name.canonical


def _is_written(doc: Doc, name: Name) -> bool:
    """Whether a place stands in the nominative, or in a case that looks like it."""
    return _is_short(name) and plain(doc[name.start].text) == plain(name.canonical)


def _things(names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """«озеро Светлое»: its own word, and the whole name; parks and churches are named after other things."""
    lexicon = read_lexicon()
    for name in names:
        head, _, word = name.canonical.partition(" ")
        kind = name.kind == "LOC" and head in lexicon.landscape.values() and head not in lexicon.parks
        if kind and word and " " not in word:
            yield word, name.canonical


def _is_settled(doc: Doc, name: Name) -> bool:
    """«посёлок Светлый», «пос. Светлый»."""
    before = name.start - 1
    before -= before > 0 and doc[before].text == "."
    if before < 0 or not _is_short(name):
        return False
    return settlement_head(doc[before].lower_) or plain(doc[before].lemma_) in read_lexicon().settlements
