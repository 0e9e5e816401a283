"""An analysis without names of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ...errors import ColumnError, did_you_mean
from ..columns import QUOTES, variable_names
from .names import WORD, NameWords, People, pseudonym
from .words import Words, read_words

if TYPE_CHECKING:
    from ..analysis import Analysis

FIXED: Final = {"document_id", "source", "repeat_of"}


def check_personal(personal: Collection[str], variables: Collection[str]) -> None:
    """Make sure that personal variables are variables; those of a misspelt name would stay in the tables.

    Raises
    ------
    ColumnError
        A name is that of no variable.
    """
    known = sorted(variables)
    for name in personal:
        if name not in known:
            raise ColumnError(
                f"[results] personal: no variable {name!r}; the documents have: {', '.join(known) or '–'}"
                f"{did_you_mean(name, known)}"
            )


def anonymize(
    analysis: Analysis,
    read_name: NameWords,
    *,
    texts: Iterable[tuple[pd.DataFrame, pd.DataFrame]],
    personal: Collection[str] = (),
) -> Analysis:
    """Replace the names of people by pseudonyms in every table, and leave out personal variables.

    Who was found as a person is «[имя 1]», «[имя 2]» … in the order of the table of entities, under every spelling, in
    every case and by a part of the name; names that were not found but stand in the dictionary get the numbers after
    them. Two persons of one first name may share a number where the first name stands alone. Lemmas are counted
    outside names and contacts. Telephone numbers, mail
    addresses, personal pages and numbers of documents become «[телефон]», «[почта]», «[страница]», «[номер]». Offsets
    (``start``, ``stop``) still point into the texts, which are not written. What a name is called by in other words
    («наш физрук») and names of places and organisations stay.

    Parameters
    ----------
    read_name
        Knows first names, surnames and patronymics in all their forms.
    texts
        The tables ``documents`` and ``tokens`` of the store, piece by piece.
    personal
        Variables that are left out.

    Raises
    ------
    ColumnError
        A name in `personal` is that of no variable.
    """
    if len(analysis.documents):
        check_personal(personal, variable_names(analysis.documents))
    people = People(analysis.entities, analysis.entity_mentions, read_name)
    words = read_words(texts, people)
    named = _cover_texts(analysis.entity_mentions, words)
    left_out = [name for name in variable_names(analysis.documents) if name in personal]
    documents = analysis.documents.drop(columns=left_out)
    _mask_documents(documents, people)  # who is named in full in one row is known in the rows above
    ids = _rename([*analysis.documents["document_id"]], people)
    entities = {entity_id: f"p{number}" for entity_id, number in people.numbers.items()}
    kinds = dict(zip(analysis.entities["entity_id"], analysis.entities["kind"], strict=True))
    tables = {
        "assignments": _mask_texts(analysis.assignments, QUOTES, people),
        "mentions": _cover_texts(_mask_texts(analysis.mentions, ("sentence",), people), words),
        "entities": _mask_entities(analysis.entities, named, people, words, entities),
        "entity_mentions": _mask_entity_mentions(named, people, entities, kinds),
        "entity_themes": _mask_entities(analysis.entity_themes, named, people, words, entities),
        "topics": _mask_topics(analysis.topics, people, words),
        "document_topics": analysis.document_topics,
        "lemmas": _without_names(words.lemmas, ["lemma"], people, words),
        "corrections": _without_names(analysis.corrections, ["form", "corrected"], people, words),
        "documents": _mask_documents(documents, people),
        "rejected": _mask_files(analysis.rejected, people),
    }
    by = tuple(column for column in analysis.statistics.by if column not in personal)
    changed: dict[str, Any] = {name: _with_ids(table, ids).reset_index(drop=True) for name, table in tables.items()}
    return replace(
        analysis,
        **changed,
        statistics=replace(analysis.statistics, by=by),
        manifest=_mask_manifest(analysis.manifest, people, ids, by),
        anonymized=True,
    )


def _without_names(table: pd.DataFrame, columns: list[str], people: People, words: Words) -> pd.DataFrame:
    """Rows whose words are no names of persons, and stand outside contacts."""
    hidden = table[columns].map(lambda cell: _is_hidden(cell, people, words))
    return table.loc[~hidden.any(axis=1)]


def _is_hidden(term: str, people: People, words: Words) -> bool:
    return words.hides(term) or any(people.is_name(word) for word in WORD.findall(term))


def _rename(names: list[str], people: People) -> dict[str, str]:
    """New names for the documents whose names tell a person; two that become alike are told apart."""
    masked = {name: people.mask(name, everywhere=True) for name in names}
    taken = {name for name, new in masked.items() if name == new}
    for name, new in masked.items():
        if name != new:
            number, unique = 1, new
            while unique in taken:
                number += 1
                unique = f"{new}~{number}"
            taken.add(unique)
            masked[name] = unique
    return masked


def _with_ids(table: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    columns = [name for name in table.columns if name in ("document_id", "repeat_of") or name.startswith("exemplar_")]
    changed = {name: table[name].map(lambda id_: ids.get(id_, id_)).astype(object) for name in columns}
    return table.assign(**changed)


def _mask_texts(table: pd.DataFrame, columns: Collection[str], people: People) -> pd.DataFrame:
    masked = {
        name: [people.mask(text, id_) for text, id_ in zip(table[name], table["document_id"], strict=True)]
        for name in columns
    }
    return table.assign(**{name: pd.Series(texts, index=table.index, dtype=object) for name, texts in masked.items()})


def _cover_texts(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    rows = zip(table["text"], table["start"], table["document_id"], strict=True)
    return table.assign(text=pd.Series([words.cover(*row) for row in rows], index=table.index, dtype=object))


def _mask_entities(
    table: pd.DataFrame, named: pd.DataFrame, people: People, words: Words, new_ids: Mapping[str, str]
) -> pd.DataFrame:
    """Names of entities; what is called by a word that stands in names and contacts only, as it is `named` first."""
    first = dict(zip(named["entity_id"][::-1], named["text"][::-1], strict=True))
    names = [
        pseudonym(people.numbers[id_])
        if id_ in people.numbers
        else people.mask(first.get(id_, name) if words.hides(name) else name)
        for id_, name in zip(table["entity_id"], table["name"], strict=True)
    ]
    changed = {"entity_id": [new_ids.get(id_, id_) for id_ in table["entity_id"]], "name": names}
    if "variants" in table.columns:
        pairs = zip(table["entity_id"], table["variants"], strict=True)
        changed["variants"] = [
            "" if id_ in people.numbers or words.hides(text) else people.mask(text) for id_, text in pairs
        ]
    return table.assign(**{name: pd.Series(cells, index=table.index, dtype=object) for name, cells in changed.items()})


def _mask_entity_mentions(
    table: pd.DataFrame, people: People, new_ids: Mapping[str, str], kinds: Mapping[str, str]
) -> pd.DataFrame:
    texts = [
        pseudonym(people.numbers[id_]) if kinds.get(id_) == "PER" else people.mask(text, document_id)
        for id_, text, document_id in zip(table["entity_id"], table["text"], table["document_id"], strict=True)
    ]
    ids = [new_ids.get(id_, id_) for id_ in table["entity_id"]]
    return table.assign(entity_id=pd.Series(ids, index=table.index, dtype=object), text=texts)


def _mask_topics(topics: pd.DataFrame, people: People, words: Words) -> pd.DataFrame:
    changed: dict[str, list[str]] = {}
    for name in ("label", "top_terms"):
        terms = [[term for term in _terms(text) if not _is_hidden(term, people, words)] for text in topics[name]]
        changed[name] = [", ".join(kept) for kept in terms]
    for name in topics.columns:
        if str(name).startswith("quote_"):
            documents = topics[str(name).replace("quote_", "exemplar_")]
            changed[str(name)] = [people.mask(text, id_) for text, id_ in zip(topics[name], documents, strict=True)]
    return topics.assign(**changed)


def _terms(text: str) -> list[str]:
    return [term for term in text.split(", ") if term]


def _mask_documents(documents: pd.DataFrame, people: People) -> pd.DataFrame:
    masked = {
        str(name): cells.map(lambda cell: people.mask(cell) if isinstance(cell, str) else cell)
        for name, cells in documents.items()
        if name not in FIXED and cells.dtype.kind not in "iufb"
    }
    return _mask_files(documents, people).assign(**masked)


def _mask_files(table: pd.DataFrame, people: People) -> pd.DataFrame:
    sources = [people.mask(source, everywhere=True) for source in table["source"]]
    return table.assign(source=pd.Series(sources, index=table.index, dtype=object))


def _mask_manifest(
    manifest: Mapping[str, Any], people: People, ids: Mapping[str, str], by: tuple[str, ...]
) -> dict[str, Any]:
    """Hashes of texts go, because a short text can be guessed from its hash; names of files and ids are masked."""
    masked = dict(manifest) | {"anonymized": True}
    masked.pop("inputs", None)
    if "settings" in masked:
        statistics = masked["settings"]["statistics"] | {"by": list(by)}
        masked["settings"] = masked["settings"] | {"statistics": statistics}
    lists = {
        name: [ids.get(item) or people.mask(item, everywhere=True) for item in items]
        for name, items in masked.get("variables", {}).items()
    }
    passed_over = [people.mask(folder, everywhere=True) for folder in masked.get("passed_over", [])]
    return masked | {"variables": lists, "passed_over": passed_over}
