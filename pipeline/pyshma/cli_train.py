"""``pyshma train``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import (
    CodebookFile,
    IdColumn,
    Lang,
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
from .messages import translate

CodesFile = Annotated[Path, typer.Option("--codes", help=help_text("train_codes"))]
SentencesFiles = Annotated[list[Path] | None, typer.Option("--sentences", help=help_text("train_sentences"))]
Group = Annotated[str | None, typer.Option("--group", help=help_text("train_group"), show_default=False)]
Encoder = Annotated[bool, typer.Option("--encoder/--no-encoder", help=help_text("train_encoder"))]
ModelOut = Annotated[Path, typer.Option("--out", help=help_text("train_out"))]


def train(
    source: Source,
    codes: CodesFile,
    out: ModelOut = Path("model"),
    sentences: SentencesFiles = None,
    codebook: CodebookFile = None,
    group: Group = None,
    encoder: Encoder = False,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    settings: SettingsFile = None,
    lang: Lang = None,
) -> None:
    """Train a theme model on coded texts."""
    from .codes import read_coded_texts
    from .learning import by_variable, write_training
    from .learning import train as train_model
    from .results.summary import first_ids
    from .writing import check_place

    language = choose_language(lang)
    with one_line_errors(language):
        check_place(out / "README.md")
        chosen = read_settings(settings, documents={"text_column": text_column, "id_column": id_column})
        with progress_bar(language) as progress:
            training = train_model(
                source,
                codes,
                codebook=codebook,
                sentences=[text for file in sentences for text in read_coded_texts(file)] if sentences else None,
                group=None if group is None else by_variable(group),
                encoder=encoder,
                settings=chosen,
                progress=progress,
            )
        write_training(training, out)
        f1 = training.agreement.set_index("theme_id")["f1"]
        scores = {"micro": f"{f1['micro']:.3f}", "macro": f"{f1['macro']:.3f}", "error": f"{training.share_error:.1f}"}
        result = "train_result_random" if group is None else "train_result"
        say(translate(f"cli.{result}", language, **scores, n=len(training.validation.documents)))
        if training.unmatched:
            fields = {"n": len(training.unmatched), "ids": first_ids(training.unmatched)}
            say(translate("cli.train_unmatched", language, **fields))
        say(translate("cli.written", language, out=out))
