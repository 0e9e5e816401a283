"""Chapter 3: name spans → entities."""

from .by_theme import entity_themes
from .gazetteer import KnownName, gazetteer_digest, read_gazetteer
from .keys import name_key
from .mentions import usual_spellings
from .merging import Merge
from .morphology import Morphology
from .namer import EntityNamer, name_mentions
from .normal_form import normal_form
from .own_names import OwnNames
from .resolution import Resolution, resolve_entities, trace_entities

__all__ = [
    "EntityNamer",
    "KnownName",
    "Merge",
    "Morphology",
    "OwnNames",
    "Resolution",
    "entity_themes",
    "gazetteer_digest",
    "name_key",
    "name_mentions",
    "normal_form",
    "read_gazetteer",
    "resolve_entities",
    "trace_entities",
    "usual_spellings",
]
