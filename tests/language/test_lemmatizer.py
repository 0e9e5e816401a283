"""Lemmas: chosen in context, not the dictionary's first guess."""

import pytest
from spacy.language import Language

from pyshma.language import citation_lemmas, lemmatize, score_parses

PARKS = [
    ("Это [парк].", "парк"),
    ("Вход в [парка] нет.", "парк"),
    ("Иду к [парку].", "парк"),
    ("Горжусь нашим [парком].", "парк"),
    ("Гуляем в [парке].", "парк"),
    ("Здесь будут [парки] и скверы.", "парк"),
    ("В городе мало [парков].", "парк"),
    ("Радуемся новым [паркам].", "парк"),
    ("Город славится [парками].", "парк"),
    ("Сидим в [парках].", "парк"),
]


@pytest.mark.parametrize(
    ("marked", "lemma"),
    [
        *PARKS,
        ("Пчелиный [рой] улетел.", "рой"),
        ("Из крана течёт [вода].", "вода"),
        ("Мы [стали] взрослыми.", "стать"),
        ("Цех выпускает листы из [стали].", "сталь"),
        ("За\u0301мок стоит в [гopoде].", "город"),
        ("Больше [людей] уезжает.", "человек"),
        ("Мне пятнадцать [лет].", "год"),
        ("[Молодежи] негде гулять.", "молодёжь"),
    ],
)
def test_lemma_in_context(nlp: Language, marked: str, lemma: str) -> None:
    before, word, _ = marked.replace("]", "[").split("[")
    doc = nlp(marked.replace("[", "").replace("]", ""))
    token = next(token for token in doc if token.idx == len(before))
    assert (token.text, token.lemma_) == (word, lemma)


def test_adjective_and_verb_of_one_form() -> None:
    assert lemmatize("следующей", "ADJ", "Case=Gen|Degree=Pos|Gender=Fem|Number=Sing") == "следующий"
    assert lemmatize("идущей", "VERB", "Case=Gen|Gender=Fem|Number=Sing|VerbForm=Part") == "идти"


def test_words_that_are_not_russian_stay() -> None:
    assert [lemmatize(word, "X", "") for word in ("wi-fi", "2035", "3d", "…")] == ["wi-fi", "2035", "3d", "…"]


def test_scores_explain_the_choice() -> None:
    best, *others = score_parses("парков", "NOUN", "Case=Gen|Number=Plur")
    assert (best.parse.lemma, best.agrees) == ("парк", ("Case=Gen", "Number=Plur"))
    assert all(best.score >= other.score for other in others)


@pytest.mark.parametrize(
    ("word", "pos", "features", "lemma"),
    [
        ("больших", "ADJ", "Case=Loc|Degree=Pos|Number=Plur", "большой"),
        ("лучших", "ADJ", "Case=Gen|Degree=Sup|Number=Plur", "лучший"),
        ("чаще", "ADV", "Degree=Cmp", "часто"),
        ("должны", "ADJ", "Number=Plur|Variant=Short", "должен"),
        ("всего", "PRON", "Case=Gen|Gender=Neut|Number=Sing", "всё"),
        ("всего", "DET", "Case=Gen|Gender=Masc|Number=Sing", "весь"),
        ("их", "DET", "", "их"),
        ("их", "PRON", "Case=Gen|Number=Plur|Person=3", "они"),
        ("денег", "NOUN", "Case=Gen|Number=Plur", "деньги"),
        ("счастья", "NOUN", "Case=Gen|Gender=Neut|Number=Sing", "счастье"),
        ("знания", "NOUN", "Case=Nom|Gender=Neut|Number=Plur", "знание"),
        ("алексеевной", "PROPN", "Animacy=Anim|Case=Ins|Gender=Fem|Number=Sing", "алексеевна"),
        ("алексеевича", "PROPN", "Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing", "алексеевич"),
        ("юрьевичу", "PROPN", "Animacy=Anim|Case=Dat|Gender=Masc|Number=Sing", "юрьевич"),
        ("млн", "NOUN", "", "миллион"),
        ("об", "ADP", "", "об"),
    ],
)
def test_lemma_of_a_form_and_a_tag(word: str, pos: str, features: str, lemma: str) -> None:
    assert lemmatize(word, pos, features) == lemma


@pytest.mark.parametrize(
    ("word", "pos", "features"),
    [
        ("деньги", "NOUN", "Case=Nom|Number=Plur"),
        ("чаще", "ADV", "Degree=Cmp"),
        ("лучший", "ADJ", "Case=Nom|Degree=Sup|Gender=Masc|Number=Sing"),
        ("должен", "ADJ", "Gender=Masc|Number=Sing|Variant=Short"),
        ("здоровье", "NOUN", "Case=Nom|Gender=Neut|Number=Sing"),
    ],
)
def test_a_codebook_word_meets_the_lemma_of_a_text(word: str, pos: str, features: str) -> None:
    assert lemmatize(word, pos, features) in citation_lemmas(word)
