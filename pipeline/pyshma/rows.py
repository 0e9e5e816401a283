"""What was found in a document → rows of the tables in the store."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.attrs import IS_SPACE, LEMMA, POS, SENT_START
from spacy.strings import StringStore
from spacy.symbols import NAMES
from spacy.tokens import Doc

from .documents import Document, has_other_alphabet, is_non_answer, text_fingerprint
from .entities import name_mentions
from .language import CORRECTIONS
from .themes import ATTITUDES, Assignment, Mention
from .themes.quotes import shorten_quote
from .topics.terms import find_terms

Row = dict[str, object]
Rows = dict[str, list[Row]]


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
