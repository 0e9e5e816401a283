"""What needs the whole corpus, computed from the stored tables: repeats, entities as things, topics, shares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd
from threadpoolctl import threadpool_limits

from .documents import Rejection, find_repeats, match_variables
from .documents.variables import Variables
from .entities import OwnNames, Resolution, entity_themes, read_gazetteer, trace_entities
from .language import dictionary_grammemes
from .manifest import make_manifest
from .messages import Language, translate_reason
from .partition import Job, Material
from .results.analysis import Analysis
from .results.columns import FLAGS, variable_columns
from .results.quotes import Quotes
from .results.store import Store
from .settings import Settings, TopicSettings
from .themes import Codebook
from .topics import TopicResult, fit_topics


def describe_documents(stored: pd.DataFrame, variables: Variables) -> pd.DataFrame:
    """The table of documents: flags and one column per variable, in the order in which variables first occur."""
    fingerprints = zip(stored["document_id"], stored["fingerprint"], strict=True)
    table = stored[["document_id", "source", "n_tokens", "n_sentences"]].copy()
    table["repeat_of"] = stored["document_id"].map(find_repeats(fingerprints)).astype(object)
    for flag in FLAGS:
        table[flag] = stored[flag].astype("int64")
    found = match_variables(variables, zip(stored["document_id"], stored["source"], strict=True))
    rows = [{**json.loads(own), **row} for own, row in zip(stored["variables"], found.rows, strict=True)]
    for column, name in variable_columns(name for row in rows for name in row).items():
        table[column] = pd.Series([row.get(name) for row in rows], index=table.index, dtype=object).infer_objects()
    return table


def describe_themes(codebook: Codebook) -> pd.DataFrame:
    """The themes in the order of the codebook, with what it says about them."""
    columns = ["theme_id", "theme", "definition", "include", "exclude"]
    rows = [(theme.id, theme.name, theme.definition, theme.include, theme.exclude) for theme in codebook.themes]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def describe_rejections(stored: pd.DataFrame, rejections: Iterable[Rejection], language: Language) -> pd.DataFrame:
    """The table of rejections, in order of sources, with reasons in words."""
    found = [Rejection(row["source"], row["code"], json.loads(row["details"])) for row in stored.to_dict("records")]
    rows = [
        {"source": item.source, "reason": translate_reason(item.code, item.details, language)}
        for item in sorted([*rejections, *found], key=lambda item: item.source)
    ]
    return pd.DataFrame(rows, columns=["source", "reason"], dtype=object)


def count_lemmas(stored: pd.DataFrame) -> pd.DataFrame:
    """Lemmas of all partitions, the most widespread first."""
    counts = stored.groupby(["lemma", "pos"], as_index=False, sort=True)[["n_documents", "n_tokens"]].sum()
    order = ["n_documents", "n_tokens", "lemma", "pos"]
    return counts.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def count_corrections(stored: pd.DataFrame) -> pd.DataFrame:
    """Corrections of all partitions, the most frequent first."""
    counts = stored.groupby(["form", "corrected"], as_index=False, sort=True)[["n_documents", "n_tokens"]].sum()
    order = ["n_tokens", "n_documents", "form", "corrected"]
    return counts.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def read_tokens(store: Store, keys: Iterable[str]) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Texts and their words, one partition after the other."""
    for key in keys:
        yield store.read("documents", [key], columns=["document_id", "text"]), store.read("tokens", [key])


def find_corpus_topics(
    store: Store, documents: pd.DataFrame, keys: Sequence[str], settings: TopicSettings
) -> TopicResult:
    """Topics of the corpus; repeated texts and non-answers do not shape them."""
    ids = [store.read("documents", [key], columns=["document_id"])["document_id"] for key in keys]
    homes = {document_id: key for key, members in zip(keys, ids, strict=True) for document_id in members}
    answers = documents["repeat_of"].isna() & (documents["non_answer"] == 0)
    with threadpool_limits(limits=1):
        return fit_topics(
            store.read("terms", keys),
            list(documents["document_id"]),
            learn_from=set(documents.loc[answers, "document_id"]),
            settings=settings,
            sentence_text=Quotes(store, homes),
        )


def resolve(mentions: pd.DataFrame, own: OwnNames) -> Resolution:
    """Entities of a corpus from the mentions of its documents, with the gazetteer and the dictionary."""
    return trace_entities(
        mentions, own=own.names, ignore=own.ignore, gazetteer=read_gazetteer(), dictionary=dictionary_grammemes
    )


def combine(keys: Sequence[str], material: Material, job: Job, settings: Settings, language: Language) -> Analysis:
    """Bring the partitions of the given keys together: an analysis that has no topics yet, see `add_topics`."""
    columns = ["document_id", "source", "n_tokens", "n_sentences", "fingerprint", *FLAGS, "variables"]
    store = Store(job.store)
    named = store.read("entity_mentions", keys)
    found = resolve(named, job.names)
    population = settings.statistics.population or material.corpus.population
    return Analysis(
        title=material.corpus.title,
        themes=describe_themes(job.codebook),
        assignments=store.read("assignments", keys),
        mentions=store.read("mentions", keys),
        entities=found.entities,
        entity_mentions=found.mentions,
        entity_themes=entity_themes(named, found.entities, found.mentions),
        topics=pd.DataFrame(),
        document_topics=pd.DataFrame(),
        lemmas=count_lemmas(store.read("lemmas", keys)),
        corrections=count_corrections(store.read("corrections", keys)),
        documents=describe_documents(store.read("documents", keys, columns=columns), material.variables),
        rejected=describe_rejections(store.read("rejected", keys), material.rejections, language),
        statistics=replace(settings.statistics, population=population),
        results=settings.results,
        report=settings.report,
        language=language,
    )


def add_topics(analysis: Analysis, keys: Sequence[str], material: Material, job: Job, settings: Settings) -> Analysis:
    """Give an analysis its topics, and the manifest."""
    found = find_corpus_topics(Store(job.store), analysis.documents, keys, settings.topics)
    analysis = replace(analysis, topics=found.topics, document_topics=found.document_topics)
    manifest = make_manifest(analysis, material, job, settings) | {"no_topics_because": found.reason, "times": {}}
    return replace(analysis, manifest=manifest)
