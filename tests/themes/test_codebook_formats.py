"""Codebooks go to Excel and to REFI-QDA and come back the same; harmful files do no harm."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyshma.errors import CodebookError, OutputError
from pyshma.resources import default_codebook
from pyshma.themes import Codebook, convert_codebook

SUFFIXES = (".yaml", ".xlsx", ".qdc")


def roundtrip(codebook, path):
    codebook.write(path)
    return Codebook.read(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_codebook_comes_back_the_same(full, tmp_path, suffix):
    assert roundtrip(full, tmp_path / f"book{suffix}") == full


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_codebook_of_towns_comes_back_the_same(tmp_path, suffix):
    towns = Codebook.read(default_codebook())
    assert roundtrip(towns, tmp_path / f"towns{suffix}").digest == towns.digest


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_codebook_same_bytes(full, tmp_path, suffix):
    for name in "ab":
        full.write(tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


NO_XML = "\ufffe\uffff"
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters=NO_XML)
TEXTS = st.text(SIGNS, max_size=40) | st.sampled_from(
    [
        "--- pyshma ---",
        "- - pyshma - -",
        "a\n--- pyshma ---\nid: b",
        "<r>a</r>",
        "=1",
        "'",
        "#",
        "null",
        "0x1",
        "a\nb",
        "_x0041_",
    ]
)
NOTES = TEXTS.map(str.strip)
FILLED = NOTES.filter(bool)
PATTERNS = st.sampled_from(
    [
        "парк",
        "=ТЦ",
        "чист* ..5 (воздух | вода)",
        "стать/глаг",
        "школа & <нужно>",
        "очень? грязный",
        "2035",
        "wi-fi",
        "да",
    ]
)
ENTRIES = st.lists(
    st.tuples(PATTERNS, st.integers(1, 10_000).map(lambda n: n / 100), st.lists(PATTERNS, max_size=2)),
    min_size=1,
    max_size=4,
    unique_by=lambda entry: entry[0],
)


@st.composite
def codebooks(draw):
    ids = draw(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True), min_size=1, max_size=4, unique=True))
    ids = draw(st.permutations(ids))
    themes = []
    for number, id_ in enumerate(ids):
        theme = {key: draw(NOTES) for key in ("definition", "include", "exclude")}
        theme["patterns"] = [{"text": t, "weight": w, "unless": u} for t, w, u in draw(ENTRIES)]
        theme["unless"] = draw(st.lists(PATTERNS, max_size=2))
        theme["examples"] = {key: draw(st.lists(FILLED, max_size=2)) for key in ("match", "no_match")}
        parent = draw(st.sampled_from([None, *ids[:number]]))
        themes.append({"id": id_, "name": draw(FILLED), **theme, **({"parent": parent} if parent else {})})
    head = {
        "title": draw(FILLED),
        "version": draw(NOTES),
        "lists": {"нужно": draw(st.lists(PATTERNS.filter(is_plain), min_size=1))},
    }
    return Codebook.from_dict({**head, "themes": draw(st.permutations(themes))})


def is_plain(pattern):
    return "&" not in pattern


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codebook=codebooks())
def test_any_codebook_comes_back_the_same(tmp_path, suffix, codebook):
    assert roundtrip(codebook, tmp_path / f"book{suffix}") == codebook


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>"""
ALIAS = """<CodeBook><Codes><Code name="a"><Description>--- pyshma ---
a: &amp;b [*b]</Description></Code></Codes></CodeBook>"""
OUTSIDE = (
    """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CodeBook><Codes><Code name="&a;"/></Codes></CodeBook>"""
)


def packed(name, content):
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return box.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.qdc", BOMB.encode()),
        ("a.qdc", OUTSIDE.encode()),
        ("a.qdc", BOMB.encode("utf-16")),
        ("a.qdc", b""),
        ("a.qdc", b"PK\x03\x04"),
        ("a.qdc", b"<CodeBook/>"),
        ("a.qdc", b"<Project/>"),
        ("a.qdc", b"<a>" * 100_000),
        ("a.qdc", ALIAS.encode()),
        ("a.xlsx", b""),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("a.xlsx", packed("xl/workbook.xml", BOMB)),
        ("a.xlsx", packed("xl/workbook.xml", "<workbook/>")),
        ("a.xlsx", packed("xl/workbook.xml", b"0" * 5_000_000)),
        ("a.xlsx", b"title: YAML"),
    ],
)
def test_harmful_or_broken_file_is_one_clear_error(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CodebookError, match=r"a\.(qdc|xlsx): "):
        Codebook.read(tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(full, tmp_path, suffix, data):
    path = tmp_path / f"book{suffix}"
    full.write(path)
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content)
    with suppress(CodebookError):
        Codebook.read(path)


def test_nothing_is_half_written(full, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="a file stands where a folder should be"):
        full.write(tmp_path / "file" / "book.xlsx")
    with pytest.raises(CodebookError, match=r"the ending '\.xls' is unknown; known: \.yaml, \.yml, \.xlsx, \.qdc"):
        full.write(tmp_path / "book.xls")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_convert_does_not_overwrite_unasked(full, tmp_path):
    full.write(tmp_path / "a.yaml")
    assert convert_codebook(tmp_path / "a.yaml", tmp_path / "b.qdc") == full
    (tmp_path / "a.yaml").write_text("# Примечание", encoding="utf-8")
    with pytest.raises(CodebookError, match="there already"):
        convert_codebook(tmp_path / "b.qdc", tmp_path / "a.yaml")
    assert convert_codebook(tmp_path / "b.qdc", tmp_path / "a.yaml", overwrite=True) == Codebook.read(
        tmp_path / "a.yaml"
    )


def test_signs_that_no_file_holds_are_refused():
    with pytest.raises(CodebookError, match=r"definition holds the sign U\+0001"):
        Codebook.from_dict(
            {"title": "А", "themes": [{"id": "a", "name": "А", "definition": "\x01б", "patterns": ["парк"]}]}
        )
