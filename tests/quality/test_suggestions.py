"""Pinned floors: what `suggest` finds again of a codebook of which a quarter is left.

The draw is fixed, so the figures change only with the code, the codebook or the corpus; `benchmarks/suggest.py` prints
the mean of several draws. A floor is lowered only explicitly, in its own commit.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pyshma
from pyshma.language import citation_lemmas
from pyshma.resources import default_codebook, demonstration_corpus
from pyshma.suggest import suggest_patterns
from pyshma.themes import Codebook, ThemeMatcher

FLOOR = 0.60
"""Share of the first five suggestions for each theme that are patterns of it which were left out: 0.69 at last."""


def test_left_out_patterns_are_suggested() -> None:
    codebook, draw = Codebook.read(default_codebook()), random.Random(0)
    kept = [tuple(pattern for pattern in theme.patterns if draw.random() < 0.25) for theme in codebook.themes]
    themes = (replace(theme, patterns=some) for theme, some in zip(codebook.themes, kept, strict=True))
    table = suggest_patterns(demonstration_corpus(), codebook=replace(codebook, themes=tuple(themes)), most=5).table
    nlp, matcher = pyshma.load(), ThemeMatcher(codebook, citation_lemmas)
    found = [
        any(mention.theme_id == row["theme_id"] for mention in matcher.match(nlp(row["pattern"])))
        for row in table.to_dict("records")
    ]
    assert len(found) >= 60
    assert sum(found) >= FLOOR * len(found)
