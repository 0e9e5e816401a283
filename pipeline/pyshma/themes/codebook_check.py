"""Plain dictionaries → `Codebook`: everything is checked, and all faults are told at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from ..errors import CodebookError, did_you_mean
from ..workbooks import UNWRITABLE
from .codebook import DEFAULT_WEIGHT, Codebook, Pattern, Theme, make_pattern_id
from .codebook_faults import raise_faults
from .codebook_names import THEME_ID
from .compilation import check_pattern
from .notation import Lists, parse_list

CODEBOOK_KEYS = ("title", "version", "language", "lists", "themes")
THEME_KEYS = ("id", "name", "definition", "include", "exclude", "parent", "unless", "patterns", "examples")
PATTERN_KEYS = ("text", "weight", "unless")
EXAMPLE_KEYS = ("match", "no_match")
MAX_WEIGHT = 100.0

_T = TypeVar("_T")
_D = TypeVar("_D")


class _Faults:
    """Collects what is wrong; every check that fails adds a line and lets the others go on.

    `lists` and `parents` (ids of the themes that have themes inside) are what checks need to know of the whole.
    """

    def __init__(self, place: str) -> None:
        self.place = place
        self.lines: list[str] = []
        self.lists: Lists = {}
        self.parents: frozenset[object] = frozenset()

    def add(self, where: str, what: str) -> None:
        self.lines.append(f"{self.place}: {where}: {what}" if where else f"{self.place}: {what}")

    def collect(self, where: str, check: Callable[[], _T], default: _D) -> _T | _D:
        try:
            return check()
        except CodebookError as error:
            for fault in error.args:
                self.add(where, fault)
            return default


def _check_keys(data: object, known: tuple[str, ...]) -> Mapping[str, Any]:
    """A mapping as it is; the error has one argument for each unknown key."""
    mapping = _mapping(data, known)
    names = ", ".join(known)
    unknown = [key for key in mapping if key not in known]
    if unknown:
        faults = (f"key {key!r} is unknown; known: {names}{did_you_mean(str(key), known)}" for key in unknown)
        raise CodebookError(*faults)
    return mapping


def _mapping(data: object, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise CodebookError(f"expected keys ({', '.join(known)}), found {_show(data)}")
    return data


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _text(data: Mapping[str, Any], key: str, *, required: bool = False) -> str:
    value = data.get(key)
    if value is None or value == "":
        if required:
            raise CodebookError(f"{key} is missing; give one")
        return ""
    if not isinstance(value, str):
        raise CodebookError(f"{key} must be text, found {_show(value)}; put it in quotes")
    return _clean(value, key)


def _clean(text: str, key: str) -> str:
    """Without spaces around it, lines ended alike; signs that no file of a codebook could hold are refused."""
    found = UNWRITABLE.search(text)
    if found is not None:
        raise CodebookError(f"{key} holds the sign U+{ord(found.group()):04X}, which is no text; delete it")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key)
    if value is None or value == "":
        return ()
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or not all(isinstance(item, str) and item.strip() for item in items):
        raise CodebookError(f"{key} must be a list of texts, found {_show(value)}")
    return tuple(_clean(item, key) for item in items)


def _contexts(data: Mapping[str, Any], lists: Lists) -> tuple[str, ...]:
    contexts = _texts(data, "unless")
    for context in contexts:
        check_pattern(context, lists)
    return contexts


def _weight(data: Mapping[str, Any]) -> float:
    value = data.get("weight", DEFAULT_WEIGHT)
    try:
        weight = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        weight = math.nan
    if isinstance(value, bool) or not 0 < weight <= MAX_WEIGHT:
        raise CodebookError(f"weight must be a number above 0, at most {MAX_WEIGHT:g}, found {_show(value)}")
    return weight


def _check_pattern(data: object, theme_id: str, lists: Lists) -> list[Pattern]:
    """Patterns of one entry: `text` may be a list of texts that share weight and contexts."""
    if not data:
        raise CodebookError("is empty; delete it or give a word")
    entry = _check_keys({"text": data} if isinstance(data, str) else data, PATTERN_KEYS)
    if isinstance(entry.get("text"), (list, tuple)):
        texts = _texts(entry, "text")
    else:
        texts = (_text(entry, "text", required=True),)
    weight, unless = _weight(entry), _contexts(entry, lists)
    for text in texts:
        check_pattern(text, lists)
    return [Pattern(make_pattern_id(theme_id, text), text, weight, unless) for text in texts]


def _check_patterns(data: object, theme_id: str, where: str, faults: _Faults) -> tuple[Pattern, ...]:
    if not data and theme_id in faults.parents:
        return ()  # such a theme gathers the mentions of those inside it
    if not isinstance(data, (list, tuple)) or not data:
        found = "nothing" if not data else _show(data)
        faults.add(where, f"patterns must be a list with at least one pattern, found {found}")
        return ()
    patterns: dict[str, tuple[int, Pattern]] = {}
    for number, item in enumerate(data, start=1):
        for pattern in _collect_patterns(item, theme_id, f"{where}: pattern {number}", faults):
            if pattern.id in patterns:
                first = patterns[pattern.id][0]
                faults.add(where, f"pattern {number} repeats pattern {first}, {pattern.text!r}; delete one")
            patterns.setdefault(pattern.id, (number, pattern))
    return tuple(pattern for _, pattern in patterns.values())


def _collect_patterns(item: object, theme_id: str, where: str, faults: _Faults) -> list[Pattern]:
    try:
        return _check_pattern(item, theme_id, faults.lists)
    except CodebookError as error:
        for fault in error.args:
            faults.lines.append(f"{faults.place}: {where}{' ' if fault.startswith('is ') else ': '}{fault}")
        return []


def _check_theme(data: object, number: int, faults: _Faults) -> Theme | None:
    where = f"theme {number}"
    if isinstance(data, Mapping) and isinstance(data.get("id"), str) and data["id"]:
        where = f"theme {data['id']!r}"
    faults.collect(where, lambda: _check_keys(data, THEME_KEYS), None)
    if not isinstance(data, Mapping):
        return None
    entry: Mapping[str, Any] = data
    theme_id = faults.collect(where, lambda: _theme_id(entry), "")
    examples: Mapping[str, Any] = faults.collect(where, lambda: _examples(entry), {})

    def text(key: str, *, required: bool = False) -> str:
        return faults.collect(where, lambda: _text(entry, key, required=required), "")

    return Theme(
        id=theme_id,
        name=text("name", required=True),
        patterns=_check_patterns(entry.get("patterns"), theme_id, where, faults),
        definition=text("definition"),
        include=text("include"),
        exclude=text("exclude"),
        parent=text("parent") or None,
        unless=faults.collect(where, lambda: _contexts(entry, faults.lists), ()),
        match=faults.collect(where, lambda: _texts(examples, "match"), ()),
        no_match=faults.collect(where, lambda: _texts(examples, "no_match"), ()),
    )


def _theme_id(entry: Mapping[str, Any]) -> str:
    theme_id = _text(entry, "id", required=True)
    if not THEME_ID.fullmatch(theme_id):
        raise CodebookError(f"id {theme_id!r} must be latin small letters, digits and _, such as 'urban_environment'")
    return theme_id


def _examples(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    value = entry.get("examples")
    if value is None or value == "":
        return {}
    try:
        return _check_keys(value, EXAMPLE_KEYS)
    except CodebookError as error:
        raise CodebookError(*(f"examples: {fault}" for fault in error.args)) from error


def _check_lists(data: object, faults: _Faults) -> dict[str, tuple[str, ...]]:
    """Check the named lists, and make them known to the patterns."""
    if data is None or data == "":
        return {}
    if not isinstance(data, Mapping):
        faults.add("", f"lists must be names with words, found {_show(data)}")
        return {}
    nothing: tuple[str, ...] = ()
    lists = {str(name): faults.collect(f"list {name!r}", partial(_list, data, name), nothing) for name in data}
    faults.lists = {name: parse_list(texts) for name, texts in lists.items() if texts}
    return lists


def _list(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    texts = _texts(data, name)
    if not texts:
        raise CodebookError("is empty; delete it or give a word")
    parse_list(texts)
    return texts


def _check_family(themes: list[Theme], faults: _Faults) -> None:
    """Ids are unique, parents exist, and nobody is their own ancestor."""
    parents = {theme.id: theme.parent for theme in themes}
    for theme_id, count in Counter(theme.id for theme in themes).items():
        if count > 1 and theme_id:
            faults.add(f"theme {theme_id!r}", f"the id stands {count} times; rename or join the themes")
    for theme in themes:
        if theme.parent is not None and theme.parent not in parents:
            hint = did_you_mean(theme.parent, parents)
            faults.add(f"theme {theme.id!r}", f"parent {theme.parent!r} is unknown{hint}; give the id of a theme")
        elif _is_own_ancestor(theme.id, parents):
            faults.add(f"theme {theme.id!r}", f"is its own ancestor through parent {theme.parent!r}; delete one parent")


def _is_own_ancestor(theme_id: str, parents: Mapping[str, str | None]) -> bool:
    current, seen = parents[theme_id], set[str]()
    while current is not None and current not in seen:
        if current == theme_id:
            return True
        seen.add(current)
        current = parents.get(current)
    return False


def check_codebook(data: Mapping[str, Any], *, place: str = "codebook") -> Codebook:
    """Build a codebook from nested dictionaries.

    Raises
    ------
    CodebookError
        One line per fault: `place`, the theme, the pattern, what was found and what to do.
    """
    faults = _Faults(place)
    faults.collect("", lambda: _check_keys(data, CODEBOOK_KEYS), None)
    entry: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    title = faults.collect("", lambda: _text(entry, "title", required=True), "")
    version = faults.collect("", lambda: _text(entry, "version"), "")
    language = faults.collect("", lambda: _text(entry, "language"), "") or "ru"
    if language != "ru":
        faults.add("", f"language {language!r} is not supported; known: ru")
    lists = _check_lists(entry.get("lists"), faults)
    items = entry.get("themes")
    if not isinstance(items, (list, tuple)) or not items:
        faults.add("", "themes must be a list with at least one theme")
        items = []
    faults.parents = frozenset(str(item.get("parent")) for item in items if isinstance(item, Mapping))
    found = [_check_theme(item, number, faults) for number, item in enumerate(items, start=1)]
    themes = [theme for theme in found if theme is not None]
    _check_family(themes, faults)
    raise_faults(faults.lines)
    return Codebook(title=title, themes=tuple(themes), lists=lists, version=version, language=language)
