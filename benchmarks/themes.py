"""How well the themes that are assigned agree with the coded themes of the demonstration corpus.

Prints micro and macro F1 of the codebook alone, by writing hand, and precision, recall and F1 of each theme, against
gold, coder A or coder B; and how fast prepared Docs are matched. Hands w1 to w3 were read while the codebook of towns
was written, w4 and w5 were not.

    python benchmarks/themes.py [gold|coder_a|coder_b] [CODEBOOK]
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

import pyshma
from pyshma.language import citation_lemmas
from pyshma.resources import default_codebook, demonstration_corpus
from pyshma.themes import ThemeMatcher, assign_themes

HANDS = {"w1–w3 (read)": ("w1", "w2", "w3"), "w4–w5 (not read)": ("w4", "w5"), "all": ("w1", "w2", "w3", "w4", "w5")}


def read_codes(path):
    """Themes by document id."""
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: set(row["themes"]) for row in map(json.loads, lines)}


def prepare(codebook):
    """Docs by id, and the seconds that matching them takes when every word has been seen."""
    nlp, matcher = pyshma.load(), ThemeMatcher(codebook, citation_lemmas)
    docs = {document.id: matcher(nlp(document.text)) for document in pyshma.read_documents(demonstration_corpus())}
    start = time.perf_counter()
    for doc in docs.values():
        matcher.match(doc)
    return docs, time.perf_counter() - start


def agreement(assigned, codes, theme_ids):
    """Counts of true positives, false positives and false negatives by theme."""
    counts = {theme_id: Counter() for theme_id in theme_ids}
    for document_id, found in assigned.items():
        for theme_id in theme_ids:
            right, wanted = theme_id in found, theme_id in codes[document_id]
            counts[theme_id]["tp"] += right and wanted
            counts[theme_id]["fp"] += right and not wanted
            counts[theme_id]["fn"] += wanted and not right
    return counts


def scores(count):
    """Precision, recall and F1; 0 where nothing was found or wanted."""
    found, wanted = count["tp"] + count["fp"], count["tp"] + count["fn"]
    precision, recall = count["tp"] / max(1, found), count["tp"] / max(1, wanted)
    return precision, recall, 2 * count["tp"] / max(1, found + wanted)


def print_agreement(name, counts, n_documents):
    """One line for a group of hands."""
    micro = scores(sum(counts.values(), Counter()))
    macro = sum(scores(count)[2] for count in counts.values()) / len(counts)
    error = sum(abs(count["fp"] - count["fn"]) for count in counts.values()) / len(counts) / n_documents
    line = "{:<18} n {:>3}  micro P {:.3f} R {:.3f} F1 {:.3f}  macro F1 {:.3f}  mean error of shares {:.3f}"
    print(line.format(name, n_documents, *micro, macro, error))


def main():
    coder = sys.argv[1] if len(sys.argv) > 1 else "gold"
    codebook = pyshma.Codebook.read(sys.argv[2] if len(sys.argv) > 2 else default_codebook())
    codes = read_codes(Path(demonstration_corpus()) / "codes" / f"{coder}.jsonl")
    theme_ids = [theme.id for theme in codebook.themes]
    docs, seconds = prepare(codebook)
    assigned = {name: {item.theme_id for item in assign_themes(doc, codebook)} for name, doc in docs.items()}
    n_tokens, n_patterns = sum(map(len, docs.values())), sum(len(theme.patterns) for theme in codebook.themes)
    print(f"codebook {codebook.title!r} {codebook.version}, {n_patterns} patterns, against {coder}")
    print(f"matching {n_tokens:,} tokens: {seconds:.2f} s, {n_tokens / seconds:,.0f} tokens/s\n")
    counts = {}
    for name, hands in HANDS.items():
        group = {document_id: found for document_id, found in assigned.items() if document_id[:2] in hands}
        counts[name] = agreement(group, codes, theme_ids)
        print_agreement(name, counts[name], len(group))
    print(
        f"\n{'theme':<20}"
        + "".join(f"{name:>28}" for name in HANDS)
        + "\n"
        + " " * 20
        + "        P     R    F1   tp+fn" * 3
    )
    for theme_id in theme_ids:
        rows = (counts[name][theme_id] for name in HANDS)
        cells = ("      {:.2f}  {:.2f}  {:.2f} {:>5} ".format(*scores(row), row["tp"] + row["fn"]) for row in rows)
        print(f"{theme_id:<20}" + "".join(cells))


if __name__ == "__main__":
    main()
