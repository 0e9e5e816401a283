"""Word vectors, vocabulary and word counts of navec, which ship inside the natasha package.

``navec_news_v1_1B_250K_300d_100q`` (MIT): 250,000 words of a billion-word corpus of Russian news, with 300 dimensions
in 100 quantised parts.
"""

from __future__ import annotations

import gzip
import tarfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

ARCHIVE: Final = Path("emb", "navec_news_v1_1B_250K_300d_100q.tar")


@dataclass(frozen=True, slots=True)
class Vectors:
    """Product-quantised word vectors (navec).

    Parameters
    ----------
    words
        Word → row, in lower case; ``<unk>`` among them.
    counts
        How often each word occurs in the corpus of the vectors: (n_words,).
    codes
        For each word, the centroid number of each part: (n_words, n_parts), uint8.
    centroids
        (n_parts, 256, part_size), float32.
    """

    words: dict[str, int]
    counts: Ids
    codes: npt.NDArray[np.uint8]
    centroids: Floats

    @property
    def n_dimensions(self) -> int:
        """Length of a vector."""
        return int(self.centroids.shape[0] * self.centroids.shape[2])

    def lookup(self, ids: Ids) -> Floats:
        """Vectors of some rows: (len(ids), n_parts × part_size)."""
        n_parts, n_centroids, size = self.centroids.shape
        rows = self.codes[ids] + n_centroids * np.arange(n_parts)
        decoded: Floats = self.centroids.reshape(-1, size).take(rows, axis=0).reshape(len(ids), self.n_dimensions)
        return decoded


def natasha_data() -> Path:
    """Folder of the models that ship inside the natasha package, found without importing it."""
    spec = find_spec("natasha")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("natasha is not installed; its package carries the models: pip install natasha")
    return Path(spec.submodule_search_locations[0]) / "data"


def _map_member(name: str) -> npt.NDArray[np.uint8]:
    """Bytes of a member of the archive, mapped: pages are read when they are used, and shared by all processes."""
    path = natasha_data() / ARCHIVE
    with tarfile.open(path) as tar:
        member = tar.getmember(name)
    return np.asarray(np.memmap(path, np.uint8, mode="r", offset=member.offset_data, shape=(member.size,)))


def _read_vocabulary() -> tuple[list[str], Ids]:
    """Words in the order of the vectors, and how often each occurs in the corpus of the vectors."""
    content = gzip.decompress(_map_member("vocab.bin").data)
    n_words = int(np.frombuffer(content, np.uint32, count=1)[0])
    counts = np.frombuffer(content, np.uint32, count=n_words, offset=4).astype(np.int64)
    return content[4 + counts.size * 4 :].decode("utf-8").split("\n"), counts


@cache
def read_vectors() -> Vectors:
    """Read navec's vectors, vocabulary and counts; once per process, shared by the networks."""
    content = _map_member("pq.bin")
    n_words, _, n_parts, n_centroids = content[:16].view(np.uint32).tolist()
    stop = 16 + n_words * n_parts
    codes = content[16:stop].reshape(n_words, n_parts)
    centroids = content[stop:].view(np.float32).reshape(n_parts, n_centroids, -1).copy()
    words, counts = _read_vocabulary()
    return Vectors(dict(zip(words, range(n_words), strict=True)), counts, codes, centroids)


def count_word(word: str) -> int:
    """How often a word, in lower case, occurs in a billion words of news; 0 for words outside the 250,000.

    >>> count_word("большой") > count_word("больший") > count_word("большевичка")
    True
    """
    vectors = read_vectors()
    row = vectors.words.get(word)
    return 0 if row is None else int(vectors.counts[row])
