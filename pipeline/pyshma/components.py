"""spaCy factories of the chapters on names and themes.

Whenever spaCy makes a pipeline, be it ``spacy.blank("ru")``, it imports the modules of all factories it can find. This
one imports a chapter when its component is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from spacy.language import Language

from .errors import SettingsError

if TYPE_CHECKING:
    from .entities import EntityNamer, Morphology
    from .themes import ThemeMatcher

ENTITY_NAMER: Final = "pyshma_entity_namer"
DICTIONARY: Final = "pyshma_lemmatizer"
"""The component that answers what `EntityNamer` asks of the dictionary."""


@Language.factory(
    ENTITY_NAMER, requires=["doc.ents", "token.morph", "token.lemma"], assigns=["doc.ents", "token.ent_kb_id"]
)
def make_entity_namer(nlp: Language, name: str) -> EntityNamer:
    """Make the component that names entities; the dictionary comes from ``pyshma_lemmatizer``."""
    from .entities import EntityNamer

    if DICTIONARY not in nlp.component_names:
        found = ", ".join(nlp.component_names) or "nothing"
        raise SettingsError(f"{name}: needs {DICTIONARY} earlier in the pipeline, which has: {found}; add it first")
    return EntityNamer(nlp, cast("Morphology", nlp.get_pipe(DICTIONARY)))


@Language.factory(
    "pyshma_theme_matcher",
    assigns=["doc.spans"],
    requires=["token.lemma", "token.pos", "doc.sents"],
    default_config={"lemmas": {"@misc": "pyshma.citation_lemmas.v1"}},
)
def make_theme_matcher(
    nlp: Language,  # noqa: ARG001 - spaCy hands the pipeline to every factory
    name: str,
    codebook: str | Path | Mapping[str, Any],
    lemmas: Callable[[str], frozenset[str]],
) -> ThemeMatcher:
    """Make the component that finds the mentions of a codebook.

    Parameters
    ----------
    codebook
        Path of a codebook in a format that `Codebook.read` knows, or nested dictionaries of the shape of the YAML file.
        A saved pipeline holds the codebook and no longer needs the file; where there is none, and no saved codebook
        either, the first text raises `CodebookError`.
    lemmas
        Function that gives the dictionary forms of a pattern word; by default the registered
        ``pyshma.citation_lemmas.v1``.
    """
    from .themes import Codebook, ThemeMatcher

    if isinstance(codebook, Mapping):
        return ThemeMatcher(Codebook.from_dict(codebook), lemmas, name=name)
    path = Path(codebook)
    return ThemeMatcher(Codebook.read(path) if path.exists() else path, lemmas, name=name)
