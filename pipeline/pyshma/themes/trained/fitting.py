"""Learning a theme model from coded documents, some of them coded sentence by sentence.

scikit-learn is imported where it is used: it takes half a second, and assigning themes does without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Final

import numpy as np
import numpy.typing as npt

from ...errors import CodebookError
from ..codebook import Codebook
from ..encoder import SentenceEncoder
from .coded import CodedDocument, FitSettings, Flags
from .model import SHORT, DocumentRegression, ThemeModel, document_features
from .readings import Floats, Vectors
from .sentence_fitting import fit_sentences

THRESHOLDS: Final = np.arange(0.25, 0.56, 0.025)
NEARLY: Final = 0.005
"""Micro-F1 that may be lost for the right number of themes; less than chance moves it on a few hundred documents."""

FEWEST: Final = 10
"""Coded documents below which nothing can be learned."""

LEAST_OUTSIDE: Final = 2
"""Coded documents outside every group, from which the model that judges the group is learned."""

N_FOLDS: Final = 5
"""Parts of a group where it is the only one that is left to learn from."""


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """Probabilities of documents by models that have not seen their group, and the thresholds of these models.

    Parameters
    ----------
    probabilities, codes
        (n_documents, n_themes).
    thresholds
        Chosen on the other groups: (n_documents,).
    """

    documents: tuple[CodedDocument, ...]
    probabilities: Floats
    thresholds: Floats

    @property
    def codes(self) -> Flags:
        """What people said."""
        return _codes(self.documents)

    @property
    def assigned(self) -> Flags:
        """What the models say."""
        decided: Flags = self.probabilities >= self.thresholds[:, None]
        return decided


class ThemeTrainer:
    """Trains a theme model and says how well it does.

    Parameters
    ----------
    documents
        Of the kind to which themes will be assigned; the probabilities of documents are learned from these.
    sentences
        Documents coded sentence by sentence, of any kind; the scores of sentences are learned from these, or, when
        there are none, from the sentences of `documents` that speak most of the themes coded there. Some may be of
        groups of `documents`: no group is scored with what its own sentences taught. Short messages among them teach
        how short messages are judged.
    encoder
        Whose opinion the readings of `documents` have, if any. Those of `sentences` need none: what an encoder says of
        texts that it has learned from is no evidence.

    Raises
    ------
    CodebookError
        There are too few documents, or too few outside a group; all sentences are of one group of `documents`.
    """

    def __init__(
        self,
        documents: Sequence[CodedDocument],
        codebook: Codebook,
        vectors: Vectors,
        settings: FitSettings | None = None,
        *,
        sentences: Sequence[CodedDocument] = (),
        encoder: SentenceEncoder | None = None,
    ) -> None:
        _check(documents, sentences)
        self.encoder = encoder
        self.documents, self.sentences = list(documents), list(sentences)
        self.codebook, self.vectors, self.settings = codebook, vectors, settings or FitSettings()

    @cached_property
    def _material(self) -> _Material:
        return _prepare(self.documents, self.codebook, self.vectors, self.settings, self.sentences)

    def fit(self) -> ThemeModel:
        """Train on all documents."""
        return replace(_finish(self._material, self.settings), encoder=self.encoder)

    def cross_validate(self, most: int | None = None) -> CrossValidation:
        """Predict the documents of each group by a model that has not seen it.

        Parameters
        ----------
        most
            Documents of the other groups that a model learns from, drawn evenly; None: all. For learning curves.
        """
        groups = _groups(self.documents)
        probabilities = np.zeros((len(self.documents), len(self.codebook.themes)), np.float32)
        thresholds = np.zeros(len(self.documents), np.float32)
        for group in sorted(set(groups)):
            model = self._fit_without(group, most)
            held = np.flatnonzero(groups == group)
            predictions = model.predict([self.documents[i].readings for i in held.tolist()])
            probabilities[held] = [prediction.probabilities for prediction in predictions]
            thresholds[held] = model.threshold
        return CrossValidation(tuple(self.documents), probabilities, thresholds)

    def _fit_without(self, group: str, most: int | None) -> ThemeModel:
        kept = _groups(self.documents) != group
        if most is not None:
            places = np.flatnonzero(kept)
            kept[:] = False
            kept[places[np.linspace(0, len(places) - 1, min(most, len(places))).astype(int)]] = True
        if self.sentences:
            return _finish(self._material.select(kept, self._material.scorers.get(group)), self.settings)
        others = [document for document, keep in zip(self.documents, kept, strict=True) if keep]
        return _finish(_prepare(_in_folds(others), self.codebook, self.vectors, self.settings, ()), self.settings)


@dataclass(frozen=True, slots=True)
class _Material:
    """What the probabilities of documents are learned from: features, codes and groups of documents.

    `sentences` is the model so far, `scorers` the same for groups whose own sentences it must not have learned from;
    `messages` judges short messages, where some were coded.
    """

    sentences: ThemeModel
    features: Floats
    codes: Flags
    groups: npt.NDArray[np.str_]
    scorers: dict[str, ThemeModel] = field(default_factory=dict)
    messages: DocumentRegression | None = None

    def select(self, rows: Flags, scorer: ThemeModel | None = None) -> _Material:
        parts = self.features[rows], self.codes[rows], self.groups[rows]
        return _Material(scorer or self.sentences, *parts, messages=self.messages)


def _prepare(
    documents: Sequence[CodedDocument],
    codebook: Codebook,
    vectors: Vectors,
    settings: FitSettings,
    sentences: Sequence[CodedDocument],
) -> _Material:
    taught = sentences or documents
    groups = _groups(documents)
    own = sorted(set(groups) & set(_groups(taught)))
    weights = np.where(np.isin(_groups(taught), own), settings.own_weight, 1.0) if sentences else np.ones(len(taught))

    def fit(*without: str) -> ThemeModel:
        kept = [place for place, document in enumerate(taught) if document.group not in without]
        return fit_sentences([taught[place] for place in kept], codebook, vectors, settings, weights[kept])

    model, scorers = fit(), {group: fit(group) for group in own}
    features = _features_left_out(documents, model, scorers)
    material = _Material(model, features, _codes(documents), groups, scorers)
    messages = _messages([document for document in sentences if document.group not in own])
    if not messages or len(set(_groups(taught))) == 1:  # nothing else is there to score them with
        return material
    authors = sorted(set(_groups(messages)))
    left_out: dict[str, ThemeModel] = {}
    for half in (authors[::2], authors[1::2]):
        if half:
            left_out |= dict.fromkeys(half, fit(*half))
    short = _features_left_out(messages, model, left_out)
    return replace(material, messages=_regress(short, _codes(messages), settings))


def _messages(documents: Sequence[CodedDocument]) -> list[CodedDocument]:
    """Short messages and answers among the documents; none, if too few of them have a theme."""
    messages = [document for document in documents if document.n_lemmas <= SHORT[1]]
    enough = sum(bool(document.themes.any()) for document in messages) >= FEWEST
    return messages if enough and not all(document.themes.all() for document in messages) else []


def _features_left_out(documents: Sequence[CodedDocument], model: ThemeModel, scorers: dict[str, ThemeModel]) -> Floats:
    """Features of documents, each group scored by its model in `scorers`: (n_documents, n_themes, n_features)."""
    groups = _groups(documents)
    features: dict[int, Floats] = {}
    for group in sorted(set(groups)):
        held = np.flatnonzero(groups == group).tolist()
        features |= zip(held, _features(scorers.get(group, model), [documents[i] for i in held]), strict=True)
    return np.array([features[number] for number in range(len(documents))], np.float32)


def _finish(material: _Material, settings: FitSettings) -> ThemeModel:
    model = _fit_documents(material, settings)
    return replace(model, threshold=_choose_threshold(material, settings))


def _check(documents: Sequence[CodedDocument], sentences: Sequence[CodedDocument]) -> None:
    coded = Counter(document.group for document in documents if document.themes.any())
    group, most = max(coded.items(), key=itemgetter(1), default=("", 0))
    if coded.total() < FEWEST:
        raise CodebookError(
            f"a theme model needs at least {FEWEST} documents with coded themes, found {coded.total()}; "
            "code more documents"
        )
    if coded.total() - most < LEAST_OUTSIDE:
        raise CodebookError(
            f"a theme model needs at least {LEAST_OUTSIDE} documents with coded themes outside every group, found "
            f"{coded.total() - most} outside {group!r}; code more documents"
        )
    taught = {document.group for document in sentences}
    if len(taught) == 1 and taught <= {document.group for document in documents}:
        raise CodebookError(
            f"all coded sentences are of the group {min(taught)!r}, which a model without them must judge; "
            "code sentences of others, or give none"
        )


def _in_folds(documents: Sequence[CodedDocument]) -> list[CodedDocument]:
    """The documents; those of one group in parts that can be left out in turn."""
    folds = _folds(_groups(documents)).tolist()
    return [replace(document, group=fold) for document, fold in zip(documents, folds, strict=True)]


def _folds(groups: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    """The groups, or parts of the only one."""
    return groups if len(set(groups)) > 1 else np.array([str(place % N_FOLDS) for place in range(len(groups))])


def _groups(documents: Sequence[CodedDocument]) -> npt.NDArray[np.str_]:
    return np.array([document.group for document in documents])


def _codes(documents: Sequence[CodedDocument]) -> Flags:
    return np.array([document.themes for document in documents])


def _features(model: ThemeModel, documents: Sequence[CodedDocument]) -> list[Floats]:
    readings = [document.readings for document in documents]
    return [
        document_features(scores, read) for scores, read in zip(model.score_sentences(readings), readings, strict=True)
    ]


def _fit_documents(material: _Material, settings: FitSettings) -> ThemeModel:
    texts = _regress(material.features, material.codes, settings)
    return replace(material.sentences, texts=texts, messages=material.messages or texts)


def _regress(features: Floats, codes: Flags, settings: FitSettings) -> DocumentRegression:
    from sklearn.linear_model import LogisticRegression

    n_documents, n_themes, n_features = features.shape
    flat = features.reshape(-1, n_features)
    means, scales = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    themes = np.tile(np.eye(n_themes) * settings.bias_scale, (n_documents, 1))
    regression = LogisticRegression(C=settings.logistic, max_iter=1000)
    regression.fit(np.hstack([(flat - means) / scales, themes]), codes.ravel())
    weights, biases = np.split(regression.coef_[0], [n_features])
    biases = biases * settings.bias_scale + regression.intercept_[0]
    return DocumentRegression(*(part.astype(np.float32) for part in (means, scales, weights, biases)))


def _choose_threshold(material: _Material, settings: FitSettings) -> float:
    """Threshold that assigns as many themes to left-out groups as people did, of those with nearly the best micro-F1.

    Shares of themes are then right on average, and texts that speak of more themes than these lose less.
    """
    probabilities = np.zeros(material.codes.shape)
    folds = _folds(material.groups)
    for fold in sorted(set(folds)):
        held = folds == fold
        taught = (
            material.select(~held) if material.codes[~held].any() else material
        )  # without codes, nothing is learned
        probabilities[held] = _fit_documents(taught, settings).probabilities(material.features[held])
    scores = [_micro_f1(probabilities >= threshold, material.codes) for threshold in THRESHOLDS]
    good = [place for place, score in enumerate(scores) if score >= max(scores) - NEARLY]
    n_coded = material.codes.sum()
    best = min(good, key=lambda place: abs(int((probabilities >= THRESHOLDS[place]).sum()) - int(n_coded)))
    return float(THRESHOLDS[best])


def _micro_f1(assigned: Flags, codes: Flags) -> float:
    return float(2 * (assigned & codes).sum() / max(1, assigned.sum() + codes.sum()))
