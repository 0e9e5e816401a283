"""Chapter 2: text → annotated `Doc`."""

from .dictionary import Parse, ScoredParse, citation_lemmas, inflect, knows_word, lemmatize, parse_word, score_parses
from .letters import matching_form
from .pipeline import load
from .spelling import SPANS_KEY as CORRECTIONS

__all__ = [
    "CORRECTIONS",
    "Parse",
    "ScoredParse",
    "citation_lemmas",
    "inflect",
    "knows_word",
    "lemmatize",
    "load",
    "matching_form",
    "parse_word",
    "score_parses",
]
