r"""Sentences with razdel's borders inside each paragraph, and a border at every blank line.

A sentence may end after each of `DELIMITERS` and after a smile. It does, unless a rule of `RULES` joins the two sides.
Rules see at most `WINDOW` characters on each side, and the sentence so far. `explain_sentences` asks them at every
delimiter; `find_sentences` only where a regular expression cannot tell at once. Tests hold both to razdel 0.5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

# Lists of signs and abbreviations are read from razdel (MIT licence): its authors collected them from Russian corpora.
from razdel.segmenters.punct import CLOSE_BRACKETS, CLOSE_QUOTES, DASHES, ENDINGS, GENERIC_QUOTES, SMILES
from razdel.segmenters.sentenize import BULLET_BOUNDS, BULLET_CHARS, BULLET_SIZE, DELIMITERS
from razdel.segmenters.sokr import HEAD_PAIR_SOKRS, HEAD_SOKRS, INITIALS, PAIR_SOKRS, SOKRS

from .decisions import Decision
from .letters import MatchingForm, matching_form

WINDOW: Final = 10

_ATOM = r"[^\W\d]+|\d+|[^\w\s]"
_FIRST_ATOM = re.compile(rf"\s*({_ATOM})")
_ATOMS = re.compile(_ATOM)
_WORD = re.compile(r"[^\W\d]+|\d+")
_TWO_LETTERS = re.compile(r"(\w)\s*\.\s*(\w)\s*\Z")
_SMILE_AHEAD = re.compile(rf"\s*{SMILES}")
_SMILE_BEHIND = re.compile(rf"{SMILES}\Z")
_LONGEST_SMILE = 5
_ROMAN = re.compile(r"[IVXML]+")

_DELIMITER = re.compile(rf"{SMILES}|[{re.escape(DELIMITERS)}]")
# A delimiter before white space. Left out is what always joins: a Russian word in small letters follows, or it is a
# quote or bracket right behind a word. The group tells that a mark stands before a capital or a number: most ends.
_CLOSERS = re.escape(GENERIC_QUOTES + CLOSE_QUOTES + CLOSE_BRACKETS)
_PLACE = re.compile(
    rf"[{re.escape(DELIMITERS)}(](?=\s)"
    rf"(?:(?<=[{ENDINGS};])(?=\s{{1,{WINDOW - 1}}}([А-ЯЁA-Z0-9]))|(?!\s+[а-яё]+(?![^\W\d]))(?<!\w[{_CLOSERS}]))"
)
_BLANK_LINE = re.compile(r"\n(?=[^\S\n]*\n)")
_TAILS: Final[set[str]] = {word[-3:] for word in (SOKRS | INITIALS).union(*PAIR_SOKRS)}


class Place:
    """A delimiter with what stands around it.

    Parameters
    ----------
    text, first, last
        The paragraph is ``text[first:last]``.
    start, stop
        Offsets of the delimiter.
    sentence_start
        Where the sentence began, white space included.
    """

    __slots__ = ("_sentence_start", "_start", "_text", "delimiter", "left", "left_atom", "right", "right_atom")

    def __init__(self, text: str, first: int, last: int, start: int, stop: int, sentence_start: int) -> None:
        self.delimiter = text[start:stop]
        self.left = text[max(first, start - WINDOW) : start]
        self.right = text[stop : min(last, stop + WINDOW)]
        left = _ATOMS.findall(self.left)
        right = _FIRST_ATOM.match(self.right)
        self.left_atom = left[-1] if left else ""
        self.right_atom = right[1] if right else ""
        self._text, self._sentence_start, self._start = text, sentence_start, start

    @property
    def so_far(self) -> str:
        """The sentence so far; of a long one only enough to see that it is no number of a list."""
        return self._text[max(self._sentence_start, self._start - BULLET_SIZE - 1) : self._start]


Rule = Callable[[Place], bool]


def bare_side(place: Place) -> bool:
    """Join where one side has nothing but white space."""
    return not place.left_atom or not place.right_atom


def no_space(place: Place) -> bool:
    """Join where no white space follows: 3.14, site.ru."""
    return not place.right[:1].isspace()


def small_letters(place: Place) -> bool:
    """Join where the next word is in small letters."""
    return _is_small(place.right_atom)


def delimiter_follows(place: Place) -> bool:
    """Join where the next sign may end the sentence as well, a quote that may open one excepted."""
    if place.right_atom in GENERIC_QUOTES:
        return False
    return place.right_atom in DELIMITERS or _SMILE_AHEAD.match(place.right) is not None


def abbreviation(place: Place) -> bool:
    """Join after an abbreviation: ул. Мира, т. е. | Мира, 5 тыс. (руб.)."""
    if place.delimiter != ".":
        return False
    letters = _TWO_LETTERS.search(place.left) if "." in place.left else None
    pair = (letters[1].lower(), letters[2].lower()) if letters else None
    if pair in PAIR_SOKRS:
        return pair in HEAD_PAIR_SOKRS or _may_follow_abbreviation(place.right_atom)
    left = place.left_atom.lower()
    return left in HEAD_SOKRS or (left in SOKRS and _may_follow_abbreviation(place.right_atom))


def inside_abbreviation(place: Place) -> bool:
    """Join inside an abbreviation of two words: т. | Д."""
    return place.delimiter == "." and (place.left_atom.lower(), place.right_atom.lower()) in PAIR_SOKRS


def initial(place: Place) -> bool:
    """Join after an initial: А. Жилина, Дж. Лондон."""
    left = place.left_atom
    return place.delimiter == "." and (_is_capital(left) or left.lower() in INITIALS)


def list_item(place: Place) -> bool:
    """Join a number or letter of a list to what it numbers: 2. Дороги, а) парк."""
    if place.delimiter not in BULLET_BOUNDS:
        return False
    so_far = place.so_far
    return len(so_far) <= BULLET_SIZE and all(_is_bullet(atom) for atom in _ATOMS.findall(so_far))


def closing_quote(place: Place) -> bool:
    """Join after a quote, unless a full stop stands inside it: «Металлург» | Кино, «Ура!»| Он ушёл."""
    if place.delimiter in CLOSE_QUOTES:
        return place.left_atom not in ENDINGS
    if place.delimiter in GENERIC_QUOTES:
        return place.left[-1:].isspace() or place.left_atom not in ENDINGS
    return False


def closing_bracket(place: Place) -> bool:
    """Join after a bracket, unless a full stop stands inside it."""
    return place.delimiter in CLOSE_BRACKETS and place.left_atom not in ENDINGS


def dash_follows(place: Place) -> bool:
    """Join before a dash with a word in small letters: «Ура!» — сказал он."""
    if place.right_atom not in DASHES:
        return False
    word = _WORD.search(place.right)
    return word is not None and _is_small(word[0])


def _is_small(atom: str) -> bool:
    return atom.isalpha() and atom.islower()


def _is_capital(atom: str) -> bool:
    return len(atom) == 1 and atom.isupper()


def _may_follow_abbreviation(atom: str) -> bool:
    return atom.isdigit() or not atom.isalpha() or atom.islower()


def _is_bullet(atom: str) -> bool:
    return atom.isdigit() or atom in BULLET_BOUNDS or atom.lower() in BULLET_CHARS or _ROMAN.fullmatch(atom) is not None


RULES: Final[tuple[Rule, ...]] = (
    bare_side,
    no_space,
    small_letters,
    delimiter_follows,
    abbreviation,
    inside_abbreviation,
    initial,
    list_item,
    closing_quote,
    closing_bracket,
    dash_follows,
)


_ABOUT_WHAT_FOLLOWS = (no_space, small_letters, delimiter_follows, dash_follows)
_BEFORE_CAPITAL: Final = tuple(rule for rule in RULES if rule not in _ABOUT_WHAT_FOLLOWS)


def _joining_rule(place: Place, rules: tuple[Rule, ...] = RULES) -> str | None:
    for rule in rules:
        if rule(place):
            return rule.__name__
    return None


def find_sentences(text: str, *, paragraphs: bool = True) -> Iterator[tuple[int, int]]:
    r"""Start and stop offset of each sentence.

    Parameters
    ----------
    paragraphs
        A blank line ends a sentence, so that a title without a full stop does not run into the text. False gives
        razdel's own borders, which know no paragraphs.

    Examples
    --------
    >>> list(find_sentences("Мой город\n\nЯ живу на ул. Мира. Тут хорошо."))
    [(0, 9), (11, 30), (31, 42)]
    """
    form = matching_form(text)
    spans = [span for first, last in _paragraphs(form.text, paragraphs) for span in _cut(form.text, first, last)]
    return iter(spans if form.offsets is None else [form.original_span(*span) for span in spans])


def _paragraphs(text: str, paragraphs: bool) -> list[tuple[int, int]]:
    blanks = list(_BLANK_LINE.finditer(text)) if paragraphs and "\n" in text else []
    starts = [0, *(blank.end() for blank in blanks)]
    stops = [*(blank.start() for blank in blanks), len(text)]
    return list(zip(starts, stops, strict=True))


def _cut(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Sentences of one paragraph of a cleaned text, without the white space around them."""
    spans = []
    sentence_start = start = first
    for match in _PLACE.finditer(text, first, last):
        stop = match.end()
        if match.lastindex:
            plain = _plainly_ends(text[stop - 4 : stop] if stop > 4 else text[:stop])
            if plain is None:  # of the rules only that for lists speaks
                plain = stop - 1 - sentence_start > BULLET_SIZE
            if not plain and _joins(text, first, last, stop, sentence_start, _BEFORE_CAPITAL):
                continue
        elif _joins(text, first, last, stop, sentence_start, RULES):
            continue
        while text[start].isspace():
            start += 1
        spans.append((start, stop))
        sentence_start = stop
        start = stop + 1
    rest = text[sentence_start:last].strip()
    if rest:
        start = text.index(rest[0], sentence_start)
        spans.append((start, start + len(rest)))
    return spans


@lru_cache(maxsize=8192)
def _plainly_ends(end: str) -> bool | None:
    """Whether a mark and the three letters before it tell that no rule joins before a capital or a number.

    None where they do so only behind what is too long for the number of a list.
    """
    tail, mark = end[:-1].lstrip(), end[-1]
    if not tail or tail[-1].isspace():
        return False
    if mark != ".":
        return True
    if tail[-1].isalpha() or tail[-1].isupper():  # no Roman number, no initial, no abbreviation
        return len(tail) > 1 and tail.isalpha() and not tail.isascii() and tail.lower() not in _TAILS
    return None


def _joins(text: str, first: int, last: int, stop: int, sentence_start: int, rules: tuple[Rule, ...]) -> bool:
    """Whether a rule joins at the delimiter that ends at an offset; an opening bracket is none, unless in a smile."""
    start = stop - 1
    if text[start] in ")(":
        smile = _SMILE_BEHIND.search(text, max(first, stop - _LONGEST_SMILE), stop)
        if smile:
            start = smile.start()
        elif text[start] == "(":
            return True
    return _joining_rule(Place(text, first, last, start, stop, sentence_start), rules) is not None


def explain_sentences(text: str, *, paragraphs: bool = True) -> Iterator[Decision]:
    """Which rule decided at each delimiter, in the order of the text; offsets are those behind the delimiter.

    Examples
    --------
    >>> for decision in explain_sentences("Я живу на ул. Мира. Тут хорошо."):
    ...     print(*decision)
    13 abbreviation join
    19 default split
    31 bare_side join
    """
    form = matching_form(text)
    for first, last in _paragraphs(form.text, paragraphs):
        yield from _explain(form, first, last)
        if last < len(form.text):
            yield Decision(form.original_span(last, last)[0], "blank_line", "split")


def _explain(form: MatchingForm, first: int, last: int) -> Iterator[Decision]:
    sentence_start = first
    for match in _DELIMITER.finditer(form.text, first, last):
        rule = _joining_rule(Place(form.text, first, last, *match.span(), sentence_start))
        if rule is None:
            sentence_start = match.end()
        yield Decision.of(form.original_span(match.start(), match.end())[1], rule)
