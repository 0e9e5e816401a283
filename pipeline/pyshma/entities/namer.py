"""The component that repairs name spans and gives each its canonical name in ``ent.kb_id_``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from .bare_streets import find_bare_streets, find_dated_candidates
from .capitals import Repeats, find_candidates, find_missed_capitals
from .careless import find_lower_case_places, find_without_capitals, is_lower_case_place, is_mostly_name
from .districts import is_abbreviated_district, is_district, read_districts
from .false_names import drop_false
from .forms import Forms
from .gazetteer import Gazetteer, KnownName, read_gazetteer
from .institution_names import (
    find_introduced,
    find_named_institutions,
    find_plants,
    institution_head,
    spell_out,
    with_eponyms,
)
from .institutions import (
    find_implied_schools,
    find_numbered,
    find_numbered_abbreviations,
    is_feminine_ordinal,
    is_numbered_abbreviation,
    numbered_head,
    plurals,
)
from .kinds import correct_kinds, in_short_quote
from .lexicon import read_lexicon
from .lower_case_streets import find_lower_case_streets, is_lower_case_surname, may_name_street, opens_eponym
from .microdistricts import find_microdistricts, quarter_head
from .morphology import Morphology, is_persons_name
from .nominatives import follow_document
from .normal_form import half_of_place, normal_form, with_capitals
from .offices import (
    find_offices,
    is_office,
    of_country,
    split_joined_offices,
    with_belongings,
    with_whole_settlement,
)
from .own_names import KINDS
from .people import (
    cut_after_initials,
    drop_initials,
    drop_titles,
    extend_people,
    find_lower_case_people,
    find_possessives,
    find_titled,
    find_with_bare_initials,
    is_given_name_only,
    join_adjacent,
    one_of_many,
    space_initials,
    without_apposition,
)
from .places import find_headed_places, place_head
from .precedence import certain, is_person_instead, kept_whole
from .quoted_names import find_called, find_quoted, find_quoted_places_of_work, normalize_quotes, opens_quote
from .roads import find_roads, is_road
from .settlements import (
    extend_towns,
    find_dated,
    find_settlements,
    find_settlements_like_people,
    settlement_head,
    strip_settlement_heads,
)
from .shouting import read_shouted
from .spans import (
    cut_tails,
    split_addresses,
    split_at_lines,
    split_places,
    trim,
)
from .text import (
    QUOTES,
    Clue,
    ClueFinder,
    Name,
    Text,
    is_capital_form,
    is_dated,
    not_inside,
    plain,
    replace_overlapping,
    without,
)
from .things import drop_works_and_pets

CANDIDATES: Final = "name_candidates"

Rule = Callable[[Text, Sequence[Name]], Sequence[Name]]
"""From the names of a text so far to those after the rule."""


def _add(find: Callable[[Text, Sequence[Name]], Iterable[Name]]) -> Rule:
    """Add what a rule finds where no name stands yet."""

    def rule(text: Text, names: Sequence[Name]) -> Sequence[Name]:
        found = list(find(text, names))
        return replace_overlapping(names, without(found, names)) if found else names

    return rule


def _replace(find: Callable[[Text, Sequence[Name]], Iterable[Name]]) -> Rule:
    """Put what a rule finds in place of the names that it overlaps."""

    def rule(text: Text, names: Sequence[Name]) -> Sequence[Name]:
        found = list(find(text, names))
        return replace_overlapping(names, found) if found else names

    return rule


REPAIRS: Final[tuple[Rule, ...]] = (
    lambda text, names: split_at_lines(text.doc, names),
    lambda text, names: trim(text.doc, names, text.morphology),
    lambda text, names: split_places(text.doc, names, text.morphology),
    lambda text, names: cut_tails(text.doc, names, text.morphology),
    lambda text, names: split_addresses(text.doc, names),
    lambda text, names: drop_titles(text.doc, names, text.morphology),
    lambda text, names: join_adjacent(text.doc, names, text.morphology),
    lambda text, names: cut_after_initials(text.doc, names),
    extend_people,
    drop_initials,
    _replace(find_quoted_places_of_work),
    _add(lambda text, _: find_called(text)),
    _replace(lambda text, _: find_introduced(text)),
    _add(find_missed_capitals),
    _add(find_titled),
    _replace(find_with_bare_initials),
    lambda text, names: join_adjacent(text.doc, names, text.morphology),
    drop_works_and_pets,
    correct_kinds,
    _replace(lambda text, _: find_dated(text)),
    _replace(find_lower_case_places),
    read_districts,
    lambda text, names: strip_settlement_heads(text.doc, names),
    extend_towns,
    _replace(find_settlements),
    _replace(find_settlements_like_people),
    _replace(lambda text, names: not_inside(find_headed_places(text), kept_whole(text, names))),
    _replace(find_bare_streets),
    _replace(find_lower_case_streets),
    _replace(lambda text, _: [*find_roads(text), *find_microdistricts(text)]),
    _add(find_lower_case_people),
    _add(find_without_capitals),
    _replace(lambda text, _: find_possessives(text)),
    _replace(lambda text, names: not_inside(find_named_institutions(text), names)),
    lambda text, names: with_eponyms(text.doc, names),
    _replace(lambda text, _: find_plants(text)),
    split_joined_offices,
    _replace(find_offices),
    _replace(lambda text, _: [*find_numbered(text), *find_quoted(text)]),
    _replace(lambda text, names: not_inside(find_numbered_abbreviations(text), names)),
    _add(lambda text, _: find_implied_schools(text)),
    read_shouted,
)
"""Rules in the order in which they are applied to the names that the network marked."""


class EntityNamer:
    """Repairs ``doc.ents`` and sets ``ent.kb_id_`` to the canonical name: nominative, one spelling of quotes.

    The name is what one document alone can tell; `resolve_entities` joins names over the corpus. Entities of kinds
    other than PER, LOC and ORG belong to other components: they stay as they are, and no name overlaps them.

    Parameters
    ----------
    nlp
        The pipeline, for its tokenizer and vocabulary.
    morphology
        The dictionary.
    """

    def __init__(self, nlp: Language, morphology: Morphology) -> None:
        self.morphology = morphology
        self._forms = Forms(morphology)
        self._tokenizer = nlp.tokenizer
        self._strings = nlp.vocab.strings
        self._gazetteer = Gazetteer(read_gazetteer(), self._forms, self._split)
        self._repeats = Repeats(self._forms)
        self.use_names(())

    def __getstate__(self) -> dict[str, object]:
        """What goes to another process: all but the document that was read last."""
        return {**self.__dict__, "_last": None}

    def _split(self, text: str) -> list[str]:
        return [token.text for token in self._tokenizer(text) if not token.is_space]

    def use_names(self, names: Iterable[KnownName], ignore: Iterable[str] = ()) -> None:
        """Take names of a user's list, which win over everything else, and names to leave out."""
        self._own = Gazetteer(names, self._forms, self._split, always=True)
        self._ignored = Gazetteer((KnownName(name, "") for name in ignore), self._forms, self._split, always=True)
        self._lists = [known for known in (self._gazetteer, self._own, self._ignored) if known]
        self._clues = ClueFinder(self._strings, self._judge)
        self._last: Text | None = None

    def recognize(self, text: str) -> tuple[str, str, KnownName] | None:
        """Which list knows a name, ``own`` or ``gazetteer``, by which spelling, and what it stands for."""
        for rule, known in (("own", self._own), ("gazetteer", self._gazetteer)):
            if found := known.recognize(text):
                return rule, *found
        return None

    def _judge(self, form: str, lemma: str) -> tuple[Clue, ...]:
        """Clues of a form."""
        if form in QUOTES:
            return (Clue.QUOTE,)
        if not any(map(str.isalpha, form)):
            return ()
        answers = (
            (Clue.CAPITAL, is_capital_form(form)),
            (Clue.PLACE_HEAD, place_head(form, lemma)),
            (Clue.SETTLEMENT_HEAD, settlement_head(form)),
            (Clue.NUMBERED_HEAD, numbered_head(form, lemma)),
            (Clue.QUOTED_HEAD, opens_quote(form, lemma)),
            (Clue.ORDINAL, is_feminine_ordinal(form, lemma)),
            (Clue.NUMBERED_ABBREVIATION, is_numbered_abbreviation(form)),
            (Clue.INSTITUTION, institution_head(form, lemma)),
            (Clue.OFFICE, is_office(form, lemma)),
            (Clue.WATER, plain(lemma) in read_lexicon().doings_of_waters),
            (Clue.INTRODUCING, lemma in read_lexicon().introducing),
            (Clue.PLACE, is_lower_case_place(form, self.morphology)),
            (Clue.DISTRICT, is_district(form, lemma)),
            (Clue.ABBREVIATED_DISTRICT, is_abbreviated_district(form)),
            (Clue.SURNAME, is_lower_case_surname(form, self.morphology)),
            (Clue.STREET_WORD, may_name_street(form, self.morphology)),
            (Clue.EPONYM, opens_eponym(form)),
            (Clue.MOSTLY_NAME, is_mostly_name(form, self.morphology)),
            (Clue.ROAD, is_road(form, lemma)),
            (Clue.QUARTER, quarter_head(form, lemma)),
            (Clue.GIVEN, is_given_name_only(form, self.morphology)),
            (Clue.DATED, is_dated(form)),
            (Clue.KNOWN, any(known.starts(form) for known in self._lists)),
        )
        return tuple(clue for clue, answer in answers if answer)

    def __call__(self, doc: Doc) -> Doc:
        """Name the entities of one document."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Name the entities of a stream of documents."""
        return map(self, stream)

    def _read(self, doc: Doc) -> Text:
        """The document with its clues; the last one is remembered for the candidates."""
        last = self._last  # another thread may put its own there
        if last is None or last.doc is not doc:
            last = self._last = Text(doc, self._clues.find(doc), self.morphology)
        return last

    def match(self, doc: Doc) -> list[Name]:
        """Names of a document in the order of the text, each with its canonical form; they do not overlap."""
        text = self._read(doc)
        names: Sequence[Name] = [Name(ent.start, ent.end, ent.label_) for ent in doc.ents if ent.label_ in KINDS]
        for rule in REPAIRS:
            names = rule(text, names)
        listed = (name for name in self._gazetteer.find(text) if not in_short_quote(doc, name))
        known = [name for name in listed if not is_person_instead(text, name, names)]
        names = replace_overlapping(names, not_inside(without(known, certain(names)), names))
        named: Sequence[Name] = [self._named(doc, name) for name in drop_false(doc, names, self.morphology)]
        named = replace_overlapping(named, without(self._repeats.find(text, named), named))
        named = with_belongings(doc, follow_document(doc, named, self._forms, self._gazetteer.get))
        named = without(named, self._ignored.find(text)) if self._ignored else named
        named = replace_overlapping(named, self._own.find(text)) if self._own else named
        return without(named, _others(doc))

    def candidates(self, doc: Doc, names: Sequence[Name]) -> list[Name]:
        """Words that are names only if other documents have them as names; see `find_candidates`."""
        text = self._read(doc)
        maybe = replace_overlapping(find_candidates(text, names), without(find_dated_candidates(text), names))
        found = without(maybe, [*self._ignored.find(text), *_others(doc)])
        things = drop_works_and_pets(text, found)
        return [replace(self._named(doc, replace(name, kind="LOC")), kind="") for name in things]

    def _named(self, doc: Doc, name: Name) -> Name:
        """Fill in the canonical form, by which well-known names also get their kind."""
        span = Span(doc, name.start, name.stop, label=name.kind)
        canonical = name.canonical or self._canonical(span)
        if name.kind != "ORG" and canonical.islower() and canonical[0].isalpha():
            canonical = with_capitals(canonical)
        known = None
        if not name.canonical:
            known = self._known(canonical, of_country(canonical), *plurals(span, self.morphology))
        single = name.stop - name.start == 1  # «Россия» is a cinema, «Российской Федерации» is not
        person = name.kind == "PER" and single and is_persons_name(span[0].norm_, self.morphology)
        organisation = name.kind == "ORG" and single and not canonical.isupper()
        if known is not None and known.kind == "LOC" and (person or organisation):
            known = None
        if known is not None:
            return Name(name.start, name.stop, known.kind, known.name)
        whole = with_whole_settlement(spell_out(canonical)) if name.kind == "ORG" else canonical
        return Name(name.start, name.stop, name.kind, normalize_quotes(whole))

    def _known(self, *names: str) -> KnownName | None:
        """The name of the list that is one of these."""
        return next((known for name in names if (known := self._gazetteer.get(name)) is not None), None)

    def _canonical(self, span: Span) -> str:
        """Nominative of a name by what it is."""
        if half := half_of_place(span, self.morphology):
            return half
        if span.label_ != "PER":
            return normal_form(span, self.morphology)
        found = one_of_many(span, self.morphology) or normal_form(span, self.morphology)
        return without_apposition(space_initials(found))

    def set_annotations(self, doc: Doc, names: list[Name]) -> None:
        """Replace the document's names; words that may be names go to ``doc.spans["name_candidates"]``."""
        maybe = self.candidates(doc, names)
        self._last = None  # tokens may be merged or split before the document comes again
        named = [Span(doc, name.start, name.stop, label=name.kind, kb_id=name.canonical) for name in names]
        doc.ents = [*(ent for ent in doc.ents if ent.label_ not in KINDS), *named]
        doc.spans[CANDIDATES] = [Span(doc, name.start, name.stop, kb_id=name.canonical) for name in maybe]


def _others(doc: Doc) -> list[Name]:
    """Entities that are no names."""
    return [Name(ent.start, ent.end, ent.label_) for ent in doc.ents if ent.label_ not in KINDS]


def name_mentions(doc: Doc) -> Iterator[tuple[str, str, int, int, str]]:
    """Mentions of a document as `resolve_entities` takes them: kind, name, start, stop and text.

    The kind is empty for words that may be names.
    """
    for span in (*doc.ents, *doc.spans.get(CANDIDATES, ())):
        yield span.label_, span.kb_id_ or span.text, span.start_char, span.end_char, span.text
