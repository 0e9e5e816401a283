"""Errors in Russian: every text that a user may meet has one, with the same fields."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

import pyshma.messages
from pyshma.errors import CodebookError
from pyshma.messages import translate_error
from pyshma.themes.codebook_file import CODEBOOK_FILES
from pyshma.themes.notation import Lists, parse_list, parse_pattern

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
            "a.toml: [topics] n_topic неизвестно; есть: n_topics, seed; может быть, «n_topics»?",
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
        (
            "m: the model was trained with other themes or patterns than 'Другая книга' 0.1; train it again with "
            "pyshma train, or assign themes by the codebook alone",
            "m: модель обучена с другими темами или шаблонами, чем в 'Другая книга' 0.1; обучите её заново командой "
            "pyshma train или ставьте темы одной книгой кодов (--model none)",
        ),
        (
            "a.toml: not a TOML file: Invalid value (at line 1, column 5)",
            "a.toml: это не файл TOML: значение записано неверно; текст берут в кавычки (строка 1, знак 5)",
        ),
        (
            "a.toml: not a TOML file: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
            "a.toml: это не файл TOML: не UTF-8: байт 0xff, место 0; сохраните файл в UTF-8",
        ),
        (
            "out: cannot be written (File name too long); choose another folder or name",
            "out: не записывается (имя слишком длинное); выберите другую папку или имя",
        ),
        (
            "out: cannot be written (Device or resource busy); choose another folder or name",
            "out: не записывается («Device or resource busy»); выберите другую папку или имя",
        ),
        (
            "a.txt: no document could be read; a.txt: the file is too large (886 B, the limit is 50 MB); split it, or "
            "raise max_bytes in the section [documents]",
            "a.txt: ни один документ не прочитан; a.txt: файл слишком велик (886 Б, предел 50 МБ): разделите его или "
            "увеличьте max_bytes в разделе [documents]",
        ),
        ("something that nobody has translated", "something that nobody has translated"),
    ],
)
def test_an_error_in_russian(english: str, russian: str) -> None:
    assert translate_error(english, "ru") == russian
    assert translate_error(english, "en") == english


@pytest.mark.parametrize(
    "pattern",
    [
        "дом) сад",
        "а & б & в & г & д",
        "(дом | )",
        "... дом",
        "дом ... ... сад",
        "дом?",
        "? дом",
        "<мнго> дом",
        "..20 дом",
        "(((((((((дом)))))))))",
        "(дом & сад)",
        "(дом",
        "дом#",
        "дом/сущь",
        "=дом*",
        "э*",
        "слово " * 200,
    ],
)
@pytest.mark.parametrize("lists", [{}, {"много": parse_list(["много"])}], ids=["no lists", "a list"])
def test_what_is_wrong_with_a_pattern_is_said_in_russian(pattern: str, lists: Lists) -> None:
    with pytest.raises(CodebookError) as error:
        parse_pattern(pattern, lists)
    told = translate_error(f"a.yaml: theme 'air': pattern 2: {error.value}", "ru")
    assert told.startswith("a.yaml: тема 'air': шаблон 2: ")
    assert re.search(r"[a-z]{2}", told.replace("a.yaml", "").replace("air", "").replace("lists", "")) is None


@pytest.mark.parametrize(
    "text", ["a: [1", "a: {b: 1", "a:\n\tb: 1", "a: @x", "a: 'b", "- a\nb: 1", "a: b: c", "a: *", "a: - b", "a: 1\nb"]
)
def test_what_is_wrong_with_yaml_is_said_in_russian(text: str) -> None:
    with pytest.raises(CodebookError) as error:
        CODEBOOK_FILES.parse(text, place="a.yaml")
    assert re.fullmatch(r"a\.yaml: строка \d: [^a-z]+", translate_error(str(error.value), "ru"))
