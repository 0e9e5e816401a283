"""Answers that are remembered as long as the dictionary lives that gave them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar, TypeVarTuple, cast
from weakref import WeakKeyDictionary, ref

from .morphology import Morphology

MAX_ANSWERS: Final = 50_000
"""Answers of each kind that are remembered for a dictionary."""

Question = TypeVarTuple("Question")
Answer = TypeVar("Answer")


def remembered(
    answer: Callable[[*Question, Morphology], Answer],
) -> Callable[[*Question, Morphology], Answer]:
    """Remember what a function answers; each dictionary has a memory of its own, which goes when it goes.

    A dictionary is a component of a pipeline: one memory for all would keep old pipelines with their vocabularies.
    """
    memories: WeakKeyDictionary[Morphology, Callable[..., Answer]] = WeakKeyDictionary()

    @wraps(answer)
    def ask(*asked: *tuple[*Question, Morphology]) -> Answer:
        *question, morphology = asked
        memory = memories.get(morphology)
        if memory is None:
            alive = ref(morphology)  # the memory must not keep its dictionary
            memory = memories[morphology] = lru_cache(MAX_ANSWERS)(
                lambda *words: answer(*words, cast("Morphology", alive()))
            )
        return memory(*question)

    return ask
