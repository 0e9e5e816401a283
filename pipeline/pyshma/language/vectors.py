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
from slovnet.exec.pack import Pack

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
    codes
        For each word, the centroid number of each part: (n_words, n_parts), uint8.
    centroids
        (n_parts, 256, part_size), float32.
    """

    words: dict[str, int]
    codes: npt.NDArray[np.uint8]
    centroids: Floats

    @property
    def n_dimensions(self) -> int:
        """Length of a vector."""
        return int(self.centroids.shape[0] * self.centroids.shape[2])

    def lookup(self, ids: Ids) -> Floats:
        """Vectors of some rows: (len(ids), n_parts × part_size)."""
        parts = np.arange(self.centroids.shape[0])
        return self.centroids[parts, self.codes[ids]].reshape(len(ids), self.n_dimensions)


def natasha_data() -> Path:
    """Folder of the models that ship inside the natasha package, found without importing it."""
    spec = find_spec("natasha")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("natasha is not installed; its package carries the models: pip install natasha")
    return Path(spec.submodule_search_locations[0]) / "data"


def _read_member(name: str) -> bytes:
    with tarfile.open(natasha_data() / ARCHIVE) as tar:
        return tar.extractfile(name).read()  # type: ignore[union-attr]


@cache
def read_vectors() -> Vectors:
    """Read navec's vectors and vocabulary; once per process, shared by the networks."""
    content = _read_member("pq.bin")
    n_words, _, n_parts, n_centroids = np.frombuffer(content, np.uint32, count=4).tolist()
    codes = np.frombuffer(content, np.uint8, count=n_words * n_parts, offset=16).reshape(n_words, n_parts)
    centroids = np.frombuffer(content, np.float32, offset=16 + n_words * n_parts).reshape(n_parts, n_centroids, -1)
    with Pack(natasha_data() / "model" / "slovnet_morph_news_v1.tar") as pack:
        words = pack.load_vocab("word").item_ids
    return Vectors(words=words, codes=codes, centroids=centroids)


@cache
def read_counts() -> Ids:
    """How often each word of `Vectors.words` occurs in the corpus of the vectors; once per process."""
    content = gzip.decompress(_read_member("vocab.bin"))
    n_words = int(np.frombuffer(content, np.uint32, count=1)[0])
    return np.frombuffer(content, np.uint32, count=n_words, offset=4).astype(np.int64)


def count_word(word: str) -> int:
    """How often a word, in lower case, occurs in a billion words of news; 0 for words outside the 250,000.

    >>> count_word("большой") > count_word("больший") > count_word("большевичка")
    True
    """
    row = read_vectors().words.get(word)
    return 0 if row is None else int(read_counts()[row])
