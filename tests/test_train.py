"""Training a theme model from coded documents, and assigning, explaining and storing with it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import pyshma
from pyshma.cli import app
from pyshma.codes import CodedText, read_coded_texts, read_codes
from pyshma.entities import OwnNames
from pyshma.errors import CodebookError, SourceError
from pyshma.explain import explain, format_explanation
from pyshma.learning import (
    CodeAnnotator,
    Training,
    fold_of,
    format_card,
    measure_agreement,
    themes_between,
    train,
    write_training,
)
from pyshma.messages import translate_error
from pyshma.resources import default_codebook, default_model, fast_model
from pyshma.settings import Settings
from pyshma.themes import Codebook
from pyshma.themes.trained import model_fits
from pyshma.themes.trained.model import ENCODER_SHARE

CODEBOOK = Codebook.from_dict(
    {
        "title": "Двор и дорога",
        "themes": [
            {"id": "transport", "name": "Транспорт", "patterns": ["автобус", {"text": "остановка", "weight": 0.5}]},
            {"id": "yard", "name": "Двор", "patterns": ["двор", {"text": "лавочка", "weight": 0.5}]},
        ],
    }
)
ABOUT = {
    "transport": [
        "Автобус ходит раз в час.",
        "На остановке холодно, маршрутка опять не пришла.",
        "Троллейбус сломан, и электричку отменили.",
        "Автобусы старые, билет дорогой.",
        "Водитель маршрутки не остановился.",
        "Пробка на мосту, автобус стоит.",
    ],
    "yard": [
        "Во дворе темно и нет качелей.",
        "Лавочка сломана, песочница пустая.",
        "Двор зарос, горка ржавая.",
        "Клумбы у подъезда вытоптали.",
        "Хочу, чтобы во дворе посадили кусты.",
        "Качели скрипят, песочницу убрали.",
    ],
    "": ["Я люблю читать книги.", "Сегодня я проснулся рано.", "Мама испекла пирог.", "Мы пошли в гости."],
}
TEXTS, CODES = [], {}
for number in range(24):
    themes = [("transport",), ("yard",), ("transport", "yard"), ()][number % 4]
    sentences = [ABOUT[theme][(number + place) % len(ABOUT[theme])] for place, theme in enumerate((*themes, ""))]
    TEXTS.append((f"т{number:02}", " ".join(sentences)))
    CODES[f"т{number:02}"] = frozenset(themes)
CODED = [
    CodedText(f"{author}-{i}", author, text, ((0, len(text), frozenset({theme} - {""})),))
    for theme, texts in ABOUT.items()
    for i, text in enumerate(texts)
    for author in "аб"[i % 2]
]


@pytest.fixture(scope="module")
def training() -> Training:
    return train(TEXTS, CODES, codebook=CODEBOOK, sentences=CODED)


def test_documents_of_other_groups_get_their_themes(training: Training) -> None:
    f1 = training.agreement.set_index("theme_id")["f1"]
    assert f1["micro"] >= 0.9
    assert training.agreement["theme_id"].tolist() == ["transport", "yard", "micro", "macro"]


def test_a_sentence_without_a_pattern_word_shows_its_theme(training: Training, tmp_path: Path) -> None:
    write_training(training, tmp_path)
    text = "Троллейбус сломан, и электричку отменили. Сегодня я проснулся рано."
    analysis = pyshma.analyze([("а", text)], codebook=CODEBOOK, model=tmp_path)
    (row,) = analysis.assignments.to_dict("records")
    assert (row["theme_id"], row["n_mentions"]) == ("transport", 0)
    assert row["quote"] == "Троллейбус сломан, и электричку отменили."
    assert pyshma.analyze([("а", text)], codebook=CODEBOOK, model=False).assignments.empty
    assert pyshma.analyze([("а", text)], codebook=CODEBOOK).assignments.empty, "the model that ships is for another"


def test_documents_alone_teach_a_model_too() -> None:
    f1 = train(TEXTS, CODES, codebook=CODEBOOK).agreement.set_index("theme_id")["f1"]
    assert f1["micro"] >= 0.8


def test_a_theme_brings_the_one_that_contains_it(tmp_path: Path) -> None:
    inner = [theme | {"parent": "outdoors"} for theme in CODEBOOK.as_dict()["themes"]]
    outer = {"id": "outdoors", "name": "На улице"}
    nested = Codebook.from_dict({"title": "Двор и дорога", "themes": [inner[0], outer, inner[1]]})
    training = train(TEXTS, CODES, codebook=nested, sentences=CODED)
    transport, outdoors, yard = training.validation.codes.T
    assert (outdoors == transport | yard).all(), "the codes name the inner themes alone"
    transport, outdoors, yard = training.validation.assigned.T
    assert (outdoors >= transport | yard).all()
    write_training(training, tmp_path)
    analysis = pyshma.analyze(TEXTS, codebook=nested, model=tmp_path)
    themes = analysis.assignments.groupby("document_id")["theme_id"].agg(set)
    assert len(themes) > 12
    assert all("outdoors" in found for found in themes)


def test_a_group_is_not_judged_by_its_own_sentences() -> None:
    text = "Квокка прыгает через пень."
    own = [CodedText(f"к-{i}", "к", text, ((0, len(text), frozenset({"transport"})),)) for i in range(8)]
    training = train(
        [*TEXTS, *((coded.id, text) for coded in own)],
        CODES | {coded.id: frozenset({"transport"}) for coded in own},
        codebook=CODEBOOK,
        sentences=[*CODED, *own],
        group=lambda document: "к" if document.id.startswith("к") else fold_of(document),
    )
    held = [place for place, document in enumerate(training.validation.documents) if document.group == "к"]
    assert len(held) == len(own)
    assert not training.validation.assigned[held].any()
    (taught,) = training.model.predict([training.validation.documents[held[0]].readings])
    assert taught.probabilities[0] >= training.model.threshold


def test_short_messages_are_judged_as_short_messages_are(training: Training) -> None:
    model = training.model
    assert not np.allclose(model.messages.biases, model.texts.biases)
    alone = train(TEXTS, CODES, codebook=CODEBOOK).model
    assert np.array_equal(alone.messages.weights, alone.texts.weights), "nothing else was there to learn from"


def test_sentences_of_one_author_teach_too() -> None:
    one = [replace(coded, group="а") for coded in CODED]
    model = train(TEXTS, CODES, codebook=CODEBOOK, sentences=one).model
    assert np.array_equal(model.messages.weights, model.texts.weights), "nobody else is there to score them"


@pytest.mark.parametrize("authors", ["аб", "абвгдежзик"])
def test_a_few_short_sentences_teach_too(authors: str) -> None:
    words = ("Аврал.", "Бочка.", "Вилка.", "Гвоздь.", "Дупло.", "Жатва.", "Зонт.", "Искра.", "Копна.", "Лыжи.")
    coded = [
        CodedText(f"{i}", authors[i % len(authors)], word, ((0, len(word), frozenset({["yard", "transport"][i % 2]})),))
        for i, word in enumerate(words)
    ]
    probabilities = train(TEXTS, CODES, codebook=CODEBOOK, sentences=coded).validation.probabilities
    assert np.isfinite(probabilities).all()


def test_training_twice_gives_the_same_bytes(training: Training, tmp_path: Path) -> None:
    again = train(TEXTS, CODES, codebook=CODEBOOK, sentences=CODED)
    write_training(training, tmp_path / "a")
    write_training(again, tmp_path / "b")
    for name in ("weights.safetensors", "model.json", "README.md"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_tables_are_the_same_for_any_number_of_processes(training: Training, tmp_path: Path) -> None:
    write_training(training, tmp_path)
    one, two = (pyshma.analyze(TEXTS, codebook=CODEBOOK, model=tmp_path, jobs=jobs) for jobs in (1, 2))
    assert one.assignments.to_csv() == two.assignments.to_csv()
    told = one.manifest["model"]
    assert told["name"] == tmp_path.name
    assert 0 < told["threshold"] < 1
    assert told["n_documents"] == training.model.card["n_documents"]


def test_an_explanation_names_sentences_and_words(training: Training, tmp_path: Path) -> None:
    write_training(training, tmp_path)
    (explanation,) = explain(["Троллейбус сломан. Мама испекла пирог."], codebook=CODEBOOK, model=tmp_path)
    text = format_explanation(explanation, "ru")
    assert "Транспорт (transport)" in text
    assert "«Троллейбус сломан.» (слова: " in text
    assert explanation.themes[0].assigned
    assert 0 < explanation.themes[0].score < 1


def test_a_model_fits_only_its_codebook(training: Training, tmp_path: Path) -> None:
    write_training(training, tmp_path)
    other = Codebook.from_dict({"title": "Другая", "themes": [{"id": "a", "name": "А", "patterns": ["парк"]}]})
    assert model_fits(tmp_path, CODEBOOK)
    assert not model_fits(tmp_path, other)
    with pytest.raises(CodebookError, match="trained with other themes or patterns than 'Другая'"):
        pyshma.analyze(["Парк"], codebook=other, model=tmp_path)


def test_a_model_lives_through_new_names_and_notes_but_not_new_patterns(training: Training, tmp_path: Path) -> None:
    write_training(training, tmp_path)
    renamed = replace(CODEBOOK.themes[1], name="Дворы", definition="Всё во дворе.", match=("Двор зарос.",))
    weighted = replace(renamed, patterns=(renamed.patterns[0], replace(renamed.patterns[1], weight=0.6)))
    first = CODEBOOK.themes[0]
    assert model_fits(tmp_path, replace(CODEBOOK, title="Город", version="2", themes=(first, renamed)))
    assert not model_fits(tmp_path, replace(CODEBOOK, themes=(first, weighted)))
    assert not model_fits(tmp_path, replace(CODEBOOK, themes=(renamed, first)))


def test_the_model_that_comes_along_fits_its_codebook() -> None:
    assert model_fits(default_model(), Codebook.read(default_codebook()))


def town(text: str) -> str:
    """The tests' second theme under an id that the encoder knows."""
    return "urban_environment" if text == "yard" else text


TOWN = replace(CODEBOOK, themes=(CODEBOOK.themes[0], replace(CODEBOOK.themes[1], id=town("yard"))))


@pytest.fixture(scope="module")
def with_encoder() -> Training:
    codes = {id_: frozenset(map(town, themes)) for id_, themes in CODES.items()}
    return train(TEXTS, codes, codebook=TOWN, encoder=True)


def test_an_encoder_gives_a_second_opinion(with_encoder: Training, tmp_path: Path) -> None:
    write_training(with_encoder, tmp_path)
    text = "Трамваи встали, и на работу идут пешком."
    (doc,) = explain([("а", text)], codebook=TOWN, model=tmp_path)
    (reasons,) = (theme for theme in doc.themes if theme.theme_id == "transport")
    (sentence,) = reasons.sentences
    assert sentence.opinion is not None
    assert sentence.opinion > 0.5, "no coded text has these words"
    assert f"(слова: –), кодировщик {sentence.opinion:.2f}" in format_explanation(doc, "ru")
    assert "gives a second opinion" in (tmp_path / "README.md").read_text(encoding="utf-8")
    readings = with_encoder.validation.documents[0].readings
    (score,) = with_encoder.model.score_sentences([readings])
    (alone,) = with_encoder.model.score_sentences([[replace(reading, opinion=None) for reading in readings]])
    said = np.array([reading.opinion for reading in readings])
    assert score == pytest.approx(alone + ENCODER_SHARE * (said - alone), abs=1e-5)


def test_sentences_that_the_encoder_has_not_read_are_scored_without_it(
    with_encoder: Training, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_training(with_encoder, tmp_path)
    monkeypatch.setattr("pyshma.themes.encoder.encoder.MAX_WINDOWS", 1)
    text = "Трамваи встали, и на работу идут пешком. " + "Я люблю читать книги. " * 60 + "Автобус стоит."
    (doc,) = explain([("а", text)], codebook=TOWN, model=tmp_path)
    (reasons,) = (theme for theme in doc.themes if theme.theme_id == "transport")
    opinions = {text[item.start : item.stop].strip(): item.opinion for item in reasons.sentences}
    assert opinions["Автобус стоит."] is None
    assert opinions["Трамваи встали, и на работу идут пешком."] is not None


def test_an_encoder_must_know_the_themes() -> None:
    with pytest.raises(CodebookError, match="does not know the themes yard; it knows: ecology, ") as caught:
        train(TEXTS, CODES, codebook=CODEBOOK, encoder=True)
    assert "кодировщик не знает тем yard; он знает: ecology, " in translate_error(str(caught.value), "ru")


def test_a_model_does_not_take_another_encoder(with_encoder: Training, tmp_path: Path) -> None:
    write_training(with_encoder, tmp_path)
    path = tmp_path / "model.json"
    path.write_text(path.read_text(encoding="utf-8").replace(with_encoder.model.encoder.digest, "0" * 64))
    with pytest.raises(CodebookError, match="trained with another encoder") as caught:
        pyshma.analyze(["Двор"], codebook=TOWN, model=tmp_path)
    assert "обучена с другим кодировщиком" in translate_error(str(caught.value), "ru")


def test_the_fast_model_does_without_an_encoder(tmp_path: Path) -> None:
    codebook = Codebook.read(default_codebook())
    assert model_fits(fast_model(), codebook)
    texts = [("а", "Хотелось бы жить рядом с рекой, где не страшно купаться.")]
    found = {model: pyshma.analyze(texts, model=model) for model in (None, "fast", fast_model())}
    assert [analysis.manifest["model"]["name"] for analysis in found.values()] == ["city", "city-fast", "city-fast"]
    assert found["fast"].assignments.equals(found[fast_model()].assignments)
    assert found["fast"].assignments["theme_id"].tolist() == ["ecology"]
    assert found["fast"].assignments["score"].tolist() != found[None].assignments["score"].tolist()


@pytest.mark.parametrize("damage", ["cut", "shape", "format", "missing"])
def test_a_damaged_model_is_one_error(training: Training, tmp_path: Path, damage: str) -> None:
    write_training(training, tmp_path)
    weights, meta = tmp_path / "weights.safetensors", tmp_path / "model.json"
    if damage == "cut":
        weights.write_bytes(weights.read_bytes()[:100])
    elif damage == "missing":
        weights.unlink()
    else:
        data = json.loads(meta.read_text(encoding="utf-8"))
        data |= {"terms": data["terms"][1:]} if damage == "shape" else {"format": 99}
        meta.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CodebookError, match="pyshma train") as caught:
        pyshma.analyze(["Двор"], codebook=CODEBOOK, model=tmp_path)
    assert re.search("модел[ьи] тем|модель повреждена", translate_error(str(caught.value), "ru"))


def test_too_few_documents_are_an_error() -> None:
    with pytest.raises(CodebookError, match="at least 10 documents with coded themes, found 5; code more") as caught:
        train(TEXTS[:6], CODES, codebook=CODEBOOK)
    assert "нужно не меньше 10 документов с темами" in translate_error(str(caught.value), "ru")


@pytest.mark.parametrize("sentences", [None, CODED])
def test_two_groups_are_enough(sentences: list[CodedText] | None) -> None:
    found = train(TEXTS, CODES, codebook=CODEBOOK, sentences=sentences, group=lambda item: str(item.id < "т14"))
    assert found.agreement.set_index("theme_id").loc["micro", "f1"] >= 0.7
    assert set(found.model.card["groups"]) == {"False", "True"}


def test_codes_of_one_group_are_an_error() -> None:
    with pytest.raises(CodebookError, match="found 1 outside 'True'; code more documents") as caught:
        train(TEXTS, CODES, codebook=CODEBOOK, group=lambda item: str(item.id < "т22"))
    assert "а вне группы 'True' их 1; разметьте ещё" in translate_error(str(caught.value), "ru")


def test_sentences_of_the_only_group_that_is_judged_are_an_error() -> None:
    own = [CodedText(id_, "т", text, ((0, len(text), CODES[id_]),)) for id_, text in TEXTS if id_ < "т12"]
    with pytest.raises(CodebookError, match="all coded sentences are of the group 'True'") as caught:
        train(TEXTS, CODES, codebook=CODEBOOK, sentences=own, group=lambda item: str(item.id < "т12"))
    assert "из группы 'True', которую проверяют" in translate_error(str(caught.value), "ru")


def test_documents_without_codes_are_an_error() -> None:
    with pytest.raises(SourceError, match="no document has an id of the coded ones, such as т00"):
        train([("чужой", "Двор")], CODES, codebook=CODEBOOK)


def test_the_command_trains_and_says_how_well(tmp_path: Path) -> None:
    texts, codes, sentences = tmp_path / "texts.csv", tmp_path / "codes.csv", tmp_path / "sentences.jsonl"
    texts.write_text("id,text,author\n" + "".join(f'{i},"{t}",{i[-1]}\n' for i, t in TEXTS), encoding="utf-8")
    rows = (f"{i},{int('transport' in c)},{int('yard' in c)}\n" for i, c in CODES.items())
    codes.write_text("document_id,transport,yard\n" + "".join(rows) + "чужой,1,0\n", encoding="utf-8")
    lines = ({"id": t.id, "sentences": [[t.text, sorted(t.sentences[0][2])]]} for t in CODED)
    sentences.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    CODEBOOK.write(tmp_path / "book.yaml")
    arguments = ["train", texts, "--codes", codes, "--sentences", sentences, "--codebook", tmp_path / "book.yaml"]
    arguments += ["--group", "author", "--out", tmp_path / "model", "--lang", "ru"]
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    assert "Микро-F1" in result.output
    assert "нет среди документов: 1 (чужой)" in " ".join(result.output.split())
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert card.startswith("# Theme model for «Двор и дорога»")
    assert "| transport | 12 |" in card
    assert "каждая группа – моделью" in result.output
    assert "each group by a model that has not seen it" in card


def test_a_card_says_that_parts_are_random(training: Training) -> None:
    card = format_card(training)
    assert "in 5 random parts and" in card
    assert "each random part by a model that has not seen it" in card
    assert "group by a model" not in card


def test_unknown_themes_of_codes_and_sentences_are_told() -> None:
    coded = [CodedText("а-1", "а", "Двор пуст.", ((0, 10, frozenset({"yrd"})),))]
    with pytest.raises(SourceError, match=r"sentences: document 'а-1' has the theme 'yrd'.*; did you mean 'yard'?"):
        train(TEXTS, CODES, codebook=CODEBOOK, sentences=coded)
    with pytest.raises(
        SourceError, match=r"codes: document 'т00' has the theme 'zzz'.*has: transport, yard$"
    ) as caught:
        train(TEXTS, CODES | {"т00": frozenset({"zzz"})}, codebook=CODEBOOK)
    assert "в этой есть: transport, yard" in translate_error(str(caught.value), "ru")


def test_a_coded_text_without_sentences_is_left_out() -> None:
    annotate = CodeAnnotator(CODEBOOK, Settings(), OwnNames(), None, 2)
    found = list(annotate.sentences([CodedText("п-1", "п", "", ()), CODED[0]], {}))
    assert [(document.id, document.group) for document in found] == [(CODED[0].id, "sentences а")]


def test_codes_of_unknown_themes_suggest_the_known_one(tmp_path: Path) -> None:
    path = tmp_path / "codes.jsonl"
    path.write_text('{"id": "а", "themes": {"transprt": ["p"]}}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"'transprt', which the codebook has not.*'transport'"):
        read_codes(path, ("transport", "yard"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", "не json", "line 1: not JSON"),
        ("a.jsonl", "[1]", r"line 1: needs one object {…}, found \[1\]"),
        (
            "a.jsonl",
            '{"id": 5.5, "themes": []}',
            "line 1: id must be text or a whole number, found 5.5; the line has: id, t",
        ),
        ("a.jsonl", '{"id": "а", "themes": "yard"}', "line 1: themes must be a list of theme ids, found 'yard'"),
        ("a.xlsx", "abc", "a.xlsx: the table cannot be read: the file is damaged"),
        ("a.csv", "id,transport,yard\nа,2,0\n", "'а', column transport: cells of themes are 0 or 1, found '2'"),
        ("a.csv", "id,transport,yrd\nа,1,0\n", "no column for the theme 'yard'.*; did you mean 'yrd'?"),
        ("a.csv", "id,transport,yard\nа,1,0\nб,0,0\nа,0,1\n", "document 'а' stands in rows 2 and 4; leave one"),
        ("a.csv", "id,transport,yard\nа,1,0\n\n,,\nа,0,1\n", "document 'а' stands in rows 2 and 5; leave one"),
        ("a.jsonl", '{"id": "а", "themes": []}\n' * 2, "document 'а' stands in rows 1 and 2; leave one"),
        ("none.csv", None, "no such file of codes"),
        ("none.jsonl", None, "no such file of codes"),
        ("a.csv", "name,other\nа,1\n", r"named by ids of themes \(transport, yard\); the table has: name"),
    ],
)
def test_bad_codes_say_what_is_wrong(tmp_path: Path, name: str, content: str | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        read_codes(tmp_path / name, ("transport", "yard"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_a_table_of_codes_is_read_as_excel_saves_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "codes.csv"
    path.write_bytes("document_id;transport;yard\nПушкина 1;1;0\nЛесная 2;;1\n".encode(encoding))
    assert read_codes(path, ("transport", "yard")) == {"Пушкина 1": {"transport"}, "Лесная 2": {"yard"}}


def test_a_workbook_of_codes_is_read(tmp_path: Path) -> None:
    table = pd.DataFrame({"document_id": [1, 2], "transport": [1, 0], "yard": [0, None]})
    table.to_excel(tmp_path / "codes.xlsx", index=False)
    assert read_codes(tmp_path / "codes.xlsx", ("transport", "yard")) == {"1": {"transport"}, "2": frozenset()}


@pytest.mark.parametrize("line", ['{"id": 5, "themes": ["yard"]}', '{"document_id": "5", "themes": ["yard"]}'])
def test_lines_name_a_document_by_either_key_and_by_numbers(tmp_path: Path, line: str) -> None:
    (tmp_path / "codes.jsonl").write_text(line, encoding="utf-8")
    assert read_codes(tmp_path / "codes.jsonl", ("transport", "yard")) == {"5": {"yard"}}


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_of_json_may_hold_other_line_ends(tmp_path: Path, sign: str) -> None:
    sentence = f"Двор{sign}и дорога"
    line = json.dumps({"id": "а", "sentences": [[sentence, ["yard"]]]}, ensure_ascii=False)
    (tmp_path / "sentences.jsonl").write_text(f"{line}\n", encoding="utf-8")
    assert [text.text for text in read_coded_texts(tmp_path / "sentences.jsonl")] == [sentence]


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": 5.5, "themes": []}', '{"id": "а", "themes": "двор"}', "\udcff"])
def test_bad_lines_of_codes_are_told_in_russian(tmp_path: Path, line: str) -> None:
    path = tmp_path / "codes.jsonl"
    path.write_text(line, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(SourceError) as caught:
        read_codes(path, ("transport", "yard"))
    assert re.search("нужен|должно|это не JSON|не UTF-8", translate_error(str(caught.value), "ru"))


def test_a_misspelt_column_of_codes_is_told_in_russian(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,transport,yrd\nа,1,0\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_codes(tmp_path / "a.csv", ("transport", "yard"))
    told = translate_error(str(caught.value), "ru")
    assert told.endswith("нет столбца темы 'yard'; в таблице есть: id, transport, yrd; может быть, «yrd»?")


def test_bad_coded_sentences_say_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    path.write_text('{"id": "а-1", "sentences": [["Двор.", "yard"]]}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="line 1: a sentence is a pair of its text and its themes"):
        read_coded_texts(path)


def test_codes_follow_sentences_that_are_split_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    path.write_text('{"id": "а-1", "sentences": [["Двор пуст!", {"yard": "p"}], ["Ждём.", []]]}\n', encoding="utf-8")
    (text,) = read_coded_texts(path)
    assert (text.group, text.text) == ("а", "Двор пуст! Ждём.")
    assert themes_between(text, 0, 10) == {"yard"}
    assert themes_between(text, 11, 16) == frozenset()
    assert themes_between(text, 0, 16) == {"yard"}


def test_agreement_counts_by_hand() -> None:
    codes = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], bool)
    assigned = np.array([[1, 0], [0, 1], [0, 1], [1, 1]], bool)
    table, error = measure_agreement(assigned, codes, ["a", "b"])
    assert table["f1"].round(3).tolist() == [0.5, 0.8, 0.667, 0.65]
    assert table.loc[0, ["precision", "recall"]].tolist() == [0.5, 0.5]
    assert error == pytest.approx(12.5)


def test_folds_depend_on_the_id_alone() -> None:
    documents = list(pyshma.read_documents([("а", "х"), ("б", "у"), ("а2", "я")]))
    assert [fold_of(document) for document in documents] == [fold_of(document) for document in documents]
    assert {fold_of(document) for document in documents} <= {f"part {number} of 5" for number in range(1, 6)}
