"""From a folder of Russian essays and documents to a category breakdown with every number traceable to a sentence.

Names are loaded when they are first used, so that ``pyshma --help`` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .spacy_start import defer_spacy_commands

if TYPE_CHECKING:
    from .documents import Corpus, Document, Rejection, read_documents
    from .errors import PyshmaError
    from .language import load
    from .learning import train
    from .results.analysis import Analysis
    from .run import analyze
    from .settings import Settings
    from .themes import Codebook

__version__ = "0.1.0"

defer_spacy_commands()

_HOME = {
    "Analysis": ".results.analysis",
    "Codebook": ".themes",
    "Corpus": ".documents",
    "Document": ".documents",
    "PyshmaError": ".errors",
    "Rejection": ".documents",
    "Settings": ".settings",
    "analyze": ".run",
    "load": ".language",
    "read_documents": ".documents",
    "train": ".learning",
}

__all__ = [
    "Analysis",
    "Codebook",
    "Corpus",
    "Document",
    "PyshmaError",
    "Rejection",
    "Settings",
    "__version__",
    "analyze",
    "load",
    "read_documents",
    "train",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOME:
        raise AttributeError(f"module 'pyshma' has no attribute {name!r}")
    return getattr(import_module(_HOME[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
