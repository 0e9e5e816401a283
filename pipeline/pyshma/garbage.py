"""Python's collection of garbage, which looks through every living object again and again while many are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Do without collection for a while; whoever runs long collects by hand, as `engine` does after every partition.

    Where it was on, it is on again afterwards, and what was frozen meanwhile is looked through like everything else.
    """
    if not gc.isenabled():
        yield
        return
    keep_frozen = gc.get_freeze_count() > 0
    gc.disable()
    try:
        yield
    finally:
        if not keep_frozen:
            gc.unfreeze()
        gc.enable()
