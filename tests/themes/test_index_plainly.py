"""The fast search finds what a plain one finds, which tries every reading of every pattern at every token."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

import pyshma
from pyshma.language import citation_lemmas
from pyshma.resources import default_codebook, demonstration_corpus
from pyshma.themes.compilation import Atom, as_written, compile_pattern
from pyshma.themes.index import PatternIndex
from pyshma.themes.notation import fold

QUOTES = "«»\"“”„‟‘’'`‹›"


def atoms_of(token):
    """All that a token is."""
    form, lemma = fold(token.norm_), fold(token.lemma_)
    looks = {("form", form), ("lemma", lemma), ("spelling", token.text.replace("ё", "е").replace("\u0301", ""))}
    looks |= {("prefix", word[:n]) for word in (form, lemma) for n in range(len(word) + 1)}
    return {Atom(kind, text, pos) for kind, text in looks for pos in (None, token.pos_)}


def cost(token):
    return 1 if any(map(str.isalnum, token.text)) else 2


def ends(tokens, looks, chain, at):
    """Where a phrase that begins at `at` may end; the nearest first."""
    if not chain[0].atoms & looks[at]:
        return []
    found = [[at]]
    for step in chain[1:]:
        longer = []
        for path in found:
            for following in range(path[-1] + 1, len(tokens)):
                between = sum(cost(token) for token in tokens[path[-1] + 1 : following])
                if between <= step.gap and step.atoms & looks[following]:
                    longer.append([*path, following])
        found = longer
    return [path[-1] + 1 for path in found]


def words_between(tokens, spans):
    total = 0
    for (_, stop), (start, _) in pairwise(spans):
        if stop > start:
            return None
        total += sum(cost(token) for token in tokens[stop:start])
    return total


def spans_of(tokens, looks, variant):
    """Matches of one way of reading a pattern in one sentence."""
    chains = sorted(variant.chains, key=lambda chain: len(chain[0].atoms)) if variant.distance else variant.chains
    places = [[(at, stop) for at in range(len(tokens)) for stop in ends(tokens, looks, chain, at)] for chain in chains]
    if len(chains) == 1:
        nearest = {}
        for start, stop in places[0]:
            nearest.setdefault(start, stop)
        yield from nearest.items()
        return
    for first in places[0]:
        near = [sorted((first, *others)) for others in product(*places[1:])]
        joined = [
            (spans[0][0], max(stop for _, stop in spans))
            for spans in near
            if (words := words_between(tokens, spans)) is not None and words <= variant.distance
        ]
        if joined:
            yield min(joined, key=lambda span: (span[1] - span[0], span))


def search_plainly(patterns, doc):
    found = set()
    for sentence in doc.sents if len(doc) else ():
        tokens = [token for token in sentence if not all(c.isspace() or c in QUOTES for c in token.text)]
        looks = [atoms_of(token) for token in tokens]
        for key, variants in patterns.items():
            for variant in variants:
                if all(any(step.atoms & look for look in looks) for chain in variant.chains for step in chain):
                    spans = spans_of(tokens, looks, variant)
                    found.update((key, tokens[start].i, tokens[stop - 1].i + 1) for start, stop in spans)
    return found


TEXTS = [
    "парк",
    "вод*",
    "=ТЦ",
    "стать/VERB",
    "строить парк",
    "строить ... парк",
    "строить ..6 (новый парк | школа)",
    "не строить парк",
    "и ... и парк",
    "парк & вода",
    "вода &8 (строить | не ... школа)",
    "парк & парк",
    "парк & вода & школа",
    "новый? (парк | школа)",
    "(новый | старый) парк & вода",
    "парк и парк",
]
WORDS = st.sampled_from(["парк", "вода", "строить", "новый", "школа", "не", "и", "ТЦ", "стать", ",", "«", "\n\n", "."])
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=14), max_size=4)


def make_doc(vocab, sentences):
    words = [word for sentence in sentences for word in sentence]
    starts = [at == 0 for sentence in sentences for at in range(len(sentence))]
    pos = ["VERB" if word == "стать" and at % 2 else "NOUN" for at, word in enumerate(words)]
    return Doc(vocab, words, lemmas=[word.lower() for word in words], pos=pos, sent_starts=starts)


@settings(deadline=None, max_examples=300)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.sets(st.sampled_from(TEXTS), min_size=1))
def test_generated_texts_have_the_same_matches(texts, chosen):
    patterns = {text: compile_pattern(text, as_written) for text in sorted(chosen)}
    vocab = Vocab()
    docs = [make_doc(vocab, sentences) for sentences in texts]
    index = PatternIndex(patterns)
    together = index.find_all(docs)
    assert [set(matches) for matches in together] == [search_plainly(patterns, doc) for doc in docs]
    assert [index.find(doc) for doc in docs] == together
    assert all(matches == sorted(matches, key=lambda match: (*match[1:], match[0])) for matches in together)


def test_documents_of_several_vocabularies_may_be_mixed():
    docs = [make_doc(Vocab(), [["парк", "и", "вода"]]), make_doc(Vocab(), [["новый", "парк"]])]
    index = PatternIndex({text: compile_pattern(text, as_written) for text in ("парк", "новый парк")})
    assert index.find_all(docs) == [[("парк", 0, 1)], [("новый парк", 0, 2), ("парк", 1, 2)]]


@pytest.fixture(scope="module")
def essays():
    documents = list(pyshma.read_documents(demonstration_corpus()))
    return list(pyshma.load().pipe(document.text for document in documents[::60]))


def test_essays_have_the_same_matches(essays):
    book = pyshma.Codebook.read(default_codebook())
    texts = sorted({pattern.text for theme in book.themes for pattern in theme.patterns})
    patterns = {text: compile_pattern(text, citation_lemmas, book.parsed_lists) for text in texts}
    found = PatternIndex(patterns).find_all(essays)
    assert [set(matches) for matches in found] == [search_plainly(patterns, doc) for doc in essays]


def test_memory_that_is_emptied_changes_nothing(essays, monkeypatch):
    patterns = {text: compile_pattern(text, citation_lemmas) for text in ("город", "в город", "новый ... парк")}
    expected = PatternIndex(patterns).find_all(essays)
    monkeypatch.setattr("pyshma.themes.token_types.MAX_TYPES", 10)
    index = PatternIndex(patterns)
    assert [index.find(doc) for doc in essays] == expected


def test_tests_that_share_a_cell_change_nothing(essays, monkeypatch):
    patterns = {text: compile_pattern(text, citation_lemmas) for text in ("город", "в город", "новый & (парк | город)")}
    expected = PatternIndex(patterns).find_all(essays)
    monkeypatch.setattr("pyshma.themes.index.MAX_CELLS", 1)
    assert PatternIndex(patterns).find_all(essays) == expected
