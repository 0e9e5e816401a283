"""A partition becomes one folder of tables in the store.

`process_partition` is a pure function of a partition and a job, whatever process runs it; everything it needs is small
and can be pickled to a worker, which reads the texts itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from spacy.tokens import Doc

from .documents import Document, Rejection, Source, read_sources, refuse_rejected
from .entities import OwnNames
from .loaded import load_attitudes, load_model, load_pipeline
from .partition import Job, Partition
from .results.store import Store
from .rows import (
    CorrectionCounts,
    LemmaCounts,
    Rows,
    assignment_row,
    document_row,
    entity_rows,
    mention_rows,
    sentence_rows,
    sentence_spans,
    term_rows,
    themes_by_sentence,
    token_rows,
)
from .settings import LanguageSettings, ThemeSettings
from .themes import Assignment, Codebook, ThemeMatcher, assign_themes, read_mentions
from .themes.trained import ThemeModel, assign_with_model
from .timing import Seconds, timed


@dataclass(slots=True)
class PartitionReport:
    """What became of a partition: counts and seconds per chapter."""

    key: str
    n_sources: int
    seconds: Seconds = field(default_factory=lambda: defaultdict(float))


def assign(
    docs: Sequence[Doc], codebook: Codebook, themes: ThemeSettings, model: ThemeModel | None
) -> list[list[Assignment]]:
    """Themes of each document, by the model or by the codebook alone."""
    if model is not None:
        return assign_with_model(docs, codebook, model, themes, attitude_model=load_attitudes())
    return [assign_themes(doc, codebook, themes, attitude_model=load_attitudes()) for doc in docs]


def annotate(
    items: Iterable[Document | Rejection],
    matcher: ThemeMatcher,
    themes: ThemeSettings,
    language: LanguageSettings,
    names: OwnNames,
    report: PartitionReport,
    model: ThemeModel | None = None,
    *,
    keep_tokens: bool = False,
) -> Rows:
    """Tables of some documents; the texts pass through the pipeline as one stream."""
    rows: Rows = {
        name: []
        for name in (
            "documents",
            "sentences",
            "rejected",
            "tokens",
            "terms",
            "mentions",
            "assignments",
            "entity_mentions",
        )
    }
    with timed(report.seconds, "documents"):
        read = list(items)
    lemmas, corrections = LemmaCounts(), CorrectionCounts()
    nlp = load_pipeline(language, names)
    documents = [item for item in read if isinstance(item, Document)]
    docs = nlp.pipe((document.text for document in documents), batch_size=len(documents) or 1)
    with timed(report.seconds, "language"):
        annotated = list(docs)
    with timed(report.seconds, "themes"):
        annotated = list(matcher.pipe(annotated))
        assignments = assign(annotated, matcher.codebook, themes, model)
    for document, doc, assigned in zip(documents, annotated, assignments, strict=True):
        lemmas.add(doc)
        corrections.add(doc)
        rows["documents"].append(document_row(document, doc))
        spans = sentence_spans(document, doc)
        rows["sentences"] += sentence_rows(document, spans)
        if keep_tokens:
            rows["tokens"] += token_rows(document, doc)
        with timed(report.seconds, "topics"):
            rows["terms"] += term_rows(document, doc)
        with timed(report.seconds, "themes"):
            mentions = list(read_mentions(doc, matcher.codebook))
            rows["mentions"] += mention_rows(document, spans, mentions)
            rows["assignments"] += (assignment_row(document, item) for item in assigned)
        starts = [start for start, _ in spans]
        named = themes_by_sentence(starts, mentions, (item.theme_id for item in assigned))
        rows["entity_mentions"] += entity_rows(document, doc, starts, named)
    rows["lemmas"] = list(lemmas.rows(nlp.vocab.strings))
    rows["corrections"] = list(corrections.rows())
    rows["rejected"] = [
        {"source": item.source, "code": item.code, "details": json.dumps(dict(item.details), ensure_ascii=False)}
        for item in read
        if isinstance(item, Rejection)
    ]
    return rows


def read_items(partition: Partition, job: Job) -> Iterator[Document | Rejection]:
    """Documents of a partition: those in memory as they are, the others read from their sources."""
    sources = [item for item in partition.items if isinstance(item, Source)]
    yield from (item for item in partition.items if isinstance(item, Document))
    yield from read_sources(sources, job.root, job.documents, table=job.table)


def read_texts(partition: Partition, job: Job) -> list[Document]:
    """Documents of a partition that can be read, in a stable order."""
    return [item for item in read_items(partition, job) if isinstance(item, Document)]


def refuse_unread(partitions: Sequence[Partition], job: Job, rejections: Iterable[Rejection]) -> None:
    """Raise the error of a corpus of which no document was read.

    Parameters
    ----------
    rejections
        Of the catalogue; they stand in no partition.
    """
    items = chain.from_iterable(read_items(partition, job) for partition in partitions)
    refuse_rejected(chain(rejections, (item for item in items if isinstance(item, Rejection))))


def process_partition(partition: Partition, *, job: Job, matcher: ThemeMatcher) -> PartitionReport:
    """Read, annotate and store one partition.

    Parameters
    ----------
    matcher
        The compiled codebook of the job: compiled once, and sent to workers.

    Raises
    ------
    OutputError
        The store cannot be written.
    """
    report = PartitionReport(partition.key, len(partition.items))
    items = read_items(partition, job)
    model = None if job.model is None else load_model(job.model, job.codebook)
    rows = annotate(items, matcher, job.themes, job.language, job.names, report, model, keep_tokens=job.keep_tokens)
    with timed(report.seconds, "results"):
        Store(job.store).write(partition.key, rows)
    return report
