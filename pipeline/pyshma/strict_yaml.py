"""YAML that people write, read strictly: no repeated keys, no aliases, every scalar is text.

PyYAML keeps the last of two equal keys without a word, reads ``version: 1.10`` as 1.1 and «no» as False, and lets nine
lines of aliases fill the memory; what is read here must not depend on any of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.constructor import ConstructorError

from .errors import PyshmaError

MAX_BYTES: Final = 5_000_000
MAX_DEPTH: Final = 12

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


@dataclass(frozen=True, slots=True)
class StrictYaml:
    """Reads files of one kind.

    Parameters
    ----------
    kind
        What errors call such a file.
    keys
        Some that it may begin with, for errors.
    error
        What is raised when a file does not say what it must.

    Examples
    --------
    >>> from pyshma.errors import NamesError
    >>> StrictYaml("file of names", ("names", "ignore"), NamesError).parse("ignore: [НЕТ]", "entities.yaml")
    {'ignore': ['НЕТ']}
    """

    kind: str
    keys: tuple[str, ...]
    error: type[PyshmaError]

    def read_content(self, path: Path) -> bytes:
        """Bytes of a file, also one that is no YAML.

        Raises
        ------
        PyshmaError
            The file is missing, cannot be opened, or is larger than `MAX_BYTES`.
        """
        try:
            size = path.stat().st_size
            content = path.read_bytes() if size <= MAX_BYTES else b""
        except FileNotFoundError as error:
            raise self.error(f"{path}: no such {self.kind}; give the path of a YAML file") from error
        except OSError as error:
            raise self.error(f"{path}: the {self.kind} cannot be opened: {error.strerror or error}") from error
        if size > MAX_BYTES:
            raise self.error(f"{path}: {size:,} bytes; a {self.kind} may have {MAX_BYTES:,}. Is it the right file?")
        return content

    def decode(self, content: bytes, path: Path) -> str:
        """The text of a file.

        Raises
        ------
        PyshmaError
            It is not UTF-8.
        """
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.error(f"{path}: not UTF-8 (byte {error.start}); save the {self.kind} as UTF-8") from error

    def parse(self, text: str, place: str) -> dict[str, Any]:
        """Nested dictionaries and lists of texts; `place` names the file in errors.

        Raises
        ------
        PyshmaError
            It is not YAML, has a repeated key, an alias or no mapping at its top.
        """
        try:
            self._check_events(text, place)
            data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - builds nothing but text, lists and dictionaries
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self.error(f"{place}: line {line}: {error.problem or 'not YAML'}") from error
        except yaml.YAMLError as error:
            raise self.error(f"{place}: not YAML: {error}") from error
        if not isinstance(data, dict):
            keys = " and ".join(f"'{key}:'" for key in self.keys)
            raise self.error(f"{place}: the {self.kind} must begin with keys such as {keys}")
        return data

    def _check_events(self, text: str, place: str) -> None:
        """Refuse aliases and depth before anything is built from them."""
        depth = 0
        for event in yaml.parse(text, Loader=_Base):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise self.error(
                    f"{place}: line {line}: anchors and aliases (&name, *name) are not used here; "
                    "put a text that begins with & or * in quotes"
                )
            if depth > MAX_DEPTH:
                raise self.error(f"{place}: nested deeper than {MAX_DEPTH} levels; is it a {self.kind}?")
