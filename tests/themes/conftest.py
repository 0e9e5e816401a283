"""Hand-made Docs: the theme chapter is tested without the language chapter."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pyshma.themes import Codebook

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


FULL_CODEBOOK = {
    "title": "Чего хотят от парка",
    "version": "1.10",
    "lists": {"нужно": ["(нужно | надо)", "не хватать"], "два слова": ["мало"]},
    "themes": [
        {"id": "light", "name": "Освещение", "parent": "place", "patterns": ["фонарь"]},
        {
            "id": "place",
            "name": "Среда: «двор»",
            "definition": "Что вокруг.\n\n--- pyshma ---\nНе ключи.",
            "patterns": [],
        },
        {
            "id": "benches",
            "name": "Скамейки & лавочки",
            "definition": "=1+1",
            "include": "Скамейки,\nлавочки",
            "exclude": "- не скамья запасных",
            "parent": "place",
            "unless": ["скамья подсудимый", "за <нужно>"],
            "patterns": [
                "=ТЦ",
                {"text": "негде (сесть | присесть) & <два слова>", "weight": 0.1, "unless": ["=НЕТ", "у? <нужно>"]},
                "2035",
                "no",
            ],
            "examples": {"match": ["Негде <b>присесть</b>.", "yes: нет"], "no_match": ["<r>Сел</r>", "# 1"]},
        },
    ],
}


@pytest.fixture
def full() -> Codebook:
    """A codebook with everything that a codebook can have, and signs that formats trip over."""
    return Codebook.from_dict(FULL_CODEBOOK)
