"""``pyshma codebook lint``: the checks of the themes chapter, with the language pipeline and a corpus behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .annotation import read_texts, refuse_unread
from .choices import SomeSettings, choose_settings
from .engine import Workers, choose_jobs, run_partitions, start_workers
from .entities import OwnNames
from .language import citation_lemmas, load
from .language.lookup import can_be, corrected_word, is_written, meant_beginning, meant_word
from .loaded import load_matcher, load_pipeline
from .partition import Job, Partition, make_partitions
from .run import Progress, gather
from .themes import Codebook, Finding, MatchCounts, WordList, lint_against, lint_codebook
from .themes.lint_corpus import MAX_SHARE

if TYPE_CHECKING:
    from .documents.reading import Readable

AS_WRITTEN = WordList(is_written, meant_word, meant_beginning, can_be=can_be)
WORDS = replace(AS_WRITTEN, corrected=corrected_word)


@dataclass(slots=True)
class PartitionCounts:
    """What the patterns find in a partition."""

    n_sources: int
    counts: MatchCounts = field(default_factory=MatchCounts)


def count_partition(partition: Partition, *, job: Job) -> PartitionCounts:
    """Read, annotate and match a partition; a pure function that any process may run."""
    found = PartitionCounts(len(partition.items))
    nlp, matcher = load_pipeline(job.language, job.names), load_matcher(job.codebook)
    texts = [document.text for document in read_texts(partition, job)]
    for doc in nlp.pipe(texts, batch_size=len(texts) or 1):
        found.counts.add(doc, matcher)
    return found


def count_matches(
    source: Readable,
    codebook: Codebook,
    *,
    settings: SomeSettings = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> MatchCounts:
    """Count what the patterns of a codebook find in a corpus.

    Raises
    ------
    SourceError, ColumnError, EngineError
        As `pyshma.analyze`.
    """
    settings = choose_settings(settings)
    material = gather(source, settings.documents, None)
    sections = (settings.documents, settings.themes, settings.language)
    job = Job(codebook, Path(), material.corpus.root, *sections, OwnNames())
    partitions = make_partitions(material, job, settings.run)
    with start_workers(jobs or choose_jobs(len(partitions))) as workers:
        counts = _sum(partitions, job, workers=workers, progress=progress)
    if not counts.n_documents:
        refuse_unread(partitions, job, material.rejections)
    return counts


def _sum(
    partitions: Sequence[Partition], job: Job, *, workers: Workers | None, progress: Progress | None
) -> MatchCounts:
    counts, done = MatchCounts(), 0
    total = sum(len(partition.items) for partition in partitions)
    for found in run_partitions(partial(count_partition, job=job), partitions, workers=workers):
        counts.merge(found.counts)
        done += found.n_sources
        if progress is not None:
            progress(done, total)
    return counts


def lint_codebook_file(
    path: str | Path,
    *,
    corpus: Readable | None = None,
    max_share: float = MAX_SHARE,
    settings: SomeSettings = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> list[Finding]:
    """Look over a codebook file.

    Parameters
    ----------
    corpus
        Texts in which the patterns are tried, whatever `pyshma.analyze` reads; None: the codebook alone is looked at.
    max_share
        See `pyshma.themes.lint_against`.

    Returns
    -------
    findings, errors first, each group in the order of the codebook; those about the corpus last

    Raises
    ------
    CodebookError
        The file is not a codebook.
    SourceError, ColumnError, EngineError
        The corpus cannot be read.
    """
    codebook, chosen = Codebook.read(path), choose_settings(settings)
    spelling = chosen.language.spelling
    findings = lint_codebook(
        codebook,
        lemmas=citation_lemmas,
        words=WORDS if spelling else AS_WRITTEN,
        annotate=load(spelling=spelling),
        settings=chosen.themes,
    )
    if corpus is not None:
        counts = count_matches(corpus, codebook, settings=chosen, jobs=jobs, progress=progress)
        findings += lint_against(codebook, counts, max_share=max_share)
    return findings
