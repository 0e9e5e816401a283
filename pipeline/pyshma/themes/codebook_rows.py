"""A codebook as rows of a table, one for every name, note, pattern and example ↔ nested dictionaries.

Rows may stand in any order; that of the themes is the order in which they are first named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from ..errors import CodebookError, did_you_mean
from .codebook_faults import raise_faults
from .codebook_names import THEME_ID, make_theme_id
from .notation import Lists, parse_list, parse_pattern

if TYPE_CHECKING:
    from .codebook import Codebook, Theme

KINDS: Final = {
    "книга кодов": "title",
    "версия": "version",
    "список": "lists",
    "тема": "name",
    "определение": "definition",
    "относится": "include",
    "не относится": "exclude",
    "внутри темы": "parent",
    "исключение": "unless",
    "шаблон": "patterns",
    "пример": "match",
    "не пример": "no_match",
}
"""What stands in the column «Вид» → the key of the YAML file."""

_BOOK = frozenset({"title", "version"})
_ONCE = frozenset({"name", "definition", "include", "exclude", "parent"})
_SEPARATOR = re.compile(r";(?![^<>]*>)|\n")  # of contexts in one cell; no pattern holds a semicolon
_LIST = re.compile(r"<(.*)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Parameters
    ----------
    number
        In its sheet, from 1, for errors.
    theme
        Id or name of a theme, or ``<name>`` of a list; empty: that of the row above.
    kind
        A key of `KINDS`; empty: a pattern.
    weight
        As it stands in its cell; None: 1.
    unless
        Contexts of the pattern, separated by semicolons or line breaks.
    """

    number: int
    theme: str
    kind: str
    text: str
    weight: object = None
    unless: str = ""


@dataclass(slots=True)
class _Draft:
    """The dictionaries of a codebook while rows come in, and what is wrong with the rows."""

    place: str
    book: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    themes: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def check(self, row: Row, step: Callable[[Row], None]) -> None:
        try:
            step(row)
        except CodebookError as error:
            self.faults.append(f"{self.place}: row {row.number}: {error}")


def _fill_down(rows: Iterable[Row]) -> Iterator[Row]:
    """Give a row without a theme that of the row above."""
    above = ""
    for row in rows:
        if KINDS.get(row.kind) in _BOOK:
            yield row
        else:
            above = row.theme or above
            yield replace(row, theme=above)


class _Reader:
    """Puts rows in their places: books and lists, then names and notes of themes, then patterns, which need both."""

    def __init__(self, place: str, rows: list[Row]) -> None:
        self.draft = _Draft(place)
        self.rows = rows
        self.ids: dict[str, str] = {}  # by what stands in the column of themes
        self.parsed: Lists = {}

    def read(self) -> dict[str, Any]:
        for row in self.rows:
            self.draft.check(row, self.check_kind)
        raise_faults(self.draft.faults)
        self.find_themes()
        for row in self.rows:
            self.draft.check(row, self.put)
        raise_faults(self.draft.faults)
        lists = {"lists": self.draft.lists} if self.draft.lists else {}
        return {**self.draft.book, **lists, "themes": list(self.draft.themes.values())}

    def check_kind(self, row: Row) -> None:
        if not row.text:
            raise CodebookError("the text is missing; fill it in or delete the row")
        if row.kind and row.kind not in KINDS:
            hint = did_you_mean(row.kind, KINDS)
            raise CodebookError(f"kind {row.kind!r} is unknown; known: {', '.join(KINDS)}{hint}")
        key = KINDS.get(row.kind, "patterns")
        if key == "lists":
            name = _list_name(row.theme)
            texts = self.draft.lists.setdefault(name, [])
            texts.append(row.text)
            self.parsed = {**self.parsed, name: parse_list(texts)}
        elif key not in _BOOK and not row.theme:
            raise CodebookError("the theme is missing; give its id")

    def find_themes(self) -> None:
        """Ids of the themes in the order of their first rows; what is no id is a name that gets one."""
        rows = [row for row in self.rows if KINDS.get(row.kind, "patterns") not in _BOOK | {"lists"}]
        for row in rows:
            if THEME_ID.fullmatch(row.theme):
                self.ids[row.theme] = row.theme
        named = {row.text: row.theme for row in rows if row.kind == "тема" and row.theme in self.ids}
        self.ids = named | self.ids
        for row in rows:
            if row.theme not in self.ids:
                self.ids[row.theme] = make_theme_id(row.theme, set(self.ids.values()))
            theme_id = self.ids[row.theme]
            name = {} if row.theme == theme_id else {"name": row.theme}
            self.draft.themes.setdefault(theme_id, {"id": theme_id, **name, "patterns": []})

    def put(self, row: Row) -> None:
        key = KINDS.get(row.kind, "patterns")
        if key == "lists":
            return
        if key in _BOOK:
            self.put_once(self.draft.book, key, row)
            return
        theme = self.draft.themes[self.ids[row.theme]]
        if key in _ONCE:
            self.put_once(theme, key, row)
        elif key in {"match", "no_match"}:
            theme.setdefault("examples", {}).setdefault(key, []).append(row.text)
        elif key == "unless":
            parse_pattern(row.text, self.parsed)
            theme.setdefault(key, []).append(row.text)
        else:
            theme["patterns"].append(self.make_pattern(row))

    def put_once(self, owner: dict[str, Any], key: str, row: Row) -> None:
        text = self.ids.get(row.text, row.text) if key == "parent" else row.text
        if key in owner and not (key == "name" and owner[key] == row.theme):
            raise CodebookError(f"{row.kind!r} stands twice; delete one row")
        owner[key] = text

    def make_pattern(self, row: Row) -> dict[str, Any]:
        unless = [text.strip() for text in _SEPARATOR.split(row.unless) if text.strip()]
        for text in (row.text, *unless):
            parse_pattern(text, self.parsed)
        weight = {} if row.weight is None else {"weight": row.weight}
        return {"text": row.text, **weight, **({"unless": unless} if unless else {})}


def _list_name(theme: str) -> str:
    found = _LIST.fullmatch(theme)
    if found is None:
        raise CodebookError(f"the name of a list stands in «Тема» as <name>, found {theme!r}")
    return found[1]


def gather_rows(rows: Iterable[Row], place: str) -> dict[str, Any]:
    """Nested dictionaries of the shape of the YAML file.

    Raises
    ------
    CodebookError
        Rows that are not what they must be, each with its number; `place` names the file.
    """
    return _Reader(place, list(_fill_down(rows))).read()


Cells = tuple[str, str, str, float | None, str]
"""Theme, kind, text, weight, contexts."""


def _head_rows(codebook: Codebook) -> Iterator[Cells]:
    yield "", "книга кодов", codebook.title, None, ""
    if codebook.version:
        yield "", "версия", codebook.version, None, ""
    for name, texts in codebook.lists.items():
        yield from ((f"<{name}>", "список", text, None, "") for text in texts)


def _theme_rows(theme: Theme) -> Iterator[Cells]:
    yield theme.id, "тема", theme.name, None, ""
    for kind in ("определение", "относится", "не относится", "внутри темы"):
        text = getattr(theme, KINDS[kind])
        if text:
            yield theme.id, kind, text, None, ""
    yield from ((theme.id, "исключение", text, None, "") for text in theme.unless)
    for pattern in theme.patterns:
        weight = None if pattern.weight == 1 else pattern.weight
        yield theme.id, "шаблон", pattern.text, weight, "; ".join(pattern.unless)
    yield from ((theme.id, "пример", text, None, "") for text in theme.match)
    yield from ((theme.id, "не пример", text, None, "") for text in theme.no_match)


def list_rows(codebook: Codebook) -> list[Cells]:
    """Rows of a codebook, from which `gather_rows` makes it again."""
    return [*_head_rows(codebook), *(row for theme in codebook.themes for row in _theme_rows(theme))]
