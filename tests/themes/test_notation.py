import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.errors import CodebookError
from pyshma.themes.notation import (
    Choice,
    Gap,
    Maybe,
    Near,
    Word,
    fold,
    normalise_pattern,
    parse_list,
    parse_pattern,
    words_of,
)


def phrase(*items):
    return (Near((items,), 0),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("парк", phrase(Word("парк"))),
        ("детская площадка", phrase(Word("детская"), Word("площадка"))),
        ("эколог*", phrase(Word("эколог", "prefix"))),
        ("=ТЦ", phrase(Word("ТЦ", "form"))),
        ("стать/VERB", phrase(Word("стать", "lemma", ("VERB",)))),
        ("стать/глаг", phrase(Word("стать", "lemma", ("VERB", "AUX")))),
        ("очень? грязный", phrase(Maybe(Word("очень")), Word("грязный"))),
        ("построить ... парк", phrase(Word("построить"), Gap(3), Word("парк"))),
        ("построить … парк", phrase(Word("построить"), Gap(3), Word("парк"))),
        ("построить ..5 парк", phrase(Word("построить"), Gap(5), Word("парк"))),
        ("построить...парк", phrase(Word("построить"), Gap(3), Word("парк"))),
        ("чистый & воздух", (Near(((Word("чистый"),), (Word("воздух"),)), 4),)),
        ("чистый &8 воздух", (Near(((Word("чистый"),), (Word("воздух"),)), 8),)),
        ("воздух | вода", (*phrase(Word("воздух")), *phrase(Word("вода")))),
        ("(воздух | речная вода)", phrase(Choice(((Word("воздух"),), (Word("речная"), Word("вода")))))),
        ("wi-fi", phrase(Word("wi-fi"))),
        ("3d-*", phrase(Word("3d-", "prefix"))),
    ],
)
def test_pattern_is_read(text, expected):
    assert parse_pattern(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("(воздух | вода", 1, "not closed"),
        ("воздух)", 7, "closed that was not opened"),
        ("воздух |", 9, "a word is missing"),
        ("(| вода)", 2, "a word is missing"),
        ("... парк", 1, "a gap needs a word on either side"),
        ("парк ...", 1, "a gap needs a word on either side"),
        ("парк ... ..2 вода", 1, "two gaps in a row"),
        ("парк ..0 вода", 6, "a gap is written"),
        ("парк ..99 вода", 6, "a gap is written"),
        ("парк ? вода ?? ", 14, "question mark belongs"),
        ("очень? грязный?", 1, "every word may be missing"),
        ("*", 1, "is not a word"),
        ("а*", 1, "matches too much"),
        ("=парк*", 1, "keep one of them"),
        ("стать/VRB", 1, "did you mean 'VERB'"),
        ("(воздух & вода)", 9, "cannot stand inside brackets"),
        ("а & б & в & г & д", 1, "at most 4"),
        ("школа & <нужна>", 9, "did you mean 'нужно'"),
        ("школа <", 7, "is not a word"),
        ("(" * 20 + "а" + ")" * 20, 9, "nested deeper"),
    ],
)
def test_fault_names_pattern_place_and_next_step(text, place, message):
    with pytest.raises(CodebookError) as caught:
        parse_pattern(text, {"нужно": Choice(((Word("нужно"),),))})
    assert f"character {place}:" in str(caught.value)
    assert message in str(caught.value)


def test_empty_pattern_is_refused():
    with pytest.raises(CodebookError, match="empty; delete it or give a word"):
        parse_pattern("  ")


def test_endless_pattern_is_refused():
    with pytest.raises(CodebookError, match="characters"):
        parse_pattern("слово " * 10_000)


def test_named_list_stands_for_its_words():
    lists = {"нужно": parse_list(["(нужно | надо)", "не хватать"])}
    [near] = parse_pattern("школа & <нужно>", lists)
    assert near.phrases[1] == (lists["нужно"],)


def test_list_knows_no_ampersand():
    with pytest.raises(CodebookError, match="cannot stand in a list"):
        parse_list(["нужно & очень"])


def test_words_of_a_pattern_come_in_order():
    words = words_of(parse_pattern("новый? (парк | сквер у дома) & вода"))
    assert [word.text for word in words] == ["новый", "парк", "сквер", "у", "дома", "вода"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("парк", " Парк "),
        ("(воздух|вода)", "( воздух | вода )"),
        ("ёлка", "елка"),
        ("идти … школа", "идти ... школа"),
    ],
)
def test_way_of_writing_does_not_change_a_pattern(one, other):
    assert normalise_pattern(one) == normalise_pattern(other)


@pytest.mark.parametrize(("one", "other"), [("=ТЦ", "=тц"), ("парк", "парк*"), ("а б", "а ... б"), ("а & б", "а &5 б")])
def test_meaning_changes_a_pattern(one, other):
    assert normalise_pattern(one) != normalise_pattern(other)


@given(st.text(alphabet="парк ()|&?.*=/<>5Ё…", max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text):
    try:
        expression = parse_pattern(text)
    except CodebookError:
        pass
    else:
        assert list(words_of(expression))
        assert parse_pattern(normalise_pattern(text)) is not None


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
