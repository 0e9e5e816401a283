import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pyshma.themes.compilation import as_written, compile_pattern
from pyshma.themes.index import PatternIndex


def matches(pattern, doc, lemmas=as_written):
    index = PatternIndex({"key": compile_pattern(pattern, lemmas)})
    return [doc[start:stop].text for _, start, stop in index.find(doc)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        # слово в любой форме, ё = е
        ("парк", "В парках|парк темно", ["парках"]),
        ("парк", "Моя парка|парка", []),
        ("лёд", "Льда|лед нет", ["Льда"]),
        ("лед", "Льда|лёд нет", ["Льда"]),
        # порядок и соседство
        ("детский площадка", "Детских|детский площадок|площадка мало", ["Детских площадок"]),
        ("детский площадка", "Площадка|площадка детская|детский", []),
        ("детский площадка", "Детская|детский новая площадка", []),
        # знак препинания разрывает фразу, кавычки и конец строки – нет
        ("дорога парк", "дорога , парк", []),
        ("парк победа", "парк « Победы|победа »", ["парк « Победы"]),
        ("детский площадка", "детская|детский ¶ площадка", ["детская \n\n площадка"]),
        # граница предложения
        ("детский площадка", "Я детский / Площадка|площадка", []),
        ("строить ... парк", "Пора строить / И вот парк", []),
        ("чистый & воздух", "Я чистый / Воздух тут", []),
        # начало слова: форма или лемма
        ("эколог*", "экологии|экология и экологом|эколог", ["экологии", "экологом"]),
        ("идт*", "шёл|идти", ["шёл"]),
        # одно из нескольких
        ("(ремонт | стройка) дом", "ремонт дома|дом и стройка дома|дом", ["ремонт дома", "стройка дома"]),
        # пропуск
        ("строить ... парк", "строить большой новый парк", ["строить большой новый парк"]),
        ("строить ... парк", "строить раз два три четыре парк", []),
        ("строить ..5 парк", "строить раз два три четыре парк", ["строить раз два три четыре парк"]),
        ("строить ... парк", "строить , видимо парк", ["строить , видимо парк"]),
        # запятая стоит двух слов
        ("строить ... парк", "строить , я думаю парк", []),
        ("строить ... парк", "строить парк и парк", ["строить парк"]),
        # точная форма
        ("=детьми", "детьми|ребёнок детям|ребёнок Детьми|ребёнок", ["детьми", "Детьми"]),
        ("=ТЦ", "ТЦ тц", ["ТЦ"]),
        ("=Магнит", "Магнит магнит", ["Магнит"]),
        # часть речи
        ("стать/VERB", "стали|стать|VERB стали|сталь|NOUN", ["стали"]),
        ("печь/сущ", "печь|печь|VERB печь|печь|NOUN", ["печь"]),
        ("очередь/сущ", "Очередь|очередь|PROPN очередь|очередь|NOUN", ["Очередь", "очередь"]),
        ("быть/глаг", "был|быть|AUX будет|быть|VERB", ["был", "будет"]),
        ("быть/VERB", "был|быть|AUX будет|быть|VERB", ["будет"]),
        ("свой/мест", "свой|свой|DET свой|свой|ADJ", ["свой"]),
        ("св*/мест парк/сущ", "свой|свой|DET парк|парк|NOUN", ["свой парк"]),
        # любой порядок
        ("чистый & воздух", "воздух был очень чистый", ["воздух был очень чистый"]),
        ("чистый & воздух", "воздух раз два три четыре пять чистый", []),
        ("чистый &8 воздух", "воздух раз два три четыре пять чистый", ["воздух раз два три четыре пять чистый"]),
        ("а & б & в", "в раз а два б", ["в раз а два б"]),
        ("а & а", "а раз", []),
        # слово, которого может не быть
        ("очень? грязный", "очень грязный и грязный", ["очень грязный", "грязный", "грязный"]),
    ],
)
def test_pattern_finds(make_doc, pattern, text, expected):
    assert matches(pattern, make_doc(text)) == expected


def test_stress_mark_in_the_text_does_not_hide_a_spelling(make_doc):
    assert matches("=Город", make_doc("Го\u0301род")) == ["Го\u0301род"]


def test_all_patterns_are_searched_at_once(make_doc):
    index = PatternIndex({name: compile_pattern(name, as_written) for name in ("вода", "чистый вода", "река")})
    found = index.find(make_doc("чистая|чистый вода в реке|река"))
    assert found == [("чистый вода", 0, 2), ("вода", 1, 2), ("река", 3, 4)]


def test_doc_without_sentences_is_one_sentence():
    doc = Doc(Vocab(), ["строить", "парк"], lemmas=["строить", "парк"])
    assert matches("строить ... парк", doc) == ["строить парк"]


def test_empty_doc_has_no_matches():
    assert matches("парк", Doc(Vocab(), [])) == []


def test_long_row_of_punctuation_ends_a_gap(make_doc):
    assert matches("строить ... парк", make_doc("строить " + "— " * 100 + "парк")) == []


WORDS = st.lists(st.sampled_from(["парк", "вода", "строить", ",", "«", "и"]), max_size=30)


@given(WORDS)
def test_offsets_give_back_what_was_asked_for(words):
    doc = Doc(Vocab(), words, lemmas=words)
    index = PatternIndex({"a": compile_pattern("строить ... парк", as_written)})
    for _, start, stop in index.find(doc):
        assert doc[start].text == "строить"
        assert doc[stop - 1].text == "парк"
        assert sum(word.isalnum() for word in words[start + 1 : stop - 1]) <= 3


@given(WORDS)
def test_order_of_patterns_changes_nothing(words):
    doc = Doc(Vocab(), words, lemmas=words)
    patterns = {name: compile_pattern(name, as_written) for name in ("парк", "строить & вода", "и ... парк")}
    forwards = PatternIndex(patterns).find(doc)
    backwards = PatternIndex(dict(reversed(patterns.items()))).find(doc)
    assert sorted(forwards) == sorted(backwards)
