"""YAML text ↔ plain dictionaries of a codebook."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import Any, Final

import yaml

from ..errors import CodebookError, UnreadableSource
from ..strict_yaml import StrictYaml

CODEBOOK_FILES: Final = StrictYaml("codebook", ("title", "themes"), CodebookError)


def refuse(error: UnreadableSource, place: str) -> CodebookError:
    """The error for a container or an XML file that was found harmful or broken before it was opened."""
    if error.code == "external_entity":
        return CodebookError(f"{place}: the file declares XML entities, as harmful files do; save it anew")
    detail = ", ".join([error.code, *error.details.values()])
    return CodebookError(f"{place}: the file cannot be read as a codebook: {detail}")


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file, see `pyshma.strict_yaml`.

    Raises
    ------
    CodebookError
        The file cannot be read, is not YAML, or has a repeated key, an alias or no mapping at its top.
    """
    return CODEBOOK_FILES.parse(CODEBOOK_FILES.decode(CODEBOOK_FILES.read_content(path), path), path.name)


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
    """Nested dictionaries of a codebook as YAML that `read_yaml` reads back; an item of a list stays on its line.

    >>> print(format_yaml({"patterns": ["парк", {"text": "дорога", "weight": 0.5}]}), end="")
    patterns:
    - парк
    - {text: дорога, weight: 0.5}
    """
    return yaml.dump(_lay_out(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=inf)
