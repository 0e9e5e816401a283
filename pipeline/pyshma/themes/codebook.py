"""The codebook: themes with their definitions, patterns and examples, as a person writes them in YAML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..garbage import collection_paused
from .notation import Lists, normalise_pattern, parse_list

DEFAULT_WEIGHT = 1.0
MATCHING = ("id", "parent", "unless", "patterns")
"""What mentions depend on, of all that a theme has."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What to look for.

    Parameters
    ----------
    id
        ``theme.hash`` of the normalised text: it stays when patterns are added, moved or weighted anew.
    text
        In the notation of `pyshma.themes.notation`.
    weight
        What one mention adds to the score of its theme; 1 is the default threshold of an assignment.
    unless
        Contexts in the same notation: a mention that overlaps one of them is dropped.
    """

    id: str
    text: str
    weight: float = DEFAULT_WEIGHT
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A category that a person defined.

    Parameters
    ----------
    id, name
        For tables and for people.
    definition, include, exclude
        What coders read.
    parent
        Id of the theme that contains this one; mentions of a theme count for its parent as well.
    unless
        Contexts that drop mentions of every pattern of the theme.
    match, no_match
        Short texts to which the theme must, or must not, be assigned; ``pyshma codebook lint`` checks them.
    """

    id: str
    name: str
    patterns: tuple[Pattern, ...]
    definition: str = ""
    include: str = ""
    exclude: str = ""
    parent: str | None = None
    unless: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """Themes in the order in which tables and figures name them.

    `lists` names words that several patterns share: ``<name>`` in a pattern stands for any of them.

    Examples
    --------
    >>> codebook = Codebook.from_dict(
    ...     {"title": "Город", "themes": [{"id": "ecology", "name": "Экология", "patterns": ["воздух"]}]}
    ... )
    >>> codebook.theme("ecology").patterns[0].id
    'ecology.96880e8f'
    """

    title: str
    themes: tuple[Theme, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: str = ""
    language: str = "ru"

    def __hash__(self) -> int:
        """Codebooks of equal content are one key of a cache."""
        return hash(self.digest)

    @classmethod
    def read(cls, path: str | Path) -> Codebook:
        """Read a codebook: YAML, a sheet of Excel (``.xlsx``) or REFI-QDA (``.qdc``), by the ending of the name.

        Raises
        ------
        CodebookError
            Everything that is wrong with the file, one line each: the file, the theme, the pattern, what was found
            and what to do.
        """
        from .codebook_formats import read_data

        with collection_paused():
            return cls.from_dict(read_data(Path(path)), place=Path(path).name)

    def write(self, path: str | Path) -> None:
        """Write the codebook in the format that the ending names; `read` gives an equal codebook back.

        The same codebook gives the same bytes. An existing file is replaced in one step.

        Raises
        ------
        CodebookError
            The ending is unknown, or a text is too long for a cell of Excel.
        OutputError
            The file cannot be written.
        """
        from .codebook_formats import write_codebook

        write_codebook(self, Path(path))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, place: str = "codebook") -> Codebook:
        """Build a codebook from nested dictionaries of the shape of the YAML file.

        Parameters
        ----------
        place
            Name of the source, for errors.

        Raises
        ------
        CodebookError
            As `read`.
        """
        from .codebook_check import check_codebook

        with collection_paused():  # thousands of patterns, all of them kept
            return check_codebook(data, place=place)

    def as_dict(self) -> dict[str, Any]:
        """Nested dictionaries of the shape of the YAML file; `from_dict` is the inverse."""
        return {
            "title": self.title,
            "version": self.version,
            "language": self.language,
            **({"lists": {name: list(texts) for name, texts in self.lists.items()}} if self.lists else {}),
            "themes": [theme_as_dict(theme) for theme in self.themes],
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content in hexadecimal; comments and layout of the file do not change it."""
        return _hash(self.as_dict())

    @cached_property
    def matching_digest(self) -> str:
        """SHA-256 of what decides which mentions are found and what they weigh; names, notes and examples do not."""
        data = self.as_dict()
        themes = [{key: theme[key] for key in MATCHING if key in theme} for theme in data["themes"]]
        return _hash({"lists": data.get("lists", {}), "themes": themes})

    @cached_property
    def parsed_lists(self) -> Lists:
        """Named lists as `parse_pattern` takes them."""
        return {name: parse_list(texts) for name, texts in self.lists.items()}

    @cached_property
    def outer(self) -> frozenset[str]:
        """Ids of the themes that have themes inside; they gather what these say."""
        return frozenset(theme.parent for theme in self.themes if theme.parent is not None)

    @cached_property
    def nesting(self) -> tuple[tuple[int, int], ...]:
        """Columns, in the order of the codebook, of each theme and the one that contains it; the innermost first."""
        columns = {theme.id: column for column, theme in enumerate(self.themes)}
        inner = sorted(self.themes, key=lambda theme: -len(list(self.lineage(theme.id))))
        return tuple((columns[theme.id], columns[theme.parent]) for theme in inner if theme.parent is not None)

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def _patterns(self) -> dict[str, Pattern]:
        return {pattern.id: pattern for theme in self.themes for pattern in theme.patterns}

    def theme(self, theme_id: str) -> Theme:
        """Theme by its id; `KeyError` when there is none."""
        return self._themes[theme_id]

    def pattern(self, pattern_id: str) -> Pattern:
        """Pattern by its id; `KeyError` when there is none."""
        return self._patterns[pattern_id]

    def lineage(self, theme_id: str) -> Iterator[str]:
        """Ids of a theme, its parent, and so on upwards."""
        current: str | None = theme_id
        while current is not None:
            yield current
            current = self.theme(current).parent


def _hash(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def make_pattern_id(theme_id: str, text: str) -> str:
    """Stable id of a pattern: spaces, letter case and ё do not change it, nor does its place in the file."""
    return f"{theme_id}.{hashlib.sha256(normalise_pattern(text).encode()).hexdigest()[:8]}"


def theme_as_dict(theme: Theme) -> dict[str, Any]:
    """A theme in the shape of the YAML file; what is empty is left out."""
    notes = {key: getattr(theme, key) for key in ("definition", "include", "exclude", "parent")}
    examples = {"match": list(theme.match), "no_match": list(theme.no_match)}
    return {
        "id": theme.id,
        "name": theme.name,
        **{key: note for key, note in notes.items() if note},
        **({"unless": list(theme.unless)} if theme.unless else {}),
        "patterns": [_pattern_as_dict(pattern) for pattern in theme.patterns],
        **({"examples": examples} if theme.match or theme.no_match else {}),
    }


def _pattern_as_dict(pattern: Pattern) -> str | dict[str, Any]:
    if pattern.weight == DEFAULT_WEIGHT and not pattern.unless:
        return pattern.text
    weight = {"weight": pattern.weight} if pattern.weight != DEFAULT_WEIGHT else {}
    unless = {"unless": list(pattern.unless)} if pattern.unless else {}
    return {"text": pattern.text, **weight, **unless}
