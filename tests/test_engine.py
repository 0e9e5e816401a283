"""Partitions run here or in workers, and a worker that dies is one clear error."""

from __future__ import annotations

import os
from functools import partial
from operator import pow as power

import pytest

from pyshma.engine import choose_jobs, run_partitions
from pyshma.errors import EngineError, SettingsError
from pyshma.settings import Settings


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_do_not_depend_on_the_number_of_workers(jobs: int) -> None:
    assert sorted(run_partitions(partial(power, 2), range(5), jobs=jobs)) == [1, 2, 4, 8, 16]


def test_a_worker_that_dies_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(EngineError, match="fewer --jobs"):
        list(run_partitions(os._exit, [1, 2], jobs=2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_a_partition_comes_through(jobs: int) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        list(run_partitions(Settings.read, ["нет.toml", "нет.toml"], jobs=jobs))


def test_few_partitions_do_not_pay_for_a_worker() -> None:
    assert [choose_jobs(n) for n in (0, 1, 3)] == [1, 1, 1]
    assert 1 <= choose_jobs(1000) <= (os.cpu_count() or 1)
