"""What the page says as it stands: headline, breakdown, groups, themes together, topics, method, rejections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ...messages import Language, translate
from ...messages.catalogue import read_catalogue
from ...statistics import ATTITUDES, has_attitudes
from ..numbers import choose_plural, count_noun, format_count, format_decimal, format_number, format_percent
from ..summary import run_notes, summary_lines

if TYPE_CHECKING:
    from ..analysis import Analysis

N_HEADLINE: Final = 3  # themes that the headline names
N_PAIRS: Final = 20  # pairs of themes below the drawing
N_REJECTED: Final = 500  # rows; all of them are in rejected.csv
FEW_DOCUMENTS: Final = 30  # below it an interval is wider than 30 points
UNSTABLE, STABLE = 0.3, 0.6  # mean Jaccard overlap of top words; half of them stay at 1/3 (Greene et al. 2014)


def say(key: str, lang: Language, /, **fields: object) -> str:
    """A message of the report."""
    return translate(f"report.{key}", lang, **fields)


def nouns(name: str, analysis: Analysis) -> tuple[str, ...]:
    """Forms of a noun for plurals; those of *document* may be set."""
    if name == "documents" and analysis.report.document_forms:
        return analysis.report.document_forms
    return tuple(translate(f"plural.{name}", analysis.language).split("|"))


def describe_headline(analysis: Analysis, breakdown: pd.DataFrame) -> str:
    """How many documents and themes, and which themes are the most frequent."""
    lang, n = analysis.language, len(analysis.documents)
    if analysis.report.headline is not None:
        return analysis.report.headline
    if not n:
        return say("headline_empty", lang)
    documents = count_noun(n, nouns("documents", analysis), lang)
    parts = [
        say("headline", lang, documents=documents, themes=count_noun(len(breakdown), nouns("themes", analysis), lang))
    ]
    top = breakdown[breakdown["n_assigned"] > 0].head(N_HEADLINE)
    if len(top):
        themes = [
            say("headline_theme", lang, theme=theme, percent=format_percent(share, lang))
            for theme, share in zip(top["theme"], top["prevalence"], strict=True)
        ]
        parts.append(say("headline_most", lang, themes=", ".join(themes)))
    return " ".join(parts)


def describe_breakdown(analysis: Analysis, breakdown: pd.DataFrame) -> dict[str, Any]:
    """Rows of the breakdown, every text and length ready."""
    lang, largest = analysis.language, scale_of(breakdown)
    rows = [
        {
            "theme_id": row["theme_id"],
            "theme": row["theme"],
            "n_assigned": row["n_assigned"],
            "percent": format_percent(row["prevalence"], lang),
            "count": format_count(row["n_assigned"], lang),
            "interval": interval_text(row["ci_low"], row["ci_high"], lang),
            "bar": bar_of(row, largest),
            "attitudes": _attitudes(row, lang),
        }
        for row in breakdown.to_dict("records")
    ]
    report = analysis.report
    return {
        "title": report.breakdown_title or say("breakdown", lang),
        "caption": report.breakdown_caption or translate("notes.interval_text", lang),
        "lead": say("breakdown_lead", lang, confidence=f"{100 * analysis.statistics.confidence:g}"),
        "rows": rows if len(analysis.documents) else [],
        "has_attitudes": has_attitudes(breakdown),
        "of_all": say("of_all", lang, n=format_count(len(analysis.documents), lang)),
    }


def scale_of(table: pd.DataFrame) -> float:
    """The share that a bar of full length stands for."""
    return float(max([0.01, *table["prevalence"].dropna(), *table["ci_high"].dropna()]))


def bar_of(row: Mapping[Any, Any], largest: float) -> dict[str, float | None]:
    """Ends of a bar and its interval in percent of the width."""
    values = {"share": row["prevalence"], "low": row["ci_low"], "high": row["ci_high"]}
    return {
        name: (0.0 if name == "share" else None) if pd.isna(value) else round(100 * float(value) / largest, 2)
        for name, value in values.items()
    }


def interval_text(low: float, high: float, lang: Language) -> str:
    """«23,0–33,0 %»."""
    if pd.isna(low):
        return "—"
    return say(
        "interval_range",
        lang,
        low=format_percent(low, lang).rstrip("%\N{NO-BREAK SPACE}"),
        high=format_percent(high, lang),
    )


def _attitudes(row: Mapping[Any, Any], lang: Language) -> dict[str, dict[str, Any]]:
    """Documents that complain, wish, praise, as counts and as parts of the documents with the theme."""
    if f"n_{ATTITUDES[0]}" not in row:
        return {}
    n = row["n_assigned"]
    parts = {}
    for name in ATTITUDES:
        share = row[f"n_{name}"] / n if n else float("nan")
        parts[name] = {
            "n": row[f"n_{name}"],
            "count": format_count(row[f"n_{name}"], lang),
            "percent": format_percent(share, lang, digits=0),
            "width": round(100 * share, 1) if n else 0,
        }
    return parts


def describe_cooccurrence(table: pd.DataFrame, themes: Mapping[str, str], lang: Language) -> list[dict[str, str]]:
    """The pairs of themes that stand together most often."""
    return [
        {
            "theme": themes[row["theme_id"]],
            "other": themes[row["other_theme_id"]],
            "n": format_count(row["n_both"], lang),
            "expected": format_decimal(row["n_expected"], lang, digits=1),
            "lift": format_decimal(row["lift"], lang, digits=1),
        }
        for row in table[table["n_both"] > 0].head(N_PAIRS).to_dict("records")
    ]


def describe_topics(analysis: Analysis) -> list[dict[str, Any]]:
    """Topics with their terms, stability in words, and exemplars."""
    lang = analysis.language
    return [
        {
            "label": row["label"],
            "documents": count_noun(row["n_documents"], nouns("documents", analysis), lang),
            "percent": format_percent(row["prevalence"], lang),
            "stability": f"{_stability(row['stability'], lang)} ({format_decimal(row['stability'], lang, digits=2)})",
            "terms": row["top_terms"],
            "exemplars": list(_exemplars(row)),
        }
        for row in analysis.topics.to_dict("records")
    ]


def _stability(value: float, lang: Language) -> str:
    level = "low" if value < UNSTABLE else "middle" if value < STABLE else "high"
    return say(f"stability_{level}", lang)


def _exemplars(row: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    number = 1
    while f"exemplar_{number}" in row:
        if row[f"exemplar_{number}"]:
            yield row[f"exemplar_{number}"], row[f"quote_{number}"]
        number += 1


def describe_method(analysis: Analysis) -> dict[str, Any]:
    """Facts, limits, remarks, settings, versions and the rejected sources."""
    lang, manifest = analysis.language, analysis.manifest
    coding = "coding_by_model" if manifest.get("model") else "coding"
    settings = [
        (f"{section}.{name}", _plain(value))
        for section, values in manifest.get("settings", {}).items()
        for name, value in values.items()
        if value is not None and value not in ((), [])
    ]
    versions = list(manifest.get("versions", {}).items())
    tables = [(say(name, lang), pairs) for name, pairs in (("settings", settings), ("versions", versions)) if pairs]
    rejected = analysis.rejected[["source", "reason"]]
    more = len(rejected) - N_REJECTED
    return {
        "facts": [(name, _fact(value, lang)) for name, value in summary_lines(analysis) if name],
        "limits": [say(f"limits_{name}", lang) for name in (coding, "sample", "groups", "themes")],
        "remarks": list(run_notes(analysis, lang)),
        "definitions": list(definitions(analysis.themes).values()),
        "tables": tables,
        "rejected": list(rejected.head(N_REJECTED).itertuples(index=False, name=None)),
        "rejected_more": f"+ {format_count(more, lang)}: rejected.csv" if more > 0 else "",
    }


def definitions(themes: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Theme → name, definition, what belongs to it and what does not, as far as the codebook says."""
    wanted = [name for name in ("theme", "definition", "include", "exclude") if name in themes.columns]
    rows = zip(themes["theme_id"], themes[wanted].fillna("").to_dict("records"), strict=True)
    empty = {"definition": "", "include": "", "exclude": ""}
    return {theme_id: empty | {str(name): str(text) for name, text in row.items()} for theme_id, row in rows}


def _fact(value: object, lang: Language) -> str:
    return format_number(value, lang) if isinstance(value, float) else _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return "—"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def static_texts(lang: Language) -> dict[str, str]:
    """Every message of the report by its name, for the template."""
    return read_catalogue(lang)["report"]


def script_texts(analysis: Analysis) -> dict[str, str]:
    """Every message of the script by its name."""
    texts = dict(read_catalogue(analysis.language)["report_script"])
    forms = nouns("documents", analysis)
    texts |= {
        f"documents_{form}": choose_plural(n, forms, analysis.language)
        for form, n in (("one", 1), ("few", 2), ("many", 5))
    }
    return texts
