"""Readings of words, and the choice among them by a distribution over tags."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.language import lemmatize
from pyshma.language.agreement import Agreement
from pyshma.language.lemma_options import choose_lemmas, list_options
from pyshma.language.readings import read_word, score_parses

GENITIVE = "NOUN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Plur"
TAGS = [GENITIVE, "ADJ|Degree=Pos|Gender=Masc|Number=Sing|Variant=Short", "ADV|Degree=Pos", "X"]
NAME = "PROPN|Animacy=Anim|Case={}|Gender={}|Number=Sing"


def choose(word: str, *probabilities: float) -> str:
    agreement = Agreement(TAGS)
    options = list_options(word, agreement)
    columns = np.arange(len(probabilities))[None]
    return choose_lemmas([options], agreement.odds, columns, np.array([probabilities], np.float32))[0]


def test_the_whole_distribution_decides() -> None:
    assert choose("парков", 0.2, 0.8, 0.0) == "парковый"
    assert choose("парков", 0.8, 0.2, 0.0) == "парк"


@given(st.sampled_from(TAGS), st.sampled_from(["парков", "стали", "учтиво", "коворкинги", "заброшенных", "больше"]))
def test_a_certain_distribution_is_its_best_tag(tag: str, word: str) -> None:
    pos, _, features = tag.partition("|")
    certain = [float(tag == other) for other in TAGS]
    scores = {item.score: item.parse.lemma for item in reversed(score_parses(word, pos, features))}
    assert choose(word, *certain) == scores[max(scores)]


def test_tokens_are_chosen_for_one_by_one() -> None:
    agreement = Agreement(TAGS)
    words = ["парков", "учтиво", "парков"]
    probabilities = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]], np.float32)
    options = [list_options(word, agreement) for word in words]
    columns = np.tile(np.arange(len(TAGS)), (len(words), 1))
    assert choose_lemmas(options, agreement.odds, columns, probabilities) == ["парк", "учтиво", "парковый"]


@pytest.mark.parametrize(
    ("word", "pos", "features", "lemma"),
    [
        # a participle is an adjective only where the dictionary says that it may be one
        ("образованных", "ADJ", "Case=Gen|Degree=Pos|Number=Plur", "образованный"),
        ("сидящих", "ADJ", "Case=Gen|Degree=Pos|Number=Plur", "сидеть"),
        ("построены", "VERB", "Aspect=Perf|Number=Plur|Tense=Past|Variant=Short|VerbForm=Part|Voice=Pass", "построить"),
        ("управляющую", "ADJ", "Case=Acc|Degree=Pos|Gender=Fem|Number=Sing", "управляющий"),
        ("пострадавшим", "NOUN", "Animacy=Anim|Case=Dat|Gender=Masc|Number=Plur", "пострадавший"),
        # what stands behind a prefix or a hyphen is a word of the dictionary
        ("кофемашину", "NOUN", "Animacy=Inan|Case=Acc|Gender=Masc|Number=Sing", "кофемашина"),
        ("видеоуроки", "NOUN", "Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing", "видеоурок"),
        ("роботы-дворники", "NOUN", "Animacy=Anim|Case=Nom|Gender=Masc|Number=Plur", "робот-дворник"),
        # nothing is guessed for parts of speech that the dictionary has complete
        ("нибудь", "PART", "", "нибудь"),
        ("другом", "PRON", "Case=Ins", "друг"),
        # rare readings
        ("весы", "NOUN", "Animacy=Inan|Case=Acc|Gender=Masc|Number=Plur", "весы"),
        ("маю", "NOUN", "Animacy=Inan|Case=Dat|Gender=Masc|Number=Sing", "май"),
        # adverbs in -о and comparatives
        ("учтиво", "ADV", "Degree=Pos", "учтиво"),
        ("учтиво", "ADJ", "Degree=Pos|Gender=Neut|Number=Sing|Variant=Short", "учтивый"),
        ("чище", "ADJ", "Degree=Cmp", "чистый"),
        ("быстрее", "ADV", "Degree=Cmp", "быстро"),
        # what the form itself looks like is no evidence
        ("личной", "ADJ", "Case=Loc|Degree=Pos|Gender=Fem|Number=Sing", "личный"),
        ("родной", "ADJ", "Case=Gen|Degree=Pos|Gender=Fem|Number=Sing", "родной"),
        ("мал", "ADJ", "Degree=Pos|Gender=Masc|Number=Sing|Variant=Short", "малый"),
        ("каковы", "ADJ", "Degree=Pos|Number=Plur|Variant=Short", "каков"),
        ("всею", "DET", "Case=Ins|Gender=Fem|Number=Sing", "весь"),
        # said at length
        ("спасиииибо", "PART", "", "спасибо"),
        ("классссный", "ADJ", "Case=Nom|Degree=Pos|Gender=Masc|Number=Sing", "классный"),
        # figures, Latin, ordinals, abbreviations
        ("75-летию", "NOUN", "Animacy=Inan|Case=Dat|Gender=Neut|Number=Sing", "75-летие"),
        ("usb-порты", "NOUN", "Animacy=Inan|Case=Acc|Gender=Masc|Number=Plur", "usb-порт"),
        ("90-х", "ADJ", "", "90-й"),
        ("5-го", "ADJ", "Case=Gen|Gender=Masc|Number=Sing", "5-й"),
        ("а.", "PROPN", "", "а"),
        ("тыс.", "ADJ", "", "тысяча"),
        ("2,5", "NUM", "", "2,5"),
        ("dns", "PROPN", "Foreign=Yes", "dns"),
    ],
)
def test_lemma_of_a_form_and_a_tag(word: str, pos: str, features: str, lemma: str) -> None:
    assert lemmatize(word, pos, features) == lemma


@pytest.mark.parametrize(
    ("word", "case", "gender", "lemma"),
    [
        ("фродо", "Gen", "Masc", "фродо"),
        ("снейпа", "Gen", "Masc", "снейп"),
        ("снейпом", "Ins", "Masc", "снейп"),
        ("хёрст", "Nom", "Masc", "хёрст"),
        ("гандурина", "Nom", "Fem", "гандурина"),
        ("гандуриной", "Dat", "Fem", "гандурина"),
        ("гандуриным", "Ins", "Masc", "гандурин"),
        ("бельмондо", "Nom", "Masc", "бельмондо"),
        ("курлатовского", "Gen", "Masc", "курлатовский"),
        ("курлатовскую", "Acc", "Fem", "курлатовская"),
        ("нирлании", "Gen", "Fem", "нирлания"),
        ("жиль", "Nom", "Masc", "жиль"),  # also an imperative: «жилить»
        ("садко", "Nom", "Masc", "садко"),  # also a short adjective
    ],
)
def test_names_that_no_dictionary_has(word: str, case: str, gender: str, lemma: str) -> None:
    pos, _, features = NAME.format(case, gender).partition("|")
    assert lemmatize(word, pos, features) == lemma


@pytest.mark.parametrize(("word", "lemma"), [("постройте", "построить"), ("ворчат", "ворчать")])
def test_a_known_word_is_not_taken_for_a_name(word: str, lemma: str) -> None:
    assert lemmatize(word, "PROPN", "Case=Nom|Gender=Masc|Number=Sing") == lemma


def test_closed_classes_come_first() -> None:
    best, *_ = score_parses("его", "DET", "")
    assert best.parse.lemma == "его"


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-", min_size=1, max_size=12))
def test_every_word_has_a_lemma(word: str) -> None:
    assert all(reading.weight > 0 for reading in read_word(word, name=True))
    assert lemmatize(word, "NOUN", "Case=Gen|Number=Sing") == lemmatize(word, "NOUN", "Case=Gen|Number=Sing") != ""
