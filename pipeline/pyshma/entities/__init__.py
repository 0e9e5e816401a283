"""Chapter 3: name spans → entities."""

from .by_theme import entity_themes
from .gazetteer import gazetteer_digest
from .morphology import Morphology
from .namer import EntityNamer
from .normal_form import normal_form
from .resolution import resolve_entities

__all__ = ["EntityNamer", "Morphology", "entity_themes", "gazetteer_digest", "normal_form", "resolve_entities"]
