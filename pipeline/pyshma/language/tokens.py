r"""Tokens with razdel's borders, by one regular expression.

A text is a row of atoms: a Russian word, a Latin word, a number, a sign, or any other character. White space always
separates; two atoms that touch are separate tokens unless a rule of `RULES` joins them. `explain_tokens` asks these
rules at every place; `find_tokens` uses `_PIECE`, which says the same at once. Tests hold both to razdel 0.5.

As in razdel, a rule that looks one atom further looks across white space: in «город -это» the hyphen goes with «это»,
and in «5, 6» the comma goes with «5».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

# Which signs there are, which of them are dashes and which end a sentence, is read from razdel (MIT licence).
from razdel.segmenters.punct import DASHES, ENDINGS
from razdel.segmenters.tokenize import PUNCTS

from .decisions import Decision
from .letters import matching_form

LINKS: Final = DASHES + "_"
POINTS: Final = ".,/\\"
REPEATED: Final = "-*"

# With the letters that differ from А–я, A–z only by case: U+1C80 … U+1C86; İ, ı, ſ and the Kelvin sign
_RU = "А-Яа-яЁё\u1c80-\u1c86"
_LAT = "A-Za-z\u0130\u0131\u017f\u212a"
_SIGNS = re.escape(PUNCTS)
_LINK = f"[{re.escape(LINKS)}]"
_POINT = f"[{re.escape(POINTS)}]"
_WORDY = rf"[^\s{_SIGNS}]"

# Nothing after a greedy group can fail, so that possessive ones would gain little; in Python 3.11.2 they never end.
_LETTERS = f"(?:[{_RU}]++|[{_LAT}]++)"
_OTHERS = rf"[^\s\d{_SIGNS}{_RU}{_LAT}]++"
_WORD = rf"(?:{_LETTERS}(?:{_OTHERS}{_LETTERS}?)*|(?:{_OTHERS}{_LETTERS}?)+)"
_NUMBER = rf"\d++(?:{_POINT}\d++)*"
_UNIT = f"(?:{_WORD}|{_NUMBER})"
_YAHOO = rf"(?<=(?i:yahoo))(?<![{_LAT}].....)![{ENDINGS}]*"
_HANGING = rf"{_LINK}(?=\s+{_WORDY})|(?<=\d){_POINT}(?=\s+\d)|{_YAHOO}"
_SMILE = "[=:;][)(]{1,3}"  # :) =((; a smile with a nose falls apart, in razdel too
_PIECE = re.compile(
    rf"[{_RU}]++[ ]"  # nothing but a Russian word and a space: most words
    rf"|(?:{_UNIT}(?:{_LINK}{_UNIT})*(?:{_HANGING})?"
    rf"|[{ENDINGS}]++|-{{2,}}|\*{{2,}}|{_SMILE}|\S)[ ]?"
    r"|\s+"
)
_AFTER_GAP = re.compile(rf"[{re.escape(LINKS + POINTS)}](?<=\s.)(?={_WORDY})")
_ATOM = re.compile(rf"(?P<ru>[{_RU}]+)|(?P<lat>[{_LAT}]+)|(?P<number>\d+)|(?P<sign>[{_SIGNS}])|(?P<other>\S)")
_WHOLE_SMILE = re.compile(r"[=:;]-?[)(]{1,3}")


def cut(text: str) -> list[str]:
    """Cut a cleaned text into pieces: a token with the single space behind it, or other white space.

    Joined, the pieces are the text.

    >>> cut("Наш  город -это мы.")
    ['Наш ', ' ', 'город ', '-это ', 'мы', '.']
    """
    pieces = _PIECE.findall(text)
    joints = {match.end() for match in _AFTER_GAP.finditer(text) if _joins_across_gap(text, match.start())}
    return _weld(pieces, joints) if joints else pieces


def _joins_across_gap(text: str, at: int) -> bool:
    """Whether a sign with white space before and a word after it goes with that word: «город -это», «5 .6»."""
    before = at - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if before < 0:
        return False
    if text[at] in LINKS:
        return text[before] not in PUNCTS
    return text[before].isdecimal() and text[at + 1].isdecimal()


def _weld(pieces: list[str], joints: set[int]) -> list[str]:
    welded: list[str] = []
    offset = 0
    for piece in pieces:
        if offset in joints:
            welded[-1] += piece
        else:
            welded.append(piece)
        offset += len(piece)
    return welded


def find_tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, stop and matching form of each token; offsets point into `text`.

    Borders are those of razdel on the matching form of the text, so that a stress mark does not cut a word in two.

    Examples
    --------
    >>> list(find_tokens("по-русски!"))
    [(0, 9, 'по-русски'), (9, 10, '!')]
    """
    form = matching_form(text)
    start = 0
    for piece in cut(form.text):
        token = piece.rstrip()
        if token:
            stop = start + len(token)
            yield (start, stop, token) if form.offsets is None else (*form.original_span(start, stop), token)
        start += len(piece)


@dataclass(frozen=True, slots=True)
class Atom:
    """A Russian word (``ru``), a Latin word (``lat``), a ``number``, a ``sign`` or an ``other`` character."""

    start: int
    stop: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Joint:
    """Two atoms that touch, with their neighbours and with the token so far, which ends with the left one."""

    before: Atom | None
    left: Atom
    right: Atom
    after: Atom | None
    token: str

    def around(self, signs: str) -> tuple[Atom, Atom] | None:
        """What stands on both sides of one of the signs, if the left or else the right atom is one."""
        if self.left.text in signs:
            return (self.before, self.right) if self.before else None
        if self.right.text in signs:
            return (self.left, self.after) if self.after else None
        return None


Rule = Callable[[Joint], bool]


def dash(joint: Joint) -> bool:
    """Join around a dash between words or numbers: кое-кто, 2010–2015."""
    return _links_words(joint, DASHES)


def underscore(joint: Joint) -> bool:
    """Join around an underscore between words or numbers: snake_case."""
    return _links_words(joint, "_")


def _links_words(joint: Joint, signs: str) -> bool:
    sides = joint.around(signs)
    return sides is not None and all(atom.kind != "sign" for atom in sides)


def decimal(joint: Joint) -> bool:
    """Join around a point or comma between numbers: 3,14."""
    return _links_numbers(joint, ".,")


def fraction(joint: Joint) -> bool:
    """Join around a slash between numbers: 1/2."""
    return _links_numbers(joint, "/\\")


def _links_numbers(joint: Joint, signs: str) -> bool:
    sides = joint.around(signs)
    return sides is not None and all(atom.kind == "number" for atom in sides)


def smile(joint: Joint) -> bool:
    """Join a smile: :) =((."""
    return joint.right.kind == "sign" and _WHOLE_SMILE.fullmatch(joint.token + joint.right.text) is not None


def endings(joint: Joint) -> bool:
    """Join what ends a sentence: ?! ...."""
    return joint.left.text in ENDINGS and joint.right.text in ENDINGS


def repeated(joint: Joint) -> bool:
    """Join repeated hyphens and asterisks: -- ***."""
    return joint.left.text == joint.right.text and joint.left.text in REPEATED


def other_letters(joint: Joint) -> bool:
    """Join a character of another script or a mark to letters: Δt, °C."""
    kinds = {joint.left.kind, joint.right.kind}
    return "other" in kinds and kinds <= {"other", "ru", "lat"}


def yahoo(joint: Joint) -> bool:
    """Join the exclamation mark of a firm's name: Yahoo!."""
    return joint.left.text.lower() == "yahoo" and joint.right.text == "!"


RULES: Final[tuple[Rule, ...]] = (
    dash,
    underscore,
    decimal,
    fraction,
    smile,
    endings,
    repeated,
    other_letters,
    yahoo,
)


def explain_tokens(text: str) -> Iterator[Decision]:
    """Which rule decided at each place where two atoms meet, in the order of the text.

    Examples
    --------
    >>> for decision in explain_tokens("кое-кто, я"):
    ...     print(*decision)
    3 dash join
    4 dash join
    7 default split
    9 space split
    """
    form = matching_form(text)
    for offset, rule in _decide(form.text):
        original, _ = form.original_span(offset, offset)
        yield Decision.of(original, rule) if rule != "space" else Decision(original, rule, "split")


def _decide(text: str) -> Iterator[tuple[int, str | None]]:
    """Offset of the right one of each two neighbouring atoms, and the rule that joins them, ``space`` or None."""
    found = _ATOM.finditer(text)
    atoms = [Atom(match.start(), match.end(), str(match.lastgroup), match.group()) for match in found]
    token_start = atoms[0].start if atoms else 0
    for before, left, right, after in zip([None, *atoms], atoms, atoms[1:], [*atoms[2:], None], strict=False):
        rule: str | None = "space"
        if left.stop == right.start:
            joint = Joint(before, left, right, after, text[max(token_start, left.stop - 5) : left.stop])
            rule = next((rule.__name__ for rule in RULES if rule(joint)), None)
        if rule in {None, "space"}:
            token_start = right.start
        yield right.start, rule
