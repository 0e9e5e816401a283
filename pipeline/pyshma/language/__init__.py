"""Chapter 2: text → annotated `Doc`."""

from .citation import citation_lemmas
from .dictionary import Parse, dictionary_grammemes, inflect, knows_word, parse_word
from .lemmatizer import explain_lemma
from .letters import matching_form
from .pipeline import load
from .readings import ScoredParse, lemmatize, score_parses
from .spelling import SPANS_KEY as CORRECTIONS

__all__ = [
    "CORRECTIONS",
    "Parse",
    "ScoredParse",
    "citation_lemmas",
    "dictionary_grammemes",
    "explain_lemma",
    "inflect",
    "knows_word",
    "lemmatize",
    "load",
    "matching_form",
    "parse_word",
    "score_parses",
]
