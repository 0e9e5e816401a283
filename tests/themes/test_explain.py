import pytest

from pyshma.settings import ThemeSettings
from pyshma.themes import Codebook, ThemeMatcher, assign_themes, explain_mentions

BOOK = Codebook.from_dict(
    {
        "title": "Город",
        "themes": [
            {
                "id": "transport",
                "name": "Транспорт",
                "patterns": ["яма на дороге", {"text": "дороге", "weight": 0.5, "unless": ["в дороге"]}],
            },
            {"id": "place", "name": "Среда", "patterns": ["парк"]},
        ],
    }
)


@pytest.fixture
def explain(make_doc, lemmas):
    return lambda text, **settings: explain_mentions(
        make_doc(text), ThemeMatcher(BOOK, lemmas), ThemeSettings(short_document=0, **settings)
    )


def test_every_match_is_told_with_what_it_added(explain):
    [reasons] = explain("Яма на дороге / Пел в дороге / Снова о дороге")
    assert (reasons.theme_id, reasons.score, reasons.assigned) == ("transport", 1.5, True)
    assert [(r.text, r.contribution, r.dropped, r.by) for r in reasons.mentions] == [
        ("Яма на дороге", 1.0, None, ""),
        ("дороге", 0.0, "overlap", "яма на дороге"),
        ("дороге", 0.0, "unless", "в дороге"),
        ("дороге", 0.5, None, ""),
    ]


def test_theme_with_dropped_matches_only_is_told_too(explain):
    [reasons] = explain("Пел в дороге")
    assert (reasons.score, reasons.assigned) == (0, False)


def test_theme_without_matches_is_left_out(explain):
    assert explain("Ничего") == []


def test_explanation_agrees_with_assignment(make_doc, lemmas):
    doc = make_doc("Яма на дороге / Снова о дороге и парк")
    settings = ThemeSettings(threshold=1.2, short_document=0)
    explained = explain_mentions(doc, ThemeMatcher(BOOK, lemmas), settings)
    assigned = {item.theme_id: item.score for item in assign_themes(doc, BOOK, settings)}
    assert {item.theme_id: item.score for item in explained if item.assigned} == assigned


def test_threshold_beside_a_strong_theme_is_shown(explain):
    text = "Яма на дороге / Яма на дороге / Яма на дороге / Нужен парк"
    thresholds = {item.theme_id: (item.threshold, item.assigned) for item in explain(text, min_share=0.6)}
    share = pytest.approx(0.6 * (1 + 1 / 2 + 1 / 3))
    assert thresholds == {"transport": (share, True), "place": (share, False)}
