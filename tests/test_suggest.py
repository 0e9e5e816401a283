"""Suggestions from a corpus: what is counted, what is left out, what is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pyshma.settings import RunSettings, Settings
from pyshma.suggest import Suggestions, _shorten, format_suggestions, suggest_patterns
from pyshma.themes import Codebook

CODEBOOK = {
    "title": "Город",
    "themes": [
        {
            "id": "transport",
            "name": "Транспорт",
            "patterns": ["автобус", "трамвай", {"text": "остановка", "weight": 0.5}],
        },
        {"id": "care", "name": "Медицина", "patterns": ["больница", "врач"]},
    ],
}
TEXTS = [
    "Автобус опаздывает, и троллейбус тоже. На остановке темно.",
    "В автобусах тесно. Новые троллейбусы ходят редко, трамвай лучше.",
    "Трамвай сломан, а троллейбуса мы ждали час в Березниках.",
    "Троллейбус не пришёл, автобус ушёл в Березники. Едем с Мариной Петровой.",
    "Врач ушёл, а медсестра одна на всю больницу.",
    "В больнице хорошая медсестра, спасибо Марине Петровой из Березников.",
    "У врача нет медсестры. Марина Петрова уехала.",
    "Хочу, чтобы летом было весело и играла музыка.",
    "У нас зелёный двор и добрые соседи.",
    "Люблю свой город, здесь живёт моя собака.",
]
CORPUS = [(f"т{number}", text) for number, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def found() -> Suggestions:
    return suggest_patterns(CORPUS, codebook=Codebook.from_dict(CODEBOOK))


def test_words_that_belong_to_a_theme_are_suggested(found: Suggestions) -> None:
    assert found.table[["theme_id", "pattern", "n_documents", "n_with_theme"]].to_numpy().tolist() == [
        ["transport", "троллейбус", 4, 4],
        ["care", "медсестра", 3, 3],
    ]


def test_every_suggestion_has_counts_reasons_and_quotes(found: Suggestions) -> None:
    row = found.table.iloc[0]
    assert row["n_mentions"] == 4
    assert row["near"].split(", ")[0] in {"трамвай", "автобус"}
    assert row["score"] >= 4
    quotes = [row[f"quote_{number}"] for number in (1, 2, 3)]
    assert all("троллейбус" in quote.lower() for quote in quotes)
    assert all(any(quote in text for text in TEXTS) for quote in quotes)


def test_what_a_pattern_finds_is_not_suggested(found: Suggestions) -> None:
    assert not set(found.table["pattern"]) & {"автобус", "трамвай", "остановка", "больница", "врач"}


def test_names_are_not_suggested() -> None:
    table = suggest_patterns(CORPUS, codebook=Codebook.from_dict(CODEBOOK), min_documents=2, most=50).table
    assert not [term for term in table["pattern"] if term.startswith(("берез", "марин", "петров"))]


def test_repeated_texts_count_once() -> None:
    again = [(f"{id_} снова", text) for id_, text in CORPUS]
    twice = suggest_patterns(CORPUS + again, codebook=Codebook.from_dict(CODEBOOK))
    assert (twice.n_documents, twice.n_sources) == (10, 20)
    assert twice.table["n_documents"].tolist() == [4, 3]


def test_partitions_and_progress_change_nothing(found: Suggestions) -> None:
    seen: list[tuple[int, int]] = []
    cut = replace(Settings(), run=RunSettings(partition_documents=3))
    other = suggest_patterns(
        CORPUS, codebook=Codebook.from_dict(CODEBOOK), settings=cut, progress=lambda *done: seen.append(done)
    )
    assert other.table.equals(found.table)
    assert seen[-1] == (10, 10)


def test_nothing_to_suggest_is_an_empty_table() -> None:
    found = suggest_patterns(["Хочу, чтобы ходил автобус."], codebook=Codebook.from_dict(CODEBOOK))
    assert found.table.empty
    assert format_suggestions(found, "ru") == ""


def test_a_large_corpus_is_sampled_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyshma.suggest.MAX_SOURCES", 4)
    found = suggest_patterns(CORPUS, codebook=Codebook.from_dict(CODEBOOK))
    assert (found.n_documents, found.n_sources) == (4, 10)


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "текстов: 4, из них с темой: 4;"), ("en", "texts: 4, with the theme: 4;")]
)
def test_suggestions_as_text(found: Suggestions, language: str, said: str) -> None:
    lines = format_suggestions(found, language).splitlines()
    assert lines[0] == "Транспорт (transport)"
    assert lines[1].startswith("  троллейбус ")
    assert said in lines[1]
    assert "троллейбус" in lines[2].lower()
    assert any(lines[2].strip() in text for text in TEXTS)
    assert len([line for line in lines if not line]) == 1


def test_a_long_quote_is_cut_around_the_word() -> None:
    long = "слово " * 40 + "троллейбусами " + "слово " * 40
    short = _shorten(long.strip(), "троллейбус")
    assert "троллейбусами" in short
    assert len(short) < 160
    assert short.startswith("… слово")
    assert short.endswith("слово …")


def test_codebook_may_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    Codebook.from_dict(CODEBOOK).write(path)
    assert suggest_patterns(CORPUS, codebook=path).table["pattern"].tolist() == ["троллейбус", "медсестра"]


def test_a_sentence_of_several_texts_is_quoted_once() -> None:
    shared = "Троллейбус не пришёл, автобус ушёл в Березники."
    template = [(f"ш{number}", f"{shared} Меня зовут Иван, мне {number + 9} лет.") for number in range(4)]
    others = [(f"д{number}", f"Вчера я прочитал книгу и нашёл {number + 2} гриба.") for number in range(12)]
    corpus = [*template, *CORPUS, *others]
    table = suggest_patterns(corpus, codebook=CODEBOOK).table.set_index("pattern")
    quotes = [quote for quote in table.loc["троллейбус", ["quote_1", "quote_2", "quote_3"]] if quote]
    assert len(quotes) == len(set(quotes))
