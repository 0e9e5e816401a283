"""The codebook of towns that comes with the project."""

import re
from pathlib import Path

import pytest

import pyshma
from pyshma.language import citation_lemmas
from pyshma.lint import WORDS
from pyshma.themes import Codebook, ThemeMatcher, assign_themes, lint_codebook

MODELS = Path(__file__).parents[2] / "models" / "codebooks"
CORPUS = Path(__file__).parents[2] / "corpora" / "pyshma2035"


@pytest.fixture(scope="module")
def city():
    return Codebook.read(MODELS / "city.yaml")


@pytest.fixture(scope="module")
def nlp():
    return pyshma.load()


def test_themes_are_those_of_the_coding_manual(city):
    manual = (CORPUS / "coding_manual.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z_]+) \| ([^|]+?) \|", manual, flags=re.MULTILINE)
    assert [(theme.id, theme.name) for theme in city.themes] == [row for row in rows if row[0] != "id"]


def test_every_theme_says_what_belongs_to_it(city):
    for theme in city.themes:
        assert theme.definition
        assert theme.include
        assert 3 <= len(theme.match) <= 6
        assert 2 <= len(theme.no_match) <= 4


def test_no_town_is_named_but_as_the_big_neighbour(city):
    texts = " ".join(pattern.text for theme in city.themes for pattern in theme.patterns).lower()
    assert not {name for name in ("пышм", "угмк", "успенск", "балтым", "среднеуральск") if name in texts}


def test_lint_finds_no_errors(city, nlp):
    findings = lint_codebook(city, lemmas=citation_lemmas, words=WORDS, annotate=nlp)
    assert [finding.message("ru") for finding in findings if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Медицина", {"healthcare"}),
        ("Дороги, больницы, школы, парки.", {"transport", "healthcare", "education", "urban_environment"}),
        ("1) дороги 2) больница 3) детские площадки", {"transport", "healthcare", "urban_environment"}),
        ("Люди, лето", set()),
        ("Во втором подъезде вторую неделю нет горячей воды и не работает лифт.", {"housing"}),
        ("Стая бродячих собак, страшно отпускать ребёнка одного.", {"safety"}),
        ("Прошу почистить тротуар, ходить невозможно, сплошной лёд.", {"urban_environment"}),
        ("К терапевту не записаться, талонов нет.", {"healthcare"}),
        ("Автобус опять не приехал, стояли час на остановке.", {"transport"}),
        ("Маршрутки переполнены, а дорога в соседний посёлок вся в ямах.", {"transport"}),
        ("Из трубы валит чёрный дым, дышать нечем.", {"ecology"}),
        ("Молодёжь уезжает, потому что работы нет.", {"demography", "economy_jobs"}),
        ("В парадной третью неделю не горит лампочка на первом этаже.", {"housing"}),
        ("Батареи холодные, в квартире 15 градусов, когда дадут тепло?", {"housing"}),
        ("Напряжение в сети 170 вольт, холодильник сгорел.", {"housing"}),
        ("УК не убирает подъезд, на лестнице мусор и вонь.", {"housing"}),
        ("Уберите снег во дворе дома 5, не пройти с коляской.", {"urban_environment"}),
        ("Старый тополь наклонился над детской площадкой, спилите его.", {"urban_environment"}),
        ("Прошу очистить тротуар от снега и наледи.", {"urban_environment"}),
        ("Просим отсыпать щебнем переулок Полевой, скорая не может подъехать.", {"transport"}),
        ("Мусор не вывозят третью неделю, баки переполнены.", {"ecology"}),
        ("Где можно сделать прививку от ковида без записи?", {"healthcare"}),
        ("Как получить статус многодетной семьи?", {"social"}),
        ("На обращения администрация отвечает отписками.", {"governance"}),
        ("Пособие с 3 до 7 пришло только на одного ребёнка.", {"social"}),
        ("Можно ли подать заявление на выплату через Госуслуги?", {"social"}),
        ("До администрации не дозвониться.", {"governance"}),
        ("Участковый терапевт ушла в отпуск, талонов нет.", {"healthcare"}),
        ("Садик не строят, мест нет третий год.", {"education"}),
        ("Автобус не остановился у рынка, водитель проехал мимо.", {"transport"}),
        ("Во дворе сплошной каток, не пройти.", {"urban_environment"}),
        ("Не знаю, что написать.", set()),
    ],
)
def test_letter_from_another_town(city, nlp, text, themes):
    doc = ThemeMatcher(city, citation_lemmas)(nlp(text))
    assert {item.theme_id for item in assign_themes(doc, city)} == themes


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Уважаемая администрация, помогите с ремонтом лавочек.", "governance"),
        ("Спасибо, проблема решена, решение вопроса заняло два дня.", "governance"),
        ("В связи с этим прошу разобраться.", "technology"),
        ("Фото в приложении к письму.", "technology"),
        ("Прошу произвести очистку крыши от сосулек.", "ecology"),
        ("Входная дверь держится на монтажной пене.", "ecology"),
        ("Упала секция забора.", "sport"),
        ("УК в одностороннем порядке подняла тариф.", "transport"),
        ("На фотографии видно, что яма осталась.", "culture_leisure"),
    ],
)
def test_official_turn_of_speech_is_no_theme(city, nlp, text, theme):
    doc = ThemeMatcher(city, citation_lemmas)(nlp(text))
    assert theme not in {item.theme_id for item in assign_themes(doc, city)}
