"""Look a codebook over: what a careful colleague would remark before it is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from ..settings import ThemeSettings
from .assignment import assign_themes
from .codebook import Codebook, Pattern, Theme
from .compilation import Lemmas, Variant, compile_pattern
from .finding import Finding
from .matcher import ThemeMatcher
from .notation import Word, parse_pattern, words_of
from .overlaps import find_overlaps

_BOTH_ALPHABETS = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_LETTERS_ONLY = re.compile(r"[а-яё]+(-[а-яё]+)*", re.IGNORECASE)


_Entry = tuple[Theme, Pattern]


def _entries(codebook: Codebook) -> list[_Entry]:
    return [(theme, pattern) for theme in codebook.themes for pattern in theme.patterns]


@dataclass(frozen=True, slots=True)
class WordList:
    """What is known of words: the language chapter gives it.

    Parameters
    ----------
    known
        Whether people write the word.
    meant
        The word that a misspelt one was meant to be, or an empty string.
    meant_beginning
        The same for a beginning of words.
    corrected
        What a word counts as where misspelt words of texts are corrected, or an empty string.
    can_be
        Whether a word can be a part of speech, named as in Universal Dependencies.
    """

    known: Callable[[str], bool]
    meant: Callable[[str], str] = lambda word: ""  # noqa: ARG005
    meant_beginning: Callable[[str], str] = lambda beginning: ""  # noqa: ARG005
    corrected: Callable[[str], str] = lambda word: ""  # noqa: ARG005
    can_be: Callable[[str, str], bool] = lambda word, pos: True  # noqa: ARG005


def _find_odd_words(codebook: Codebook, words: WordList) -> Iterator[Finding]:
    """Words that look mistyped, each told once, where it stands first."""
    first: dict[Word, tuple[Theme, str]] = {}
    for theme in codebook.themes:
        texts = [text for pattern in theme.patterns for text in (pattern.text, *pattern.unless)]
        for text in (*theme.unless, *texts):
            for word in words_of(parse_pattern(text, codebook.parsed_lists)):
                first.setdefault(word, (theme, text))
    for word, (theme, text) in first.items():
        if _BOTH_ALPHABETS.search(word.text):
            yield Finding("mixed_alphabets", "error", theme.id, text, {"word": word.text})
        elif found := _judge(word, words):
            yield Finding(found[0], "warning", theme.id, text, {"word": word.text, **found[1]})


def _judge(word: Word, words: WordList) -> tuple[str, dict[str, str]] | None:
    """Code and details of what is odd about a word."""
    if word.mode == "prefix" and _LETTERS_ONLY.fullmatch(word.text) and (meant := words.meant_beginning(word.text)):
        return "misspelt_beginning", {"meant": meant}
    if word.mode == "lemma" and not _is_known(word.text, words.known):
        meant = words.meant(word.text)
        return ("misspelt_word", {"meant": meant}) if meant else ("unknown_word", {})
    if meant := _corrected(word, words):
        return "corrected_word", {"meant": meant}
    if word.mode == "lemma" and word.pos and not any(words.can_be(word.text, pos) for pos in word.pos):
        return "impossible_pos", {"pos": ", ".join(word.pos)}
    return None


def _corrected(word: Word, words: WordList) -> str:
    """What a word counts as in texts; ``=Энже`` is a name and stays."""
    is_name = word.mode == "form" and word.text != word.text.lower()
    return "" if word.mode == "prefix" or is_name else words.corrected(word.text)


def _is_known(word: str, known: Callable[[str], bool]) -> bool:
    """A word with a hyphen is known when its parts are; what is not in Russian letters is not looked up."""
    return not _LETTERS_ONLY.fullmatch(word) or known(word) or ("-" in word and all(map(known, word.split("-"))))


def _find_repeats(codebook: Codebook, lemmas: Lemmas) -> Iterator[Finding]:
    """Two patterns that mean the same once their words are dictionary forms: «школа», «школы»."""
    first: dict[frozenset[Variant], _Entry] = {}
    for theme, pattern in _entries(codebook):
        meaning = frozenset(compile_pattern(pattern.text, lemmas, codebook.parsed_lists))
        if meaning not in first:
            first[meaning] = (theme, pattern)
            continue
        other_theme, other = first[meaning]
        code = "same_meaning" if other_theme.id == theme.id else "two_themes"
        yield Finding(code, "warning", theme.id, pattern.text, {"other": other.text, "other_theme": other_theme.id})


def _find_shared_phrases(codebook: Codebook, lemmas: Lemmas) -> Iterator[Finding]:
    """Patterns that another one of the theme makes needless, and those that share a phrase with another theme."""
    for overlap in find_overlaps(codebook, lemmas):
        one, other = overlap.one, overlap.other
        code = "covered" if overlap.theme.id == overlap.other_theme.id else "shared_phrase"
        details = {"other": other.text, "other_theme": overlap.other_theme.id, "example": overlap.example}
        yield Finding(code, "warning", overlap.theme.id, one.text, details)


def _find_dead(codebook: Codebook, lemmas: Lemmas) -> Iterator[Finding]:
    """Patterns that some ``unless`` drops wherever they match."""
    for theme, pattern in _entries(codebook):
        meaning = set(compile_pattern(pattern.text, lemmas, codebook.parsed_lists))
        for text in (*pattern.unless, *theme.unless):
            if meaning <= set(compile_pattern(text, lemmas, codebook.parsed_lists)):
                yield Finding("never_matches", "error", theme.id, pattern.text, {"unless": text})


def _find_split_words(codebook: Codebook, annotate: Callable[[str], Doc]) -> Iterator[Finding]:
    """Words of patterns that the tokenizer cuts, so that no token is ever equal to them."""
    for theme, pattern in _entries(codebook):
        for word in dict.fromkeys(words_of(parse_pattern(pattern.text, codebook.parsed_lists))):
            if word.mode != "prefix" and not word.text.isalpha() and len(doc := annotate(word.text)) > 1:
                pieces = " ".join(token.text for token in doc)
                yield Finding("split_word", "error", theme.id, pattern.text, {"word": word.text, "pieces": pieces})


def _find_failing_examples(
    codebook: Codebook, lemmas: Lemmas, annotate: Callable[[str], Doc], settings: ThemeSettings | None
) -> Iterator[Finding]:
    matcher = ThemeMatcher(codebook, lemmas)
    for theme in codebook.themes:
        if not theme.match:
            yield Finding("no_examples", "warning", theme.id)
        for wanted, examples in ((True, theme.match), (False, theme.no_match)):
            for example in examples:
                assigned = {item.theme_id for item in assign_themes(matcher(annotate(example)), codebook, settings)}
                if (theme.id in assigned) != wanted:
                    code = "example_missed" if wanted else "example_matched"
                    yield Finding(code, "error", theme.id, details={"example": example})


def lint_codebook(
    codebook: Codebook,
    *,
    lemmas: Lemmas,
    words: WordList,
    annotate: Callable[[str], Doc] | None = None,
    settings: ThemeSettings | None = None,
) -> list[Finding]:
    """Look a codebook over.

    Parameters
    ----------
    lemmas
        All dictionary forms that a pattern word may stand for.
    words
        What is known of words.
    annotate
        The language pipeline, for the examples and the tokenizer; None: these checks are left out.

    Returns
    -------
    findings, errors first, each group in the order of the codebook
    """
    findings = [
        *_find_odd_words(codebook, words),
        *_find_repeats(codebook, lemmas),
        *_find_shared_phrases(codebook, lemmas),
        *_find_dead(codebook, lemmas),
    ]
    if annotate is not None:
        findings += _find_split_words(codebook, annotate)
        findings += _find_failing_examples(codebook, lemmas, annotate, settings)
    order = {theme.id: i for i, theme in enumerate(codebook.themes)}
    return sorted(findings, key=lambda finding: (finding.severity != "error", order[finding.theme_id]))
