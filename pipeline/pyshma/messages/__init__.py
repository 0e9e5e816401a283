"""What the command says to a person, in Russian and in English."""

from .catalogue import LANGUAGES, Language, detect_language, translate

__all__ = ["LANGUAGES", "Language", "detect_language", "translate"]
