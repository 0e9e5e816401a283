"""Whole-process time and peak memory of the demonstration, beside raw natasha on the same 285 texts.

Both run in processes of their own, alternating, so that a noisy machine disturbs both alike. natasha segments, tags
morphology, lemmatizes and finds names, and does nothing else; the demonstration reads eleven file formats, does all
that, and writes tables and figures. Peak memory is that of the whole process, by ``wait4`` (Linux and macOS).

    python benchmarks/demo.py [rounds]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyshma import read_documents
from pyshma.resources import demonstration_corpus

NATASHA = """
import sys
from pathlib import Path
try:
    import pkg_resources
except ImportError:  # pymorphy2 needs it; pymorphy3 stands in, as natasha's users do today
    import pymorphy3
    sys.modules["pymorphy2"] = pymorphy3
from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter
segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
morph, ner = NewsMorphTagger(embedding), NewsNERTagger(embedding)
n_tokens = 0
for text in Path(sys.argv[1]).read_text(encoding="utf-8").split("\\0"):
    doc = Doc(text)
    doc.segment(segmenter)
    doc.tag_morph(morph)
    for token in doc.tokens:
        token.lemmatize(vocab)
    doc.tag_ner(ner)
    n_tokens += len(doc.tokens)
print(n_tokens)
"""


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[:3]} failed: {process.stderr.read().decode()}")
    process.stderr.close()
    process.returncode = 0
    return time.perf_counter() - start, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def main(rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.write_text(
            "\0".join(document.text for document in read_documents(demonstration_corpus())), encoding="utf-8"
        )
        measured: dict[str, list[tuple[float, float]]] = {"pyshma demo": [], "natasha": []}
        for number in range(rounds):
            out = str(Path(folder) / f"results-{number}")
            measured["pyshma demo"].append(run([sys.executable, "-m", "pyshma", "demo", "--out", out]))
            measured["natasha"].append(run([sys.executable, "-c", NATASHA, str(texts)]))
    medians = {
        name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in measured.items()
    }
    print(f"{'whole process, median of ' + str(rounds):32} {'seconds':>8} {'peak MB':>8}")
    for name, (seconds, memory) in medians.items():
        print(f"{name:32} {seconds:8.2f} {memory:8.0f}")
    ratio = statistics.median(a[0] / b[0] for a, b in zip(*measured.values(), strict=True))
    print(f"{'ratio of times, median':32} {ratio:8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
