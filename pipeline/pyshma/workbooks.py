"""Workbooks of Excel (``.xlsx``): what everyone who writes one must know."""

from __future__ import annotations

import datetime
import re
from typing import Final

MAX_CHARACTERS: Final = 32_767  # of a cell, as Excel documents it
CREATED: Final = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 — fixed, so that the same content gives the same bytes
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold: controls, halves of surrogate pairs, non-characters."""


def plain_text(text: str) -> str:
    """A text that XlsxWriter writes as it is: one that looks like its own markup gets a space.

    >>> plain_text("<r>парк</r>"), plain_text("парк")
    ('<r>парк</r> ', 'парк')
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
