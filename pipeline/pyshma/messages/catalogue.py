"""Messages live in ``ru.toml`` and ``en.toml``, one section per chapter; a test keeps their keys and fields equal."""

from __future__ import annotations

import locale
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def read_catalogue(language: Language) -> dict[str, dict[str, str]]:
    """Read the messages of one language: section → key → text with ``{fields}``."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))


def translate(key: str, language: Language, /, **fields: object) -> str:
    """Fill a message.

    Parameters
    ----------
    key
        ``section.name``.
    **fields
        Values for the ``{fields}`` of the message.

    Examples
    --------
    >>> translate("notes.missing_values", "en", column="age", n=3)
    "Documents without a value of 'age': 3; they are not in the breakdown by 'age'."
    """
    section, _, name = key.partition(".")
    return read_catalogue(language)[section][name].format_map(fields)


def detect_language() -> Language:
    """Language of the user's locale: Russian when it says so, else English.

    Environment variables come first, in the order POSIX gives them; where none is set (Windows), the system's own
    locale decides.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    name = locale.getlocale()[0] or ""
    return "ru" if name.lower().startswith("ru") else "en"
