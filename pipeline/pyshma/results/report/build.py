"""From the tables of an analysis to the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ...statistics import has_attitudes
from ..numbers import format_count
from ..write import file_name
from .groupings import describe_grouping
from .page import render_page
from .payload import make_blocks
from .sections import (
    describe_breakdown,
    describe_cooccurrence,
    describe_headline,
    describe_method,
    describe_topics,
    say,
    static_texts,
)

if TYPE_CHECKING:
    from ..analysis import Analysis

Drawing = dict[str, object]


def render_report(analysis: Analysis, drawings: Mapping[str, str] | None = None) -> bytes:
    """The report as HTML.

    Parameters
    ----------
    drawings
        SVG by the name of the figure, without suffix: ``theme_breakdown_by_group``, ``theme_cooccurrence``,
        ``theme_attitudes``. They stand in the page as they are, so they must come from `pyshma.results.figures`.
    """
    lang, svg = analysis.language, drawings or {}
    breakdown, cooccurrence = analysis.breakdown, analysis.theme_cooccurrence
    groupings = [analysis.breakdown_by(column) for column in analysis.statistics.by] if len(analysis.documents) else []
    themes = dict(zip(breakdown["theme_id"], breakdown["theme"], strict=True))
    described = [
        describe_grouping(table, analysis)
        | {"figure": _drawing(svg, f"theme_breakdown_by_{file_name(str(table.columns[0]))}", say("groups", lang))}
        for table in groupings
    ]
    pairs = describe_cooccurrence(cooccurrence, themes, lang)
    context: dict[str, Any] = {
        "lang": lang,
        "t": static_texts(lang),
        "title": analysis.report.title or analysis.title or say("breakdown", lang),
        "headline": describe_headline(analysis, breakdown),
        "anonymized": analysis.anonymized,
        "breakdown": describe_breakdown(analysis, breakdown),
        "groupings": described,
        "attitudes_figure": _drawing(svg, "theme_attitudes", say("attitudes", lang))
        if has_attitudes(breakdown)
        else None,
        "cooccurrence": {"rows": pairs, "figure": _drawing(svg, "theme_cooccurrence", say("cooccurrence", lang))},
        "n_entities": len(analysis.entities),
        "topics": describe_topics(analysis),
        "n_documents": format_count(len(analysis.documents), lang) if len(analysis.documents) else "",
        "made_by": say("made_by", lang, version=analysis.manifest.get("versions", {}).get("pyshma", "")),
        **describe_method(analysis),
    }
    context["contents"] = _contents(context)
    return render_page(context, make_blocks(analysis, breakdown, groupings, cooccurrence))


def _drawing(drawings: Mapping[str, str], name: str, title: str) -> Drawing | None:
    return {"svg": Markup(drawings[name]), "title": title} if name in drawings else None  # noqa: S704 — our own figure


def _contents(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Id and name of the sections that are there."""
    t = context["t"]
    there = {
        "breakdown": context["breakdown"]["rows"],
        "groups": context["groupings"],
        "attitudes": context["attitudes_figure"],
        "cooccurrence": context["cooccurrence"]["rows"],
        "entities": context["n_entities"],
        "topics": context["topics"],
        "documents": context["n_documents"],
        "method": True,
        "rejected": True,
    }
    return [(name, t[name]) for name, shown in there.items() if shown]
