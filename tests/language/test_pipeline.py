"""The components as spaCy sees them."""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from pyshma.language.pipeline import COMPONENTS

TEXT = "К 2035 году в Верхней Пышме будет чистый воздух.\n\nМы с Анной Котовой гуляли в парках УГМК."


def test_declarations_fit_together(nlp: Language) -> None:
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in COMPONENTS}


def test_names_are_found(nlp: Language) -> None:
    assert [(ent.text, ent.label_) for ent in nlp(TEXT).ents] == [
        ("Верхней Пышме", "LOC"),
        ("Анной Котовой", "PER"),
        ("УГМК", "ORG"),
    ]


def test_a_stream_gives_what_single_texts_give(nlp: Language) -> None:
    texts = [TEXT, "", "Нет.", "  ", TEXT[:40]]
    for doc, text in zip(nlp.pipe(texts), texts, strict=True):
        alone = nlp(text)
        assert doc.text == text
        assert doc.to_json() == alone.to_json()


def test_no_text_is_too_long(nlp: Language) -> None:
    assert len(nlp(" " * 1_000_001).text) == 1_000_001


def test_components_work_one_by_one() -> None:
    other = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "pyshma.tokenizer.v1"}}})
    other.add_pipe("pyshma_sentencizer", config={"paragraphs": False})
    assert len(list(other("Первое. Второе.").sents)) == 2


def test_two_processes_give_what_one_gives(nlp: Language) -> None:
    texts = [TEXT, "Нет.", "Построят школу № 22."] * 3
    alone = [doc.to_json() for doc in nlp.pipe(texts)]
    assert [doc.to_json() for doc in nlp.pipe(texts, n_process=2, batch_size=3)] == alone


def test_a_stored_pipeline_reads_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again(TEXT).to_json() == nlp(TEXT).to_json()


def test_all_tags_can_be_scored_again(nlp: Language) -> None:
    doc = nlp(TEXT)
    network = nlp.get_pipe("pyshma_morphologizer").network
    best = network.score(doc.tensor).argmax(axis=1)
    tags = [network.tags[tag].partition("|")[0] for token, tag in zip(doc, best, strict=True) if not token.is_space]
    assert tags == [token.pos_ for token in doc if not token.is_space]
    assert not doc.tensor[[token.is_space for token in doc]].any()


def test_names_need_nothing_but_tokens() -> None:
    """One component in a pipeline of someone else."""
    other = spacy.blank("ru")
    other.add_pipe("pyshma_ner")
    assert [(ent.text, ent.label_) for ent in other("Мы живём в Екатеринбурге.").ents] == [("Екатеринбурге", "LOC")]


def test_lemmas_need_nothing_but_tags() -> None:
    other = spacy.blank("ru")
    other.add_pipe("sentencizer")
    other.add_pipe("pyshma_morphologizer")
    other.add_pipe("pyshma_lemmatizer")
    assert [token.lemma_ for token in other("В городе мало парков")] == ["в", "город", "мало", "парк"]


def test_a_component_without_what_it_needs_is_a_problem_of_the_pipeline() -> None:
    other = spacy.blank("ru")
    other.add_pipe("pyshma_lemmatizer")
    assert other.analyze_pipes()["problems"]["pyshma_lemmatizer"] == ["token.pos", "token.morph"]


def test_docs_survive_a_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    again = next(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert [(t.text, t.lemma_, t.pos_, str(t.morph), t.ent_type_) for t in again] == [
        (t.text, t.lemma_, t.pos_, str(t.morph), t.ent_type_) for t in doc
    ]


def test_the_theme_matcher_joins_the_pipeline_by_name() -> None:
    from pyshma.language import load
    from pyshma.resources import default_codebook

    nlp = load()
    nlp.add_pipe("pyshma_theme_matcher", config={"codebook": str(default_codebook())})
    doc = nlp("Хочу, чтобы воздух стал чище.")
    assert {span.label_ for span in doc.spans["themes"]} == {"ecology"}
    assert nlp.analyze_pipes()["problems"]["pyshma_theme_matcher"] == []
