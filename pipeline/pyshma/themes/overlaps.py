"""Patterns that find the same words: seen in the patterns themselves, before any text is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from .codebook import Codebook, Pattern, Theme
from .compilation import Atom, Lemmas, Variant, compile_pattern
from .notation import MIN_PREFIX

Words = tuple[frozenset[Atom], ...]
"""Neighbouring words that a pattern finds, the atoms of each."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two patterns and an example of what both find; of one theme, all that `one` finds is found by `other` as well."""

    theme: Theme
    one: Pattern
    other_theme: Theme
    other: Pattern
    example: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    theme: Theme
    pattern: Pattern
    meaning: frozenset[Variant]
    phrases: tuple[Words, ...]

    @property
    def is_phrases_only(self) -> bool:
        return len(self.phrases) == len(self.meaning)


def _words_of(variant: Variant) -> Words | None:
    """The words of a way of reading a pattern, when they stand next to each other."""
    [chain, *more] = variant.chains
    return None if more or any(step.gap for step in chain) else tuple(step.atoms for step in chain)


def _compile(theme: Theme, pattern: Pattern, codebook: Codebook, lemmas: Lemmas) -> _Compiled:
    variants = compile_pattern(pattern.text, lemmas, codebook.parsed_lists)
    phrases = tuple(words for variant in variants if (words := _words_of(variant)) is not None)
    return _Compiled(theme, pattern, frozenset(variants), phrases)


def _covers(wide: Atom, narrow: Atom) -> bool:
    """Whether whatever `narrow` finds is found by `wide`; a lemma and a form are not compared."""
    if wide.pos and wide.pos != narrow.pos:
        return False
    if wide.kind == "prefix":
        return narrow.text.startswith(wide.text)
    return (wide.kind, wide.text) == (narrow.kind, narrow.text)


def _meet(one: Atom, other: Atom) -> str:
    """What both atoms find, or an empty string."""
    if one.pos and other.pos and one.pos != other.pos:
        return ""
    for wide, narrow in ((one, other), (other, one)):
        if _covers(Atom(wide.kind, wide.text), narrow):
            return narrow.text + ("*" if narrow.kind == "prefix" else "")
    return ""


def _common_phrase(one: Words, other: Words) -> str:
    """An example of what both find, or an empty string."""
    if len(one) != len(other):
        return ""
    words = [
        min(filter(None, (_meet(a, b) for a in x for b in y)), default="") for x, y in zip(one, other, strict=True)
    ]
    return " ".join(words) if all(words) else ""


def _is_covered(narrow: Words, wide: Words) -> bool:
    pairs = zip(narrow, wide, strict=False)
    return len(narrow) == len(wide) and all(all(any(_covers(w, n) for w in y) for n in x) for x, y in pairs)


def _is_needless(one: _Compiled, other: _Compiled) -> bool:
    """Whether `other`, of equal weight and contexts, finds everything that `one` finds."""
    if (one.pattern.weight, one.pattern.unless) != (other.pattern.weight, other.pattern.unless):
        return False
    return one.is_phrases_only and all(any(_is_covered(words, wide) for wide in other.phrases) for words in one.phrases)


def _compare(one: _Compiled, other: _Compiled, codebook: Codebook) -> str:
    """An example when the pair is worth a remark, else an empty string."""
    same_theme = one.theme.id == other.theme.id
    if one.meaning == other.meaning or (same_theme and not _is_needless(one, other)):
        return ""
    if not same_theme and (one.theme.id > other.theme.id or _are_related(codebook, one.theme.id, other.theme.id)):
        return ""  # of two themes, each pair comes twice
    examples = (_common_phrase(a, b) for a in one.phrases for b in other.phrases)
    return next(filter(None, examples), "")


def _are_related(codebook: Codebook, one: str, other: str) -> bool:
    return one in codebook.lineage(other) or other in codebook.lineage(one)


def find_overlaps(codebook: Codebook, lemmas: Lemmas) -> Iterator[Overlap]:
    """Find patterns that another pattern of their theme makes needless, and patterns of two themes that share a phrase.

    Patterns that mean altogether the same are left out, and so are a theme and the one inside it, which share their
    mentions anyway. Ways of reading with gaps or ``&`` are not compared.
    """
    buckets: defaultdict[str, list[_Compiled]] = defaultdict(list)
    for theme in codebook.themes:
        for pattern in theme.patterns:
            compiled = _compile(theme, pattern, codebook, lemmas)
            for start in sorted({atom.text[:MIN_PREFIX].lower() for words in compiled.phrases for atom in words[0]}):
                buckets[start].append(compiled)
    seen: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for one, other in permutations(bucket, 2):
            pair = one.pattern.id, other.pattern.id
            if pair not in seen:
                seen.add(pair)
                if example := _compare(one, other, codebook):
                    yield Overlap(one.theme, one.pattern, other.theme, other.pattern, example)
