"""The forward pass gives slovnet's own answers."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from navec import Navec
from slovnet import NER, Morph

from pyshma.language.network import TagNetwork, best_path, natasha_data, read_morphology_network, read_name_network

SENTENCES = [
    ["В", "Верхней", "Пышме", "живёт", "Анна", "Котова", "."],
    ["Нет"],
    ["Завод", "«", "Уралэлектромедь", "»", "даёт", "медь", ",", "а", "парков", "мало", "…"],
    ["IT-компания", "в", "2035", "году", "!"],
]


def score(network: TagNetwork, sentences: list[list[str]]) -> list[np.ndarray]:
    numbers = np.array([network.number(word) for sentence in sentences for word in sentence])
    lengths = [len(sentence) for sentence in sentences]
    return np.split(np.concatenate(list(network.score(numbers, lengths))), np.cumsum(lengths)[:-1])


@pytest.fixture(scope="module")
def navec() -> Navec:
    return Navec.load(natasha_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


def test_morphology_is_slovnets(navec: Navec) -> None:
    slovnet = Morph.load(natasha_data() / "model" / "slovnet_morph_news_v1.tar").navec(navec)
    network = read_morphology_network()
    ours = [[network.tags[tag] for tag in scores.argmax(axis=1)] for scores in score(network, SENTENCES)]
    assert ours == [[token.tag for token in markup.tokens] for markup in slovnet.map(SENTENCES)]


def test_names_are_slovnets(navec: Navec) -> None:
    slovnet = NER.load(natasha_data() / "model" / "slovnet_ner_news_v1.tar").navec(navec).infer
    network = read_name_network()
    paths = best_path(score(network, SENTENCES), network.transitions)
    ours = [[network.tags[tag] for tag in path] for path in paths]
    assert ours == list(slovnet.decoder(slovnet.process(slovnet.encoder(SENTENCES))))


def test_a_sequence_does_not_see_its_neighbours() -> None:
    network = read_morphology_network()
    together = score(network, SENTENCES)
    alone = [score(network, [sentence])[0] for sentence in SENTENCES]
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


@given(st.lists(st.integers(0, 4), max_size=5), st.integers(0, 2**31))
def test_best_path_beats_every_other(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    transitions = rng.normal(size=(2, 2)).astype(np.float32)
    scores = [rng.normal(size=(length, 2)).astype(np.float32) for length in lengths]
    for item, path in zip(scores, best_path(scores, transitions), strict=True):
        every = [[(code >> bit) & 1 for bit in range(len(item))] for code in range(2 ** len(item))]
        assert _total(item, transitions, path) == pytest.approx(
            max(_total(item, transitions, p) for p in every), abs=1e-4
        )


def _total(scores: np.ndarray, transitions: np.ndarray, path: list[int]) -> float:
    steps = pairwise(path)
    return float(sum(scores[i, tag] for i, tag in enumerate(path)) + sum(transitions[a, b] for a, b in steps))
