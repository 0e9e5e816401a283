"""Hand-made Docs: the theme chapter is tested without the language chapter."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

MakeDoc = Callable[[str], Doc]


@pytest.fixture
def make_doc() -> MakeDoc:
    """``"В парке|парк темно|тёмный|ADJ / Хочу|хотеть"``: form, lemma, part of speech; a slash begins a sentence.

    The lemma is the form in lower case where none is given; ``¶`` is a token of two line breaks.
    """

    def make(marked: str) -> Doc:
        words, lemmas, tags, starts = [], [], [], []
        begins = True
        for mark in marked.split():
            if mark == "/":
                begins = True
                continue
            form, lemma, tag = ([*mark.split("|"), "", ""])[:3]
            words.append("\n\n" if form == "¶" else form)
            lemmas.append(lemma or words[-1].lower())
            tags.append(tag or ("SPACE" if form == "¶" else "PUNCT" if not form.isalnum() else "X"))
            starts.append(begins)
            begins = False
        doc = Doc(Vocab(), words, pos=tags, lemmas=lemmas, sent_starts=starts)
        for token in doc:
            token.norm_ = token.text.lower().replace("\u0301", "")
        return doc

    return make


FORMS = {
    "детская": {"детский"},
    "площадка": {"площадка"},
    "парки": {"парк"},
    "стали": {"стать", "сталь"},
    "школы": {"школа"},
    "лёд": {"лёд"},
    "врачей": {"врач"},
}


@pytest.fixture
def lemmas() -> Callable[[str], frozenset[str]]:
    """Dictionary of a few words; a word that it lacks is its own lemma."""
    return lambda word: frozenset(FORMS.get(word.lower(), {word.lower()}))
