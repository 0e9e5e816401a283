"""The order of the chapters: documents → language → entities, themes, topics → statistics → results.

Everything up to mentions happens partition by partition (`pyshma.annotation`) and is stored; what needs the whole
corpus is computed from the stored tables (`pyshma.corpus_tables`). Both stand on large libraries: the first is imported
while the workers start and import it too, the second while they annotate their first partitions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from .choices import (
    SomeCodebook,
    SomeModel,
    SomeNames,
    SomeSettings,
    choose_codebook,
    choose_language,
    choose_model,
    choose_names,
    choose_settings,
)
from .documents import Corpus, read_documents
from .engine import Workers, choose_jobs, run_partitions, start_workers
from .errors import ColumnError
from .garbage import collection_paused
from .messages import Language
from .partition import Job, Material, Partition, cut, make_partitions
from .settings import DocumentSettings, Settings
from .timing import Seconds, rounded, timed

if TYPE_CHECKING:
    from .annotation import PartitionReport
    from .documents.reading import Readable
    from .results.analysis import Analysis

PREPARED: Final = tuple(f"{__package__}.{name}" for name in ("annotation", "loaded:prepare", "results.drawings"))
"""What workers load while this process compiles the codebook for them."""
Progress = Callable[[int, int], None]
"""Called with the number of texts that are done and the number of all texts."""


def gather(
    source: Readable, settings: DocumentSettings, variables: str | Path | None, out: str | Path | None = None
) -> Material:
    """List the sources; `variables` names a table that takes the place of the corpus's own, `out` holds no texts."""
    documents = read_documents(source, settings=settings, variables=variables, out=out)
    found = documents.catalogue
    if found is None:
        return Material(Corpus(Path()), tuple(documents), tuple(documents.rejections), documents.variables)
    return Material(
        found.corpus, found.sources, found.rejections, found.variables, found.row_variables, found.passed_over
    )


def check_variables_early(material: Material, settings: Settings) -> None:
    """Refuse names of variables that are none before texts are annotated, where the names are known by then."""
    from .results.columns import COLUMNS, variable_columns
    from .statistics import check_is_variable

    names = material.variable_names
    if not material.items or names is None:
        return
    variables = variable_columns(sorted(names)).keys()
    if settings.results.anonymize:
        from .results.anonymize import check_personal

        check_personal(settings.results.personal, variables)
    known = {*COLUMNS["documents"], *variables}
    for name in settings.statistics.by:
        check_is_variable(name)
        if name not in known:
            raise ColumnError.missing(name, known, table="the table of documents")


def begin_annotating(partitions: Sequence[Partition], job: Job, workers: Workers | None) -> Iterator[PartitionReport]:
    """Compile the codebook and let the workers begin; they are sent what is compiled."""
    from .annotation import process_partition
    from .loaded import load_matcher

    annotate = partial(process_partition, job=job, matcher=load_matcher(job.codebook))
    return run_partitions(annotate, partitions, workers=workers)


def process(
    partitions: Sequence[Partition],
    job: Job,
    seconds: Seconds,
    *,
    workers: Workers | None,
    progress: Progress | None,
) -> int:
    """Process what the store does not have yet, and add up the seconds per chapter; how many partitions it had."""
    from .results.store import Store

    store = Store(job.store)
    waiting = [partition for partition in partitions if not store.has(partition.key)]
    total = sum(len(partition.items) for partition in partitions)
    done = total - sum(len(partition.items) for partition in waiting)
    report = progress or (lambda _done, _total: None)
    report(done, total)
    results = begin_annotating(waiting, job, workers) if waiting else iter(())
    import_module(".corpus_tables", __package__)  # what comes next, while the workers are busy
    for result in results:
        done += result.n_sources
        for chapter, value in result.seconds.items():
            seconds[chapter] += value
        report(done, total)
    store.prune(partition.key for partition in partitions)
    return len(partitions) - len(waiting)


@contextmanager
def make_folder(out: str | Path | None) -> Iterator[Path]:
    """The folder of the results, or one that is removed in the end."""
    if out is not None:
        yield Path(out)
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


def analyze(
    source: Readable,
    *,
    codebook: SomeCodebook = None,
    settings: SomeSettings = None,
    out: str | Path | None = None,
    model: SomeModel = None,
    variables: str | Path | None = None,
    names: SomeNames = None,
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
        A codebook, what stands in its file, or its path; None: the one about towns that comes with pyshma.
    settings
        Settings or the path of an ``analysis.toml``; None: what holds by default.
    out
        Folder for the results, written when the analysis is done. Its ``store`` keeps finished partitions, so that an
        analysis that was interrupted goes on from there; they hold the texts, so they are removed at the end of a run
        that anonymizes. None: nothing is written; see `Analysis.write`.
    model
        Folder of a theme model that `train` made for the codebook. None: the one that comes with pyshma, for the
        codebook that comes with pyshma; "fast": the same without its encoder; False, and for other codebooks None: the
        codebook alone assigns themes.
    variables
        A table of variables by document id; None: the one that the corpus names, if any.
    names
        The user's names, which win over everything that is found, or the path of an ``entities.yaml``; None: the one
        in the corpus, if any.
    jobs
        Number of processes, this one included; None chooses. With more than one, a script must guard its entry by
        ``if __name__ == "__main__":``, because workers import it.
    language
        Of titles and captions in files; None: that of the codebook.
    progress
        Called with the number of texts done and of all texts.

    Returns
    -------
    the tables of the analysis; the same, whatever the number of processes. Where nothing of a source can be read they
    have no rows, and ``rejected`` says why (the command writes them and exits with 1).

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
    settings = choose_settings(settings)
    material = gather(source, settings.documents, variables, out)
    seconds: Seconds = defaultdict(float, documents=perf_counter() - started)
    n_jobs = jobs or choose_jobs(len(list(cut(material.sizes, settings.run))))
    with collection_paused(), start_workers(n_jobs, prepare=PREPARED) as workers, make_folder(out) as folder:
        if settings.statistics.by or settings.results.anonymize:
            check_variables_early(material, settings)
        codebook = choose_codebook(codebook)
        language = choose_language(language, codebook)
        settings.report.check_forms(language)
        own = choose_names(names, material.corpus)
        sections = (settings.documents, settings.themes, settings.language)
        chosen = choose_model(model, codebook)
        hides = settings.results.anonymize
        job = Job(codebook, folder / "store", material.corpus.root, *sections, own, chosen, keep_tokens=hides)
        partitions = make_partitions(material, job, settings.run)
        n_resumed = process(partitions, job, seconds, workers=workers, progress=progress)

        from .corpus_tables import add_topics, combine, read_tokens
        from .results.analysis import begin_later
        from .results.store import Store

        keys = [partition.key for partition in partitions]
        with timed(seconds, "entities"):
            analysis = combine(keys, material, job, settings, language)
        begin = begin_later if workers is None else workers.begin
        figures = None if out is None or hides else begin(analysis.figure_tables().draw_files)
        with timed(seconds, "topics"):
            analysis = add_topics(analysis, keys, material, job, settings)
        if hides:
            from .people import read_name
            from .results.anonymize import anonymize

            texts = read_tokens(Store(job.store), keys)
            analysis = anonymize(analysis, read_name, texts=texts, personal=settings.results.personal)
        seconds["total"] = perf_counter() - started
        analysis.manifest["times"] |= {"seconds": rounded(seconds), "n_partitions_resumed": n_resumed}
        if out is not None:
            analysis.write(out, figures=figures, begin=begin)
        if hides:
            Store(job.store).clear()
    return analysis
