"""Figures of speech and negations that hold for every codebook."""

import re
import tomllib
from pathlib import Path

import pytest

import pyshma
from pyshma.language import citation_lemmas
from pyshma.themes import Codebook, ThemeMatcher, contexts

DATA = tomllib.loads(Path(contexts.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
FIGURES = [tuple(turn) for turns in DATA["figurative"].values() for turn in turns]
NEGATIONS = [tuple(turn) for key in ("after", "before", "around") for turn in DATA["negation"][key]]


@pytest.fixture(scope="module")
def nlp():
    return pyshma.load()


@pytest.fixture(scope="module")
def reasons(nlp):
    """What became of the mentions of patterns in a text: the reason for which each was dropped, or None."""

    def explain(text, *patterns):
        book = Codebook.from_dict({"title": "Город", "themes": [{"id": "a", "name": "А", "patterns": list(patterns)}]})
        kept, dropped = ThemeMatcher(book, citation_lemmas).match_with_reasons(nlp(text))
        found = [(mention.first_token, None) for mention in kept]
        found += [(loss.mention.first_token, loss.reason) for loss in dropped]
        return [reason for _, reason in sorted(found, key=lambda item: item[0])]

    return explain


def of_example(reasons, example):
    """Reasons for the form in brackets."""
    word = re.search(r"\[(.+?)\]", example)[1]
    return reasons(example.replace("[", "").replace("]", ""), " ".join(f"={part.lower()}" for part in word.split()))


@pytest.mark.parametrize(("turn", "example"), FIGURES)
def test_figure_of_speech_is_no_mention(reasons, turn, example):
    assert of_example(reasons, example) == ["figurative"]


@pytest.mark.parametrize(("turn", "example"), NEGATIONS)
def test_what_the_author_does_not_speak_about_is_no_mention(reasons, turn, example):
    assert of_example(reasons, example) == ["negated"]


@pytest.mark.parametrize(("turn", "example"), [tuple(turn) for turn in DATA["negation"]["unless"]])
def test_negation_that_is_none_changes_nothing(reasons, turn, example):
    assert of_example(reasons, example) == [None]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Дорога к школе вся в ямах.", "дорога"),
        ("Дороги в нашем районе разбиты.", "дорога"),
        ("Школа даёт знания для жизни.", "школа"),
        ("Лес руками детей посадили.", "лес"),
        ("На улице нет света в конце двора.", "свет"),
        ("Под белым светом фонарей видно тротуар.", "свет"),
        ("Новое футбольное поле у школы.", "поле"),
        ("Чистой воды в посёлке нет.", "вода"),
        ("Дышим грязным воздухом.", "воздух"),
        ("В парке бьёт фонтан.", "фонтан"),
        ("У нас болит голова от дыма.", "болеть"),
        ("Поставьте скамейки во дворе.", "скамейка"),
        ("Нужна площадка для собак.", "площадка"),
        ("На дворе нет ни одной лавочки.", "двор"),
        ("Мост через реку закрыт.", "мост"),
        ("Собака устала.", "собака"),
        ("Поезд ушёл с опозданием в час.", "вокзал | опоздание"),
        ("На переходе горит зелёный свет.", "свет"),
        ("Посёлок остался без остановки.", "остановка"),
        ("Пришли, а поезд уже ушёл.", "поезд"),
        ("Учитель старой школы приехал к нам.", "школа"),
        ("Дети просятся в детский сад.", "детский сад"),
        ("Много воды ушло из-за прорыва.", "вода"),
        ("Купаемся в мутной воде.", "вода"),
        ("Видно, как воздух портит завод.", "воздух"),
        ("Пыль висит в воздухе весь день.", "воздух"),
        ("Собака съела отраву.", "собака"),
        ("Вечером отключили весь свет.", "свет"),
        ("Лампы дают ровный белый свет.", "свет"),
        ("До фонаря идти в темноте.", "фонарь"),
        ("Во дворе зимой скользко.", "двор"),
        ("Нужна площадка для общения.", "площадка"),
        ("Во дворе устроили концерт.", "концерт"),
        ("Там поют старые песни.", "песня"),
        ("В театре она играет главную роль.", "играть"),
        ("Тренер объяснил правила игры.", "игра"),
        ("Мусор в голове парка никто не убирает.", "парк"),
    ],
)
def test_literal_use_stays(reasons, text, word):
    assert reasons(text, word) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Дело не в дорогах, а в школах.", ["negated", None]),
        ("Дело не в дорогах и не в школах.", ["negated", "negated"]),
        ("Дело не в «дорогах», школа важнее.", ["negated", None]),
        ("Дело не в том, что дороги плохие.", [None]),
        ("Дело не только в дорогах.", [None]),
        ("Дело в дорогах.", [None]),
        ("Не про школу хочу сказать, а про дороги.", ["negated", None]),
        ("Школы хорошие, дороги тут ни при чём.", [None, "negated"]),
        ("Дело не в этом. Дороги плохие.", [None]),
        ("Дорог у нас нет.", [None]),
        ("Не хватает школ, не чистят дороги.", [None, None]),
    ],
)
def test_negation_reaches_to_the_end_of_its_clause(reasons, text, expected):
    assert reasons(text, "дорога", "школа") == expected


def test_pattern_that_names_the_turn_itself_is_wanted(reasons):
    assert reasons("Дорога жизни спасла город.", "дорога жизни") == [None]
    assert reasons("Дорога жизни спасла город.", "дорога") == ["figurative"]
    assert reasons("Дело не в деньгах.", "дело не в деньги") == [None]


def test_exception_of_the_codebook_is_told_before_a_general_one(reasons):
    assert reasons("Лес рук.", {"text": "лес", "unless": ["лес =рук"]}) == ["unless"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Автобус идёт по улице Театральной.", ["street"]),
        ("Живу на ул. Театральная, дом 5.", ["street"]),
        ("На Театральной, 2, нет света.", ["street"]),
        ("Гуляю на Театральной площади.", ["street"]),
        ("Хожу в Театральную студию.", [None]),
        ("Театральная жизнь у нас бедная.", [None]),  # a sentence begins
        ("Нужны театральные кружки.", [None]),
        ("НУЖНЫ ТЕАТРАЛЬНЫЕ!", [None]),
    ],
)
def test_an_adjective_that_names_a_street_says_nothing_of_its_theme(reasons, text, expected):
    assert reasons(text, "театральный") == expected
