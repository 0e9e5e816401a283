"""Institutions that are named by words: Свердловская киностудия, университет УГМК, музей военной техники, театр Камала.

The word that says what they are is part of their name; what makes them a name is a capital letter beside it or, after
words such as «музей», a complement in the genitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from .adjectives import nominative_adjective
from .agreement import share_case
from .eponyms import EPONYM, after_rank
from .grammar import ADJECTIVAL
from .lexicon import read_lexicon
from .morphology import Morphology, is_only_noun
from .neighbours import lemma_before, token_after, token_before, word_before
from .text import MAX_ACRONYM, QUOTES, Clue, Name, Text, is_capitalized, is_of_place, plain

MAX_COMPLEMENT: Final = 4
"""Words of a complement: «кино и телевидения» has three."""
MAX_PLACE: Final = 2
MAX_EPONYM: Final = 8
"""Tokens of «им. А. М. Горького» with its points."""
POINTING: Final = frozenset({"данный", "этот", "такой"})
"""«Институт данного конкурса» has no name."""
UNIVERSITIES: Final = frozenset({"федеральный", "аграрный", "педагогический", "медицинский", "политехнический"})
"""What a university is called after its place: «в Уральском федеральном»."""
GENITIVE: Final = frozenset({"gent", "gen1", "gen2"})


SHORT_KINDS: Final = {
    "гор": "городской",
    "рай": "районный",
    "обл": "областной",
    "драм": "драматический",
    "пед": "педагогический",
    "мед": "медицинский",
}
"""What kinds begin with that are one word for two."""
ADJECTIVE_ENDINGS: Final = {"а": "ая", "я": "ая", "е": "ое"}
"""By the last letter of a noun that is not masculine."""
_SHORT_KIND = re.compile(
    rf"(?P<what>{'|'.join(SHORT_KINDS)})(?P<kind>больница|театр|колледж|институт|университет|академия|училище)"
)


def institution_head(form: str, lemma: str) -> bool:
    """Whether a word says what an institution is."""
    lexicon = read_lexicon()
    if form.istitle() and plain(lemma) in lexicon.with_capital:
        return True
    return bool({plain(lemma), plain(form)} & lexicon.institutions) or plain(lemma).endswith(lexicon.compound_heads)


def spell_out(name: str) -> str:
    """The name of an institution whose kind is one word for two.

    >>> [spell_out(name) for name in ("Минусинский драмтеатр", "горбольница № 3", "пединститут", "медсанчасть")]
    ['Минусинский драматический театр', 'городская больница № 3', 'педагогический институт', 'медсанчасть']
    """
    return " ".join(_spelt_out(word) for word in name.split(" "))


def _spelt_out(word: str) -> str:
    match = _SHORT_KIND.fullmatch(word)
    if match is None:
        return word
    adjective, ending = SHORT_KINDS[match["what"]], ADJECTIVE_ENDINGS.get(match["kind"][-1], "")
    return f"{adjective[:-2] + ending if ending else adjective} {match['kind']}"


def find_named_institutions(text: Text) -> Iterator[Name]:
    """Institutions that a word beside their kind names."""
    for head in text.tokens(Clue.INSTITUTION):
        if "Plur" in head.morph.get("Number", []):
            continue
        start = _adjectives_before(text.doc, head, text.morphology)
        stop = _tail_after(text.doc, head, named=start < head.i, morphology=text.morphology)
        if start == head.i and stop > head.i + 1:
            start = _capital_before(head, text.morphology)
        if start < head.i or stop > head.i + 1:
            yield Name(start, stop, "ORG")


def _adjectives_before(doc: Doc, head: Token, morphology: Morphology) -> int:
    """Index of the first capitalised adjective that names the institution; that of the head where there is none."""
    start = head.i
    while start and not doc[start].is_sent_start and _agrees(doc[start - 1], head, morphology):
        start -= 1
    while start < head.i and not _names(doc, start):
        start += 1
    return start


def _capital_before(head: Token, morphology: Morphology) -> int:
    """What follows names the institution: then an adjective that opens a sentence is part of the name as well."""
    before = token_before(head, in_sentence=True)
    if before is None or plain(before.lemma_) in read_lexicon().addressing:
        return head.i  # «Уважаемое | Министерство спорта»
    return head.i - 1 if is_capitalized(before) and _agrees(before, head, morphology) else head.i


def _agrees(before: Token, head: Token, morphology: Morphology) -> bool:
    """Whether a word is an adjective in the case of the head; abbreviations (ГРЭС) show none."""
    if before.pos_ not in {"ADJ", "PROPN"} or not before.is_alpha | ("-" in before.text):
        return False
    adjectival = any(parse.grammemes & ADJECTIVAL for parse in morphology.parse_word(before.norm_))
    return adjectival and (head.is_upper or share_case(before.norm_, head.norm_, morphology))


def _names(doc: Doc, index: int) -> bool:
    """A capital inside a sentence names; at its beginning only an adjective of a place does (Свердловская)."""
    token = doc[index]
    lemma = plain(token.lemma_)
    if not is_capitalized(token) or token.is_upper or lemma in read_lexicon().addressing:
        return False  # «Уважаемая Администрация»
    opens = token.is_sent_start or (index > 0 and (doc[index - 1].is_space or doc[index - 1].text in QUOTES))
    return not opens or (is_of_place(lemma) and lemma not in read_lexicon().common_adjectives)


def _tail_after(doc: Doc, head: Token, *, named: bool, morphology: Morphology) -> int:
    """Index after the words that follow the head and belong to the name."""
    lexicon = read_lexicon()
    first = head.i + 1
    if first >= len(doc) or doc[first].is_sent_start:
        return first
    kind = plain(head.lemma_).rpartition("-")[2]  # дом-музей Чехова
    if (stop := _stop_of_kind_and_eponym(doc, first, morphology)) > first or doc[first].lower_ in EPONYM:
        return stop
    if kind in lexicon.with_abbreviation and _is_abbreviation(doc[first]):
        return first + 1
    person = after_rank(doc, first)  # «музей художника | Нечитайло»
    borne = is_capitalized(doc[person]) and (person > first or _is_genitive(doc[first], morphology))
    if kind in lexicon.with_person and borne:
        stop = max(_stop_of_person(doc, person, morphology), person + 1)
        of_street = stop < len(doc) and plain(doc[stop].lemma_) in lexicon.streets  # «в библиотеке Ахматовской улицы»
        return first if of_street else stop
    titled = head.text.istitle() and not head.is_sent_start and kind in lexicon.with_capital
    if titled or (kind in lexicon.with_complement and (named or _is_definite(doc, head))):
        return _stop_of_complement(doc, first, morphology, named=named)
    return first


def _is_abbreviation(token: Token) -> bool:
    return token.is_upper and token.is_alpha and 1 < len(token) <= MAX_ACRONYM and plain(token.text) not in _lone()


def _lone() -> frozenset[str]:
    return read_lexicon().lone


def _is_genitive(token: Token, morphology: Morphology) -> bool:
    return "Gen" in token.morph.get("Case", ["Gen"]) and any(
        parse.grammemes & GENITIVE and parse.grammemes & {"Surn", "Name"}
        for parse in morphology.parse_word(token.norm_)
    )


def _stop_of_person(doc: Doc, first: int, morphology: Morphology) -> int:
    stop = first
    while stop < len(doc) and stop - first < 3 and is_capitalized(doc[stop]) and _is_genitive(doc[stop], morphology):
        stop += 1
    return stop


def _stop_of_kind_and_eponym(doc: Doc, first: int, morphology: Morphology) -> int:
    """Index after «имени Чехова», «кукол имени Брахмана»; `first` where no such words follow."""
    of_kind = first + 1 < len(doc) and doc[first + 1].lower_ in EPONYM and _may_be_genitive(doc[first], morphology)
    stop = stop_of_eponym(doc, first + of_kind)
    return stop if stop > first + of_kind else first


def with_eponyms(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """БФУ | имени Канта: the name that an institution bears belongs to its own."""
    return [
        replace(name, stop=stop_of_eponym(doc, name.stop)) if name.kind == "ORG" and not name.canonical else name
        for name in names
    ]


def stop_of_eponym(doc: Doc, first: int) -> int:
    """Index after «имени А. М. Горького», «им. Бородина»; `first` where no name follows."""
    if first >= len(doc) or doc[first].lower_ not in EPONYM or doc[first].is_sent_start:
        return first
    stop = first + 1
    while stop < len(doc) and stop - first < MAX_EPONYM and (is_capitalized(doc[stop]) or doc[stop].text == "."):
        stop += 1
    while doc[stop - 1].text == ".":
        stop -= 1
    return stop if stop > first + 1 else first


def _is_definite(doc: Doc, head: Token) -> bool:
    """Not «построить новый музей истории»: what is wished for has no name yet."""
    return lemma_before(head) not in read_lexicon().not_named and not _is_wished_for(doc, head)


def _is_wished_for(doc: Doc, head: Token) -> bool:
    before = doc[head.sent.start : head.i]
    return any(plain(token.lemma_) in read_lexicon().wishes for token in before)


def _stop_of_complement(doc: Doc, first: int, morphology: Morphology, *, named: bool) -> int:
    """Index after adjectives and a noun in the genitive, again after «и»; `first` where there is none."""
    stop = _stop_of_noun_phrase(doc, first, morphology)
    if stop == first or (stop == first + 1 and not named and _says_little(doc, first)):
        return first
    if stop + 1 < len(doc) and doc[stop].lower_ == "и" and stop + 1 - first < MAX_COMPLEMENT:
        another = institution_head(doc[stop + 1].text, doc[stop + 1].lemma_)  # «университета Уфы и университета Казани»
        joined = stop if another else _stop_of_noun_phrase(doc, stop + 1, morphology)
        stop = joined if joined == stop + 2 else stop
    return _stop_of_place(doc, stop, morphology)


def _stop_of_place(doc: Doc, first: int, morphology: Morphology) -> int:
    """«музей истории и культуры | Среднего Прикамья»: a place in the genitive belongs to the name."""
    stop = first
    while stop < len(doc) and stop - first < MAX_PLACE and doc[stop].is_title and not doc[stop].is_sent_start:
        if doc[stop].ent_type_ == "PER" or not _may_be_genitive(doc[stop], morphology):
            break
        stop += 1
    described = stop < len(doc) and doc[stop - 1].pos_ == "ADJ" and doc[stop].pos_ == "NOUN"
    return first if described else stop  # «спорта | Омской области»


def _says_little(doc: Doc, index: int) -> bool:
    """«музей города», «музей ложки», but «музей военной техники», «Музей хлеба»: what kind of museum there is."""
    head = doc[index - 1]
    kind = head.is_lower and plain(head.lemma_) == "музей"
    return kind or doc[index].lemma_ in read_lexicon().no_complements


def _stop_of_noun_phrase(doc: Doc, first: int, morphology: Morphology) -> int:
    for index in range(first, min(first + MAX_COMPLEMENT, len(doc))):
        token = doc[index]
        if (
            token.lemma_ in POINTING
            or token.is_sent_start
            or not token.is_alpha
            or "Gen" not in token.morph.get("Case", ["Gen"])
        ):
            break
        if token.pos_ in {"NOUN", "PROPN"} or is_only_noun(token.norm_, morphology):
            return index + 1 if _may_be_genitive(token, morphology) else first
        if token.pos_ not in {"ADJ", "DET"} or not _may_be_genitive(token, morphology):
            break
    return first


def _may_be_genitive(token: Token, morphology: Morphology) -> bool:
    return any(parse.grammemes & GENITIVE for parse in morphology.parse_word(token.norm_))


def find_plants(text: Text) -> Iterator[Name]:
    """«на Чепецком механическом», «в Уральском федеральном»: a works or a university whose noun is left out."""
    doc, morphology = text.doc, text.morphology
    for token in text.tokens(Clue.CAPITAL):
        stop = token.i + 1
        if stop < len(doc) and doc[stop].is_lower and _is_left_alone(plain(doc[stop].lemma_)):
            stop += share_case(token.norm_, doc[stop].norm_, morphology) or _both_adjectives(doc, token.i, morphology)
        if stop == token.i + 1 and not (plain(token.lemma_) in read_lexicon().plants and _stands_at(token)):
            continue
        words = [nominative_adjective(word.norm_, "masc", morphology) for word in doc[token.i : stop]]
        university = words[-1] in UNIVERSITIES
        if university and not is_of_place(plain(token.lemma_)):
            continue  # «Соответствующий федеральный закон»
        if all(words) and not _has_noun(doc, stop, morphology):
            kind = "университет" if university else "завод"
            yield Name(token.i, stop, "ORG", " ".join([words[0].capitalize(), *words[1:], kind]))


def _is_left_alone(lemma: str) -> bool:
    """Whether the noun after an adjective is often left out: «на механическом», «в федеральном»."""
    return lemma in UNIVERSITIES or lemma in read_lexicon().plants


def _both_adjectives(doc: Doc, index: int, morphology: Morphology) -> bool:
    """Whether two words are adjectives in one case."""
    cases = [doc[i].morph.get("Case", []) for i in (index, index + 1)]
    words = (morphology.parse_word(doc[i].norm_) for i in (index, index + 1))
    adjectives = all(any(parse.grammemes & ADJECTIVAL for parse in parses) for parses in words)
    return adjectives and cases[0] == cases[1]


def _stands_at(token: Token) -> bool:
    """«на Новотрубном»: inside a sentence after «на»."""
    return word_before(token, in_sentence=True) in {"на", "с"}


def _has_noun(doc: Doc, index: int, morphology: Morphology) -> bool:
    """Whether a noun follows that the adjectives belong to."""
    if index >= len(doc) or not doc[index].is_alpha:
        return False
    return doc[index].pos_ in {"NOUN", "PROPN"} and share_case(doc[index - 1].norm_, doc[index].norm_, morphology)


def find_introduced(text: Text) -> Iterator[Name]:
    """Names after a word that is not part of them: магазин «Магнит», ансамбль Рябинушка."""
    doc = text.doc
    for head in text.tokens(Clue.INTRODUCING):
        first = head.i + 1
        if first < len(doc) and doc[first].text in QUOTES:
            stop = next((i for i in range(first + 2, min(first + 6, len(doc))) if doc[i].text in QUOTES), 0)
            if stop and doc[first + 1].text[:1].isupper():
                yield Name(first + 1, stop, "ORG")
        elif first + 1 < len(doc) and doc[first].text == "У" and doc[first + 1].is_title:
            yield Name(first, first + 2, "ORG", doc[first : first + 2].text)  # кафе У Ашота
        elif first < len(doc) and _is_bare_name(doc, first, text.morphology):
            yield Name(first, first + 1, "ORG")


def _is_bare_name(doc: Doc, index: int, morphology: Morphology) -> bool:
    """A capitalised word in the nominative that is neither a person nor the beginning of a sentence."""
    token = doc[index]
    if not is_capitalized(token) or token.is_sent_start:
        return False
    following = token_after(doc[index])
    if following is not None and is_capitalized(following) and not following.is_sent_start:
        return False
    readings = morphology.parse_word(token.norm_)
    named = any(parse.known and parse.grammemes & {"Name", "Surn", "Patr", "Geox"} for parse in readings)
    return not named and any({"NOUN", "nomn"} <= parse.grammemes for parse in readings)
