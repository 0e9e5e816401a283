"""Bias and batch normalisation of a network, folded into the weights of the layer behind them.

A layer of slovnet gives ``scale · max(z + bias, 0) + shift`` for a convolution ``z``. With ``u = max(z, −bias)`` that
is ``scale · u + (scale · bias + shift)``, and the next layer is linear: its weights take ``scale``, its bias takes the
rest. What remains to be computed between two products is one maximum. A gap between sequences must count as zero, so
it gets the ``u`` that makes it zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .vectors import Floats, Ids


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution of width 3 whose bias and normalisation are folded away.

    Parameters
    ----------
    weights
        (3, n_in, n_out): the parts that look at the word before, the word itself and the one after.
    floor
        (n_out,): outputs below are raised to it; ReLU and bias in one.
    gap
        (n_out,): the output that the next layer takes for zero.
    """

    weights: Floats
    floor: Floats
    gap: Floats

    def finish(self, rows: Floats, gaps: Ids) -> None:
        """Raise the sums of a convolution to the floor and reset the gaps; works in place, rows outside are ignored."""
        np.maximum(rows, self.floor, out=rows)
        rows[gaps[(gaps >= 0) & (gaps < len(rows))]] = self.gap


def fold(layers: Sequence[Any], head: Any) -> tuple[Layer, Layer, Layer, Floats]:  # noqa: ANN401
    """Fold slovnet's three layers and its linear head.

    Returns
    -------
    the layers, and the weights (n_hidden + 1, n_tags) of the head; the last row is its bias
    """
    n_in = layers[0].conv.weight.array.shape[1]
    scale, offset = np.ones(n_in), np.zeros(n_in)
    folded = []
    for layer in layers:
        conv, norm = layer.conv, layer.norm
        kernel = conv.weight.array.astype(np.float64).transpose(2, 1, 0)
        bias = conv.bias.array + np.einsum("i,kio->o", offset, kernel)
        weights = kernel * scale[:, None]
        scale = norm.weight.array.astype(np.float64) / norm.std.array
        offset = scale * bias + norm.bias.array - norm.mean.array * scale
        folded.append(Layer(*(_float32(part) for part in (weights, -bias, -offset / scale))))
    weights, bias = head.weight.array.astype(np.float64), head.bias.array
    first, second, third = folded
    return first, second, third, _float32(np.vstack([weights * scale[:, None], bias + offset @ weights]))


def _float32(values: Any) -> Floats:  # noqa: ANN401
    return np.ascontiguousarray(values, dtype=np.float32)
