"""Mentions of themes in a `Doc`, as a spaCy component."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..errors import CodebookError
from .codebook import Codebook, Theme
from .compilation import Lemmas, Variant, compile_pattern
from .index import PatternIndex
from .notation import Lists

SPANS_KEY = "themes"
"""Where mentions stand in a `Doc`: ``doc.spans["themes"]``."""

_SERIALIZED = "codebook.json"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that a pattern matched.

    Parameters
    ----------
    start, stop
        Characters of the text, half-open.
    first_token, last_token
        Half-open as well: `last_token` is the token after the mention.
    weight
        Of the pattern.
    """

    theme_id: str
    pattern_id: str
    weight: float
    start: int
    stop: int
    first_token: int
    last_token: int
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A match that is no mention.

    Parameters
    ----------
    reason
        ``"unless"``: it stands in a context in which the codebook does not want it; ``"overlap"``: a longer mention of
        the same theme covers it.
    by
        The context, or the text of the pattern of the longer mention.
    """

    mention: Mention
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class _Context:
    """Key of an ``unless``: of one pattern, or of a whole theme (`pattern_id` empty)."""

    theme_id: str
    pattern_id: str
    text: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    theme_id: str
    pattern_id: str


_Key = _Context | _Wanted


def _compile(theme: Theme, lemmas: Lemmas, lists: Lists) -> Iterator[tuple[_Key, tuple[Variant, ...]]]:
    for text in theme.unless:
        yield _Context(theme.id, "", text), _compile_one(text, theme, lemmas, lists)
    for pattern in theme.patterns:
        yield _Wanted(theme.id, pattern.id), _compile_one(pattern.text, theme, lemmas, lists)
        for text in pattern.unless:
            yield _Context(theme.id, pattern.id, text), _compile_one(text, theme, lemmas, lists)


def _compile_one(text: str, theme: Theme, lemmas: Lemmas, lists: Lists) -> tuple[Variant, ...]:
    try:
        return compile_pattern(text, lemmas, lists)
    except CodebookError as error:
        raise CodebookError(f"theme {theme.id!r}: pattern {text!r}: {error}") from error


class ThemeMatcher:
    """Finds mentions of the themes of a codebook and writes them to ``doc.spans["themes"]``.

    Parameters
    ----------
    codebook
        Compiled once, for every vocabulary.
    lemmas
        All dictionary forms that a word of a pattern may stand for; the chapter on language has
        ``citation_lemmas``.
    """

    def __init__(self, codebook: Codebook, lemmas: Lemmas, *, name: str = "pyshma_theme_matcher") -> None:
        self.name = name
        self.lemmas = lemmas
        self._use(codebook)

    def _use(self, codebook: Codebook) -> None:
        self.codebook = codebook
        lists = codebook.parsed_lists
        compiled = (item for theme in codebook.themes for item in _compile(theme, self.lemmas, lists))
        self._index = PatternIndex(dict(compiled))

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of `doc` and write them into it."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Mention]:
        """Mentions in order of the text; within one theme they do not overlap, longer ones win."""
        return self.match_with_reasons(doc)[0]

    def match_with_reasons(self, doc: Doc) -> tuple[list[Mention], list[Dropped]]:
        """Mentions, and the matches that are none with the reason for each."""
        candidates: list[Mention] = []
        contexts: list[tuple[_Context, int, int]] = []
        for key, first, last in self._index.find(doc):
            if isinstance(key, _Context):
                contexts.append((key, first, last))
            else:
                weight = self.codebook.pattern(key.pattern_id).weight
                span = Span(doc, first, last, label=key.theme_id, span_id=key.pattern_id)
                candidates.append(_mention(span, weight))
        wanted, unwanted = _drop_in_context(candidates, contexts)
        kept, covered = resolve_overlaps(wanted)
        by = ((loser, self.codebook.pattern(winner.pattern_id).text) for loser, winner in covered)
        return kept, unwanted + [Dropped(mention, "overlap", text) for mention, text in by]

    def set_annotations(self, doc: Doc, mentions: Iterable[Mention]) -> None:
        """Write mentions as spans: ``span.label_`` is the theme, ``span.id_`` the pattern."""
        doc.spans[SPANS_KEY] = [
            Span(doc, mention.first_token, mention.last_token, label=mention.theme_id, span_id=mention.pattern_id)
            for mention in mentions
        ]

    def to_bytes(self, **_: object) -> bytes:
        """Serialize the codebook."""
        return json.dumps(self.codebook.as_dict(), ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, **_: object) -> ThemeMatcher:
        """Use the codebook that `to_bytes` wrote."""
        self._use(Codebook.from_dict(json.loads(data)))
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write the codebook into the folder `path`."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _SERIALIZED).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> ThemeMatcher:
        """Use the codebook that `to_disk` wrote."""
        return self.from_bytes((Path(path) / _SERIALIZED).read_bytes())


def _mention(span: Span, weight: float) -> Mention:
    """Mention at a span that is labelled with theme and pattern."""
    return Mention(span.label_, span.id_, weight, span.start_char, span.end_char, span.start, span.end, span.text)


def _drop_in_context(
    candidates: list[Mention], contexts: list[tuple[_Context, int, int]]
) -> tuple[list[Mention], list[Dropped]]:
    by_owner: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for context, first, last in contexts:
        by_owner.setdefault((context.theme_id, context.pattern_id), []).append((context.text, first, last))
    kept: list[Mention] = []
    dropped: list[Dropped] = []
    for mention in candidates:
        places = by_owner.get((mention.theme_id, mention.pattern_id), []) + by_owner.get((mention.theme_id, ""), [])
        by = next((text for text, a, b in places if a < mention.last_token and mention.first_token < b), None)
        if by is None:
            kept.append(mention)
        else:
            dropped.append(Dropped(mention, "unless", by))
    return kept, dropped


def resolve_overlaps(mentions: Iterable[Mention]) -> tuple[list[Mention], list[tuple[Mention, Mention]]]:
    """Leave no two mentions of a theme that overlap: the longer wins, of equally long ones the heavier, the earlier.

    Returns
    -------
    mentions in order of the text, and pairs of each mention that gave way and the one that won
    """
    kept: list[Mention] = []
    lost: list[tuple[Mention, Mention]] = []
    taken: dict[tuple[str, int], Mention] = {}
    for mention in sorted(mentions, key=_rank):
        places = [(mention.theme_id, token) for token in range(mention.first_token, mention.last_token)]
        winner = next((taken[place] for place in places if place in taken), None)
        if winner is None:
            kept.append(mention)
            taken.update(dict.fromkeys(places, mention))
        else:
            lost.append((mention, winner))
    return sorted(kept, key=lambda m: (m.first_token, m.last_token, m.theme_id)), lost


def _rank(mention: Mention) -> tuple[int, float, int, str, str]:
    length = mention.last_token - mention.first_token
    return -length, -mention.weight, mention.first_token, mention.theme_id, mention.pattern_id


def read_mentions(doc: Doc, codebook: Codebook) -> list[Mention]:
    """Mentions that the component wrote into `doc`.

    Raises
    ------
    CodebookError
        `doc` has not been matched, or was matched with another codebook.
    """
    if SPANS_KEY not in doc.spans:
        raise CodebookError(f"the doc has no doc.spans[{SPANS_KEY!r}]; add pyshma_theme_matcher to the pipeline")
    try:
        return [_mention(span, codebook.pattern(span.id_).weight) for span in doc.spans[SPANS_KEY]]
    except KeyError as error:
        raise CodebookError(
            f"the doc was matched with another codebook: pattern {error} is not in {codebook.title!r}"
        ) from error


@Language.factory(
    "pyshma_theme_matcher",
    assigns=["doc.spans"],
    requires=["token.lemma", "token.pos", "doc.sents"],
    default_config={"lemmas": {"@misc": "pyshma.citation_lemmas.v1"}},
)
def make_theme_matcher(
    nlp: Language,  # noqa: ARG001 - spaCy hands the pipeline to every factory
    name: str,
    codebook: str | Path | Mapping[str, Any],
    lemmas: Callable[[str], frozenset[str]],
) -> ThemeMatcher:
    """Make the component.

    Parameters
    ----------
    codebook
        Path of a YAML file, or nested dictionaries of the same shape.
    lemmas
        Function that gives the dictionary forms of a pattern word; by default the registered
        ``pyshma.citation_lemmas.v1``.
    """
    read = Codebook.from_dict(codebook) if isinstance(codebook, Mapping) else Codebook.read(codebook)
    return ThemeMatcher(read, lemmas, name=name)
