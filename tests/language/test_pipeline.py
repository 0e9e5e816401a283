"""The components as spaCy sees them."""

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


def test_components_work_one_by_one() -> None:
    other = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "pyshma.tokenizer.v1"}}})
    other.add_pipe("pyshma_sentencizer", config={"paragraphs": False})
    assert len(list(other("Первое. Второе.").sents)) == 2


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
