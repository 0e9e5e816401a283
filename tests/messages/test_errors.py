"""Errors in Russian: every text that a user may meet has one, with the same fields."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest

import pyshma.messages
from pyshma.messages import translate_error

TRANSLATIONS = tomllib.loads(Path(pyshma.messages.__file__).with_name("errors.ru.toml").read_text(encoding="utf-8"))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("english", TRANSLATIONS)
def test_fields_are_kept(english: str) -> None:
    assert fields(english) == fields(TRANSLATIONS[english])


@pytest.mark.parametrize("english", [text for text in TRANSLATIONS if "rest" not in fields(text)])
def test_every_translation_is_reached_by_its_own_text(english: str) -> None:
    values = {name: f"‹{name}›" for name in fields(english)}
    assert translate_error(english.format(**values), "ru") == TRANSLATIONS[english].format(**values)


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        (
            "air.yaml: theme 'air': pattern 2 is empty; delete it or give a word",
            "air.yaml: тема 'air': шаблон 2 пуст; удалите его или впишите слово",
        ),
        (
            "a.toml: [topics] n_topic is unknown; known: n_topics, seed; did you mean 'n_topics'?",
            "a.toml: [topics] n_topic неизвестно; есть: n_topics, seed; может быть, 'n_topics'?",
        ),
        (
            "no column 'рост'; the table of documents has: класс, пол",
            "нет столбца 'рост'; в таблице документов есть: класс, пол",
        ),
        (
            "x.pdf: no document could be read; x.pdf: the file is damaged (no pages); open it in its program, save it "
            "anew and put it here again",
            "x.pdf: ни один документ не прочитан; x.pdf: файл повреждён (нет страниц): откройте его в своей программе, "
            "сохраните заново и положите снова",
        ),
        ("something that nobody has translated", "something that nobody has translated"),
    ],
)
def test_an_error_in_russian(english: str, russian: str) -> None:
    assert translate_error(english, "ru") == russian
    assert translate_error(english, "en") == english
