"""Seconds per chapter, as the manifest shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

Seconds = defaultdict[str, float]
"""Chapter → seconds, summed over all processes."""


@contextmanager
def timed(seconds: Seconds, chapter: str) -> Iterator[None]:
    """Add the time of a block to a chapter."""
    start = perf_counter()
    try:
        yield
    finally:
        seconds[chapter] += perf_counter() - start


def rounded(seconds: Seconds) -> dict[str, float]:
    """Seconds per chapter, to the millisecond."""
    return {chapter: round(value, 3) for chapter, value in sorted(seconds.items())}
