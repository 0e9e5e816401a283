"""Chapter 1: files → documents. Every format has a reader in ``readers/``; what cannot be read says why."""

from .catalogue import Catalogue, Source, catalogue_sources
from .corpus import Corpus, read_corpus
from .document import Document, Rejection, Value
from .flags import find_repeats, has_other_alphabet, is_non_answer, text_fingerprint
from .reading import Documents, read_documents, read_sources, refuse_rejected
from .table import read_table
from .variables import find_variables, match_variables, read_variables, report_unmatched

__all__ = [
    "Catalogue",
    "Corpus",
    "Document",
    "Documents",
    "Rejection",
    "Source",
    "Value",
    "catalogue_sources",
    "find_repeats",
    "find_variables",
    "has_other_alphabet",
    "is_non_answer",
    "match_variables",
    "read_corpus",
    "read_documents",
    "read_sources",
    "read_table",
    "read_variables",
    "refuse_rejected",
    "report_unmatched",
    "text_fingerprint",
]
