"""Artificial corpora whose topics are known."""

from __future__ import annotations

import numpy as np
import pytest

SUBJECTS = {
    "дороги": "дорога яма асфальт разметка тротуар светофор пробка водитель парковка обочина",
    "экология": "воздух завод дым фильтр труба запах выброс дерево озеро берег",
    "спорт": "стадион тренер лёд каток команда мяч бассейн секция турнир раздевалка",
    "школа": "урок учитель класс парта экзамен учебник столовая перемена директор каникулы",
}


@pytest.fixture
def subjects() -> dict[str, list[str]]:
    """Ten terms for each of four subjects."""
    return {name: words.split() for name, words in SUBJECTS.items()}


@pytest.fixture
def corpus(subjects: dict[str, list[str]]) -> list[list[str]]:
    """Eighty texts of eight terms, twenty of each subject, subjects in turn."""
    generator = np.random.default_rng(5)
    return [generator.choice(words, 8).tolist() for _ in range(20) for words in subjects.values()]
