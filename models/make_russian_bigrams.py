"""Make ``pipeline/pyshma/documents/russian_bigrams.json``: how often each Russian letter follows another inside a word.

Source: the word list with corpus counts of the navec vectors ``navec_news_v1_1B_250K_300d_100q`` (250,000 words, a
billion tokens of news; MIT), which ships inside the natasha package. No text of this project is looked at. Run
``python models/make_russian_bigrams.py``; the same natasha gives the same bytes.

Each word counts as often as it occurs; it begins and ends with the boundary, written as a space. The list spells most
words with е where print has ё, so the two are counted as one and ё then gets `YO_SHARE` of it.
"""

from __future__ import annotations

import json
import math
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from navec import Navec

ALPHABET = " абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
YO_SHARE = 0.08  # of е and ё together; about 1 letter in 8 where a text writes ё throughout, none in most texts
SMOOTHING = 1e-5  # probability mass of pairs that no word has, per pair
TARGET = Path(__file__).parents[1] / "pipeline/pyshma/documents/russian_bigrams.json"


def read_word_counts() -> list[tuple[str, int]]:
    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise SystemExit("install natasha: its word list is the source")
    vocabulary = Navec.load(next((Path(spec.origin).parent / "data" / "emb").glob("navec_*.tar"))).vocab
    return list(zip(vocabulary.words, vocabulary.counts, strict=False))  # two service words at the end have no count


def count_pairs(words: list[tuple[str, int]]) -> np.ndarray:
    index = {letter: number for number, letter in enumerate(ALPHABET)}
    counts = np.zeros((len(ALPHABET), len(ALPHABET)))
    for word, count in words:
        letters = word.replace("ё", "е")
        if all(letter in index for letter in letters):
            for left, right in zip(f" {letters}", f"{letters} ", strict=True):
                counts[index[left], index[right]] += count
    return share_with_yo(counts, index["е"], index["ё"])


def share_with_yo(counts: np.ndarray, e: int, yo: int) -> np.ndarray:
    counts[yo] = YO_SHARE * counts[e]
    counts[e] *= 1 - YO_SHARE
    counts[:, yo] = YO_SHARE * counts[:, e]
    counts[:, e] *= 1 - YO_SHARE
    return counts


def surprise(counts: np.ndarray) -> list[list[int]]:
    shares = counts / counts.sum(axis=1, keepdims=True)
    smooth = (shares + SMOOTHING) / (1 + SMOOTHING * len(ALPHABET))
    return [[round(-100 * math.log(value)) for value in row] for row in smooth]


def main() -> None:
    table = surprise(count_pairs(read_word_counts()))
    rows = ",\n".join(f'    "{letter}": {json.dumps(row)}' for letter, row in zip(ALPHABET, table, strict=True))
    note = "-100 ln P(next letter | letter); made by models/make_russian_bigrams.py from the navec word list (MIT)"
    head = f'  "about": {json.dumps(note)},\n  "alphabet": {json.dumps(ALPHABET, ensure_ascii=False)},\n'
    TARGET.write_text(f'{{\n{head}  "surprise": {{\n{rows}\n  }}\n}}\n', encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
