"""Names of several words that are none: kinds of institutions, common words that a sentence or shouting capitalised."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from spacy.tokens import Span, Token

from .grammar import ADJECTIVAL
from .institution_names import institution_head
from .lexicon import read_lexicon
from .morphology import Morphology, is_common_word, known_grammemes, may_be_common
from .neighbours import follows_quote, word_before
from .spans import is_verb
from .text import MAX_ACRONYM, QUOTES, Name, is_capitalized, is_of_place, plain

MAX_PAIR: Final = 2
"""Words of an adjective and its noun."""


def is_common(token: Token, morphology: Morphology) -> bool:
    """Known to the dictionary, and to it a name in no reading."""
    return is_common_word(known_grammemes(token.norm_, morphology))


def is_kind(token: Token) -> bool:
    """Whether a word says what kind of institution or office something is."""
    return plain(token.lemma_) in read_lexicon().institutions or plain(token.lemma_) in read_lexicon().bodies


def capital_says_nothing(token: Token) -> bool:
    """Whether a word begins a sentence or a line, or is shouted, so that its capital does not make it a name."""
    before = next((other for other in reversed(token.doc[: token.i]) if not other.is_space), None)
    opens_line = "\n" in word_before(token)
    opens = token.is_sent_start or before is None or opens_line or (before.is_punct and before.text != ",")
    quoted = before is not None and before.text in QUOTES
    return (bool(opens) and not quoted) or (token.is_upper and len(token) >= MAX_ACRONYM)


def is_false_phrase(span: Span, name: Name, morphology: Morphology) -> bool:
    """Whether a name of several words, which `span` holds, is none."""
    last = span[-1]
    if name.kind == "ORG" and not name.canonical and span.text.islower() and not _is_named(span, morphology):
        return True
    if name.kind == "LOC" and last.is_lower and plain(last.lemma_) in read_lexicon().no_places:
        return True  # «В Первом подъезде»
    if name.kind == "ORG" and not name.canonical and (_is_kind_of_many(span, morphology) or _is_of_country(span)):
        return True
    return is_verb(span[0], morphology) or (not name.canonical and _is_phrase(span, morphology))


def _is_kind_of_many(span: Span, morphology: Morphology) -> bool:
    """«в Московских ВУЗах», «Технические Университеты»: adjectives, and a kind in the plural."""
    *adjectives, last = span
    kind = is_kind(last) or last.lemma_ in read_lexicon().lone
    if not kind or "Plur" not in last.morph.get("Number", []):
        return False
    readings = [morphology.dictionary_grammemes(token.norm_) for token in adjectives]
    return all(any(grammemes & ADJECTIVAL for grammemes in known) for known in readings)


def _is_of_country(span: Span) -> bool:
    """«состояние Российских дорог»: the adjective of a place and several things that are no institution."""
    quoted = follows_quote(span[0])
    several = len(span) == MAX_PAIR and span[1].is_lower and "Plur" in span[1].morph.get("Number", [])
    return (
        several and not quoted and is_of_place(plain(span[0].lemma_)) and not is_kind(span[1]) and not _has_head(span)
    )


def _is_named(span: Span, morphology: Morphology) -> bool:
    """«музей военной техники», but neither «музыкальная школа» nor «та самая»: in small letters a kind and more."""
    return _has_head(span) and not all(_is_kind_or_common(token, morphology) for token in span)


def _has_head(span: Span) -> bool:
    return any(institution_head(token.text, token.lemma_) for token in span)


def _is_phrase(span: Span, morphology: Morphology) -> bool:
    """«Главному врачу», «Маме 79», «КУДА СМОТРИТ АДМИНИСТРАЦИЯ»: common words that begin a sentence or are shouted."""
    words = [token for token in span if token.is_alpha]
    if tuple(plain(token.lemma_) for token in span) in read_lexicon().phrases:
        return True  # «Управляющая компания молчит»
    if len(words) == len(span) and f"{plain(span[0].lemma_)} {plain(span[1:].text)}" in _kinds_of_two():
        return True
    if words and all(token.is_upper for token in words) and any(len(token) > MAX_ACRONYM for token in words):
        common = all(_may_be_common(token, morphology) for token in words)
        return common or any(is_verb(token, morphology) for token in words)
    named = any(is_capitalized(token) and plain(token.text) not in read_lexicon().lone for token in words[1:])
    bracketed = word_before(span[0]) == "("
    if not words or named or bracketed or not capital_says_nothing(span[0]):
        return False
    if span[0].pos_ == "ADJ" and words[-1].is_lower and plain(words[-1].lemma_) in read_lexicon().settlements:
        return True  # «Крошечный городок у границы»
    return all(_says_nothing(token, morphology) for token in words) and _is_no_title(span, words, morphology)


def _is_no_title(span: Span, words: Sequence[Token], morphology: Morphology) -> bool:
    """Whether common words name nothing: people by their office, kinds of institutions, nouns without an adjective."""
    if any(plain(token.lemma_) in read_lexicon().titles for token in words):
        return True
    if any(token.text in QUOTES for token in span):
        return False
    if _has_head(span):
        return all(_is_kind_or_common(token, morphology) for token in words)
    return not any(parse.grammemes & ADJECTIVAL for parse in morphology.parse_word(words[0].norm_))


@cache
def _kinds_of_two() -> frozenset[str]:
    """Kinds that two words name: «Дом культуры», «Дворец спорта»."""
    lexicon = read_lexicon()
    kinds = lexicon.quoted_complements - lexicon.one_in_town
    return frozenset(f"{head} {plain(rest)}" for head in lexicon.complemented for rest in kinds)


def _is_kind_or_common(token: Token, morphology: Morphology) -> bool:
    """«Детская поликлиника», «Стекольный завод»: nothing beside the kind but an adjective that names nothing."""
    lemma = plain(token.lemma_)
    if institution_head(token.text, token.lemma_) or lemma in read_lexicon().common_adjectives:
        return True
    adjectives = all(parse.grammemes & ADJECTIVAL for parse in morphology.parse_word(token.norm_))
    return adjectives and not is_of_place(lemma) and is_common(token, morphology)


def _says_nothing(token: Token, morphology: Morphology) -> bool:
    return is_common(token, morphology) or plain(token.text) in read_lexicon().lone


def _may_be_common(token: Token, morphology: Morphology) -> bool:
    return may_be_common(known_grammemes(token.norm_, morphology))
