"""``pyshma train``: a theme model from coded documents, with a card that says how well it does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .choices import SomeCodebook, SomeSettings, choose_codebook, choose_names, choose_settings
from .codes import CodedText, Codes, check_themes, read_coded_texts, read_codes
from .documents import Document, read_documents
from .entities import OwnNames
from .errors import SourceError
from .language import citation_lemmas
from .language.vectors import read_vectors
from .loaded import load_pipeline
from .partition import versions
from .settings import Settings
from .themes import Codebook, ThemeMatcher
from .themes.encoder import SentenceEncoder, shipped_encoder
from .themes.trained import (
    CodedDocument,
    CrossValidation,
    FitSettings,
    ThemeModel,
    ThemeTrainer,
    ask_encoder,
    model_files,
    read_sentences,
)
from .writing import write_bytes_atomically

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .documents.reading import Readable
    from .run import Progress

PARTS: Final = tuple(f"part {number} of 5" for number in range(1, 6))
LIBRARIES: Final = ("scikit-learn", "numpy", "scipy", "spacy", "natasha", "pymorphy3", "safetensors")

Flags = npt.NDArray[np.bool_]
Grouping = Callable[[Document], str]


@dataclass(frozen=True, slots=True)
class Training:
    """A trained model and what it does with documents of groups that it has not seen.

    Parameters
    ----------
    agreement
        One row per theme and two for the whole (``micro``, ``macro``): ``theme_id``, ``n_coded``, ``n_assigned``,
        ``precision``, ``recall``, ``f1``.
    share_error
        Mean absolute difference of the shares of the themes, assigned against coded, in percentage points.
    unmatched
        Ids that have codes and no document, sorted.
    """

    model: ThemeModel
    validation: CrossValidation
    agreement: pd.DataFrame
    share_error: float
    unmatched: tuple[str, ...] = ()


def fold_of(document: Document) -> str:
    """One of five random parts by a hash of the id: the same whatever else there is."""
    return PARTS[int(hashlib.sha256(document.id.encode()).hexdigest(), 16) % len(PARTS)]


def by_variable(name: str) -> Grouping:
    """Group documents by a variable; ``id`` groups them by what stands before the first hyphen of their ids.

    Raises
    ------
    SourceError
        A document has no such variable; raised when the function is called.
    """

    def group(document: Document) -> str:
        if name == "id":
            return document.id.split("-")[0]
        if name not in document.variables:
            raise SourceError(
                f"{document.id}: no variable {name!r}; known: {', '.join(sorted(document.variables)) or 'none'}"
            )
        return str(document.variables[name])

    return group


def train(
    source: Readable,
    codes: str | Path | Codes,
    *,
    codebook: SomeCodebook = None,
    sentences: str | Path | Sequence[CodedText] | None = None,
    group: Grouping | None = None,
    encoder: bool = False,
    settings: SomeSettings = None,
    fit: FitSettings | None = None,
    progress: Progress | None = None,
) -> Training:
    """Train a theme model.

    Parameters
    ----------
    source
        Whatever `read_documents` reads. Documents without codes are left out.
    codes
        Themes by document id, or a file of them; see `pyshma.codes.read_codes`.
    codebook, settings
        As `pyshma.analyze` has them.
    sentences
        Texts coded sentence by sentence, or a file of them; see `pyshma.codes.read_coded_texts`. They teach what a
        sentence about a theme looks like; without them that is learned from `source` as well. Those with the id of a
        document of `source` are sentences of that document.
    group
        Group of each document for cross-validation, as a rule who wrote it or where; None: five random parts.
    encoder
        Whether the encoder that comes with pyshma gives the model its opinion on sentences; it must know the themes of
        the codebook.

    Returns
    -------
    the model, trained on everything, with the agreement on left-out groups

    Raises
    ------
    SourceError
        No document has codes, a file of codes cannot be read, or codes name a theme that the codebook has not.
    CodebookError
        There are too few coded documents, or the encoder does not know the themes.
    """
    settings, codebook = choose_settings(settings), choose_codebook(codebook)
    theme_ids = tuple(theme.id for theme in codebook.themes)
    if isinstance(codes, dict):
        check_themes(codes.items(), theme_ids, "codes")
    known = codes if isinstance(codes, dict) else read_codes(codes, theme_ids)
    texts = read_coded_texts(sentences) if isinstance(sentences, (str, Path)) else sentences or ()
    check_themes(((text.id, text.themes) for text in texts), theme_ids, "sentences")
    read = read_documents(source, settings=settings.documents)
    documents = [item for item in read if item.id in known]
    if not documents:
        raise SourceError(f"{source}: no document has an id of the coded ones, such as {', '.join(sorted(known)[:3])}")
    names = choose_names(None, read.corpus)
    annotate = CodeAnnotator(codebook, settings, names, progress, len(documents) + len(texts))
    reader = shipped_encoder() if encoder else None
    coded = list(annotate.documents(documents, known, group or fold_of, reader))
    coded_sentences = list(annotate.sentences(texts, {document.id: document.group for document in coded}))
    trainer = ThemeTrainer(coded, codebook, read_vectors(), fit, sentences=coded_sentences, encoder=reader)
    validation, model = trainer.cross_validate(), trainer.fit()
    agreement, share_error = measure_agreement(validation.assigned, validation.codes, theme_ids)
    card = _card(codebook, coded, coded_sentences, agreement, share_error) | {"random_groups": group is None}
    unmatched = tuple(sorted(known.keys() - {item.id for item in documents}))
    return Training(replace(model, card=card), validation, agreement, share_error, unmatched)


class CodeAnnotator:
    """Reads the sentences of coded texts as the model sees them."""

    def __init__(
        self, codebook: Codebook, settings: Settings, names: OwnNames, progress: Progress | None, total: int
    ) -> None:
        self.codebook = codebook
        self.columns = {theme.id: column for column, theme in enumerate(codebook.themes)}
        self.nlp = load_pipeline(settings.language, names)
        self.matcher = ThemeMatcher(codebook, citation_lemmas)
        self.progress, self.total, self.done = progress, total, 0

    def documents(
        self, documents: Sequence[Document], codes: Codes, group: Grouping, encoder: SentenceEncoder | None = None
    ) -> Iterator[CodedDocument]:
        """Documents that are coded as a whole; those without a sentence are left out."""
        for document, doc in zip(documents, self._docs(item.text for item in documents), strict=True):
            (opinions,) = ask_encoder(encoder, [doc], self.codebook)
            readings = tuple(read_sentences(doc, self.codebook, opinions=opinions))
            if readings:
                yield CodedDocument(document.id, group(document), readings, self._flags(codes[document.id]))

    def sentences(self, texts: Sequence[CodedText], groups: Mapping[str, str]) -> Iterator[CodedDocument]:
        """Texts that are coded sentence by sentence, but for empty ones; `groups` are those of the documents, by id."""
        for text, doc in zip(texts, self._docs(item.text for item in texts), strict=True):
            readings = tuple(read_sentences(doc, self.codebook))
            rows: Flags = np.array([self._flags(themes_between(text, *place)) for place in _places(doc)])
            group = groups.get(text.id, f"sentences {text.group}")
            if readings:
                yield CodedDocument(text.id, group, readings, self._flags(text.themes), rows)

    def _docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        for doc in self.matcher.pipe(self.nlp.pipe(texts)):
            self.done += 1
            if self.progress is not None:
                self.progress(self.done, self.total)
            yield doc

    def _flags(self, themes: Iterable[str]) -> Flags:
        """Themes of a text; a theme brings those that contain it, whether the coder named them or not."""
        flags = np.zeros(len(self.columns), np.bool_)
        flags[[self.columns[outer] for theme in themes for outer in self.codebook.lineage(theme)]] = True
        return flags


def _places(doc: Doc) -> list[tuple[int, int]]:
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]


def themes_between(text: CodedText, start: int, stop: int) -> frozenset[str]:
    """Themes of the coded sentences of which half, or half of what they cover, lies between two characters."""
    themes: set[str] = set()
    for first, last, coded in text.sentences:
        if min(last, stop) - max(first, start) > 0.5 * min(last - first, stop - start):
            themes |= coded
    return frozenset(themes)


def measure_agreement(assigned: Flags, codes: Flags, theme_ids: Sequence[str]) -> tuple[pd.DataFrame, float]:
    """Precision, recall and F1 of each theme and of the whole; error of the shares in percentage points.

    Parameters
    ----------
    assigned, codes
        Booleans: (n_documents, n_themes).
    """
    right, found, wanted = (assigned & codes).sum(axis=0), assigned.sum(axis=0), codes.sum(axis=0)
    rows = [_scores(name, *counts) for name, *counts in zip(theme_ids, right, found, wanted, strict=True)]
    macro = {key: float(np.mean([row[key] for row in rows])) for key in ("precision", "recall", "f1")}
    micro = _scores("micro", right.sum(), found.sum(), wanted.sum())
    total = {"n_coded": int(wanted.sum()), "n_assigned": int(found.sum())}
    table = pd.DataFrame([*rows, micro, {"theme_id": "macro", **total, **macro}])
    return table, float(100 * np.abs(found - wanted).mean() / max(1, len(codes)))


def _scores(name: str, right: int, found: int, wanted: int) -> dict[str, Any]:
    return {
        "theme_id": name,
        "n_coded": int(wanted),
        "n_assigned": int(found),
        "precision": right / max(1, found),
        "recall": right / max(1, wanted),
        "f1": 2 * right / max(1, found + wanted),
    }


def _card(
    codebook: Codebook,
    documents: Sequence[CodedDocument],
    sentences: Sequence[CodedDocument],
    agreement: pd.DataFrame,
    share_error: float,
) -> dict[str, object]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "codebook": {"title": codebook.title, "version": codebook.version},
        "n_documents": len(documents),
        "groups": sorted({document.group for document in documents}),
        "n_sentence_coded_documents": len(sentences),
        "n_coded_sentences": sum(len(document.readings) for document in sentences),
        "agreement": [_rounded(row) for row in agreement.to_dict("records")],
        "share_error": round(share_error, 2),
        "versions": versions(LIBRARIES),
    }


def _rounded(row: Mapping[Any, Any]) -> dict[str, object]:
    return {str(key): round(value, 3) if isinstance(value, float) else value for key, value in row.items()}


def write_training(training: Training, folder: str | Path) -> None:
    """Write the model and its card, ``README.md``, into `folder`.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    files = model_files(training.model) | {"README.md": format_card(training).encode()}
    for name, content in files.items():
        write_bytes_atomically(Path(folder) / name, content)


def _second_opinion(model: ThemeModel) -> str:
    if model.encoder is None:
        return ""
    return f" The encoder that comes with pyshma ({model.encoder.digest[:12]}) gives a second opinion on sentences."


def format_card(training: Training) -> str:
    """The card of a model, in Markdown."""
    card: Any = training.model.card
    row = "| {theme_id} | {n_coded} | {n_assigned} | {precision:.2f} | {recall:.2f} | {f1:.2f} |"
    libraries = ", ".join(f"{name} {number}" for name, number in card["versions"].items())
    parts, judged = "groups", "each group by a model that has not seen it:"
    if card["random_groups"]:
        parts = "random parts"
        judged = (
            "each random part by a model that has not seen it (with `--group` it judges authors that it has not seen):"
        )
    return "\n".join(
        [
            f"# Theme model for «{card['codebook']['title']}» {card['codebook']['version']}",
            "",
            f"Trained {card['date']} by `pyshma train` on {card['n_documents']} coded documents in "
            f"{len(card['groups'])} {parts} and {card['n_coded_sentences']:,} coded sentences of "
            f"{card['n_sentence_coded_documents']:,} texts. A theme is assigned from a probability of "
            f"{training.model.threshold:.3f}.{_second_opinion(training.model)}",
            "",
            f"Agreement with the codes, {judged}",
            "",
            "| theme | coded | assigned | precision | recall | F1 |",
            "| --- | --: | --: | --: | --: | --: |",
            *(row.format(**scores) for scores in card["agreement"]),
            "",
            f"Mean error of the shares: {card['share_error']:.1f} percentage points.",
            "",
            f"Versions: {libraries}.",
            "",
        ]
    )
