"""Streets, waters and settlements: the word that says what they are, and the name.

«на улице Юбилейной», «на Юбилейной», «по Ленина», «на Огнеупорщиков» are streets also where the word is left out: no
other names stand in the genitive after «на» and «по», which ask for another case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from .lexicon import read_lexicon
from .morphology import ADJECTIVAL, Morphology, Parse
from .normal_form import copy_case, normal_form
from .text import QUOTES, Clue, Name, Text, is_capitalized, plain

MAX_WORDS: Final = 3
"""Words of a street name after its head: «улица Сакко и Ванцетти» is the longest common pattern."""
GENDERS: Final = ("masc", "femn", "neut")
STREET_PREPOSITIONS: Final = frozenset({"на", "по"})
BESIDE: Final = frozenset({"на", "по", "у", "около", "возле", "вдоль", "до", "от", "напротив", "за", "перед"})
TOWN_PREPOSITIONS: Final = frozenset({"в", "во", "из"})


def place_head(form: str, lemma: str) -> str:
    """The word улица, озеро … that a form stands for, as names show it; empty for other words.

    >>> place_head("улице", "улица"), place_head("ул", "ул"), place_head("дома", "дом")
    ('улица', 'улица', '')
    """
    lexicon = read_lexicon()
    written = plain(form)
    for heads in (lexicon.streets, lexicon.landscape):
        if found := heads.get(written) or heads.get(plain(lemma)):
            return found
    return ""


def find_headed_places(text: Text) -> Iterator[Name]:
    """Streets and waters whose head is written: улица Юбилейная, Успенский проспект, озеро Балтым."""
    doc, morphology = text.doc, text.morphology
    for head in text.tokens(Clue.PLACE_HEAD):
        shown = place_head(head.text, head.lemma_)
        if head.ent_type_ == "PER":
            continue
        name = _name_after(doc, head, shown, morphology) or _name_before(doc, head, shown, morphology)
        if name is not None:
            yield name


def _name_after(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    start = head.i + 1
    if start < len(doc) and doc[start].text == "." and len(head) < len(shown):
        start += 1
    stop = _stop_of_name(doc, start, dates=shown in read_lexicon().streets.values())
    if stop == start:
        return None
    street = shown in read_lexicon().streets.values()
    rest = (
        _street_rest(doc[start:stop], shown, morphology)
        if street
        else normal_form(Span(doc, start, stop, label="LOC"), morphology)
    )
    return Name(head.i, stop, "LOC", f"{shown} {rest}")


def _stop_of_name(doc: Doc, start: int, *, dates: bool) -> int:
    stop = start
    while stop < len(doc) and stop - start < MAX_WORDS and not (doc[stop].is_sent_start and doc[stop - 1].text != "."):
        token = doc[stop]
        named = (
            is_capitalized(token)
            or (token.i > start and token.ent_iob_ == "I")
            or (token.is_lower and token.ent_iob_ == "B")
        )
        dated = (
            dates
            and token.is_digit
            and stop + 1 < len(doc)
            and (doc[stop + 1].lower_ in read_lexicon().date_words or is_capitalized(doc[stop + 1]))
        )
        if (
            not (named or dated or (dates and token.lower_ in read_lexicon().date_words and stop > start))
            or token.text in QUOTES
        ):
            break
        stop += 1
    return stop


def _street_rest(words: Span, shown: str, morphology: Morphology) -> str:
    """An adjective agrees with the head (Юбилейная), a noun in the genitive stays (Ленина)."""
    first = words[0]
    if len(words) == 1:
        adjective = adjective_reading(first.norm_, _gender(shown, morphology), morphology)
        if adjective is not None and not _is_genitive_name(first.norm_, morphology):
            wanted = {"nomn", "sing", _gender(shown, morphology)}
            return copy_case(morphology.inflect(first.norm_, wanted, parse=adjective) or first.norm_, first.text)
    return words.text


def _gender(noun: str, morphology: Morphology) -> str:
    return next(
        (gender for parse in morphology.parse_word(noun) for gender in GENDERS if gender in parse.grammemes), "femn"
    )


def adjective_reading(word: str, gender: str, morphology: Morphology) -> Parse | None:
    """Reading of a word as an adjective of this gender; None where it has none."""
    for parse in morphology.parse_word(word):
        if (
            parse.grammemes & ADJECTIVAL
            and gender in parse.grammemes
            and "sing" in parse.grammemes
            and "Poss" not in parse.grammemes
        ):
            return parse
    return None


def _is_genitive_name(word: str, morphology: Morphology) -> bool:
    """Ленина, Чайковского, Огнеупорщиков, but not Юбилейной or Пышмы."""
    for parse in morphology.parse_word(word):
        grammemes = parse.grammemes
        if "gent" not in grammemes or "NOUN" not in grammemes or "Geox" in grammemes:
            continue
        if (
            "Surn" in grammemes
            and grammemes & {"masc", "ms-f"}
            and "sing" in grammemes
            and (parse.lemma != word or "Fixd" in grammemes)
        ):
            return True
        if "anim" in grammemes and "plur" in grammemes and parse.known and not grammemes & {"Name", "Patr", "Surn"}:
            return True
    return False


def _name_before(doc: Doc, head: Token, shown: str, morphology: Morphology) -> Name | None:
    """Успенский проспект, Исетское озеро: one capitalised adjective that agrees with the head."""
    if head.i == 0 or head.is_sent_start:
        return None
    before = doc[head.i - 1]
    adjective = adjective_reading(before.norm_, _gender(shown, morphology), morphology)
    opens = before.is_sent_start and not before.ent_type_
    if (
        not is_capitalized(before)
        or adjective is None
        or opens
        or before.morph.get("Case", []) != head.morph.get("Case", [])
    ):
        return None
    return Name(before.i, head.i + 1, "LOC", normal_form(Span(doc, before.i, head.i + 1, label="LOC"), morphology))


def find_bare_streets(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Streets whose head is left out: «на Юбилейной», «угол Ленина и Кривоусова»."""
    doc, morphology = text.doc, text.morphology
    marked = {name.start: name for name in names}
    inside = {index for name in names for index in range(name.start + 1, name.stop)}
    for token in text.tokens(Clue.CAPITAL):
        name = marked.get(token.i)
        if token.i in inside or token.is_upper or (name and name.canonical):
            continue
        stop = name.stop if name is not None else token.i + 1
        if stop == token.i + 1 and _heads_plural_genitive(doc, token, morphology):
            stop += 1
        if stop - token.i <= 2 and _is_bare_street(doc, token, stop, name.kind if name else "", morphology):
            yield Name(token.i, stop, "LOC", f"улица {_street_rest(doc[token.i : stop], 'улица', morphology)}")


def _heads_plural_genitive(doc: Doc, first: Token, morphology: Morphology) -> bool:
    """«на Уральских рабочих»: the noun of a street name, often in lower case."""
    if first.i + 1 >= len(doc) or "Plur" not in first.morph.get("Number", []) or first.pos_ != "ADJ":
        return False
    return _is_genitive_name(doc[first.i + 1].norm_, morphology)


def _opens_street_name(first: Token, morphology: Morphology) -> bool:
    """Уральских рабочих, Карла Маркса, but not Республики Коми: a street of two words opens with no common noun."""
    readings = morphology.parse_word(first.norm_)
    return first.pos_ == "ADJ" or any({"Name", "Surn"} & parse.grammemes for parse in readings)


def _is_bare_street(doc: Doc, first: Token, stop: int, kind: str, morphology: Morphology) -> bool:
    before = doc[first.i - 1].lower_ if first.i and not first.is_sent_start else ""
    if (kind == "ORG" and before not in STREET_PREPOSITIONS) or before in TOWN_PREPOSITIONS:
        return False
    if stop - first.i > 1 and not _opens_street_name(first, morphology):
        return False
    if _is_genitive_name(doc[stop - 1].norm_, morphology):
        return _genitive_is_street(before, kind, single=stop - 1 == first.i)
    if stop - first.i > 1 or is_place_word(first, morphology):
        return False
    if before in STREET_PREPOSITIONS and first.pos_ in {"NOUN", "PROPN"} and _only_genitive(first, morphology):
        return True
    return _is_bare_feminine(doc, first, before, kind, morphology)


def _only_genitive(token: Token, morphology: Morphology) -> bool:
    """«на Победы», «по Мира»: no case that these prepositions ask for, so that a street is meant."""
    cases = frozenset().union(*(parse.grammemes for parse in morphology.parse_word(token.norm_) if parse.known))
    return "gent" in cases and not cases & {"loct", "loc2", "datv", "ablt", "Geox"}


def _genitive_is_street(before: str, kind: str, *, single: bool) -> bool:
    """After «по» always; after «на» unless the network saw a whole person; elsewhere where it saw a place."""
    if not single:
        return kind == "LOC"
    return before in STREET_PREPOSITIONS or kind == "LOC"


def _is_bare_feminine(doc: Doc, first: Token, before: str, kind: str, morphology: Morphology) -> bool:
    """«на Юбилейной», «у Балтымской»: an adjective that no noun follows, where one can stand."""
    adjective = adjective_reading(first.norm_, "femn", morphology)
    if adjective is None or _has_noun(doc, first, morphology):
        return False
    if kind == "PER":
        return before in BESIDE and not _is_surname(first.norm_, morphology)
    return kind == "LOC" or before in STREET_PREPOSITIONS


def _has_noun(doc: Doc, adjective: Token, morphology: Morphology) -> bool:
    """Whether the next word is a feminine noun in a case of the adjective."""
    following = doc[adjective.i + 1] if adjective.i + 1 < len(doc) else None
    if following is None or following.pos_ not in {"NOUN", "PROPN"}:
        return False
    cases = _feminine_cases(adjective.norm_, morphology)
    return bool(cases & _feminine_cases(following.norm_, morphology))


def _feminine_cases(word: str, morphology: Morphology) -> frozenset[str]:
    found = (parse.grammemes for parse in morphology.parse_word(word) if {"femn", "sing"} <= parse.grammemes)
    return frozenset().union(*found) & {"nomn", "gent", "datv", "accs", "ablt", "loct"}


def _is_surname(word: str, morphology: Morphology) -> bool:
    return any("Surn" in parse.grammemes and parse.known for parse in morphology.parse_word(word))


def is_place_word(token: Token, morphology: Morphology) -> bool:
    """Whether the dictionary lists a word as a place name."""
    return any("Geox" in parse.grammemes and parse.known for parse in morphology.parse_word(token.norm_))


def strip_settlement_heads(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """«город Пышма» → Пышма: the word «город» is not part of the name."""
    heads = read_lexicon().settlements
    kept = []
    for name in names:
        start = name.start
        if name.kind == "LOC" and name.stop - start > 1 and plain(doc[start].lemma_) in heads:
            start += 2 if doc[start + 1].text == "." else 1
        kept.append(Name(start, name.stop, name.kind, name.canonical) if start < name.stop else name)
    return kept
