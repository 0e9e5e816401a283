"""Canonical names of the spans in ``doc.ents``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


class EntityNamer:
    """Sets ``ent.kb_id_``."""

    def __call__(self, doc: Doc) -> Doc:
        """Name the entities of one document."""
        return doc


@Language.factory("pyshma_entity_namer", requires=["doc.ents"], assigns=["doc.ents"])
def make_entity_namer(nlp: Language, name: str) -> EntityNamer:  # noqa: ARG001
    """Make the component that names entities."""
    return EntityNamer()
