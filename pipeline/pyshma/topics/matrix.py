"""Terms of documents → matrix of term weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.utils.validation import check_is_fitted

MAX_INSIDE: Final = 0.8
"""A word is left out when a larger share of its occurrences lies inside one phrase."""
MIN_STEM: Final = 4
MAX_ENDING: Final = 3


def share_stem(word: str, other: str) -> bool:
    """Whether two words differ in their endings only, as forms of one word or near relatives do.

    Examples
    --------
    >>> share_stem("площадка", "площадку"), share_stem("город", "городской"), share_stem("вода", "водитель")
    (True, True, False)
    """
    common = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return word == other or common >= max(MIN_STEM, min(len(word), len(other)) - MAX_ENDING)


def overlap(term: str, other: str) -> bool:
    """Whether two terms share a word stem, so that one beside the other tells nothing new.

    Examples
    --------
    >>> overlap("детская площадка", "площадка"), overlap("детский сад", "площадка")
    (True, False)
    """
    return any(share_stem(word, part) for word in term.split() for part in other.split())


class TermVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn counts of terms into tf-idf weights.

    Term frequency is 1 + ln(count), document frequency is smoothed as scikit-learn does it, rows have length 1. A word
    that occurs almost only inside one phrase is left to the phrase: where «площадка» nearly always is «детская
    площадка», both would say the same thing twice.

    Parameters
    ----------
    min_documents
        Terms that occur in fewer documents are left out.
    max_share
        Terms that occur in a larger share of the documents are left out, 0 to 1.

    Attributes
    ----------
    terms_ : array of str, sorted
        The vocabulary, one term per column.
    """

    def __init__(self, *, min_documents: int = 3, max_share: float = 0.5) -> None:
        self.min_documents = min_documents
        self.max_share = max_share

    def fit(self, X: Sequence[Mapping[str, int]], y: object = None) -> Self:  # noqa: N803, ARG002
        """Learn the vocabulary and the document frequencies.

        Parameters
        ----------
        X
            One mapping per document: term → number of occurrences.
        """
        counter = DictVectorizer(dtype=np.float64, sort=True)
        counts = csr_matrix(counter.fit_transform(X)) if any(X) else csr_matrix((len(X), 0))
        terms: list[str] = counter.get_feature_names_out().tolist() if any(X) else []
        kept = self._keep(counts, terms)
        self.terms_: NDArray[np.object_] = np.array([terms[column] for column in kept], dtype=object)
        self._columns = {str(term): column for column, term in enumerate(self.terms_)}
        self._weights = TfidfTransformer(sublinear_tf=True).fit(counts[:, kept]) if kept else None
        return self

    def transform(self, X: Sequence[Mapping[str, int]]) -> csr_matrix:  # noqa: N803
        """Weigh the terms of documents.

        Returns
        -------
        matrix, documents × terms
            A document without a known term has an empty row.
        """
        check_is_fitted(self)
        counts = count_matrix(X, self._columns)
        return counts if self._weights is None else csr_matrix(self._weights.transform(counts))

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:  # noqa: ARG002
        """The terms, in the order of the columns."""
        check_is_fitted(self)
        return self.terms_

    def _keep(self, counts: csr_matrix, terms: list[str]) -> list[int]:
        """Columns within the bounds on document frequency that are not left to a phrase."""
        frequency = counts.getnnz(axis=0)
        most = max(self.max_share * counts.shape[0], self.min_documents)
        kept = [i for i, n in enumerate(frequency) if self.min_documents <= n <= most]
        inside = set(find_words_inside_phrases(counts, terms, kept))
        return [column for column in kept if column not in inside]

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401
        tags = super().__sklearn_tags__()
        tags.input_tags.dict, tags.input_tags.two_d_array = True, False
        return tags


def count_matrix(documents: Iterable[Mapping[str, int]], columns: Mapping[str, int]) -> csr_matrix:
    """Count known terms: documents × terms, unknown terms ignored."""
    rows: list[int] = [0]
    indices: list[int] = []
    counts: list[float] = []
    for document in documents:
        known = sorted((columns[term], float(n)) for term, n in document.items() if term in columns and n > 0)
        indices.extend(column for column, _ in known)
        counts.extend(n for _, n in known)
        rows.append(len(indices))
    return csr_matrix((counts, indices, rows), shape=(len(rows) - 1, len(columns)), dtype=np.float64)


def find_words_inside_phrases(counts: csr_matrix, terms: Sequence[str], kept: Sequence[int]) -> Iterator[int]:
    """Find the columns of words that occur almost only inside one kept phrase.

    An occurrence of the word lies inside the phrase when the same document has an occurrence of the phrase for it.
    """
    columns = counts.tocsc()
    totals = np.asarray(counts.sum(axis=0)).ravel()
    stems: dict[str, list[int]] = {}
    for column in kept:
        if " " not in terms[column]:
            stems.setdefault(terms[column][:MIN_STEM], []).append(column)
    for phrase in (column for column in kept if " " in terms[column]):
        for part in terms[phrase].split():
            for word in stems.get(part[:MIN_STEM], ()):
                shared = columns[:, [word]].minimum(columns[:, [phrase]]).sum() if share_stem(terms[word], part) else 0
                if shared > MAX_INSIDE * totals[word]:
                    yield word
