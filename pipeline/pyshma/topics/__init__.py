"""Term matrix → topics: what recurs in the documents that nobody asked for.

Names are loaded when they are first used: worker processes only need `find_terms`, which does without scikit-learn.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .fit import TopicResult, fit_topics
    from .matrix import TermVectorizer
    from .model import TopicModel
    from .terms import find_terms

_HOME = {
    "TermVectorizer": ".matrix",
    "TopicModel": ".model",
    "TopicResult": ".fit",
    "find_terms": ".terms",
    "fit_topics": ".fit",
}

__all__ = ["TermVectorizer", "TopicModel", "TopicResult", "find_terms", "fit_topics"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOME:
        raise AttributeError(f"module 'pyshma.topics' has no attribute {name!r}")
    return getattr(import_module(_HOME[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
