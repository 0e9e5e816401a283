"""Token borders: razdel's on every text, at a price that grows with the text; each border names its rule."""

import pytest
import razdel
from hypothesis import given, settings
from hypothesis import strategies as st
from razdel.segmenters.tokenize import ATOM, PUNCTS

from pyshma.language import tokens
from pyshma.language.letters import matching_form
from pyshma.language.tokens import cut, explain_tokens, find_tokens

FRAGMENTS = [
    *PUNCTS,
    *"аБвёЁ aBz 059 \n\t\u00a0{°Δ²′©\u0301\u1c80\u212aſ日🙂",
    *(" ", " ", "слово", "Пышма", "yahoo", "Yahoo!", "xyahoo", "2035", "3,", "1/2", "-", " -", "- ", "—", ".", "..."),
    *(":)", ";-)", "=((((", "--", "***", "?!", "  .5", "т. е.", "Wi-Fi", "USBшка", "http://e1.ru", "м²", "№5"),
]
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)


def razdel_tokens(text: str) -> list[tuple[int, int]]:
    return [(token.start, token.stop) for token in razdel.tokenize(text)]


def pieces(text: str) -> list[tuple[int, int]]:
    """Borders of the tokens that a text is cut into as it stands."""
    found, start = [], 0
    for piece in cut(text):
        if token := piece.rstrip():
            found.append((start, start + len(token)))
        start += len(piece)
    return found


@pytest.mark.parametrize(
    "marked",
    [
        "К| |2035| |году| |в| |В|.| |Пышме| |будет| |чище|!",
        "кое-кто| |из| |школы| |№| |22",
        "за\u0301мок|,| |бла\u00adго",
        "ДК| |«|Металлург|»",
        "город| |-это| |мы|,| |а| |город-| |это| |они",
        "3,14| |и| |1/2| |и| |5,| |6",
        "Ура|!!!| |Да| |ну|?!",
        "привет|:)| |и|=((",
        "Yahoo!| |и| |ура|!",
        "5| |°C|,| |Δt| |22|а",
    ],
)
def test_borders(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [piece for piece in marked.split("|") if piece.strip()]
    assert [text[start:stop] for start, stop, _ in find_tokens(text)] == expected


@given(TEXTS | st.text(max_size=40))
@settings(max_examples=1000, deadline=None)
def test_borders_are_those_of_razdel_and_of_the_named_rules(text: str) -> None:
    assert "".join(cut(text)) == text
    assert pieces(text) == razdel_tokens(text)
    seen = matching_form(text).text
    splits = [decision.offset for decision in explain_tokens(seen) if decision.outcome == "split"]
    assert splits == [start for start, _ in razdel_tokens(seen)[1:]]


def test_every_character_is_of_the_kind_that_razdel_gives_it() -> None:
    everything = "".join(chr(code) for code in range(0x3000))
    ours = [(match.group(), match.lastgroup) for match in tokens._ATOM.finditer(everything, 0)]
    kinds = {"RU": "ru", "LAT": "lat", "INT": "number", "PUNCT": "sign", "OTHER": "other"}
    assert ours == [(match.group(), kinds[str(match.lastgroup)]) for match in ATOM.finditer(everything)]


def test_borders_of_the_essays_are_those_of_razdel(essays: list[str]) -> None:
    assert len(essays) == 285
    assert list(map(pieces, essays)) == list(map(razdel_tokens, essays))


def test_offsets_of_a_text_with_dropped_marks_point_into_it() -> None:
    text = "\u00adСта\u0301рый го\u00adрод \u200b -это"
    found = [(text[start:stop], form) for start, stop, form in find_tokens(text)]
    assert found == [("\u00adСта\u0301рый", "Старый"), ("го\u00adрод", "город"), ("-это", "-это")]


@pytest.mark.parametrize("unit", [*"аa5-.Δ ", "а-", "5.", "5 .", "а -", ":)", "USBшка", "\u00ada"])
def test_time_grows_with_the_length_of_a_monotonous_text(unit: str) -> None:
    # If time grew with the square of the length, this would take hours.
    text = unit * 200_000
    assert "".join(cut(matching_form(text).text)) == matching_form(text).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("кое-кто", ["3 dash join", "4 dash join"]),
        ("а_б", ["1 underscore join", "2 underscore join"]),
        ("3,5", ["1 decimal join", "2 decimal join"]),
        ("1/2", ["1 fraction join", "2 fraction join"]),
        (":))", ["1 smile join", "2 smile join"]),
        ("?!", ["1 endings join"]),
        ("--", ["1 repeated join"]),
        ("Δt", ["1 other_letters join"]),
        ("Yahoo!", ["5 yahoo join"]),
        ("22а", ["2 default split"]),
        ("я и", ["2 space split"]),
        ("го\u00adрод, мы", ["6 default split", "8 space split"]),
    ],
)
def test_a_border_names_the_rule_that_decided(text: str, expected: list[str]) -> None:
    assert [" ".join(map(str, decision)) for decision in explain_tokens(text)] == expected
