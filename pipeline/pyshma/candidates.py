"""Words and phrases of a corpus that patterns could be made of, counted partition by partition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span, Token

from .annotation import read_texts
from .documents import text_fingerprint
from .loaded import load_matcher, load_pipeline
from .partition import Job, Partition
from .themes import Mention, ThemeMatcher, assign_themes
from .topics.terms import locate_terms

MIN_LETTERS: Final = 3
"""Of a verb, as of the nouns and adjectives of `pyshma.topics.terms`."""


class Place(NamedTuple):
    """Where a term stands first in a document, and how often.

    `document` is its number in the partition; `start` and `stop` are the characters of the sentence, `first` and `last`
    those of the term; `n_covered` of the `n_mentions` are found by patterns already.
    """

    document: int
    start: int
    stop: int
    first: int
    last: int
    n_mentions: int
    n_covered: int


@dataclass(slots=True)
class PartitionTerms:
    """What a partition has.

    Parameters
    ----------
    fingerprints, themes
        Of each document: by which repeats are known, and the ids of its assigned themes.
    places
        By term, one of each document that has it.
    names
        How often a lemma is a name or a part of one.
    """

    key: str
    n_sources: int
    fingerprints: list[str] = field(default_factory=list)
    themes: list[frozenset[str]] = field(default_factory=list)
    places: dict[str, list[Place]] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)


@cache
def read_passing_verbs() -> frozenset[str]:
    """Read the verbs that say nothing about a subject (``passing_verbs.txt``)."""
    lines = Path(__file__).with_name("passing_verbs.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(lemma for line in lines if not line.startswith("#") for lemma in line.split())


def is_name(token: Token) -> bool:
    """Whether a token is of a name: one that was found, or a word with a capital in the middle of a sentence."""
    if token.ent_type_ or token.pos_ == "PROPN":
        return True
    return token.text.istitle() and not token.is_sent_start and not (token.nbor(-1).is_punct or token.nbor(-1).is_space)


def locate_verbs(sentence: Span) -> Iterator[tuple[int, int, str]]:
    """Find the verbs of a sentence that say something, as `locate_terms` finds nouns, adjectives and phrases."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma.isalpha() and len(lemma) >= MIN_LETTERS and lemma not in read_passing_verbs():
            yield token.i, token.i + 1, lemma


def _find_covered(doc: Doc, matcher: ThemeMatcher) -> set[int]:
    """Numbers of the tokens that some pattern finds; the matches are written into `doc`."""
    mentions, dropped = matcher.match_with_reasons(doc)
    matcher.set_annotations(doc, mentions)
    found: list[Mention] = mentions + [item.mention for item in dropped if item.reason == "overlap"]
    return {token for mention in found for token in range(mention.first_token, mention.last_token)}


def _locate(doc: Doc) -> Iterator[tuple[Span, int, int, str]]:
    for sentence in doc.sents:
        for terms in (locate_terms(sentence), locate_verbs(sentence)):
            yield from ((sentence, first, last, term) for first, last, term in terms)


def _count(doc: Doc, document: int, covered: set[int], names: Counter[str]) -> dict[str, Place]:
    """Places of the terms of a document; a term with a name in it is none."""
    places: dict[str, Place] = {}
    for sentence, first, last, term in _locate(doc):
        if any(map(is_name, doc[first:last])):
            names[term] += 1
            continue
        span = doc[first:last]
        here = (document, sentence.start_char, sentence.end_char, span.start_char, span.end_char, 0, 0)
        place = places.get(term) or Place(*here)
        is_covered = any(token in covered for token in range(first, last))
        counts = {"n_mentions": place.n_mentions + 1, "n_covered": place.n_covered + is_covered}
        places[term] = place._replace(**counts)
    return places


def collect_terms(partition: Partition, *, job: Job) -> PartitionTerms:
    """Read and annotate a partition, and count its terms; a pure function that any process may run."""
    found = PartitionTerms(partition.key, len(partition.items))
    nlp, matcher = load_pipeline(job.language, job.names), load_matcher(job.codebook)
    documents = read_texts(partition, job)
    docs = nlp.pipe((document.text for document in documents), batch_size=len(documents) or 1)
    for number, (document, doc) in enumerate(zip(documents, docs, strict=True)):
        covered = _find_covered(doc, matcher)
        assigned = assign_themes(doc, job.codebook, job.themes)
        found.fingerprints.append(text_fingerprint(document.text))
        found.themes.append(frozenset(item.theme_id for item in assigned))
        for term, place in _count(doc, number, covered, found.names).items():
            found.places.setdefault(term, []).append(place)
    return found
