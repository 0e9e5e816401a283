"""The breakdown as a picture."""

import re
import struct
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

import pyshma
from pyshma.engine import _call, _pack
from pyshma.errors import ColumnError, OutputError
from pyshma.results.figures import breakdown_figure, format_percent, save_figure
from pyshma.settings import StatisticsSettings
from pyshma.statistics import theme_prevalence

THEMES = {
    "Экономика и работа": 75,
    "Транспорт и дороги": 68,
    "Население и молодёжь: остаться или уехать": 59,
    "Безопасность": 24,
    "Космодром": 0,
}


def breakdown(themes=None, n=285):
    themes = THEMES if themes is None else themes
    documents = pd.DataFrame({"document_id": [str(number) for number in range(n)]})
    rows = [(str(document), theme, 1) for theme, count in themes.items() for document in range(count)]
    assignments = pd.DataFrame(rows, columns=["document_id", "theme_id", "n_mentions"])
    return theme_prevalence(assignments, documents, [(theme, theme) for theme in themes])


def svg_of(chart, tmp_path):
    save_figure(chart, tmp_path / "t.svg")
    return (tmp_path / "t.svg").read_text(encoding="utf-8")


def texts_of(svg):
    """Every piece of text, lines of one name joined again."""
    root = etree.fromstring(svg.encode())
    pieces = root.iter("{http://www.w3.org/2000/svg}text")
    return [" ".join("".join(line.itertext()) for line in (list(piece) or [piece])) for piece in pieces]


def png_size(path):
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG")
    return struct.unpack(">II", content[16:24])


@pytest.mark.parametrize(
    ("lang", "percents"), [("ru", ["26,3\xa0%", "8,4\xa0%", "0,0\xa0%"]), ("en", ["26.3%", "8.4%", "0.0%"])]
)
def test_the_picture_says_every_name_share_and_count(tmp_path, lang, percents):
    texts = texts_of(svg_of(breakdown_figure(breakdown(), lang=lang), tmp_path))
    assert set(THEMES) <= set(texts)
    assert set(percents) <= set(texts)
    assert {"75", "68", "59", "24"} <= set(texts)


def test_the_note_says_n_and_what_whiskers_are(tmp_path):
    texts = " ".join(texts_of(svg_of(breakdown_figure(breakdown()), tmp_path)))
    assert "n = 285" in texts
    assert "доверительный интервал Уилсона" in texts


def test_title_and_caption_are_what_was_asked_for(tmp_path):
    chart = breakdown_figure(breakdown(), title="Каким видят город", caption="Синтетический корпус\nn = 285")
    texts = texts_of(svg_of(chart, tmp_path))
    assert "Каким видят город" in texts
    assert "Синтетический корпус n = 285" in texts
    assert not any("Уилсона" in text for text in texts)


def test_the_title_is_russian_unless_english_is_asked_for(tmp_path):
    assert "О чём пишут: доля документов по темам" in texts_of(svg_of(breakdown_figure(breakdown()), tmp_path))
    assert any(
        text.startswith("What people write about")
        for text in texts_of(svg_of(breakdown_figure(breakdown(), lang="en"), tmp_path))
    )


def test_bars_stand_from_the_longest_to_the_shortest(tmp_path):
    texts = texts_of(svg_of(breakdown_figure(breakdown().iloc[::-1]), tmp_path))
    percents = [float(text[:-2].replace(",", ".")) for text in texts if re.fullmatch(r"\d+,\d\xa0%", text)]
    assert percents == sorted(percents, reverse=True)


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_two_renderings_have_the_same_bytes(tmp_path, suffix):
    for name in "ab":
        save_figure(breakdown_figure(breakdown()), tmp_path / f"{name}.{suffix}")
    assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_a_png_is_wide_enough_for_print_and_says_so(tmp_path):
    save_figure(breakdown_figure(breakdown()), tmp_path / "t.PNG")
    assert png_size(tmp_path / "t.PNG")[0] == pytest.approx(2400, abs=2)
    content = (tmp_path / "t.PNG").read_bytes()
    place = content.index(b"pHYs") + 4
    assert round(struct.unpack(">I", content[place : place + 4])[0] * 0.0254) == 300


def test_scale_is_pixels_per_point(tmp_path):
    chart = breakdown_figure(breakdown())
    width = float(re.search(r'width="([0-9.]+)"', svg_of(chart, tmp_path))[1])
    save_figure(chart, tmp_path / "t.png", scale=1)
    assert png_size(tmp_path / "t.png")[0] == pytest.approx(width, abs=1)


def test_altairs_own_save_works_too(tmp_path):
    breakdown_figure(breakdown()).save(str(tmp_path / "t.png"))
    assert png_size(tmp_path / "t.png")[0] > 900


def test_a_png_shows_cyrillic_letters(tmp_path):
    """Without a font, or with one that lacks the letters, both names would look alike."""
    for name in ("ЩЩЩЩ", "ЖЖЖЖ"):
        save_figure(breakdown_figure(breakdown({name: 10})), tmp_path / f"{name}.png", scale=1)
    assert (tmp_path / "ЩЩЩЩ.png").read_bytes() != (tmp_path / "ЖЖЖЖ.png").read_bytes()


def test_the_font_that_vl_convert_carries_comes_first(tmp_path):
    families = re.findall(r'font-family="([^"]+)"', svg_of(breakdown_figure(breakdown()), tmp_path))
    assert set(families) == {"Liberation Sans, Arial, Helvetica, sans-serif"}


@pytest.mark.parametrize(
    "name",
    [
        "Безопасность дорожного движения, освещение переходов и камеры на каждом перекрёстке",
        "А" * 80,
        "<script>alert(1)</script> & \"кавычки\" 'и' ]]>",
        "datum.row ${x} {n} %s \\n",
        "=1+1",
    ],
)
def test_names_are_not_cut_and_are_only_text(tmp_path, name):
    svg = svg_of(breakdown_figure(breakdown({name: 3, "Парки": 2}, n=9)), tmp_path)
    assert "<script" not in svg
    assert name.replace(" ", "") in [text.replace(" ", "") for text in texts_of(svg)]


@settings(max_examples=15, deadline=None)
@example(name="if")
@given(name=st.text(max_size=120))
def test_any_text_as_a_name_gives_well_formed_svg(name, tmp_path_factory):
    table = breakdown({"Парки": 2}, n=9)
    table["theme"] = pd.Series([name], dtype="object")
    svg = svg_of(breakdown_figure(table, title=name, caption=name), tmp_path_factory.mktemp("svg"))
    assert "22,2\xa0%" in texts_of(svg)


@pytest.mark.parametrize("n_themes", [0, 1, 3, 60])
def test_any_number_of_themes_has_room(tmp_path, n_themes):
    themes = {f"Тема {number}": number for number in range(n_themes)}
    svg = svg_of(breakdown_figure(breakdown(themes, n=100)), tmp_path)
    assert set(themes) <= set(texts_of(svg))
    height = float(re.search(r'height="([0-9.]+)"', svg)[1])
    assert height > 30 * n_themes


def test_without_documents_there_is_no_share(tmp_path):
    texts = texts_of(svg_of(breakdown_figure(breakdown({"Парки": 0}, n=0)), tmp_path))
    assert "—" in texts


@pytest.mark.parametrize(("share", "tick"), [(1.0, "100\xa0%"), (0.001, "0,5\xa0%"), (0.31, "35\xa0%")])
def test_the_axis_ends_just_above_the_longest_whisker(tmp_path, share, tick):
    table = breakdown({"Парки": 10}, n=10).assign(
        prevalence=share, ci_low=share, ci_high=min(1.0, share * 1.05 + 0.004)
    )
    assert tick in texts_of(svg_of(breakdown_figure(table), tmp_path))


def test_a_breakdown_by_groups_is_refused():
    table = pd.concat([breakdown(n=285), breakdown(n=100)])
    with pytest.raises(ColumnError, match="several values of n_documents"):
        breakdown_figure(table)


def test_a_missing_column_is_named():
    with pytest.raises(ColumnError, match="no column 'ci_low'; the breakdown has"):
        breakdown_figure(breakdown().drop(columns="ci_low"))


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(OutputError, match=r"written as \.png or \.svg"):
        save_figure(breakdown_figure(breakdown()), tmp_path / "t.jpg")


@pytest.mark.parametrize(
    ("share", "ru", "en"),
    [
        (0.2632, "26,3\xa0%", "26.3%"),
        (0.0625, "6,3\xa0%", "6.3%"),
        (1.0, "100,0\xa0%", "100.0%"),
        (float("nan"), "—", "—"),
    ],
)
def test_percent_in_two_languages(share, ru, en):
    assert (format_percent(share, "ru"), format_percent(share, "en")) == (ru, en)


def test_who_draws_is_sent_counts_and_no_documents(analysis: pyshma.Analysis) -> None:
    assert "петров".encode() in _pack(analysis.figure_files)
    sent = _pack(analysis.figure_tables().draw_files)
    assert "петров".encode() not in sent
    assert _call(sent) == analysis.figure_files()


def test_a_picture_of_the_breakdown_needs_no_variables(analysis: pyshma.Analysis) -> None:
    by_what_is_not_there = StatisticsSettings(by=("рост",))
    changed = replace(analysis, statistics=by_what_is_not_there)
    assert changed.figure().to_dict() == analysis.figure().to_dict()
