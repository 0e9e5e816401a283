"""The one change that a text undergoes; afterwards every offset points into the result.

Stress marks, soft hyphens and Latin look-alikes stay, because quotes are verbatim; the language chapter sees through.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HALF_OF_A_PAIR: Final = re.compile("[\ud800-\udfff]")


def join_surrogates(text: str) -> str:
    r"""Surrogate pairs as the one character that they mean; a half of one, which is no character, as U+FFFD.

    JSON can write them, and nothing can store them.

    >>> join_surrogates("парк \ud83c\udf33, пру\ud83cд") == "парк \U0001f333, пру\ufffdд"
    True
    """
    if not _HALF_OF_A_PAIR.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def normalise_text(text: str) -> str:
    r"""Unicode NFC, ``\n`` line ends, no byte order mark, no control characters, no blanks at line ends or around it.

    A control character becomes a space, so that the words beside it do not merge. Normalising twice changes nothing.

    Examples
    --------
    >>> normalise_text("\ufeffЧистый\tвоздух  \r\nи\x07парк\n")
    'Чистый\tвоздух\nи парк'
    """
    composed = unicodedata.normalize("NFC", join_surrogates(text))
    lines = _LINE_ENDS.sub("\n", composed.replace("\ufeff", ""))
    return "\n".join(line.rstrip(" \t") for line in _CONTROLS.sub(" ", lines).split("\n")).strip()
