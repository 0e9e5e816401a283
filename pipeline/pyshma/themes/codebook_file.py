"""YAML file → plain dictionaries, strictly: no repeated keys, no aliases, every scalar is text.

PyYAML keeps the last of two equal keys without a word, reads ``version: 1.10`` as 1.1 and «no» as False, and lets nine
lines of aliases fill the memory; a codebook must not depend on any of that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from ..errors import CodebookError

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


def _read_text(path: Path) -> str:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError as error:
        raise CodebookError(f"{path}: no such codebook; give the path of a YAML file") from error
    except OSError as error:
        raise CodebookError(f"{path}: the codebook cannot be opened: {error.strerror or error}") from error
    if size > MAX_BYTES:
        raise CodebookError(f"{path}: {size:,} bytes; a codebook may have {MAX_BYTES:,}. Is it the right file?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path}: not UTF-8 (byte {error.start}); save the codebook as UTF-8") from error


def _check_events(text: str, path: Path) -> None:
    """Refuse aliases and depth before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise CodebookError(
                f"{path.name}: line {line}: anchors and aliases (&name, *name) are not used in codebooks; "
                "put a pattern that begins with & or * in quotes"
            )
        if depth > MAX_DEPTH:
            raise CodebookError(f"{path.name}: nested deeper than {MAX_DEPTH} levels; is it a codebook?")


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file whose top is a mapping.

    Raises
    ------
    CodebookError
        The file is missing, too large, not UTF-8, not YAML, has a repeated key, an alias or no mapping at its top.
    """
    text = _read_text(path)
    try:
        _check_events(text, path)
        data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - builds nothing but text, lists and dictionaries
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(f"{path.name}: line {line}: {error.problem or 'not YAML'}") from error
    except yaml.YAMLError as error:
        raise CodebookError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(data, dict):
        raise CodebookError(f"{path.name}: the codebook must begin with keys such as 'title:' and 'themes:'")
    return data
