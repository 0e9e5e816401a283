import pytest
import spacy
from spacy.util import registry

from pyshma.errors import CodebookError
from pyshma.themes import Codebook, ThemeMatcher, read_mentions


def codebook(*themes):
    return Codebook.from_dict({"title": "Город", "themes": list(themes)})


def theme(theme_id, *patterns, **more):
    return {"id": theme_id, "name": theme_id, "patterns": list(patterns), **more}


def found(matcher, doc):
    return [(mention.theme_id, mention.text) for mention in matcher.match(doc)]


def test_mentions_come_in_order_with_offsets_into_the_text(make_doc, lemmas):
    matcher = ThemeMatcher(codebook(theme("place", "парк"), theme("transport", "автобус")), lemmas)
    doc = make_doc("Автобус едет / ¶ в парки|парк")
    mentions = matcher.match(doc)
    assert [(m.theme_id, doc.text[m.start : m.stop], m.text) for m in mentions] == [
        ("transport", "Автобус", "Автобус"),
        ("place", "парки", "парки"),
    ]


def test_of_equally_heavy_mentions_the_longest_wins(make_doc, lemmas):
    matcher = ThemeMatcher(codebook(theme("place", "площадка", "детская площадка", "новая детская площадка")), lemmas)
    doc = make_doc("Новая детская|детский площадка")
    assert found(matcher, doc) == [("place", "Новая детская площадка")]


def test_of_equally_long_mentions_the_heavier_wins(make_doc, lemmas):
    matcher = ThemeMatcher(
        codebook(theme("place", {"text": "парк*", "weight": 0.5}, {"text": "парк", "weight": 2})), lemmas
    )
    assert [mention.weight for mention in matcher.match(make_doc("парк"))] == [2]


def test_a_weak_phrase_does_not_hide_a_strong_one_inside_it(make_doc, lemmas):
    weak = {"text": "ехать & автобус", "weight": 0.4}
    matcher = ThemeMatcher(codebook(theme("transport", weak, {"text": "ехать & час", "weight": 0.8})), lemmas)
    assert found(matcher, make_doc("ехать час на автобус")) == [("transport", "ехать час")]


def test_themes_may_share_words(make_doc, lemmas):
    matcher = ThemeMatcher(
        codebook(theme("transport", "беспилотный автобус"), theme("technology", "беспилотн*")), lemmas
    )
    doc = make_doc("беспилотный автобус")
    assert found(matcher, doc) == [("technology", "беспилотный"), ("transport", "беспилотный автобус")]


def test_unless_of_a_pattern_drops_its_mentions_only(make_doc, lemmas):
    road = {"text": "дорога", "unless": ["дорога домой"]}
    matcher = ThemeMatcher(codebook(theme("transport", road, "домой")), lemmas)
    assert found(matcher, make_doc("Дорога домой")) == [("transport", "домой")]
    assert found(matcher, make_doc("Дорога к домой")) == [("transport", "Дорога"), ("transport", "домой")]


def test_unless_of_a_theme_drops_all_its_mentions(make_doc, lemmas):
    themes = theme("transport", "дорога", "дорог*", unless=["дорога домой"]), theme("life", "дорога")
    matcher = ThemeMatcher(codebook(*themes), lemmas)
    assert found(matcher, make_doc("Дорога домой")) == [("life", "Дорога")]


def test_reasons_tell_what_was_dropped_and_by_what(make_doc, lemmas):
    matcher = ThemeMatcher(
        codebook(theme("place", "парк", "новый парк", {"text": "сад", "unless": ["детский сад"]})), lemmas
    )
    kept, dropped = matcher.match_with_reasons(make_doc("Новый парк и детский сад"))
    assert [mention.text for mention in kept] == ["Новый парк"]
    assert [(loss.mention.text, loss.reason, loss.by) for loss in dropped] == [
        ("сад", "unless", "детский сад"),
        ("парк", "overlap", "новый парк"),
    ]


def test_component_writes_theme_and_pattern_into_spans(make_doc, lemmas):
    book = codebook(theme("place", "парк"))
    doc = ThemeMatcher(book, lemmas)(make_doc("парки|парк"))
    [span] = doc.spans["themes"]
    assert (span.label_, span.id_, span.text) == ("place", book.themes[0].patterns[0].id, "парки")
    assert read_mentions(doc, book) == ThemeMatcher(book, lemmas).match(doc)


def test_stream_of_docs_is_matched_as_one_by_one(make_doc, lemmas):
    matcher = ThemeMatcher(codebook(theme("place", "парк", "новый парк")), lemmas)
    texts = ["Новый парк", "Ничего", "парки|парк и парки|парк"]
    docs = list(matcher.pipe(map(make_doc, texts), batch_size=2))
    piped = [[span.text for span in doc.spans["themes"]] for doc in docs]
    assert piped == [["Новый парк"], [], ["парки", "парки"]]
    assert piped == [[mention.text for mention in matcher.match(doc)] for doc in docs]


def test_doc_that_was_not_matched_is_named(make_doc):
    with pytest.raises(CodebookError, match="add pyshma_theme_matcher to the pipeline"):
        read_mentions(make_doc("парк"), codebook(theme("place", "парк")))


def test_doc_of_another_codebook_is_named(make_doc, lemmas):
    doc = ThemeMatcher(codebook(theme("place", "парк")), lemmas)(make_doc("парк"))
    with pytest.raises(CodebookError, match="another codebook"):
        read_mentions(doc, codebook(theme("place", "сквер")))


def test_list_of_the_codebook_is_matched(make_doc, lemmas):
    book = Codebook.from_dict(
        {
            "title": "Город",
            "lists": {"нужно": ["надо", "не хватать"]},
            "themes": [theme("education", "школа & <нужно>")],
        }
    )
    matcher = ThemeMatcher(book, lemmas)
    assert found(matcher, make_doc("не хватает|хватать нам школы|школа")) == [("education", "не хватает нам школы")]


@pytest.fixture
def nlp(make_doc):
    registry.misc("tests.as_written.v1", func=lambda: lambda word: frozenset({word}))
    return spacy.blank("ru")


@pytest.fixture
def config():
    return {"codebook": codebook(theme("place", "парк")).as_dict(), "lemmas": {"@misc": "tests.as_written.v1"}}


def test_factory_takes_dictionaries(nlp, config, make_doc):
    component = nlp.add_pipe("pyshma_theme_matcher", config=config)
    assert found(component, make_doc("парк")) == [("place", "парк")]


def test_factory_takes_a_path(nlp, config, make_doc, tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text("title: Город\nthemes: [{id: place, name: Среда, patterns: [сквер]}]", encoding="utf-8")
    component = nlp.add_pipe("pyshma_theme_matcher", config=config | {"codebook": str(path)})
    assert found(component, make_doc("сквер")) == [("place", "сквер")]


def test_saved_pipeline_needs_no_file_of_the_codebook(nlp, config, make_doc, tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text("title: Город\nthemes: [{id: place, name: Среда, patterns: [сквер]}]", encoding="utf-8")
    nlp.add_pipe("pyshma_theme_matcher", config=config | {"codebook": str(path)})
    nlp.to_disk(tmp_path / "saved")
    path.unlink()
    component = spacy.load(tmp_path / "saved").get_pipe("pyshma_theme_matcher")
    assert found(component, make_doc("сквер")) == [("place", "сквер")]


@pytest.mark.parametrize("use", [ThemeMatcher.__call__, ThemeMatcher.match, ThemeMatcher.match_with_reasons])
def test_codebook_that_is_not_there_is_named_with_the_first_text(nlp, config, make_doc, use):
    component = nlp.add_pipe("pyshma_theme_matcher", config=config | {"codebook": "нет.yaml"})
    with pytest.raises(CodebookError, match=r"нет\.yaml: no such codebook"):
        use(component, make_doc("сквер"))


def test_faulty_codebook_is_named_at_once(nlp, config, tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text("title: Город", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"city\.yaml: themes must be a list"):
        nlp.add_pipe("pyshma_theme_matcher", config=config | {"codebook": str(path)})


def test_written_and_read_component_finds_the_same(lemmas, make_doc, tmp_path):
    doc = make_doc("парк и сквер")
    one = ThemeMatcher(codebook(theme("place", "парк")), lemmas)
    other = ThemeMatcher(codebook(theme("place", "сквер")), lemmas)
    one.to_disk(tmp_path / "matcher")
    assert found(other.from_disk(tmp_path / "matcher"), doc) == found(one, doc)
    assert other.codebook.digest == one.codebook.digest
    assert found(other.from_bytes(one.to_bytes()), doc) == [("place", "парк")]


def test_a_form_counts_whatever_its_lemma_in_the_text(make_doc):
    matcher = ThemeMatcher(codebook(theme("safety", "темно & вечером")), lambda word: frozenset({word, f"={word}"}))
    assert found(matcher, make_doc("Вечером|вечер темно")) == [("safety", "Вечером темно")]
    assert found(matcher, make_doc("Вечера|вечер темно")) == []
