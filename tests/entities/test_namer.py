"""The component: which spans it leaves, and their canonical names."""

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pyshma.entities import EntityNamer
from pyshma.errors import SettingsError

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\|([^\]]+)\]")

CASES = [
    "К 2035 году в [Верхней Пышме|LOC|Верхняя Пышма] будет чистый воздух.",
    "Мой друг живёт на [улице Юбилейной|LOC|улица Юбилейная].",
    "Мы шли по [проспекту Космонавтов|LOC|проспект Космонавтов].",
    "Дом на [ул. Мира|LOC|улица Мира], 12.",
    "Плохой двор на [Машиностроителей|LOC|улица Машиностроителей], там темно.",
    "Светофор на [Калинина|LOC|улица Калинина] не работает.",
    "Мы купались на [озере Балтым|LOC|озеро Балтым].",
    "Учусь в [школе № 22|ORG|школа № 22].",
    "Учусь в [22 школе|ORG|школа № 22].",
    "Лужа возле [двадцать второй школы|ORG|школа № 22].",
    "Танцую в [ДК Металлург|ORG|ДК «Металлург»].",
    'Танцую в [ДК "Металлург"|ORG|ДК «Металлург»].',
    "Мама работает на «[Уралредмете|ORG|Уралредмет]».",
    "Зимой поеду в [Питер|LOC|Санкт-Петербург].",
    "живу в [верхней пышме|LOC|Верхняя Пышма] и езжу в [екб|LOC|Екатеринбург]",
    "Спасибо, дядя [Вагиф|PER|Вагиф].",
    "Он живёт в [челябинске|LOC|Челябинск], работает в [ржд|ORG|РЖД], а брат на [СУМЗе|ORG|СУМЗ].",
    "Ходили в [театр Камала|ORG|театр Камала] и [Музей хрусталя|ORG|Музей хрусталя].",
    "Отец водит экскурсии в [музее военной техники|ORG|музей военной техники], мама там же.",
    "Хочу, чтобы построили музей истории города.",
    "В городе открыли [Сибирскую киностудию|ORG|Сибирская киностудия].",
    "Поёт в ансамбле [Рябинушка|ORG|Рябинушка].",
    "Собаку зовут Булка, мы с Булкой гуляем.",
    "Перебрал двигатель от «Нивы» и смотрел фильм «Брат».",
    "Из [Ромашки|LOC|Ромашка] и [Соколовки|LOC|Соколовка] провели дорогу.",
    "Магазин на [Победы|LOC|улица Победы], остановка на [Мира|LOC|улица Мира].",
    "Пустырь у [Балтымской|LOC|улица Балтымская] зарос.",
    "Берег [Финского залива|LOC|Финский залив] и [Ярославский вокзал|LOC|Ярославский вокзал].",
    "Мы живём в [Кедровом|LOC|Кедровый]. [Кедровое|LOC|Кедровое] — это далеко.",
    "Мой друг [Костя Бахарев|PER|Костя Бахарев] не слышит.",
    "На День города приехали гости.",
    "В городе построят 4 школы и 2 поликлиники.",
    "Правовая защищённость населения [Республики Коми|LOC|Республика Коми] растёт.",
    "Летом хорошо. Мэр обещал парк. А пока ТЦ.",
]


@pytest.mark.parametrize("marked", CASES)
def test_names_of_a_sentence(namer, marked):
    expected = [match.groups() for match in _MARK.finditer(marked)]
    doc = namer(_MARK.sub(r"\1", marked))
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == expected


def test_title_and_first_word_are_two(namer):
    assert all("\n" not in ent.text for ent in namer("Булка\n\nМою собаку зовут Булка.").ents)


def test_stream_and_single_document_agree(namer):
    texts = ["Я живу в Перми.", "", "Мы шли с Ивановой Анной."]
    streamed = [[(ent.text, ent.kb_id_) for ent in doc.ents] for doc in namer.pipe(texts)]
    assert streamed == [[(ent.text, ent.kb_id_) for ent in namer(text).ents] for text in texts]


def test_match_computes_and_changes_nothing(namer):
    component = namer.get_pipe("pyshma_entity_namer")
    assert isinstance(component, EntityNamer)
    with namer.select_pipes(disable="pyshma_entity_namer"):
        doc = namer("Дом на улице Юбилейной.")
    before = [(ent.text, ent.kb_id_) for ent in doc.ents]
    names = component.match(doc)
    assert [name.canonical for name in names] == ["улица Юбилейная"]
    assert [(ent.text, ent.kb_id_) for ent in doc.ents] == before


SCRAPS = "№ 22 школа школе ДК ТЦ « » . ул. улица на по в Ленина Юбилейной Пышме Верхней озеро А двадцать второй - 4-я"
WORDS = st.sampled_from([*SCRAPS.split(), '"', "\n\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_any_words_give_named_spans_that_do_not_overlap(namer, words):
    doc = namer(" ".join(words))
    assert all(ent.kb_id_ and doc.text[ent.start_char : ent.end_char] == ent.text for ent in doc.ents)


def test_missing_dictionary_says_what_to_add():
    with pytest.raises(SettingsError, match="needs pyshma_lemmatizer"):
        spacy.blank("ru").add_pipe("pyshma_entity_namer")
