"""What a process loads once: the pipeline of languages and names, codebooks, models."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from spacy.language import Language

from .components import ENTITY_NAMER
from .entities import EntityNamer, OwnNames
from .language import citation_lemmas, load
from .language.vectors import read_vectors
from .partition import ModelFile
from .resources import default_attitudes
from .settings import LanguageSettings
from .themes import AttitudeModel, Codebook, ThemeMatcher
from .themes.trained import ThemeModel, read_model


@lru_cache(maxsize=1)
def load_pipeline(settings: LanguageSettings, names: OwnNames) -> Language:
    """Language, entities with the user's names, and endless sentences in parts; loaded once per process."""
    nlp = load(spelling=settings.spelling)
    namer = nlp.add_pipe(ENTITY_NAMER)
    cast(EntityNamer, namer).use_names(names.names, names.ignore)
    nlp.add_pipe("pyshma_sentence_cutter")
    return nlp


@lru_cache(maxsize=4)
def load_matcher(codebook: Codebook) -> ThemeMatcher:
    """Compiled codebook; once per process."""
    return ThemeMatcher(codebook, citation_lemmas)


@lru_cache(maxsize=4)
def load_model(model: ModelFile, codebook: Codebook) -> ThemeModel:
    """Theme model of a codebook; once per process."""
    return read_model(model.path, codebook, read_vectors())


@lru_cache(maxsize=1)
def load_attitudes() -> AttitudeModel:
    """What shows attitudes; once per process."""
    return AttitudeModel.read(default_attitudes(), citation_lemmas)


def prepare() -> None:
    """Load what every partition needs, whatever the job; for worker processes while nothing waits for them."""
    load()
    load_attitudes()
