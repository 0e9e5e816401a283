"""What the command says to a person, in Russian and in English."""

from .catalogue import LANGUAGES, Language, detect_language, translate
from .errors import translate_error, translate_reason

__all__ = ["LANGUAGES", "Language", "detect_language", "translate", "translate_error", "translate_reason"]
