"""Chapter 3: name spans → entities."""

from .morphology import Morphology
from .namer import EntityNamer
from .normal_form import normal_form
from .resolution import resolve_entities

__all__ = ["EntityNamer", "Morphology", "normal_form", "resolve_entities"]
