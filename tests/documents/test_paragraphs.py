"""Lines of a page back to paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents.paragraphs import join_lines

FULL = "Через десять лет я хочу видеть наш город зелёным и чистым, чтобы в каждом"


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([FULL, "дворе росли деревья."], [f"{FULL} дворе росли деревья."]),
        ([FULL, "Екатеринбурге было метро."], [f"{FULL} Екатеринбурге было метро."]),  # a capital inside a sentence
        (["Мой город", FULL], ["Мой город", FULL]),  # a heading is shorter than a line
        ([FULL, "конец.", FULL], [f"{FULL} конец.", FULL]),
        (
            ["Прошу:", "1) построить парк;", "2) починить дорогу."],
            ["Прошу:", "1) построить парк;", "2) починить дорогу."],
        ),
        (["Прошу:", "• парк;", "• дорогу."], ["Прошу:", "• парк;", "• дорогу."]),
        (["сверху", "", "снизу"], ["сверху", "снизу"]),
    ],
)
def test_lines_are_joined(lines: list[str], paragraphs: list[str]) -> None:
    assert join_lines(lines) == paragraphs


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["бла-", "гоустройство"], "благоустройство"),
        (["бла\u00ad", "гоустройство"], "благоустройство"),
        (["бла-", "го-", "устройство"], "благоустройство"),
        (["Санкт-", "Петербург"], "Санкт-Петербург"),
        (["2030-", "2035 годы"], "2030-2035 годы"),
        (["кто-", "нибудь"], "кто-нибудь"),
        (["юго-запад и юго-", "запад"], "юго-запад и юго-запад"),  # the text itself knows the compound
    ],
)
def test_hyphen_at_line_end(lines: list[str], text: str) -> None:
    assert join_lines(lines) == [text]


@given(st.lists(st.text(alphabet="аб. -\u00ad,1А", max_size=12)))
def test_no_letter_is_lost(lines: list[str]) -> None:
    def letters(parts: list[str]) -> str:
        return "".join(sign for sign in "".join(parts) if sign.isalnum())

    assert letters(join_lines(lines)) == letters(lines)
