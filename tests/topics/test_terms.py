"""Terms of hand-made documents: which words count, and how phrases are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pyshma.topics.terms import agree_adjective, find_terms, noun_form, read_stop_lemmas

NOUN_CASE = {"Nom": "Case=Nom|Number=Sing", "Gen": "Case=Gen|Number=Sing", "Pl": "Case=Gen|Number=Plur"}


def make_doc(*sentences: str) -> Doc:
    """Build a Doc from sentences of form/lemma/POS/Case(/Gender) separated by spaces."""
    words, lemmas, tags, morphs, starts = [], [], [], [], []
    for sentence in sentences:
        for position, token in enumerate(sentence.split()):
            form, lemma, tag, case, gender = (token.split("/") + [""] * 4)[:5]
            words.append(form)
            lemmas.append(lemma or form)
            tags.append(tag or "X")
            morphs.append("|".join(x for x in (NOUN_CASE.get(case, ""), gender and f"Gender={gender}") if x))
            starts.append(position == 0)
    return Doc(Vocab(), words=words, lemmas=lemmas, pos=tags, morphs=morphs, sent_starts=starts)


def terms_of(*sentences: str) -> list[str]:
    return [term for _, term in find_terms(make_doc(*sentences))]


@pytest.mark.parametrize(
    ("tokens", "terms"),
    [
        ("Парков/парк/NOUN/Pl", ["парк"]),
        ("Самолётов/САМОЛЁТ/NOUN/Pl", ["самолёт"]),  # lower case, ё kept
        ("год/год/NOUN/Nom", []),  # says nothing whatever the corpus
        ("гуляю/гулять/VERB", []),  # verbs name what people do in general
        ("Екатеринбург/екатеринбург/PROPN/Nom", []),  # entities have their own chapter
        ("ул/ул/NOUN/Nom", []),
        ("Т-34/т-34/NOUN/Nom", []),
        ("веб-сайт/веб-сайт/NOUN/Nom", ["веб-сайт"]),
        ("быстро/быстро/ADV", []),
    ],
)
def test_word_is_a_term(tokens: str, terms: list[str]) -> None:
    assert terms_of(tokens) == terms


@pytest.mark.parametrize(
    ("tokens", "phrases"),
    [
        ("детских/детский/ADJ/Pl площадок/площадка/NOUN/Pl", ["детская площадка"]),
        ("детского/детский/ADJ/Gen сада/сад/NOUN/Gen", ["детский сад"]),
        ("летнего/летний/ADJ/Gen кино/кино/NOUN/Gen", ["летнее кино"]),
        ("рабочее/рабочий/ADJ/Nom место/место/NOUN/Nom", ["рабочее место"]),  # a weak noun with a telling adjective
        ("новая/новый/ADJ/Nom школа/школа/NOUN/Nom", []),  # a weak adjective adds nothing
        ("вывоз/вывоз/NOUN/Nom мусора/мусор/NOUN/Gen", ["вывоз мусора"]),
        ("уборки/уборка/NOUN/Gen Снега/снег/NOUN/Gen", ["уборка снега"]),
        ("часть/часть/NOUN/Nom города/город/NOUN/Gen", []),
        ("школа/школа/NOUN/Nom музей/музей/NOUN/Nom", []),  # no genitive
        ("городской/городской/ADJ/Nom транспорта/транспорт/NOUN/Gen", []),  # no agreement in case
        ("городской/городской/ADJ/Gen площадей/площадь/NOUN/Pl", []),  # no agreement in number
        (
            "малого/малый/ADJ/Gen среднего/средний/ADJ/Gen бизнеса/бизнес/NOUN/Gen",
            ["средний бизнес", "малый средний бизнес"],
        ),
        ("новый/новый/ADJ/Nom спортивный/спортивный/ADJ/Nom зал/зал/NOUN/Nom", ["спортивный зал"]),
    ],
)
def test_phrase_is_written_in_the_nominative(tokens: str, phrases: list[str]) -> None:
    assert [term for term in terms_of(tokens) if " " in term] == phrases


def test_phrase_does_not_cross_a_sentence() -> None:
    assert terms_of("детский/детский/ADJ/Nom", "сад/сад/NOUN/Nom") == ["детский", "сад"]


def test_words_of_a_phrase_are_terms_too() -> None:
    assert terms_of("детский/детский/ADJ/Nom сад/сад/NOUN/Nom") == ["детский", "сад", "детский сад"]


def test_sentences_are_counted_from_zero() -> None:
    assert find_terms(make_doc("парк/парк/NOUN/Nom", "год/год/NOUN/Nom", "лес/лес/NOUN/Nom")) == [
        (0, "парк"),
        (2, "лес"),
    ]


def test_capitalised_word_of_a_name_is_left_to_entities() -> None:
    doc = make_doc("в Верхней/верхний/ADJ/Gen Пышме/пышма/PROPN/Gen и верхней/верхний/ADJ/Gen полке/полка/NOUN/Gen")
    doc.set_ents([doc.char_span(2, 15, label="LOC")])
    assert [term for _, term in find_terms(doc)] == ["верхний", "полка", "верхняя полка"]


@pytest.mark.parametrize("words", [[], ["\n\n"]])
def test_text_without_words_has_no_terms(words: list[str]) -> None:
    doc = Doc(Vocab(), words=words, pos=["SPACE"] * len(words), sent_starts=[True] * len(words))
    assert find_terms(doc) == []


def test_space_between_words_does_not_break_a_phrase() -> None:
    doc = Doc(
        Vocab(),
        words=["детский", "\n", "сад"],
        lemmas=["детский", "\n", "сад"],
        pos=["ADJ", "SPACE", "NOUN"],
        morphs=["Case=Nom|Number=Sing", "", "Case=Nom|Number=Sing"],
        sent_starts=[True, False, False],
    )
    assert (0, "детский сад") in find_terms(doc)


@pytest.mark.parametrize(
    ("adjective", "feminine", "neuter", "plural"),
    [
        ("новый", "новая", "новое", "новые"),
        ("детский", "детская", "детское", "детские"),
        ("летний", "летняя", "летнее", "летние"),
        ("общий", "общая", "общее", "общие"),
        ("свежий", "свежая", "свежее", "свежие"),
        ("городской", "городская", "городское", "городские"),
        ("жилой", "жилая", "жилое", "жилые"),
        ("чужой", "чужая", "чужое", "чужие"),
        ("куцый", "куцая", "куцее", "куцые"),
    ],
)
def test_adjective_agrees(adjective: str, feminine: str, neuter: str, plural: str) -> None:
    forms = [agree_adjective(adjective, form) for form in ("Masc", "Fem", "Neut", "Plur")]
    assert forms == [adjective, feminine, neuter, plural]


@pytest.mark.parametrize(
    ("lemma", "gender", "form"),
    [
        ("сад", "", "Masc"),
        ("площадка", "", "Fem"),
        ("площадка", "Neut", "Plur"),  # as ворота; the tagger hardly ever says so of a feminine
        ("дедушка", "Masc", "Masc"),
        ("площадь", "Fem", "Fem"),
        ("дождь", "Masc", "Masc"),
        ("здание", "", "Neut"),
        ("время", "", "Neut"),
        ("данные", "", "Plur"),
        ("каникулы", "Fem", "Plur"),
    ],
)
def test_noun_has_one_form(lemma: str, gender: str, form: str) -> None:
    assert noun_form(lemma, gender) == form


def test_stop_lemmas_are_dictionary_forms_without_comments() -> None:
    stop = read_stop_lemmas()
    assert {"год", "хороший", "проблема"} <= stop
    assert all(lemma == lemma.lower() and lemma.isalpha() for lemma in stop)
    assert not stop & {"город", "школа", "дорога", "вода", "мусор", "зима"}


@given(
    st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя-", max_size=12),
    st.sampled_from(["Masc", "Fem", "Neut", "Plur"]),
)
def test_agreement_never_fails(adjective: str, form: str) -> None:
    assert agree_adjective(adjective, form).startswith(adjective[:-2])
