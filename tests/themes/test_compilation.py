import pytest

from pyshma.errors import CodebookError
from pyshma.themes.compilation import Atom, as_written, check_pattern, compile_pattern


def shape(variant):
    """Chains as lists of (gap, words)."""
    return [[(step.gap, sorted(atom.text for atom in step.atoms)) for step in chain] for chain in variant.chains]


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("(ремонт | стройка)", [[[(0, ["ремонт", "стройка"])]]]),
        ("очень? грязный", [[[(0, ["очень"]), (0, ["грязный"])]], [[(0, ["грязный"])]]]),
        ("строить ... парк", [[[(0, ["строить"]), (3, ["парк"])]]]),
        (
            "строить ... (парк | сад у дома)",
            [[[(0, ["строить"]), (3, ["парк"])]], [[(0, ["строить"]), (3, ["сад"]), (0, ["у"]), (0, ["дома"])]]],
        ),
        ("парк ... (вода | река)?", [[[(0, ["парк"]), (3, ["вода", "река"])]], [[(0, ["парк"])]]]),
        ("чистый & воздух", [[[(0, ["чистый"])], [(0, ["воздух"])]]]),
        ("парк | сквер", [[[(0, ["парк"])]], [[(0, ["сквер"])]]]),
    ],
)
def test_ways_of_reading(text, variants):
    assert [shape(variant) for variant in compile_pattern(text, as_written)] == variants


def test_word_stands_for_all_its_dictionary_forms_without_yo(lemmas):
    [variant] = compile_pattern("стали лёд", lemmas)
    assert shape(variant) == [[(0, ["сталь", "стать"]), (0, ["лед"])]]


@pytest.mark.parametrize(
    ("text", "atom"),
    [
        ("=ТЦ", Atom("spelling", "ТЦ")),
        ("=детьми", Atom("form", "детьми")),
        ("эко*", Atom("prefix", "эко")),
        ("печь/NOUN", Atom("lemma", "печь", "NOUN")),
    ],
)
def test_what_is_compared(text, atom):
    [variant] = compile_pattern(text, as_written)
    assert variant.chains[0][0].atoms == {atom}


@pytest.mark.parametrize("fault", [check_pattern, lambda text: compile_pattern(text, as_written)])
@pytest.mark.parametrize("text", [" ".join(["(а б | в г)"] * 9), " ".join(["а?"] * 30) + " б"])
def test_brackets_that_multiply_without_bound_are_refused(fault, text):
    with pytest.raises(CodebookError, match="more than 256 ways"):
        fault(text)


def test_readings_that_are_the_same_count_once():
    text = " & ".join(["(а б | а б | в | г)"] * 4)  # 81 ways written, 16 of them different
    check_pattern(text)
    assert len(compile_pattern(text, as_written)) == 16
    check_pattern(" & ".join(["(а б | а б | а б | а б | в)"] * 4))  # 625 ways written
