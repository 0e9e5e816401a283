"""Speed of the language chapter beside raw natasha, pymorphy3 alone and spaCy's blank Russian tokenizer.

Every peer runs in a process of its own, bound to one core and one thread, on the same texts; peers alternate, so that
a noisy machine disturbs all alike, and medians over the rounds are printed. A process loads, annotates all texts once
(first pass: every word form is new) and once more (steady: what a large corpus costs). On two cores two processes take
half of the texts each. Ratios are to raw natasha on one core, round by round.

    python benchmarks/language.py [TEXTS.jsonl …] [--rounds 5] [--grow 285 2850 28500]

Texts are the field ``text`` of JSON lines; without files the 285 synthetic essays. ``--grow`` annotates so many essays
(the 285 over and over) in one process and prints the cost of a document.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
BATCH = 128

Seconds = dict[str, float]
Annotate = Callable[[list[str], Seconds], int]
"""Annotates texts, adds to the seconds of each stage, and returns the number of tokens."""


class Clock:
    """Adds the processor time since the last call to a stage; other programs on the core do not count."""

    def __init__(self, seconds: Seconds) -> None:
        self.seconds, self.last = seconds, time.process_time()

    def __call__(self, stage: str) -> None:
        now = time.process_time()
        self.seconds[stage] += now - self.last
        self.last = now


def load_pyshma() -> Annotate:
    import pyshma

    nlp = pyshma.load()
    nlp("Прогрев: словарь и сети читаются при первом тексте.")

    def annotate(texts: list[str], seconds: Seconds) -> int:
        n_tokens = 0
        for start in range(0, len(texts), BATCH):
            clock = Clock(seconds)
            docs = [nlp.make_doc(text) for text in texts[start : start + BATCH]]
            clock("tokenizer")
            for name, pipe in nlp.pipeline:
                docs = list(pipe.pipe(docs, batch_size=BATCH))
                clock(name.removeprefix("pyshma_"))
            n_tokens += sum(int((doc.to_array(["IS_SPACE"]) == 0).sum()) for doc in docs)
        return n_tokens

    return annotate


def load_natasha() -> Annotate:
    import pymorphy3

    sys.modules["pymorphy2"] = pymorphy3  # pymorphy2 does not run on a current Python; natasha's users do the same
    from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter

    segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morph, names = NewsMorphTagger(embedding), NewsNERTagger(embedding)

    def annotate(texts: list[str], seconds: Seconds) -> int:
        n_tokens = 0
        for text in texts:
            clock = Clock(seconds)
            doc = Doc(text)
            doc.segment(segmenter)
            clock("tokens, sentences")
            doc.tag_morph(morph)
            clock("morphology")
            for token in doc.tokens:
                token.lemmatize(vocab)
            clock("lemmas")
            doc.tag_ner(names)
            clock("names")
            for span in doc.spans:
                span.normalize(vocab)
            clock("normal forms")
            n_tokens += len(doc.tokens)
        return n_tokens

    return annotate


def load_pymorphy() -> Annotate:
    import razdel
    from pymorphy3 import MorphAnalyzer

    analyzer = MorphAnalyzer(lang="ru")

    def annotate(texts: list[str], seconds: Seconds) -> int:
        n_tokens = 0
        for text in texts:
            words = [token.text for token in razdel.tokenize(text)]
            clock = Clock(seconds)
            n_tokens += len([analyzer.parse(word)[0].normal_form for word in words])
            clock("first parse of razdel's tokens")
        return n_tokens

    return annotate


def load_spacy() -> Annotate:
    import spacy

    nlp = spacy.blank("ru")

    def annotate(texts: list[str], seconds: Seconds) -> int:
        clock = Clock(seconds)
        n_tokens = sum(len(doc) for doc in map(nlp.make_doc, texts))
        clock("tokenizer")
        return n_tokens

    return annotate


PEERS = {"pyshma": load_pyshma, "natasha": load_natasha, "pymorphy3": load_pymorphy, "spaCy blank": load_spacy}


def work(peer: str, core: int) -> None:
    """What a process does: texts come as JSON on standard input, measures leave on standard output."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    texts = json.load(sys.stdin)
    started = time.perf_counter()
    annotate = PEERS[peer]()
    load = time.perf_counter() - started
    passes = []
    for _ in range(2):
        seconds: Seconds = defaultdict(float)
        n_tokens = annotate(texts, seconds)
        passes.append(dict(seconds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    json.dump({"load": load, "n_tokens": n_tokens, "passes": passes, "peak": peak}, sys.stdout)


def measure(peer: str, parts: list[list[str]]) -> list[dict]:
    """Run a peer on one core for each part of the texts, all at the same time."""
    environment = {**os.environ, **ONE_THREAD}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # peers are installed packages, compiled long ago
    processes = []
    for core, part in enumerate(parts):
        command = [sys.executable, __file__, "--work", peer, str(core)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        process.stdin.write(json.dumps(part).encode())
        process.stdin.close()
        processes.append(process)
    results = [json.loads(process.stdout.read()) for process in processes]
    if any(process.wait() for process in processes):
        raise SystemExit(f"{peer} failed")
    return results


def speed(results: list[dict], number: int) -> float:
    """Tokens per second of one pass; processes that work side by side are as slow as the slowest."""
    return sum(item["n_tokens"] for item in results) / max(sum(item["passes"][number].values()) for item in results)


def read_texts(paths: list[Path]) -> list[str]:
    if paths:
        return [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    from pyshma import read_documents
    from pyshma.resources import demonstration_corpus

    return [document.text for document in read_documents(demonstration_corpus())]


def compare(texts: list[str], rounds: int) -> None:
    cases = [(peer, 1) for peer in PEERS] + [(peer, 2) for peer in ("pyshma", "natasha") if (os.cpu_count() or 1) > 1]
    runs: dict[tuple[str, int], list[list[dict]]] = {case: [] for case in cases}
    for _ in range(rounds):
        for peer, n in cases:
            runs[peer, n].append(measure(peer, [texts[part::n] for part in range(n)]))
    print(f"{len(texts)} texts, {runs['pyshma', 1][0][0]['n_tokens']} tokens, median of {rounds} rounds")
    print(f"{'':24}{'first pass':>22}{'steady':>22}{'load':>9}{'peak':>9}")
    print(f"{'peer':14}{'processes':>10}{'tokens/s':>14}{'ratio':>8}{'tokens/s':>14}{'ratio':>8}{'s':>9}{'MB':>9}")
    for (peer, n), results in runs.items():
        columns = []
        for number in (0, 1):
            ours = [speed(result, number) for result in results]
            theirs = [speed(result, number) for result in runs["natasha", 1]]
            ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
            columns.append(f"{statistics.median(ours):14,.0f}{ratio:8.2f}")
        load = statistics.median(max(item["load"] for item in result) for result in results)
        peak = statistics.median(max(item["peak"] for item in result) for result in results)
        print(f"{peer:14}{n:10}{''.join(columns)}{load:9.2f}{peak:9.0f}")
    for peer in ("pyshma", "natasha"):
        print(f"\n{peer}, microseconds per token by stage{'first':>14}{'steady':>10}")
        for stage, columns in stages([result[0] for result in runs[peer, 1]]):
            print(f"    {stage:40}{columns[0]:14.2f}{columns[1]:10.2f}")


def stages(results: list[dict]) -> Iterator[tuple[str, list[float]]]:
    """Median microseconds per token of each stage, first pass and steady."""
    for stage in results[0]["passes"][0]:
        yield (
            stage,
            [
                statistics.median(1e6 * item["passes"][number][stage] / item["n_tokens"] for item in results)
                for number in (0, 1)
            ],
        )


def grow(sizes: list[int]) -> None:
    texts = read_texts([])
    print(f"\n{'documents':>10}{'tokens':>12}{'ms per document':>18}{'peak MB':>10}")
    for size in sizes:
        result = measure("pyshma", [[texts[number % len(texts)] for number in range(size)]])[0]
        cost = 1e3 * sum(result["passes"][0].values()) / size
        print(f"{size:10,}{result['n_tokens']:12,}{cost:18.2f}{result['peak']:10.0f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--grow", nargs="*", type=int, default=[])
    parser.add_argument("--work", nargs=2)
    options = parser.parse_args()
    if options.work:
        work(options.work[0], int(options.work[1]))
        return
    compare(read_texts(options.files), options.rounds)
    if options.grow:
        grow(options.grow)


if __name__ == "__main__":
    main()
