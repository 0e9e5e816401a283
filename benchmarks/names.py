"""Names on news, phrases, careless writing and towns: ours beside the bare name network and beside natasha.

    python benchmarks/names.py [--data ../shared/data/entities] [--only spans,lemmas,phrases,towns,cost]

``spans``: F1 of exact spans with their kind on NEREL and factRuEval-2016, mapped to PER, LOC and ORG (of nested
names the outermost; NEREL's FACILITY is LOC, because streets and buildings are). ``lemmas``: share of SlavicNER's
mentions of people, places and organisations whose normal form is found (it keeps «РФ», so names are not taken from the
gazetteer here).
``phrases``: RuNormAS phrases in their normal form, exact but for letter case and ё. ``towns``: towns of
``towns.txt`` in the locative, typed with and without capitals. ``cost``: seconds of resolution by number of mentions.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import process_time

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc, Span

import pyshma.language
from entities import fold, load_natasha
from pyshma.entities import Morphology, normal_form, read_gazetteer, resolve_entities
from pyshma.language import dictionary_grammemes

Name = tuple[int, int, str]
Finder = Callable[[str], list[tuple[int, int, str]]]
NEREL = {
    "PERSON": "PER", "ORGANIZATION": "ORG", "CITY": "LOC", "COUNTRY": "LOC", "STATE_OR_PROVINCE": "LOC",
    "FACILITY": "LOC", "DISTRICT": "LOC", "LOCATION": "LOC",
}  # fmt: skip
FACTRUEVAL = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}
TEMPLATES = ("Моя сестра живёт в {}.", "В {} построили новую школу.", "Мы давно не были в {}, а жаль.")


def outermost(names: Iterable[Name]) -> set[Name]:
    """Names that lie in no longer one."""
    found = set(names)
    return {
        name
        for name in found
        if not any(o != name and o[0] <= name[0] and name[1] <= o[1] and o[1] - o[0] > name[1] - name[0] for o in found)
    }


def read_nerel(folder: Path) -> Iterator[tuple[str, set[Name]]]:
    for path in sorted(folder.rglob("*.txt")):
        names = []
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                kind, *place = line.split("\t")[1].replace(";", " ").split()
                if kind in NEREL:
                    names.append((int(place[0]), int(place[-1]), NEREL[kind]))
        yield path.read_text(encoding="utf-8"), outermost(names)


def read_factrueval(folder: Path) -> Iterator[tuple[str, set[Name]]]:
    for path in sorted(folder.rglob("*.txt")):
        spans = {}
        for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
            id_, _, start, length, *_ = line.split()
            spans[id_] = int(start), int(start) + int(length)
        names = []
        for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
            _, kind, *ids = line.split("#")[0].split()
            if kind in FACTRUEVAL:
                places = [spans[id_] for id_ in ids]
                names.append((min(p[0] for p in places), max(p[1] for p in places), FACTRUEVAL[kind]))
        yield path.read_text(encoding="utf-8"), outermost(names)


def ents(doc: Doc) -> set[Name]:
    return {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}


def span_table(documents: list[tuple[str, set[Name]]], corpus: str, nlp: Language) -> pd.DataFrame:
    texts = [text for text, _ in documents]
    with nlp.select_pipes(disable="pyshma_entity_namer"):
        bare = [ents(doc) for doc in nlp.pipe(texts)]
    systems = {"network": bare, "pyshma": [ents(doc) for doc in nlp.pipe(texts)]}
    rows = []
    for system, found in systems.items():
        for kind in ("PER", "LOC", "ORG", "ALL"):
            right, n_found, n_gold = 0, 0, 0
            for names, (_, gold) in zip(found, documents, strict=True):
                ours, theirs = ({n for n in part if kind in {"ALL", n[2]}} for part in (names, gold))
                right, n_found, n_gold = right + len(ours & theirs), n_found + len(ours), n_gold + len(theirs)
            rows.append({"corpus": corpus, "system": system, "kind": kind, "f1": 2 * right / (n_found + n_gold)})
    return pd.DataFrame(rows).round(3)


def slavic_mentions(folder: Path) -> Iterator[tuple[str, str, list[tuple[int, int, str, str]]]]:
    for path in sorted(folder.rglob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        names = [(int(r[0]), int(r[1]), r[3], r[4]) for r in rows if len(r) >= 5 and r[4] in {"PER", "LOC", "ORG"}]
        yield path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), names


def bare_fold(name: str) -> str:
    return fold(name.translate(dict.fromkeys(map(ord, '«»"“”„'))))


def lemma_table(folder: Path, nlp: Language, natasha: Finder | None) -> pd.DataFrame:
    """Share of gold mentions with the right lemma: of all mentions, and of those whose span is found exactly."""
    morphology: Morphology = nlp.get_pipe("pyshma_lemmatizer")
    rows: dict[str, list[int]] = {"pyshma": [0, 0, 0], "natasha": [0, 0, 0]}
    for _, text, gold in slavic_mentions(folder):
        systems = {"pyshma": {(e.start_char, e.end_char): normal_form(e, morphology) for e in nlp(text).ents}}
        if natasha is not None:
            systems["natasha"] = {(start, stop): normal for start, stop, normal in natasha(text)}
        for system, found in systems.items():
            for start, stop, lemma, _ in gold:
                place = next((p for p in ((start, stop), (start + 1, stop - 1)) if p in found), None)
                rows[system][0] += 1
                rows[system][1] += place is not None
                rows[system][2] += place is not None and bare_fold(found[place]) == bare_fold(lemma)
    return pd.DataFrame(
        [
            {"system": s, "mentions": n, "span found": f / n, "lemma right": r / n, "right of found": r / max(f, 1)}
            for s, (n, f, r) in rows.items()
            if n
        ]
    ).round(3)


def phrase_table(path: Path, nlp: Language, natasha: Callable[[str], str] | None) -> pd.DataFrame:
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    morphology: Morphology = nlp.get_pipe("pyshma_lemmatizer")
    docs = nlp.pipe(pair["text"] for pair in pairs)
    found = {"as it stands": [p["text"] for p in pairs],
             "pyshma": [normal_form(Span(doc, 0, len(doc), label="ORG"), morphology) for doc in docs]}  # fmt: skip
    if natasha is not None:
        found["natasha"] = [natasha(pair["text"]) for pair in pairs]
    rows = []
    for system, forms in found.items():
        right = [fold(form) == fold(pair["normal"]) for form, pair in zip(forms, pairs, strict=True)]
        changing = [ok for ok, p in zip(right, pairs, strict=True) if fold(p["text"]) != fold(p["normal"])]
        nominal = [ok for ok, p in zip(right, pairs, strict=True) if " " in p["text"]]
        rows.append({"system": system, "all": sum(right) / len(right), "that change": sum(changing) / len(changing),
                     "of several words": sum(nominal) / len(nominal)})  # fmt: skip
    return pd.DataFrame(rows).round(3)


def town_table(nlp: Language, natasha: Finder | None) -> pd.DataFrame:
    lines = (Path(__file__).parent / "towns.txt").read_text(encoding="utf-8").splitlines()
    towns = [tuple(line.split(" = ")) for line in lines if line and not line.startswith("#")]
    rows = []
    for careless in (False, True):
        sentences = [(t.format(form), name) for form, name in towns for t in TEMPLATES]
        sentences = [(text.lower() if careless else text, name) for text, name in sentences]
        systems: dict[str, Callable[[str], set[str]]] = {"pyshma": lambda text: {e.kb_id_ for e in nlp(text).ents}}
        if natasha is not None:
            systems["natasha"] = lambda text: {normal for *_, normal in natasha(text)}
        for system, find in systems.items():
            right = sum(fold(name) in {fold(one) for one in find(text)} for text, name in sentences)
            rows.append(
                {"system": system, "letters": "small" if careless else "as usual", "right": right, "of": len(sentences)}
            )
    return pd.DataFrame(rows)


def cost_table() -> pd.DataFrame:
    """Seconds of resolution of synthetic mentions: a few names everywhere, many rare ones, people in every document."""
    rows = []
    for n in (10_000, 100_000, 1_000_000):
        mentions = synthetic_mentions(n)
        start = process_time()
        entities, _ = resolve_entities(mentions, gazetteer=read_gazetteer(), dictionary=dictionary_grammemes)
        seconds = process_time() - start
        rows.append(
            {
                "mentions": n,
                "entities": len(entities),
                "seconds": round(seconds, 1),
                "µs per mention": round(seconds / n * 1e6, 1),
            }
        )
    return pd.DataFrame(rows)


def synthetic_mentions(n: int) -> pd.DataFrame:
    draw = random.Random(0)
    syllables = [a + b for a in "бвгдклмнпрст" for b in "аеиоу"]
    words = ["".join(draw.choices(syllables, k=draw.randint(2, 5))).capitalize() for _ in range(max(100, n // 20))]
    rows = []
    for i in range(n):
        kind = draw.choice(("PER", "LOC", "LOC", "ORG"))
        word = words[min(int(draw.expovariate(1) * len(words) / 8), len(words) - 1)]
        second = words[draw.randrange(len(words))]
        name = draw.choice((word, word, f"Верхняя {word}", f"улица {word}", f"{word} {second}"))
        rows.append((f"d{i // 5:07}", kind, name, 50 * (i % 5), 50 * (i % 5) + len(name), name))
    return pd.DataFrame(rows, columns=["document_id", "kind", "name", "start", "stop", "text"])


def speed_table(nlp: Language, texts: list[str]) -> pd.DataFrame:
    list(nlp.pipe(texts))
    with nlp.select_pipes(disable="pyshma_entity_namer"):
        docs = list(nlp.pipe(texts))
    namer = nlp.get_pipe("pyshma_entity_namer")
    start = process_time()
    for doc in docs:
        namer(doc)
    seconds, n = process_time() - start, sum(map(len, docs))
    return pd.DataFrame([{"tokens": n, "µs per token": round(seconds / n * 1e6, 2), "tokens/s": round(n / seconds)}])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--data", type=Path, help="folder with nerel/, factrueval/, slavicner/, phrase_normal_forms.jsonl"
    )
    parser.add_argument("--only", default="spans,lemmas,phrases,towns,cost")
    options = parser.parse_args()
    chosen = set(options.only.split(","))
    nlp = pyshma.language.load()
    nlp.add_pipe("pyshma_entity_namer")
    natasha = load_natasha()
    tables = []
    if options.data and "spans" in chosen:
        for corpus, read in (("nerel", read_nerel), ("factrueval", read_factrueval)):
            tables.append(span_table(list(read(options.data / corpus)), corpus, nlp))
    if options.data and "lemmas" in chosen:
        tables.append(lemma_table(options.data / "slavicner", nlp, natasha and natasha.names))
    if options.data and "phrases" in chosen:
        tables.append(phrase_table(options.data / "phrase_normal_forms.jsonl", nlp, natasha and natasha.phrase))
    if "towns" in chosen:
        tables.append(town_table(nlp, natasha and natasha.names))
    if "cost" in chosen:
        tables += [cost_table()]
    for table in tables:
        print(table.to_string(index=False), end="\n\n")


if __name__ == "__main__":
    main()
