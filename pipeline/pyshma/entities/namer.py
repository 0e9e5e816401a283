"""The component that repairs name spans and gives each its canonical name in ``ent.kb_id_``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..errors import SettingsError
from .institutions import find_numbered, find_quoted, find_quoted_places_of_work, normalize_quotes
from .lexicon import read_lexicon
from .morphology import Morphology
from .normal_form import normal_form
from .places import find_bare_streets, find_headed_places, strip_settlement_heads
from .spans import (
    Name,
    cut_tails,
    drop_false,
    drop_titles,
    find_lower_case_places,
    join_adjacent,
    replace_overlapping,
    split_at_lines,
    trim,
    without,
)

DICTIONARY = "pyshma_lemmatizer"


class EntityNamer:
    """Repairs ``doc.ents`` and sets ``ent.kb_id_`` to the canonical name: nominative, one spelling of quotes.

    The name is what one document alone can tell; `resolve_entities` joins names over the corpus.
    """

    def __init__(self, morphology: Morphology) -> None:
        self.morphology = morphology

    def __call__(self, doc: Doc) -> Doc:
        """Name the entities of one document."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Name the entities of a stream of documents."""
        return map(self, stream)

    def match(self, doc: Doc) -> list[Name]:
        """Names of a document in the order of the text, each with its canonical form; they do not overlap."""
        morphology = self.morphology
        names = [Name(ent.start, ent.end, ent.label_) for ent in doc.ents]
        names = cut_tails(doc, trim(doc, split_at_lines(doc, names)))
        names = join_adjacent(doc, drop_titles(doc, names))
        names = replace_overlapping(names, without(find_quoted_places_of_work(doc), names))
        names = replace_overlapping(names, list(find_lower_case_places(doc, names, morphology)))
        names = strip_settlement_heads(doc, names)
        names = replace_overlapping(names, list(find_headed_places(doc, morphology)))
        names = replace_overlapping(names, list(find_bare_streets(doc, names, morphology)))
        names = replace_overlapping(names, [*find_numbered(doc), *find_quoted(doc)])
        return [self._named(doc, name) for name in drop_false(doc, names, morphology)]

    def _named(self, doc: Doc, name: Name) -> Name:
        """Fill in the canonical form, by which well-known names also get their kind."""
        span = Span(doc, name.start, name.stop, label=name.kind)
        canonical = name.canonical or normal_form(span, self.morphology)
        lexicon = read_lexicon()
        if name.kind == "LOC" and canonical.islower():
            canonical = " ".join(word[:1].upper() + word[1:] for word in canonical.split())
        for kind, known in lexicon.nicknames.items():
            if canonical.lower() in known:
                return Name(name.start, name.stop, kind, known[canonical.lower()])
        kind = "ORG" if canonical.lower() in lexicon.organisations else name.kind
        return Name(name.start, name.stop, kind, normalize_quotes(canonical))

    def set_annotations(self, doc: Doc, names: list[Name]) -> None:
        """Replace the document's entities."""
        doc.ents = [Span(doc, name.start, name.stop, label=name.kind, kb_id=name.canonical) for name in names]


@Language.factory(
    "pyshma_entity_namer", requires=["doc.ents", "token.morph", "token.lemma"], assigns=["doc.ents", "token.ent_kb_id"]
)
def make_entity_namer(nlp: Language, name: str) -> EntityNamer:
    """Make the component that names entities; the dictionary comes from ``pyshma_lemmatizer``."""
    if DICTIONARY not in nlp.component_names:
        found = ", ".join(nlp.component_names) or "nothing"
        raise SettingsError(f"{name}: needs {DICTIONARY} earlier in the pipeline, which has: {found}; add it first")
    return EntityNamer(cast(Morphology, nlp.get_pipe(DICTIONARY)))
