"""Misspelt words: what is corrected, what is left alone, and what a `Doc` looks like afterwards."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, SpanGroup

from pyshma.language import CORRECTIONS, load
from pyshma.language.correction import correct_word, rank_candidates
from pyshma.language.spelling import split_as
from pyshma.language.torn import join_at, torn_pairs


def corrections(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    return [(span.text, span.label_) for span in doc.spans.get(CORRECTIONS, ())]


def test_a_scream_is_not_searched_for_slips() -> None:
    rank_candidates.cache_clear()
    assert correct_word("а" * 500) is None
    assert rank_candidates.cache_info().misses == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Извените, сдесь опасно.", [("Извените", "извините"), ("сдесь", "здесь")]),
        ("Я вобще не вижу будующего.", [("вобще", "вообще"), ("будующего", "будущего")]),
        ("У нас нехватает скамеек.", [("нехватает", "не хватает")]),
        ("Это какбудто сон.", [("какбудто", "как будто")]),
        ("Нужен какойто парк.", [("какойто", "какой-то")]),
        ("НЕ РАБОТАЕТ ОСВИЩЕНИЕ УЛИЦ", [("ОСВИЩЕНИЕ", "освещение")]),
        ("Грязно из за машин.", [("из за", "из-за")]),
        ("Хочу что бы построили бассейн.", [("что бы", "чтобы")]),
        ("Летом онбудет в лагере.", [("онбудет", "он будет")]),
        ("Это не территорияшколы.", [("территорияшколы", "территория школы")]),
        ("Сходим в супер-маркет.", [("супер-маркет", "супермаркет")]),
        ("Всё насе-ление против.", [("насе-ление", "население")]),
        ("Почистите зимнию дорогу.", [("зимнию", "зимнюю")]),
        ("Ребята собиралися у фонтана.", [("собиралися", "собирались")]),
    ],
)
def test_a_misspelt_word_is_corrected(nlp: Language, text: str, found: list) -> None:
    assert corrections(nlp, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Каршеринг, коворкинг и фудкорт.",
        "Мы живём в Балтыме и ездим в Ревду.",
        "Выступал хор Шмарова, пела Энже.",
        "Приезжали из ЕКБ и УГМК.",
        "Я не знаю, что бы я изменил.",
        "Нужно то, что то и это соединит.",
        "Ни кто, ни что не поможет.",
        "Бутылка упала из рук под стол.",
        "Шмякли шмякли, потом опять шмякли.",
        "Большой человеко поток и новая системо образующая роль.",
        "Двор чистят от снего льда.",
        "Началась распродажка, приходила Светка.",
        "Открыли травмпункт, кинозал и велогород.",
        "Вход в поъезд закрыт.",
        "",
    ],
)
def test_what_is_right_or_unclear_is_left_alone(nlp: Language, text: str) -> None:
    assert corrections(nlp, text) == []


def test_the_text_stays_and_the_lemma_is_that_of_the_word_meant(nlp: Language) -> None:
    text = "Извените, но тратуара сдесь нехватает."
    doc = nlp(text)
    assert doc.text == text
    assert [token.lemma_ for token in doc] == ["извинить", ",", "но", "тротуар", "здесь", "не", "хватать", "."]
    assert [token._.corrected for token in doc] == ["извините", "", "", "тротуара", "здесь", "не", "хватает", ""]
    assert [token.text for token in doc[5:7]] == ["не", "хватает"]
    assert doc[6].pos_ == "VERB"


def test_a_torn_word_becomes_one_token(nlp: Language) -> None:
    doc = nlp("Пыльно из за дороги.")
    assert [(token.text, token.lemma_) for token in doc][1] == ("из за", "из-за")
    assert len(list(doc.sents)) == 1


def test_the_tensor_is_that_of_the_corrected_sentence(nlp: Language) -> None:
    doc = nlp("Тут нехватает тени из за жары. Жаль.")
    assert doc.tensor == pytest.approx(nlp("Тут не хватает тени из-за жары. Жаль.").tensor, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "marked", "after"),
    [
        ("Здесь нехватает парков рядом", "парков", "парков"),
        ("Здесь нехватает парков рядом", "нехватает", "нехватает"),
        ("Сидим из за парков тут", "парков тут", "парков тут"),
        ("Сидим из за парков тут", "за парков", "из за парков"),
    ],
)
def test_spans_of_others_stay_at_their_words(nlp: Language, text: str, marked: str, after: str) -> None:
    with nlp.select_pipes(disable=["pyshma_speller", "pyshma_lemmatizer", "pyshma_ner"]):
        doc = nlp(text)
    start = text.index(marked)
    span = doc.char_span(start, start + len(marked), label="МЕСТО", kb_id="Q1", span_id="р1")
    doc.spans["ruler"] = SpanGroup(doc, name="мои", attrs={"by": "me"}, spans=[span])
    [moved] = nlp.get_pipe("pyshma_speller")(doc).spans["ruler"]
    assert (moved.text, moved.label_, moved.kb_id_, moved.id_) == (after, "МЕСТО", "Q1", "р1")
    assert (doc.spans["ruler"].name, doc.spans["ruler"].attrs) == ("мои", {"by": "me"})


def test_a_word_that_is_cut_keeps_its_place_in_the_tree(nlp: Language) -> None:
    words = "Да . Здесь нехватает парков вобщем ."
    heads, deps = [0, 0, 3, 3, 3, 3, 3], ["ROOT", "punct", "advmod", "ROOT", "obj", "parataxis", "punct"]
    tags = ["PART", "PUNCT", "ADV", "VERB", "NOUN", "ADV", "PUNCT"]
    doc = nlp.get_pipe("pyshma_speller")(Doc(nlp.vocab, words.split(), heads=heads, deps=deps, pos=tags))
    assert [sentence.text for sentence in doc.sents] == ["Да .", "Здесь нехватает парков вобщем ."]
    assert [(token.text, token.dep_, token.head.text) for token in doc[2:]] == [
        ("Здесь", "advmod", "не"),
        ("не", "ROOT", "не"),
        ("хватает", "dep", "не"),
        ("парков", "obj", "не"),
        ("в", "parataxis", "не"),
        ("общем", "dep", "в"),
        (".", "punct", "не"),
    ]


def test_a_word_that_is_written_often_is_meant(nlp: Language) -> None:
    assert corrections(nlp, "тратуар и ещё раз тратуар") == [("тратуар", "тротуар")] * 2
    assert corrections(nlp, "тратуар, тратуар и ещё раз тратуар") == []


def test_corrections_do_not_depend_on_the_batch(nlp: Language) -> None:
    texts = ["Сдесь грязно.", "Чисто.", "", "Вобще нехватает парков.", "Хочу что бы было лучше."]
    together = [doc.to_json() for doc in nlp.pipe(texts)]
    assert together == [nlp(text).to_json() for text in texts]


def test_corrections_survive_a_docbin(nlp: Language) -> None:
    stored = DocBin(docs=[nlp("Сдесь нехватает тени.")], store_user_data=True).to_bytes()
    again = next(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert [(span.text, span.label_) for span in again.spans[CORRECTIONS]] == [
        ("Сдесь", "здесь"),
        ("нехватает", "не хватает"),
    ]
    assert [token._.corrected for token in again] == ["здесь", "не", "хватает", "", ""]


def test_spelling_can_be_left_out() -> None:
    nlp = load(spelling=False)
    assert "pyshma_speller" not in nlp.pipe_names
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in nlp.pipe_names}


WORDS = st.sampled_from(
    ["сдесь", "нехватает", "из", "за", "что", "бы", "хочу", ".", "Парк", "какбудто", "\n", "тратуар"]
)


@pytest.fixture(scope="module")
def pieces() -> Language:
    nlp = load()
    nlp.remove_pipe("pyshma_ner")
    return nlp


@given(words=st.lists(WORDS, max_size=12))
@settings(max_examples=30, deadline=None)
def test_the_text_never_changes(pieces: Language, words: list[str]) -> None:
    text = " ".join(words)
    doc = pieces(text)
    assert doc.text == text
    assert all(span.text == text[span.start_char : span.end_char] for span in doc.spans.get(CORRECTIONS, ()))


@given(st.text(alphabet="авекх", min_size=4, max_size=9))
def test_pieces_of_a_token_are_the_token(text: str) -> None:
    pieces = split_as(text, "не хв")
    assert "".join(pieces) == text
    assert all(pieces)


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("кто нибудь придёт", "кто-нибудь"),
        ("что либо то , либо это", None),
        ("какой то парк", "какой-то"),
        ("где то место", None),
        ("всё таки", "всё-таки"),
        ("не смотря на дождь", "несмотря"),
        ("не смотря кино", None),
        ("по этому я пишу", "поэтому"),
        ("по этому двору я хожу", None),
        ("нужно , что бы построили", "чтобы"),
        ("что бы построить , нужны деньги", "чтобы"),
        ("не знаю , что бы почитать", None),
        ("что бы ни случилось", None),
        ("что бы вы хотели ?", None),
    ],
)
def test_torn_words(words: str, joined: str | None) -> None:
    sentence = words.split()
    places = [place for place, pair in enumerate(pairwise(sentence)) if pair in torn_pairs()]
    assert next((meant for place in places if (meant := join_at(sentence, place))), None) == joined
