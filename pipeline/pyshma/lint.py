"""``pyshma codebook lint``: the checks of the themes chapter with the language pipeline behind them."""

from __future__ import annotations

from pathlib import Path

from .language import citation_lemmas, knows_word, load
from .themes import Codebook, Finding, lint_codebook


def lint_codebook_file(path: str | Path) -> list[Finding]:
    """Look over a codebook file.

    Returns
    -------
    findings, errors first, each group in the order of the codebook

    Raises
    ------
    CodebookError
        The file is not a codebook.
    """
    return lint_codebook(Codebook.read(path), lemmas=citation_lemmas, known=knows_word, annotate=load())
