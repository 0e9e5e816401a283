"""HTML: what a reader of the page would read, without its code and its menu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...settings import DocumentSettings
from ..decode import decode
from ..registry import Passage, reader

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag

DROPPED: Final = frozenset(
    ("head", "script", "style", "template", "nav", "noscript", "svg", "math", "iframe", "object", "select", "button")
)
BLOCKS: Final = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
        ),
        *(
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
        ),
        *("summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
AFTER: Final = {"br": "\n", "td": "\t", "th": "\t"}
"""What comes after an element that is no block."""

_META: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_SIGNATURE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S
)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


def _looks_like_html(content: bytes) -> bool:
    return _SIGNATURE.match(content[:2000]) is not None


def _pieces(root: Tag) -> Iterator[str]:
    """Text and paragraph breaks in reading order; with a stack, because pages nest deeper than Python recurses."""
    from bs4.element import NavigableString, Tag

    stack: list[PageElement | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, Tag):
            if item.name in DROPPED:
                continue
            stack.append("\n\n" if item.name in BLOCKS else AFTER.get(item.name, ""))
            stack.extend(reversed(item.contents))
            if item.name in BLOCKS:
                yield "\n\n"
        elif type(item) is NavigableString:  # comments and declarations are its subclasses
            yield _BLANKS.sub(" ", item)
        elif type(item) is str:
            yield item


def extract_text(content: bytes, *, declared: str | None = None) -> str:
    r"""Text of a page, with a blank line between paragraphs.

    Parameters
    ----------
    content
        The page; a byte order mark and valid UTF-8 are believed first, then `declared`, then the page's own
        ``meta charset`` — unless another code page makes clearly better Russian of it.
    declared
        Character set that came with the page from outside.

    Examples
    --------
    >>> extract_text("<p>Парк&nbsp;у <b>пруда</b></p><script>x()</script><p>Лес".encode("cp1251"))
    'Парк\xa0у пруда\n\nЛес'
    """
    from bs4 import BeautifulSoup  # takes long to import, and few corpora have pages

    meta = _META.search(content[:4096])
    charset = declared or (meta[1].decode("ascii", errors="replace") if meta else None)
    text = "".join(_pieces(BeautifulSoup(decode(content, declared=charset), "lxml")))
    lines = "\n".join(line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


@reader(suffixes=(".html", ".htm", ".xhtml"), sniff=_looks_like_html)
def read_webpage(content: bytes, /, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001
    """Yield the page as one text."""
    yield Passage(extract_text(content))
