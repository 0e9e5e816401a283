"""Names of people replaced by pseudonyms in everything that is written."""

from .analysis import anonymize
from .names import NameReading, NameWords

__all__ = ["NameReading", "NameWords", "anonymize"]
