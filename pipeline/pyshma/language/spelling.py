"""Misspelt words: the form that was meant goes to ``token.norm_``, where lemmas and patterns look; the text stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token
from spacy.util import minibatch
from spacy.vocab import Vocab

from .correction import Meant, correct_word
from .meant_forms import FormChooser
from .morphologizer import Morphologizer
from .network import read_morphology_network
from .torn import join_at, torn_pairs

SPANS_KEY: Final = "corrections"
"""Where corrections stand in a `Doc`: ``doc.spans["corrections"]``; absent where there are none."""
MAX_REMEMBERED: Final = 500_000
"""Distinct forms that are remembered as right; then the memory is emptied, so that streams do not fill it."""
INTENDED: Final = 3
"""Whoever writes a word so often in one text means it."""
SHOUTED: Final = 6
"""A word all in capitals is an abbreviation unless it has as many letters and stands beside another."""
SURE: Final = 2.0
"""Score from which a word that is tagged as a name may be a misspelt one. Of 1,895 names in news that the dictionary
does not know, 10 lie so close to a common word (measured on NEREL, factRuEval and SlavicNER)."""

if not Token.has_extension("corrected"):
    Token.set_extension("corrected", default="")


@dataclass(frozen=True, slots=True)
class Correction:
    """Tokens `start` to `stop` of a document, half-open, and what was meant, in lower case; words apart by a space."""

    start: int
    stop: int
    corrected: str


class Speller:
    """Corrects misspelt words: ``token.norm_``, ``token._.corrected`` and ``doc.spans["corrections"]``.

    Words that were written together become tokens of their own, words that were torn apart one token; ``doc.text``
    stays the same to the letter, and so do the spans of other components; a span over part of a torn word grows to the
    whole of it. Sentences with a correction are tagged anew, because the tag of a misspelt word is a guess, and so are
    those of its neighbours. Where the text is parsed, the first part of a word that is cut takes its place in the
    tree; the others hang on it as ``dep``.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._right: set[int] = set()
        self._corrected: dict[int, Meant] = {}
        pairs = [(vocab.strings.add(first), vocab.strings.add(second)) for first, second in sorted(torn_pairs())]
        self._torn_pairs, self._torn_ends = set(pairs), {second for _, second in pairs}
        self._tagger: Morphologizer | None = None
        self._chooser: FormChooser | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Correct one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Correct a stream of documents; what is to be tagged anew is tagged a batch at a time."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            found = [(doc, corrections) for doc in docs if (corrections := self.match(doc))]
            for doc, corrections in found:
                self.set_annotations(doc, corrections)
            if found:
                self._tag([doc for doc, _ in found])
            yield from docs

    def match(self, doc: Doc) -> list[Correction]:
        """Corrections in order of the text; they do not overlap."""
        norms = doc.to_array([NORM]).tolist()
        forms = set(norms)
        if len(self._right) + len(self._corrected) >= MAX_REMEMBERED:
            self._right.clear()
            self._corrected.clear()
        found = list(self._find_unknown(doc, norms, forms)) if self._unknown(forms) else []
        if not self._torn_ends.isdisjoint(forms):
            taken = {item.start for item in found}
            found += (item for item in self._find_torn(doc, norms) if not taken & {item.start, item.start + 1})
        return sorted(found, key=lambda item: item.start)

    def _unknown(self, forms: set[int]) -> bool:
        """Whether some of the forms have a correction; the others are remembered as right."""
        new = forms - self._right
        for norm in new - self._corrected.keys():
            self._remember(norm)
        return not new.isdisjoint(self._corrected)

    def _remember(self, norm: int) -> None:
        meant = correct_word(self._vocab.strings[norm])
        if meant is None:
            self._right.add(norm)
        else:
            self._corrected[norm] = meant

    def _find_unknown(self, doc: Doc, norms: list[int], forms: set[int]) -> Iterator[Correction]:
        counts = Counter(norms)
        wrong = {norm for norm in forms if counts[norm] < INTENDED and norm in self._corrected}
        for place, norm in enumerate(norms):
            if norm in wrong and may_be_misspelt(doc, place, self._corrected[norm].score):
                yield Correction(place, place + 1, self._choose_form(doc, place, self._corrected[norm]))

    def _choose_form(self, doc: Doc, place: int, meant: Meant) -> str:
        if len(meant.forms) < 2 or not doc.tensor.size:
            return meant.form
        self._chooser = self._chooser or FormChooser(read_morphology_network())
        return self._chooser(meant, doc.tensor[place])

    def _find_torn(self, doc: Doc, norms: list[int]) -> Iterator[Correction]:
        ends, pairs = self._torn_ends, self._torn_pairs
        places = [place for place, norm in enumerate(norms) if norm in ends]
        for place in places:
            if place and (norms[place - 1], norms[place]) in pairs and doc[place - 1].whitespace_:
                sentence = doc[place - 1].sent
                if place < sentence.end and (
                    joined := join_at([token.norm_ for token in sentence], place - 1 - sentence.start)
                ):
                    yield Correction(place - 1, place + 1, joined)

    def set_annotations(self, doc: Doc, corrections: Sequence[Correction]) -> None:
        """Write the corrections into the document."""
        places = [doc[item.start : item.stop] for item in corrections]
        offsets = [(place.start_char, place.end_char) for place in places]
        is_parsed = doc.has_annotation("DEP")
        with _spans_kept(doc), doc.retokenize() as retokenizer:
            for place, item in zip(places, corrections, strict=True):
                if len(place) > 1:
                    retokenizer.merge(place)
                elif parts := split_as(place.text, item.corrected):
                    retokenizer.split(place[0], parts, **_tree(place[0], len(parts), is_parsed=is_parsed))
        doc.tensor = doc.tensor[: len(doc)]  # spaCy 3.8 appends one row too many for each token that is split
        spans = []
        for (start, stop), item in zip(offsets, corrections, strict=True):
            span: Span = doc.char_span(start, stop, label=item.corrected)  # type: ignore[assignment]
            words = item.corrected.split() if len(span) > 1 else [item.corrected]
            for token, word in zip(span, words, strict=True):
                token.norm_ = token._.corrected = word
            for token in () if is_parsed else span[1:]:  # the tree says where sentences start
                token.is_sent_start = False
            spans.append(span)
        if spans:
            doc.spans[SPANS_KEY] = spans

    def _tag(self, docs: Sequence[Doc]) -> None:
        """Tag anew the sentences in which something was corrected."""
        if self._tagger is None:
            self._tagger = Morphologizer(self._vocab, read_morphology_network())
        places = [(doc, corrected_sentences(doc)) for doc in docs]
        copies = self._tagger.pipe([corrected_copy(sentence) for _, sentences in places for sentence in sentences])
        for doc, sentences in places:
            tensor = np.array(doc.tensor)  # may be a read-only view
            for sentence, copy in zip(sentences, copies, strict=False):
                for token, tagged in zip(sentence, copy, strict=True):
                    token.pos, token.morph = tagged.pos, tagged.morph
                if tensor.size:
                    tensor[sentence.start : sentence.end] = copy.tensor
            doc.tensor = tensor


@contextmanager
def _spans_kept(doc: Doc) -> Iterator[None]:
    """Spans cover the same letters after tokens are cut and joined; spaCy counts them by tokens."""
    kept = {
        key: [(span.start_char, span.end_char, span.label, span.kb_id, span.id) for span in group]
        for key, group in doc.spans.items()
    }
    yield
    for key, places in kept.items():
        spans: list[Span] = [
            doc.char_span(start, stop, label, kb_id, span_id=span_id, alignment_mode="expand")  # type: ignore[misc]
            for start, stop, label, kb_id, span_id in places
        ]
        doc.spans[key] = SpanGroup(doc, name=doc.spans[key].name, attrs=doc.spans[key].attrs, spans=spans)


def _tree(token: Token, n_parts: int, *, is_parsed: bool) -> dict[str, Any]:
    """Heads of the parts of a token, and their relations where there are any."""
    if not is_parsed:
        return {"heads": [(token, number) for number in range(n_parts)]}
    others = n_parts - 1
    return {"heads": [token.head, *[(token, 0)] * others], "attrs": {"DEP": [token.dep_, *["dep"] * others]}}


def may_be_misspelt(doc: Doc, place: int, score: float) -> bool:
    """Whether a token may be a misspelt word rather than a name, an abbreviation or a part of a compound.

    A capital is one of a name unless it begins the sentence; there, what is tagged as a name must be close to a common
    word. A word all in capitals is an abbreviation unless it is long and the word beside it is in capitals as well.
    """
    token = doc[place]
    beside = [doc[other].text for other in (place - 1, place + 1) if 0 <= other < len(doc)]
    if not token.whitespace_ and beside[-1:] == ["-"]:
        return False  # бюджето- и ресурсообеспечение
    if token.is_upper and len(token) > 1:
        return len(token) >= SHOUTED and any(text.isupper() and len(text) > 1 for text in beside)
    if token.is_title:
        return token.is_sent_start is True and (token.pos_ != "PROPN" or score >= SURE)
    return token.is_lower  # not the missing full stop of «в июлеЯ подала»


def split_as(text: str, corrected: str) -> list[str]:
    """Cut a token where its correction has a space; nothing where the letters differ.

    >>> split_as("Нехватает", "не хватает"), split_as("вобщем", "в общем"), split_as("вопщем", "в общем")
    (['Не', 'хватает'], ['в', 'общем'], ['в', 'опщем'])
    """
    words = corrected.split()
    if len(words) == 1:
        return []
    parts, start = [], 0
    for word in words[:-1]:
        parts.append(text[start : start + len(word)])
        start += len(word)
    return [*parts, text[start:]]


def corrected_sentences(doc: Doc) -> list[Span]:
    """Sentences in which something was corrected, each once."""
    starts = {span.sent.start: span.sent for span in doc.spans.get(SPANS_KEY, ())}
    return list(starts.values())


def corrected_copy(sentence: Span) -> Doc:
    """A sentence as it should have been written."""
    words = [_in_case(token._.corrected, token) for token in sentence]
    return Doc(sentence.doc.vocab, words=words, sent_starts=[place == 0 for place in range(len(words))])


def _in_case(corrected: str, token: Token) -> str:
    if not corrected:
        return token.text
    return (
        corrected.upper()
        if token.is_upper and len(token) > 1
        else corrected.capitalize()
        if token.is_title
        else corrected
    )


@Language.factory(
    "pyshma_speller",
    requires=["doc.sents", "token.pos"],
    assigns=["token.norm", "token.pos", "token.morph", "doc.tensor", "token._.corrected", "doc.spans"],
)
def make_speller(nlp: Language, name: str) -> Speller:  # noqa: ARG001
    """Make the component that corrects misspelt words."""
    return Speller(nlp.vocab)
