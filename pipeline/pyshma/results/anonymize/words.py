"""Words of the texts outside names and contacts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from .names import WORD, People, plain

Place: TypeAlias = tuple[int, int, str]
"""Start, stop, and what is to stand there instead."""


@dataclass(frozen=True, slots=True)
class Words:
    """What texts consist of.

    Parameters
    ----------
    lemmas
        The table ``lemmas`` of what stands outside names and contacts.
    hidden
        Forms and lemmas in small letters, ё as е, that stand in names and contacts only.
    places
        Names and contacts of each document.
    """

    lemmas: pd.DataFrame
    hidden: frozenset[str]
    places: dict[str, list[Place]]

    def hides(self, text: str) -> bool:
        """Whether a text has a word that stands in names and contacts only."""
        return any(plain(word) in self.hidden for word in WORD.findall(text))

    def cover(self, text: str, start: int, document_id: str) -> str:
        """Put pseudonyms and words in brackets into a piece of a document that begins at `start`."""
        stop = start + len(text)
        for begin, end, instead in reversed(self.places.get(document_id, [])):
            if begin < stop and start < end:
                text = f"{text[: max(0, begin - start)]}{instead}{text[end - start :]}"
        return text


def read_words(texts: Iterable[tuple[pd.DataFrame, pd.DataFrame]], people: People) -> Words:
    """Find names and contacts in texts, and count what stands outside of them.

    Parameters
    ----------
    texts
        Pieces of the tables ``documents`` (``document_id``, ``text``) and ``tokens`` of the same documents.
    """
    places: dict[str, list[Place]] = {}
    n_tokens, n_documents = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    inside, outside = set[str](), set[str]()
    for documents, tokens in texts:
        of_documents = dict(zip(documents["document_id"], documents["text"], strict=True))
        places |= {id_: people.find(text, id_) for id_, text in of_documents.items()}
        seen = set[tuple[str, str, str]]()
        for id_, start, stop, lemma, pos in tokens.itertuples(index=False):
            covered = _is_covered(start, stop, places[id_])
            (inside if covered else outside).update((plain(of_documents[id_][start:stop]), plain(lemma)))
            if not covered:
                n_tokens[lemma, pos] += 1
                seen.add((id_, lemma, pos))
        n_documents.update((lemma, pos) for _, lemma, pos in seen)
    return Words(_table(n_tokens, n_documents), frozenset(inside - outside), places)


def _table(n_tokens: Counter[tuple[str, str]], n_documents: Counter[tuple[str, str]]) -> pd.DataFrame:
    rows = [(lemma, pos, n_documents[lemma, pos], n) for (lemma, pos), n in n_tokens.items()]
    table = pd.DataFrame(rows, columns=["lemma", "pos", "n_documents", "n_tokens"])
    order = ["n_documents", "n_tokens", "lemma", "pos"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _is_covered(start: int, stop: int, places: Sequence[Place]) -> bool:
    index = bisect_right(places, start, key=lambda place: place[1])  # the first that ends after the start
    return index < len(places) and places[index][0] < stop
