"""The components in their order, as one `spacy.Language`."""

from __future__ import annotations

import sys

import spacy
from spacy.language import Language

from . import lemmatizer, morphologizer, names, sentence_cutter, sentencizer, spelling, tokenizer

COMPONENTS = ("pyshma_sentencizer", "pyshma_morphologizer", "pyshma_speller", "pyshma_lemmatizer", "pyshma_ner")

# Importing a module registers its factory, also where the package is not installed and has no entry points.
_REGISTERED = (lemmatizer, morphologizer, names, sentence_cutter, sentencizer, spelling, tokenizer)


def load(*, spelling: bool = True) -> Language:
    """Load the Russian pipeline: tokens, sentences, tags, corrections, lemmas and name spans.

    Parameters
    ----------
    spelling
        Whether misspelt words get the lemma of the word that was meant. The text itself is never changed.

    Returns
    -------
    a `spacy.Language`
        Its components are ``pyshma_sentencizer``, ``pyshma_morphologizer``, ``pyshma_speller``, ``pyshma_lemmatizer``,
        ``pyshma_ner``; each can also be added to another pipeline with ``nlp.add_pipe``.

    Examples
    --------
    >>> nlp = load()
    >>> doc = nlp("К 2035 году в Верхней Пышме будет чистый воздух.")
    >>> [token.lemma_ for token in doc]
    ['к', '2035', 'год', 'в', 'верхний', 'пышма', 'быть', 'чистый', 'воздух', '.']
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('Верхней Пышме', 'LOC')]
    >>> [token.lemma_ for token in nlp("Извените, сдесь нехватает скамеек")]
    ['извинить', ',', 'здесь', 'не', 'хватать', 'скамейка']
    """
    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "pyshma.tokenizer.v1"}}})
    for component in COMPONENTS:
        if spelling or component != "pyshma_speller":
            nlp.add_pipe(component)
    nlp.max_length = sys.maxsize  # spaCy's limit is for its own networks; documents that are too long are not read
    return nlp
