"""What all commands share: their options, and how they speak to a person."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

from .errors import PyshmaError, SourceError, UnreadableSource
from .messages import LANGUAGES, Language, detect_language, translate, translate_error, translate_reason
from .settings import Settings

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


def help_text(key: str) -> str:
    """Help of a command or an option, in the language that the arguments ask for."""
    return translate(f"cli.{key}", _HELP_LANGUAGE)


def source_path(value: str) -> Path:
    """The path of a source; an empty one would be the working folder."""
    if not value.strip():
        raise typer.BadParameter(translate("cli.empty_source", _HELP_LANGUAGE))
    return Path(value)


Source = Annotated[Path, typer.Argument(parser=source_path, help=help_text("source"), show_default=False)]
Out = Annotated[Path, typer.Option("--out", help=help_text("out"))]
CodebookFile = Annotated[Path | None, typer.Option("--codebook", help=help_text("codebook_file"), show_default=False)]
ModelFolder = Annotated[str | None, typer.Option("--model", help=help_text("model"), show_default=False)]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help=help_text("settings"), show_default=False)]
EntitiesFile = Annotated[Path | None, typer.Option("--entities", help=help_text("entities_file"), show_default=False)]
Variables = Annotated[Path | None, typer.Option("--variables", help=help_text("variables"), show_default=False)]
By = Annotated[list[str] | None, typer.Option("--by", help=help_text("by"), show_default=False)]
Population = Annotated[
    int | None, typer.Option("--population", min=1, help=help_text("population"), show_default=False)
]
Topics = Annotated[int | None, typer.Option("--topics", min=0, help=help_text("topics"), show_default=False)]
TextColumn = Annotated[str | None, typer.Option("--text-column", help=help_text("text_column"), show_default=False)]
IdColumn = Annotated[str | None, typer.Option("--id-column", help=help_text("id_column"), show_default=False)]
MaxBytes = Annotated[int | None, typer.Option("--max-bytes", min=1, help=help_text("max_bytes"), show_default=False)]
Separator = Annotated[str | None, typer.Option("--separator", help=help_text("separator"), show_default=False)]
Spelling = Annotated[
    bool | None, typer.Option("--spelling/--no-spelling", help=help_text("spelling"), show_default=False)
]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help=help_text("jobs"), show_default=False)]
Anonymize = Annotated[bool, typer.Option("--anonymize", help=help_text("anonymize"))]
Strict = Annotated[bool, typer.Option("--strict", help=help_text("strict"))]
Lang = Annotated[str | None, typer.Option("--lang", help=help_text("lang"), metavar="[ru|en]", show_default=False)]


def read_standard_input() -> str:
    """A text from standard input, decoded as a file is, whatever the locale says.

    Raises
    ------
    SourceError
        It is no text.
    """
    from .documents.decode import decode

    try:
        return decode(sys.stdin.buffer.read())
    except UnreadableSource as error:
        raise SourceError(translate_reason(error.code, error.details, "en")) from error


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


def choose_model_option(model: str | None) -> str | Literal[False] | None:
    """What ``--model`` says: a folder, False for "none", None where it was not given."""
    return False if model == "none" else model


def choose_language(lang: str | None) -> Language:
    """The language of messages: what ``--lang`` says, else the user's locale."""
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
