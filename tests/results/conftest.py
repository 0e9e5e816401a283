"""A small analysis with everything that the report shows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import pyshma
from pyshma.results.analysis import Analysis
from pyshma.settings import StatisticsSettings

HOSTILE = [
    "Построят новую больницу <script>alert(1)</script>.",
    "Нужен парк</script><script>alert(2)</script>.",
    "Хочу {{ 7 * 7 }} и {% raw %} чистый воздух и новую больницу.",
    '<svg onload="alert(3)"> и чистый воздух.',
    '[парк](javascript:alert(4)) & <a href="javascript:alert(5)">новая школа</a>',
    "<!-- --> ]]> воздух \u2028 \x00 конец.",
]


@pytest.fixture(scope="session")
def essays() -> list[pyshma.Document]:
    """Texts of two groups; some of them hostile."""
    texts = [
        *HOSTILE,
        *(f"Воздух в городе грязный, а автобусы ходят редко. Мне {age} лет." for age in range(30)),
        *(f"Хочу, чтобы построили поликлинику и парк. Пусть Пышма растёт. Это {n}-е письмо." for n in range(30)),
    ]
    return [
        pyshma.Document(
            f"д{n:02}", text, f"д{n:02}.txt", {"группа": "школа" if n % 2 else "колледж", "класс": n % 3 + 9}
        )
        for n, text in enumerate(texts)
    ]


@pytest.fixture(scope="session")
def rich(essays: list[pyshma.Document]) -> Analysis:
    """An analysis of the essays by group; two sources were rejected."""
    settings = pyshma.Settings(statistics=StatisticsSettings(by=("группа",)))
    analysis = pyshma.analyze(essays, settings=settings, model=False)
    rows = [("пустой.txt", "файл пуст"), ("<b>x</b>\udcff", "<script>alert(6)</script>")]
    rejected = pd.DataFrame(rows, columns=["source", "reason"], dtype=object)
    return replace(analysis, rejected=rejected)
