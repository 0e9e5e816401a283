"""The forward pass gives slovnet's own answers."""

import numpy as np
import pytest
from navec import Navec
from slovnet import NER, Morph

from pyshma.documents import read_documents
from pyshma.language.decoding import best_path
from pyshma.language.network import (
    WINDOW,
    TagNetwork,
    convolve,
    minimal_filter,
    read_morphology_network,
    read_name_network,
)
from pyshma.language.tokens import find_tokens
from pyshma.language.vectors import natasha_data
from pyshma.resources import demonstration_corpus

SENTENCES = [
    ["В", "Верхней", "Пышме", "живёт", "Анна", "Котова", "."],
    ["Нет"],
    ["Завод", "«", "Уралэлектромедь", "»", "даёт", "медь", ",", "а", "парков", "мало", "…"],
    ["IT-компания", "в", "2035", "году", "!"],
]


def score(network: TagNetwork, sentences: list[list[str]]) -> np.ndarray:
    numbers = np.array([network.forms.number(word) for sentence in sentences for word in sentence], dtype=np.int64)
    return network.score(network.hidden(numbers, [len(sentence) for sentence in sentences]))


@pytest.fixture(scope="module")
def navec() -> Navec:
    return Navec.load(natasha_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


@pytest.fixture(scope="module")
def essays() -> list[list[str]]:
    """The first forty essays, one sequence of words each: longer and shorter than a window."""
    texts = [document.text for document in list(read_documents(demonstration_corpus()))[:40]]
    return [[form for _, _, form in find_tokens(text)] for text in [*texts, " ".join(texts[:12])]]


def test_morphology_is_slovnets(navec: Navec, essays: list[list[str]]) -> None:
    slovnet = Morph.load(natasha_data() / "model" / "slovnet_morph_news_v1.tar").navec(navec)
    network = read_morphology_network()
    for texts in (SENTENCES, essays):
        best = score(network, texts).argmax(axis=1)
        theirs = [token.tag for markup in slovnet.map(texts) for token in markup.tokens]
        assert [network.tags[tag] for tag in best] == theirs


def test_names_are_slovnets(navec: Navec, essays: list[list[str]]) -> None:
    slovnet = NER.load(natasha_data() / "model" / "slovnet_ner_news_v1.tar").navec(navec).infer
    network = read_name_network()
    for texts in (SENTENCES, essays):
        path = best_path(score(network, texts), [len(words) for words in texts], network.transitions)
        theirs = slovnet.decoder(slovnet.process(slovnet.encoder(texts)))
        assert [network.tags[tag] for tag in path] == [tag for tags in theirs for tag in tags]


def test_a_sequence_does_not_see_its_neighbours() -> None:
    network = read_morphology_network()
    alone = np.concatenate([score(network, [sentence]) for sentence in SENTENCES])
    np.testing.assert_allclose(score(network, SENTENCES), alone, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("border", [WINDOW, 2 * WINDOW])
def test_a_window_has_no_border(border: int) -> None:
    network = read_name_network()
    words = (SENTENCES[0] * border)[: border + 10]
    across = score(network, [words])[border - 3 : border + 3]
    np.testing.assert_allclose(across, score(network, [words[border - 6 : border + 6]])[3:-3], rtol=1e-4, atol=1e-4)


def test_no_words_no_scores() -> None:
    network = read_morphology_network()
    assert score(network, []).shape == (0, len(network.tags))


def test_minimal_filtering_is_convolution() -> None:
    rng = np.random.default_rng(0)
    rows, weights = rng.normal(size=(10, 6)).astype(np.float32), rng.normal(size=(3, 6, 4)).astype(np.float32)
    plain = rows[:-2] @ weights[0] + rows[1:-1] @ weights[1] + rows[2:] @ weights[2]
    np.testing.assert_allclose(convolve(rows, minimal_filter(weights)), plain, rtol=1e-5, atol=1e-5)
