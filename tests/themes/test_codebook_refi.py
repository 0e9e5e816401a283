"""REFI-QDA, as other programs write it."""

import pytest
from lxml import etree

from pyshma.errors import CodebookError
from pyshma.themes import Codebook

FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="{namespace}" origin="{origin}"><Codes>
 <Code guid="{{2a08bddf-4c35-4250-bf77-7de37b50c930}}" name="Среда" isCodable="false">
  <Code guid="0" name="Дороги и транспорт (общественный)" isCodable="true" color="#ff0000">
   <Description>Как люди передвигаются</Description><NoteRef targetGUID="1"/>
   <Code guid="1" name="Автобус" isCodable="true"/>
  </Code>
 </Code>
 <Code guid="2" name="Автобус" isCodable="true"/><Code guid="3" name="Среда" isCodable="false"/>
</Codes><Sets><Set guid="4" name="Важное"/></Sets></CodeBook>"""


@pytest.mark.parametrize(
    ("namespace", "origin"), [("urn:QDA-XML:codebook:1.0", "MAXQDA"), ("urn:QDA-XML:codebook:1:0", "NVivo"), ("", "?")]
)
def test_codes_of_another_program_become_themes(tmp_path, namespace, origin):
    path = tmp_path / "Город.qdc"
    path.write_text(FOREIGN.format(namespace=namespace, origin=origin), encoding="utf-8")
    book = Codebook.read(path)
    assert book.title == "Город"
    assert [(theme.id, theme.parent, [item.text for item in theme.patterns]) for theme in book.themes] == [
        ("sreda", None, []),
        ("dorogi_i_transport_obshchestvennyy", "sreda", ["дороги", "транспорт", "общественный"]),
        ("avtobus", "dorogi_i_transport_obshchestvennyy", ["автобус"]),
        ("avtobus_2", None, ["автобус"]),
        ("sreda_2", None, ["среда"]),
    ]
    assert book.themes[1].definition == "Как люди передвигаются"


def test_description_is_readable(full, tmp_path):
    full.write(tmp_path / "a.qdc")
    names = {"q": "urn:QDA-XML:codebook:1.0"}
    [benches] = etree.parse(tmp_path / "a.qdc").xpath(
        "//q:Code[@name='Скамейки & лавочки']/q:Description", namespaces=names
    )
    assert benches.text.splitlines()[:3] == ["=1+1", "", "--- pyshma ---"]
    assert "id: benches" in benches.text
    assert "- негде (сесть | присесть)" in benches.text.replace("{text: ", "")
    assert benches.getparent().getparent().get("name") == "Среда: «двор»"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("--- pyshma ---", "— pyshma —"),
        lambda text: "\n".join(line.strip() for line in text.splitlines()),
        lambda text: text.replace("\n", "\r\n"),
    ],
    ids=["dashes", "no indents", "line ends"],
)
def test_what_programs_do_to_descriptions_does_no_harm(full, tmp_path, change):
    full.write(tmp_path / "a.qdc")
    tree = etree.parse(tmp_path / "a.qdc")
    for description in tree.iter("{*}Description"):
        description.text = change(description.text)
    tree.write(tmp_path / "b.qdc", encoding="utf-8")
    again = Codebook.read(tmp_path / "b.qdc")
    assert [theme.patterns for theme in again.themes] == [theme.patterns for theme in full.themes]
    assert (again.title, again.lists) == (full.title, full.lists)


def test_a_spoilt_description_names_the_code(full, tmp_path):
    full.write(tmp_path / "a.qdc")
    text = (tmp_path / "a.qdc").read_text(encoding="utf-8").replace("id: benches", "id: [benches")
    (tmp_path / "a.qdc").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=r"a\.qdc: code 'Скамейки & лавочки': after '--- pyshma ---': line"):
        Codebook.read(tmp_path / "a.qdc")
