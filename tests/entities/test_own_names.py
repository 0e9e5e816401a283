"""The user's file of names: what it may say, and that errors name the place."""

from pathlib import Path

import pytest

from pyshma.entities import KnownName, OwnNames
from pyshma.errors import NamesError

GOOD = """
names:
  - name: ДК «Металлург»
    kind: ORG
    aliases: [Металлург, Метла]
  - {name: НЕТ, kind: ORG}
ignore: [Булка]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "entities.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_names_aliases_and_what_to_ignore(tmp_path):
    own = OwnNames.read(write(tmp_path, GOOD))
    assert own.names == (KnownName("ДК «Металлург»", "ORG", ("Металлург", "Метла")), KnownName("НЕТ", "ORG"))
    assert own.ignore == ("Булка",)
    assert len(own.digest) == 64


@pytest.mark.parametrize("text", ["", "\n# имена впишем потом\n", "names:\nignore:\n"])
def test_empty_file_says_nothing(tmp_path, text):
    own = OwnNames.read(write(tmp_path, text))
    assert (own.names, own.ignore) == ((), ())


BAD = [
    ("nammes: []", "key 'nammes' is unknown; known: names, ignore; did you mean 'names'?"),
    ("names: [{name: Ревда, kind: CITY}]", "entities.yaml: name 1: kind must be one of PER, LOC, ORG, found 'CITY'"),
    ("names: [{kind: LOC}]", "entities.yaml: name 1: name is missing"),
    ("names: [{name: Ревда, kind: LOC, alias: [Р]}]", "did you mean 'aliases'?"),
    ("names: Ревда", "names must be a list"),
    ("ignore: Булка", "ignore must be a list of names, found 'Булка'"),
    (
        "names: [{name: А1, kind: LOC, aliases: [Х]}, {name: Б1, kind: LOC, aliases: [х]}]",
        "'х' stands for 'А1' and 'Б1'",
    ),
    ("names: [{name: Ревда, kind: LOC}]\nignore: [ревда]", "'ревда' is a name and ignored"),
    ("names: [", "line"),
    ("- Ревда", "must begin with keys such as 'names:' and 'ignore:'"),
    ("names: &a []\nignore: *a", "line 1: anchors and aliases"),
    ("ignore: [Булка]\nignore: [Метла]", "line 2: key 'ignore' stands twice; delete one"),
    ("names: [{name: Ревда, kind: LOC, aliases: [Р], aliases: [Рв]}]", "key 'aliases' stands twice; delete one"),
    ("names: " + "[" * 5000, "nested deeper than 12 levels"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_faults_are_named_with_their_place(tmp_path, text, message):
    with pytest.raises(NamesError) as error:
        OwnNames.read(write(tmp_path, text))
    assert message in str(error.value)
    assert "entities.yaml" in str(error.value)


def test_missing_file(tmp_path):
    with pytest.raises(NamesError, match="no such file of names"):
        OwnNames.read(tmp_path / "нет.yaml")


def test_own_names_win_in_the_text(namer):
    component = namer.get_pipe("pyshma_entity_namer")
    component.use_names([KnownName("Метла", "ORG", ("метла",))], ["Екатеринбург"])
    try:
        doc = namer("Зимой в метле концерт, а в Екатеринбурге нет.")
        assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [("метле", "ORG", "Метла")]
    finally:
        component.use_names(())
