"""Sentences without end are cut where a new thought seems to begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import pyshma
from pyshma.language.sentence_cutter import SentenceCutter

CARELESS = (
    "у нас в посёлке нет нормальных дорог автобус ходит раз в час больница закрыта врачей нет "
    "и ехать надо в область дети гуляют на старой площадке где всё сломано фонари не горят "
    "молодёжь уезжает потому что работы нет а собаки бегают стаями"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = pyshma.load()
    nlp.add_pipe("pyshma_sentence_cutter")
    return nlp


def parts(doc: Doc) -> list[str]:
    return [sentence.text for sentence in doc.sents]


def test_a_text_without_stops_is_cut_at_conjunctions_and_subjects(nlp: Language) -> None:
    assert parts(nlp(CARELESS)) == [
        "у нас в посёлке нет нормальных дорог автобус ходит раз в час больница закрыта врачей нет",
        "и ехать надо в область дети гуляют на старой площадке где всё сломано",
        "фонари не горят молодёжь уезжает потому что работы нет а собаки бегают стаями",
    ]


def test_parts_are_not_too_long_and_lose_nothing(nlp: Language) -> None:
    doc = nlp(" ".join(["дом стоит у реки"] * 100))
    assert max(map(len, doc.sents)) <= 30
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == doc.text


def test_a_comma_is_a_better_place_than_none(nlp: Language) -> None:
    cut = parts(nlp("Нам обещали парк, " * 10 + "и больше ничего."))
    assert all(part.endswith((",", ".")) for part in cut)
    assert len(cut) > 1


def test_sentences_with_an_end_stay_whole(nlp: Language) -> None:
    text = "Мы живём в Верхней Пышме. Хочу, чтобы к 2035 году у нас был парк, в котором не страшно гулять вечером."
    assert parts(nlp(text)) == text.replace(". ", ".\n").split("\n")
    assert [len(list(doc.sents)) for doc in nlp.pipe(["", "Парк", text])] == [0, 1, 2]


def test_a_name_is_not_cut(nlp: Language) -> None:
    doc = nlp("мы едем в город Верхняя Пышма " * 12)
    assert len(doc.ents) == 12
    starts = {token.i for token in doc if token.is_sent_start}
    assert len(starts) > 1
    assert all(starts.isdisjoint(range(name.start + 1, name.end)) for name in doc.ents)


@given(
    words=st.lists(st.sampled_from(["и", ",", "дорога", "в", "старый", "нет", "—", "Пышма"]), min_size=1, max_size=90),
    limit=st.integers(1, 40),
    longest=st.integers(1, 30),
    usual=st.integers(1, 30),
)
def test_any_words_are_cut_into_parts_up_to_the_longest(
    nlp: Language, words: list[str], limit: int, longest: int, usual: int
) -> None:
    doc = Doc(nlp.vocab, words, sent_starts=[True] + [False] * (len(words) - 1))
    lengths = [len(part) for part in SentenceCutter(limit=limit, longest=longest, usual=usual)(doc).sents]
    assert sum(lengths) == len(words)
    assert max(lengths) <= (longest if len(words) > limit else limit)


def test_settings_come_from_the_configuration(nlp: Language) -> None:
    other = pyshma.load()
    other.add_pipe("pyshma_sentence_cutter", config={"limit": 1000})
    assert len(list(other(CARELESS).sents)) == 1
    assert nlp.analyze_pipes()["problems"]["pyshma_sentence_cutter"] == []
