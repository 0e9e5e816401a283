"""What a corpus says of a codebook: which patterns find nothing, which find too much, which find the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from spacy.tokens import Doc

from .codebook import Codebook
from .finding import Finding
from .matcher import Mention, ThemeMatcher

MAX_SHARE: Final = 0.2
"""Of the documents. Of the codebook of towns one pattern is above it on the 285 essays («школа», weight 0.2) and two on
500 petitions about everything («закон», «работа»)."""
MIN_DOCUMENTS: Final = 20
"""Of a smaller corpus, a share says nothing."""
MIN_SHARED: Final = 2  # documents in which two patterns find the same words
MAX_LISTED: Final = 40  # patterns in one message


@dataclass(slots=True)
class MatchCounts:
    """In how many documents each pattern is found, and each pair of patterns of two themes at the same words.

    What an overlapping match of the theme or an exception takes away counts as found by the pattern; for pairs,
    exceptions do not.
    """

    n_documents: int = 0
    patterns: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, doc: Doc, matcher: ThemeMatcher) -> None:
        """Count the matches of a document."""
        mentions, dropped = matcher.match_with_reasons(doc)
        found = mentions + [item.mention for item in dropped if item.reason == "overlap"]
        self.n_documents += 1
        self.patterns.update({item.pattern_id for item in found} | {item.mention.pattern_id for item in dropped})
        self.pairs.update(_pairs(found))

    def merge(self, other: MatchCounts) -> None:
        """Add the counts of another part of the corpus."""
        self.n_documents += other.n_documents
        self.patterns.update(other.patterns)
        self.pairs.update(other.pairs)


def _pairs(mentions: list[Mention]) -> set[tuple[str, str]]:
    places: defaultdict[tuple[int, int], set[tuple[str, str]]] = defaultdict(set)
    for mention in mentions:
        places[mention.first_token, mention.last_token].add((mention.theme_id, mention.pattern_id))
    return {
        (one[1], other[1])
        for found in places.values()
        for one, other in combinations(sorted(found), 2)
        if one[0] != other[0]
    }


def _find_unmatched(codebook: Codebook, counts: MatchCounts) -> Iterator[Finding]:
    """One remark for a theme, with all its patterns that find nothing."""
    for theme in codebook.themes:
        unmatched = [pattern.text for pattern in theme.patterns if not counts.patterns[pattern.id]]
        if unmatched:
            more = f" … +{len(unmatched) - MAX_LISTED}" if len(unmatched) > MAX_LISTED else ""
            listed = "; ".join(unmatched[:MAX_LISTED]) + more
            numbers = {"n": str(len(unmatched)), "total": str(len(theme.patterns))}
            yield Finding("unmatched", "warning", theme.id, details={"patterns": listed, **numbers})


def _find_too_general(codebook: Codebook, counts: MatchCounts, max_share: float) -> Iterator[Finding]:
    if counts.n_documents < MIN_DOCUMENTS:
        return
    for theme in codebook.themes:
        for pattern in theme.patterns:
            n = counts.patterns[pattern.id]
            if n > max_share * counts.n_documents:
                share = f"{100 * n / counts.n_documents:.0f}"
                details = {"share": share, "n": str(n), "weight": f"{pattern.weight:g}"}
                yield Finding("too_general", "warning", theme.id, pattern.text, details)


def _find_shared(codebook: Codebook, counts: MatchCounts) -> Iterator[Finding]:
    """Pairs of patterns that find the same words, those of most documents first."""
    for (one, other), n in sorted(counts.pairs.items(), key=lambda item: (-item[1], item[0])):
        theme_id, other_id = one.split(".", maxsplit=1)[0], other.split(".", maxsplit=1)[0]
        related = theme_id in codebook.lineage(other_id) or other_id in codebook.lineage(theme_id)
        if n >= MIN_SHARED and not related:
            details = {"other": codebook.pattern(other).text, "other_theme": other_id, "n": str(n)}
            yield Finding("same_words", "warning", theme_id, codebook.pattern(one).text, details)


def lint_against(codebook: Codebook, counts: MatchCounts, *, max_share: float = MAX_SHARE) -> list[Finding]:
    """Remarks on a codebook from what its patterns find in a corpus.

    Parameters
    ----------
    max_share
        Share of the documents, 0 to 1, above which a pattern is said to find too much; not asked of corpora of fewer
        than 20 documents.

    Returns
    -------
    findings, all of them warnings: patterns without a match, too general ones, pairs at the same words
    """
    return [
        *_find_unmatched(codebook, counts),
        *_find_too_general(codebook, counts, max_share),
        *_find_shared(codebook, counts),
    ]
