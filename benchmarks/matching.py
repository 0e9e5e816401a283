"""How fast 2,000 patterns are searched in Docs that are ready, beside spaCy's matchers and a regular expression.

Every searcher gets the same patterns, single words and phrases by dictionary form, made from the codebook of towns by
writing out its alternatives, and the same Docs; the regular expression gets the dictionary forms as text. Before that,
the whole notation: the codebook of towns as it stands, of which spaCy's matchers and a regular expression can express
a part only. Each measurement is the best of some rounds, in processor time, when every word has been seen; one row
tells what texts cost whose words are all new.

    python benchmarks/matching.py [ROUNDS]
"""

import re
import sys
import time
from itertools import islice, product

from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

import pyshma
from pyshma.language import citation_lemmas
from pyshma.resources import default_codebook, demonstration_corpus
from pyshma.themes import Codebook, ThemeMatcher
from pyshma.themes.compilation import as_written, compile_pattern
from pyshma.themes.index import PatternIndex

N_PATTERNS = 2_000
BATCH = 32


def plain_phrases(codebook):
    """Phrases without gaps, as tuples of dictionary forms; first the short ones."""
    found = {}
    for pattern in (pattern for theme in codebook.themes for pattern in theme.patterns):
        for variant in compile_pattern(pattern.text, citation_lemmas, codebook.parsed_lists):
            [chain, *others] = variant.chains
            plain = all(not step.gap and all(atom[::2] == ("lemma", None) for atom in step.atoms) for step in chain)
            if plain and not others:
                words = (sorted(atom.text for atom in step.atoms) for step in chain)
                found.update(dict.fromkeys(islice(product(*words), 10)))
    return sorted(found, key=lambda phrase: (len(phrase), phrase))[:N_PATTERNS]


def batches(docs):
    return [docs[at : at + BATCH] for at in range(0, len(docs), BATCH)]


def best_time(search, docs, rounds):
    """Seconds of processor time of the fastest round, and what it found."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        found = search(docs)
        seconds.append(time.process_time() - start)
    return min(seconds), found


def searchers(phrases, vocab):
    """Name → function from Docs to the number of matches."""
    index = PatternIndex({phrase: compile_pattern(" ".join(phrase), as_written) for phrase in phrases})
    matcher, phrase_matcher = Matcher(vocab), PhraseMatcher(vocab, attr="LEMMA")
    for phrase in phrases:
        matcher.add(" ".join(phrase), [[{"LEMMA": word} for word in phrase]])
        phrase_matcher.add(" ".join(phrase), [Doc(vocab, phrase, lemmas=phrase)])
    ordered = sorted((" ".join(phrase) for phrase in phrases), key=len, reverse=True)
    expression = re.compile("(?<!\\S)(?:" + "|".join(map(re.escape, ordered)) + ")(?!\\S)")
    return {
        "pyshma, in batches": lambda docs: sum(len(found) for some in batches(docs) for found in index.find_all(some)),
        "pyshma, one by one": lambda docs: sum(len(index.find(doc)) for doc in docs),
        "spaCy PhraseMatcher (LEMMA)": lambda docs: sum(len(phrase_matcher(doc)) for doc in docs),
        "spaCy Matcher (LEMMA)": lambda docs: sum(len(matcher(doc)) for doc in docs),
        "regular expression, alternation": lambda docs: sum(
            len(expression.findall(" ".join(token.lemma_ for token in doc))) for doc in docs
        ),
    }


def print_peers(docs, codebook, rounds):
    phrases = plain_phrases(codebook)
    n_tokens = sum(map(len, docs))
    print(f"{len(phrases):,} plain patterns, {n_tokens:,} tokens of {len(docs)} documents")
    print(f"{'':<34}{'tokens/s':>12}{'ratio':>8}{'matches':>9}")
    ours = None
    for name, search in searchers(phrases, docs[0].vocab).items():
        slow = name.startswith(("spaCy Matcher", "regular"))
        some = docs[:30] if slow else docs
        search(some)
        seconds, found = best_time(search, some, 1 if slow else rounds)
        rate = sum(map(len, some)) / seconds
        ours = ours or rate
        print(f"{name:<34}{rate:>12,.0f}{ours / rate:>8.1f}{found:>9,}" + (" (of 30 documents)" if slow else ""))


def print_codebook(docs, codebook, rounds):
    start = time.process_time()
    read = Codebook.read(default_codebook())
    middle = time.process_time()
    matcher = ThemeMatcher(read, citation_lemmas)
    print(f"\nread {middle - start:.2f} s, compiled {time.process_time() - middle:.2f} s of processor time")
    n_tokens = sum(map(len, docs))
    n_patterns = sum(len(theme.patterns) for theme in read.themes)
    print(f"{n_patterns:,} patterns of {codebook.title!r} with gaps, any order, exceptions; mentions made and written")
    ways = {
        "pipe, first time": (lambda docs: sum(len(doc.spans["themes"]) for doc in matcher.pipe(docs)), 1),
        "pipe": (lambda docs: sum(len(doc.spans["themes"]) for doc in matcher.pipe(docs)), rounds),
        "match_all": (
            lambda docs: sum(len(found) for some in batches(docs) for found in matcher.match_all(some)),
            rounds,
        ),
        "one by one": (lambda docs: sum(len(matcher.match(doc)) for doc in docs), rounds),
    }
    for name, (search, n) in ways.items():
        seconds, found = best_time(search, docs, n)
        print(f"{name:<34}{n_tokens / seconds:>12,.0f}{'':>8}{found:>9,}")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    codebook = Codebook.read(default_codebook())
    texts = (document.text for document in pyshma.read_documents(demonstration_corpus()))
    docs = list(pyshma.load().pipe(texts))
    print_codebook(docs, codebook, rounds)
    print_peers(docs, codebook, rounds)


if __name__ == "__main__":
    main()
