"""The command: parse, call the library function of the same name, print.

Results go to files or stdout, progress and messages to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but
some sources were rejected under ``--strict``.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from . import __version__
from .errors import PyshmaError
from .messages import LANGUAGES, Language, detect_language, translate, translate_error
from .settings import Settings

if TYPE_CHECKING:
    from .results.analysis import Analysis

FAILED: Final = 1
REJECTED: Final = 3
INTERRUPTED: Final = 130


def requested_language(arguments: list[str]) -> Language:
    """Language of the help: what ``--lang`` says, else the user's locale.

    >>> requested_language(["analyze", "--lang", "ru"])
    'ru'
    """
    for before, value in zip(["", *arguments], arguments, strict=False):
        given = value.removeprefix("--lang=") if value.startswith("--lang=") else value
        if (before == "--lang" or value != given) and given in LANGUAGES:
            return given
    return detect_language()


_HELP_LANGUAGE = requested_language(sys.argv[1:])


def _help(key: str) -> str:
    return translate(f"cli.{key}", _HELP_LANGUAGE)


app = typer.Typer(
    help=_help("app"), no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
codebook_app = typer.Typer(help=_help("codebook"), no_args_is_help=True, rich_markup_mode=None)
app.add_typer(codebook_app, name="codebook")

Source = Annotated[Path, typer.Argument(help=_help("source"), show_default=False)]
Out = Annotated[Path, typer.Option("--out", help=_help("out"))]
CodebookFile = Annotated[Path | None, typer.Option("--codebook", help=_help("codebook_file"), show_default=False)]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help=_help("settings"), show_default=False)]
EntitiesFile = Annotated[Path | None, typer.Option("--entities", help=_help("entities_file"), show_default=False)]
Variables = Annotated[Path | None, typer.Option("--variables", help=_help("variables"), show_default=False)]
By = Annotated[list[str] | None, typer.Option("--by", help=_help("by"), show_default=False)]
Population = Annotated[int | None, typer.Option("--population", min=1, help=_help("population"), show_default=False)]
Topics = Annotated[int | None, typer.Option("--topics", min=0, help=_help("topics"), show_default=False)]
TextColumn = Annotated[str | None, typer.Option("--text-column", help=_help("text_column"), show_default=False)]
IdColumn = Annotated[str | None, typer.Option("--id-column", help=_help("id_column"), show_default=False)]
MaxBytes = Annotated[int | None, typer.Option("--max-bytes", min=1, help=_help("max_bytes"), show_default=False)]
Separator = Annotated[str | None, typer.Option("--separator", help=_help("separator"), show_default=False)]
Spelling = Annotated[bool | None, typer.Option("--spelling/--no-spelling", help=_help("spelling"), show_default=False)]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help=_help("jobs"), show_default=False)]
Anonymize = Annotated[bool, typer.Option("--anonymize", help=_help("anonymize"))]
Strict = Annotated[bool, typer.Option("--strict", help=_help("strict"))]
Lang = Annotated[str | None, typer.Option("--lang", help=_help("lang"), metavar="[ru|en]", show_default=False)]


def say(text: str) -> None:
    """Print a message for a person, on stderr."""
    typer.echo(text, err=True)


@contextmanager
def one_line_errors(language: Language) -> Iterator[None]:
    """Turn errors that a user can mend into one line and an exit code."""
    try:
        yield
    except PyshmaError as error:
        say(translate("cli.failed", language, error=translate_error(str(error), language)))
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        say(translate("cli.interrupted", language))
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def progress_bar(language: Language) -> Iterator[Any]:
    """Bar with rate and time left on stderr; only where a person looks at it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    class Rate(TextColumn):
        def render(self, task: Any) -> Any:  # noqa: ANN401
            speed = task.finished_speed or task.speed
            task.fields["rate"] = f"{speed:,.0f}/s" if speed else ""
            return super().render(task)

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(translate("cli.progress", language), total=None, rate="")
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _language(lang: str | None) -> Language:
    if lang is None:
        return detect_language()
    if lang not in LANGUAGES:
        raise typer.BadParameter(f"{lang!r}: ru | en", param_hint="--lang")
    return lang


def read_settings(path: Path | None, **changes: dict[str, Any]) -> Settings:
    """Settings from a file, changed by the options that were given: section → name → value, None where not given."""
    settings = Settings() if path is None else Settings.read(path)
    for section, values in changes.items():
        given = {name: value for name, value in values.items() if value is not None}
        settings = replace(settings, **{section: replace(getattr(settings, section), **given)})
    return settings


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"pyshma {__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=_help("version"))
    ] = False,
) -> None:
    """Options of the command itself."""
    logging.getLogger("pyshma").addHandler(logging.NullHandler())  # what the library logs, the command says in words


@app.command(help=_help("analyze"), epilog="pyshma analyze essays/ --out results --by group --population 3990")
def analyze(
    source: Source,
    out: Out = Path("results"),
    codebook: CodebookFile = None,
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
    language = _language(lang)
    with one_line_errors(language):
        chosen = read_settings(
            settings,
            documents={"text_column": text_column, "id_column": id_column, "max_bytes": max_bytes},
            language={"spelling": spelling},
            topics={"n_topics": topics},
            statistics={"by": tuple(by) if by else None, "population": population},
            results={"separator": separator, "anonymize": anonymize or None},
        )
        _run(
            source,
            out,
            codebook=codebook,
            variables=variables,
            entities=entities,
            settings=chosen,
            jobs=jobs,
            lang=lang,
            strict=strict,
        )


@app.command(help=_help("demo"), epilog="pyshma demo --out results")
def demo(out: Out = Path("results"), jobs: Jobs = None, lang: Lang = None) -> None:
    """Analyse the demonstration corpus."""
    from .resources import demonstration_corpus

    with one_line_errors(_language(lang)):
        forms = ("essay", "essays") if lang == "en" else ("сочинение", "сочинения", "сочинений")
        settings = read_settings(None, statistics={"by": ("group",)}, report={"document_forms": forms})
        _run(
            demonstration_corpus(),
            out,
            codebook=None,
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
    variables: Path | None,
    entities: Path | None,
    settings: Settings,
    jobs: int | None,
    lang: str | None,
    strict: bool,
) -> None:
    from .run import analyze as run_analysis

    language = _language(lang)
    with progress_bar(language) as progress:
        analysis = run_analysis(
            source,
            codebook=codebook,
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


@app.command(help=_help("report"), epilog="pyshma report results --settings analysis.toml")
def report(
    folder: Annotated[Path, typer.Argument(help=_help("report_folder"), show_default=False)],
    settings: SettingsFile = None,
    lang: Lang = None,
) -> None:
    """Make report and figures anew."""
    from .results.reading import read_analysis

    language = _language(lang)
    with one_line_errors(language):
        chosen = None if settings is None else Settings.read(settings)
        analysis = read_analysis(folder, settings=chosen, language=None if lang is None else language)
        analysis.write_report(folder, png=True)
        say(translate("cli.written", language, out=folder / "report.html"))


@app.command(help=_help("explain"), epilog="pyshma explain essay.txt | pyshma explain - --words")
def explain(
    source: Annotated[Path, typer.Argument(help=_help("explain_source"), show_default=False)],
    codebook: CodebookFile = None,
    words: Annotated[bool, typer.Option("--words", help=_help("words"))] = False,
    entity: Annotated[str | None, typer.Option("--entity", help=_help("entity"), show_default=False)] = None,
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

    language = _language(lang)
    with one_line_errors(language):
        chosen = read_settings(settings, documents={"text_column": text_column, "id_column": id_column})
        given = [sys.stdin.read()] if str(source) == "-" else source
        if entity is not None:
            for found in explain_entity(given, entity, names=entities, settings=chosen):
                typer.echo(format_entity(found, language))
            return
        for explanation in explain_source(given, codebook=codebook, settings=chosen):
            typer.echo(format_explanation(explanation, language, words=words))


@codebook_app.command(help=_help("lint"), epilog="pyshma codebook lint my_codebook.yaml")
def lint(file: Annotated[Path, typer.Argument(help=_help("lint_file"), show_default=False)], lang: Lang = None) -> None:
    """Look a codebook over."""
    from .lint import lint_codebook_file

    language = _language(lang)
    with one_line_errors(language):
        findings = lint_codebook_file(file)
        for finding in findings:
            typer.echo(finding.message(language))
        errors = sum(finding.severity == "error" for finding in findings)
        say(translate("codebook.lint_result", language, file=file.name, errors=errors, warnings=len(findings) - errors))
        if errors:
            raise typer.Exit(FAILED)


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


if __name__ == "__main__":
    main()
