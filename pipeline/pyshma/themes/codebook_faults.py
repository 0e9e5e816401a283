"""Faults of a codebook, told all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..errors import CodebookError

MAX_FAULTS: Final = 20
"""More are counted, not told."""


def raise_faults(faults: Sequence[str]) -> None:
    """Do nothing where there is no fault.

    Raises
    ------
    CodebookError
        There are some: one line for each of the first `MAX_FAULTS`, and how many more there are.
    """
    if faults:
        untold = len(faults) - MAX_FAULTS
        raise CodebookError("\n".join([*faults[:MAX_FAULTS], *([f"… and {untold} more"] if untold > 0 else [])]))
