"""Mentions of themes in a `Doc`, as a spaCy component."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.util import minibatch

from ..errors import CodebookError
from ..garbage import collection_paused
from .codebook import Codebook, Theme
from .compilation import Lemmas, Variant, compile_pattern
from .contexts import STREET, Context, compile_general_contexts, drop_in_context, names_street
from .index import PatternIndex
from .mentions import Dropped, Match, Mention, make_mention, resolve_overlaps
from .notation import Lists

__all__ = ["SPANS_KEY", "Dropped", "Mention", "ThemeMatcher", "read_mentions", "resolve_overlaps"]

SPANS_KEY = "themes"
"""Where mentions stand in a `Doc`: ``doc.spans["themes"]``."""

_SERIALIZED = "codebook.json"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Key of a pattern in the index."""

    theme_id: str
    pattern_id: str
    weight: float


_Key = Context | _Wanted


def _make_index(codebook: Codebook, lemmas: Lemmas) -> PatternIndex[_Key]:
    with collection_paused():  # thousands of patterns, all of them kept
        return PatternIndex(dict(_compile(codebook, lemmas)))


def _compile(codebook: Codebook, lemmas: Lemmas) -> Iterator[tuple[_Key, tuple[Variant, ...]]]:
    for theme in codebook.themes:
        yield from _compile_theme(theme, lemmas, codebook.parsed_lists)
    yield from compile_general_contexts(lemmas).items()


def _compile_theme(theme: Theme, lemmas: Lemmas, lists: Lists) -> Iterator[tuple[_Key, tuple[Variant, ...]]]:
    for text in theme.unless:
        yield Context(text, theme.id), _compile_one(text, theme, lemmas, lists)
    for pattern in theme.patterns:
        yield _Wanted(theme.id, pattern.id, pattern.weight), _compile_one(pattern.text, theme, lemmas, lists)
        for text in pattern.unless:
            yield Context(text, theme.id, pattern.id), _compile_one(text, theme, lemmas, lists)


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
        Compiled once, for every vocabulary. A path is read when the codebook is first needed, unless `from_disk` or
        `from_bytes` has brought one by then.
    lemmas
        All dictionary forms that a word of a pattern may stand for; the chapter on language has
        ``citation_lemmas``.
    """

    def __init__(self, codebook: Codebook | Path, lemmas: Lemmas, *, name: str = "pyshma_theme_matcher") -> None:
        self.name = name
        self.lemmas = lemmas
        if isinstance(codebook, Path):
            self._path = codebook
        else:
            self._use(codebook)

    def _use(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._index = _make_index(codebook, self.lemmas)

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook; `CodebookError` where its file cannot be read."""
        return Codebook.read(self._path)

    @cached_property
    def _index(self) -> PatternIndex[_Key]:
        return _make_index(self.codebook, self.lemmas)

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of `doc` and write them into it."""
        self.set_annotations(doc, self._match([doc])[0])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Find and write the mentions of a stream of documents, a batch at a time; faster than one by one."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            for doc, matches in zip(docs, self._match(docs), strict=True):
                self.set_annotations(doc, matches)
                yield doc

    def match(self, doc: Doc) -> list[Mention]:
        """Mentions in order of the text; within one theme they do not overlap, heavier ones win, then longer ones."""
        return self.match_all([doc])[0]

    def match_all(self, docs: Sequence[Doc]) -> list[list[Mention]]:
        """Mentions in each of some documents, as `match` finds them."""
        found = zip(docs, self._match(docs), strict=True)
        return [[make_mention(doc, match) for match in matches] for doc, matches in found]

    def _match(self, docs: Sequence[Doc]) -> list[list[Match]]:
        found = zip(docs, self._index.find_all(docs), strict=True)
        return [resolve_overlaps(_wanted(doc, places)[0])[0] for doc, places in found]

    def match_with_reasons(self, doc: Doc) -> tuple[list[Mention], list[Dropped]]:
        """Mentions, and the matches that are none with the reason for each."""
        wanted, unwanted = _wanted(doc, self._index.find(doc))
        kept, covered = resolve_overlaps(wanted)
        dropped = [Dropped(make_mention(doc, match), by.reason, by.text) for match, by in unwanted]
        for loser, winner in covered:
            by_text = self.codebook.pattern(winner.pattern_id).text
            dropped.append(Dropped(make_mention(doc, loser), "overlap", by_text))
        return [make_mention(doc, match) for match in kept], dropped

    def set_annotations(self, doc: Doc, mentions: Iterable[Mention | Match]) -> None:
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


def _wanted(doc: Doc, places: Iterable[tuple[_Key, int, int]]) -> tuple[list[Match], list[tuple[Match, Context]]]:
    """Matches that stand in no context in which they count for nothing, and the others."""
    matches: list[Match] = []
    streets: list[tuple[Match, Context]] = []
    contexts: list[tuple[Context, int, int]] = []
    for key, first, last in places:
        if isinstance(key, Context):
            contexts.append((key, first, last))
        else:
            match = Match(key.theme_id, key.pattern_id, key.weight, first, last)
            if names_street(doc, match):
                streets.append((match, STREET))
            else:
                matches.append(match)
    kept, dropped = drop_in_context(doc, matches, contexts) if contexts else (matches, [])
    return kept, dropped + streets


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
        return [_read_mention(doc, span, codebook) for span in doc.spans[SPANS_KEY]]
    except KeyError as error:
        raise CodebookError(
            f"the doc was matched with another codebook: pattern {error} is not in {codebook.title!r}"
        ) from error


def _read_mention(doc: Doc, span: Span, codebook: Codebook) -> Mention:
    weight = codebook.pattern(span.id_).weight
    return make_mention(doc, Match(span.label_, span.id_, weight, span.start, span.end))
