import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pyshma.errors import CodebookError
from pyshma.themes import Codebook
from pyshma.themes.codebook import make_pattern_id

GOOD = """
title: Город
version: "1.10"
lists:
  нужно: [(нужно | надо), не хватать]
themes:
  - id: place
    name: Среда
    patterns: [парк]
  - id: transport
    name: Транспорт
    definition: Как люди передвигаются
    parent: place
    unless: [дорога жизни]
    patterns:
      - автобус
      - чист* (воздух | вода)
      - text: дорога
        weight: 0,5
        unless: скатертью дорога
      - text: [трамвай, метро & <нужно>]
        weight: 0.4
    examples:
      match: [Автобус ходит редко.]
      no_match: [Скатертью дорога!]
"""


def read(tmp_path, text):
    path = tmp_path / "city.yaml"
    path.write_text(text, encoding="utf-8")
    return Codebook.read(path)


def test_codebook_is_read(tmp_path):
    codebook = read(tmp_path, GOOD)
    place, transport = codebook.themes
    assert (codebook.title, codebook.version, codebook.language) == ("Город", "1.10", "ru")
    assert (transport.name, transport.definition, transport.parent) == ("Транспорт", "Как люди передвигаются", "place")
    assert [pattern.text for pattern in transport.patterns] == [
        "автобус",
        "чист* (воздух | вода)",
        "дорога",
        "трамвай",
        "метро & <нужно>",
    ]
    assert [pattern.weight for pattern in transport.patterns] == [1.0, 1.0, 0.5, 0.4, 0.4]
    assert transport.patterns[2].unless == ("скатертью дорога",)
    assert transport.unless == ("дорога жизни",)
    assert transport.match == ("Автобус ходит редко.",)
    assert list(codebook.lineage("transport")) == ["transport", "place"]
    assert place.parent is None


def test_numbers_and_words_like_yes_stay_text(tmp_path):
    codebook = read(tmp_path, "title: no\nversion: 1.10\nthemes:\n- {id: a, name: on, patterns: [2035, нет]}\n")
    assert (codebook.title, codebook.version, codebook.themes[0].name) == ("no", "1.10", "on")
    assert [pattern.text for pattern in codebook.themes[0].patterns] == ["2035", "нет"]


def test_file_with_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert Codebook.read(path).title == "Город"


def test_dictionaries_and_back_is_identity(tmp_path):
    codebook = read(tmp_path, GOOD)
    again = Codebook.from_dict(json.loads(json.dumps(codebook.as_dict())))
    assert again == codebook
    assert again.digest == codebook.digest


def test_written_as_yaml_and_read_is_identity(tmp_path):
    codebook = read(tmp_path, GOOD)
    assert read(tmp_path, yaml.safe_dump(codebook.as_dict(), allow_unicode=True, sort_keys=False)) == codebook


def test_digest_knows_content_not_layout(tmp_path):
    first = read(tmp_path, GOOD).digest
    assert read(tmp_path, "# заметка\n" + GOOD.replace("name: Транспорт", "name:   'Транспорт'")).digest == first
    assert read(tmp_path, GOOD.replace("0,5", "0,6")).digest != first


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        (("name: Транспорт", "name: Дороги"), True),
        (("title: ", "title: Весь "), True),
        (("0,5", "0,6"), False),
        (("- автобус", "- троллейбус"), False),
        (("| надо", "| пусть"), False),
        (("unless: скатертью", "unless: своя"), False),
        (("id: transport", "id: roads"), False),
    ],
)
def test_matching_digest_knows_patterns_not_names(tmp_path, change, stays):
    assert change[0] in GOOD
    same = read(tmp_path, GOOD.replace(*change)).matching_digest == read(tmp_path, GOOD).matching_digest
    assert same == stays


def test_pattern_id_stays_when_patterns_move_or_weights_change(tmp_path):
    before = {pattern.text: pattern.id for pattern in read(tmp_path, GOOD).themes[1].patterns}
    moved = GOOD.replace("      - автобус\n", "").replace("weight: 0,5", "weight: 2")
    after = {pattern.text: pattern.id for pattern in read(tmp_path, moved).themes[1].patterns}
    assert after == {text: pattern_id for text, pattern_id in before.items() if text != "автобус"}


@given(st.sampled_from(["Парк", " парк ", "ПАРК", "парк"]))
def test_pattern_id_knows_meaning_not_spelling(text):
    assert make_pattern_id("place", text) == make_pattern_id("place", "парк")


def theme(patterns="[автобус]", extra="", theme_id="transport"):
    return f"title: Город\nthemes:\n- id: {theme_id}\n  name: Транспорт\n  patterns: {patterns}\n{extra}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (theme('[автобус, трамвай, ""]'), "city.yaml: theme 'transport': pattern 3 is empty; delete it or give a word"),
        (theme("[автобус,,]"), "city.yaml: line 5"),
        (theme("[]"), "theme 'transport': patterns must be a list with at least one pattern, found nothing"),
        (theme("автобус"), "theme 'transport': patterns must be a list with at least one pattern, found 'автобус'"),
        (theme("[автобус, Автобус]"), "pattern 2 repeats pattern 1, 'Автобус'; delete one"),
        (theme('["(автобус"]'), "pattern 1: '(автобус', character 1: this bracket is not closed"),
        (
            theme("[{text: дорога, wieght: 1}]"),
            "pattern 1: key 'wieght' is unknown; known: text, weight, unless; did you",
        ),
        (theme("[{text: дорога, weight: много}]"), "pattern 1: weight must be a number above 0"),
        (theme("[{text: дорога, weight: -1}]"), "weight must be a number above 0"),
        (theme("[{text: дорога, weight: nan}]"), "weight must be a number above 0"),
        (theme("[{weight: 1}]"), "pattern 1: text is missing; give one"),
        (theme("[{text: дорога, unless: {a: б}}]"), "pattern 1: unless must be a list of texts"),
        (theme("[{text: дорога, unless: [дорога (]}]"), "pattern 1: 'дорога (', character 9"),
        (theme("[<нужно> школа]"), "no list 'нужно'; the codebook has none, add it to lists"),
        (theme(extra="  patern: [а]\n"), "theme 'transport': key 'patern' is unknown; known:"),
        (theme(extra="  patterns: [трамвай]\n"), "city.yaml: line 6: key 'patterns' stands twice; delete one"),
        (theme(theme_id="Транспорт"), "id 'Транспорт' must be latin small letters"),
        (theme(theme_id="''"), "theme 1: id is missing; give one"),
        (theme(extra="- id: transport\n  name: Ещё\n  patterns: [метро]\n"), "the id stands 2 times; rename or join"),
        (theme(extra="  parent: transprt\n"), "parent 'transprt' is unknown; did you mean 'transport'?"),
        (theme(extra="  parent: transport\n"), "is its own ancestor"),
        (theme(extra="  examples: [а]\n"), "examples: expected keys (match, no_match), found ['а']"),
        (theme(extra="lists: {нужно: [а & б]}\n"), "list 'нужно': & cannot stand in a list"),
        (theme(extra="lists: [нужно]\n"), "lists must be names with words"),
        (theme(extra="language: en\n"), "language 'en' is not supported; known: ru"),
        (
            theme(extra="theme: []\n"),
            "city.yaml: key 'theme' is unknown; known: title, version, language, lists, themes",
        ),
        ("title: Город\nthemes: []\n", "themes must be a list with at least one theme"),
        ("title: Город\nthemes: [парк]\n", "theme 1: expected keys"),
        ("themes: []\n", "title is missing"),
        ("- парк\n", "must begin with keys such as 'title:' and 'themes:'"),
        ("", "must begin with keys"),
        ("title: [\n", "city.yaml: line 2"),
        ("title: \x00\n", "not YAML"),
        ("a: &x [1]\nb: *x\n", "line 1: anchors and aliases (&name, *name) are not used here"),
        ("a: " + "[" * 50 + "]" * 50 + "\n", "nested deeper than 12 levels"),
    ],
)
def test_fault_names_place_finding_and_next_step(tmp_path, text, message):
    with pytest.raises(CodebookError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(CodebookError) as caught:
        read(tmp_path, theme('["", "а*", =парк*]', extra="  colour: red\n"))
    assert len(str(caught.value).splitlines()) >= 3


def test_faults_without_end_are_counted(tmp_path):
    with pytest.raises(CodebookError, match="and 30 more"):
        read(tmp_path, theme("[" + ", ".join(["'('"] * 50) + "]"))


def test_billion_laughs_are_refused_at_once(tmp_path):
    lines = ["a0: &a0 [ха]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    with pytest.raises(CodebookError, match="anchors and aliases"):
        read(tmp_path, "\n".join(lines))


def test_all_unknown_keys_are_told_at_once():
    pattern = {"text": "очередь", "wieght": 2, "unles": ["а"]}
    transport = {"id": "transport", "name": "Транспорт", "patern": [], "includ": "", "patterns": [pattern]}
    examples = {"mach": ["Автобус"], "no_mach": ["Дом"]}
    with pytest.raises(CodebookError) as caught:
        Codebook.from_dict({"titel": "Город", "langauge": "ru", "themes": [transport | {"examples": examples}]})
    lines = str(caught.value).split("\n")
    assert [line.split(" is unknown")[0] for line in lines if "unknown" in line] == [
        "codebook: key 'titel'",
        "codebook: key 'langauge'",
        "codebook: theme 'transport': key 'patern'",
        "codebook: theme 'transport': key 'includ'",
        "codebook: theme 'transport': examples: key 'mach'",
        "codebook: theme 'transport': examples: key 'no_mach'",
        "codebook: theme 'transport': pattern 1: key 'wieght'",
        "codebook: theme 'transport': pattern 1: key 'unles'",
    ]


def test_missing_file_is_named(tmp_path):
    with pytest.raises(CodebookError, match=r"city\.yaml: no such codebook"):
        Codebook.read(tmp_path / "city.yaml")


def test_folder_is_not_a_codebook(tmp_path):
    with pytest.raises(CodebookError, match=r"cannot be opened|no such"):
        Codebook.read(tmp_path)


def test_other_encoding_is_named(tmp_path):
    path = tmp_path / "city.yaml"
    path.write_bytes(GOOD.encode("cp1251"))
    with pytest.raises(CodebookError, match="not UTF-8"):
        Codebook.read(path)


def test_huge_file_is_refused(tmp_path):
    path = tmp_path / "city.yaml"
    path.write_bytes(b"# " + b"x" * 6_000_000)
    with pytest.raises(CodebookError, match="a codebook may have"):
        Codebook.read(path)


@pytest.mark.parametrize(
    "value", [None, 3, {}, ["а"], {"title": 3, "themes": [{}]}, {"title": "а", "themes": {"id": "б"}}]
)
def test_dictionary_of_another_shape_is_refused(value):
    with pytest.raises(CodebookError):
        Codebook.from_dict(value)
