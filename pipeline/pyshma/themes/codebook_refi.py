"""REFI-QDA codebooks (``.qdc``): what MAXQDA, NVivo, ATLAS.ti, QualCoder and Taguette exchange.

The standard (REFI-QDA 1.5, https://www.qdasoftware.org, namespace ``urn:QDA-XML:codebook:1.0``) knows nested codes with
a name and a description, and nothing else. So a theme is a ``Code``, and what a code has no field for stands at the end
of its description after the line ``--- pyshma ---``, in the keys of the YAML file, one item to a line, so that nothing
is lost where a program drops spaces at the beginning of lines::

    Состояние природы вокруг людей.

    --- pyshma ---
    id: ecology
    include: Воздух, вода, мусор
    patterns:
    - эколог*
    - {text: воздух, weight: 0.6}
    match:
    - Хочу чистый воздух.

Title, version and lists (as ``<name>:``) are those of a code around all others that is marked as not codable. Programs
write different namespaces (``1.0``, ``1:0``, none), so elements are known by their names alone.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from ..documents.archive import check_xml
from ..errors import CodebookError, UnreadableSource
from .codebook_file import CODEBOOK_FILES, format_yaml, refuse
from .codebook_names import make_patterns, make_theme_id

if TYPE_CHECKING:
    from .codebook import Codebook, Theme

NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"
SCHEMA: Final = "http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"
MARK: Final = "--- pyshma ---"
BOOK_KEYS: Final = ("version", "language", "order")
EXAMPLE_KEYS: Final = ("match", "no_match")
GUIDS: Final = uuid.UUID("7d6c1f0a-4b0e-5a39-9f0b-0c5f6f3a2035")  # of this project; the ids of themes are named in it

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LIST = re.compile(r"<.*>", re.DOTALL)
_MARK = re.compile(r"[ \t]*[-–—]{1,3}[ \t]*pyshma[ \t]*[-–—]{1,3}[ \t]*")  # some programs improve hyphens to dashes


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _local(child) == name)


def _has_codes(code: etree._Element) -> bool:
    return next(_children(code, "Code"), None) is not None


def _parse(content: bytes, place: str) -> etree._Element:
    """The element ``CodeBook``; a project (``.qde``) has it one level down."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        check_xml(content)
        root = etree.fromstring(content, parser)
    except UnreadableSource as error:
        raise refuse(error, place) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CodebookError(f"{place}: not a REFI-QDA codebook: {error}") from error
    book = root if _local(root) == "CodeBook" else next(_children(root, "CodeBook"), None)
    if book is None:
        raise CodebookError(f"{place}: not a REFI-QDA codebook: there is no CodeBook in {_local(root)}")
    return book


def _description(code: etree._Element) -> str:
    texts = ("".join(str(text) for text in child.itertext()) for child in _children(code, "Description"))
    return "\n".join(texts).replace("\r\n", "\n").replace("\r", "\n")


def _split(description: str, place: str) -> tuple[str, dict[str, Any]]:
    """The words for people, and the keys after the last mark."""
    lines = description.split("\n")
    marks = [number for number, line in enumerate(lines) if _MARK.fullmatch(line)]
    if not marks:
        return description.strip(), {}
    before, after = lines[: marks[-1]], "\n".join(lines[marks[-1] + 1 :])
    return "\n".join(before).strip(), CODEBOOK_FILES.parse(after, f"{place}: after {MARK!r}") if after.strip() else {}


def _gather_examples(keys: Mapping[str, Any]) -> dict[str, Any]:
    examples = {key: value for key, value in keys.items() if key in EXAMPLE_KEYS}
    others = {key: value for key, value in keys.items() if key not in EXAMPLE_KEYS}
    return others | ({"examples": examples} if examples else {})


def _gather_lists(keys: Mapping[str, Any]) -> dict[str, Any]:
    lists = {key[1:-1]: value for key, value in keys.items() if _LIST.fullmatch(key)}
    return {key: value for key, value in keys.items() if key in BOOK_KEYS} | ({"lists": lists} if lists else {})


class _Reader:
    """Walks the tree of codes; themes in the order of the tree."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.book: dict[str, Any] = {}
        self.themes: list[dict[str, Any]] = []

    def read(self, codes: etree._Element, parent: dict[str, Any] | None) -> None:
        for code in _children(codes, "Code"):
            name = (code.get("name") or "").strip()
            definition, more = _split(_description(code), f"{self.place}: code {name!r}")
            if more and all(key in BOOK_KEYS or _LIST.fullmatch(key) for key in more):
                self.book |= {"title": name, **_gather_lists(more)}
                self.read(code, parent)
            else:
                theme = {**_gather_examples(more), "name": name, "definition": definition}
                self.read(code, self.add(code, theme, parent))

    def add(self, code: etree._Element, theme: dict[str, Any], parent: dict[str, Any] | None) -> dict[str, Any]:
        is_group = code.get("isCodable", "true").strip().lower() in {"false", "0"} and _has_codes(code)
        theme.setdefault("patterns", [] if is_group else make_patterns(theme["name"]))
        self.themes.append(theme | {"_parent": parent} if parent is not None else theme)
        return self.themes[-1]


def _give_ids(themes: list[dict[str, Any]]) -> None:
    """Ids from names where a program knows none, then the ids of parents."""
    taken = {str(theme["id"]) for theme in themes if "id" in theme}
    for theme in themes:
        if "id" not in theme:
            theme["id"] = make_theme_id(theme["name"], taken)
            taken.add(theme["id"])
    for theme in themes:
        parent = theme.pop("_parent", None)
        if parent is not None:
            theme["parent"] = parent["id"]


def read_refi(path: Path) -> dict[str, Any]:
    """Nested dictionaries of a REFI-QDA codebook, in the shape of the YAML file.

    A code of another program gets its id and its first patterns from its name. Codes that are not codable and have
    codes inside get no patterns.

    Raises
    ------
    CodebookError
        The file is not XML, declares entities, or holds no codebook; what follows the mark in a description is not
        YAML.
    """
    reader = _Reader(path.name)
    for codes in _children(_parse(CODEBOOK_FILES.read_content(path), path.name), "Codes"):
        reader.read(codes, None)
    _give_ids(reader.themes)
    order = {str(id_): place for place, id_ in enumerate(reader.book.pop("order", None) or ())}
    themes = sorted(reader.themes, key=lambda theme: order.get(str(theme["id"]), len(order)))
    return {"title": path.stem, **reader.book, "themes": themes}


def _add_code(parent: etree._Element, name: str, key: str, words: str, more: Mapping[str, Any]) -> etree._Element:
    guid = str(uuid.uuid5(GUIDS, key)).upper()
    is_codable = "false" if key == "codebook" else "true"
    code = etree.SubElement(parent, f"{{{NAMESPACE}}}Code", guid=guid, name=name, isCodable=is_codable)
    text = "\n\n".join(part for part in (words, f"{MARK}\n{format_yaml(more).rstrip()}") if part)
    etree.SubElement(code, f"{{{NAMESPACE}}}Description").text = text
    return code


def _in_tree_order(codebook: Codebook, parent: str | None = None) -> Iterator[Theme]:
    for theme in codebook.themes:
        if theme.parent == parent:
            yield theme
            yield from _in_tree_order(codebook, theme.id)


def _book_keys(codebook: Codebook) -> dict[str, Any]:
    ids = [theme.id for theme in codebook.themes]
    moved = ids != [theme.id for theme in _in_tree_order(codebook)]
    lists = {f"<{name}>": list(texts) for name, texts in codebook.lists.items()}
    version = {"version": codebook.version} if codebook.version else {}
    return {**version, "language": codebook.language, **lists, **({"order": ids} if moved else {})}


def _theme_keys(theme: Theme) -> dict[str, Any]:
    from .codebook import theme_as_dict

    keys = theme_as_dict(theme)
    examples: dict[str, Any] = keys.pop("examples", {})
    return {key: value for key, value in keys.items() if key not in {"name", "definition", "parent"}} | examples


def format_refi(codebook: Codebook) -> bytes:
    """A codebook as REFI-QDA; the guid of a code depends on the id of its theme alone.

    `read_refi` gives everything back.
    """
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE, "xsi": _XSI}, origin="pyshma")
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    codes = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    places: dict[str | None, etree._Element] = {
        None: _add_code(codes, codebook.title, "codebook", "", _book_keys(codebook))
    }
    for theme in _in_tree_order(codebook):
        parent, key = places[theme.parent], f"theme:{theme.id}"
        places[theme.id] = _add_code(parent, theme.name, key, theme.definition, _theme_keys(theme))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))
