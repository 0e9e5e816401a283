"""A codebook in Excel, as colleagues edit it."""

import pytest
from openpyxl import Workbook, load_workbook

from pyshma.errors import CodebookError
from pyshma.themes import Codebook


def save(path, rows, header=("Тема", "Вид", "Текст", "Вес", "Кроме")):
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    book.save(path)
    return path


def test_rows_may_be_sorted_and_columns_moved(full, tmp_path):
    full.write(tmp_path / "book.xlsx")
    header, *rows = load_workbook(tmp_path / "book.xlsx").active.iter_rows(values_only=True)
    turned = [row[::-1] for row in sorted(rows, key=str)]
    again = Codebook.read(save(tmp_path / "sorted.xlsx", turned, header[::-1]))
    assert {theme.id: set(theme.patterns) for theme in again.themes} == {t.id: set(t.patterns) for t in full.themes}


def test_patterns_stay_text_when_excel_shows_and_edits_them(full, tmp_path):
    full.write(tmp_path / "book.xlsx")
    [cell] = [cell for cell in load_workbook(tmp_path / "book.xlsx").active["C"] if cell.value == "=ТЦ"]
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_a_colleague_adds_rows_by_hand(tmp_path):
    rows = [
        ("Парки и скверы", "Шаблон ", "парк"),
        (None, None, "сквер", "0,5", "сквер имени; у сквера"),
        ("Парки и скверы", "пример", "Хочу парк"),
        (None, None, None),
        ("бег", "внутри темы", "Парки и скверы"),
        (None, None, 2035, 1),
        (None, None, "=ТЦ"),
    ]
    book = Codebook.read(save(tmp_path / "Наш город.xlsx", rows))
    park, run = book.themes
    assert (book.title, park.id, park.name, park.match) == (
        "Наш город",
        "parki_i_skvery",
        "Парки и скверы",
        ("Хочу парк",),
    )
    assert [(item.text, item.weight, item.unless) for item in park.patterns] == [
        ("парк", 1.0, ()),
        ("сквер", 0.5, ("сквер имени", "у сквера")),
    ]
    assert (run.id, run.name, run.parent) == ("beg", "бег", "parki_i_skvery")
    assert [item.text for item in run.patterns] == ["2035", "=ТЦ"]


def test_a_theme_may_be_called_by_its_name(tmp_path):
    rows = [("park", "тема", "Парки"), ("Парки", "шаблон", "парк"), ("park", "шаблон", "сквер")]
    [theme] = Codebook.read(save(tmp_path / "a.xlsx", rows)).themes
    assert (theme.id, theme.name, len(theme.patterns)) == ("park", "Парки", 2)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", "шаблон", "(парк")], "a.xlsx: row 2: '(парк'"),
        ([("a", "шаблон", "парк", None, "чист* (")], "a.xlsx: row 2:"),
        ([("a", "шаблон", "парк", "много")], "weight must be a number"),
        ([("a", "шаблн", "парк")], "did you mean 'шаблон'?"),
        ([("a", "шаблон", None)], "a.xlsx: row 2: the text is missing"),
        ([(None, "шаблон", "парк")], "a.xlsx: row 2: the theme is missing"),
        ([("a", None, "парк"), ("a", "тема", "А"), ("a", "тема", "Б")], "a.xlsx: row 4: 'тема' stands twice"),
        ([("нужно", "список", "надо")], "as <name>, found 'нужно'"),
        ([("a", "тема", "А")], "theme 'a': patterns must be a list"),
        ([("a", None, "парк & <нужно>")], "no list 'нужно'"),
    ],
)
def test_faults_in_a_sheet_name_the_row(tmp_path, rows, said):
    with pytest.raises(CodebookError) as caught:
        Codebook.read(save(tmp_path / "a.xlsx", rows))
    assert said in str(caught.value)


def test_header_must_name_the_columns(tmp_path):
    with pytest.raises(CodebookError, match=r"the first row must name the columns Тема, Вид.*; it has Код, Слово"):
        Codebook.read(save(tmp_path / "a.xlsx", [], ("Код", "Слово")))


def test_text_too_long_for_a_cell(tmp_path):
    book = Codebook.from_dict({"title": "А", "themes": [{"id": "a", "name": "А" * 32_768, "patterns": ["парк"]}]})
    with pytest.raises(CodebookError, match="a cell of Excel holds"):
        book.write(tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
