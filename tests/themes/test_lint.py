import pytest

from pyshma.messages import LANGUAGES
from pyshma.themes import Codebook, lint_codebook

KNOWN = {"парк", "парки", "дорога", "сквер", "детская", "площадка", "в", "жизни", "тихий"}


@pytest.fixture
def lint(make_doc, lemmas):
    def run(patterns, *, annotate=False, **more):
        theme = {"id": "place", "name": "Среда", "patterns": patterns, "examples": {"match": ["парк"]}, **more}
        book = Codebook.from_dict({"title": "Город", "themes": [theme, OTHER]})
        known = KNOWN.__contains__
        return lint_codebook(book, lemmas=lemmas, known=known, annotate=make_doc if annotate else None)

    return run


OTHER = {
    "id": "sport",
    "name": "Спорт",
    "patterns": ["детская площадка"],
    "examples": {"match": ["детская|детский площадка"]},
}


@pytest.mark.parametrize(
    ("patterns", "more", "code", "details"),
    [
        (["парк", "паркк"], {}, "unknown_word", {"word": "паркк"}),
        (["парк", {"text": "дорога", "unless": ["дорога жызни"]}], {}, "unknown_word", {"word": "жызни"}),
        (["парк", "cквер"], {}, "mixed_alphabets", {"word": "cквер"}),
        (["парк", "парки"], {}, "same_meaning", {"other": "парк", "other_theme": "place"}),
        (["парк", {"text": "дорога", "unless": ["дорога"]}], {}, "never_matches", {"unless": "дорога"}),
        (["парк", "дорога"], {"unless": ["дорога"]}, "never_matches", {"unless": "дорога"}),
    ],
)
def test_remark(lint, patterns, more, code, details):
    [finding] = lint(patterns, **more)
    assert (finding.code, finding.theme_id, finding.details) == (code, "place", details)


def test_pattern_in_two_themes(lint):
    [finding] = lint(["парк", "(детская) площадка"])
    assert (finding.code, finding.theme_id, finding.details["other_theme"]) == ("two_themes", "sport", "place")


def test_prefixes_and_abbreviations_need_no_dictionary(lint):
    assert lint(["парк", "экологич*", "=ЖКХ", "wi-fi", "2035"]) == []


def test_word_that_the_tokenizer_cuts_never_matches(lemmas, make_doc):
    book = Codebook.from_dict({"title": "Город", "themes": [OTHER | {"patterns": ["т.д", "детская площадка"]}]})
    findings = lint_codebook(
        book, lemmas=lemmas, known=lambda word: True, annotate=lambda text: make_doc(text.replace(".", " . "))
    )
    assert [(finding.code, finding.details["pieces"]) for finding in findings] == [("split_word", "т . д")]


@pytest.mark.parametrize(
    ("examples", "code"),
    [
        ({"match": ["тихий дорога"]}, "example_missed"),
        ({"match": ["парк"], "no_match": ["тихий парк"]}, "example_matched"),
        ({}, "no_examples"),
    ],
)
def test_examples_are_checked(lint, examples, code):
    [finding] = lint(["парк"], annotate=True, examples=examples)
    assert finding.code == code


def test_good_codebook_has_no_remarks(lint):
    assert lint(["парк", "сквер"], annotate=True) == []


def test_errors_come_first(lint):
    findings = lint(["паркк", "cквер"], annotate=True)
    assert [finding.severity for finding in findings] == sorted(f.severity for f in findings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_remark_has_a_message(lint, language):
    findings = lint(["паркк", "парк", "парки", "cквер", {"text": "дорога", "unless": ["дорога"]}, "детская площадка"])
    messages = [finding.message(language) for finding in findings]
    assert all("place" in message or "sport" in message for message in messages)
    assert len({finding.code for finding in findings}) == 5
