"""The guide for people who write codebooks says what the program does."""

import re
from pathlib import Path

import pytest

import pyshma
from pyshma.language import citation_lemmas
from pyshma.themes import Codebook, ThemeMatcher, assign_themes

GUIDE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \d+ \| `(.+?)` \| (.*?) \| (.*?) \|$", GUIDE, flags=re.MULTILINE)
LISTS = {"нужно": ["(нужно | нужный | надо)", "не хватать"]}


def texts(cell):
    """Examples of a cell, between semicolons."""
    return [part.strip() for part in cell.split(";")]


@pytest.fixture(scope="module")
def nlp():
    return pyshma.load()


def is_found(nlp, pattern, text):
    theme = {"id": "a", "name": "А", "patterns": [pattern.replace("\\|", "|")]}
    book = Codebook.from_dict({"title": "Пример", "lists": LISTS, "themes": [theme]})
    return bool(ThemeMatcher(book, citation_lemmas).match(nlp(text)))


def test_guide_has_twenty_examples():
    assert len(ROWS) >= 20


@pytest.mark.parametrize(("pattern", "found", "missed"), ROWS)
def test_example_of_the_guide(nlp, pattern, found, missed):
    assert {text: is_found(nlp, pattern, text) for text in texts(found)} == dict.fromkeys(texts(found), True)
    assert {text: is_found(nlp, pattern, text) for text in texts(missed)} == dict.fromkeys(texts(missed), False)


def test_codebook_of_the_guide_can_be_read_and_keeps_its_word(nlp, tmp_path):
    path = tmp_path / "benches.yaml"
    path.write_text(re.search(r"```yaml\n(title.+?)```", GUIDE, flags=re.DOTALL)[1], encoding="utf-8")
    book = Codebook.read(path)
    matcher = ThemeMatcher(book, citation_lemmas)
    [theme] = book.themes
    assert [len(assign_themes(matcher(nlp(text)), book)) for text in theme.match] == [1]
