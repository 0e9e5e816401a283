"""Markdown: its words without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...settings import DocumentSettings
from ..decode import decode
from ..registry import Passage, reader

MARKS: Final = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (r"\A---[ \t]*\n(?:.*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", ""),  # front matter
        (r"<!--(?:[^-]|-(?!->))*-->", ""),
        (r"^[ \t]{0,3}(?:```|~~~).*$", ""),  # fences; what stands between them stays
        (r"^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*\S.*$", ""),  # [1]: https://…
        (r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])", ""),  # images
        (r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])", r"\1"),  # links keep their words
        (r"<https?://[^>\s]*>", ""),
        (r"</?[A-Za-z][^>\n]{0,200}>", ""),  # tags in the text
        (r"^[ \t]{0,3}(?:[-*_=][ \t]*){3,}$", ""),  # rules and underlines of headings
        (r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$", ""),  # rule of a table
        (r"^[ \t]*\|(.*?)\|?[ \t]*$", r"\1"),  # row of a table
        (r"^[ \t]{0,3}(?:>[ \t]?)+", ""),
        (r"^([ \t]*)[-*+][ \t]+(?:\[[ xX]\][ \t]+)?", r"\1"),  # list items
        (r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", r"\1"),
        (r"(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1", r"\2"),
        (r"(?<!\w)(_{1,3})(?=[^\s_])([^\n]*?[^\s_])\1(?!\w)", r"\2"),
        (r"~~(?=\S)([^~\n]*)~~", r"\1"),
        (r"`+([^`\n]+)`+", r"\1"),
        (r"\\([\\`*_{}\[\]()#+\-.!|~>])", r"\1"),
    )
)
"""Patterns in the order in which they are taken away; each is linear in the length of a line."""


def strip_marks(text: str) -> str:
    r"""Markdown as plain text.

    Examples
    --------
    >>> strip_marks("# Мой город\n\nХочу **чистый** [воздух](https://example.org) и 2 * 2 скамейки.")
    'Мой город\n\nХочу чистый воздух и 2 * 2 скамейки.'
    """
    for pattern, replacement in MARKS:
        text = pattern.sub(replacement, text)
    return re.sub(r"\n{3,}", "\n\n", text)


@reader(suffixes=(".md", ".markdown"))
def read_markdown(content: bytes, /, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001
    """Yield the words of the file; front matter, images, link targets and marks are left out."""
    yield Passage(strip_marks(decode(content).replace("\r\n", "\n")))
