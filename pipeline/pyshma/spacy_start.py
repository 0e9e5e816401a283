"""spaCy without its command line, until somebody asks for it.

``import spacy`` also imports ``spacy.cli``: twenty commands and the web clients they download with, a third of its
time (`docs/performance.md`). Nothing here needs them. A finder that stands until spaCy is imported, and then withdraws,
puts a placeholder in their place, which becomes the real package at the first look into it: ``spacy.info()``,
``spacy.cli.train`` and ``import spacy.cli.convert`` work as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

COMMANDS: Final = "spacy.cli"
INFO: Final = "spacy.cli.info"


class _Placeholder(ModuleType):
    """A module that gives way to the real one when a public name of it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(_import_really(self.__name__), name)


def _import_really(name: str) -> ModuleType:
    for placeholder in (INFO, COMMANDS):
        if isinstance(sys.modules.get(placeholder), _Placeholder):
            del sys.modules[placeholder]
    return import_module(name)


def _info(*args: Any, **options: Any) -> Any:  # noqa: ANN401
    """``spacy.info`` of the real package."""
    return _import_really(INFO).info(*args, **options)


class _Finder(MetaPathFinder, Loader):
    """Finds placeholders for ``spacy.cli`` and for the one module of it that ``import spacy`` takes a name from."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in (COMMANDS, INFO):
            return None
        spec = ModuleSpec(fullname, self, is_package=fullname == COMMANDS)
        if fullname == COMMANDS:
            spec.submodule_search_locations = [f"{folder}/cli" for folder in path or ()]
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Placeholder(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == INFO:
            vars(module)["info"] = _info
            sys.meta_path.remove(self)


def defer_spacy_commands() -> None:
    """Let ``import spacy`` leave its command line out; nothing changes where spaCy is imported already."""
    if "spacy" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
