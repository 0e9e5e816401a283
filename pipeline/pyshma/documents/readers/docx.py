"""Word documents (.docx): the words of a document in the order in which it is read.

python-docx supplies the XML and its names; its own list of paragraphs leaves out text boxes, nested tables and notes,
and its package loader refuses documents with one dangling link, so the parts are found and walked here.

Left out: headers and footers, comments, deleted revisions, hidden text, numbers of lists. Known gaps: text hidden by a
style, the text of charts and SmartArt, which lives in parts of its own.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from lxml import etree

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..archive import check_xml, open_archive, read_member
from ..registry import Passage, reader

STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""Namespace of "Strict Open XML"; the elements are the same (ISO/IEC 29500-1 and -4)."""

MARKUP_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_TEXT = {qn("w:t"), qn("m:t")}
_ALTERNATIVES = f"{{{MARKUP_COMPATIBILITY}}}AlternateContent"
# Properties hold tab stops, not tabs; w:del and w:moveFrom are what a reviewer took out.
_SKIPPED = {qn(name) for name in ("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:del", "w:moveFrom")}
_OFF = {"0", "false", "off", "none"}


def _is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a switch such as ``<w:vanish/>`` stands among the properties and is not switched off."""
    switch = None if properties is None else properties.find(qn(name))
    return switch is not None and switch.get(qn("w:val"), "1") not in _OFF


def _is_left_out(element: etree._Element) -> bool:
    """Hidden runs, deleted rows, lower cells of a vertically merged one, the hint of a form that nobody filled in."""
    if element.tag == qn("w:r"):
        return _is_on(element.find(qn("w:rPr")), "w:vanish")
    if element.tag == qn("w:tr"):
        return _is_on(element.find(qn("w:trPr")), "w:del")
    if element.tag == qn("w:sdt"):
        return _is_on(element.find(qn("w:sdtPr")), "w:showingPlcHdr")
    merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") if element.tag == qn("w:tc") else None
    return element.tag in _SKIPPED or (merge is not None and merge.get(qn("w:val"), "continue") == "continue")


def _pick_alternative(alternatives: etree._Element) -> etree._Element | None:
    """One of ``Choice`` and ``Fallback``: both hold the same text box."""
    return next((child for child in alternatives if isinstance(child.tag, str)), None)


def _collect_signs(element: etree._Element, signs: list[str], boxes: list[etree._Element]) -> None:
    """Collect the characters of a paragraph, and the text boxes anchored in it, which are read after it."""
    for child in element:
        if child.tag in _TEXT:
            signs.append(child.text or "")
        elif child.tag in _SIGNS:
            signs.append(_SIGNS[child.tag])
        elif child.tag == qn("w:txbxContent"):
            boxes.append(child)
        elif child.tag == _ALTERNATIVES:
            chosen = _pick_alternative(child)
            if chosen is not None:
                _collect_signs(chosen, signs, boxes)
        elif not _is_left_out(child):
            _collect_signs(child, signs, boxes)


def _read_paragraph(paragraph: etree._Element) -> Iterator[str]:
    signs: list[str] = []
    boxes: list[etree._Element] = []
    _collect_signs(paragraph, signs, boxes)
    yield "".join(signs)
    for box in boxes:
        yield from _read_blocks(box)


def _read_blocks(element: etree._Element) -> Iterator[str]:
    """Paragraphs in reading order, those of table cells row by row: a cell's sentence does not run into the next."""
    for child in element:
        if child.tag == qn("w:p"):
            yield from _read_paragraph(child)
        elif child.tag == _ALTERNATIVES:
            chosen = _pick_alternative(child)
            if chosen is not None:
                yield from _read_blocks(chosen)
        elif not _is_left_out(child):
            yield from _read_blocks(child)


def _parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    xml = read_member(archive, name)
    check_xml(xml)
    try:
        return parse_xml(xml.replace(STRICT_NAMESPACE, nsmap["w"].encode()))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource("damaged", detail=f"{name}: {error}") from error


def _resolve(folder: str, target: str) -> str:
    """Name of the member that a link in `folder` points to; ``/word/x.xml`` counts from the top."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _find_parts(archive: zipfile.ZipFile, folder: str, relations: str) -> dict[str, str]:
    """Parts that a relations file points to: last word of the type → name of the member; missing ones left out."""
    if relations not in archive.namelist():
        return {}
    links = [link for link in _parse_part(archive, relations) if link.get("TargetMode") != "External"]
    parts = {link.get("Type", "").rpartition("/")[2]: _resolve(folder, link.get("Target", "")) for link in links}
    return {kind: name for kind, name in parts.items() if name in archive.namelist()}


def _read_notes(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Footnotes or endnotes; those with a type are separators."""
    for note in _parse_part(archive, name):
        if note.get(qn("w:type"), "normal") == "normal":
            yield from _read_blocks(note)


def _read_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    main = _find_parts(archive, "", "_rels/.rels").get("officeDocument", "word/document.xml")
    folder, _, name = main.rpartition("/")
    body = _parse_part(archive, main).find(qn("w:body"))
    if body is None:
        raise UnreadableSource("damaged", detail=f"{main}: no w:body")
    yield from _read_blocks(body)
    parts = _find_parts(archive, folder, posixpath.join(folder, "_rels", f"{name}.rels"))
    for kind in ("footnotes", "endnotes"):
        if kind in parts:
            yield from _read_notes(archive, parts[kind])


def extract_text(content: bytes, *, settings: DocumentSettings | None = None) -> str:
    """Text of a .docx, paragraphs separated by a blank line.

    A cell of a table is a paragraph of its own, merged cells occur once; text boxes follow the paragraph that they are
    anchored in; footnotes and endnotes stand at the end.

    Raises
    ------
    UnreadableSource
        ``damaged``, ``password``, ``zip_bomb`` or ``external_entity``, see `pyshma.documents.archive`.
    """
    with open_archive(content, settings=settings or DocumentSettings()) as archive:
        paragraphs = [paragraph.strip() for paragraph in _read_parts(archive)]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _looks_docx(content: bytes) -> bool:
    return b"word/document" in content


@reader(suffixes=(".docx", ".docm", ".dotx"), signatures=(b"PK\x03\x04",), sniff=_looks_docx)
def read_docx(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:
    """Read a Word document as one text."""
    yield Passage(extract_text(content, settings=settings))
