"""Forward pass of slovnet's tagging networks in numpy, over many sentences at once.

A network is: word vector (navec, product-quantised) and shape vector side by side → three convolutions of width 3, each
followed by ReLU and batch normalisation → a linear layer. Sequences are laid end to end with a row of zeros between
them, which is exactly what padding gives, and the first convolution is computed once per distinct word and gathered,
because words repeat by Zipf's law.

Architecture and weights: slovnet 0.6 (MIT), models ``slovnet_morph_news_v1`` and ``slovnet_ner_news_v1``; vectors:
``navec_news_v1_1B_250K_300d_100q``; all three ship inside the natasha package.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from slovnet.exec.model import NER, Morph
from slovnet.exec.pack import Pack
from slovnet.shape import word_shape
from spacy.strings import StringStore

from .letters import matching_form
from .vectors import Floats, Ids, Vectors, natasha_data, read_vectors

CHUNK_TOKENS: Final = 4096
"""Tokens per forward pass: large enough for full speed, small enough that the working arrays stay near 20 MB."""
MAX_THREADS: Final = 2
"""Forward passes at a time; numpy works without the interpreter's lock. Their number does not change the result."""


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution of width 3 with the batch normalisation that follows its ReLU, as scale and shift.

    ``weights`` is (3, n_in, n_out): the parts that look at the token before, the token itself and the one after.
    """

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def finish(self, sums: Floats, gaps: npt.NDArray[np.bool_]) -> Floats:
        """Add the bias, ReLU, normalise; rows between sequences become zero again. Works in place."""
        sums += self.bias
        np.maximum(sums, 0, out=sums)
        sums *= self.scale
        sums += self.shift
        sums[gaps] = 0
        return sums

    def __call__(self, rows: Floats, gaps: npt.NDArray[np.bool_]) -> Floats:
        """(n, n_in) → (n, n_out); the first and the last row must be gaps."""
        before, here, after = self.weights
        sums = rows @ here
        sums[1:] += rows[:-1] @ before
        sums[:-1] += rows[1:] @ after
        return self.finish(sums, gaps)


class TagNetwork:
    """One of slovnet's networks, ready to score tags.

    Attributes
    ----------
    tags
        Names of the tags, in the order of the output columns.
    transitions
        Scores of one tag after another for the name network (its CRF); None for morphology.
    """

    def __init__(self, path: Path, vectors: Vectors, kind: type[Morph] | type[NER]) -> None:
        with Pack(path) as pack:
            model = pack.load_model(kind)
            model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
            self.tags: list[str] = pack.load_vocab("tag").items
            shapes: list[str] = pack.load_vocab("shape").items
        self.vectors = vectors
        self.shape_ids = {shape: index for index, shape in enumerate(shapes)}
        self.shape_vectors: Floats = model.emb.shape.weight.array
        self.layers = [_read_convolution(layer) for layer in model.encoder.layers]
        self.weights: Floats = model.head.proj.weight.array
        self.bias: Floats = model.head.proj.bias.array
        crf = getattr(model.head, "crf", None)
        self.transitions: Floats | None = None if crf is None else crf.transitions.array
        self._forms: dict[str, int] = {}
        self._rows: list[tuple[int, int]] = []

    def number(self, form: str) -> int:
        """Number of a word form, the same for all forms that the network cannot tell apart; remembered."""
        number = self._forms.get(form)
        if number is None:
            words = self.vectors.words
            self._rows.append((words.get(form.lower(), words["<unk>"]), self.shape_ids[word_shape(form)]))
            number = self._forms[form] = len(self._rows) - 1
        return number

    def score(self, numbers: Ids, lengths: Sequence[int]) -> Iterator[Floats]:
        """Tag scores of words.

        Parameters
        ----------
        numbers
            Numbers of the forms of all words of all sequences, laid end to end.
        lengths
            Number of words of each sequence; a sequence does not see its neighbours.

        Yields
        ------
        arrays (n, n_tags), one after another for all words
        """
        chunks = list(_chunks(lengths))
        stops = np.cumsum([sum(chunk) for chunk in chunks])
        pieces = np.split(numbers, stops[:-1]) if chunks else []
        with ThreadPoolExecutor(min(MAX_THREADS, os.cpu_count() or 1)) as pool:
            yield from pool.map(self._score_chunk, pieces, chunks)

    def _score_chunk(self, numbers: Ids, lengths: Sequence[int]) -> Floats:
        gaps = np.zeros(len(numbers) + len(lengths) + 1, dtype=np.bool_)
        gaps[0] = True
        gaps[np.cumsum(np.array(lengths, dtype=np.int64) + 1)] = True
        rows = self._first_layer(numbers, gaps)
        for layer in self.layers[1:]:
            rows = layer(rows, gaps)
        scores: Floats = rows[~gaps] @ self.weights
        scores += self.bias
        return scores

    def _first_layer(self, numbers: Ids, gaps: npt.NDArray[np.bool_]) -> Floats:
        first = self.layers[0]
        distinct, position = np.unique(numbers, return_inverse=True)
        pairs = np.array([self._rows[number] for number in distinct.tolist()], dtype=np.int64).reshape(-1, 2)
        embedded = np.concatenate(
            [self.vectors.lookup(pairs[:, 0]), self.shape_vectors[pairs[:, 1]]], axis=1, dtype=np.float32
        )
        index = np.zeros(len(gaps), dtype=np.int64)
        index[~gaps] = position + 1  # row 0 is the gap: a word of zeros
        before, here, after = (
            np.concatenate([np.zeros((1, part.shape[1]), np.float32), embedded @ part]) for part in first.weights
        )
        sums: Floats = here[index]
        sums[1:] += before[index[:-1]]
        sums[:-1] += after[index[1:]]
        return first.finish(sums, gaps)


def best_path(scores: Sequence[Floats], transitions: Floats) -> list[Ids]:
    """Viterbi: the tag sequence of highest total score, for many sequences at once.

    Parameters
    ----------
    scores
        One array (n_words, n_tags) per sequence.
    transitions
        (n_tags, n_tags): score of the second tag after the first.
    """
    paths: list[Ids] = [np.zeros(0, dtype=np.int64)] * len(scores)
    for group in _of_similar_length(scores):
        for index, path in zip(group, _best_path([scores[index] for index in group], transitions), strict=True):
            paths[index] = path
    return paths


def _of_similar_length(scores: Sequence[Floats]) -> Iterator[list[int]]:
    """Indices of sequences, longest first, cut where the length falls to half: at most half of a table is padding."""
    group: list[int] = []
    for index in sorted(
        (index for index, item in enumerate(scores) if len(item)), key=lambda index: -len(scores[index])
    ):
        if group and 2 * len(scores[index]) < len(scores[group[0]]):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _best_path(scores: Sequence[Floats], transitions: Floats) -> list[Ids]:
    """`best_path` of sequences of falling length, none empty."""
    lengths = [len(item) for item in scores]
    padded = np.zeros((lengths[0], len(scores), len(transitions)), dtype=np.float32)
    for column, item in enumerate(scores):
        padded[: len(item), column] = item
    best = padded[0]
    back = np.zeros(padded.shape, dtype=np.int8)
    active = len(scores)
    for step in range(1, lengths[0]):
        while lengths[active - 1] <= step:
            active -= 1
        total = best[:active, :, None] + transitions + padded[step, :active, None, :]
        back[step, :active] = total.argmax(axis=1)
        best[:active] = total.max(axis=1)
    return [_walk_back(best[column], back[:length, column]) for column, length in enumerate(lengths)]


def _walk_back(last: Floats, back: npt.NDArray[np.int8]) -> Ids:
    path = np.empty(len(back), dtype=np.int64)
    path[-1] = last.argmax()
    for step in range(len(back) - 1, 0, -1):
        path[step - 1] = back[step, path[step]]
    return path


def _chunks(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Cut sequences into runs of about `CHUNK_TOKENS` words."""
    chunk: list[int] = []
    for length in lengths:
        if chunk and sum(chunk) + length > CHUNK_TOKENS:
            yield chunk
            chunk = []
        chunk.append(length)
    if chunk:
        yield chunk


class FormNumbers:
    """Numbers of the tokens of documents for a network, looked up once per distinct spelling.

    Parameters
    ----------
    network
        Sees the matching form of a token, with its capitals.
    strings
        Of the vocabulary that the documents share.
    """

    def __init__(self, network: TagNetwork, strings: StringStore) -> None:
        self._network = network
        self._strings = strings
        self._numbers: dict[int, int] = {}

    def __call__(self, spellings: Iterable[int]) -> Ids:
        """Numbers of tokens, given as hashes of their text (``token.orth``)."""
        numbers = self._numbers
        return np.array([numbers[item] if item in numbers else self._add(item) for item in spellings], dtype=np.int64)

    def _add(self, spelling: int) -> int:
        form = matching_form(self._strings[spelling]).text
        number = self._numbers[spelling] = self._network.number(form)
        return number


def _read_convolution(layer: object) -> Convolution:
    conv, norm = layer.conv, layer.norm  # type: ignore[attr-defined]
    scale = norm.weight.array / norm.std.array
    return Convolution(
        weights=np.ascontiguousarray(conv.weight.array.transpose(2, 1, 0)),
        bias=conv.bias.array,
        scale=scale,
        shift=norm.bias.array - norm.mean.array * scale,
    )


@cache
def read_morphology_network() -> TagNetwork:
    """Read slovnet's morphology network; once per process."""
    return TagNetwork(natasha_data() / "model" / "slovnet_morph_news_v1.tar", read_vectors(), Morph)


@cache
def read_name_network() -> TagNetwork:
    """Read slovnet's name network; once per process."""
    return TagNetwork(natasha_data() / "model" / "slovnet_ner_news_v1.tar", read_vectors(), NER)
