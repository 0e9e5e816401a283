"""Name spans as rules pass them on, and the repair of what the name network marks: edges, and names that are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from .lexicon import read_lexicon
from .morphology import Morphology
from .surnames import read_surname
from .text import MAX_ACRONYM, QUOTES, Clue, Name, Text, covered, is_capitalized

BRACKETS: Final = frozenset("()[]")
PERSON: Final = frozenset({"Name", "Surn", "Patr"})
NAMES: Final = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"})


def trim(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Take quotes and punctuation off the edges: «Уралэлектромедь» → Уралэлектромедь."""
    trimmed = []
    for name in names:
        start, stop = name.start, name.stop
        while start < stop and _is_edge(doc[start]):
            start += 1
        while start < stop and _is_edge(doc[stop - 1]) and not _closes_inner_quote(doc, start, stop):
            stop -= 1
        if start < stop:
            trimmed.append(Name(start, stop, name.kind, name.canonical))
    return trimmed


def _is_edge(token: Token) -> bool:
    return token.text in QUOTES or token.is_punct or token.is_space


def _closes_inner_quote(doc: Doc, start: int, stop: int) -> bool:
    """ДК «Металлург»: the last quote belongs to the name when its opening is inside; so does the point of «П.»."""
    last = doc[stop - 1].text
    if last == ".":
        return len(doc[stop - 2].text) == 1 and doc[stop - 2].text.isupper()
    return last in QUOTES and any(token.text in QUOTES for token in doc[start : stop - 1])


def split_at_lines(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """No name runs over a line break, a bracket or the border of a sentence: a title and the first word are two."""
    parts = []
    for name in names:
        start = name.start
        for index in range(name.start, name.stop + 1):
            at_end = index == name.stop
            gap = not at_end and (doc[index].is_space or doc[index].text in BRACKETS)
            if at_end or gap or (doc[index].is_sent_start and index > name.start):
                if index > start:
                    parts.append(Name(start, index, name.kind, name.canonical))
                start = index + gap
    return parts


def drop_titles(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Cut off what a person is: вахтёрша | Тамара Степановна, дядя | Вагиф."""
    cut = []
    for name in names:
        start = name.start
        while name.kind == "PER" and start + 1 < name.stop and doc[start].lemma_ in read_lexicon().titles:
            start += 1
        cut.append(Name(start, name.stop, name.kind, name.canonical))
    return cut


def join_adjacent(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Технический университет | УГМК, Костя | Бахарев: an institution or a person in two pieces are one name."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last and last.kind == name.kind and last.stop == name.start and _belong_together(doc, last, name):
            joined[-1] = Name(last.start, name.stop, name.kind)
        else:
            joined.append(name)
    return joined


def _belong_together(doc: Doc, first: Name, second: Name) -> bool:
    if first.kind == "ORG":
        return doc[second.start].is_upper and doc[first.stop - 1].is_lower
    if max(first.stop - first.start, second.stop - second.start) > 1:
        return False
    cases = (doc[index].morph.get("Case", []) for index in (first.stop - 1, second.start))
    return first.kind == "PER" and next(cases) == next(cases)


def cut_tails(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """Cut off what the network took along: Красноармейской | подопрут, Ключах | песка, Гроза | жевала яблоко."""
    cut = []
    for name in names:
        stop = _stop_before_verb(doc, name, morphology)
        while stop - 1 > name.start and _hangs_on(doc[stop - 2], doc[stop - 1], name.kind):
            stop -= 1
        cut.append(Name(name.start, stop, name.kind, name.canonical))
    return cut


def _stop_before_verb(doc: Doc, name: Name, morphology: Morphology) -> int:
    for index in range(name.start + 1, name.stop):
        finite = "Fin" in doc[index].morph.get("VerbForm", []) or _is_verb(doc[index], morphology)
        if doc[index].is_lower and finite:
            return index
    return name.stop


def _is_verb(token: Token, morphology: Morphology) -> bool:
    """Whether the dictionary knows a word as a verb and as nothing else."""
    parses = morphology.parse_word(token.norm_)
    return bool(parses) and all(parse.known and "VERB" in parse.grammemes for parse in parses)


def _hangs_on(before: Token, last: Token, kind: str) -> bool:
    """A lower-case word at the end of a place that neither agrees with the word before nor says what it is."""
    if not last.is_lower:
        return False
    if last.pos_ in {"ADV", "ADP", "AUX"}:
        return True
    if kind != "LOC" or last.lemma_ in read_lexicon().classifiers or not is_capitalized(before):
        return False
    agrees = before.pos_ == "ADJ" or before.text.endswith(("ой", "ей", "ом", "ых"))
    return not (agrees and before.morph.get("Case", []) == last.morph.get("Case", []))


def drop_false(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """Drop what is no name: single letters, numbers, ТЦ alone, common words that a sentence or shouting capitalised."""
    return [name for name in names if not _is_false(doc, name, morphology)]


def _is_false(doc: Doc, name: Name, morphology: Morphology) -> bool:
    if name.sure:
        return False
    text = doc[name.start : name.stop].text
    if sum(map(str.isalpha, text)) < 2 or text.lower() in read_lexicon().lone:
        return True
    if name.stop - name.start > 1:
        return _is_verb(doc[name.start], morphology)
    token = doc[name.start]
    if name.kind == "PER" and _capital_says_nothing(token) and not _may_be_person(token, morphology):
        return True
    return is_common(token, morphology) and (_capital_says_nothing(token) or token.is_lower)


def _may_be_person(token: Token, morphology: Morphology) -> bool:
    """Whether a word that begins a sentence is a person: to the dictionary, or unknown and like a surname."""
    parses = morphology.parse_word(token.norm_)
    if any(parse.known for parse in parses):
        return any(parse.known and parse.grammemes & PERSON for parse in parses)
    return bool(read_surname(token.norm_)) or any(parse.grammemes & PERSON for parse in parses)


def _capital_says_nothing(token: Token) -> bool:
    before = next((other for other in reversed(token.doc[: token.i]) if not other.is_space), None)
    opens = token.is_sent_start or before is None or before.is_space or (before.is_punct and before.text != ",")
    quoted = before is not None and before.text in QUOTES
    return (bool(opens) and not quoted) or (token.is_upper and len(token) >= MAX_ACRONYM)


def is_common(token: Token, morphology: Morphology) -> bool:
    """Known to the dictionary, and to it a name in no reading."""
    parses = morphology.parse_word(token.norm_)
    return any(parse.known for parse in parses) and not any(parse.grammemes & NAMES for parse in parses if parse.known)


def find_lower_case_places(text: Text, names: Sequence[Name]) -> list[Name]:
    """Towns in lower case: words that the dictionary lists as place names and as nothing else."""
    taken = covered(names)
    found = []
    for token in text.tokens(Clue.PLACE):
        if token.i not in taken and token.pos_ in {"NOUN", "PROPN", "X", "ADJ"}:
            start = token.i - 1 if token.i and _modifies_place(text.doc[token.i - 1], token) else token.i
            found.append(Name(start, token.i + 1, "LOC"))
    return found


def _modifies_place(before: Token, place: Token) -> bool:
    """«верхней пышме»: the words that stand before place names in the names of towns."""
    same_case = before.morph.get("Case", []) == place.morph.get("Case", [])
    return same_case and before.lemma_ in read_lexicon().town_adjectives


def is_place_only(word: str, morphology: Morphology) -> bool:
    """Whether the dictionary knows a word only as a place name."""
    parses = morphology.parse_word(word)
    return bool(parses) and all(parse.known and {"Geox", "NOUN"} <= parse.grammemes for parse in parses)
