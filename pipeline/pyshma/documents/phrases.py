"""Word lists of this chapter, from ``phrases.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def read_phrases(name: str) -> frozenset[str]:
    """One list of the file: ``empty_subjects``, ``non_answers``, ``filler_words`` or ``refusal_words``.

    >>> "не знаю" in read_phrases("non_answers")
    True
    """
    data = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    return frozenset(data[name])
