"""Names of people in everything that is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import pyshma
from pyshma.errors import ColumnError
from pyshma.people import read_name
from pyshma.resources import demonstration_corpus
from pyshma.results.anonymize.contacts import find_contacts
from pyshma.results.anonymize.names import People
from pyshma.settings import ResultSettings, Settings, StatisticsSettings, TopicSettings

ENTITIES = pd.DataFrame(
    [
        ("e1", "PER", "Олег Викторович"),
        ("e2", "PER", "Серый"),
        ("e3", "LOC", "улица Кирова"),
        ("e4", "PER", "Настя Белоглазова"),
        ("e5", "ORG", "Школа имени А. С. Пушкина"),
    ],
    columns=["entity_id", "kind", "name"],
)
MENTIONS = pd.DataFrame(
    [
        ("д1", "e1", "Олега Викторовича"),
        ("д1", "e2", "Серый"),
        ("д2", "e3", "улице Кирова"),
        ("д2", "e4", "Настя Белоглазова"),
        ("", "e5", "Школу имени А. С. Пушкина"),
    ],
    columns=["document_id", "entity_id", "text"],
)


@pytest.fixture
def people() -> People:
    return People(ENTITIES, MENTIONS, read_name)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Звоните Олегу Викторовичу: 8 (912) 345-67-89.", "Звоните [имя 1]: [телефон]."),
        ("+79123456789, тел. 5-34-21", "[телефон], тел. [телефон]"),
        ("Пишите на olya.2010@school-22.ru!", "Пишите на [почта]!"),
        ("Я в https://vk.com/id12345 и @petya_2010", "Я в [страница] и [страница]"),
        ("Паспорт 65 04 123456, СНИЛС 112-233-445 95", "Паспорт [номер], СНИЛС [номер]"),
        ("Карта 2202 2001 2345 6789.", "Карта [номер]."),
        ("Нам 12-15 лет, к 2030-2035 годам дадут 10 000 000 рублей, с 8 до 17.", None),
        ("Автобус 109 ходит в 8 900 метрах от дома 5-34.", None),
    ],
)
def test_contacts_go_too(people: People, text: str, masked: str | None) -> None:
    assert people.mask(text) == (text if masked is None else masked)


def test_a_word_without_end_does_not_hold_up_the_search_for_contacts() -> None:
    endless = "а" * 1_000_000
    assert find_contacts(endless) == ([], endless)
    assert find_contacts(f"{endless} olya@school-22.ru")[0] == [(1_000_001, 1_000_018, "[почта]")]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Спасибо Олегу Викторовичу за кружок.", "Спасибо [имя 1] за кружок."),
        ("Мы звали Викторовича, он не пришёл.", "Мы звали [имя 1], он не пришёл."),
        ("Настя и Белоглазовы ездят на автобусе.", "[имя 3] и [имя 3] ездят на автобусе."),
        ("Пишет Белоглазова Н. А. из школы.", "Пишет [имя 3] из школы."),
        ("На улице Кирова темно.", "На улице Кирова темно."),
        ("Серый снег лежит до мая.", "Серый снег лежит до мая."),
        ("В парке растут розы, вера и надежда умирают последними.", None),
        ("Вчера Тимур Ахметзянов чинил трамвай.", "Вчера [имя 4] чинил трамвай."),
        ("К 2035 году в Верхней Пышме будет чистый воздух.", None),
        ("Иванова А. П. и Павлова Л.", "[имя 4] и [имя 5]"),
        ("Учат А. П. Королёва и Белова Роза.", "Учат [имя 4] и [имя 5]."),
        ("Вера Михайлова и Николаева Анна Ильинична", "[имя 4] и [имя 5]"),
        ("Пишут Ли А. и Ким Л.", "Пишут [имя 4] и [имя 5]"),
        ("Едем в Иваново и из Иванова в Королёв, из Белова далеко.", None),
        ("Школу имени А. С. Пушкина и улицу Кирова видно.", None),
        ("Я учусь в 5 А. Любовь к городу во мне есть.", None),
        ("", None),
    ],
)
def test_names_in_any_form_become_pseudonyms(people: People, text: str, masked: str | None) -> None:
    assert people.mask(text) == (text if masked is None else masked)


def test_a_nickname_is_known_in_its_document(people: People) -> None:
    assert people.mask("Мой друг Серый уехал.", "д1") == "Мой друг [имя 2] уехал."
    assert people.mask("Кругом Серый цвет.", "д2") == "Кругом Серый цвет."


def test_the_same_name_has_the_same_pseudonym(people: People) -> None:
    assert people.mask("Вчера был Тимур.") == people.mask("Вчера был Тимур.") == "Вчера был [имя 4]."


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (["Иванова А. П.", "Иванова Анна", "Иванова", "Анна Иванова"], [4, 4, 4, 4]),
        (["Ким Л.", "Людмила Сергеевна Ким", "Людмила Сергеевна"], [4, 4, 4]),
        (["Иванова А. П.", "Иванова О. С."], [4, 5]),
        (["Анна Смирнова", "Анна Кузнецова", "Кузнецова Анна"], [4, 5, 5]),
        (["Анна Сергеевна", "Анна Петровна", "Анной Петровной"], [4, 5, 5]),
        (["Олег Викторович Гиззатуллин", "Гиззатуллин О. В."], [1, 1]),
    ],
)
def test_a_person_is_known_by_surname_and_initial(people: People, names: list[str], numbers: list[int]) -> None:
    assert [people.mask(name) for name in names] == [f"[имя {number}]" for number in numbers]


@pytest.mark.parametrize("text", ["Нас учит Павлова.", "Павлова вчера болела."])
def test_a_person_who_was_found_is_known_by_a_surname_like_a_town(text: str) -> None:
    entities = pd.DataFrame([("e1", "PER", "Павлова Алла"), ("e2", "LOC", "Павлово")], columns=ENTITIES.columns)
    mentions = [("д1", "e1", "Аллу Павлову"), ("д2", "e2", "Павлова")]
    people = People(entities, pd.DataFrame(mentions, columns=MENTIONS.columns), read_name)
    assert people.mask(text, "д1") == text.replace("Павлова", "[имя 1]")
    assert people.mask("Мы приехали из Павлова.", "д2") == "Мы приехали из Павлова."


def test_who_is_a_person_in_full_is_no_place_in_the_same_text() -> None:
    entities = pd.DataFrame([("e1", "PER", "Арсений Бабушкин"), ("e2", "LOC", "Бабушкин")], columns=ENTITIES.columns)
    mentions = [("д1", "e2", "Бабушкин"), ("д1", "e1", "Арсения Бабушкина"), ("д2", "e2", "Бабушкин")]
    people = People(entities, pd.DataFrame(mentions, columns=MENTIONS.columns), read_name)
    assert people.mask("За подписи отвечает Бабушкин.", "д1") == "За подписи отвечает [имя 1]."
    assert people.mask("Город Бабушкин на Байкале.", "д2") == "Город Бабушкин на Байкале."


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of a class whose texts, files and variables tell names."""
    source, out = tmp_path_factory.mktemp("класс"), tmp_path_factory.mktemp("out")
    texts = {
        "Тимуров Руслан": "Мы с Русланом Тимуровым хотим, чтобы автобусы ходили чаще.",
        "Сидорова Алина": "Алина Сидорова мечтает о новой поликлинике. Алине далеко ездить к врачу.",
        "сочинение": "Хочу, чтобы в Екатеринбург ходил трамвай. Так говорит Алина Сидорова.",
        "письмо": "Пишет вам Павлова Анна. Моя почта petr.zykov@mail.ru или vk.com/inna.gromova, Екатеринбург.",
    }
    rows = ["id,группа,учитель,классный"]
    for name, text in texts.items():
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{name},школа,Марья Ивановна,Борисова Е. Л.")
    (source / "Белова Ольга.txt").write_bytes(b"")
    (source / "variables.csv").write_text("\n".join(rows), encoding="utf-8")
    settings = Settings(
        topics=TopicSettings(n_topics=0),
        statistics=StatisticsSettings(by=("группа",)),
        results=ResultSettings(anonymize=True, personal=("учитель",)),
    )
    pyshma.analyze(source, settings=settings, out=out)
    return out


FILES_TELL = ["Тимуров", "Руслан", "Алин", "Сидоров", "Белова", "Ольга"]
VARIABLES_TELL = ["Марья", "Ивановн", "Борисов"]
TEXTS_TELL = ["Павлов", r"\bАнна", "petr", "zykov", "inna", "gromova"]


@pytest.mark.parametrize("name", [*FILES_TELL, *VARIABLES_TELL, *TEXTS_TELL])
def test_no_file_tells_a_name(shared: Path, name: str) -> None:
    for path in shared.iterdir():
        if path.suffix == ".xlsx":
            cells = (str(cell) for sheet in load_workbook(path) for row in sheet.values for cell in row)
            assert not any(re.search(name, cell) for cell in cells), path.name
        elif path.suffix != ".png":
            found = re.search(f".{{0,30}}{name}.{{0,30}}", path.read_text(encoding="utf-8"), re.IGNORECASE)
            assert not found, (path.name, found)


def test_lemmas_are_counted_outside_names_and_contacts(shared: Path) -> None:
    lemmas = pd.read_csv(shared / "lemmas.csv").set_index("lemma")["n_tokens"]
    assert lemmas[["почта", "трамвай", "екатеринбург"]].to_list() == [1, 1, 2]
    assert not set(lemmas.index) & {"mail", "com", "vk", "анна", "павлов"}


def test_the_texts_are_not_left_behind(shared: Path) -> None:
    assert not (shared / "store").exists()
    assert "inputs" not in json.loads((shared / "manifest.json").read_text(encoding="utf-8"))


def test_places_stay_and_ids_stay_apart(shared: Path) -> None:
    documents = pd.read_csv(shared / "documents.csv")
    assert documents["document_id"].is_unique
    assert "учитель" not in documents.columns
    assert "сочинение" in list(documents["document_id"])
    assert "Екатеринбург" in list(pd.read_csv(shared / "entities.csv")["name"])
    assert set(pd.read_csv(shared / "assignments.csv")["document_id"]) <= set(documents["document_id"])
    assert "Имена людей заменены" in (shared / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("учител", r"\[results\] personal: no variable 'учител'; .*did you mean 'учитель'"),
        ("source", r"no variable 'source'; the documents have: variable_source, учитель"),
        ("document_id", "no variable 'document_id'"),
    ],
)
def test_a_personal_variable_that_is_none_is_refused(tmp_path: Path, name: str, message: str) -> None:
    hidden = Settings(results=ResultSettings(anonymize=True, personal=(name,)))
    known = {"учитель": "Марья Ивановна", "source": "школа"}
    table = pd.DataFrame([{"id": "а", "text": "Хочу парк."} | known])
    table.to_csv(tmp_path / "таблица.csv", index=False)
    for source in (table, tmp_path / "таблица.csv"):  # names that are known at once, and after the rows have been read
        with pytest.raises(ColumnError, match=message):
            pyshma.analyze(source, settings=hidden)


def test_a_misspelt_personal_variable_is_refused_before_texts_are_annotated(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text("Хочу парк.", encoding="utf-8")
    (tmp_path / "variables.csv").write_text("id,учитель\nа,Марья Ивановна\n", encoding="utf-8")
    hidden = Settings(results=ResultSettings(anonymize=True, personal=("учител",)))
    with pytest.raises(ColumnError, match="no variable 'учител'"):
        pyshma.analyze(tmp_path, settings=hidden, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_at_least_98_percent_of_the_persons_in_gold_are_gone() -> None:
    quick = Settings(topics=TopicSettings(n_topics=0))
    before = _sentences(pyshma.analyze(demonstration_corpus(), settings=quick))
    hidden = Settings(topics=TopicSettings(n_topics=0), results=ResultSettings(anonymize=True))
    after = _sentences(pyshma.analyze(demonstration_corpus(), settings=hidden))
    gold = demonstration_corpus() / "codes" / "gold.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    forms = [(row["id"], form) for row in rows for kind, _, forms in row["entities"] if kind == "PER" for form in forms]
    written = [(id_, form) for id_, form in forms if _has(before.get(id_, ""), form)]
    left = [(id_, form) for id_, form in written if _has(after.get(id_, ""), form)]
    assert len(written) > 400
    assert len(left) <= 0.02 * len(written), left


def _sentences(analysis: pyshma.Analysis) -> dict[str, str]:
    quotes = [
        analysis.assignments[["document_id", column]].set_axis(["id", "text"], axis=1)
        for column in ("quote", "problem_quote", "wish_quote", "praise_quote")
    ]
    pieces = [
        *quotes,
        analysis.mentions[["document_id", "sentence"]].set_axis(["id", "text"], axis=1),
        analysis.entity_mentions[["document_id", "text"]].set_axis(["id", "text"], axis=1),
    ]
    return pd.concat(pieces).groupby("id")["text"].agg("\n".join).to_dict()


def _has(text: str, form: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None
