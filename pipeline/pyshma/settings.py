"""Settings of an analysis: one frozen dataclass per chapter, read from ``analysis.toml``.

Everything has a default; a file names only what differs. Unknown names are errors that suggest the known one.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from .errors import SettingsError, did_you_mean

SEPARATORS = (",", ";", "\t")


def _refuse(section: str, name: str, value: object, known: str, *, good: bool) -> None:
    """Raise an error that names a setting and what it may be, unless its value is good."""
    if not good:
        raise SettingsError(f"[{section}] {name} must be {known}, found {value!r}")


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Which texts are read and how large they may be.

    Parameters
    ----------
    max_bytes
        Files larger than this are rejected with the reason; the unpacked parts of an archive (.docx, .odt, .xlsx)
        obey the same limit times `max_unpacked`.
    max_unpacked
        Largest ratio of unpacked to packed size of an archive member before it counts as a zip bomb.
    max_characters
        Texts longer than this are rejected; a book of 400 pages has about as many.
    text_column, id_column
        Columns of a table that hold text and id; None: found by their usual names.
    """

    max_bytes: int = 50_000_000
    max_unpacked: int = 200
    max_characters: int = 1_000_000
    text_column: str | None = None
    id_column: str | None = None

    def __post_init__(self) -> None:
        """Refuse limits that no file could keep."""
        _refuse("documents", "max_bytes", self.max_bytes, "1 or more", good=self.max_bytes >= 1)
        _refuse("documents", "max_unpacked", self.max_unpacked, "1 or more", good=self.max_unpacked >= 1)
        _refuse("documents", "max_characters", self.max_characters, "1 or more", good=self.max_characters >= 1)


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """How words are read.

    Parameters
    ----------
    spelling
        Whether misspelt words count as the words that were meant; the text itself is never changed.
    """

    spelling: bool = True


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """When mentions become an assignment.

    Parameters
    ----------
    threshold
        Score that a document must reach.
    short_document
        A document of fewer words must reach only a part of `threshold`, in proportion to its length and at least
        half, because a short letter says nothing in passing; 0: all documents must reach the same.
    min_share
        Part of the score of the strongest theme of the document that a theme must reach as well, because beside a
        subject that is spoken of at length a single word is a passing one; 0: themes do not depend on each other.
        0.3 was chosen on texts by ten authors and three hands, each left out in turn: F1 of essays 0.70 → 0.73 and
        the mean error of shares 8 → 3.4 points. In a short document the part grows as `threshold` shrinks, to
        0.7 in the shortest: of 1,500 citizens' messages with one subject F1 0.62 → 0.67, of essays the same.
    """

    threshold: float = 1.0
    short_document: int = 80
    min_share: float = 0.3

    def __post_init__(self) -> None:
        """Refuse what no score can be measured by."""
        _refuse("themes", "threshold", self.threshold, "above 0", good=self.threshold > 0)
        _refuse("themes", "short_document", self.short_document, "0 or more", good=self.short_document >= 0)
        _refuse("themes", "min_share", self.min_share, "from 0 to 1", good=0 <= self.min_share <= 1)


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """How topics are found.

    Parameters
    ----------
    n_topics
        None: chosen from the stability of the solutions; 0: no topics.
    min_documents
        Terms that occur in fewer documents are left out.
    max_share
        Terms that occur in a larger share of the documents are left out.
    n_subsamples
        Number of 80 % subsamples behind each stability figure.
    seed
        Of the factorisation and of the subsamples.
    """

    n_topics: int | None = None
    min_documents: int = 3
    max_share: float = 0.5
    n_subsamples: int = 10
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what no topics can be found by."""
        n_topics = self.n_topics
        _refuse("topics", "n_topics", n_topics, "0 (no topics) or more", good=n_topics is None or n_topics >= 0)
        _refuse("topics", "min_documents", self.min_documents, "1 or more", good=self.min_documents >= 1)
        _refuse("topics", "max_share", self.max_share, "above 0, at most 1", good=0 < self.max_share <= 1)
        _refuse("topics", "n_subsamples", self.n_subsamples, "1 or more", good=self.n_subsamples >= 1)
        _refuse("topics", "seed", self.seed, "0 or more", good=self.seed >= 0)


@dataclass(frozen=True, slots=True)
class StatisticsSettings:
    """What the shares are shares of, and how sure the intervals are.

    Parameters
    ----------
    population
        Number of people of whom the documents are a sample without replacement; None: an endless population.
    by
        Variables by which prevalence is broken down.
    confidence
        Of the intervals, between 0 and 1.
    """

    population: int | None = None
    by: tuple[str, ...] = ()
    confidence: float = 0.95

    def __post_init__(self) -> None:
        """Refuse what no interval can be computed with."""
        population, confidence = self.population, self.confidence
        _refuse("statistics", "population", population, "1 or more", good=population is None or population >= 1)
        _refuse("statistics", "confidence", confidence, "above 0 and below 1", good=0 < confidence < 1)


@dataclass(frozen=True, slots=True)
class ResultSettings:
    """How results are written.

    Parameters
    ----------
    separator
        Between the cells of CSV files. Excel with Russian regional settings splits a file on double click only at
        ``;``; everything else expects a comma.
    anonymize
        Replace names of people by «[имя 1]», «[имя 2]» … in everything that is written, and do not keep the texts.
    personal
        Variables that are left out when `anonymize` is set; each must be one of the documents.
    """

    separator: str = ","
    anonymize: bool = False
    personal: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would not give a table."""
        if self.separator not in SEPARATORS:
            raise SettingsError(
                f"[results] separator must be one of {', '.join(map(repr, SEPARATORS))}, found {self.separator!r}"
            )


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """Words of the report and of the figures; None: plain ones in the language of the analysis.

    Parameters
    ----------
    title
        Heading of the report; None: the title of the corpus.
    headline
        The sentence below it; None: number of documents and themes, and the most frequent themes.
    document_forms
        What a document is called, in the forms that numbers ask for: ``["сочинение", "сочинения", "сочинений"]``,
        in English ``["essay", "essays"]``.
    breakdown_title, groups_title, cooccurrence_title, attitudes_title
        Above each figure; in `groups_title` the variable stands for ``{column}``.
    breakdown_caption, groups_caption, cooccurrence_caption, attitudes_caption
        Below each figure.
    """

    title: str | None = None
    headline: str | None = None
    document_forms: tuple[str, ...] = ()
    breakdown_title: str | None = None
    breakdown_caption: str | None = None
    groups_title: str | None = None
    groups_caption: str | None = None
    cooccurrence_title: str | None = None
    cooccurrence_caption: str | None = None
    attitudes_title: str | None = None
    attitudes_caption: str | None = None

    def __post_init__(self) -> None:
        """Refuse a noun without all its forms."""
        if len(self.document_forms) not in (0, 2, 3):
            raise SettingsError(
                "[report] document_forms must be the forms for 1, 2 and 5 documents (in English for 1 and 2), found "
                f"{', '.join(map(repr, self.document_forms))}"
            )

    def check_forms(self, language: str) -> None:
        """Make sure that the noun has the forms that numbers ask for in a language: three in Russian.

        Raises
        ------
        SettingsError
            It has two.
        """
        if language == "ru" and len(self.document_forms) == 2:
            raise SettingsError(
                "[report] document_forms must be three in Russian, such as «сочинение», «сочинения», «сочинений»; "
                f"found {', '.join(map(repr, self.document_forms))}"
            )


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How work is cut into partitions, which have at most so many documents and bytes; see `pyshma.partition.cut`."""

    partition_documents: int = 128
    partition_bytes: int = 1_000_000

    def __post_init__(self) -> None:
        """Refuse partitions that could hold nothing."""
        n_documents, n_bytes = self.partition_documents, self.partition_bytes
        _refuse("run", "partition_documents", n_documents, "1 or more", good=n_documents >= 1)
        _refuse("run", "partition_bytes", n_bytes, "1 or more", good=n_bytes >= 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of an analysis.

    Examples
    --------
    >>> Settings(topics=TopicSettings(n_topics=8)).topics.n_topics
    8
    """

    documents: DocumentSettings = field(default_factory=DocumentSettings)
    language: LanguageSettings = field(default_factory=LanguageSettings)
    themes: ThemeSettings = field(default_factory=ThemeSettings)
    topics: TopicSettings = field(default_factory=TopicSettings)
    statistics: StatisticsSettings = field(default_factory=StatisticsSettings)
    results: ResultSettings = field(default_factory=ResultSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    run: RunSettings = field(default_factory=RunSettings)

    @classmethod
    def read(cls, path: str | Path) -> Settings:
        """Read an ``analysis.toml``.

        Raises
        ------
        SettingsError
            The file does not open or is not TOML, a section or a name is unknown, or a value has the wrong type.
        """
        path = Path(path)
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError as error:
            raise SettingsError(f"{path}: no such settings file; check the name") from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SettingsError(f"{path}: the settings file does not open: {reason}; give a TOML file") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path}: not a TOML file: {error}") from error
        return cls.from_dict(data, place=str(path))

    @classmethod
    def from_dict(cls, data: dict[str, Any], *, place: str = "settings") -> Settings:
        """Build settings from nested dictionaries, as `as_dict` returns them."""
        sections = get_type_hints(cls)
        for name in data:
            if name not in sections:
                raise SettingsError(_unknown(f"{place}: section [{name}]", name, sections))
        return cls(**{name: _read_section(name, sections[name], values, place) for name, values in data.items()})

    def as_dict(self) -> dict[str, Any]:
        """Nested dictionaries, ready for JSON."""
        return asdict(self)


def _read_section(name: str, section: type, values: object, place: str) -> Any:  # noqa: ANN401
    if not isinstance(values, dict):
        raise SettingsError(f"{place}: [{name}] must be a section, found {values!r}")
    known = get_type_hints(section)
    arguments: dict[str, object] = {}
    for key, value in values.items():
        if key not in known:
            raise SettingsError(_unknown(f"{place}: [{name}] {key}", key, known))
        arguments[key] = _check(f"{place}: [{name}] {key}", value, known[key])
    return section(**arguments)


def _check(place: str, value: object, annotation: Any) -> object:  # noqa: ANN401
    """Check a TOML value against the type of its field; lists become tuples, whole numbers fractions."""
    if get_origin(annotation) is tuple:
        if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise SettingsError(f"{place} must be a list of strings, found {value!r}")
    kind, *others = get_args(annotation) or (annotation,)  # str | None
    if value is None and NoneType in others:
        return value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise SettingsError(f"{place} must be a value of type {kind.__name__}, found {value!r}")
    return value


def _unknown(what: str, name: str, known: dict[str, Any]) -> str:
    return f"{what} is unknown; known: {', '.join(sorted(known))}{did_you_mean(name, known)}"
