"""The unit of work: material is cut into partitions, each under a key that says what its tables depend on."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import __version__
from .documents import Corpus, Document, Rejection, Source
from .documents.open_table import OpenTable
from .documents.variables import Variables
from .settings import DocumentSettings, LanguageSettings, RunSettings, ThemeSettings

if TYPE_CHECKING:
    from .entities import OwnNames
    from .themes import Codebook

LIBRARIES: Final = (
    "spacy",
    "natasha",
    "slovnet",
    "navec",
    "razdel",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "numpy",
    "scipy",
)


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to analyse: a catalogue of sources on disk, or documents that are in memory already.

    Parameters
    ----------
    variables
        Of the table of variables.
    row_variables
        Names of the variables that rows of other tables have.
    passed_over
        Folders of results among the sources.
    """

    corpus: Corpus
    items: tuple[Source, ...] | tuple[Document, ...]
    rejections: tuple[Rejection, ...]
    variables: Variables
    row_variables: frozenset[str] = frozenset()
    passed_over: tuple[str, ...] = ()

    @property
    def sizes(self) -> list[int]:
        """Bytes of each source, or characters of each text."""
        return [item.size if isinstance(item, Source) else len(item.text) for item in self.items]

    @property
    def variable_names(self) -> frozenset[str] | None:
        """Names of all variables; None where sources may bring their own."""
        if any(isinstance(item, Source) and item.brings_variables for item in self.items):
            return None
        own = (item.variables for item in self.items if isinstance(item, Document))
        return self.row_variables.union(*self.variables.values(), *own)


@dataclass(frozen=True, slots=True)
class Partition:
    """Sources (or documents that are already in memory) under the key of their place in the store."""

    key: str
    items: tuple[Source, ...] | tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A theme model on disk.

    Parameters
    ----------
    digest
        SHA-256 of its files.
    """

    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Job:
    """What all partitions of a run share.

    Parameters
    ----------
    store
        Folder of the store.
    root
        Folder to which the paths of the sources are relative.
    names
        The user's names.
    model
        The theme model; None: themes are assigned by the codebook alone.
    keep_tokens
        Whether the store has a table of all words with their places, which an anonymized analysis counts anew.
    table
        The table that this process read last, open for the next partition.
    """

    codebook: Codebook
    store: Path
    root: Path
    documents: DocumentSettings
    themes: ThemeSettings
    language: LanguageSettings
    names: OwnNames
    model: ModelFile | None = None
    keep_tokens: bool = False
    table: OpenTable = field(default_factory=OpenTable, compare=False, repr=False)


CODE_AND_DATA: Final = {".py", ".json", ".toml", ".txt"}


@cache
def code_digest() -> str:
    """SHA-256 of the source and the language data of this package: other code, other partitions."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in CODE_AND_DATA and "_data" not in path.relative_to(folder).parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def versions(names: Iterable[str]) -> dict[str, str]:
    """Versions of pyshma, Python and the libraries that results depend on."""
    return {"pyshma": __version__, "python": platform.python_version(), **{name: version(name) for name in names}}


SMALL: Final = 32
"""Documents that a partition of a small corpus has; fewer cost more than they gain."""
SHARES: Final = 8
"""Partitions of a small corpus, so that several processes finish at about the same time."""


def cut(sizes: Sequence[int], settings: RunSettings) -> Iterator[slice]:
    """Cut a list of texts into runs of at most so many texts and about so many bytes; a small corpus into `SHARES`.

    >>> list(cut([5, 5, 5, 90], RunSettings(partition_documents=2, partition_bytes=50)))
    [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None)]
    """
    most = min(settings.partition_documents, max(SMALL, -(-len(sizes) // SHARES)))
    start, total = 0, 0
    for index, size in enumerate(sizes):
        if index > start and (index - start >= most or total + size > settings.partition_bytes):
            yield slice(start, index)
            start, total = index, 0
        total += size
    if start < len(sizes):
        yield slice(start, len(sizes))


def identity(item: Source | Document) -> list[object]:
    """What the tables of a document depend on, wherever the corpus lies on disk."""
    if isinstance(item, Source):
        return [item.id, item.name, item.row, item.sheet, item.size, item.digest]
    return [item.id, item.source, item.text, sorted((name, repr(value)) for name, value in item.variables.items())]


def make_partitions(material: Material, job: Job, settings: RunSettings) -> list[Partition]:
    """Cut the material into partitions; the key of each is a hash of all that its tables depend on."""
    from .entities import gazetteer_digest  # and spaCy, which a run loads while its workers start
    from .themes import attitudes_digest

    sections = [asdict(section) for section in (job.documents, job.language, job.themes)]
    digests = [code_digest(), gazetteer_digest(), attitudes_digest(), job.codebook.digest, job.names.digest]
    digests += [] if job.model is None else [job.model.digest]
    shared = [versions(LIBRARIES), digests, *sections, *(["tokens"] if job.keep_tokens else [])]
    partitions = []
    for piece in cut(material.sizes, settings):
        items = material.items[piece]
        content = json.dumps([shared, [identity(item) for item in items]], ensure_ascii=False, sort_keys=True)
        key = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        partitions.append(Partition(key, items))
    return partitions
