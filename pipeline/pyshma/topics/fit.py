"""Terms of a whole analysis → its topics."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ..errors import ColumnError
from ..settings import TopicSettings
from .matrix import TermVectorizer
from .model import TopicModel
from .summary import (
    DOCUMENT_TOPIC_COLUMNS,
    TOPIC_COLUMNS,
    SentenceText,
    WeighedDocuments,
    document_topics_table,
    topics_table,
)

logger = logging.getLogger(__name__)

TERM_COLUMNS: Final = ("document_id", "sentence", "term", "n")
MIN_LEARNED: Final = 10
"""With fewer documents every one is a topic of its own."""


@dataclass(frozen=True, slots=True)
class TopicResult:
    """Topics of an analysis.

    Parameters
    ----------
    topics
        One row per topic (see `topics_table`).
    document_topics
        One row per document × topic that it carries (see `document_topics_table`).
    model, vectorizer
        Fitted, for use on other documents; None when there are no topics.
    reason
        Why there are no topics: a key of the message catalogue, section ``topics``; empty when there are some.
    """

    topics: pd.DataFrame
    document_topics: pd.DataFrame
    model: TopicModel | None = None
    vectorizer: TermVectorizer | None = None
    reason: str = ""


def no_topics(reason: str, detail: str) -> TopicResult:
    """Make an empty result with the right columns, and log why."""
    logger.log(logging.INFO if reason == "off" else logging.WARNING, "no topics: %s", detail)
    topics = pd.DataFrame({name: [] for name in TOPIC_COLUMNS}, dtype=object)
    return TopicResult(topics, pd.DataFrame({name: [] for name in DOCUMENT_TOPIC_COLUMNS}, dtype=object), reason=reason)


def count_terms(terms: pd.DataFrame, document_ids: Sequence[str]) -> list[dict[str, int]]:
    """Sum the occurrences of each term over the sentences of each document, in the order of `document_ids`."""
    counts: dict[str, dict[str, int]] = {name: {} for name in document_ids}
    if len(counts) < len(document_ids) or not set(terms["document_id"]) <= set(counts):
        raise ValueError("document_ids must be unique and name every document of the table of terms")
    totals = terms.groupby(["document_id", "term"], sort=True, observed=True)["n"].sum()
    for (name, term), n in zip(totals.index.tolist(), totals.tolist(), strict=True):
        counts[name][term] = n
    return list(counts.values())


def fit_topics(
    terms: pd.DataFrame,
    document_ids: Sequence[str],
    *,
    learn_from: Collection[str] | None,
    settings: TopicSettings,
    sentence_text: SentenceText,
) -> TopicResult:
    """Find the topics of a collection of documents.

    The result does not depend on the order of the rows or of the documents.

    Parameters
    ----------
    terms
        Terms by sentence: columns ``document_id``, ``sentence``, ``term``, ``n`` (see `find_terms`).
    document_ids
        All documents, also those without terms; the denominator of prevalence. Unique.
    learn_from
        Documents from which topics are learned; None: all. Leave out repeated texts and non-answers: «не знаю» forty
        times over would be a topic of its own. They are still given the topics that others have.
    settings
        Section ``[topics]`` of the settings.
    sentence_text
        Text of a sentence by document id and index, for quotes.

    Raises
    ------
    ColumnError
        `terms` lacks a column.
    """
    for column in TERM_COLUMNS:
        if column not in terms.columns:
            raise ColumnError.missing(column, terms.columns, table="the table of terms")
    if settings.n_topics == 0:
        return no_topics("off", "none were asked for")
    ids = sorted(document_ids)
    counts = count_terms(terms, ids)
    learned = np.array([(learn_from is None or name in learn_from) for name in ids], dtype=bool)
    vectorizer = TermVectorizer(min_documents=settings.min_documents, max_share=settings.max_share)
    vectorizer.fit([count for count, use in zip(counts, learned, strict=True) if use])
    matrix = vectorizer.transform(counts)
    learned &= matrix.getnnz(axis=1) > 0
    if learned.sum() < MIN_LEARNED:
        detail = f"{learned.sum()} of {len(ids)} documents to learn from have terms, {MIN_LEARNED} are needed"
        return no_topics("too_few_documents", detail)
    model = TopicModel(n_topics=settings.n_topics, n_subsamples=settings.n_subsamples, seed=settings.seed)
    weights = model.fit(matrix[learned]).transform(matrix)
    documents = WeighedDocuments(ids, weights, learned)
    names = vectorizer.get_feature_names_out().tolist()
    topics = topics_table(model, names, documents, terms, sentence_text=sentence_text)
    return TopicResult(topics, document_topics_table(model, documents), model, vectorizer)
