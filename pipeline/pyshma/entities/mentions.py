"""Name mentions of a corpus as resolution works on them, and how often each name occurs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..errors import ColumnError
from .keys import name_key, person_key

if TYPE_CHECKING:
    import pandas as pd

Id = tuple[str, str]
"""Kind and key of a name."""

MENTION_COLUMNS: Final = ("document_id", "kind", "name", "start", "stop", "text")


@dataclass(slots=True)
class Mention:
    """A mention; `kind` and `key` change while names are joined, `own` marks names of the user's list."""

    document_id: str
    kind: str
    name: str
    start: int
    stop: int
    text: str
    key: str
    own: bool = False

    @property
    def id(self) -> Id:
        """Of the name that the mention stands for at present."""
        return self.kind, self.key


@dataclass
class NameCount:
    """A name with its counts in the corpus.

    Attributes
    ----------
    n_documents, n_mentions
        How often it occurs.
    texts
        Surface forms with their counts.
    names
        Canonical spellings with their counts.
    own
        It is a name of the user's list.
    """

    id: Id
    n_documents: int = 0
    n_mentions: int = 0
    texts: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    own: bool = False

    @cached_property
    def words(self) -> list[str]:
        """Words of the key."""
        return self.id[1].split()

    @cached_property
    def attested(self) -> bool:
        """Whether the nominative itself was written somewhere, so that it is not a guess from an oblique case."""
        return any(name_key(text) == self.id[1] for text in self.texts)

    @property
    def shown(self) -> str:
        """The most frequent spelling."""
        return min(self.names, key=lambda name: (-self.names[name], name))


def key_of(kind: str, name: str) -> str:
    """Key under which a name is filed: the order of given name and surname does not matter."""
    return person_key(name) if kind == "PER" else name_key(name)


def read_mentions(mentions: pd.DataFrame) -> list[Mention]:
    """Read the mentions of a table in the order of documents and places; those without letters are left out.

    Raises
    ------
    ColumnError
        A column is missing.
    """
    for column in MENTION_COLUMNS:
        if column not in mentions.columns:
            raise ColumnError.missing(column, mentions.columns, table="the table of name mentions")
    columns = [mentions[column].tolist() for column in MENTION_COLUMNS]
    read = [
        Mention(str(document), str(kind), str(name), int(start), int(stop), str(text), key_of(str(kind), str(name)))
        for document, kind, name, start, stop, text in zip(*columns, strict=True)
    ]
    return sorted((mention for mention in read if mention.key), key=lambda m: (m.document_id, m.start, m.stop, m.kind))


def count_names(mentions: Iterable[Mention]) -> dict[Id, NameCount]:
    """Count the names; mentions must come document by document."""
    counts: dict[Id, NameCount] = {}
    last: dict[Id, str] = {}
    for mention in mentions:
        id_ = mention.id
        count = counts.get(id_)
        if count is None:
            count = counts[id_] = NameCount(id_)
        count.n_mentions += 1
        count.own |= mention.own
        count.texts[mention.text] = count.texts.get(mention.text, 0) + 1
        count.names[mention.name] = count.names.get(mention.name, 0) + 1
        if last.get(id_) != mention.document_id:
            last[id_] = mention.document_id
            count.n_documents += 1
    return counts


def usual_spellings(ids: Set[Id], mentions: pd.DataFrame) -> dict[Id, str]:
    """The most frequent spelling of some names before any was joined; names that may be none stand for any kind."""
    counts: dict[Id, Counter[str]] = defaultdict(Counter)
    keys = {key for _, key in ids}
    for kind, name in zip(mentions["kind"], mentions["name"], strict=True):
        if (key := key_of(kind, name)) in keys:
            counts[kind, key][name] += 1
    found = {id_: counts[id_] or counts["", id_[1]] for id_ in ids}
    return {id_: min(names, key=lambda name: (-names[name], name)) for id_, names in found.items() if names}
