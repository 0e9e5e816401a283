import pytest

from pyshma.settings import ThemeSettings
from pyshma.themes import Codebook, ThemeMatcher, assign_themes, score_themes


@pytest.fixture
def assign(make_doc, lemmas):
    def run(text, *themes, **settings):
        book = Codebook.from_dict({"title": "Город", "themes": list(themes)})
        return assign_themes(
            ThemeMatcher(book, lemmas)(make_doc(text)), book, ThemeSettings(**({"short_document": 0} | settings))
        )

    return run


PLACE = {"id": "place", "name": "Среда", "patterns": ["сквер", {"text": ["парк", "двор"], "weight": 0.5}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Иду домой", []),
        ("Иду через парк", []),
        ("Иду через сквер", [("place", 1.0, 1)]),
        ("Иду через парк во двор", [("place", 1.0, 2)]),
        # Повтор того же слова добавляет всё меньше: 1/2 + 1/4 + 1/6 + 1/8
        ("парк парк парк", []),
        ("парк парк парк парк", [("place", pytest.approx(0.5 * 25 / 12), 4)]),
    ],
)
def test_weights_are_summed_and_repeats_count_less(assign, text, expected):
    assert [(item.theme_id, item.score, item.n_mentions) for item in assign(text, PLACE)] == expected


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("парк / дорога", {"place": 0.5, "roads": 1.0}),
        ("парк дорога", {"place": 0.45, "roads": 1.0}),  # парк лишь назван рядом с дорогой
        ("парк дорога трасса", {"place": 0.4, "roads": 1.5}),
        ("сквер дорога трасса", {"place": 1.0, "roads": 1.5}),  # о сквере сказано
        ("дорога трасса мост / яма", {"roads": 2.5}),
    ],
)
def test_one_sentence_adds_only_so_much(make_doc, lemmas, text, scores):
    book = Codebook.from_dict({"title": "Город", "themes": [PLACE, ROADS]})
    found = score_themes(ThemeMatcher(book, lemmas)(make_doc(text)), book)
    assert {score.theme_id: score.score for score in found} == pytest.approx(scores)
    assert [sum(score.contributions) for score in found] == pytest.approx([score.score for score in found])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("парки|парк|NOUN", ["place"]),
        ("Дороги|дорога|NOUN , новые|новый|ADJ парки|парк|NOUN и|и|CCONJ дворы|двор|NOUN", ["place", "roads"]),
        ("Иду|идти|VERB парком|парк|NOUN", []),
        ("Парк|парк|NOUN возле|возле|ADP моего|мой|DET дома|дом|NOUN", []),  # too long to be an item of a list
    ],
)
def test_in_a_bare_answer_a_weak_mention_is_what_was_meant(assign, text, found):
    assert [item.theme_id for item in assign(text, PLACE, ROADS)] == found


def test_limits_of_a_sentence_grow_with_weights_and_threshold(make_doc, lemmas):
    heavy = {"id": "roads", "name": "Дороги", "patterns": [{"text": ["дорога", "трасса"], "weight": 5}]}
    book = Codebook.from_dict({"title": "Город", "themes": [heavy]})
    [score] = score_themes(ThemeMatcher(book, lemmas)(make_doc("дорога трасса")), book, ThemeSettings(threshold=5.0))
    assert score.score == 7.5


def test_themes_inside_a_theme_are_no_rivals_of_it(make_doc, lemmas):
    inner = {"id": "light", "name": "Свет", "parent": "place", "patterns": [{"text": "фонарь", "weight": 0.4}]}
    book = Codebook.from_dict({"title": "Город", "themes": [PLACE, inner]})
    found = score_themes(ThemeMatcher(book, lemmas)(make_doc("парк фонарь")), book)
    assert {score.theme_id: score.score for score in found} == pytest.approx({"place": 0.9, "light": 0.4})


def test_threshold_is_a_setting(assign):
    assert assign("Иду через парк", PLACE, threshold=0.5)
    assert not assign("Иду через сквер", PLACE, threshold=1.5)


def test_assignments_come_in_the_order_of_the_codebook(assign):
    first, second = {"id": "b", "name": "Б", "patterns": ["вода"]}, {"id": "a", "name": "А", "patterns": ["воздух"]}
    assert [item.theme_id for item in assign("воздух вода", first, second)] == ["b", "a"]


def test_mentions_of_a_theme_count_for_its_parent(make_doc, lemmas):
    book = Codebook.from_dict(
        {
            "title": "Город",
            "themes": [
                {"id": "place", "name": "Среда", "patterns": ["парк"]},
                {"id": "light", "name": "Свет", "parent": "place", "patterns": ["фонарь", "парк фонарь"]},
            ],
        }
    )
    doc = ThemeMatcher(book, lemmas)(make_doc("парк фонарь и фонарь"))
    assert {score.theme_id: len(score.mentions) for score in score_themes(doc, book)} == {"place": 2, "light": 2}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        # больше весит
        ("Там сквер / Там сквер и ещё парк и двор", "Там сквер и ещё парк и двор"),
        # поровну: раньше
        (
            "Вот здесь у нас будет новый сквер / Там у нас будет другой, похожий сквер",
            "Вот здесь у нас будет новый сквер",
        ),
        # читается сама по себе
        ("Сквер ! / Хочу , чтобы у дома появился зелёный сквер", "Хочу , чтобы у дома появился зелёный сквер"),
        # без пустых строк по краям
        ("¶ Сквер нужен ¶", "Сквер нужен"),
    ],
)
def test_quote_is_the_sentence_that_shows_the_theme(assign, text, quote):
    [assignment] = assign(text, PLACE)
    assert assignment.quote == quote


def test_quote_lies_in_the_text_to_the_letter(make_doc, lemmas):
    book = Codebook.from_dict({"title": "Город", "themes": [PLACE]})
    doc = ThemeMatcher(book, lemmas)(make_doc("Раз / ¶ Нужен « сквер » ! ¶ / Два"))
    [assignment] = assign_themes(doc, book)
    assert doc.text[assignment.start : assignment.stop] == assignment.quote == "Нужен « сквер » !"


@pytest.mark.parametrize(("n_words", "assigned"), [(4, True), (40, True), (41, False), (80, False), (200, False)])
def test_short_document_needs_less(assign, n_words, assigned):
    text = "парк " + "и " * (n_words - 1)
    assert bool(assign(text, PLACE, short_document=80)) == assigned


ROADS = {"id": "roads", "name": "Дороги", "patterns": ["дорога", "трасса", "мост", "яма", "асфальт"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("сквер", ["place"]),
        ("сквер / дорога / трасса / мост", ["place", "roads"]),  # 1 из 3
        ("сквер / дорога / трасса / мост / яма", ["roads"]),  # 1 из 4: сказано попутно
        ("сквер двор / дорога / трасса / мост / яма / асфальт", ["place", "roads"]),
        ("сквер / дорога трасса мост яма асфальт", ["place", "roads"]),  # одно предложение – не подробно
    ],
)
def test_beside_a_strong_theme_a_single_mention_is_a_passing_one(assign, text, found):
    assert [item.theme_id for item in assign(text, PLACE, ROADS)] == found
    assert "place" in [item.theme_id for item in assign(text, PLACE, ROADS, min_share=0.0)]


@pytest.mark.parametrize(
    ("n_strong", "n_weak", "found"),
    [
        (4, 2, ["place", "roads"]),  # 2 из 4
        (16, 2, ["roads"]),  # 2 из 16, считаются 8: надо 2,4
        (16, 3, ["place", "roads"]),  # 3 из 16; от всех шестнадцати надо было бы 4,8
    ],
)
def test_beyond_four_thresholds_the_strongest_theme_counts_by_its_root(assign, n_strong, n_weak, found):
    strong = [chr(ord("а") + i) * 3 for i in range(n_strong)]
    weak = [chr(ord("а") + i) * 5 for i in range(n_weak)]
    themes = [{"id": "place", "name": "Среда", "patterns": weak}, {"id": "roads", "name": "Дороги", "patterns": strong}]
    assert [item.theme_id for item in assign(" / ".join(strong + weak), *themes)] == found


@pytest.mark.parametrize(
    ("n_words", "min_share", "found"),
    [
        (40, 0.4, ["roads"]),
        (60, 0.4, ["roads"]),
        (80, 0.4, ["place", "roads"]),
        (40, 0.3, ["roads"]),  # 0,71 надо в сорока словах
        (60, 0.3, ["roads"]),  # 0,43
        (66, 0.3, ["place", "roads"]),  # 0,38
    ],
)
def test_a_short_document_has_one_subject(assign, n_words, min_share, found):
    text = "сквер дорога трасса / мост " + "и " * (n_words - 4)  # 1 из 2,5
    assert [item.theme_id for item in assign(text, PLACE, ROADS, short_document=80, min_share=min_share)] == found


def test_what_leads_a_sentence_of_a_short_document_is_not_passing(assign):
    def themes(text):
        return [item.theme_id for item in assign(text, PLACE, ROADS, short_document=80)]

    assert themes("сквер / дорога трасса / мост яма") == ["place", "roads"]
    assert themes("сквер дорога трасса / мост яма") == ["roads"]
    assert themes("сквер / дорога трасса / мост яма / асфальт") == ["roads"]  # 1 из 4


def test_equal_themes_of_a_short_document_are_both_assigned(assign):
    assert [item.theme_id for item in assign("сквер / дорога", PLACE, ROADS, short_document=80)] == ["place", "roads"]


def test_the_theme_around_others_does_not_make_them_weak(assign):
    words = ["дорога", "трасса", "мост", "яма", "асфальт"]
    inner = [{"id": f"t{i}", "name": word, "parent": "all", "patterns": [word]} for i, word in enumerate(words)]
    outer = {"id": "all", "name": "Всё", "patterns": []}
    assert len(assign(" ".join(words), outer, *inner)) == 6


def test_punctuation_does_not_make_a_document_longer(assign):
    assert assign("парк " + "! " * 500, PLACE, short_document=80)


def test_quote_of_an_endless_sentence_stays_short(assign):
    [assignment] = assign("слово " * 2000 + "сквер " + "слово " * 2000, PLACE)
    assert "сквер" in assignment.quote
    assert len(assignment.quote) <= 1100
