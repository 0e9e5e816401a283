"""``pyshma codebook``: look a codebook over, and carry it to other programs and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import FAILED, Lang, choose_language, help_text, one_line_errors, say
from .messages import Language, translate

codebook_app = typer.Typer(help=help_text("codebook"), no_args_is_help=True, rich_markup_mode=None)

Book = Annotated[Path, typer.Argument(help=help_text("lint_file"), show_default=False)]
Exported = Annotated[Path, typer.Argument(help=help_text("exported_file"), show_default=False)]
Force = Annotated[bool, typer.Option("--force", help=help_text("force"))]


@codebook_app.command(help=help_text("lint"), epilog="pyshma codebook lint my_codebook.yaml")
def lint(file: Book, lang: Lang = None) -> None:
    """Look a codebook over."""
    from .lint import lint_codebook_file

    language = choose_language(lang)
    with one_line_errors(language):
        findings = lint_codebook_file(file)
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
