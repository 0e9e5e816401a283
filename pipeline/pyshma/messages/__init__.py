"""What the command says to a person, in Russian and in English."""

from .catalogue import LANGUAGES, Language, detect_language, translate
from .errors import translate_error

__all__ = ["LANGUAGES", "Language", "detect_language", "translate", "translate_error"]
