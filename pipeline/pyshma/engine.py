"""Where partitions run: in this process, and in worker processes besides it.

A partition function is pure: it reads its sources, writes one folder of the store and returns a small record. So it
does not matter where or in which order partitions run; the results are the same to the byte.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import islice
from multiprocessing import get_context
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from typing import Any, Final, TypeVar

from threadpoolctl import threadpool_limits

from .errors import EngineError

Partition = TypeVar("Partition")
Result = TypeVar("Result")

PARTITIONS_PER_PROCESS: Final = 3
"""A worker process costs about two seconds to start; fewer partitions than this do not pay for one."""
PARTITIONS_PER_PROCESS_LIFE: Final = 200
"""Workers are replaced after so many partitions, because spaCy's string store only grows."""


def choose_jobs(n_partitions: int) -> int:
    """Number of processes that pays off for so many partitions on the cores that this process may use."""
    n_cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(n_cores, n_partitions // PARTITIONS_PER_PROCESS))


@dataclass(frozen=True, slots=True)
class Workers:
    """Worker processes besides this one, and how many they are."""

    pool: Executor
    n: int

    def begin(self, function: Callable[[], Result]) -> Callable[[], Result]:
        """Let a worker call a function, with what it holds now; the answer waits for the result."""
        return self.pool.submit(_call, _pack(function)).result


@contextmanager
def start_workers(jobs: int, *, prepare: Sequence[str] = ()) -> Iterator[Workers | None]:
    """Start the worker processes that make it `jobs` with this one (start method ``spawn``, as on Windows).

    Parameters
    ----------
    prepare
        What workers do while nothing waits for them: names of modules to import, or ``module:function`` to call.

    Yields
    ------
    Workers or None
        None where this process works alone.

    Raises
    ------
    EngineError
        A worker process died, for example because the machine ran out of memory.
    """
    if jobs <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(
        jobs - 1,
        mp_context=get_context("spawn"),
        initializer=_prepare_worker,
        max_tasks_per_child=PARTITIONS_PER_PROCESS_LIFE,
    )
    try:
        for _ in range(jobs - 1 if prepare else 0):
            pool.submit(_prepare, prepare)
        yield Workers(pool, jobs - 1)
    except BrokenProcessPool as error:
        raise EngineError(
            "a worker process died (often: out of memory); start again with fewer --jobs: finished partitions are kept"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def run_partitions(
    function: Callable[[Partition], Result], partitions: Sequence[Partition], *, workers: Workers | None = None
) -> Iterator[Result]:
    """Run a function over partitions; results come as they are ready, in no fixed order.

    Workers begin at once. This process takes partitions too, when the first result is asked for; each takes the next
    one when it is done with one.

    Parameters
    ----------
    function
        A module-level function or a `functools.partial` of one, so that workers can import it.
    workers
        As `start_workers` gives them; None: only this process.
    """
    waiting = iter(partitions)
    finished: SimpleQueue[Future[Result]] = SimpleQueue()
    if workers is not None:
        packed, pool = _pack(function), workers.pool
        for _ in range(min(workers.n, len(partitions) - 1)):  # one is for this process
            _hand_out(waiting, lambda partition: pool.submit(_run_packed, packed, partition), finished)
    return _take_part(function, waiting, finished, len(partitions))


def _take_part(
    function: Callable[[Partition], Result],
    waiting: Iterator[Partition],
    finished: SimpleQueue[Future[Result]],
    n_left: int,
) -> Iterator[Result]:
    """Results of this process and of the workers."""
    try:
        for partition in waiting:
            yield _run_one(function, partition)
            n_left -= 1
            while not finished.empty():
                yield finished.get().result()
                n_left -= 1
        yield from (finished.get().result() for _ in range(n_left))
    finally:
        deque(waiting, maxlen=0)  # nothing more is handed out


def _hand_out(
    waiting: Iterator[Partition],
    submit: Callable[[Partition], Future[Result]],
    finished: SimpleQueue[Future[Result]],
) -> None:
    """Give a worker the next partition, and after it the one after that, until none waits."""

    def go_on(future: Future[Result]) -> None:
        finished.put(future)
        if not future.cancelled() and future.exception() is None:
            _hand_out(waiting, submit, finished)

    for partition in islice(waiting, 1):
        try:
            submit(partition).add_done_callback(go_on)
        except RuntimeError as error:  # the pool is broken or shut down
            broken: Future[Result] = Future()
            broken.set_exception(error)
            finished.put(broken)


def _run_one(function: Callable[[Partition], Result], partition: Partition) -> Result:
    """Run one partition on one thread: sums of floats then do not depend on the machine's number of cores.

    `analyze` switches collection of garbage off: once per partition is enough, and saves a sixth of the time.
    """
    collected = not gc.isenabled()
    if collected:
        gc.freeze()  # modules and models stay; to look through them the first time would take a quarter of a second
    with threadpool_limits(limits=1):
        result = function(partition)
    if collected:
        gc.collect(0)
    return result


def _prepare(names: Sequence[str]) -> None:
    for name in names:
        module, _, function = name.partition(":")
        found = import_module(module)
        if function:
            getattr(found, function)()


def _pack(function: Callable[..., Result]) -> bytes:
    """A function and what it holds for other processes, in this moment: the pool packs later, in a thread."""
    return bytes(ForkingPickler.dumps(function))


@lru_cache(maxsize=1)
def _unpack(packed: bytes) -> Callable[..., Any]:
    function: Callable[..., Any] = ForkingPickler.loads(packed)
    return function


def _run_packed(packed: bytes, partition: Partition) -> Any:  # noqa: ANN401
    return _run_one(_unpack(packed), partition)


def _call(packed: bytes) -> Any:  # noqa: ANN401
    """Call a function once; what it holds may be a whole analysis, so nothing of it is kept."""
    return ForkingPickler.loads(packed)()


def _prepare_worker() -> None:
    """Collect garbage after every partition only, and not once more at the end, which would take half a second."""
    gc.disable()
    atexit.register(gc.freeze)
