"""OpenDocument texts (.odt) through odfpy: headings, paragraphs, lists, tables and notes in reading order.

Left out: headers and footers (they are part of a style), comments, tracked deletions, numbers of lists, hidden text.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from odf.namespaces import DRAWNS, OFFICENS, SVGNS, TABLENS, TEXTNS
from odf.opendocument import load

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..archive import check_xml, open_archive, read_member
from ..registry import Passage, reader

MANIFEST = "META-INF/manifest.xml"
MAX_SPACES = 1_000
"""Largest count that ``<text:s text:c="…"/>`` is believed."""

_PARAGRAPHS = {(TEXTNS, "p"), (TEXTNS, "h")}
_SIGNS = {(TEXTNS, "tab"): "\t", (TEXTNS, "line-break"): "\n", (TEXTNS, "soft-page-break"): ""}
_SKIPPED = {
    (OFFICENS, "annotation"),
    (OFFICENS, "binary-data"),
    (OFFICENS, "forms"),
    (SVGNS, "title"),  # what a picture shows, as its program named it
    (SVGNS, "desc"),
    (TABLENS, "covered-table-cell"),  # lies under a merged cell
    (TEXTNS, "script"),
    (TEXTNS, "tracked-changes"),  # deletions live there, away from the text
    (TEXTNS, "note-citation"),
    (TEXTNS, "hidden-text"),
    (TEXTNS, "hidden-paragraph"),
    (TEXTNS, "ruby-text"),
    (TEXTNS, "sequence-decls"),
    (TEXTNS, "variable-decls"),
    (TEXTNS, "user-field-decls"),
}
_ASIDE = {(TEXTNS, "note-body"), (DRAWNS, "text-box")}


def _collect_signs(node: object, signs: list[str], asides: list[object]) -> None:
    """Collect the characters of a paragraph, and the notes and text boxes anchored in it."""
    for child in node.childNodes:  # type: ignore[attr-defined]
        name = getattr(child, "qname", None)
        if name is None:
            signs.append(str(child))
        elif name == (TEXTNS, "s"):
            signs.append(" " * _count_spaces(child))
        elif name in _SIGNS:
            signs.append(_SIGNS[name])
        elif name in _ASIDE:
            asides.append(child)
        elif name not in _SKIPPED:
            _collect_signs(child, signs, asides)


def _count_spaces(element: object) -> int:
    count = str(element.attributes.get((TEXTNS, "c"), "1"))  # type: ignore[attr-defined]
    return min(int(count), MAX_SPACES) if count.isdecimal() else 1


def _read_paragraph(paragraph: object, notes: list[str]) -> Iterator[str]:
    signs: list[str] = []
    asides: list[object] = []
    _collect_signs(paragraph, signs, asides)
    yield "".join(signs)
    for aside in asides:
        if aside.qname == (TEXTNS, "note-body"):  # type: ignore[attr-defined]
            notes.extend(list(_read_blocks(aside, notes)))
        else:
            yield from _read_blocks(aside, notes)


def _read_blocks(node: object, notes: list[str]) -> Iterator[str]:
    """Paragraphs in reading order, those of table cells row by row."""
    for child in node.childNodes:  # type: ignore[attr-defined]
        name = getattr(child, "qname", None)
        if name in _PARAGRAPHS:
            yield from _read_paragraph(child, notes)
        elif name is not None and name not in _SKIPPED:
            yield from _read_blocks(child, notes)


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Look at every XML part before odfpy does: it prints and goes on where XML is broken, which would lose text."""
    if b"encryption-data" in read_member(archive, MANIFEST):
        raise UnreadableSource("password")
    for name in archive.namelist():
        if name.endswith((".xml", ".rdf")):
            xml = read_member(archive, name)
            check_xml(xml)
            _check_syntax(name, xml)


def _check_syntax(name: str, xml: bytes) -> None:
    try:
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UnreadableSource("damaged", detail=f"{name}: {error}") from error


def extract_text(content: bytes, *, settings: DocumentSettings | None = None) -> str:
    """Text of an .odt, paragraphs separated by a blank line.

    A cell of a table is a paragraph of its own; text boxes follow the paragraph that they are anchored in; notes
    stand at the end.

    Raises
    ------
    UnreadableSource
        ``damaged``, ``password``, ``zip_bomb`` or ``external_entity``, see `pyshma.documents.archive`.
    """
    with open_archive(content, settings=settings or DocumentSettings()) as archive:
        _check_parts(archive)
    notes: list[str] = []
    try:
        paragraphs = list(_read_blocks(load(BytesIO(content)).body, notes))
    except Exception as error:  # odfpy raises whatever a broken document makes it stumble over
        raise UnreadableSource("damaged", detail=f"{type(error).__name__}: {error}"[:200]) from error
    return "\n\n".join(filter(None, (paragraph.strip() for paragraph in (*paragraphs, *notes))))


def _looks_odt(content: bytes) -> bool:
    return b"mimetypeapplication/vnd.oasis.opendocument.text" in content[:200]


@reader(suffixes=(".odt", ".ott"), signatures=(b"PK\x03\x04",), sniff=_looks_odt)
def read_odt(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:
    """Read an OpenDocument text as one text."""
    yield Passage(extract_text(content, settings=settings))
