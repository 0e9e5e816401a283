"""Misspelt words: how many corrections are right, and how many misspelt words are corrected.

FILE has two columns with a header: a sentence as it was written and as an editor corrected it (RUSpellRU of
ai-forever/sage is such a file). Words of both are aligned; letter case, ё and punctuation do not count. A correction is
right when the editor wrote the same words there, and its lemma is right when the editor wrote a form of the same word.
The rules were made looking at the odd lines; the even ones were only scored.

    python benchmarks/spelling.py FILE.tsv [--errors] [--missed]
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from pyshma.language import CORRECTIONS, knows_word, load, parse_word

WORD = re.compile(r"[а-яёa-z0-9]+(?:-[а-яёa-z0-9]+)*", re.IGNORECASE)


@dataclass(frozen=True)
class Edit:
    """Words of a sentence and the words that an editor wrote in their place."""

    first: int
    last: int
    written: tuple[str, ...]
    meant: tuple[str, ...]


def fold(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("ё", "е"))


def find_edits(source: list[str], target: list[str]) -> Iterator[Edit]:
    """Differences, word by word where as many words stand on both sides."""
    for kind, i, i_stop, j, j_stop in SequenceMatcher(None, source, target, autojunk=False).get_opcodes():
        if kind == "replace" and i_stop - i == j_stop - j:
            pairs = zip(range(i, i_stop), range(j, j_stop), strict=True)
            yield from (Edit(a, a + 1, (source[a],), (target[b],)) for a, b in pairs)
        elif kind != "equal":
            yield Edit(i, i_stop, tuple(source[i:i_stop]), tuple(target[j:j_stop]))


def contains(words: tuple[str, ...], part: list[str]) -> bool:
    return any(list(words[start : start + len(part)]) == part for start in range(len(words)))


def lemmas(words) -> set[str]:
    return {parse.lemma.replace("ё", "е") for word in words for parse in parse_word(word)}


def score(nlp, rows, show) -> Counter:
    """Counts over some lines."""
    counts: Counter[str] = Counter()
    docs = nlp.pipe(source for source, _ in rows)
    for doc, (source, target) in zip(docs, rows, strict=True):
        edits = list(find_edits(fold(source), fold(target)))
        counts["misspelt"] += len(edits)
        unknown = [edit for edit in edits if any(not knows_word(word) for word in edit.written)]
        counts["unknown"] += len(unknown)
        touched = set()
        for span in doc.spans.get(CORRECTIONS, ()):
            start = len(fold(source[: span.start_char]))
            stop = start + len(fold(span.text))
            edit = next((edit for edit in edits if edit.first < stop and start < edit.last), None)
            corrected = fold(span.label_)
            touched.add(edit)
            counts["changed"] += 1
            right = edit is not None and contains(edit.meant, corrected)
            same = right or (edit is not None and bool(lemmas(edit.meant) & lemmas(corrected)))
            counts["right"] += right
            counts["lemma"] += same
            if show["errors"] and not right:
                kind = "form" if same else "word"
                print(
                    f"  {kind}: {span.text} → {span.label_}; editor: {' '.join(edit.meant) if edit else 'left alone'}"
                )
        if show["missed"]:
            for edit in unknown:
                if edit not in touched:
                    print(f"  missed: {' '.join(edit.written)} → {' '.join(edit.meant)}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--errors", action="store_true", help="corrections of the odd lines that the editor did not make"
    )
    parser.add_argument("--missed", action="store_true", help="unknown words of the odd lines that were not corrected")
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()[1:]
    rows = [tuple(line.split("\t")[:2]) for line in lines if "\t" in line]
    nlp = load()
    nlp.remove_pipe("pyshma_ner")
    halves = {"odd": list(islice(rows, 0, None, 2)), "even": list(islice(rows, 1, None, 2))}
    quiet = {"errors": False, "missed": False}
    found = {name: score(nlp, half, vars(options) if name == "odd" else quiet) for name, half in halves.items()}
    found["both"] = found["odd"] + found["even"]
    print_table(found)


COLUMNS = ("misspelt", "unknown", "changed", "right", "precision", "of_lemma", "recall", "of_unknown")


def print_table(found: dict[str, Counter]) -> None:
    print(f"{'lines':6}", *(f"{name:>10}" for name in COLUMNS))
    for name, n in found.items():
        counts = [n[column] for column in COLUMNS[:4]]
        shares = [
            n["right"] / n["changed"],
            n["lemma"] / n["changed"],
            n["right"] / n["misspelt"],
            n["right"] / n["unknown"],
        ]
        print(f"{name:6}", *(f"{value:10}" for value in counts), *(f"{value:10.3f}" for value in shares))


if __name__ == "__main__":
    main()
