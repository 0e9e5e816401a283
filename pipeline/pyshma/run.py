"""The order of the chapters: documents → language → entities, themes, topics → statistics → results.

Everything up to mentions happens partition by partition (`pyshma.annotation`) and is stored; what needs the whole
corpus (repeats, entities as things, topics, shares) is computed here from the stored tables.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import pandas as pd
from threadpoolctl import threadpool_limits

from .annotation import process_partition
from .documents import Corpus, Rejection, find_repeats, read_documents, read_variables
from .documents.variables import Variables
from .engine import choose_jobs, run_partitions
from .entities import OwnNames, Resolution, entity_themes, read_gazetteer, trace_entities
from .language import knows_word
from .manifest import Seconds, make_manifest, rounded
from .messages import Language, translate
from .partition import Job, Material, Partition, make_partitions
from .people import read_name
from .resources import default_codebook
from .results.analysis import Analysis
from .results.anonymize import anonymize
from .results.quotes import Quotes
from .results.store import Store
from .settings import DocumentSettings, Settings, TopicSettings
from .themes import Codebook
from .topics import TopicResult, fit_topics

if TYPE_CHECKING:
    from .documents.reading import Readable

Progress = Callable[[int, int], None]
"""Called with the number of texts that are done and the number of all texts."""


def gather(source: Readable, settings: DocumentSettings, variables: str | Path | None) -> Material:
    """List the sources; `variables` names a table that takes the place of the corpus's own."""
    documents = read_documents(source, settings=settings)
    if documents.catalogue is None:
        material = Material(Corpus(Path()), tuple(documents), tuple(documents.rejections), {})
    else:
        found = documents.catalogue
        material = Material(found.corpus, found.sources, found.rejections, found.variables)
    if variables is None:
        return material
    return replace(material, variables=read_variables(variables, settings=settings))


def process(
    partitions: Sequence[Partition], job: Job, *, jobs: int | None, progress: Progress | None
) -> tuple[Seconds, int]:
    """Process what the store does not have yet; seconds per chapter and the number of partitions that were there."""
    store = Store(job.store)
    waiting = [partition for partition in partitions if not store.has(partition.key)]
    total = sum(len(partition.items) for partition in partitions)
    done = total - sum(len(partition.items) for partition in waiting)
    seconds: Seconds = defaultdict(float)
    report = progress or (lambda _done, _total: None)
    report(done, total)
    work = partial(process_partition, job=job)
    for result in run_partitions(work, waiting, jobs=jobs or choose_jobs(len(waiting))):
        done += result.n_sources
        for chapter, value in result.seconds.items():
            seconds[chapter] += value
        report(done, total)
    store.prune(partition.key for partition in partitions)
    return seconds, len(partitions) - len(waiting)


def describe_documents(stored: pd.DataFrame, variables: Variables) -> pd.DataFrame:
    """The table of documents: flags and one column per variable, in the order in which variables first occur."""
    fingerprints = zip(stored["document_id"], stored["fingerprint"], strict=True)
    table = stored[["document_id", "source", "n_tokens", "n_sentences"]].copy()
    table["repeat_of"] = stored["document_id"].map(find_repeats(fingerprints)).astype(object)
    table["non_answer"] = stored["non_answer"].astype("int64")
    own = map(json.loads, stored["variables"])
    pairs = zip(stored["document_id"], stored["source"], own, strict=True)
    rows = [{**known, **(variables.get(id_) or variables.get(source) or {})} for id_, source, known in pairs]
    for name in dict.fromkeys(name for row in rows for name in row):
        column = f"variable_{name}" if name in table.columns else name
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
        {"source": item.source, "reason": translate(f"rejected.{item.code}", language, **item.details)}
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


def choose_names(names: OwnNames | str | Path | None, corpus: Corpus | None) -> OwnNames:
    """The names that were given, those of the corpus, or none."""
    if isinstance(names, OwnNames):
        return names
    path = corpus.names if names is None and corpus is not None else names
    return OwnNames() if path is None else OwnNames.read(path)


def resolve(mentions: pd.DataFrame, own: OwnNames) -> Resolution:
    """Entities of a corpus from the mentions of its documents, with the gazetteer and the dictionary."""
    return trace_entities(mentions, own=own.names, ignore=own.ignore, gazetteer=read_gazetteer(), knows_word=knows_word)


def analyze(
    source: Readable,
    *,
    codebook: Codebook | str | Path | None = None,
    settings: Settings | None = None,
    out: str | Path | None = None,
    variables: str | Path | None = None,
    names: OwnNames | str | Path | None = None,
    jobs: int | None = 1,
    language: Language | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse a collection of documents.

    Parameters
    ----------
    source
        A folder, a file, a DataFrame, or an iterable of documents, strings or (id, text) pairs; see `read_documents`.
    codebook
        A codebook or the path of one; None: the codebook about towns that comes with pyshma.
    out
        Folder for the results, written when the analysis is done. Its ``store`` keeps finished partitions, so that an
        analysis that was interrupted goes on from there; it holds the texts, so it is removed at the end of a run that
        anonymizes. None: nothing is written; see `Analysis.write`.
    variables
        A table of variables by document id; None: the one that the corpus names, if any.
    names
        The user's names, which win over everything that is found, or the path of an ``entities.yaml``; None: the one
        in the corpus, if any.
    jobs
        Number of worker processes; 1 works in this process, None chooses. With more than one, a script must guard its
        entry by ``if __name__ == "__main__":``, because workers import it.
    language
        Of titles and captions in files; None: that of the codebook.
    progress
        Called with the number of texts done and of all texts.

    Returns
    -------
    the tables of the analysis; the same, whatever the number of processes

    Raises
    ------
    SourceError, CodebookError, NamesError, ColumnError, SettingsError, OutputError, EngineError
        What a user can mend. A single file that cannot be read is none of these but a row of ``rejected``.

    Examples
    --------
    >>> essays = [("а", "Хочу, чтобы воздух стал чище."), ("б", "Построят новую больницу."), ("в", "Не знаю")]
    >>> analysis = analyze(essays)
    >>> analysis.breakdown.loc[analysis.breakdown["n_assigned"] > 0, ["theme", "n_assigned"]]
                 theme  n_assigned
    0         Экология           1
    1  Здравоохранение           1
    """
    started = perf_counter()
    settings = settings or Settings()
    if not isinstance(codebook, Codebook):
        codebook = Codebook.read(default_codebook() if codebook is None else codebook)
    language = language or ("en" if codebook.language == "en" else "ru")
    with nullcontext(str(out)) if out is not None else TemporaryDirectory() as folder:
        material = gather(source, settings.documents, variables)
        sections = (settings.documents, settings.themes, settings.language)
        own = choose_names(names, material.corpus)
        job = Job(codebook, Path(folder) / "store", material.corpus.root, *sections, own)
        store = Store(job.store)
        partitions = make_partitions(material, job, settings.run)
        read_seconds = perf_counter() - started
        seconds, n_resumed = process(partitions, job, jobs=jobs, progress=progress)
        seconds["documents"] += read_seconds
        analysis = combine(store, partitions, material, job, settings, language, seconds)
        if settings.results.anonymize:
            analysis = anonymize(analysis, read_name, personal=settings.results.personal)
        seconds["total"] = perf_counter() - started
        analysis.manifest["times"] |= {"seconds": rounded(seconds), "n_partitions_resumed": n_resumed}
        if out is not None:
            analysis.write(out)
        if settings.results.anonymize:
            rmtree(job.store)
    return analysis


def combine(
    store: Store,
    partitions: Sequence[Partition],
    material: Material,
    job: Job,
    settings: Settings,
    language: Language,
    seconds: Seconds,
) -> Analysis:
    """Bring the partitions together: everything that needs the whole corpus."""
    keys = [partition.key for partition in partitions]
    columns = ["document_id", "source", "n_tokens", "n_sentences", "fingerprint", "non_answer", "variables"]
    documents = describe_documents(store.read("documents", keys, columns=columns), material.variables)
    started = perf_counter()
    named = store.read("entity_mentions", keys)
    found = resolve(named, job.names)
    entities, entity_mentions = found.entities, found.mentions
    with_themes = entity_themes(named, entities, entity_mentions)
    seconds["entities"] += perf_counter() - started
    started = perf_counter()
    topics = find_corpus_topics(store, documents, keys, settings.topics)
    seconds["topics"] += perf_counter() - started
    population = settings.statistics.population or material.corpus.population
    analysis = Analysis(
        title=material.corpus.title,
        themes=describe_themes(job.codebook),
        assignments=store.read("assignments", keys),
        mentions=store.read("mentions", keys),
        entities=entities,
        entity_mentions=entity_mentions,
        entity_themes=with_themes,
        topics=topics.topics,
        document_topics=topics.document_topics,
        lemmas=count_lemmas(store.read("lemmas", keys)),
        corrections=count_corrections(store.read("corrections", keys)),
        documents=documents,
        rejected=describe_rejections(store.read("rejected", keys), material.rejections, language),
        statistics=replace(settings.statistics, population=population),
        results=settings.results,
        report=settings.report,
        language=language,
    )
    manifest = make_manifest(analysis, material, job, settings) | {"no_topics_because": topics.reason, "times": {}}
    return replace(analysis, manifest=manifest)
