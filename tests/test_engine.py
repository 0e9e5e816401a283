"""Partitions run here or in workers, and a worker that dies is one clear error."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from operator import pow as power
from pathlib import Path
from typing import Any

import pytest

from pyshma.engine import Workers, choose_jobs, run_partitions, start_workers
from pyshma.errors import EngineError, SettingsError
from pyshma.settings import Settings


def die_elsewhere(process: int) -> None:
    """End the process, unless it is the given one."""
    if os.getpid() != process:
        os._exit(1)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_do_not_depend_on_the_number_of_workers(jobs: int) -> None:
    with start_workers(jobs) as workers:
        assert sorted(run_partitions(partial(power, 2), range(5), workers=workers)) == [1, 2, 4, 8, 16]


def test_a_worker_that_dies_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(EngineError, match="fewer --jobs"), start_workers(2) as workers:
        list(run_partitions(die_elsewhere, [os.getpid()] * 3, workers=workers))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_a_partition_comes_through(jobs: int) -> None:
    with pytest.raises(SettingsError, match="no such settings file"), start_workers(jobs) as workers:
        list(run_partitions(Settings.read, ["нет.toml", "нет.toml"], workers=workers))


def test_after_an_error_nothing_more_is_handed_out(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ZeroDivisionError), start_workers(2) as workers:
        for _ in run_partitions(partial(power, 0), [1, 2, -1, *range(50)], workers=workers):
            pass
    assert not caplog.records


class Immediate(Executor):
    """Does at once what is submitted."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*args, **options))
        return future


def test_workers_begin_before_a_result_is_asked_for(tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("первая", "вторая")]
    results = run_partitions(Path.mkdir, made, workers=Workers(Immediate(), 1))
    assert made[0].is_dir()
    assert list(results) == [None, None]
    assert made[1].is_dir()


def test_a_worker_does_a_thing_while_this_process_goes_on() -> None:
    with start_workers(2, prepare=["pyshma.settings", "pyshma.resources:default_codebook"]) as workers:
        assert workers is not None
        assert workers.begin(partial(power, 2, 10))() == 1024


def test_few_partitions_do_not_pay_for_a_worker() -> None:
    assert [choose_jobs(n) for n in (0, 1, 5)] == [1, 1, 1]
    assert 1 <= choose_jobs(1000) <= (os.cpu_count() or 1)
