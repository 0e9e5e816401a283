"""A partition becomes one folder of tables in the store.

`process_partition` is a pure function of a partition and a job, whatever process runs it; everything it needs is small
and can be pickled to a worker, which reads the texts itself.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from spacy.attrs import IS_SPACE, LEMMA, POS, SENT_START
from spacy.language import Language
from spacy.strings import StringStore
from spacy.symbols import NAMES
from spacy.tokens import Doc

from .components import ENTITY_NAMER
from .documents import Document, Rejection, Source, has_other_alphabet, is_non_answer, read_sources, text_fingerprint
from .entities import EntityNamer, OwnNames, name_mentions
from .errors import SourceError
from .language import CORRECTIONS, citation_lemmas, load
from .language.vectors import read_vectors
from .messages import translate_reason
from .partition import Job, ModelFile, Partition
from .resources import default_attitudes
from .results.store import Store
from .settings import LanguageSettings, ThemeSettings
from .themes import ATTITUDES, Assignment, AttitudeModel, Codebook, Mention, ThemeMatcher, assign_themes, read_mentions
from .themes.quotes import shorten_quote
from .themes.trained import ThemeModel, assign_with_model, read_model
from .timing import Seconds, timed
from .topics.terms import find_terms

Row = dict[str, object]
Rows = dict[str, list[Row]]


@dataclass(slots=True)
class PartitionReport:
    """What became of a partition: counts and seconds per chapter."""

    key: str
    n_sources: int
    seconds: Seconds = field(default_factory=lambda: defaultdict(float))


@lru_cache(maxsize=1)
def load_pipeline(settings: LanguageSettings, names: OwnNames) -> Language:
    """Language, entities with the user's names, and endless sentences in parts; loaded once per process."""
    nlp = load(spelling=settings.spelling)
    namer = nlp.add_pipe(ENTITY_NAMER)
    cast(EntityNamer, namer).use_names(names.names, names.ignore)
    nlp.add_pipe("pyshma_sentence_cutter")
    return nlp


@lru_cache(maxsize=4)
def load_matcher(codebook: Codebook) -> ThemeMatcher:
    """Compiled codebook; once per process."""
    return ThemeMatcher(codebook, citation_lemmas)


@lru_cache(maxsize=4)
def load_model(model: ModelFile, codebook: Codebook) -> ThemeModel:
    """Theme model of a codebook; once per process."""
    return read_model(model.path, codebook, read_vectors())


@lru_cache(maxsize=1)
def load_attitudes() -> AttitudeModel:
    """What shows attitudes; once per process."""
    return AttitudeModel.read(default_attitudes(), citation_lemmas)


def prepare() -> None:
    """Load what every partition needs, whatever the job; for worker processes while nothing waits for them."""
    load()
    load_attitudes()


def document_row(document: Document, doc: Doc) -> Row:
    """One row of the table ``documents``."""
    marks = doc.to_array([IS_SPACE, SENT_START])
    return {
        "document_id": document.id,
        "source": document.source,
        "text": document.text,
        "n_tokens": int((marks[:, 0] == 0).sum()),
        "n_sentences": int((marks[:, 1] == 1).sum()),
        "fingerprint": text_fingerprint(document.text),
        "non_answer": is_non_answer(document.text),
        "other_alphabet": has_other_alphabet(document.text),
        "variables": json.dumps(dict(document.variables), ensure_ascii=False),
    }


def sentence_spans(document: Document, doc: Doc) -> list[tuple[int, int]]:
    """Character offsets of the sentences, without the white space around them."""
    spans = []
    for sentence in doc.sents:
        text = document.text[sentence.start_char : sentence.end_char]
        start = sentence.start_char + len(text) - len(text.lstrip())
        spans.append((start, start + len(text.strip())))
    return spans


def sentence_rows(document: Document, spans: Iterable[tuple[int, int]]) -> Iterator[Row]:
    """Rows of the table ``sentences``."""
    for number, (start, stop) in enumerate(spans):
        yield {"document_id": document.id, "sentence": number, "start": start, "stop": stop}


def token_rows(document: Document, doc: Doc) -> Iterator[Row]:
    """Rows of the table ``tokens``: the words that the table ``lemmas`` counts, each in its place."""
    for token in doc:
        if token.lemma_[:1].isalpha():
            place = {"start": token.idx, "stop": token.idx + len(token)}
            yield {"document_id": document.id, **place, "lemma": token.lemma_, "pos": token.pos_}


def term_rows(document: Document, doc: Doc) -> Iterator[Row]:
    """Rows of the table ``terms``."""
    for (sentence, term), n in sorted(Counter(find_terms(doc)).items()):
        yield {"document_id": document.id, "sentence": sentence, "term": term, "n": n}


def mention_rows(document: Document, spans: Sequence[tuple[int, int]], mentions: Iterable[Mention]) -> Iterator[Row]:
    """Rows of the table ``mentions``; a mention never crosses the border of a sentence."""
    starts = [start for start, _ in spans]
    for mention in mentions:
        sentence = spans[bisect_right(starts, mention.start) - 1]
        start, stop = shorten_quote(document.text, *sentence, mention.start, mention.stop)
        yield {
            "document_id": document.id,
            "theme_id": mention.theme_id,
            "pattern_id": mention.pattern_id,
            "start": mention.start,
            "stop": mention.stop,
            "text": mention.text,
            "sentence": document.text[start:stop],
        }


def assignment_row(document: Document, assignment: Assignment) -> Row:
    """One row of the table ``assignments``."""
    return {
        "document_id": document.id,
        "theme_id": assignment.theme_id,
        "score": round(assignment.score, 6),
        "n_mentions": assignment.n_mentions,
        **{attitude: int(attitude in assignment.attitudes) for attitude in ATTITUDES},
        "quote": assignment.quote,
        **{f"{attitude}_quote": assignment.attitudes.get(attitude, "") for attitude in ATTITUDES},
    }


def themes_by_sentence(starts: Sequence[int], mentions: Iterable[Mention], assigned: Iterable[str]) -> dict[int, str]:
    """Place of a sentence among the `starts` → ids of the assigned themes mentioned in it, separated by spaces."""
    wanted = frozenset(assigned)
    themes: defaultdict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.theme_id in wanted:
            themes[bisect_right(starts, mention.start)].add(mention.theme_id)
    return {sentence: " ".join(sorted(ids)) for sentence, ids in themes.items()}


def entity_rows(document: Document, doc: Doc, starts: Sequence[int], themes: Mapping[int, str]) -> Iterator[Row]:
    """Rows of the table ``entity_mentions``; `themes` as `themes_by_sentence` gives them."""
    for kind, name, start, stop, text in name_mentions(doc):
        yield {
            "document_id": document.id,
            "kind": kind,
            "name": name,
            "start": start,
            "stop": stop,
            "text": text,
            "themes": themes.get(bisect_right(starts, start), ""),
        }


class LemmaCounts:
    """Lemmas of a partition, by part of speech."""

    def __init__(self) -> None:
        self.n_tokens: Counter[tuple[int, int]] = Counter()
        self.n_documents: Counter[tuple[int, int]] = Counter()

    def add(self, doc: Doc) -> None:
        """Count the tokens of a document, as numbers of strings."""
        counts = Counter(map(tuple, doc.to_array([LEMMA, POS]).tolist()))
        self.n_tokens.update(counts)
        self.n_documents.update(counts.keys())

    def rows(self, strings: StringStore) -> Iterator[Row]:
        """Rows of the table ``lemmas``, in alphabetical order; numbers, punctuation and white space are no words."""
        named = sorted((strings[lemma], NAMES[pos], (lemma, pos)) for lemma, pos in self.n_tokens)
        for lemma, pos, key in named:
            if lemma[:1].isalpha():
                yield {"lemma": lemma, "pos": pos, "n_documents": self.n_documents[key], "n_tokens": self.n_tokens[key]}


class CorrectionCounts:
    """Corrections of a partition, by misspelt form."""

    def __init__(self) -> None:
        self.n_tokens: Counter[tuple[str, str]] = Counter()
        self.n_documents: Counter[tuple[str, str]] = Counter()

    def add(self, doc: Doc) -> None:
        """Count the corrections of a document; letter case does not matter."""
        if CORRECTIONS in doc.spans:
            counts = Counter((span.text.lower(), span.label_) for span in doc.spans[CORRECTIONS])
            self.n_tokens.update(counts)
            self.n_documents.update(counts.keys())

    def rows(self) -> Iterator[Row]:
        """Rows of the table ``corrections``, in alphabetical order."""
        for key in sorted(self.n_tokens):
            form, corrected = key
            counts = {"n_documents": self.n_documents[key], "n_tokens": self.n_tokens[key]}
            yield {"form": form, "corrected": corrected, **counts}


def assign(
    docs: Sequence[Doc], codebook: Codebook, themes: ThemeSettings, model: ThemeModel | None
) -> list[list[Assignment]]:
    """Themes of each document, by the model or by the codebook alone."""
    if model is not None:
        return assign_with_model(docs, codebook, model, themes, attitude_model=load_attitudes())
    return [assign_themes(doc, codebook, themes, attitude_model=load_attitudes()) for doc in docs]


def annotate(
    items: Iterable[Document | Rejection],
    matcher: ThemeMatcher,
    themes: ThemeSettings,
    language: LanguageSettings,
    names: OwnNames,
    report: PartitionReport,
    model: ThemeModel | None = None,
    *,
    keep_tokens: bool = False,
) -> Rows:
    """Tables of some documents; the texts pass through the pipeline as one stream."""
    rows: Rows = {
        name: []
        for name in (
            "documents",
            "sentences",
            "rejected",
            "tokens",
            "terms",
            "mentions",
            "assignments",
            "entity_mentions",
        )
    }
    with timed(report.seconds, "documents"):
        read = list(items)
    lemmas, corrections = LemmaCounts(), CorrectionCounts()
    nlp = load_pipeline(language, names)
    documents = [item for item in read if isinstance(item, Document)]
    docs = nlp.pipe((document.text for document in documents), batch_size=len(documents) or 1)
    with timed(report.seconds, "language"):
        annotated = list(docs)
    with timed(report.seconds, "themes"):
        annotated = list(matcher.pipe(annotated))
        assignments = assign(annotated, matcher.codebook, themes, model)
    for document, doc, assigned in zip(documents, annotated, assignments, strict=True):
        lemmas.add(doc)
        corrections.add(doc)
        rows["documents"].append(document_row(document, doc))
        spans = sentence_spans(document, doc)
        rows["sentences"] += sentence_rows(document, spans)
        if keep_tokens:
            rows["tokens"] += token_rows(document, doc)
        with timed(report.seconds, "topics"):
            rows["terms"] += term_rows(document, doc)
        with timed(report.seconds, "themes"):
            mentions = list(read_mentions(doc, matcher.codebook))
            rows["mentions"] += mention_rows(document, spans, mentions)
            rows["assignments"] += (assignment_row(document, item) for item in assigned)
        starts = [start for start, _ in spans]
        named = themes_by_sentence(starts, mentions, (item.theme_id for item in assigned))
        rows["entity_mentions"] += entity_rows(document, doc, starts, named)
    rows["lemmas"] = list(lemmas.rows(nlp.vocab.strings))
    rows["corrections"] = list(corrections.rows())
    rows["rejected"] = [
        {"source": item.source, "code": item.code, "details": json.dumps(dict(item.details), ensure_ascii=False)}
        for item in read
        if isinstance(item, Rejection)
    ]
    return rows


def read_items(partition: Partition, job: Job) -> Iterator[Document | Rejection]:
    """Documents of a partition: those in memory as they are, the others read from their sources."""
    sources = [item for item in partition.items if isinstance(item, Source)]
    yield from (item for item in partition.items if isinstance(item, Document))
    yield from read_sources(sources, job.root, job.documents)


def read_texts(partition: Partition, job: Job) -> list[Document]:
    """Documents of a partition that can be read, in a stable order."""
    return [item for item in read_items(partition, job) if isinstance(item, Document)]


def refuse_unread(partitions: Sequence[Partition], job: Job) -> None:
    """Raise a SourceError with the reason of the first source; for a corpus of which no document was read."""
    first = next((item for partition in partitions for item in read_items(partition, job)), None)
    if isinstance(first, Rejection):
        reason = translate_reason(first.code, first.details, "en")
        raise SourceError(f"no document could be read; {first.source}: {reason}")


def process_partition(partition: Partition, *, job: Job, matcher: ThemeMatcher) -> PartitionReport:
    """Read, annotate and store one partition.

    Parameters
    ----------
    matcher
        The compiled codebook of the job: compiled once, and sent to workers.

    Raises
    ------
    OutputError
        The store cannot be written.
    """
    report = PartitionReport(partition.key, len(partition.items))
    items = read_items(partition, job)
    model = None if job.model is None else load_model(job.model, job.codebook)
    rows = annotate(items, matcher, job.themes, job.language, job.names, report, model, keep_tokens=job.keep_tokens)
    with timed(report.seconds, "results"):
        Store(job.store).write(partition.key, rows)
    return report
