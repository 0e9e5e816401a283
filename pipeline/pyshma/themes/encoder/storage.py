"""An encoder on disk: ``encoder.json`` for its pieces and themes, ``weights.safetensors`` for its numbers.

Matrices are stored as whole numbers of 8 bits with a scale for every row: probabilities of sentences change by 0.0006
on average and by 0.012 in one of a hundred (every sixth of the 285 essays).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load, save

from ...errors import CodebookError
from ...resources import default_encoder
from .encoder import SentenceEncoder
from .network import Floats, Layer, Linear, Network, Norm, Words
from .pieces import Pieces

FORMAT: Final = 1
_FILES: Final = ("encoder.json", "weights.safetensors")
_SCALE: Final = ".scale"

Arrays = Mapping[str, npt.NDArray[Any]]


@cache
def shipped_encoder() -> SentenceEncoder:
    """The encoder that comes with pyshma, read once per process.

    Raises
    ------
    CodebookError
        As `read_encoder`.
    """
    return read_encoder(default_encoder())


def read_encoder(folder: str | Path) -> SentenceEncoder:
    """Read an encoder from the files that `encoder_files` gives.

    Raises
    ------
    CodebookError
        There is no encoder, or it is damaged.
    """
    text, weights = _read_files(Path(folder))
    try:
        meta = json.loads(text)
        if meta["format"] != FORMAT:
            raise ValueError(f"its format is {meta['format']}, known is {FORMAT}")
        arrays = load(weights)
        layers = [_layer(arrays, f"layers.{number}.", meta["n_heads"]) for number in range(meta["n_layers"])]
        words = Words(arrays["words"], arrays["words" + _SCALE])
        network = Network(words, arrays["places"], _norm(arrays, "norm"), layers)
        pieces = Pieces(dict(zip(meta["pieces"], meta["scores"], strict=True)))
        head = _linear(arrays, "head")
        themes = tuple(meta["themes"])
        if len(words.rows) != len(meta["pieces"]) or len(head.biases) != len(themes):
            raise ValueError("its weights do not fit its pieces and themes")
    except (SafetensorError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"{folder}: the encoder is damaged ({error}); install pyshma again") from error
    return SentenceEncoder(themes, hashlib.sha256(text + weights).hexdigest(), pieces, network, head)


def encoder_files(meta: Mapping[str, object], arrays: Mapping[str, Floats]) -> dict[str, bytes]:
    """Content of the files of an encoder, by their names.

    Parameters
    ----------
    meta
        ``n_heads``, ``n_layers``, ``themes``, ``pieces``, their ``scores``, and what else is to be known.
    arrays
        Weights by name; matrices are (n_out, n_in).
    """
    stored: dict[str, npt.NDArray[Any]] = {}
    for name, array in arrays.items():
        if array.ndim == 2 and name != "places":
            stored[name], stored[name + _SCALE] = quantize(array)
        else:
            stored[name] = np.ascontiguousarray(array, np.float32)
    text = json.dumps({"format": FORMAT, **meta}, ensure_ascii=False) + "\n"
    return dict(zip(_FILES, (text.encode(), save(stored)), strict=True))


def quantize(matrix: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Rows as whole numbers from −127 to 127, and the scale of each row.

    >>> rows, scales = quantize(np.array([[1.0, -2.0], [0.0, 0.0]], np.float32))
    >>> rows.tolist(), (rows * scales[:, None]).round(2).tolist()
    ([[64, -127], [0, 0]], [[1.0099999904632568, -2.0], [0.0, 0.0]])
    """
    scales = (np.abs(matrix).max(axis=1) / 127).astype(np.float32)
    rows = np.rint(matrix / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8)
    return rows, scales


def _read_files(folder: Path) -> list[bytes]:
    try:
        return [(folder / name).read_bytes() for name in _FILES]
    except OSError as error:
        raise CodebookError(f"{folder}: no encoder there ({error.strerror}); install pyshma again") from error


def _linear(arrays: Arrays, *names: str) -> Linear:
    """One or several linear layers side by side."""
    weights = [arrays[name] * arrays[name + _SCALE][:, None] for name in names]
    biases = [arrays[name + ".bias"] for name in names]
    return Linear(np.ascontiguousarray(np.vstack(weights).T), np.concatenate(biases))


def _norm(arrays: Arrays, name: str) -> Norm:
    return Norm(arrays[name], arrays[name + ".bias"])


def _layer(arrays: Arrays, place: str, n_heads: int) -> Layer:
    return Layer(
        n_heads,
        _linear(arrays, place + "query", place + "key", place + "value"),
        _linear(arrays, place + "attended"),
        _norm(arrays, place + "attended_norm"),
        _linear(arrays, place + "widen"),
        _linear(arrays, place + "narrow"),
        _norm(arrays, place + "norm"),
    )
