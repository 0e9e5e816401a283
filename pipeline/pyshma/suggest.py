"""``pyshma codebook suggest``: words and phrases of a corpus that belong to a theme, and that no pattern finds yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd
from threadpoolctl import threadpool_limits

from .annotation import read_texts, refuse_unread
from .candidates import PartitionTerms, Place, collect_terms
from .choices import SomeCodebook, SomeNames, SomeSettings, choose_codebook, choose_names, choose_settings
from .engine import Workers, choose_jobs, run_partitions, start_workers
from .language import citation_lemmas
from .language.neighbours import MeaningSpace, words_beginning
from .messages import Language, translate
from .partition import Job, Material, Partition, make_partitions
from .run import Progress, gather
from .themes import Candidate, Codebook, Suggestion, suggest_terms
from .themes.quotes import READABLE, shorten_quote

if TYPE_CHECKING:
    from .documents.reading import Readable

MAX_SOURCES: Final = 10_000
"""Texts that are looked at; of a larger corpus, so many at even distances."""
MIN_DOCUMENTS: Final = 3
MOST: Final = 10  # suggestions for each theme
MAX_SHARE: Final = 0.4  # of the documents; a word that stands in more belongs to all themes
MAX_COVERED: Final = 0.5  # of the mentions of a candidate, found by patterns already
N_QUOTES: Final = 3
CONTEXT: Final = 70  # characters on either side of a word in a printed quote

COLUMNS: Final = [
    *("theme_id", "theme", "pattern", "n_documents", "n_mentions", "n_with_theme"),
    *("score", "company", "meaning", "near"),
    *(f"quote_{number}" for number in range(1, N_QUOTES + 1)),
]

_Found = tuple[int, Place]  # number of the partition, place


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found.

    Parameters
    ----------
    table
        One row per suggestion, in the order of the themes and by falling score: ``theme_id``, ``theme``, ``pattern``
        (in the notation of codebooks), ``n_documents``, ``n_mentions``, ``n_with_theme`` (documents that have the theme
        as well), ``score``, ``company``, ``meaning`` (see `pyshma.themes.suggestion`), ``near`` (words of the theme),
        ``quote_1`` to ``quote_3``.
    n_documents, n_sources
        Documents that were looked at, repeated ones once; sources of the whole corpus.
    """

    table: pd.DataFrame
    n_documents: int
    n_sources: int


@dataclass(slots=True)
class _Corpus:
    """Terms of all partitions; `themes` of the documents that are no repeats, in their order."""

    themes: list[frozenset[str]]
    places: dict[str, list[tuple[int, _Found]]]
    names: Counter[str]


def _sample(material: Material) -> Material:
    step = max(1, -(-len(material.items) // MAX_SOURCES))
    return replace(material, items=material.items[::step])


def _merge(found: Sequence[PartitionTerms], min_documents: int) -> _Corpus:
    """Number the documents through, leaving out repeats; rare terms, which are most of them, are let go."""
    n_documents = Counter[str]()
    for terms in found:
        n_documents.update({term: len(places) for term, places in terms.places.items()})
    corpus, seen = _Corpus([], {}, Counter()), set[str]()
    for number, terms in enumerate(found):
        numbers = dict(_number(terms, corpus, seen))
        corpus.names.update(terms.names)
        for term, places in terms.places.items():
            if n_documents[term] >= min_documents:
                kept = ((numbers[place.document], (number, place)) for place in places if place.document in numbers)
                corpus.places.setdefault(term, []).extend(kept)
        terms.places.clear()
    return corpus


def _number(terms: PartitionTerms, corpus: _Corpus, seen: set[str]) -> Iterator[tuple[int, int]]:
    """Number in the partition → number in the corpus, for documents that are no repeats."""
    for document, fingerprint in enumerate(terms.fingerprints):
        if fingerprint not in seen:
            seen.add(fingerprint)
            yield document, len(corpus.themes)
            corpus.themes.append(terms.themes[document])


def _candidates(corpus: _Corpus, min_documents: int) -> Iterator[Candidate]:
    """Terms that are neither rare nor everywhere, that patterns do not find, and that are not mostly names."""
    max_documents = max(min_documents, MAX_SHARE * len(corpus.themes))
    for term, found in sorted(corpus.places.items()):
        n_mentions = sum(place.n_mentions for _, (_, place) in found)
        n_covered = sum(place.n_covered for _, (_, place) in found)
        is_new = n_covered < MAX_COVERED * n_mentions and corpus.names[term] < n_mentions
        if min_documents <= len(found) <= max_documents and is_new:
            yield Candidate(term, tuple(document for document, _ in found))


def _choose_places(suggestion: Suggestion, corpus: _Corpus) -> list[_Found]:
    """Where to quote: documents that have the theme first, readable sentences first."""

    def rank(item: tuple[int, _Found]) -> tuple[bool, bool, int]:
        document, (_, place) = item
        readable = READABLE[0] <= place.stop - place.start <= READABLE[1]
        return suggestion.theme_id not in corpus.themes[document], not readable, document

    return [place for _, place in sorted(corpus.places[suggestion.candidate.term], key=rank)[:N_QUOTES]]


def _read_quotes(wanted: set[_Found], partitions: Sequence[Partition], job: Job) -> dict[_Found, str]:
    """Sentences around places; only the partitions that hold some are read again."""
    quotes: dict[_Found, str] = {}
    for number in sorted({number for number, _ in wanted}):
        texts = [document.text for document in read_texts(partitions[number], job)]
        for place in (place for at, place in wanted if at == number):
            text = texts[place.document]
            start, stop = shorten_quote(text, place.start, place.stop, place.first, place.last)
            quotes[number, place] = " ".join(text[start:stop].split())
    return quotes


def _tabulate(
    suggestions: Sequence[Suggestion], corpus: _Corpus, codebook: Codebook, partitions: Sequence[Partition], job: Job
) -> pd.DataFrame:
    chosen = [_choose_places(suggestion, corpus) for suggestion in suggestions]
    quotes = _read_quotes({place for places in chosen for place in places}, partitions, job)
    rows = []
    for item, places in zip(suggestions, chosen, strict=True):
        found = corpus.places[item.candidate.term]
        texts = dict.fromkeys(quotes[place] for place in places)  # texts of one template share sentences
        rows.append(
            {
                "theme_id": item.theme_id,
                "theme": codebook.theme(item.theme_id).name,
                "pattern": item.candidate.term,
                "n_documents": len(found),
                "n_mentions": sum(place.n_mentions for _, (_, place) in found),
                "n_with_theme": item.n_with_theme,
                "score": item.score,
                "company": item.company,
                "meaning": item.meaning,
                "near": ", ".join(item.near),
                **dict(zip_longest(COLUMNS[-N_QUOTES:], texts, fillvalue="")),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def suggest_patterns(
    source: Readable,
    *,
    codebook: SomeCodebook = None,
    settings: SomeSettings = None,
    names: SomeNames = None,
    min_documents: int = MIN_DOCUMENTS,
    most: int = MOST,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Suggestions:
    """Suggest patterns for the themes of a codebook, for a person to accept or not; the codebook is not changed.

    Nouns, adjectives, verbs and noun phrases that occur in enough documents are ranked by meaning and by the company
    that they keep with the theme (see `pyshma.themes.suggestion`). Names are left out, and so is what a pattern finds
    already. Of a corpus of more than 10,000 sources so many at even distances are read; repeated texts count once.

    Parameters
    ----------
    codebook, settings, names
        As `analyze` has them.
    min_documents
        In how many documents a suggestion must occur.
    most
        Suggestions for each theme.

    Raises
    ------
    SourceError, CodebookError, NamesError, ColumnError, EngineError
        As `analyze`.
    """
    settings, codebook = choose_settings(settings), choose_codebook(codebook)
    whole = gather(source, settings.documents, None)
    material = _sample(whole)
    sections = (settings.documents, settings.themes, settings.language)
    job = Job(codebook, Path(), material.corpus.root, *sections, choose_names(names, material.corpus))
    partitions = make_partitions(material, job, settings.run)
    with start_workers(jobs or choose_jobs(len(partitions))) as workers:
        collected = _collect(partitions, job, workers=workers, progress=progress)
    corpus = _merge(collected, min_documents)
    if not corpus.themes:
        refuse_unread(partitions, job, material.rejections)
    suggestions = _suggest(codebook, list(_candidates(corpus, min_documents)), corpus, most)
    table = _tabulate(suggestions, corpus, codebook, partitions, job)
    return Suggestions(table, len(corpus.themes), len(whole.items))


def _suggest(codebook: Codebook, candidates: list[Candidate], corpus: _Corpus, most: int) -> list[Suggestion]:
    """Rank on one thread: sums of floats then do not depend on the machine's number of cores."""
    with threadpool_limits(limits=1):
        return suggest_terms(
            codebook,
            candidates,
            corpus.themes,
            lemmas=citation_lemmas,
            vectors=MeaningSpace.of([candidate.term for candidate in candidates]).vectors,
            complete=words_beginning,
            most=most,
        )


def _collect(
    partitions: Sequence[Partition], job: Job, *, workers: Workers | None, progress: Progress | None
) -> list[PartitionTerms]:
    """Terms of the partitions, in their order."""
    found, done = {}, 0
    total = sum(len(partition.items) for partition in partitions)
    for terms in run_partitions(partial(collect_terms, job=job), partitions, workers=workers):
        found[terms.key] = terms
        done += terms.n_sources
        if progress is not None:
            progress(done, total)
    return [found[partition.key] for partition in partitions]


def format_suggestions(found: Suggestions, language: Language) -> str:
    """Suggestions as lines of text: for each theme its candidates, each with counts, score and a quote."""
    lines = []
    for (theme_id, theme), group in found.table.groupby(["theme_id", "theme"], sort=False):
        lines += ["", translate("suggest.theme", language, name=theme, theme=theme_id)]
        for row in group.to_dict("records"):
            counts = {key: row[key] for key in ("pattern", "n_documents", "n_mentions", "n_with_theme", "near")}
            lines.append("  " + translate("suggest.candidate", language, score=f"{row['score']:.1f}", **counts))
            lines.append(f"      {_shorten(str(row['quote_1']), str(row['pattern']))}")
    return "\n".join(lines[1:]) + "\n" if lines else ""


def _shorten(quote: str, pattern: str) -> str:
    """The part of a quote around the words of a pattern, whose forms may differ."""
    if len(quote) <= 2 * CONTEXT:
        return quote
    first = pattern.split(maxsplit=1)[0]
    start = max(0, quote.lower().find(first[: max(3, len(first) - 3)]) - CONTEXT)
    piece, is_cut = quote[start : start + 2 * CONTEXT], start + 2 * CONTEXT < len(quote)
    piece = piece.partition(" ")[2] if start else piece
    piece = piece.rpartition(" ")[0] if is_cut else piece
    return f"{'… ' if start else ''}{piece}{' …' if is_cut else ''}"
