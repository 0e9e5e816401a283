"""Imports point one way, and each outside library has one door."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pyshma
from pyshma.messages.catalogue import read_catalogue

PACKAGE = Path(pyshma.__file__).parent
CHAPTERS = ("documents", "language", "entities", "themes", "topics", "statistics", "results")
SHARED = {
    "garbage",
    "errors",
    "settings",
    "messages",
    "documents.document",
    "documents.archive",
    "resources",
    "strict_yaml",
    "workbooks",
    "writing",
}
MAY_ALSO_IMPORT = {"results": {"statistics"}}

DOORS = {
    "altair": {"results/figures/"},
    "vl_convert": {"results/figures/saving.py"},
    "jinja2": {"results/report/page.py"},
    "markupsafe": {"results/report/"},
    "xlsxwriter": {"results/workbook.py", "themes/codebook_sheet.py"},
    "typer": {"cli.py", "cli_codebook.py", "cli_train.py", "console.py"},
    "rich": {"console.py"},
    "sklearn": {"topics/", "themes/"},
    "pymorphy3": {"language/"},
    "slovnet": {"language/"},
    "navec": {"language/"},
    "razdel": {"language/"},
    "natasha": {"language/"},
    "docx": {"documents/readers/docx.py"},
    "odf": {"documents/readers/odt.py"},
    "striprtf": {"documents/readers/rtf.py"},
    "pypdfium2": {"documents/readers/pdf.py"},
    "openpyxl": {"documents/archive.py", "documents/readers/excel.py"},
    "bs4": {"documents/readers/"},
    "lxml": {"documents/", "themes/codebook_refi.py"},
    "pytesseract": {"documents/readers/scan.py"},
    "PIL": {"documents/readers/scan.py"},
    "olefile": {"documents/"},
    "yaml": {"strict_yaml.py", "themes/codebook_file.py"},
    "pyarrow": {"results/store.py"},
    "safetensors": {"themes/encoder/storage.py", "themes/trained/storage.py"},
    "requests": set(),
    "pickle": set(),
    "pymorphy2": set(),
    "yargy": set(),
}


def modules() -> list[str]:
    return sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def imports(module: str) -> Iterator[str]:
    """Absolute names of everything that a module imports; our own begin with ``pyshma.``."""
    package = ["pyshma", *Path(module).parent.parts]
    for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            yield ".".join(part for part in (base, node.module) if part)
            if node.module is None:
                yield from (f"{base}.{name.name}" for name in node.names)


@pytest.mark.parametrize("module", modules())
def test_outside_libraries_have_one_door(module: str) -> None:
    for name in imports(module):
        doors = DOORS.get(name.split(".")[0])
        assert doors is None or any(module.startswith(door) for door in doors), f"{module} imports {name}"


@pytest.mark.parametrize("module", [name for name in modules() if name.split("/")[0] in CHAPTERS])
def test_chapters_do_not_import_each_other(module: str) -> None:
    chapter = module.split("/", maxsplit=1)[0]
    allowed = {chapter} | SHARED | MAY_ALSO_IMPORT.get(chapter, set())
    for name in imports(module):
        if name.startswith("pyshma."):
            inner = name.removeprefix("pyshma.")
            assert any(inner == one or inner.startswith(f"{one}.") for one in allowed), f"{module} imports {name}"


@pytest.mark.parametrize("module", modules())
def test_no_pattern_has_a_possessive_group(module: str) -> None:
    """In Python 3.11.2, which Debian 12 has, such groups match nothing without end; single characters may have it."""
    source = (PACKAGE / module).read_text(encoding="utf-8")
    assert re.search(r"\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>", source) is None


def test_public_names_are_those_of_the_namespace() -> None:
    assert [getattr(pyshma, name) for name in pyshma.__all__]
    assert dir(pyshma) == sorted(pyshma.__all__)


def test_messages_are_the_same_in_both_languages() -> None:
    import string

    def fields(text: str) -> set[str]:
        return {name.split("!")[0].split(":")[0] for _, name, _, _ in string.Formatter().parse(text) if name}

    russian, english = (
        {(section, key): fields(text) for section, keys in read_catalogue(lang).items() for key, text in keys.items()}
        for lang in ("ru", "en")
    )
    assert russian == english


def test_no_module_is_too_long() -> None:
    lengths = {module: len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) for module in modules()}
    assert {module: n for module, n in lengths.items() if n > 350} == {}
