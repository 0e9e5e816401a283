"""The encoder: cutting words into pieces, the forward pass, windows, and what is on disk."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyshma.errors import CodebookError
from pyshma.themes.encoder import SentenceEncoder, encoder_files, read_encoder
from pyshma.themes.encoder.network import Layer, Linear, Norm, gelu
from pyshma.themes.encoder.pieces import Pieces

SCORES = {
    "<s>": 0.0,
    "</s>": 0.0,
    "<unk>": 0.0,
    "▁парк": -2.0,
    "▁пар": -1.0,
    "к": -4.0,
    "и": -1.5,
    "▁": -3.0,
    "в": -3.0,
}
PIECES = dict(enumerate(SCORES))


def cut(text: str) -> str:
    return " ".join(PIECES[number] for number in Pieces(SCORES).encode(text))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("парки", "▁парк и"),
        ("пари парк", "▁пар и ▁парк"),
        ("в парк", "▁ в ▁парк"),
        ("парк\n\t парк", "▁парк ▁парк"),
        ("пар😀", "▁пар <unk>"),
        ("ﬁ", "▁ <unk> <unk>"),  # one letter stands for two
        ("", ""),
    ],
)
def test_a_word_is_cut_where_its_pieces_are_most_probable(text: str, pieces: str) -> None:
    assert cut(text) == pieces


@given(st.text(alphabet="парки в", max_size=12))
def test_no_other_cut_is_more_probable(text: str) -> None:
    known = Pieces(SCORES)

    def best(word: str) -> float:
        """Of all cuts, tried one by one."""
        if not word:
            return 0.0
        cuts = [SCORES[piece] + best(word[len(piece) :]) for piece in SCORES if word.startswith(piece)]
        return max([*cuts, min(SCORES.values()) - 10 + best(word[1:])])

    for word in text.split():
        found = [PIECES[number] for number in known.encode(word)]
        score = sum(SCORES[piece] if piece != "<unk>" else min(SCORES.values()) - 10 for piece in found)
        assert math.isclose(score, best("▁" + word))


def test_an_endless_word_is_cut_off() -> None:
    assert len(Pieces(SCORES).encode("и" * 100_000)) < 300


def random_arrays(seed: int = 0, *, n: int = 8, n_layers: int = 2, longest: int = 12) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.5, shape).astype(np.float32)

    arrays = {"words": draw(len(SCORES), n), "places": draw(longest, n), "norm": draw(n), "norm.bias": draw(n)}
    for place in (f"layers.{number}." for number in range(n_layers)):
        for name in ("query", "key", "value", "attended"):
            arrays |= {place + name: draw(n, n), place + name + ".bias": draw(n)}
        arrays |= {place + "widen": draw(4 * n, n), place + "widen.bias": draw(4 * n)}
        arrays |= {place + "narrow": draw(n, 4 * n), place + "narrow.bias": draw(n)}
        for name in ("attended_norm", "norm"):
            arrays |= {place + name: draw(n), place + name + ".bias": draw(n)}
    return arrays | {"head": draw(2, 2 * n), "head.bias": draw(2)}


META = {
    "n_heads": 2,
    "n_layers": 2,
    "themes": ["parks", "roads"],
    "pieces": list(SCORES),
    "scores": list(SCORES.values()),
}


def write(folder: Path, meta: dict[str, object] = META, **changes: np.ndarray) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in encoder_files(meta, random_arrays() | changes).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "encoder")


@pytest.fixture
def encoder(folder: Path) -> SentenceEncoder:
    return read_encoder(folder)


def plainly(arrays: dict[str, np.ndarray], ids: list[int], n_heads: int = 2) -> np.ndarray:
    """The forward pass head by head and piece by piece, in double precision."""
    a = {name: array.astype(float) for name, array in arrays.items()}

    def norm(rows: np.ndarray, name: str) -> np.ndarray:
        rows = (rows - rows.mean(1, keepdims=True)) / rows.std(1, keepdims=True)
        return rows * a[name] + a[name + ".bias"]

    def linear(rows: np.ndarray, name: str) -> np.ndarray:
        return rows @ a[name].T + a[name + ".bias"]

    rows = norm(a["words"][ids] + a["places"][: len(ids)], "norm")
    size = rows.shape[1] // n_heads
    for place in ("layers.0.", "layers.1."):
        query, key, value = (linear(rows, place + name) for name in ("query", "key", "value"))
        mixed = np.zeros_like(rows)
        for head in (slice(start, start + size) for start in range(0, rows.shape[1], size)):
            for number in range(len(ids)):
                weights = np.exp(key[:, head] @ query[number, head] / math.sqrt(size))
                mixed[number, head] = weights @ value[:, head] / weights.sum()
        rows = norm(rows + linear(mixed, place + "attended"), place + "attended_norm")
        wide = linear(rows, place + "widen")
        wide = wide * (1 + np.vectorize(math.erf)(wide / math.sqrt(2))) / 2
        rows = norm(rows + linear(wide, place + "narrow"), place + "norm")
    return rows


def test_the_forward_pass_gives_the_numbers_of_a_plain_one(encoder: SentenceEncoder) -> None:
    ids = [0, 3, 6, 1, 7, 8, 1]
    assert encoder.network(np.array(ids)) == pytest.approx(plainly(random_arrays(), ids), abs=0.05)


def test_gelu_is_nearly_the_exact_one() -> None:
    rows = np.linspace(-6, 6, 500, dtype=np.float32)[None]
    exact = [x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in rows[0].tolist()]
    assert gelu(rows)[0] == pytest.approx(exact, abs=5e-4)


def test_a_layer_leaves_its_input_alone() -> None:
    rng = np.random.default_rng(0)
    linear = [
        Linear(rng.normal(size=shape).astype(np.float32), np.zeros(shape[1], np.float32))
        for shape in ((4, 12), (4, 4), (4, 16), (16, 4))
    ]
    norm = Norm(np.ones(4, np.float32), np.zeros(4, np.float32))
    rows = rng.normal(size=(3, 4)).astype(np.float32)
    before = rows.copy()
    Layer(2, linear[0], linear[1], norm, linear[2], linear[3], norm)(rows)
    assert np.array_equal(rows, before)


def test_every_sentence_has_a_probability_of_every_theme(encoder: SentenceEncoder) -> None:
    scores = encoder.score(["парк и парк", "", "пари"])
    assert scores.shape == (3, 2)
    assert ((scores > 0) & (scores < 1)).all()
    assert encoder.score([]).shape == (0, 2)


def test_a_sentence_is_read_in_view_of_its_neighbours(encoder: SentenceEncoder) -> None:
    alone, beside = encoder.score(["парк"])[0], encoder.score(["парк", "пари"])[0]
    assert not np.allclose(alone, beside)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    return read_encoder(write(tmp_path_factory.mktemp("models") / "encoder"))


@given(sentences=st.lists(st.text(alphabet="парки в", max_size=30), min_size=1, max_size=8))
@example(sentences=["", "", "ааа", "ааи"])
def test_long_texts_are_read_in_windows(shared: SentenceEncoder, sentences: list[str]) -> None:
    """No window is longer than the network, every sentence is in one, and a text of two windows is two texts."""
    encoder = shared
    windows = list(encoder._windows(sentences))
    assert sum(map(len, windows)) == len(sentences)
    assert all(1 + sum(map(len, window)) <= encoder.network.longest for window in windows)
    first = len(windows[0])
    apart = np.vstack([encoder.score(sentences[:first]), encoder.score(sentences[first:])])
    assert np.array_equal(encoder.score(sentences), apart)


def test_of_an_endless_text_the_beginning_is_read(shared: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = ["парк и парк в парк"] * 9
    whole = shared.score(sentences)
    assert not np.isnan(whole).any()
    monkeypatch.setattr("pyshma.themes.encoder.encoder.MAX_WINDOWS", 2)
    n_read = sum(len(window) for window in list(shared._windows(sentences))[:2])
    assert 0 < n_read < len(sentences)
    begun = shared.score(sentences)
    assert np.array_equal(begun[:n_read], whole[:n_read])
    assert np.isnan(begun[n_read:]).all()


def test_what_was_stored_is_read(folder: Path) -> None:
    """Whole numbers of eight bits change the scores by little."""
    arrays = random_arrays()
    rows = plainly(arrays, [0, 3, 1])[1:]
    pooled = np.concatenate([rows.mean(0), rows.max(0)])
    exact = 1 / (1 + np.exp(-(arrays["head"] @ pooled + arrays["head.bias"])))
    encoder = read_encoder(folder)
    assert encoder.score(["парк"])[0] == pytest.approx(exact, abs=0.02)
    files = [(folder / name).read_bytes() for name in ("encoder.json", "weights.safetensors")]
    assert encoder.digest == hashlib.sha256(b"".join(files)).hexdigest()


def test_columns_of_themes_in_another_order(encoder: SentenceEncoder) -> None:
    assert encoder.columns(["roads", "parks"]) == [1, 0]
    with pytest.raises(CodebookError, match="does not know the themes sea, air; it knows: parks, roads"):
        encoder.columns(["sea", "parks", "air"])


def break_meta(folder: Path, **changes: object) -> None:
    path = folder / "encoder.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"format": 9}, "its format is 9, known is 1"),
        ({"pieces": ["<s>"], "scores": [0]}, "damaged"),
        ({"scores": [0.0]}, "damaged"),
        ({"themes": ["parks"]}, "do not fit"),
        ({"n_layers": 3}, "damaged"),
        ({"n_layers": "two"}, "damaged"),
    ],
)
def test_a_damaged_encoder_is_told(folder: Path, changes: dict[str, object], told: str) -> None:
    break_meta(folder, **changes)
    with pytest.raises(CodebookError, match=told):
        read_encoder(folder)


def test_damaged_weights_are_told(folder: Path) -> None:
    (folder / "weights.safetensors").write_bytes(b"not weights")
    with pytest.raises(CodebookError, match="the encoder is damaged"):
        read_encoder(folder)


def test_a_missing_encoder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"no encoder there \(No such file"):
        read_encoder(tmp_path)
