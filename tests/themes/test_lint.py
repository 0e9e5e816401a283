import pytest

from pyshma.messages import LANGUAGES
from pyshma.themes import Codebook, WordList, lint_codebook

KNOWN = {"парк", "парки", "дорога", "сквер", "детская", "площадка", "в", "жизни", "тихий", "нехватать"}

WORDS = WordList(
    KNOWN.__contains__,
    meant={"паркк": "парк"}.get,
    meant_beginning=lambda beginning: "эколог" if beginning == "экалог" else "",
    corrected=lambda word: word.replace("нехват", "не хват") if word.startswith("нехват") else "",
    can_be=lambda word, pos: word != "парк" or pos not in {"VERB", "AUX"},
)


@pytest.fixture
def lint(make_doc, lemmas):
    def run(patterns, *, annotate=False, **more):
        theme = {"id": "place", "name": "Среда", "patterns": patterns, "examples": {"match": ["парк"]}, **more}
        book = Codebook.from_dict({"title": "Город", "themes": [theme, OTHER]})
        return lint_codebook(book, lemmas=lemmas, words=WORDS, annotate=make_doc if annotate else None)

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
        (["парк", "паркк"], {}, "misspelt_word", {"word": "паркк", "meant": "парк"}),
        (["парк", "сквэрр"], {}, "unknown_word", {"word": "сквэрр"}),
        (["парк", "экалог*"], {}, "misspelt_beginning", {"word": "экалог", "meant": "эколог"}),
        (["парк", "нехватать"], {}, "corrected_word", {"word": "нехватать", "meant": "не хватать"}),
        (["парк", "=нехватает"], {}, "corrected_word", {"word": "нехватает", "meant": "не хватает"}),
        (["дорога", "парк/глаг"], {}, "impossible_pos", {"word": "парк", "pos": "VERB, AUX"}),
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


@pytest.mark.parametrize(
    ("needless", "other", "example"),
    [
        ("сквер", "(парк | сквер)", "сквер"),
        ("тихий парк", "тихий (парк | сквер)", "тихий парк"),
        ("парковк*", "парк*", "парковк*"),
        ("сквер", "тихий? скв*", "сквер"),
        ("парк/сущ", "(парк | дорога)", "парк"),
    ],
)
def test_pattern_that_another_makes_needless(lint, needless, other, example):
    for patterns in ([needless, other], [other, needless]):
        [finding] = lint(patterns)
        assert (finding.code, finding.pattern) == ("covered", needless)
        assert (finding.details["other"], finding.details["example"]) == (other, example)
    assert lint([{"text": needless, "weight": 0.5}, other]) == []


def of_two_themes(one, other):
    theme = {"name": "А", "examples": {"match": ["парк"]}}
    themes = [theme | {"id": "b", "patterns": [one]}, theme | {"id": "a", "patterns": [other]}]
    book = Codebook.from_dict({"title": "Город", "themes": themes})
    return lint_codebook(book, lemmas=lambda word: frozenset({word}), words=WordList(lambda word: True))


@pytest.mark.parametrize(
    ("one", "other", "example"),
    [
        ("(парк | сквер)", "(сквер | дорога)", "сквер"),
        ("тихий (парк | двор)", "(тихий | новый) парк", "тихий парк"),
        ("парк*", "парковка", "парковка"),
        ("парк | дорога & дом", "парк", "парк"),
    ],
)
def test_phrase_of_two_themes(one, other, example):
    [finding] = of_two_themes(one, other)
    assert (finding.code, finding.theme_id, finding.details["other_theme"]) == ("shared_phrase", "a", "b")
    assert finding.details["example"] == example


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("парк", "тихий парк"),
        ("парк ... дорога", "парк дорога"),
        ("парк & дорога", "парк дорога"),
        ("парк/сущ", "парк/глаг"),
        ("=парк", "парк"),
        ("парк", "сквер"),
    ],
)
def test_patterns_that_share_no_phrase(one, other):
    assert of_two_themes(one, other) == []


def test_a_theme_may_share_with_the_one_it_lies_in(lint):
    assert lint(["(детская | тихий) площадка"], id="play", parent="sport") == []
    assert [finding.code for finding in lint(["(детская | тихий) площадка"], id="play")] == ["shared_phrase"]


def test_prefixes_and_abbreviations_need_no_dictionary(lint):
    assert lint(["парк", "экологич*", "=ЖКХ", "=Нехватает", "нехват*", "wi-fi", "2035"]) == []


def test_word_that_the_tokenizer_cuts_never_matches(lemmas, make_doc):
    book = Codebook.from_dict({"title": "Город", "themes": [OTHER | {"patterns": ["т.д", "детская площадка"]}]})
    findings = lint_codebook(
        book, lemmas=lemmas, words=WordList(lambda word: True), annotate=lambda text: make_doc(text.replace(".", " . "))
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
    odd = ["паркк", "сквэрр", "экалог*", "парк/глаг", "(тихий | парк)", "тихий", "нехватать"]
    findings = lint(["парк", "парки", "cквер", {"text": "дорога", "unless": ["дорога"]}, "детская площадка", *odd])
    messages = [finding.message(language) for finding in findings]
    assert all("place" in message or "sport" in message for message in messages)
    assert len({finding.code for finding in findings}) == 10
