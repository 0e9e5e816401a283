"""Names of people replaced by pseudonyms in everything that is written, and contacts left out."""

from .analysis import anonymize, check_personal
from .names import NameReading, NameWords

__all__ = ["NameReading", "NameWords", "anonymize", "check_personal"]
