"""The nominative of a whole name: «в Верхней Пышме» → Верхняя Пышма, «с Ивановой Анной» → Иванова Анна.

Of a person's name every word declines; of other names the first noun and what agrees with it, while the tail stays as
it is: музеем | военной техники. Quoted parts, abbreviations and words with digits or Latin letters are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span, Token

from .agreement import Word, agree, share_any_case, to_nominative
from .government import NOMINATIVE, does_herself, governed_cases
from .grammar import ADJECTIVAL, NOMINAL, TAG_GRAMMEMES
from .lexicon import read_lexicon
from .morphology import Morphology, is_only_noun, known_grammemes, known_parses
from .text import CAPITAL_VOWELS, MAX_ACRONYM, QUOTES

YEARS: Final = frozenset({"года", "лет", "и"})
"""Words of names that begin with no capital: улица 1905 года, улица 30 лет Победы."""

MOUTH: Final = "усть"
"""Opens names of places, with a hyphen or without, and has no cases: «до Усть Игума»."""
PARTICLE: Final = "-то"
"""Stresses a word and is no part of the name: «в Казани-то»."""

_RUSSIAN = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)


def copy_case(form: str, model: str) -> str:
    """Give a form the capitals of the word it came from, part by part.

    >>> copy_case("йошкар-ола", "Йошкар-Оле"), copy_case("пышма", "ПЫШМЕ")
    ('Йошкар-Ола', 'ПЫШМА')
    """
    parts, models = form.split("-"), model.split("-")
    if len(parts) != len(models):
        models = [model] * len(parts)
    return "-".join(_copy_part(part, seen) for part, seen in zip(parts, models, strict=True))


def _copy_part(part: str, seen: str) -> str:
    if len(seen) > 1 and seen.isupper():
        return part.upper()
    return part[:1].upper() + part[1:] if seen[:1].isupper() else part


def with_capitals(name: str) -> str:
    """A name in small letters as it is written: neither what it is nor «года» and «лет» begin with a capital.

    >>> [with_capitals(name) for name in ("верхняя пышма", "улица 8 марта", "улица 1905 года")]
    ['Верхняя Пышма', 'улица 8 Марта', 'улица 1905 года']
    """
    first, *rest = name.split()
    lexicon = read_lexicon()
    heads = {*lexicon.streets.values(), *lexicon.landscape.values()}
    shown = first if rest and first in heads else first[:1].upper() + first[1:]
    return " ".join([shown, *(word if word in YEARS else word[:1].upper() + word[1:] for word in rest)])


_DECLINED_ABBREVIATION = re.compile(r"(?P<stem>[А-ЯЁ][А-ЯЁа-яё]*[А-ЯЁ])(?:а|у|е|ом|ы|ов|ам|ами|ах)")


def abbreviation_stem(text: str) -> str:
    """An abbreviation without the ending that speech gives it; empty for other words.

    >>> [abbreviation_stem(text) for text in ("СУМЗе", "КнААЗа", "УрФУ", "Пышме")]
    ['СУМЗ', 'КнААЗ', '', '']
    """
    match = _DECLINED_ABBREVIATION.fullmatch(text)
    return match["stem"] if match and match["stem"][-1] not in CAPITAL_VOWELS else ""


def is_fixed(text: str) -> bool:
    """Whether a word is an abbreviation or code that is written as it is in every case.

    >>> [is_fixed(text) for text in ("УГМК", "УрФУ", "Пышме", "ПЫШМАХ", "Т-34")]
    [True, True, False, False, True]
    """
    if not _RUSSIAN.fullmatch(text):
        return True
    parts = text.split("-")
    if all(part.isupper() for part in parts):
        return max(map(len, parts)) <= MAX_ACRONYM
    return any(letter.isupper() for part in parts for letter in part[1:])


def _tag(token: Token) -> frozenset[str]:
    values = (value for feature in token.morph for value in feature.split("=")[1:])
    return frozenset(TAG_GRAMMEMES[value] for value in values if value in TAG_GRAMMEMES)


def _outside_quotes(span: Span) -> list[Token]:
    inside, kept = False, []
    for token in span:
        if token.text in QUOTES:
            inside = token.text in "«„“" if token.text in "«»„“" else not inside
        elif not inside and not token.is_space:
            kept.append(token)
    return kept


def _is_modifier(token: Token, morphology: Morphology) -> bool:
    """Adjectives, also those that are tagged as names (Верхняя), but not surnames that look like adjectives."""
    if token.pos_ in {"ADJ", "DET"}:
        return True
    if token.pos_ not in {"PROPN", "NOUN", "VERB", "NUM"}:
        return False
    parses = morphology.parse_word(token.norm_)
    adjectival = max((parse.probability for parse in parses if parse.grammemes & ADJECTIVAL), default=0.0)
    nominal = max((parse.probability for parse in parses if "NOUN" in parse.grammemes), default=0.0)
    return adjectival > 0 and (token.pos_ == "VERB" or adjectival >= nominal)


def _is_joint(token: Token) -> bool:
    return token.pos_ == "CCONJ" or token.text == ","


def _agreeing_groups(tokens: Sequence[Token], morphology: Morphology) -> list[list[Token]]:
    """Modifiers, the head noun and its apposition: the words that decline together; again after «и»."""
    group, rest = _leading_group(tokens, morphology)
    if not group or len(rest) < 2 or rest[0].pos_ != "CCONJ":
        return [group]
    if rest[1].morph.get("Case", []) != group[-1].morph.get("Case", []) or group[-1].pos_ == "ADJ":
        return [group]
    return [group, *_agreeing_groups(rest[1:], morphology)]


def _leading_group(tokens: Sequence[Token], morphology: Morphology) -> tuple[list[Token], Sequence[Token]]:
    group: list[Token] = []
    for index, token in enumerate(tokens):
        if _is_modifier(token, morphology) or token.norm_ == MOUTH:
            group.append(token)
        elif token.pos_ in {"NOUN", "PROPN", "X"} or is_only_noun(token.norm_, morphology):
            rest = tokens[index + 1 :]
            apposition = _apposition(token, rest, morphology)
            return [*group, token, *apposition], rest[len(apposition) :]
        elif not (group and _is_joint(token)):
            break
    return group, []


def _apposition(head: Token, rest: Sequence[Token], morphology: Morphology) -> list[Token]:
    """The name after a word like «улица», «река»: it declines with the head if it is an adjective or a place."""
    if not rest or head.lemma_ not in read_lexicon().classifiers:
        return []
    grammemes = frozenset().union(*(parse.grammemes for parse in morphology.parse_word(rest[0].norm_)))
    if "Surn" in grammemes and rest[0].pos_ != "ADJ" and "Geox" not in grammemes:
        return []
    return [rest[0]] if rest[0].pos_ == "ADJ" or grammemes & (ADJECTIVAL | {"Geox"}) else []


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a word that declines on its own: the whole word, or each part of an unknown compound."""

    token: Token
    start: int
    text: str


def spelling(token: Token) -> str:
    """A word without Latin look-alikes of its letters, as the language chapter reads it: «Kaменске» → Каменске."""
    mixed = not _RUSSIAN.fullmatch(token.text) and _RUSSIAN.fullmatch(token.norm_)
    return copy_case(token.norm_, token.text) if mixed and len(token.norm_) == len(token.text) else token.text


def _declines(part: _Piece, last: _Piece, kind: str, morphology: Morphology) -> bool:
    """Whether a part before a hyphen has cases, and that of the last: Каменск-; neither Усть- nor «за Тик-Губой»."""
    if kind == "PER":
        return True
    readings = [one for one in morphology.dictionary_grammemes(part.text.lower()) if one & NOMINAL]
    lasts = morphology.dictionary_grammemes(last.text.lower())
    apart = lasts and any("nomn" in one for one in readings) and not share_any_case(readings, lasts)
    return bool(readings) and not apart


def _pieces(token: Token, kind: str, morphology: Morphology) -> list[_Piece]:
    """Каменске | Уральском, УГМК-| Арене, Усть-| Курдюма; words that the dictionary has are one piece."""
    if len(token.norm_) != len(token.text) or token.norm_ == MOUTH:
        return []
    text = spelling(token).removesuffix(PARTICLE)
    whole = [_Piece(token, 0, text)]
    if "-" in text and not known_parses(token.norm_, morphology):
        name = text.partition("-на-")[0]  # Ростов | -на-Дону
        *parts, last = (_Piece(token, match.start(), match.group()) for match in re.finditer(r"[^-]+", name))
        whole = [*(part for part in parts if _declines(part, last, kind, morphology)), last]
    return [piece for piece in whole if not is_fixed(piece.text)]


def _decline_group(group: Sequence[Token], kind: str, forms: dict[int, str], morphology: Morphology) -> None:
    """Replace the forms of the words of a group by their nominatives."""
    pieces = [piece for token in group for piece in _pieces(token, kind, morphology)]
    if not pieces:
        return
    words = tuple(Word(piece.text.lower(), _tag(piece.token)) for piece in pieces)
    governed = governed_cases(group[0], morphology)
    if not governed and kind == "PER" and does_herself(group[-1]):
        governed = NOMINATIVE
    frame, readings = agree(words, kind, morphology, governed=governed)
    if frame.case == "nomn":
        return
    for piece, word, parse in reversed(list(zip(pieces, words, readings, strict=True))):
        if parse is not None:
            form = copy_case(to_nominative(word.form, parse, frame, morphology), piece.text)
            before = forms[piece.token.i]
            forms[piece.token.i] = before[: piece.start] + form + before[piece.start + len(piece.text) :]


def half_of_place(span: Span, morphology: Morphology) -> str:
    """The place of «пол-Перми»; empty for other names."""
    half, _, rest = span.text.partition("-")
    if half.lower() != "пол" or not rest[:1].isupper():
        return ""
    return _nominative_of_place(rest, frozenset({"gent"}), frozenset({"gent"}), morphology)


def dated_place(token: Token, morphology: Morphology) -> str:
    """The place of «Пышму-2035», as essays call a town of the future, of a word with a year; empty for other words.

    Events have years as well: only what the dictionary lists as a place is one.
    """
    place = token.text.partition("-")[0]
    if not any({"Geox", "NOUN"} <= one for one in known_grammemes(place.lower(), morphology)):
        return ""
    return _nominative_of_place(place, _tag(token), governed_cases(token, morphology), morphology)


def _nominative_of_place(form: str, tag: frozenset[str], governed: frozenset[str], morphology: Morphology) -> str:
    word = Word(form.lower(), tag)
    frame, (parse,) = agree((word,), "LOC", morphology, governed=governed)
    return copy_case(to_nominative(word.form, parse, frame, morphology), form) if parse is not None else form


def normal_form(span: Span, morphology: Morphology) -> str:
    """Nominative of a name as it is written in a dictionary or on a map.

    Parameters
    ----------
    span
        Of a document with ``token.pos_`` and ``token.morph``; ``span.label_`` PER, LOC or ORG tells which readings
        of the dictionary are preferred.
    morphology
        The dictionary, for example ``nlp.get_pipe("pyshma_lemmatizer")``.

    Returns
    -------
    str
        The span's text with the declined words replaced; single spaces.
    """
    tokens = _outside_quotes(span)
    forms = {token.i: abbreviation_stem(token.text) or spelling(token) for token in span}
    person = span.label_ == "PER"
    for group in [tokens] if person else _agreeing_groups(tokens, morphology):
        _decline_group(group, span.label_, forms, morphology)
    return " ".join("".join(forms[token.i] + token.whitespace_ for token in span).split()).removesuffix(PARTICLE)
