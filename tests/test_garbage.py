"""Collection of garbage pauses and goes on as it was."""

import gc
from collections.abc import Iterator

import pytest

from pyshma import Codebook, analyze
from pyshma.errors import CodebookError
from pyshma.garbage import collection_paused


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    gc.unfreeze()
    (gc.enable if enabled else gc.disable)()


def test_collection_is_off_inside_and_on_afterwards() -> None:
    gc.enable()
    with collection_paused():
        assert not gc.isenabled()
        with collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collection_that_was_off_stays_off() -> None:
    gc.disable()
    with collection_paused():
        pass
    assert not gc.isenabled()


def test_what_was_frozen_before_stays_frozen() -> None:
    gc.enable()
    gc.freeze()
    frozen = gc.get_freeze_count()
    with collection_paused():
        pass
    assert gc.get_freeze_count() >= frozen > 0


@pytest.mark.parametrize("freeze", [True, False])
def test_what_was_frozen_meanwhile_is_collected_again(freeze: bool) -> None:
    gc.enable()
    gc.unfreeze()
    with collection_paused():
        if freeze:
            gc.freeze()
    assert gc.get_freeze_count() == 0


def test_collection_goes_on_after_an_error() -> None:
    gc.enable()
    with pytest.raises(CodebookError):
        Codebook.from_dict({})
    assert gc.isenabled()


def test_an_analysis_leaves_collection_as_it_was() -> None:
    gc.enable()
    gc.unfreeze()
    analyze(["Хочу, чтобы воздух стал чище."])
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
