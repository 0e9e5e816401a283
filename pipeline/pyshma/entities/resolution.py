"""Names of single documents → entities of the corpus: one row per real-world thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from .gazetteer import KnownName
from .keys import looks_like_surname, name_key
from .mentions import Id, Mention, NameCount, count_names, key_of, read_mentions
from .merging import Merge, find_merges, follow
from .morphology import Dictionary, is_common_word, may_be_common
from .name_index import NameIndex, place_heads, street_heads
from .persons import join_persons

if TYPE_CHECKING:
    import pandas as pd

ENTITY_COLUMNS: Final = ("entity_id", "kind", "name", "n_documents", "n_mentions", "variants")
ENTITY_MENTION_COLUMNS: Final = ("document_id", "entity_id", "start", "stop", "text")

MAJORITY: Final = 2
"""A kind takes over the mentions of another when it stands in this many times as many documents."""
KIND_ORDER: Final = ("LOC", "ORG", "PER")
CANDIDATE: Final = ""
"""Kind of a mention that is a name only if other documents have it."""
MAX_VARIANTS: Final = 10
OPENS_ABBREVIATION: Final = 2
"""Characters between a long form and its abbreviation: a space and a bracket."""


@dataclass(frozen=True)
class Resolution:
    """Entities of a corpus, their mentions, and why names were joined.

    Parameters
    ----------
    entities, mentions
        As `resolve_entities` returns them.
    merges
        Every name that was taken for another one.
    names
        Kind and key → how the name is shown.
    ids
        Kind and key of the name at the end of a chain → ids of its entities.
    """

    entities: pd.DataFrame
    mentions: pd.DataFrame
    merges: tuple[Merge, ...]
    names: Mapping[Id, str]
    ids: Mapping[Id, tuple[str, ...]]


def _use_own_names(
    mentions: Sequence[Mention], own: Iterable[KnownName], ignore: Iterable[str]
) -> tuple[list[Mention], list[Merge]]:
    """Give names of the user's list their kind and name; leave out what the user does not want."""
    known = {name_key(spelling): name for name in own for spelling in (*name.aliases, name.name)}
    ignored = {name_key(name) for name in ignore}
    kept = [mention for mention in mentions if name_key(mention.name) not in ignored]
    documents: dict[tuple[Id, Id], set[str]] = defaultdict(set)
    for mention in kept:
        name = known.get(name_key(mention.name))
        if name is not None:
            before = mention.kind or name.kind, mention.key
            mention.kind, mention.name, mention.own = name.kind, name.name, True
            mention.key = key_of(name.kind, name.name)
            if before != mention.id:
                documents[before, mention.id].add(mention.document_id)
    merges = [Merge(*ids, "own", len(found)) for ids, found in sorted(documents.items())]
    return kept, merges


def _vote_kinds(mentions: Sequence[Mention]) -> list[Merge]:
    """One kind for each key, by documents; a person and a place of one name stay apart unless one is rare."""
    by_key: dict[str, list[NameCount]] = defaultdict(list)
    for count in count_names(mention for mention in mentions if mention.kind).values():
        by_key[count.id[1]].append(count)
    votes = {vote.source: vote for counts in by_key.values() if len(counts) > 1 for vote in _votes(counts)}
    for mention in mentions:
        if (vote := votes.get(mention.id)) is not None:
            mention.kind = vote.target[0]
    return list(votes.values())


def _votes(counts: Sequence[NameCount]) -> Iterable[Merge]:
    best = min(counts, key=lambda count: (not count.own, -count.n_documents, KIND_ORDER.index(count.id[0])))
    for other in counts:
        apart = "PER" in {best.id[0], other.id[0]} and best.n_documents < MAJORITY * other.n_documents
        if other.id != best.id and not other.own and (best.own or not apart):
            yield Merge(other.id, best.id, "kind", other.n_documents)


def _join_persons(mentions: Sequence[Mention]) -> list[Merge]:
    joined: Counter[tuple[str, str]] = Counter()
    for mention, full in join_persons(mentions):
        joined[mention.key, full] += 1
        mention.key = full
    return [Merge(("PER", short), ("PER", full), "person", n) for (short, full), n in sorted(joined.items())]


def _drop_capitalised(mentions: Sequence[Mention], dictionary: Dictionary) -> list[Mention]:
    """Leave out common words that official style and careless writing capitalise: «Закон», «Граждане».

    They are such where most of their documents have them as candidates only, since in few places a capital tells.
    """
    sure, candidates = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for mention in mentions:
        (candidates if mention.kind == CANDIDATE else sure)[mention.key].add(mention.document_id)
    rare = (key for key, documents in candidates.items() if len(sure[key]) < len(documents))
    common = {key for key in rare if is_common_word(dictionary(key))}
    return [mention for mention in mentions if mention.own or mention.key not in common]


def _accept_candidates(
    mentions: Sequence[Mention], counts: Mapping[Id, NameCount], dictionary: Dictionary
) -> list[Mention]:
    """Keep candidates that are names elsewhere in the corpus: «Пышму я люблю», where no capital tells.

    One that may be a common word («Короче, …», and a town Короча) goes where fewer documents have the name for sure.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.kind == CANDIDATE:
            found[mention.key].add(mention.document_id)
    accepted = []
    for mention in mentions:
        if mention.kind == CANDIDATE:
            ids = [(kind, mention.key) for kind in KIND_ORDER if (kind, mention.key) in counts]
            best = min(ids, key=lambda id_: -counts[id_].n_documents, default=None)
            if best is None or (best[0] == "PER" and not looks_like_surname(mention.key)):
                continue
            rare = counts[best].n_documents < len(found[mention.key])
            if rare and may_be_common(dictionary(mention.text.lower())):
                continue
            mention.kind, mention.name = best[0], counts[best].shown
        accepted.append(mention)
    return accepted


def _explained_abbreviations(mentions: Sequence[Mention]) -> dict[str, set[Id]]:
    """«Уральская горно-металлургическая компания (УГМК)»: a long form and its abbreviation in brackets."""
    found: dict[str, set[Id]] = defaultdict(set)
    for long, short in pairwise(mentions):
        adjacent = long.document_id == short.document_id and short.start - long.stop == OPENS_ABBREVIATION
        if adjacent and short.text.isupper() and " " in long.key and _is_subsequence(short.key, long.key):
            found[short.key].add(long.id)
    return found


def _told_apart(mentions: Sequence[Mention]) -> set[tuple[Id, Id]]:
    """«посёлок Шувакиш» and «озеро Шувакиш» of one document: the short name and the one with its word."""
    together = set[tuple[Id, Id]]()
    for _, group in groupby(mentions, key=lambda mention: mention.document_id):
        ids = {mention.id for mention in group if mention.kind == "LOC"}
        heads = place_heads() - street_heads()
        pairs = ((("LOC", key.partition(" ")[2]), ("LOC", key)) for _, key in ids if key.split()[0] in heads)
        together |= {(short, long) for short, long in pairs if short in ids}
    return together


def _is_subsequence(letters: str, key: str) -> bool:
    """Whether the letters of an abbreviation stand in this order in the long form, the first one first."""
    rest = iter(key)
    return key[:1] == letters[:1] and all(letter in rest for letter in letters)


def _owner(mention: Mention) -> str:
    """The document, for people who are known by a given name only: two Полина in two essays are two people."""
    alone = mention.kind == "PER" and " " not in mention.key and not mention.own
    return mention.document_id if alone and not looks_like_surname(mention.key) else ""


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


def trace_entities(
    mentions: pd.DataFrame,
    *,
    own: Sequence[KnownName] = (),
    ignore: Iterable[str] = (),
    gazetteer: Iterable[KnownName] = (),
    dictionary: Dictionary | None = None,
) -> Resolution:
    """Join the names of all documents into entities, and say why; see `resolve_entities`."""
    ignored = tuple(ignore)
    read, renamed = _use_own_names(read_mentions(mentions), own, ignored)
    look_up = dictionary or (lambda _: ())
    read = _drop_capitalised(read, look_up)
    votes = _vote_kinds(read)
    persons = _join_persons(read)
    sure = [mention for mention in read if mention.kind != CANDIDATE]
    read = _accept_candidates(read, count_names(sure), look_up)
    counts = count_names(read)
    keys = frozenset(name_key(known.name) for known in gazetteer)
    index = NameIndex(counts.values(), _explained_abbreviations(sure), keys, look_up, _told_apart(sure))
    merges = find_merges(index)
    ends = {start: follow(start, merges) for start in merges}
    for mention in read:
        mention.kind, mention.key = ends.get(mention.id, mention.id)
    unwanted = {name_key(name) for name in ignored}
    read = [mention for mention in read if mention.key not in unwanted]
    ids = [entity_id(mention.kind, mention.key, _owner(mention)) for mention in read]
    names = {id_: _shown(count) for id_, count in counts.items()}
    by_name: dict[Id, set[str]] = defaultdict(set)
    for mention, identity in zip(read, ids, strict=True):
        by_name[mention.id].add(identity)
    return Resolution(
        _entity_table(read, ids, names),
        _mention_table(read, ids),
        (*renamed, *votes, *persons, *merges.values()),
        names,
        {id_: tuple(sorted(found)) for id_, found in by_name.items()},
    )


def _shown(count: NameCount) -> str:
    """The most frequent of the spellings that have the key of the name, not of a name that was joined to it."""
    own = {name: n for name, n in count.names.items() if key_of(count.id[0], name) == count.id[1]} or count.names
    return min(own, key=lambda name: (-own[name], name))


def resolve_entities(
    mentions: pd.DataFrame,
    *,
    own: Sequence[KnownName] = (),
    ignore: Iterable[str] = (),
    gazetteer: Iterable[KnownName] = (),
    dictionary: Dictionary | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join the names of all documents into entities.

    Parameters
    ----------
    mentions
        One row per mention: ``document_id``, ``kind`` (PER, LOC, ORG; empty: a name only if the corpus has it
        elsewhere), ``name`` (canonical in its document), ``start``, ``stop``, ``text``. The order of rows changes
        nothing.
    own, ignore
        The user's names, which win over everything else, and names to leave out.
    gazetteer
        Names that are known to exist: shorter names are taken for them on less evidence.
    dictionary
        Grammemes of each reading that the dictionary has for a word in lower case; None: it has no words.

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
    Each merge looks up names by a word, a stem, initials or a letter left out: the cost is that of sorting the
    mentions. People known by a given name only are never merged across documents.
    """
    found = trace_entities(mentions, own=own, ignore=ignore, gazetteer=gazetteer, dictionary=dictionary)
    return found.entities, found.mentions


def _entity_table(mentions: Sequence[Mention], ids: Sequence[str], names: Mapping[Id, str]) -> pd.DataFrame:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention, identity in zip(mentions, ids, strict=True):
        groups[identity].append(mention)
    rows = [
        (
            identity,
            group[0].kind,
            names[group[0].id],
            len({mention.document_id for mention in group}),
            len(group),
            format_variants(Counter(mention.text for mention in group)),
        )
        for identity, group in groups.items()
    ]
    rows.sort(key=lambda row: (-row[3], -row[4], row[2], row[1], row[0]))
    import pandas as pd  # here, so that the language pipeline loads without it

    return pd.DataFrame(rows, columns=list(ENTITY_COLUMNS))


def _mention_table(mentions: Sequence[Mention], ids: Sequence[str]) -> pd.DataFrame:
    rows = [(m.document_id, identity, m.start, m.stop, m.text) for m, identity in zip(mentions, ids, strict=True)]
    import pandas as pd

    return pd.DataFrame(rows, columns=list(ENTITY_MENTION_COLUMNS))
