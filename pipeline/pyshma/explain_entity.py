"""``pyshma explain --entity``: which names of a corpus were taken for one thing, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

import pandas as pd

from .choices import SomeNames, SomeSettings, choose_names, choose_settings
from .components import ENTITY_NAMER
from .corpus_tables import resolve
from .documents import read_documents
from .entities import EntityNamer, Merge, Resolution, name_key, name_mentions, usual_spellings
from .errors import NamesError, did_you_mean
from .loaded import load_pipeline
from .messages import Language, translate

if TYPE_CHECKING:
    from .documents.reading import Readable

N_SUGGESTED: Final = 5
"""Names that an error lists when the one asked for is not there."""

Id = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """A name that was taken for another one: both as they are shown, and the rule that did it."""

    name: str
    kind: str
    into: str
    into_kind: str
    rule: str
    n_documents: int


@dataclass(frozen=True, slots=True)
class EntityExplanation:
    """An entity with the names that were joined into it, the most frequent first."""

    entity_id: str
    kind: str
    name: str
    n_documents: int
    n_mentions: int
    variants: str
    joined: tuple[Joined, ...]


def explain_entity(
    source: Readable, name: str, *, names: SomeNames = None, settings: SomeSettings = None
) -> list[EntityExplanation]:
    """Explain the entities of a corpus that have a name or one of its variants.

    Parameters
    ----------
    source
        Whatever `read_documents` reads; all of it is read, because the corpus decides what is joined.
    name
        Letter case, ё and quotes do not matter.
    names
        As in `analyze`.

    Raises
    ------
    NamesError
        The corpus has no such name.
    """
    settings = choose_settings(settings)
    documents = read_documents(source, settings=settings.documents)
    own = choose_names(names, documents.corpus)
    nlp = load_pipeline(settings.language, own)
    docs = nlp.pipe(((item.text, item.id) for item in documents), as_tuples=True)
    rows = [(key, *mention) for doc, key in docs for mention in name_mentions(doc)]
    columns = ["document_id", "kind", "name", "start", "stop", "text"]
    mentions = pd.DataFrame(rows, columns=columns)
    found = resolve(mentions, own)
    names_before = usual_spellings({merge.source for merge in found.merges} - found.names.keys(), mentions)
    found = replace(found, names={**names_before, **found.names})
    namer = cast(EntityNamer, nlp.get_pipe(ENTITY_NAMER))
    explained = list(_explanations(found, _keys(name, namer), namer))
    if not explained:
        if name_key(name) in map(name_key, own.ignore):
            raise NamesError(f"no entity {name!r}: the names to ignore have it")
        shown = found.entities["name"].tolist()
        listed = ", ".join(shown[:N_SUGGESTED]) or "none"
        raise NamesError(f"no entity {name!r}; the most frequent are: {listed}{did_you_mean(name, shown)}")
    return explained


def _keys(name: str, namer: EntityNamer) -> set[str]:
    """Under what a name may be filed: as it is, and as a list of names has it."""
    known = namer.recognize(name) or namer.recognize(name[:1].upper() + name[1:])
    return {name_key(name)} if known is None else {name_key(name), name_key(known[2].name)}


def _explanations(found: Resolution, wanted: set[str], namer: EntityNamer) -> Iterator[EntityExplanation]:
    into: dict[Id, list[Merge]] = defaultdict(list)
    for merge in found.merges:
        into[merge.target].append(merge)
    for id_, entity_ids in sorted(found.ids.items()):
        merges = _merges_into(id_, into)
        keys = {name_key(found.names[id_]), *(merge.source[1] for merge in merges), id_[1]}
        if wanted & keys:
            joined = [_joined(merge, found) for merge in merges]
            for row in found.entities[found.entities["entity_id"].isin(entity_ids)].to_dict("records"):
                listed = _listed(found.mentions[found.mentions["entity_id"] == row["entity_id"]], row, namer)
                yield _explanation(row, (*listed, *joined))


def _listed(mentions: pd.DataFrame, row: Mapping[Hashable, Any], namer: EntityNamer) -> Iterator[Joined]:
    """The spellings by which lists of names know an entity, the most frequent first."""
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for text, group in mentions.groupby("text")["document_id"]:
        rule, spelling, known = namer.recognize(" ".join(str(text).split())) or ("", "", None)
        if known is not None and known.name == row["name"] and name_key(spelling) != name_key(known.name):
            documents[spelling, rule] |= {*group}
    for (spelling, rule), found in sorted(documents.items(), key=lambda item: (-len(item[1]), item[0])):
        yield Joined(spelling, row["kind"], row["name"], row["kind"], rule, len(found))


def _explanation(row: Mapping[Hashable, Any], joined: tuple[Joined, ...]) -> EntityExplanation:
    """An explanation from a row of ``entities``."""
    return EntityExplanation(
        row["entity_id"], row["kind"], row["name"], row["n_documents"], row["n_mentions"], row["variants"], joined
    )


def _merges_into(id_: Id, into: Mapping[Id, Sequence[Merge]]) -> list[Merge]:
    """All merges whose chain ends at a name, the most frequent names first; `into` has those of each target."""
    chosen: list[Merge] = []
    waiting, seen = [id_], {id_}
    while waiting:
        step = into.get(waiting.pop(), ())
        chosen += step
        waiting += {merge.source for merge in step} - seen
        seen |= {merge.source for merge in step}
    return sorted(chosen, key=lambda merge: (-merge.n_documents, merge.source, merge.target))


def _joined(merge: Merge, found: Resolution) -> Joined:
    names = {id_: found.names.get(id_, id_[1]) for id_ in (merge.source, merge.target)}
    return Joined(
        names[merge.source], merge.source[0], names[merge.target], merge.target[0], merge.rule, merge.n_documents
    )


def format_entity(entity: EntityExplanation, language: Language) -> str:
    """An explanation as lines of text."""
    head = f"# {entity.name} ({entity.kind}, {entity.entity_id})"
    counts = translate("entities.counts", language, documents=entity.n_documents, mentions=entity.n_mentions)
    lines = [head, f"{counts}: {entity.variants}"]
    for item in entity.joined:
        reason = translate(f"entities.{item.rule}", language)
        documents = translate("entities.documents", language, n=item.n_documents)
        lines.append(f"  {item.name} ({item.kind}, {documents}) → {item.into} ({item.into_kind}): {reason}")
    if not entity.joined:
        lines.append(f"  {translate('entities.nothing', language)}")
    return "\n".join(lines) + "\n"
