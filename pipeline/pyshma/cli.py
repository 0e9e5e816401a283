"""The command: parse, call the library function of the same name, print.

Results go to files or stdout, progress and messages to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but
some sources were rejected under ``--strict``.
"""

from __future__ import annotations

import gc
import logging
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from . import __version__
from .cli_codebook import codebook_app
from .cli_train import train
from .console import (
    FAILED,
    REJECTED,
    Anonymize,
    By,
    CodebookFile,
    EntitiesFile,
    IdColumn,
    Jobs,
    Lang,
    MaxBytes,
    ModelFolder,
    Out,
    Population,
    Separator,
    SettingsFile,
    Source,
    Spelling,
    Strict,
    TextColumn,
    Topics,
    Variables,
    choose_language,
    choose_model_option,
    help_text,
    one_line_errors,
    progress_bar,
    read_settings,
    read_standard_input,
    say,
    source_path,
)
from .messages import Language, translate
from .settings import Settings

if TYPE_CHECKING:
    from .results.analysis import Analysis

app = typer.Typer(
    help=help_text("app"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(codebook_app, name="codebook")
app.command(help=help_text("train"), epilog="pyshma train essays/ --codes codes.csv --out my_model")(train)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"pyshma {__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=help_text("version"))
    ] = False,
) -> None:
    """Options of the command itself."""
    logging.getLogger("pyshma").addHandler(logging.NullHandler())  # what the library logs, the command says in words


@app.command(help=help_text("analyze"), epilog="pyshma analyze essays/ --out results --by group --population 3990")
def analyze(
    source: Source,
    out: Out = Path("results"),
    codebook: CodebookFile = None,
    model: ModelFolder = None,
    by: By = None,
    population: Population = None,
    topics: Topics = None,
    variables: Variables = None,
    entities: EntitiesFile = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    max_bytes: MaxBytes = None,
    settings: SettingsFile = None,
    separator: Separator = None,
    spelling: Spelling = None,
    jobs: Jobs = None,
    anonymize: Anonymize = False,
    strict: Strict = False,
    lang: Lang = None,
) -> None:
    """Analyse a folder, a file or a table."""
    language = choose_language(lang)
    with one_line_errors(language):
        chosen = read_settings(
            settings,
            documents={"text_column": text_column, "id_column": id_column, "max_bytes": max_bytes},
            language={"spelling": spelling},
            topics={"n_topics": topics},
            statistics={"by": tuple(dict.fromkeys(by)) if by else None, "population": population},
            results={"separator": separator, "anonymize": anonymize or None},
        )
        _run(
            source,
            out,
            codebook=codebook,
            model=choose_model_option(model),
            variables=variables,
            entities=entities,
            settings=chosen,
            jobs=jobs,
            lang=lang,
            strict=strict,
        )


@app.command(help=help_text("demo"), epilog="pyshma demo --out results")
def demo(out: Out = Path("results"), jobs: Jobs = None, lang: Lang = None) -> None:
    """Analyse the demonstration corpus."""
    from .resources import demonstration_corpus

    with one_line_errors(choose_language(lang)):
        forms = ("essay", "essays") if lang == "en" else ("сочинение", "сочинения", "сочинений")
        settings = read_settings(None, statistics={"by": ("group",)}, report={"document_forms": forms})
        _run(
            demonstration_corpus(),
            out,
            codebook=None,
            model=None,
            variables=None,
            entities=None,
            settings=settings,
            jobs=jobs,
            lang=lang,
            strict=False,
        )


def _run(
    source: Path,
    out: Path,
    *,
    codebook: Path | None,
    model: str | Literal[False] | None,
    variables: Path | None,
    entities: Path | None,
    settings: Settings,
    jobs: int | None,
    lang: str | None,
    strict: bool,
) -> None:
    from .run import analyze as run_analysis

    language = choose_language(lang)
    with progress_bar(language) as progress:
        analysis = run_analysis(
            source,
            codebook=codebook,
            model=model,
            variables=variables,
            names=entities,
            settings=settings,
            out=out,
            jobs=jobs,
            language=None if lang is None else language,
            progress=progress,
        )
    _report(analysis, out, language)
    if not len(analysis.documents):
        raise typer.Exit(FAILED)
    if strict and len(analysis.rejected):
        raise typer.Exit(REJECTED)


def _report(analysis: Analysis, out: Path, language: Language) -> None:
    """Say what was found: the breakdown on stdout, everything else on stderr."""
    from .results.summary import format_breakdown, run_notes

    if len(analysis.documents):
        typer.echo(format_breakdown(analysis.breakdown, language))
    for note in run_notes(analysis, language):
        say(note)
    say(translate("cli.written", language, out=out))


@app.command(help=help_text("report"), epilog="pyshma report results --settings analysis.toml")
def report(
    folder: Annotated[Path, typer.Argument(help=help_text("report_folder"), show_default=False)],
    settings: SettingsFile = None,
    lang: Lang = None,
) -> None:
    """Make report and figures anew."""
    from .results.reading import read_analysis

    language = choose_language(lang)
    with one_line_errors(language):
        chosen = None if settings is None else Settings.read(settings)
        analysis = read_analysis(folder, settings=chosen, language=None if lang is None else language)
        analysis.write_report(folder, png=True)
        say(translate("cli.written", language, out=folder / "report.html"))


@app.command(help=help_text("explain"), epilog="pyshma explain essay.txt | pyshma explain - --words")
def explain(
    source: Annotated[Path, typer.Argument(parser=source_path, help=help_text("explain_source"), show_default=False)],
    codebook: CodebookFile = None,
    model: ModelFolder = None,
    words: Annotated[bool, typer.Option("--words", help=help_text("words"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=help_text("everything"))] = False,
    entity: Annotated[str | None, typer.Option("--entity", help=help_text("entity"), show_default=False)] = None,
    entities: EntitiesFile = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    settings: SettingsFile = None,
    lang: Lang = None,
) -> None:
    """Explain what was found in a text, and why."""
    from .explain import explain as explain_source
    from .explain import format_explanation
    from .explain_entity import explain_entity, format_entity

    language = choose_language(lang)
    with one_line_errors(language):
        chosen = read_settings(settings, documents={"text_column": text_column, "id_column": id_column})
        given = [read_standard_input()] if str(source) == "-" else source
        if entity is not None:
            for found in explain_entity(given, entity, names=entities, settings=chosen):
                typer.echo(format_entity(found, language))
            return
        theme_model = choose_model_option(model)
        for explanation in explain_source(given, codebook=codebook, model=theme_model, names=entities, settings=chosen):
            typer.echo(format_explanation(explanation, language, words=words, everything=everything))


def main() -> None:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a Windows console may lack a letter
    gc.disable()  # `engine` collects after every partition
    try:
        app()
    finally:
        gc.freeze()  # else Python looks through every object once more before it exits: half a second
