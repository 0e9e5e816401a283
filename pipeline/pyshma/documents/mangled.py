"""UTF-8 that a program took for Windows-1251 and saved anew: «РџР°СЂРє» for «Парк»."""

from __future__ import annotations

import re
from typing import Final

from ..errors import UnreadableSource

_SECOND_BYTES: Final = bytes({*range(0x80, 0xC0)} - {0x98}).decode("cp1251") + "\x98"  # one byte stands for no letter
_LETTER: Final = re.compile(f"[РС][{re.escape(_SECOND_BYTES)}]")
"""What a Russian letter becomes."""
MIN_LETTERS: Final = 5
MIN_SHARE: Final = 0.5
"""Of the characters of a text; in Russian such pairs are rare («С — Пушкин»)."""


def restore_letters(text: str) -> str:
    """The text as it was, where its letters are mangled; any other as it is.

    Raises
    ------
    UnreadableSource
        ``mangled``: some letters are lost.

    Examples
    --------
    >>> restore_letters("Чистый парк".encode().decode("cp1251")), restore_letters("С «Парком» и С. Ивановым")
    ('Чистый парк', 'С «Парком» и С. Ивановым')
    """
    n_letters = len(_LETTER.findall(text))
    if n_letters < MIN_LETTERS or 2 * n_letters < MIN_SHARE * len(text):
        return text
    try:
        return b"\x98".join(part.encode("cp1251") for part in text.split("\x98")).decode("utf-8")
    except UnicodeError as error:
        raise UnreadableSource("mangled") from error
