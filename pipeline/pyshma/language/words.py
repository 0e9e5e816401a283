"""Words that no dictionary has: names and nouns by their endings, ordinals in figures, abbreviations, hashtags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ORDINAL: Final = re.compile(
    r"(\d[\d.,]*)-(?:й|я|е|ю|х|м|ый|ий|ой|ая|ое|ье|ые|ого|его|го|ому|ему|му|ым|им|ом|ую|ых|их|ыми|ими|ми|ей)"
)
CARDINAL: Final = re.compile(r"[2-4]-(?:х|м)")
"""4-х недель | к 2-м годам: more often two and four than second and fourth."""


@cache
def _endings() -> dict[str, list[tuple[re.Pattern[str], str, float, list[str]]]]:
    """Ending of a form → stems before it, ending of the lemma, weight, readings."""
    table = json.loads(Path(__file__).with_name("endings.json").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[re.Pattern[str], str, float, list[str]]]] = {}
    for stem, ending, lemma, weight, tags in table["endings"]:
        pattern = re.compile(f"(?:{table['stems'].get(stem, stem)})$")
        found.setdefault(ending, []).append((pattern, lemma, weight, tags))
    return found


def guess_nouns(word: str) -> Iterator[tuple[str, str, float]]:
    """Lemma, OpenCorpora grammemes and weight of what a word may be if it is a noun or a name.

    Words with a hyphen or a reflexive ending are not guessed at.
    """
    if "-" in word or word.endswith(("ся", "сь")):
        return
    for length in range(4):
        stem, ending = (word[:-length], word[-length:]) if length else (word, "")
        for pattern, lemma, weight, tags in _endings().get(ending, ()):
            if pattern.search(stem):
                yield from ((stem + lemma, tag, weight) for tag in tags)


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation without its full stop → word, from ``abbreviations.json``."""
    table = json.loads(Path(__file__).with_name("abbreviations.json").read_text(encoding="utf-8"))
    return {short: word for word, shorts in table["words"].items() for short in shorts}


def lemmatize_sign(word: str) -> str:
    """Dictionary form of a token that is not a plain Russian word: itself, ordinals and abbreviations apart.

    >>> [lemmatize_sign(word) for word in ("1960-х", "14-го", "тыс.", "wi-fi", "2035")]
    ['1960-й', '14-й', 'тысяча', 'wi-fi', '2035']
    """
    if (match := ORDINAL.fullmatch(word)) and not CARDINAL.fullmatch(word):
        return f"{match[1]}-й"
    if len(word) > 1 and word.endswith("."):
        return abbreviations().get(word[:-1], word[:-1] if len(word) == 2 and word[0].isalpha() else word)
    return word
