"""Fitted topics → tables that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .matrix import overlap
from .model import TopicModel, carries_topic, topic_shares
from .stability import N_LEADING, Floats, leading_terms

SentenceText = Callable[[str, int], str]
"""Text of a sentence, by document id and index of the sentence."""

N_LABEL: Final = 3
N_LABEL_POOL: Final = 30
MAX_QUOTE_TERMS: Final = 15
MIN_PHRASE: Final = 0.5
ADJECTIVE_ENDINGS: Final = ("ый", "кий", "ний", "жий", "чий", "ший", "щий", "ной", "вой", "ской", "гой", "хой")
N_DECIMALS: Final = 4
N_EXEMPLARS: Final = 3
TOPIC_COLUMNS: Final = (
    *("topic_id", "label", "n_documents", "prevalence", "top_terms", "stability"),
    *("exemplar_1", "quote_1", "exemplar_2", "quote_2", "exemplar_3", "quote_3"),
)
DOCUMENT_TOPIC_COLUMNS: Final = ("document_id", "topic_id", "weight")


@dataclass(frozen=True, slots=True)
class WeighedDocuments:
    """Documents with the weights of their topics.

    Parameters
    ----------
    ids
        One per document.
    weights
        Documents × topics, as `TopicModel.transform` gives them.
    learned
        Whether the topics were learned from the document; only such documents are exemplars.
    """

    ids: Sequence[str]
    weights: Floats
    learned: NDArray[np.bool_]


def distinct_terms(terms: Sequence[str], n: int) -> list[str]:
    """Take the first `n` terms that share no word stem with one taken before.

    Examples
    --------
    >>> distinct_terms(["транспорт", "общественный транспорт", "автобус", "школа"], 2)
    ['транспорт', 'автобус']
    """
    taken: list[str] = []
    for term in terms:
        if len(taken) < n and not any(overlap(term, other) for other in taken):
            taken.append(term)
    return taken


def telling_weights(components: Floats) -> Floats:
    """Weigh terms by how much they are the topic's own: weight times the topic's share in the term's total weight."""
    totals = components.sum(axis=0, keepdims=True)
    weights: Floats = components * (components / np.where(totals > 0, totals, 1))
    return weights


def is_bare_adjective(term: str) -> bool:
    """Whether a term looks like an adjective without a noun, which names nothing; judged by its ending.

    Examples
    --------
    >>> [is_bare_adjective(term) for term in ("медный", "городской", "детский сад", "герой", "санаторий")]
    [True, True, False, False, False]
    """
    return " " not in term and term.endswith(ADJECTIVE_ENDINGS)


def name_in_full(term: str, weights: Mapping[str, float]) -> str:
    """Name a word by the phrase of which it is the noun, where the phrase has at least half of the word's weight.

    Examples
    --------
    >>> name_in_full("сад", {"сад": 0.4, "детский сад": 0.3, "ботанический сад": 0.1})
    'детский сад'
    """
    phrases = [name for name in weights if name.endswith(f" {term}") and weights[name] >= MIN_PHRASE * weights[term]]
    return max(phrases, key=lambda name: weights[name], default=term)


def label_topics(components: Floats, terms: Sequence[str]) -> list[str]:
    """Name each topic by its three most telling terms of different stems, most telling first.

    Phrases come before their words (see `name_in_full`); adjectives without a noun are taken only where there is
    nothing else.
    """
    labels = []
    for row in telling_weights(components):
        weights = {terms[column]: float(row[column]) for column in leading_terms(row, N_LABEL_POOL).tolist()}
        names = [name_in_full(term, weights) for term in sorted(weights, key=is_bare_adjective)]
        labels.append(", ".join(distinct_terms(names, N_LABEL)))
    return labels


def top_terms(component: Floats, terms: Sequence[str]) -> str:
    """Ten terms of largest weight, largest first: those behind the stability figure."""
    return ", ".join(terms[column] for column in leading_terms(component, N_LEADING))


def find_quote(occurrences: Iterable[tuple[int, str]], weights: Mapping[str, float]) -> int:
    """Index of the sentence whose distinct terms weigh most; the first of equals.

    Sentences of more than `MAX_QUOTE_TERMS` terms, a whole essay without a full stop at worst, come after all others
    that have a term of the topic.

    Parameters
    ----------
    occurrences
        Terms of one document, not empty: index of the sentence, term.
    weights
        Weight of each term in the topic.
    """
    sentences: dict[int, set[str]] = {}
    for index, term in occurrences:
        sentences.setdefault(index, set()).add(term)

    def rank(index: int) -> tuple[bool, float, int]:
        score = round(sum(weights.get(term, 0.0) for term in sorted(sentences[index])), N_DECIMALS)
        return score > 0 and len(sentences[index]) <= MAX_QUOTE_TERMS, score, -index

    return max(sentences, key=rank)


def find_exemplars(weights: Floats, candidates: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Rows of the three candidates with the largest weight, largest first; ties in the order of the rows."""
    order = np.argsort(-weights, kind="stable")
    exemplars: NDArray[np.intp] = order[candidates[order]][:N_EXEMPLARS]
    return exemplars


def document_topics_table(model: TopicModel, documents: WeighedDocuments) -> pd.DataFrame:
    """Topics that documents carry, one row per document × topic, in the order of the documents.

    Returns
    -------
    columns document_id, topic_id, weight
        ``weight`` is the topic's share of the topic weight of its document, 0 to 1; rows of a document sum to at most
        1, because topics that are too weak to be carried have no row.
    """
    rows, columns = np.nonzero(carries_topic(documents.weights))
    return pd.DataFrame(
        {
            "document_id": np.array(documents.ids, dtype=object)[rows],
            "topic_id": model.get_feature_names_out()[columns],
            "weight": topic_shares(documents.weights)[rows, columns].round(N_DECIMALS),
        }
    )


def exemplar_columns(
    model: TopicModel,
    terms: Sequence[str],
    documents: WeighedDocuments,
    occurrences: pd.DataFrame,
    sentence_text: SentenceText,
) -> dict[str, list[str]]:
    """Columns exemplar_1, quote_1 … of `topics_table`."""
    carried = carries_topic(documents.weights) & documents.learned[:, np.newaxis]
    exemplars = [
        [documents.ids[row] for row in find_exemplars(documents.weights[:, topic], carried[:, topic]).tolist()]
        for topic in range(len(model.components_))
    ]
    wanted = occurrences[occurrences["document_id"].isin({name for names in exemplars for name in names})]
    groups = wanted.groupby("document_id", sort=False, observed=True)
    found = {name: list(zip(group["sentence"], group["term"], strict=True)) for name, group in groups}
    columns: dict[str, list[str]] = {}
    for number in range(N_EXEMPLARS):
        columns[f"exemplar_{number + 1}"], columns[f"quote_{number + 1}"] = [], []
    for names, component in zip(exemplars, model.components_, strict=True):
        weights = dict(zip(terms, component.tolist(), strict=True))
        for number, name in enumerate(names + [""] * (N_EXEMPLARS - len(names)), start=1):
            columns[f"exemplar_{number}"].append(name)
            columns[f"quote_{number}"].append(name and sentence_text(name, find_quote(found[name], weights)).strip())
    return columns


def topics_table(
    model: TopicModel,
    terms: Sequence[str],
    documents: WeighedDocuments,
    occurrences: pd.DataFrame,
    *,
    sentence_text: SentenceText,
) -> pd.DataFrame:
    """Summarise topics, one row each, in the order of the model.

    Parameters
    ----------
    model
        Fitted.
    terms
        Names of the columns on which the model was fitted.
    documents
        All documents with their topic weights.
    occurrences
        Terms by sentence: columns ``document_id``, ``sentence``, ``term``.
    sentence_text
        Gives the quotes, verbatim.

    Returns
    -------
    columns topic_id, label, n_documents, prevalence, top_terms, stability, exemplar_1, quote_1 … exemplar_3, quote_3
        ``n_documents`` counts the documents that carry the topic, ``prevalence`` divides it by all documents, also
        those in no topic; a document may carry several topics. ``stability`` is 0 to 1 (see `stability`). Exemplars are
        the documents with the largest weight among those the topics were learned from, each with the sentence whose
        terms weigh most in the topic; empty where fewer than three carry it.
    """
    carried = carries_topic(documents.weights)
    n_documents = carried.sum(axis=0)
    table = pd.DataFrame(
        {
            "topic_id": model.get_feature_names_out(),
            "label": label_topics(model.components_, terms),
            "n_documents": n_documents,
            "prevalence": n_documents / len(documents.ids),
            "top_terms": [top_terms(component, terms) for component in model.components_],
            "stability": model.stability_.round(2),
        }
    )
    return table.assign(**exemplar_columns(model, terms, documents, occurrences, sentence_text))
