"""Content terms of a document: lemmas and noun phrases, as a person would write them.

A term is the lemma of a noun or adjective that says something, or a noun phrase found by part-of-speech
patterns after Justeson & Katz (1995, doi:10.1017/S1351324900000048), fitted to Russian agreement::

    ADJ NOUN        детских площадок         детская площадка
    ADJ ADJ NOUN    малого среднего бизнеса  малый средний бизнес
    NOUN NOUN(gen)  вывозу мусора            вывоз мусора

A phrase is written in the nominative singular whatever its case in the text, so that all its occurrences are one term.
Proper names are left to the chapter `entities`: PROPN, and capitalised words of a name, such as the adjective of
«Верхняя Пышма».
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from spacy.tokens import Doc, Span, Token

TERM_TAGS: Final = frozenset({"NOUN", "ADJ"})
"""Verbs are left out: with them mean stability of 12 topics fell from 0.52 to 0.42 on 285 essays and from 0.52 to 0.47
on 285 petitions, and labels named what people do in general (жить, учить, собираться)."""
MIN_LETTERS: Final = 3  # «кв», «ул», «шт»: abbreviations, not subjects

HUSHERS: Final = "жшчщ"  # after these and ц the neuter is -ее: общий → общее
VELARS: Final = "кгх"  # after these and the hushers the plural is -ие: городской → городские
SOFT: Final = {"Fem": "яя", "Neut": "ее", "Plur": "ие"}  # летний → летняя, летнее, летние
HARD: Final = {"Fem": "ая", "Neut": "ое", "Plur": "ые"}  # детский → детская, детское; новый → новые


@cache
def read_stop_lemmas() -> frozenset[str]:
    """Read the lemmas that say nothing about a subject, whatever the corpus (``stop_lemmas.txt``)."""
    lines = Path(__file__).with_name("stop_lemmas.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(lemma for line in lines if not line.startswith("#") for lemma in line.split())


def agree_adjective(adjective: str, form: str) -> str:
    """Put the dictionary form of an adjective into the nominative of another gender, or of the plural.

    Parameters
    ----------
    adjective
        Nominative singular masculine, as a lemmatizer gives it.
    form
        ``Masc``, ``Fem``, ``Neut`` or ``Plur``.

    Examples
    --------
    >>> [agree_adjective("детский", form) for form in ("Masc", "Fem", "Neut", "Plur")]
    ['детский', 'детская', 'детское', 'детские']
    >>> [agree_adjective(word, "Neut") for word in ("летний", "рабочий", "жилой")]
    ['летнее', 'рабочее', 'жилое']
    """
    if form == "Masc":
        return adjective
    stem, ending = adjective[:-2], adjective[-2:]
    last = stem[-1:]
    if ending == "ий" and last not in VELARS + HUSHERS:
        return stem + SOFT[form]
    if form == "Plur" and last in VELARS + HUSHERS:
        return stem + "ие"
    if form == "Neut" and last in HUSHERS + "ц" and ending != "ой":  # общее, but чужое
        return stem + "ее"
    return stem + HARD[form]


def noun_form(lemma: str, gender: str) -> str:
    """Gender of a noun in the dictionary form, or ``Plur`` where it has no singular.

    The ending decides wherever it can, because the tagger's `gender` may differ between occurrences of one word.

    Examples
    --------
    >>> [noun_form(*noun) for noun in (("площадка", ""), ("мужчина", "Masc"), ("каникулы", ""), ("ворота", "Neut"))]
    ['Fem', 'Masc', 'Plur', 'Plur']
    """
    if lemma.endswith(("ы", "и", "ые")) or (gender == "Neut" and lemma.endswith("а")):
        return "Plur"
    if lemma.endswith(("о", "е", "ё", "мя")):
        return "Neut"
    if lemma.endswith(("а", "я")):
        return "Masc" if gender == "Masc" else "Fem"
    return "Fem" if lemma.endswith("ь") and gender == "Fem" else "Masc"


def lemma_of(token: Token) -> str:
    """Lemma of a token in lower case; ё is kept."""
    return token.lemma_.lower()


def is_word(token: Token) -> bool:
    """Whether a token is a noun or adjective of letters (and inner hyphens) that may be part of a term."""
    if token.pos_ not in TERM_TAGS or (token.ent_type_ and token.text[:1].isupper()):  # «Верхней» of «в Верхней Пышме»
        return False
    lemma = lemma_of(token)
    return len(lemma) >= MIN_LETTERS and lemma.replace("-", "").isalpha()


def is_telling(token: Token) -> bool:
    """Whether a word is a term by itself, that is, not a stop lemma."""
    return is_word(token) and lemma_of(token) not in read_stop_lemmas()


def feature(token: Token, name: str) -> str:
    """Value of a morphological feature (Case, Gender, Number), empty where the token has none."""
    return "".join(token.morph.get(name, []))


def is_modifier(token: Token, noun: Token) -> bool:
    """Whether a full adjective that says something agrees with a noun in case and number."""
    return (
        token.pos_ == "ADJ"
        and is_telling(token)
        and lemma_of(token).endswith(("ый", "ий", "ой"))
        and feature(token, "Case") == feature(noun, "Case") != ""
        and feature(token, "Number") == feature(noun, "Number")
    )


def adjective_phrases(noun: Token, before: list[Token]) -> Iterator[str]:
    """Write the phrases of a noun with one and with two adjectives right before it."""
    form = noun_form(lemma_of(noun), feature(noun, "Gender"))
    words = [lemma_of(noun)]
    for token in reversed(before[-2:]):
        if not is_modifier(token, noun):
            return
        words.insert(0, agree_adjective(lemma_of(token), form))
        yield " ".join(words)


def genitive_phrases(noun: Token, before: list[Token]) -> Iterator[str]:
    """Write the phrase of a genitive noun that follows another noun: «уборка снега»."""
    head = before[-1] if before else None
    if (
        head is not None
        and head.pos_ == "NOUN"
        and is_telling(head)
        and is_telling(noun)
        and feature(noun, "Case") == "Gen"
    ):
        yield f"{lemma_of(head)} {noun.text.lower()}"


def locate_terms(sentence: Span) -> Iterator[tuple[int, int, str]]:
    """Find the terms of one sentence, in the order of their last words.

    Yields
    ------
    number of the first token in the document, number after the last one, term
    """
    tokens = [token for token in sentence if not token.text.isspace()]
    for position, token in enumerate(tokens):
        if is_telling(token):
            yield token.i, token.i + 1, lemma_of(token)
        if token.pos_ == "NOUN" and is_word(token):
            before = tokens[max(0, position - 2) : position]
            for phrase in chain(adjective_phrases(token, before), genitive_phrases(token, before)):
                yield tokens[position - phrase.count(" ")].i, token.i + 1, phrase


def find_terms(doc: Doc) -> list[tuple[int, str]]:
    """Find the content terms of a document.

    Parameters
    ----------
    doc
        With `lemma_`, `pos_`, `morph` and sentences set.

    Returns
    -------
    one pair per occurrence, in the order of the text
        Index of the sentence, counted from 0; the term. A phrase and the words in it are all given: which of them is
        the better term depends on the corpus (see `TermVectorizer`).
    """
    return [(index, term) for index, sentence in enumerate(doc.sents) for _, _, term in locate_terms(sentence)]
