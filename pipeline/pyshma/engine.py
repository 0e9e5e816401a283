"""Where partitions run: in this process or in local worker processes.

A partition function is pure: it reads its sources, writes one folder of the store and returns a small record. So it
does not matter where or in which order partitions run; the results are the same to the byte.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import Final, TypeVar

from threadpoolctl import threadpool_limits

from .errors import EngineError

Partition = TypeVar("Partition")
Result = TypeVar("Result")

PARTITIONS_PER_WORKER: Final = 4
"""A worker process costs about two seconds to start; fewer partitions than this do not pay for one."""
PARTITIONS_PER_PROCESS_LIFE: Final = 200
"""Workers are replaced after so many partitions, because spaCy's string store only grows."""


def choose_jobs(n_partitions: int) -> int:
    """Number of processes that pays off for so many partitions on this machine."""
    return max(1, min(os.cpu_count() or 1, n_partitions // PARTITIONS_PER_WORKER))


def _run_one(function: Callable[[Partition], Result], partition: Partition) -> Result:
    """Run one partition on one thread: sums of floats then do not depend on the machine's number of cores."""
    with threadpool_limits(limits=1):
        result = function(partition)
    if not gc.isenabled():
        gc.collect(0)  # the command switches collection off: once per partition is enough, and a tenth faster
    return result


def run_partitions(
    function: Callable[[Partition], Result], partitions: Sequence[Partition], *, jobs: int = 1
) -> Iterator[Result]:
    """Run a function over partitions; results come as they are ready, in no fixed order.

    Parameters
    ----------
    function
        A module-level function or a `functools.partial` of one, so that workers can import it.
    jobs
        1 runs here; more start that many worker processes (start method ``spawn``, as on Windows).

    Raises
    ------
    EngineError
        A worker process died, for example because the machine ran out of memory.
    """
    if jobs <= 1 or len(partitions) <= 1:
        yield from (_run_one(function, partition) for partition in partitions)
        return
    pool = ProcessPoolExecutor(
        min(jobs, len(partitions)),
        mp_context=get_context("spawn"),
        initializer=gc.disable,
        max_tasks_per_child=PARTITIONS_PER_PROCESS_LIFE,
    )
    try:
        for future in as_completed([pool.submit(partial(_run_one, function), partition) for partition in partitions]):
            yield future.result()
    except BrokenProcessPool as error:
        raise EngineError(
            "a worker process died (often: out of memory); start again with fewer --jobs: finished partitions are kept"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
