"""Lemma accuracy on CoNLL-U files: ours in context, and pymorphy3's first parse.

Tokens are those of the file; punctuation and symbols are left out, letter case and ё do not count. Content words are
nouns, names, verbs and adjectives by the gold tag.

    python benchmarks/lemmas.py FILE.conllu [FILE.conllu …] [--errors 20]
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from pyshma.language import load, parse_word
from pyshma.language.letters import matching_form

LEFT_OUT = {"PUNCT", "SYM"}
CONTENT = {"NOUN", "PROPN", "VERB", "ADJ"}


def read_sentences(path: Path) -> Iterator[list[tuple[str, str, str]]]:
    """Form, lemma and tag of the words of each sentence."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        words = [(row[1], row[2], row[3]) for row in rows if row[0].isdecimal()]
        if words:
            yield words


def fold(lemma: str) -> str:
    return lemma.lower().replace("ё", "е")


def annotate(nlp, sentences):
    """Docs with the tokens of the file."""
    for words in sentences:
        doc = Doc(nlp.vocab, words=[form for form, _, _ in words])
        for token in doc:
            token.norm_ = matching_form(token.text).text.lower()
            token.is_sent_start = token.i == 0
        yield doc


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    nlp = load()
    pipes = [nlp.get_pipe(name) for name in ("pyshma_morphologizer", "pyshma_lemmatizer")]
    print(f"{'file':28} {'words':>7} {'ours':>7} {'first':>7} {'content':>8} {'ours':>7} {'first':>7}")
    for path in options.files:
        sentences = list(read_sentences(path))
        docs = annotate(nlp, sentences)
        for pipe in pipes:
            docs = pipe.pipe(docs)
        right, n, errors = Counter(), Counter(), Counter()
        for doc, words in zip(docs, sentences, strict=True):
            for token, (form, lemma, pos) in zip(doc, words, strict=True):
                if pos in LEFT_OUT:
                    continue
                kinds = ["all", "content"] if pos in CONTENT else ["all"]
                ours, first = fold(token.lemma_) == fold(lemma), fold(parse_word(form.lower())[0].lemma) == fold(lemma)
                for kind in kinds:
                    n[kind] += 1
                    right[kind, "ours"] += ours
                    right[kind, "first"] += first
                if not ours:
                    errors[form.lower(), lemma, token.lemma_, pos, token.pos_] += 1
        shares = [f"{right[kind, who] / n[kind]:7.4f}" for kind in ("all", "content") for who in ("ours", "first")]
        print(f"{path.name:28} {n['all']:7} {shares[0]} {shares[1]} {n['content']:8} {shares[2]} {shares[3]}")
        for (form, lemma, found, pos, tag), count in errors.most_common(options.errors):
            print(f"    {count:4}  {form} → {found} ({tag}), right: {lemma} ({pos})")


if __name__ == "__main__":
    main()
