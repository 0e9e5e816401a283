"""The morphological dictionary (OpenCorpora, through pymorphy3): parses of a word and its dictionary form.

The only door to pymorphy3. Parses are scored against a tag that was found in context, because the first parse of a
word on its own is often wrong: «парках» → парка, «парков» → парковый.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, NamedTuple

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse as RawParse
from pymorphy3.units import (
    DictionaryAnalyzer,
    HyphenAdverbAnalyzer,
    HyphenatedWordsAnalyzer,
    HyphenSeparatedParticleAnalyzer,
    KnownPrefixAnalyzer,
    UnknAnalyzer,
    UnknownPrefixAnalyzer,
)

RUSSIAN_WORD: Final = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)


PREFIX_ANALYZERS: Final = (KnownPrefixAnalyzer, UnknownPrefixAnalyzer)
HYPHEN_ANALYZERS: Final = (HyphenatedWordsAnalyzer, HyphenAdverbAnalyzer, HyphenSeparatedParticleAnalyzer)
MIN_REST: Final = 6
MAX_LETTERS: Final = 100
"""Longer forms are no words: the longest in the dictionary has 40 letters, names of chemical substances about 60."""


@dataclass(frozen=True, slots=True)
class Parse:
    """One reading of a word.

    Parameters
    ----------
    lemma
        Dictionary form.
    grammemes
        OpenCorpora grammemes, part of speech included.
    probability
        Estimate of P(reading | word) over the OpenCorpora corpus, 0 to 1.
    known
        The word stands in the dictionary; else the reading is a guess from its ending.
    """

    lemma: str
    grammemes: frozenset[str]
    probability: float
    known: bool


@cache
def analyzer() -> Any:  # noqa: ANN401 - pymorphy3 carries no types
    """Read the dictionary; once per process.

    What follows a prefix it parses anew, and that once: «недонедонедо…» falls into prefixes in 2ⁿ ways.
    """
    found = MorphAnalyzer(lang="ru")
    found.parse, found.tag = lru_cache(maxsize=1_000)(found.parse), lru_cache(maxsize=1_000)(found.tag)
    return found


@cache
def _unknown() -> Any:  # noqa: ANN401
    """Gives a form the reading that pymorphy3 gives to what is no word."""
    unit = UnknAnalyzer()
    unit.init(analyzer())
    return unit


@lru_cache(maxsize=50_000)
def parse_raw(word: str) -> tuple[Any, ...]:
    """Parses as pymorphy3 gives them, most probable first; each distinct word is parsed once.

    A form of more than `MAX_LETTERS` is unknown.

    >>> [str(parse.tag) for parse in parse_raw("не" * 500)]
    ['UNKN']
    """
    if len(word) > MAX_LETTERS:
        return tuple(RawParse(*found) for found in _unknown().parse(word, word.lower(), set()))
    return tuple(analyzer().parse(word))


@lru_cache(maxsize=200_000)
def parse_word(word: str) -> tuple[Parse, ...]:
    """All readings of a word, most probable first; the order of equals is fixed.

    >>> sorted({parse.lemma for parse in parse_word("парков")})
    ['парк', 'парковый', 'парок']
    """
    found = [_read(parse) for parse in parse_raw(word)]
    return tuple(sorted(found, key=lambda parse: (-parse.probability, parse.lemma, sorted(parse.grammemes))))


def _read(parse: Any) -> Parse:  # noqa: ANN401
    return Parse(
        lemma=dictionary_lemma(parse),
        grammemes=frozenset(parse.tag.grammemes),
        probability=float(parse.score),
        known=is_known(parse),
    )


def is_known(parse: Any) -> bool:  # noqa: ANN401
    """Whether a parse is an entry of the dictionary and not a guess from the ending or from parts of the word."""
    return len(parse.methods_stack) == 1 and isinstance(parse.methods_stack[0][0], DictionaryAnalyzer)


def prefix_length(parse: Any) -> int:  # noqa: ANN401
    """Number of letters before the part of a word on which its parse rests: 4 in видео|уроки and кофе|машину."""
    return sum(len(method[1]) for method in parse.methods_stack[1:] if isinstance(method[0], PREFIX_ANALYZERS))


def is_reliable(parse: Any) -> bool:  # noqa: ANN401
    """Whether a parse is that of a dictionary word, also behind a prefix or a hyphen: кофе|машину, not дамбл|дора.

    Behind a prefix that is not on pymorphy3's list the rest must have `MIN_REST` letters.
    """
    if is_known(parse):
        return True
    first, *others = parse.methods_stack
    if not isinstance(first[0], DictionaryAnalyzer):
        return not others and isinstance(first[0], HYPHEN_ANALYZERS)
    if not all(isinstance(method[0], PREFIX_ANALYZERS) for method in others):
        return False
    unlisted = any(isinstance(method[0], UnknownPrefixAnalyzer) for method in others)
    return not unlisted or len(parse.word) - prefix_length(parse) >= MIN_REST


class Entry(NamedTuple):
    """A reading that the dictionary has for a word.

    Parameters
    ----------
    form
        The word with its ё.
    """

    form: str
    lemma: str
    grammemes: frozenset[str]


@lru_cache(maxsize=50_000)
def entries(word: str) -> tuple[Entry, ...]:
    """All readings that the dictionary has for a word in lower case.

    They are those of pymorphy3's parses at a fifth of their price: no probabilities, no guesses.

    >>> [(entry.lemma, "gent" in entry.grammemes) for entry in entries("парков")]
    [('парковый', False), ('парк', True), ('парок', True)]
    """
    dictionary = analyzer().dictionary
    found = []
    for form, places in dictionary.words.similar_items(word, analyzer().char_substitutes):
        for place in places:
            before, after, lemma_before, lemma_after, grammemes = inflection(*place)
            found.append(Entry(form, lemma_before + form[before : len(form) - after] + lemma_after, grammemes))
    return tuple(found)


def dictionary_grammemes(word: str) -> tuple[frozenset[str], ...]:
    """Grammemes of each reading that the dictionary has for a word in lower case; empty for words it does not have.

    >>> ["Geox" in grammemes for grammemes in dictionary_grammemes("пышма")]
    [True]
    """
    return tuple([entry.grammemes for entry in entries(word)])


@cache
def inflection(paradigm_number: int, place: int) -> tuple[int, int, str, str, frozenset[str]]:
    """Letters to take from a form at both ends, and to put there, for its lemma; grammemes of the form."""
    dictionary = analyzer().dictionary
    paradigm = dictionary.paradigms[paradigm_number]
    n = len(paradigm) // 3  # suffixes, tags, prefixes of the forms; the lemma is the first
    suffixes, prefixes = dictionary.suffixes, dictionary.paradigm_prefixes
    before, after = len(prefixes[paradigm[2 * n + place]]), len(suffixes[paradigm[place]])
    tag = dictionary.build_tag_info(paradigm_number, place)
    return before, after, prefixes[paradigm[2 * n]], suffixes[paradigm[0]], tag.grammemes


def dictionary_lemma(parse: Any) -> str:  # noqa: ANN401
    """Dictionary form of a parse; women keep their surnames and patronymics: Алексеевна is not Алексеевич."""
    lemma = str(parse.normal_form)
    if "femn" in parse.tag and ("Surn" in parse.tag or "Patr" in parse.tag):
        return _inflected(parse, frozenset({"nomn", "sing"})) or lemma
    if (softer := with_soft_sign(parse.word, lemma)) != lemma:
        return softer
    return lemma if "ё" not in lemma or is_known(parse) else _keep_letters(parse.word, lemma)


def with_soft_sign(word: str, lemma: str) -> str:
    """A lemma in -ье or -ьевич where the word has it.

    >>> with_soft_sign("счастья", "счастие"), with_soft_sign("знания", "знание")
    ('счастье', 'знание')
    >>> with_soft_sign("юрьевичу", "юриевич"), with_soft_sign("дмитриевичу", "дмитриевич")
    ('юрьевич', 'дмитриевич')
    """
    if lemma.endswith("иевич") and "ьевич" in word:
        return f"{lemma[:-5]}ьевич"
    softer = f"{lemma[:-2]}ье"
    return softer if lemma.endswith("ие") and "ь" in word[-4:] and softer[:-1] in f"{word}е" else lemma


def _keep_letters(word: str, lemma: str) -> str:
    """A guessed lemma with е where the word has it: филлипса → филлипс, not филлипёс."""
    same = list(takewhile(lambda pair: fold_yo(pair[0]) == fold_yo(pair[1]), zip(word, lemma, strict=False)))
    return word[: len(same)] + lemma[len(same) :]


def fold_yo(text: str) -> str:
    """A text with е for ё."""
    return text.replace("ё", "е")


def adjective_lemma(parse: Any) -> str:  # noqa: ANN401
    """Dictionary form of a participle, full or short, or of a superlative where it is used as an adjective."""
    if "Supr" in parse.tag:
        return _superlative(parse) or str(parse.normal_form)
    form = _inflected(parse, frozenset({"PRTF", "nomn", "sing", "masc"})) or str(parse.normal_form)
    return form if "ё" not in form or is_known(parse) else _keep_letters(parse.word, form)


def _superlative(parse: Any) -> str:  # noqa: ANN401
    """Nominative of the superlative that is nearest to the form: лучших → лучший, not наихороший."""
    wanted = {"Supr", "nomn", "sing", "masc"}
    forms = [str(form.word) for form in parse.lexeme if wanted <= form.tag.grammemes]
    return max(forms, key=lambda form: (_shared_beginning(form, parse.word), form), default="")


def _shared_beginning(first: str, second: str) -> int:
    """Number of letters with which both words begin."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _inflected(parse: Any, grammemes: frozenset[str]) -> str:  # noqa: ANN401
    return str(parse.word) if grammemes <= parse.tag.grammemes else _other_form(parse, grammemes)


def _other_form(parse: Any, grammemes: frozenset[str]) -> str:  # noqa: ANN401
    """Another form of a parse, as ``parse.inflect`` finds it, but its paradigm is made once for all forms."""
    forms = _forms_of(parse)
    found = [form for form in forms if grammemes <= form.tag.grammemes]
    if not found:
        grammemes = analyzer().TagClass.fix_rare_cases(grammemes)
        found = [form for form in forms if grammemes <= form.tag.grammemes]
    wanted = parse.tag.updated_grammemes(grammemes)
    best = max(found, key=lambda form: (_similarity(wanted, form.tag.grammemes), _is_alike(form, parse)), default=None)
    return "" if best is None else str(best.word)


def _is_alike(form: Any, parse: Any) -> int:  # noqa: ANN401
    """Letters that a superlative shares with the one it is a form of: высшего → высший, not высочайший."""
    return _shared_beginning(str(form.word), str(parse.word)) if "Supr" in parse.tag else 0


def _similarity(wanted: frozenset[str], grammemes: frozenset[str]) -> float:
    return len(wanted & grammemes) - 0.1 * len(wanted ^ grammemes)


@lru_cache(maxsize=1_000)
def _forms_of(parse: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return tuple(analyzer().get_lexeme(parse))


@cache
def closed_classes() -> dict[str, dict[str, str]]:
    """Part of speech → form → dictionary form, for closed classes and common abbreviations."""
    table = json.loads(Path(__file__).with_name("closed_classes.json").read_text(encoding="utf-8"))
    del table["about"]
    return {pos: {form: lemma for lemma, forms in words.items() for form in forms} for pos, words in table.items()}


def adverb_lemma(adjective: str) -> str:
    """Adverb of an adjective, to which its comparative belongs as well: чаще → частый → часто."""
    adverb = f"{adjective[:-2]}о"
    return adverb if any("ADVB" in parse.tag for parse in parse_raw(adverb)) else adjective


def inflect(word: str, grammemes: Iterable[str], *, parse: Parse | None = None) -> str | None:
    """Another form of a word, in lower case: None where the dictionary cannot make it.

    Parameters
    ----------
    grammemes
        OpenCorpora grammemes of the form that is wanted, such as ``{"nomn", "sing"}``; the others stay as they are.
    parse
        The reading to start from; None: the most probable one.

    >>> inflect("пышме", {"nomn"})
    'пышма'
    """
    readings = [raw for raw in parse_raw(word) if parse is None or raw.tag.grammemes == parse.grammemes]
    of_lemma = [raw for raw in readings if parse is not None and dictionary_lemma(raw) == parse.lemma]  # Гала, Галя
    return _other_form((of_lemma or readings)[0], frozenset(grammemes)) or None if readings else None


def knows_word(word: str) -> bool:
    """Whether the dictionary has the word, with ё or with е for it."""
    word, words = word.lower(), analyzer().dictionary.words
    return word in words or ("е" in word and bool(words.similar_keys(word, analyzer().char_substitutes)))
