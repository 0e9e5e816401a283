"""What a corpus says of a codebook."""

import pytest

from pyshma.messages import LANGUAGES
from pyshma.themes import Codebook, MatchCounts, ThemeMatcher, lint_against

BOOK = {
    "title": "Город",
    "themes": [
        {"id": "place", "name": "Среда", "patterns": ["парк", {"text": "дорога", "unless": ["дорога жизни"]}, "сквер"]},
        {"id": "way", "name": "Дороги", "patterns": ["дорога", "тихий дорога", "парк за дом"]},
        {"id": "inner", "name": "Парки", "parent": "place", "patterns": ["парк"]},
    ],
}
TEXTS = ["парк", "тихий дорога", "дорога жизни", "дорога", "тихий"]


@pytest.fixture
def lint(make_doc, lemmas):
    book = Codebook.from_dict(BOOK)

    def run(texts, **options):
        counts = MatchCounts()
        for half in (texts[::2], texts[1::2]):
            part = MatchCounts()
            for text in half:
                part.add(make_doc(text), ThemeMatcher(book, lemmas))
            counts.merge(part)
        return lint_against(book, counts, **options)

    return run


def test_patterns_without_a_match_are_told_by_theme(lint):
    found = [finding for finding in lint(TEXTS) if finding.code == "unmatched"]
    assert [(finding.theme_id, finding.details) for finding in found] == [
        ("place", {"patterns": "сквер", "n": "1", "total": "3"}),
        ("way", {"patterns": "парк за дом", "n": "1", "total": "3"}),
    ]


def test_what_an_exception_takes_away_was_found(lint):
    found = {finding.theme_id: finding.details["patterns"] for finding in lint(["дорога жизни", "парк"])}
    assert found == {"place": "сквер", "way": "тихий дорога; парк за дом"}


@pytest.mark.parametrize(("n", "max_share", "found"), [(20, 0.5, ["парк", "парк"]), (20, 0.6, []), (18, 0.5, [])])
def test_too_general_by_share_of_documents(lint, n, max_share, found):
    texts = ["парк"] * (n * 11 // 20) + ["тихий"] * (n - n * 11 // 20)
    general = [finding for finding in lint(texts, max_share=max_share) if finding.code == "too_general"]
    assert [finding.pattern for finding in general] == found
    assert all(finding.details == {"share": "55", "n": "11", "weight": "1"} for finding in general)


def test_two_themes_at_the_same_words(lint):
    found = [finding for finding in lint([*TEXTS, "дорога"]) if finding.code == "same_words"]
    assert [(item.theme_id, item.pattern, item.details) for item in found] == [
        ("place", "дорога", {"other": "дорога", "other_theme": "way", "n": "3"})
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_remark_has_a_message(lint, language):
    findings = lint(["парк"] * 20 + ["дорога"] * 2)
    assert len({finding.message(language).split()[1] for finding in findings}) == 3
    assert {finding.code for finding in findings} == {"unmatched", "too_general", "same_words"}
