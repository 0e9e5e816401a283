"""People in the text: names in several pieces, what a person is, names in small letters."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Span, Token

from .agreement import share_case
from .grammar import ADJECTIVAL, CASES, PERSON
from .lexicon import read_lexicon
from .morphology import Morphology, Parse, is_known_surname, known_grammemes, known_parses
from .neighbours import lemma_before, token_after
from .normal_form import copy_case
from .spans import noun_after
from .surnames import read_surname
from .text import Clue, Name, Text, covered, is_capitalized, plain

MAX_WORDS: Final = 3
"""Given name, patronymic and surname."""
MAX_INITIALS: Final = 2
GIVEN: Final = frozenset({"Name"})
NOT_GIVEN: Final = frozenset({"Surn", "Patr"})
SURNAME: Final = frozenset({"Surn"})
PLURAL: Final = ("ы", "и", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях")
_INITIALS = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.?")
_JOINED_INITIALS = re.compile(r"(?<=\b[А-ЯЁ]\.)(?=[А-ЯЁ])")
_POINTLESS_INITIALS = re.compile(r" (?P<first>[А-ЯЁ])(?:\. ?)?(?P<second>[А-ЯЁ])$")


def drop_titles(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """Cut off what a person is: вахтёрша | Тамара Степановна, дядя | Вагиф, Купец | Бутин."""
    cut = []
    for name in names:
        start = name.start
        while name.kind == "PER" and start + 1 < name.stop and _says_who(doc[start], morphology):
            start += 1
        cut.append(Name(start, name.stop, name.kind, name.canonical))
    return cut


def find_titled(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """«писали т. Махонину», «тов. Сидоровой»: a surname after an abbreviated title, where a capital says nothing."""
    doc, taken = text.doc, covered(names)
    for token in text.tokens(Clue.CAPITAL):
        start = token.i - 2
        titled = start >= 0 and doc[token.i - 1].text == "." and doc[start].text in read_lexicon().abbreviated_titles
        if titled and token.i not in taken and token.is_title and read_surname(token.norm_):
            yield Name(token.i, token.i + 1, "PER", sure=True)


def _says_who(token: Token, morphology: Morphology) -> bool:
    """What a person is: a word of the list, or a common noun of people that a sentence begins with."""
    if token.lemma_ in read_lexicon().titles:
        return True
    if not token.is_sent_start or not is_capitalized(token.nbor(1)):
        return False
    parses = morphology.parse_word(token.norm_)
    people = all(parse.known and {"NOUN", "anim"} <= parse.grammemes for parse in parses)
    return people and not any(parse.grammemes & (PERSON | {"Fixd"}) for parse in parses)  # Леди Макбет


def cut_after_initials(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Рульков П. Б. | Жду, Шостина Ю. О. | ул: after two initials that follow a surname the name is over."""
    cut = []
    for name in names:
        ends = (i + 1 for i in range(name.start + 2, name.stop) if _ends_initials(doc, name.start, i))
        stop = next(ends, name.stop) if name.kind == "PER" and name.stop - name.start > MAX_WORDS else name.stop
        cut.append(Name(name.start, stop, name.kind, name.canonical))
    return cut


def _ends_initials(doc: Doc, start: int, index: int) -> bool:
    """Whether the second point of initials stands here: «П.Б.» as one word or as four."""
    if doc[index].text != "." or len(doc[start]) == 1:
        return False
    words = doc[start + 1 : index + 1].text.replace(" ", "")
    return len(words) == 2 * MAX_INITIALS and words[0].isupper() and words[1] == "." and words[2].isupper()


def join_adjacent(doc: Doc, names: Sequence[Name], morphology: Morphology) -> list[Name]:
    """Технический университет | УГМК, Пётр Ильич | Бахарев: an institution or a person in two pieces are one name."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind == name.kind
            and last.stop == name.start
            and _belong_together(doc, last, name, morphology)
        ):
            joined[-1] = Name(last.start, name.stop, name.kind)
        else:
            joined.append(name)
    return joined


def _belong_together(doc: Doc, first: Name, second: Name, morphology: Morphology) -> bool:
    if first.kind == "ORG":
        return doc[second.start].is_upper and doc[first.stop - 1].is_lower
    if first.stop - first.start == 1 and _INITIALS.fullmatch(doc[second.start : second.stop].text):
        return first.kind == "PER"  # «Лыскова | В.А.»
    n_words = second.stop - first.start
    if first.kind != "PER" or n_words > MAX_WORDS:
        return False
    if n_words == MAX_WORDS and not any(_has_patronymic(doc, name, morphology) for name in (first, second)):
        return False
    return not doc[second.start].is_sent_start and _agree(doc[first.stop - 1], doc[second.start], morphology)


def _agree(first: Token, second: Token, morphology: Morphology) -> bool:
    """Whether two words stand in one case: to the tagger, or to the dictionary as a given name and one that follows."""
    if first.morph.get("Case", []) == second.morph.get("Case", []):
        return True
    pairs = ((first, second), (second, first))
    return any(_cases(one, morphology, only=GIVEN) & _cases(two, morphology, only=NOT_GIVEN) for one, two in pairs)


def extend_people(text: Text, names: Sequence[Name]) -> list[Name]:
    """Add what the network left out: Клепцовой | Ольге Анатольевне, Кропотин | Денис, Лена | Гордеева."""
    taken = covered(names)
    return [_extended(text, name, taken) for name in names]


def _extended(text: Text, name: Name, taken: Container[int]) -> Name:
    if _is_given_and_patronymic(text, name):
        return _with_surname(text, name, taken)
    if name.kind != "PER" or name.stop - name.start > 1 or name.start == 0 or name.start - 1 in taken:
        return name
    before, word = text.doc[name.start - 1], text.doc[name.start]
    if not is_capitalized(before) or before.is_upper or word.is_sent_start or _is_word(before, text.morphology):
        return name
    together = _cases(before, text.morphology, only=SURNAME) & _cases(word, text.morphology, only=GIVEN)
    reverse = _cases(before, text.morphology, only=GIVEN) & _cases(word, text.morphology, only=SURNAME)
    usual = {parse.lemma for token in (before, word) for parse in text.morphology.parse_word(token.norm_)}
    joined = (together or reverse) and usual & read_lexicon().everyday_names
    return Name(name.start - 1, name.stop, "PER") if joined else name


def find_with_bare_initials(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """«гинекологу Климовой ЛА»: two capitals behind a surname that are no abbreviation."""
    for name in names:
        initials = text.doc[name.stop] if name.stop < len(text.doc) else None
        if name.kind != "PER" or name.stop - name.start > 1 or initials is None or len(initials) != MAX_INITIALS:
            continue
        abbreviated = initials.lower_ in read_lexicon().lone or initials.text == "РФ"
        surname = text.doc[name.start].is_title and read_surname(text.doc[name.start].norm_)
        if surname and initials.is_upper and initials.is_alpha and not abbreviated:
            yield Name(name.start, name.stop + 1, "PER")


def _is_word(token: Token, morphology: Morphology) -> bool:
    """Соседский Андрюша: known to the dictionary, and not as a name of people."""
    known = known_grammemes(token.norm_, morphology)
    return bool(known) and not any(grammemes & PERSON for grammemes in known)


def _is_given_and_patronymic(text: Text, name: Name) -> bool:
    two = name.stop - name.start == MAX_WORDS - 1
    return name.kind == "PER" and two and _is_patronymic(text.doc[name.stop - 1], text.morphology)


def _has_patronymic(doc: Doc, name: Name, morphology: Morphology) -> bool:
    return any(_is_patronymic(token, morphology) for token in doc[name.start : name.stop])


def _is_patronymic(token: Token, morphology: Morphology) -> bool:
    return any("Patr" in parse.grammemes for parse in morphology.parse_word(token.norm_))


def _with_surname(text: Text, name: Name, taken: Container[int]) -> Name:
    doc = text.doc
    before, after = name.start - 1, name.stop
    first = before >= 0 and not doc[name.start].is_sent_start and before not in taken
    if first and _is_surname(doc[before], doc[name.start], text.morphology):
        return Name(before, name.stop, "PER")
    last = after < len(doc) and not doc[after].is_sent_start and after not in taken
    if last and _is_surname(doc[after], doc[after - 1], text.morphology):
        return Name(name.start, after + 1, "PER")
    return name


def _is_surname(token: Token, beside: Token, morphology: Morphology) -> bool:
    """A capitalised word that may be a surname in a case of the word beside it."""
    if not is_capitalized(token) or token.is_upper or plain(token.lemma_) in read_lexicon().titles:
        return False
    return bool(_cases(beside, morphology) & _cases(token, morphology, only=SURNAME))


def _cases(token: Token, morphology: Morphology, *, only: frozenset[str] = frozenset()) -> frozenset[str]:
    readings = [*morphology.parse_word(token.norm_), *read_surname(token.norm_)]
    found = (parse.grammemes for parse in readings if not only or only & parse.grammemes)
    return frozenset[str]().union(*found) & CASES.keys()


def cases_of_name(token: Token, morphology: Morphology) -> frozenset[str]:
    """Cases in which a word is a name of a person to the dictionary, or a surname by its end."""
    readings = known_grammemes(token.norm_, morphology)
    people = any(one & PERSON for one in readings)
    found = frozenset[str]().union(*(one for one in readings if one & PERSON and "plur" not in one))
    ends = () if readings and not people else (one.grammemes for one in read_surname(token.norm_))
    return found.union(*ends) & CASES.keys()


def drop_initials(text: Text, names: Sequence[Name]) -> list[Name]:
    """«Климовой ЛА»: two capitals after a person are initials, no organisation; «П.С. | Ксюша»: a postscript."""
    people = {name.stop for name in names if name.kind == "PER"}
    kept = (name for name in names if not (name.start in people and _is_initials(text.doc, name)))
    return [replace(name, start=name.stop - 1) if _has_postscript(text, name) else name for name in kept]


def _has_postscript(text: Text, name: Name) -> bool:
    """«П.С. Ксюша, если ты это читаешь»: no initials stand before a given name."""
    last = text.doc[name.stop - 1]
    letters = text.doc[name.start : name.stop - 1].text.replace(" ", "")
    return name.kind == "PER" and letters in {"П.С.", "P.S."} and is_given_name_only(last.lower_, text.morphology)


def _is_initials(doc: Doc, name: Name) -> bool:
    token = doc[name.start]
    return name.kind == "ORG" and name.stop - name.start == 1 and token.is_upper and len(token) <= MAX_INITIALS


def find_lower_case_people(text: Text, names: Sequence[Name]) -> list[Name]:
    """«у вовки», «с катей»: words in small letters that the dictionary lists as given names and as nothing else."""
    taken = covered(names)
    given = (token for token in text.tokens(Clue.GIVEN) if token.i not in taken)
    return [Name(token.i, _stop_of_lower_case(token, text.morphology), "PER") for token in given]


def _stop_of_lower_case(given: Token, morphology: Morphology) -> int:
    """Index after «ирина соколова», «игорь палыч»: what is most likely a patronymic or surname in the same case."""
    stop = given.i + 1
    for wanted in (NOT_GIVEN, SURNAME):
        token = given.doc[stop] if stop < len(given.doc) else None
        if token is None or not token.is_lower or token.is_sent_start or token.pos_ not in {"NOUN", "PROPN"}:
            break
        likeliest = morphology.parse_word(token.norm_)[:1]
        likely = any(parse.known and wanted & parse.grammemes for parse in likeliest)
        if not likely or not _cases(given, morphology, only=GIVEN) & _cases(token, morphology, only=wanted):
            break
        stop += 1
        if "Patr" not in likeliest[0].grammemes:
            break
    return stop


def is_given_name_only(word: str, morphology: Morphology) -> bool:
    """Whether a word in small letters is a usual given name, and to the dictionary nothing else."""
    if not (word.islower() and word.isalpha()):
        return False
    if not all("Name" in grammemes for grammemes in morphology.dictionary_grammemes(word)):
        return False  # most words, before they are parsed
    parses = morphology.parse_word(word)
    names = read_lexicon().everyday_names
    return bool(parses) and all("Name" in parse.grammemes and plain(parse.lemma) in names for parse in parses)


def space_initials(name: str) -> str:
    """Write initials as print does.

    >>> [space_initials(name) for name in ("Кузина Л.П.", "А.Рослякова", "Климова ЛА", "Путин В. В")]
    ['Кузина Л. П.', 'А. Рослякова', 'Климова Л. А.', 'Путин В. В.']
    """
    return _JOINED_INITIALS.sub(" ", _POINTLESS_INITIALS.sub(r" \g<first>. \g<second>.", name))


def without_apposition(name: str) -> str:
    """The name of a person without what is hung on with a hyphen.

    >>> without_apposition("Нурлан-ака"), without_apposition("Римский-Корсаков"), without_apposition("Буян-оол")
    ('Нурлан', 'Римский-Корсаков', 'Буян-оол')
    """
    first, _, rest = name.partition("-")
    return first if " " not in name and rest.islower() and rest not in read_lexicon().parts_of_given_names else name


def one_of_many(name: Span, morphology: Morphology) -> str:
    """The given name of people who are spoken of as a kind: «таких Стасов», «двести Рашитов»; empty for others."""
    token = name[0]
    if len(name) > 1 or token.is_upper:
        return ""
    parses = known_parses(token.norm_, morphology)
    given = [parse for parse in parses if {"Name", "plur"} <= parse.grammemes and "Fixd" not in parse.grammemes]
    counted = lemma_before(token) in read_lexicon().many
    man = any("nomn" in reading.grammemes for reading in read_surname(token.norm_))
    man = man and noun_after(token) is None  # «мастер Закиров», but «Ренатов гараж»
    if not given or not (counted or (len(given) == len(parses) and token.norm_.endswith(PLURAL) and not man)):
        return ""
    usual = [parse for parse in given if parse.lemma in read_lexicon().everyday_names]
    return copy_case((usual or given)[0].lemma, token.text)


def find_possessives(text: Text) -> Iterator[Name]:
    """«Лёшиного дяди», «в гараже Лилиного папы»: a given name as an adjective before its noun."""
    for token in text.tokens(Clue.CAPITAL):
        following = token_after(token)
        if following is None or not following.is_lower or following.pos_ != "NOUN":
            continue
        surname = is_known_surname(token.norm_, text.morphology)
        if surname and following.lemma_ not in read_lexicon().titles:
            continue  # «у Ильина дом»
        owner = _owner(token, text.morphology)
        if owner and share_case(token.norm_, following.norm_, text.morphology):
            yield Name(token.i, token.i + 1, "PER", owner.capitalize(), sure=True)


def _owner(token: Token, morphology: Morphology) -> str:
    """Given name of which a word is the possessive adjective."""
    parses = morphology.parse_word(token.norm_)
    stems = {parse.lemma.removesuffix("ин") for parse in parses if _is_possessive(parse)}
    owners = (stem + ending for stem in sorted(stems) for ending in ("а", "я"))
    usual = read_lexicon().everyday_names
    return next((owner for owner in owners if owner in usual), "")


def _is_possessive(parse: Parse) -> bool:
    return parse.lemma.endswith("ин") and bool(parse.grammemes & ADJECTIVAL)
