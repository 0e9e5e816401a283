"""What a theme needs that other programs do not give: an id and a first pattern, both made from its name."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import chain, count
from typing import Final

from ..errors import CodebookError
from .notation import parse_pattern

MAX_ID: Final = 40  # characters of an id that is made
THEME_ID: Final = re.compile(r"[a-z][a-z0-9_]*")

_ONE_LETTER: Final = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", "ъь")
_MORE_LETTERS: Final = str.maketrans(
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
)
"""Letters after BGN/PCGN 1947 without its signs for ъ and ь: the spelling of Russian names on English maps."""

_BETWEEN = re.compile(r"[^\w\s-]+|\s+(?:и|или|а также)\s+")
"""What separates the subjects in a name: «Досуг, спорт и культура», «Дороги / транспорт»."""


def make_theme_id(name: str, taken: Container[str]) -> str:
    """Id for a theme that has only a name; a number is added when it is taken.

    >>> make_theme_id("Городская среда", {"gorodskaya_sreda"})
    'gorodskaya_sreda_2'
    """
    latin = name.lower().translate(_ONE_LETTER).translate(_MORE_LETTERS)
    base = re.sub(r"[^a-z0-9]+", "_", latin).strip("_")[:MAX_ID].strip("_")
    base = base if base[:1].isalpha() else f"theme_{base}".strip("_")
    return next(id_ for id_ in chain([base], (f"{base}_{n}" for n in count(2))) if id_ not in taken)


def make_patterns(name: str) -> list[str]:
    """Patterns to begin with, for a theme that has only a name; empty when no word is in it.

    >>> make_patterns("Досуг, спорт и культура")
    ['досуг', 'спорт', 'культура']
    """
    parts = (" ".join(part.split()).lower() for part in _BETWEEN.split(name))
    return [part for part in dict.fromkeys(parts) if _is_pattern(part)]


def _is_pattern(text: str) -> bool:
    try:
        return bool(text) and bool(parse_pattern(text))
    except CodebookError:
        return False
