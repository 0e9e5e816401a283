from __future__ import annotations

import pytest

from pyshma.documents.readers.markdown import read_markdown, strip_marks
from pyshma.settings import DocumentSettings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Мой город #\nПарк", "Мой город\nПарк"),
        ("Мой город\n=========\nПарк", "Мой город\n\nПарк"),
        ("---\ntitle: Город\n---\nПарк", "Парк"),
        ("Хочу **чистый** и *светлый* __город__ с _парком_", "Хочу чистый и светлый город с парком"),
        ("***важно***", "важно"),
        ('[сайт](https://example.org "a") и [ссылка][1]\n\n[1]: https://example.org', "сайт и ссылка\n\n"),
        ("Вот ![фото парка](park.jpg) он", "Вот  он"),
        ("- парк\n* лес\n+ луг\n1. пруд\n- [x] дорога", "парк\nлес\nлуг\n1. пруд\nдорога"),
        ("> Он сказал\n> > ей", "Он сказал\nей"),
        ("```python\nкод\n```", "\nкод\n"),
        ("`парк` и ~~лес~~", "парк и лес"),
        ("| тема | доля |\n|---|---:|\n| парк | 5 |", " тема | доля \n\n парк | 5 "),
        ("парк<b>ом</b> <!-- тут был я --> луг", "парком  луг"),
        ("2 * 2 = 4, 5*6*7", "2 * 2 = 4, 5*6*7"),
        ("snake_case_name и a_b", "snake_case_name и a_b"),
        (r"1\. не список \*звезда\*", "1. не список *звезда*"),
        ("Парк — это\n\n---\n\nжизнь", "Парк — это\n\nжизнь"),
        ("#хочупарк", "#хочупарк"),
    ],
)
def test_marks_go_and_words_stay(text, expected):
    assert strip_marks(text) == expected


def test_code_pages_and_line_ends():
    (passage,) = read_markdown("# Мой город\r\n\r\nХочу **парк**".encode("cp1251"), settings=DocumentSettings())
    assert passage.text == "Мой город\n\nХочу парк"


@pytest.mark.parametrize("mark", ["*", "_", "[", "`", "<!--", "|", "> ", "-"])
def test_marks_without_end_do_not_hang(mark):
    assert len(strip_marks(mark * 20_000)) <= 20_000 * len(mark)
