"""From the table of terms to the tables of topics."""

from __future__ import annotations

import logging

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pyshma.errors import ColumnError
from pyshma.messages import translate
from pyshma.settings import TopicSettings
from pyshma.topics import TopicResult, fit_topics

SETTINGS = TopicSettings(n_topics=4, n_subsamples=2)
COLUMNS = ["topic_id", "label", "n_documents", "prevalence", "top_terms", "stability"]
EXEMPLARS = ["exemplar_1", "quote_1", "exemplar_2", "quote_2", "exemplar_3", "quote_3"]


def make_terms(corpus: list[list[str]]) -> pd.DataFrame:
    """Two terms to a sentence."""
    rows = [(f"d{n:03d}", i // 2, term, 1) for n, terms in enumerate(corpus) for i, term in enumerate(terms)]
    return pd.DataFrame(rows, columns=["document_id", "sentence", "term", "n"])


def fit(terms: pd.DataFrame, ids: list[str], settings: TopicSettings = SETTINGS, **options: object) -> TopicResult:
    options = {
        "learn_from": None,
        "sentence_text": lambda document_id, sentence: f"{document_id}: {sentence}",
        **options,
    }
    return fit_topics(terms, ids, settings=settings, **options)


def ids_of(terms: pd.DataFrame) -> list[str]:
    return terms["document_id"].drop_duplicates().tolist()


def test_tables_have_the_columns_of_the_contract(corpus: list[list[str]]) -> None:
    terms = make_terms(corpus)
    result = fit(terms, ids_of(terms))
    assert list(result.topics) == COLUMNS + EXEMPLARS
    assert list(result.document_topics) == ["document_id", "topic_id", "weight"]
    assert result.topics["topic_id"].tolist() == ["t01", "t02", "t03", "t04"]
    assert result.topics["stability"].between(0, 1).all()
    assert result.reason == ""


def test_every_topic_is_one_subject(corpus: list[list[str]], subjects: dict[str, list[str]]) -> None:
    terms = make_terms(corpus)
    found = [set(row.split(", ")) for row in fit(terms, ids_of(terms)).topics["top_terms"]]
    assert sorted(map(sorted, found)) == sorted(map(sorted, subjects.values()))


def test_counts_agree_between_the_tables(corpus: list[list[str]]) -> None:
    terms = make_terms(corpus)
    result = fit(terms, [*ids_of(terms), "empty"])
    counts = result.document_topics.groupby("topic_id")["document_id"].nunique()
    assert result.topics.set_index("topic_id")["n_documents"].to_dict() == counts.to_dict()
    assert result.topics["prevalence"].tolist() == (result.topics["n_documents"] / 81).tolist()
    assert result.document_topics.groupby("document_id")["weight"].sum().max() <= 1.0001


def test_document_without_terms_is_in_no_topic(corpus: list[list[str]]) -> None:
    terms = make_terms(corpus)
    assert "empty" not in set(fit(terms, [*ids_of(terms), "empty"]).document_topics["document_id"])


def test_exemplars_are_quoted(corpus: list[list[str]]) -> None:
    terms = make_terms(corpus)
    topics = fit(terms, ids_of(terms)).topics
    for number in (1, 2, 3):
        pairs = zip(topics[f"exemplar_{number}"], topics[f"quote_{number}"], strict=True)
        assert all(quote.startswith(f"{document_id}: ") for document_id, quote in pairs)


def test_order_of_rows_and_documents_changes_nothing(corpus: list[list[str]]) -> None:
    terms = make_terms(corpus)
    first, second = fit(terms, ids_of(terms)), fit(terms, ids_of(terms))
    shuffled = fit(terms.sample(frac=1, random_state=3), ids_of(terms)[::-1])
    for other in (second, shuffled):
        assert_frame_equal(first.topics, other.topics, check_exact=True)
        assert_frame_equal(first.document_topics, other.document_topics, check_exact=True)


def test_repeats_are_not_learned_from_but_get_topics(corpus: list[list[str]]) -> None:
    terms = make_terms(corpus)
    repeats = [terms[terms["document_id"] == "d000"].assign(document_id=f"a{n}") for n in range(30)]
    both = pd.concat([terms, *repeats])
    result = fit(both, ids_of(both), learn_from=set(ids_of(terms)))
    assert result.topics["top_terms"].tolist() == fit(terms, ids_of(terms)).topics["top_terms"].tolist()
    assert {f"a{n}" for n in range(30)} <= set(result.document_topics["document_id"])
    assert (
        not result.topics[["exemplar_1", "exemplar_2", "exemplar_3"]].isin([f"a{n}" for n in range(30)]).any(axis=None)
    )


@pytest.mark.parametrize(
    ("n_documents", "settings", "reason"),
    [
        (0, SETTINGS, "too_few_documents"),
        (1, SETTINGS, "too_few_documents"),
        (9, TopicSettings(min_documents=1), "too_few_documents"),
        (80, TopicSettings(n_topics=0), "off"),
        (80, TopicSettings(min_documents=79, max_share=0.1), "too_few_documents"),
    ],
)
def test_nothing_to_find_gives_empty_tables_and_a_reason(
    corpus: list[list[str]],
    n_documents: int,
    settings: TopicSettings,
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    terms = make_terms(corpus[:n_documents])
    with caplog.at_level(logging.INFO):
        result = fit(terms, ids_of(terms), settings)
    assert list(result.topics) == COLUMNS + EXEMPLARS
    assert len(result.topics) == len(result.document_topics) == 0
    assert result.reason == reason
    assert "no topics" in caplog.text
    assert translate(f"topics.{reason}", "ru") != translate(f"topics.{reason}", "en")


@pytest.mark.parametrize("n_topics", [None, 1, 3, 40])
def test_ten_short_documents_do_not_fail(corpus: list[list[str]], n_topics: int | None) -> None:
    terms = make_terms(corpus[:12])
    settings = TopicSettings(n_topics=n_topics, min_documents=1, n_subsamples=2)
    assert len(fit(terms, ids_of(terms), settings).topics) >= 1


@pytest.mark.parametrize("column", ["document_id", "sentence", "term", "n"])
def test_missing_column_is_named(corpus: list[list[str]], column: str) -> None:
    with pytest.raises(ColumnError, match=f"no column '{column}'; the table of terms has"):
        fit(make_terms(corpus).drop(columns=column), [])


@pytest.mark.parametrize("ids", [["d000"], ["d000", "d000", "d001"]])
def test_ids_must_be_unique_and_complete(ids: list[str]) -> None:
    with pytest.raises(ValueError, match="document_ids must be unique"):
        fit(make_terms([["парк"], ["лес"]]), ids)
