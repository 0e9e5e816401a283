"""Canonical entities per essay against gold: ours after resolution over the corpus, and natasha's own normalisation.

    python benchmarks/entities.py [--hands w1,w2,w3] [--errors]

    python benchmarks/entities.py FOLDER [--hands b,d] [--loose]

The unit is the essay: the set of (kind, canonical name) pairs; names are compared without regard to case and ё. Scores
are micro-averaged; one row per hand (the prefix of the essay's id) and kind. FOLDER is a corpus with its codes, or has
texts coded by line (``*/batch_*.txt``: codes, a tab and a sentence; ``@ KIND name = surfaces`` after the text). With
``--loose`` neither the word before a quoted name («бассейн «Быстрица»»), nor the order of words, nor what a person
is («тётя»), nor whether a street is «улица» or «проспект» makes a difference: coders do not agree on these.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import pyshma.language
from pyshma.entities import name_mentions, read_gazetteer, resolve_entities
from pyshma.entities.lexicon import read_lexicon
from pyshma.language import dictionary_grammemes

KINDS = ("PER", "LOC", "ORG")
Entity = tuple[str, str]


def fold(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def hand_of(key: str) -> str:
    return key.split("-", maxsplit=1)[0]


def loosen(entity: Entity) -> Entity:
    """The quoted part of a name; its words in order of the alphabet, without what a person is and the word «улица»."""
    kind, name = entity
    quoted = re.search("«([^«»]+)»", name)
    if quoted:
        return kind, quoted[1]
    left_out = {"PER": read_lexicon().titles, "LOC": read_lexicon().streets.keys()}.get(kind, frozenset())
    plain = {fold(word) for word in left_out}
    words = sorted(word for word in name.split() if word not in plain)
    return kind, " ".join(words) or name


def loosen_all(entities: Mapping[str, set[Entity]]) -> dict[str, set[Entity]]:
    return {key: {loosen(entity) for entity in found} for key, found in entities.items()}


def read_coded_texts(folder: Path) -> tuple[dict[str, str], dict[str, set[Entity]]]:
    """Texts coded by line, and their gold entities, by text id."""
    texts: dict[str, str] = {}
    gold: dict[str, set[Entity]] = {}
    for path in sorted(folder.glob("**/batch_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("###"):
                key = line.lstrip("#").split("|")[0].strip()
                texts[key], gold[key] = "", set()  # names in titles are not coded
            elif line.startswith("@"):
                kind, name = line.removeprefix("@").split("=")[0].strip().split(" ", 1)
                gold[key].add((kind, fold(name)))
            elif "\t" in line:
                texts[key] += line.split("\t", 1)[1].strip() + " "
    return texts, gold


def read_corpus(folder: Path) -> tuple[dict[str, str], dict[str, set[Entity]]]:
    """Texts and gold entities by essay id: from one JSON Lines file, or from the folder of a corpus."""
    if any(folder.glob("**/batch_*.txt")):
        return read_coded_texts(folder)
    if (folder / "essays.jsonl").exists():
        rows = [json.loads(line) for line in (folder / "essays.jsonl").read_text(encoding="utf-8").splitlines()]
        texts = {row["id"]: "\n\n".join(part for part in (row["title"], row["text"]) if part) for row in rows}
        gold_path = folder / "gold.jsonl"
    else:
        from pyshma.documents import read_documents

        texts = {item.id: item.text for item in read_documents(folder) if hasattr(item, "text")}
        gold_path = folder / "codes" / "gold.jsonl"
    gold = [json.loads(line) for line in gold_path.read_text(encoding="utf-8").splitlines()]
    return texts, {row["id"]: {(kind, fold(name)) for kind, name, _ in row["entities"]} for row in gold}


def find_ours(texts: Mapping[str, str]) -> dict[str, set[Entity]]:
    nlp = pyshma.language.load()
    nlp.add_pipe("pyshma_entity_namer")
    docs = nlp.pipe(((text, key) for key, text in texts.items()), as_tuples=True)
    rows = [(key, *mention) for doc, key in docs for mention in name_mentions(doc)]
    mentions = pd.DataFrame(rows, columns=["document_id", "kind", "name", "start", "stop", "text"])
    entities, found = resolve_entities(mentions, gazetteer=read_gazetteer(), dictionary=dictionary_grammemes)
    joined = found.merge(entities, on="entity_id")
    result: dict[str, set[Entity]] = defaultdict(set)
    for key, kind, name in zip(joined["document_id"], joined["kind"], joined["name"], strict=True):
        result[key].add((kind, fold(name)))
    return result


class Natasha:
    """natasha with its own models and normalisation."""

    def __init__(self) -> None:
        from natasha import (
            MorphVocab,
            NewsEmbedding,
            NewsMorphTagger,
            NewsNERTagger,
            NewsSyntaxParser,
            Segmenter,
        )

        embedding = NewsEmbedding()
        self.vocab, self.segmenter = MorphVocab(), Segmenter()
        self.morph, self.syntax = NewsMorphTagger(embedding), NewsSyntaxParser(embedding)
        self.ner = NewsNERTagger(embedding)

    def _read(self, text: str) -> Any:
        from natasha import Doc

        doc = Doc(text)
        doc.segment(self.segmenter)
        doc.tag_morph(self.morph)
        doc.parse_syntax(self.syntax)
        return doc

    def spans(self, text: str) -> list[Any]:
        """Name spans with their ``normal``."""
        doc = self._read(text)
        doc.tag_ner(self.ner)
        for span in doc.spans:
            span.normalize(self.vocab)
        return list(doc.spans)

    def names(self, text: str) -> list[tuple[int, int, str]]:
        """Place and normal form of each name."""
        return [(span.start, span.stop, span.normal) for span in self.spans(text)]

    def phrase(self, text: str) -> str:
        """Normal form of a phrase as a whole."""
        from natasha.doc import DocSpan

        doc = self._read(text)
        span = DocSpan(0, len(text), "ORG", text, doc.tokens)
        span.normalize(self.vocab)
        return str(span.normal)


def load_natasha() -> Natasha | None:
    """natasha, or None where it cannot be imported."""
    try:
        return Natasha()
    except ImportError:
        return None


def find_natasha(texts: Mapping[str, str]) -> dict[str, set[Entity]] | None:
    """Names as natasha alone normalises them; None where it cannot be imported."""
    natasha = load_natasha()
    if natasha is None:
        return None
    return {key: {(span.type, fold(span.normal)) for span in natasha.spans(text)} for key, text in texts.items()}


def score(
    found: Mapping[str, set[Entity]], gold: Mapping[str, set[Entity]], keys: Iterable[str], kind: str
) -> dict[str, float]:
    right = n_found = n_gold = 0
    for key in keys:
        ours = {entity for entity in found.get(key, set()) if kind in {"ALL", entity[0]}}
        theirs = {entity for entity in gold[key] if kind in {"ALL", entity[0]}}
        right, n_found, n_gold = right + len(ours & theirs), n_found + len(ours), n_gold + len(theirs)
    return {
        "precision": right / n_found if n_found else 0.0,
        "recall": right / n_gold if n_gold else 0.0,
        "f1": 2 * right / (n_found + n_gold) if n_found + n_gold else 0.0,
    }


def score_table(
    name: str, found: Mapping[str, set[Entity]], gold: Mapping[str, set[Entity]], keys: list[str]
) -> pd.DataFrame:
    hands = {hand: [key for key in keys if hand_of(key) == hand] for hand in sorted(set(map(hand_of, keys)))}
    rows = [
        {"system": name, "hand": hand, "kind": kind, **score(found, gold, chosen, kind)}
        for hand, chosen in [*hands.items(), ("all", keys)]
        for kind in (*KINDS, "ALL")
    ]
    return pd.DataFrame(rows).round(3)


def print_errors(found: Mapping[str, set[Entity]], gold: Mapping[str, set[Entity]], keys: list[str]) -> None:
    false = Counter(entity for key in keys for entity in found.get(key, set()) - gold[key])
    missed = Counter(entity for key in keys for entity in gold[key] - found.get(key, set()))
    for title, counts in (("false", false), ("missed", missed)):
        print(title, sum(counts.values()))
        print("\n".join(f"  {count} {kind} {name}" for (kind, name), count in counts.most_common(150)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", nargs="?", type=Path, default=Path(__file__).parents[1] / "corpora" / "pyshma2035")
    parser.add_argument("--hands", help="judge these writing hands only, such as w1,w2,w3")
    parser.add_argument("--loose", action="store_true", help="overlook what coders do not agree on")
    parser.add_argument("--errors", action="store_true", help="list what is false and what is missed")
    options = parser.parse_args()
    texts, gold = read_corpus(options.corpus)
    hands = options.hands.split(",") if options.hands else None
    keys = sorted(key for key in texts if key in gold and (hands is None or hand_of(key) in hands))
    chosen = {key: texts[key] for key in keys}
    ours = find_ours(chosen)
    natasha = find_natasha(chosen)
    if options.loose:
        gold, ours = loosen_all(gold), loosen_all(ours)
        natasha = natasha and loosen_all(natasha)
    tables = [score_table("pyshma", ours, gold, keys)]
    if natasha is not None:
        tables.append(score_table("natasha", natasha, gold, keys))
    print(pd.concat(tables).to_string(index=False))
    if options.errors:
        print_errors(ours, gold, keys)


if __name__ == "__main__":
    main()
