"""Tokens and sentences beside razdel: every border compared, and the time of both.

Reads whole texts (.txt), the fields `title` and `text` of .jsonl and the cells of .tsv; folders are searched for these;
without a path, the 285 synthetic essays.
Texts are compared in their matching form, where ours and razdel's borders must be the same; exits with 1 where they are
not. Times are processor time, the best of several alternating rounds, per token; the first time that a text becomes a
`Doc` also pays for spellings that were never seen.

    python benchmarks/segmentation.py [PATH …] [--rounds 5]
"""

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import razdel
import spacy

from pyshma.documents import read_documents
from pyshma.language.letters import matching_form
from pyshma.language.sentences import explain_sentences, find_sentences
from pyshma.language.sentencizer import Sentencizer
from pyshma.language.tokenizer import Tokenizer
from pyshma.language.tokens import explain_tokens, find_tokens
from pyshma.resources import demonstration_corpus

SUFFIXES = (".txt", ".jsonl", ".tsv")


def find_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
        else:
            yield path


def read_texts(path: Path) -> Iterator[str]:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in content.splitlines() if line]
        yield from (row[field] for row in rows for field in ("title", "text") if row.get(field))
    elif path.suffix == ".tsv":
        yield from (cell for line in content.split("\n") for cell in line.split("\t"))
    else:
        yield content


def razdel_tokens(text: str) -> list[tuple[int, int]]:
    return [(token.start, token.stop) for token in razdel.tokenize(text)]


def razdel_sentences(text: str) -> list[tuple[int, int]]:
    return [(sentence.start, sentence.stop) for sentence in razdel.sentenize(text) if sentence.text]


def our_tokens(text: str) -> list[tuple[int, int]]:
    return [(start, stop) for start, stop, _ in find_tokens(text)]


def our_sentences(text: str) -> list[tuple[int, int]]:
    return list(find_sentences(text, paragraphs=False))


def explained_tokens(text: str) -> list[int]:
    return [decision.offset for decision in explain_tokens(text) if decision.outcome == "split"]


def explained_sentences(text: str) -> list[int]:
    return [decision.offset for decision in explain_sentences(text, paragraphs=False) if decision.outcome == "split"]


def count_differences(texts: list[str]) -> int:
    """Texts where a border differs between ours and razdel, or between ours and the named rules."""
    different = 0
    for text in texts:
        seen = matching_form(text).text
        tokens, sentences = our_tokens(seen), our_sentences(seen)
        same = (
            tokens == razdel_tokens(seen)
            and sentences == razdel_sentences(seen)
            and [start for start, _ in tokens[1:]] == explained_tokens(seen)
            and [stop for _, stop in sentences[:-1]] == explained_sentences(seen)
        )
        different += not same
        if not same:
            print(f"    differs: {seen[:60]!r}")
    return different


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    gc.collect()
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def measure(texts: list[str], rounds: int) -> dict[str, float]:
    """Seconds of each work over all texts."""
    nlp = spacy.blank("ru")
    tokenizer, sentencizer = Tokenizer(nlp.vocab), Sentencizer()
    first = seconds(lambda text: sentencizer(tokenizer(text)), texts)
    works = {
        "razdel tokens": lambda text: list(razdel.tokenize(text)),
        "our tokens": lambda text: list(find_tokens(text)),
        "razdel sentences": lambda text: list(razdel.sentenize(text)),
        "our sentences": lambda text: list(find_sentences(text)),
        "Doc with tokens": tokenizer,
        "… and sentences": lambda text: sentencizer(tokenizer(text)),
    }
    times = [{name: seconds(work, texts) for name, work in works.items()} for _ in range(rounds)]
    return {name: min(row[name] for row in times) for name in works} | {"… first time": first}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    different = 0
    corpora = {
        str(path): [text for file in find_files([path]) for text in read_texts(file)] for path in options.paths
    } or {"essays": [document.text for document in read_documents(demonstration_corpus())]}
    for name, texts in corpora.items():
        n_tokens = sum(len(razdel_tokens(text)) for text in texts)
        n_sentences = sum(len(razdel_sentences(text)) for text in texts)
        n_different = count_differences(texts)
        different += n_different
        print(f"{name}: {len(texts)} texts, {n_tokens} tokens, {n_sentences} sentences, {n_different} texts differ")
        times = measure(texts, options.rounds) if options.rounds else {}
        for work, spent in times.items():
            print(f"    {work:18} {1e6 * spent / n_tokens:7.3f} µs per token")
        for what in ("tokens", "sentences") if times else ():
            print(f"    {what}: {times[f'razdel {what}'] / times[f'our {what}']:.1f} times razdel")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
