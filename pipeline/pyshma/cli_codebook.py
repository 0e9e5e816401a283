"""``pyshma codebook``: look a codebook over, and carry it to other programs and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import (
    FAILED,
    CodebookFile,
    EntitiesFile,
    IdColumn,
    Jobs,
    Lang,
    Separator,
    SettingsFile,
    Source,
    TextColumn,
    choose_language,
    help_text,
    one_line_errors,
    progress_bar,
    read_settings,
    say,
)
from .messages import Language, translate

codebook_app = typer.Typer(help=help_text("codebook"), no_args_is_help=True, rich_markup_mode=None)

Book = Annotated[Path, typer.Argument(help=help_text("lint_file"), show_default=False)]
Exported = Annotated[Path, typer.Argument(help=help_text("exported_file"), show_default=False)]
Table = Annotated[Path | None, typer.Option("--out", help=help_text("suggest_out"), show_default=False)]
MinDocuments = Annotated[int, typer.Option("--min-documents", min=1, help=help_text("min_documents"))]
Most = Annotated[int, typer.Option("--most", min=1, help=help_text("most"))]
Corpus = Annotated[Path | None, typer.Option("--corpus", help=help_text("lint_corpus"), show_default=False)]
MaxShare = Annotated[float, typer.Option("--max-share", min=0.0, max=1.0, help=help_text("max_share"))]
Force = Annotated[bool, typer.Option("--force", help=help_text("force"))]


@codebook_app.command(help=help_text("lint"), epilog="pyshma codebook lint my_codebook.yaml --corpus essays/")
def lint(
    file: Book,
    corpus: Corpus = None,
    max_share: MaxShare = 0.2,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    settings: SettingsFile = None,
    jobs: Jobs = None,
    lang: Lang = None,
) -> None:
    """Look a codebook over."""
    from .lint import lint_codebook_file

    language = choose_language(lang)
    with one_line_errors(language):
        chosen = read_settings(settings, documents={"text_column": text_column, "id_column": id_column})
        with progress_bar(language) as progress:
            findings = lint_codebook_file(
                file, corpus=corpus, max_share=max_share, settings=chosen, jobs=jobs, progress=progress
            )
        for finding in findings:
            typer.echo(finding.message(language))
        errors = sum(finding.severity == "error" for finding in findings)
        say(translate("codebook.lint_result", language, file=file.name, errors=errors, warnings=len(findings) - errors))
        if errors:
            raise typer.Exit(FAILED)


@codebook_app.command("export", help=help_text("export"), epilog="pyshma codebook export my_codebook.yaml book.xlsx")
def export_codebook(file: Book, to: Exported, force: Force = False, lang: Lang = None) -> None:
    """Write a codebook for Excel or a program of qualitative analysis."""
    _convert(file, to, force=force, language=choose_language(lang))


@codebook_app.command("import", help=help_text("import"), epilog="pyshma codebook import book.qdc my_codebook.yaml")
def import_codebook(file: Exported, to: Book, force: Force = False, lang: Lang = None) -> None:
    """Make a codebook of a sheet of Excel or of a REFI-QDA file."""
    _convert(file, to, force=force, language=choose_language(lang))


def _convert(file: Path, to: Path, *, force: bool, language: Language) -> None:
    from .themes import convert_codebook

    with one_line_errors(language):
        codebook = convert_codebook(file, to, overwrite=force)
        n_patterns = sum(len(theme.patterns) for theme in codebook.themes)
        counts = {"themes": len(codebook.themes), "patterns": n_patterns}
        say(translate("codebook.converted", language, file=to, **counts))


@codebook_app.command(help=help_text("suggest"), epilog="pyshma codebook suggest essays/ --codebook my_codebook.yaml")
def suggest(
    source: Source,
    codebook: CodebookFile = None,
    out: Table = None,
    most: Most = 10,
    min_documents: MinDocuments = 3,
    entities: EntitiesFile = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    settings: SettingsFile = None,
    separator: Separator = None,
    jobs: Jobs = None,
    lang: Lang = None,
) -> None:
    """Suggest words and phrases that a codebook lacks."""
    from .results.write import write_csv
    from .suggest import format_suggestions, suggest_patterns
    from .writing import check_place

    language = choose_language(lang)
    with one_line_errors(language):
        if out is not None:
            check_place(out)
        columns = {"text_column": text_column, "id_column": id_column}
        chosen = read_settings(settings, documents=columns, results={"separator": separator})
        with progress_bar(language) as progress:
            found = suggest_patterns(
                source,
                codebook=codebook,
                settings=chosen,
                names=entities,
                min_documents=min_documents,
                most=most,
                jobs=jobs,
                progress=progress,
            )
        typer.echo(format_suggestions(found, language), nl=False)
        counts = {"documents": found.n_documents, "sources": found.n_sources, "n": len(found.table)}
        say(translate("suggest.result", language, **counts))
        if out is not None:
            write_csv(found.table, out, sep=chosen.results.separator)
            say(translate("cli.written", language, out=out))
