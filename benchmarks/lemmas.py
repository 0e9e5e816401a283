"""Lemma accuracy on CoNLL-U files: ours, ours by the best tag alone, natasha, and pymorphy3's first parse.

Tokens are those of the file; punctuation and symbols are left out, letter case and ё do not count. Content words are
nouns, verbs and adjectives by the gold tag, without and with names. Times are of the processor, per token, for the step
from tags to lemmas: when forms are first seen and when they are remembered.

    python benchmarks/lemmas.py FILE.conllu [FILE.conllu …] [--errors 20] [--sentences odd]
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pymorphy3
from spacy.language import Language
from spacy.tokens import Doc

from pyshma.language import load, parse_word
from pyshma.language.letters import matching_form

LEFT_OUT = {"PUNCT", "SYM"}
CONTENT = {"NOUN", "VERB", "ADJ"}
KINDS = ("all words", "content", "content and names")
WAYS = ("ours", "best tag", "natasha", "first parse")

Word = tuple[str, str, str]
"""Form, lemma and part of speech."""


def read_sentences(path: Path) -> Iterator[list[Word]]:
    """Form, lemma and tag of the words of each sentence."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        words = [(row[1], row[2], row[3]) for row in rows if row[0].isdecimal()]
        if words:
            yield words


def fold(lemma: str) -> str:
    return lemma.lower().replace("ё", "е")


def annotate(nlp: Language, sentences: list[list[Word]]) -> Iterator[Doc]:
    """Docs with the tokens of the file."""
    for words in sentences:
        doc = Doc(nlp.vocab, words=[form for form, _, _ in words])
        for token in doc:
            token.norm_ = matching_form(token.text).text.lower()
            token.is_sent_start = token.i == 0
        yield doc


def lemmatize(nlp: Language, sentences: list[list[Word]], *, whole_distribution: bool) -> tuple[list[list[str]], list]:
    """Lemmas of all words, and seconds for two passes: of a lemmatizer that has seen nothing, and again."""
    docs = list(nlp.get_pipe("pyshma_morphologizer").pipe(annotate(nlp, sentences)))
    if not whole_distribution:
        for doc in docs:
            doc.tensor = np.zeros((0,), np.float32)
    lemmatizer = nlp.create_pipe("pyshma_lemmatizer")
    seconds = []
    for _ in range(2):
        start = time.process_time()
        docs = list(lemmatizer.pipe(docs))
        seconds.append(time.process_time() - start)
    return [[token.lemma_ for token in doc] for doc in docs], seconds


def natasha_lemmatizer() -> Callable[[list[list[Word]]], list[list[str]]]:
    sys.modules.setdefault("pymorphy2", pymorphy3)  # pymorphy3 stands in, as natasha's users do today
    from natasha import MorphVocab, NewsEmbedding, NewsMorphTagger

    vocab, tagger = MorphVocab(), NewsMorphTagger(NewsEmbedding())

    def lemmatize_all(sentences: list[list[Word]]) -> list[list[str]]:
        tagged = tagger.map([[form for form, _, _ in words] for words in sentences])
        return [[vocab.lemmatize(token.text, token.pos, token.feats) for token in markup.tokens] for markup in tagged]

    return lemmatize_all


def kinds(pos: str) -> Iterator[str]:
    yield "all words"
    if pos in CONTENT:
        yield "content"
    if pos in CONTENT | {"PROPN"}:
        yield "content and names"


def count_right(sentences: list[list[Word]], found: list[list[str]]) -> tuple[dict[str, float], Counter]:
    """Share of right lemmas by kind of words, and the errors."""
    n, right, errors = Counter(), Counter(), Counter()
    for words, lemmas in zip(sentences, found, strict=True):
        for (form, lemma, pos), ours in zip(words, lemmas, strict=True):
            if pos in LEFT_OUT:
                continue
            n.update(kinds(pos))
            if fold(ours) == fold(lemma):
                right.update(kinds(pos))
            else:
                errors[f"{form.lower()} → {ours}, right: {lemma} ({pos})"] += 1
    return {kind: right[kind] / n[kind] for kind in KINDS}, errors


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--sentences", choices=("all", "odd", "even"), default="all")
    options = parser.parse_args()
    nlp, natasha = load(), natasha_lemmatizer()
    parse_word("прогрев")
    print(f"{'file':24} {'kind of words':18}", *(f"{way:>11}" for way in WAYS))
    for path in options.files:
        sentences = list(read_sentences(path))
        sentences = {"all": sentences, "odd": sentences[::2], "even": sentences[1::2]}[options.sentences]
        ours, seconds = lemmatize(nlp, sentences, whole_distribution=True)
        found = {
            "ours": ours,
            "best tag": lemmatize(nlp, sentences, whole_distribution=False)[0],
            "natasha": natasha(sentences),
            "first parse": [[parse_word(form.lower())[0].lemma for form, _, _ in words] for words in sentences],
        }
        counted = {way: count_right(sentences, lemmas) for way, lemmas in found.items()}
        for kind in KINDS:
            print(f"{path.stem:24} {kind:18}", *(f"{counted[way][0][kind]:11.4f}" for way in WAYS))
        first, again = (1e6 * item / sum(map(len, sentences)) for item in seconds)
        print(f"    microseconds per token: {first:.1f} first seen, {again:.2f} remembered")
        for error, count in counted["ours"][1].most_common(options.errors):
            print(f"    {count:4}  {error}")


if __name__ == "__main__":
    main()
