"""Names of single documents → entities of the corpus: one row per real-world thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

import pandas as pd

from ..errors import ColumnError
from .keys import looks_like_surname, name_key
from .merging import Id, NameCount, find_merges

MENTION_COLUMNS: Final = ("document_id", "kind", "name", "start", "stop", "text")
ENTITY_COLUMNS: Final = ("entity_id", "kind", "name", "n_documents", "n_mentions", "variants")
ENTITY_MENTION_COLUMNS: Final = ("document_id", "entity_id", "start", "stop", "text")

MAJORITY: Final = 2
"""A kind takes over the mentions of another when it stands in this many times as many documents."""
KIND_ORDER: Final = ("LOC", "ORG", "PER")
MAX_VARIANTS: Final = 10


@dataclass(frozen=True, slots=True)
class _Mention:
    document_id: str
    kind: str
    name: str
    start: int
    stop: int
    text: str
    key: str

    @property
    def id(self) -> Id:
        return self.kind, self.key


def _read_mentions(mentions: pd.DataFrame) -> list[_Mention]:
    for column in MENTION_COLUMNS:
        if column not in mentions.columns:
            raise ColumnError.missing(column, mentions.columns, table="the table of name mentions")
    columns = [mentions[column].tolist() for column in MENTION_COLUMNS]
    read = [
        _Mention(str(document), str(kind), str(name), int(start), int(stop), str(text), name_key(str(name)))
        for document, kind, name, start, stop, text in zip(*columns, strict=True)
    ]
    return sorted((mention for mention in read if mention.key), key=lambda m: (m.document_id, m.start, m.stop, m.kind))


def _count(mentions: Iterable[_Mention]) -> dict[Id, NameCount]:
    counts: dict[Id, NameCount] = {}
    documents: dict[Id, set[str]] = defaultdict(set)
    for mention in mentions:
        count = counts.setdefault(mention.id, NameCount(mention.id))
        count.n_mentions += 1
        count.texts[mention.text] = count.texts.get(mention.text, 0) + 1
        documents[mention.id].add(mention.document_id)
    for id_, count in counts.items():
        count.n_documents = len(documents[id_])
    return counts


def _vote_kinds(mentions: Sequence[_Mention]) -> list[_Mention]:
    """One kind for each key, by documents; a person and a place of one name stay apart unless one is rare."""
    by_key: dict[str, list[NameCount]] = defaultdict(list)
    for count in _count(mentions).values():
        by_key[count.id[1]].append(count)
    voted: dict[Id, str] = {}
    for counts in by_key.values():
        best = min(counts, key=lambda count: (-count.n_documents, KIND_ORDER.index(count.id[0])))
        for other in counts:
            apart = "PER" in {best.id[0], other.id[0]} and best.n_documents < MAJORITY * other.n_documents
            voted[other.id] = other.id[0] if apart else best.id[0]
    return [replace(mention, kind=voted[mention.id]) for mention in mentions]


def _join_persons(mentions: Sequence[_Mention]) -> list[_Mention]:
    """Inside one document: Соня → Соня Рябкова, when only one longer name has the word."""
    longer: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.kind == "PER":
            for word in mention.key.split():
                longer[mention.document_id, word].add(mention.key)
    return [replace(mention, key=_full_name(mention, longer)) for mention in mentions]


def _full_name(mention: _Mention, longer: Mapping[tuple[str, str], set[str]]) -> str:
    if mention.kind != "PER":
        return mention.key
    words = mention.key.split()
    candidates = set.intersection(*(longer[mention.document_id, word] for word in words)) - {mention.key}
    longest = [key for key in candidates if not any(set(key.split()) < set(other.split()) for other in candidates)]
    return longest[0] if len(longest) == 1 and len(longest[0].split()) > len(words) else mention.key


def _owner(mention: _Mention) -> str:
    """The document, for people who are known by a given name only: two Полина in two essays are two people."""
    alone = mention.kind == "PER" and " " not in mention.key and not looks_like_surname(mention.key)
    return mention.document_id if alone else ""


def entity_id(kind: str, key: str, owner: str = "") -> str:
    """Stable id of an entity: ``e`` and ten hexadecimal digits of a hash of what makes it one thing."""
    return "e" + sha256("\x1f".join((kind, key, owner)).encode()).hexdigest()[:10]


def format_variants(texts: Mapping[str, int]) -> str:
    """Surface forms with counts, most frequent first: «Пышме (34); Верхней Пышме (12)»; rare ones are summed up.

    >>> format_variants({"Пышме": 3, "ВП": 1})
    'Пышме (3); ВП (1)'
    """
    ranked = sorted(texts.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{' '.join(text.split())} ({count})" for text, count in ranked[:MAX_VARIANTS]]
    rest = sum(count for _, count in ranked[MAX_VARIANTS:])
    return "; ".join([*shown, *([f"… (+{rest})"] if rest else [])])


def _shown_name(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def resolve_entities(mentions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join the names of all documents into entities.

    Parameters
    ----------
    mentions
        One row per mention: ``document_id``, ``kind`` (PER, LOC, ORG), ``name`` (canonical in its document),
        ``start``, ``stop``, ``text``. The order of rows changes nothing.

    Returns
    -------
    entities
        ``entity_id``, ``kind``, ``name``, ``n_documents``, ``n_mentions``, ``variants``; most documents first. The
        name is the most frequent spelling of the name that the others were merged into.
    entity_mentions
        ``document_id``, ``entity_id``, ``start``, ``stop``, ``text``; one row per mention, by document and place.

    Raises
    ------
    ColumnError
        A column is missing.

    Notes
    -----
    Each merge looks up names by a word, a stem or initials: the cost is that of sorting the mentions. People known by
    a given name only are never merged across documents.
    """
    read = _join_persons(_vote_kinds(_read_mentions(mentions)))
    merges = find_merges(_count(read).values())
    spellings: dict[Id, Counter[str]] = defaultdict(Counter)
    for mention in read:
        if name_key(mention.name) == mention.key:
            spellings[mention.id][mention.name] += 1
    moved = [replace(m, kind=merges.get(m.id, m.id)[0], key=merges.get(m.id, m.id)[1]) for m in read]
    ids = [entity_id(mention.kind, mention.key, _owner(mention)) for mention in moved]
    return _entity_table(moved, ids, spellings), _mention_table(moved, ids)


def _entity_table(
    mentions: Sequence[_Mention], ids: Sequence[str], spellings: Mapping[Id, Counter[str]]
) -> pd.DataFrame:
    groups: dict[str, list[_Mention]] = defaultdict(list)
    for mention, identity in zip(mentions, ids, strict=True):
        groups[identity].append(mention)
    rows = [
        (
            identity,
            group[0].kind,
            _shown_name(spellings[group[0].id]),
            len({mention.document_id for mention in group}),
            len(group),
            format_variants(Counter(mention.text for mention in group)),
        )
        for identity, group in groups.items()
    ]
    rows.sort(key=lambda row: (-row[3], -row[4], row[2], row[1], row[0]))
    return pd.DataFrame(rows, columns=list(ENTITY_COLUMNS))


def _mention_table(mentions: Sequence[_Mention], ids: Sequence[str]) -> pd.DataFrame:
    rows = [(m.document_id, identity, m.start, m.stop, m.text) for m, identity in zip(mentions, ids, strict=True)]
    return pd.DataFrame(rows, columns=list(ENTITY_MENTION_COLUMNS))
