"""YAML text ↔ plain dictionaries. Read strictly: no repeated keys, no aliases, every scalar is text.

PyYAML keeps the last of two equal keys without a word, reads ``version: 1.10`` as 1.1 and «no» as False, and lets nine
lines of aliases fill the memory; a codebook must not depend on any of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from ..errors import CodebookError, UnreadableSource

MAX_BYTES = 5_000_000
MAX_DEPTH = 12

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _StrictLoader(_Base):  # type: ignore[misc]
    """Scalars stay text, and a key may stand once in a mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise ConstructorError(None, None, f"key {key!r} stands twice; delete one", key_node.start_mark)
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_content(path: Path) -> bytes:
    """Bytes of a codebook file.

    Raises
    ------
    CodebookError
        The file is missing, cannot be opened, or is larger than `MAX_BYTES`.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError as error:
        raise CodebookError(f"{path}: no such codebook; give the path of a YAML file") from error
    except OSError as error:
        raise CodebookError(f"{path}: the codebook cannot be opened: {error.strerror or error}") from error
    if size > MAX_BYTES:
        raise CodebookError(f"{path}: {size:,} bytes; a codebook may have {MAX_BYTES:,}. Is it the right file?")
    return content


def refuse(error: UnreadableSource, place: str) -> CodebookError:
    """The error for a container or an XML file that was found harmful or broken before it was opened."""
    if error.code == "external_entity":
        return CodebookError(f"{place}: the file declares XML entities, as harmful files do; save it anew")
    detail = ", ".join([error.code, *error.details.values()])
    return CodebookError(f"{place}: the file cannot be read as a codebook: {detail}")


def _decode(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path}: not UTF-8 (byte {error.start}); save the codebook as UTF-8") from error


def _check_events(text: str, place: str) -> None:
    """Refuse aliases and depth before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise CodebookError(
                f"{place}: line {line}: anchors and aliases (&name, *name) are not used in codebooks; "
                "put a pattern that begins with & or * in quotes"
            )
        if depth > MAX_DEPTH:
            raise CodebookError(f"{place}: nested deeper than {MAX_DEPTH} levels; is it a codebook?")


def parse_yaml(text: str, place: str) -> dict[str, Any]:
    """Read YAML whose top is a mapping; `place` names it in errors.

    Raises
    ------
    CodebookError
        It is not YAML, has a repeated key, an alias or no mapping at its top.
    """
    try:
        _check_events(text, place)
        data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - builds nothing but text, lists and dictionaries
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(f"{place}: line {line}: {error.problem or 'not YAML'}") from error
    except yaml.YAMLError as error:
        raise CodebookError(f"{place}: not YAML: {error}") from error
    if not isinstance(data, dict):
        raise CodebookError(f"{place}: the codebook must begin with keys such as 'title:' and 'themes:'")
    return data


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file.

    Raises
    ------
    CodebookError
        As `read_content` and `parse_yaml`, or the file is not UTF-8.
    """
    return parse_yaml(_decode(read_content(path), path), path.name)


class _Dumper(yaml.SafeDumper):
    """Lists one item a line, entries of a pattern together in braces, line breaks as signs inside quotes."""


class _Entry(dict[str, Any]):
    """A mapping that stays on its line: ``{text: дорога, weight: 0.5}``."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_entry(dumper: yaml.SafeDumper, entry: _Entry) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", entry.items(), flow_style=True)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(_Entry, _represent_entry)


def _lay_out(data: object) -> object:
    if isinstance(data, Mapping):
        kept = {key: _lay_out(value) for key, value in data.items()}
        return _Entry(kept) if "text" in kept else kept
    return [_lay_out(item) for item in data] if isinstance(data, list) else data


def format_yaml(data: Mapping[str, Any]) -> str:
    """Nested dictionaries of a codebook as YAML that `parse_yaml` reads back; an item of a list stays on its line.

    >>> print(format_yaml({"patterns": ["парк", {"text": "дорога", "weight": 0.5}]}), end="")
    patterns:
    - парк
    - {text: дорога, weight: 0.5}
    """
    return yaml.dump(_lay_out(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=inf)
