"""Sentences of stored documents, looked up when a table wants to quote them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .store import Store


class Quotes:
    """Text of any sentence of a run, without holding all texts in memory.

    Parameters
    ----------
    store
        Of the run.
    keys
        Document id → key of its partition.
    """

    def __init__(self, store: Store, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self._store = store
        self._read = lru_cache(maxsize=8)(self._read_partition)

    def __call__(self, document_id: str, sentence: int) -> str:
        """Text of a sentence by the document's id and the sentence's index in it."""
        texts, spans = self._read(self._keys[document_id])
        start, stop = spans[document_id, sentence]
        return texts[document_id][start:stop]

    def _read_partition(self, key: str) -> tuple[dict[str, str], dict[tuple[str, int], tuple[int, int]]]:
        documents = self._store.read("documents", [key], columns=["document_id", "text"])
        sentences = self._store.read("sentences", [key])
        texts = dict(zip(documents["document_id"], documents["text"], strict=True))
        ids = zip(sentences["document_id"], sentences["sentence"], strict=True)
        return texts, dict(zip(ids, zip(sentences["start"], sentences["stop"], strict=True), strict=True))
