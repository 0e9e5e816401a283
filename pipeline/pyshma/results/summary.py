"""What a person should know before the tables: a few lines for the workbook, the console and the report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import pandas as pd

from ..documents.document import repeated_id
from ..messages import Language, translate
from ..statistics import count_missing, find_like_groups
from .numbers import format_number, format_percent

if TYPE_CHECKING:
    from .analysis import Analysis

N_IDS: Final = 3
"""Ids named in a note; the others stand in the tables."""


def first_ids(ids: Iterable[object]) -> str:
    """The first few ids and an ellipsis when there are more.

    >>> first_ids(["а", "б", "в", "г"])
    'а, б, в …'
    """
    names = [str(name) for name in ids]
    return ", ".join(names[:N_IDS]) + (" …" if len(names) > N_IDS else "")


def _end_once(note: str) -> str:
    """A note without the full stop after a reason that ends in a question."""
    return note.removesuffix(".") if note.endswith("?.") else note


def run_notes(analysis: Analysis, language: Language) -> Iterator[str]:
    """What happened to the sources: counts, rejections, repeats, non-answers, gaps in the variables."""
    documents, rejected = analysis.documents, analysis.rejected
    example = {} if rejected.empty else dict(rejected.iloc[0][["source", "reason"]])
    if documents.empty:
        yield _end_once(translate("notes.nothing_read", language, **({"source": "", "reason": ""} | example)))
        return
    with_theme = analysis.assignments["document_id"].nunique()
    yield translate(
        "notes.documents", language, n=len(documents), n_with_theme=with_theme, n_without=len(documents) - with_theme
    )
    if example:
        yield _end_once(translate("notes.rejected", language, n=len(rejected), **example))
    if folders := analysis.manifest.get("passed_over"):
        yield translate("notes.passed_over", language, folders=first_ids(folders))
    yield from _flag_notes(documents, language)
    for name in ("unmatched_variables", "without_variables"):
        ids = analysis.manifest.get("variables", {}).get(name, [])
        if ids:
            yield translate(f"notes.{name}", language, n=len(ids), ids=first_ids(ids))
    if no_topics := analysis.manifest.get("no_topics_because"):
        yield translate(f"topics.{no_topics}", language)
    for column in analysis.statistics.by:
        if n := count_missing(documents, column):
            yield translate("notes.missing_values", language, n=n, column=column)
        for values in find_like_groups(documents, column):
            yield translate("notes.like_groups", language, column=column, values=", ".join(values))


def _flag_notes(documents: pd.DataFrame, language: Language) -> Iterator[str]:
    ids = documents["document_id"].astype(str)
    flagged = {
        "numbered_ids": ids.map(repeated_id).isin(set(ids)),
        "repeats": documents["repeat_of"].notna(),
        "non_answers": documents["non_answer"] == 1,
        "other_alphabets": documents["other_alphabet"] == 1,
    }
    for name, mask in flagged.items():
        if mask.any():
            yield translate(f"notes.{name}", language, n=int(mask.sum()), ids=first_ids(ids[mask]))


def describe_assigner(analysis: Analysis) -> str | None:
    """What assigned the themes, the model or the codebook alone; None where the manifest does not say it."""
    language, manifest = analysis.language, analysis.manifest
    if "model" not in manifest:
        return None
    model = manifest["model"]
    if model is None:
        threshold = format_number(manifest["settings"]["themes"]["threshold"], language)
        return translate("notes.assigned_by_codebook", language, threshold=threshold)
    known = {name: model.get(name) or "—" for name in ("name", "date", "n_documents")}
    threshold = format_number(model.get("threshold", math.nan), language)
    return translate("notes.assigned_by_model", language, threshold=threshold, **known)


def summary_lines(analysis: Analysis) -> list[tuple[str, object]]:
    """Label and value, for the first sheet of the workbook."""
    language, corpus = analysis.language, analysis.manifest.get("corpus", {})
    facts: dict[str, object] = {
        "title": analysis.title,
        "source": corpus.get("source"),
        "licence": corpus.get("licence"),
        "n_documents": len(analysis.documents),
        "n_rejected": len(analysis.rejected),
        "n_tokens": int(analysis.documents["n_tokens"].sum()),
        "codebook": analysis.manifest.get("codebook", {}).get("title"),
        "assigned_by": describe_assigner(analysis),
        "population": analysis.statistics.population,
        "confidence": analysis.statistics.confidence,
        "version": analysis.manifest.get("versions", {}).get("pyshma"),
        "interval": translate("notes.interval_text", language),
    }
    lines = [(translate(f"notes.{name}", language), value) for name, value in facts.items() if value not in (None, "")]
    return lines + [("", note) for note in run_notes(analysis, language)]


def format_breakdown(breakdown: pd.DataFrame, language: Language) -> str:
    """The breakdown as lines of text for a terminal: share, interval, count and theme."""
    return "\n".join(
        f"{format_percent(row['prevalence'], language):>8}  "
        f"{format_percent(row['ci_low'], language):>7} – {format_percent(row['ci_high'], language):<7}  "
        f"{row['n_assigned']:>6}  {row['theme']}"
        for row in breakdown.to_dict("records")
    )
