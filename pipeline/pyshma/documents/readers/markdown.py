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
        (r"^[ \t]{0,3}(?:```|~~~).*$", ""),  # fences; what stands between them stays
        (r"^[ \t]{0,3}\[[^\]\n]{1,500}\]:[ \t]*\S.*$", ""),  # [1]: https://…
        (r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\])", ""),  # images
        (r"\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\])", r"\1"),  # links keep their words
        (r"<https?://[^>\s]{0,2000}>", ""),
        (r"</?[A-Za-z][^>\n]{0,200}>", ""),  # tags in the text
        (r"^[ \t]{0,3}(?:[-*_=][ \t]*){3,}$", ""),  # rules and underlines of headings
        (
            r"^[ \t]{0,9}\|?[ \t]{0,9}:?-{3,}:?[ \t]{0,9}(?:\|[ \t]{0,9}:?-{3,}:?[ \t]{0,9})*\|?[ \t]{0,9}$",
            "",
        ),  # rule of a table
        (r"^[ \t]{0,9}\|(.*?)\|?[ \t]{0,9}$", r"\1"),  # row of a table
        (r"^[ \t]{0,3}(?:>[ \t]?)+", ""),
        (r"^([ \t]*)[-*+][ \t]{1,9}(?:\[[ xX]\][ \t]+)?", r"\1"),  # list items
        (r"^[ \t]{0,3}#{1,6}[ \t]{1,9}(.*?)[ \t]{0,9}#{0,9}[ \t]{0,9}$", r"\1"),
        (r"(?<!\d)(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1", r"\2"),
        (r"(?<!\w)(_{1,3})(?=[^\s_])([^\n]{0,500}?[^\s_])\1(?!\w)", r"\2"),
        (r"~~(?=\S)([^~\n]*)~~", r"\1"),
        (r"`+([^`\n]+)`+", r"\1"),
    )
)
"""Patterns in the order in which they are taken away; bounded, so that no line takes quadratic time."""

_PRIVATE: Final = 0xE000  # escaped marks hide in the private area while the others are taken away
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")
_HIDDEN: Final = re.compile("[\ue021-\ue07e]")


def _drop_comments(text: str) -> str:
    first, *others = text.split("<!--")
    cut = (piece.partition("-->") for piece in others)
    return first + "".join(tail if end else f"<!--{inside}" for inside, end, tail in cut)


def strip_marks(text: str) -> str:
    r"""Markdown as plain text.

    Examples
    --------
    >>> strip_marks("# Мой город\n\nХочу **чистый** [воздух](https://example.org) и 2 * 2 скамейки.")
    'Мой город\n\nХочу чистый воздух и 2 * 2 скамейки.'
    """
    text = _ESCAPED.sub(lambda match: chr(ord(match[1]) + _PRIVATE), _drop_comments(text))
    for pattern, replacement in MARKS:
        text = pattern.sub(replacement, text)
    return re.sub(r"\n{3,}", "\n\n", _HIDDEN.sub(lambda match: chr(ord(match[0]) - _PRIVATE), text))


@reader(suffixes=(".md", ".markdown"))
def read_markdown(content: bytes, /, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001
    """Yield the words of the file; front matter, images, link targets and marks are left out."""
    yield Passage(strip_marks(decode(content).replace("\r\n", "\n")))
