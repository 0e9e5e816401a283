"""Floors of entities on texts about other towns: short essays, and the coded texts of ``corpora/towns``.

The unit is the essay, as in ``benchmarks/entities.py``: the set of kinds and canonical names. Names were marked before
the rules were tried on them; what fails in ``other_towns_a`` was read while rules were written, ``other_towns_b`` was
scored only, as were the texts of authors b, d, l, n and p.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from spacy.language import Language

import pyshma.language
from pyshma.entities import name_mentions, read_gazetteer, resolve_entities
from pyshma.language import dictionary_grammemes

DATA = Path(__file__).parent / "data"
TOWNS = Path(__file__).parents[2] / "corpora" / "towns" / "texts.jsonl"
MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\|([^\]]+)\]")
Entity = tuple[str, str, str]


def read_towns(name: str) -> dict[str, list[str]]:
    """Town → essays with marked names."""
    towns: dict[str, list[str]] = {}
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            towns[line[3:]] = []
        elif line and not line.startswith("#"):
            towns[list(towns)[-1]].append(line)
    return towns


def fold(name: str) -> str:
    return name.lower().replace("ё", "е").translate(dict.fromkeys(map(ord, '«»"“”„')))


def gold_entities(essays: list[str]) -> Iterator[Entity]:
    for number, essay in enumerate(essays):
        yield from ((str(number), kind, fold(name)) for _, kind, name in MARK.findall(essay))


def found_entities(essays: list[str], nlp: Language) -> Iterator[Entity]:
    texts = {str(number): MARK.sub(r"\1", essay) for number, essay in enumerate(essays)}
    return entities_of(texts, nlp)


def entities_of(texts: dict[str, str], nlp: Language) -> Iterator[Entity]:
    docs = nlp.pipe(((text, key) for key, text in texts.items()), as_tuples=True)
    rows = [(key, *mention) for doc, key in docs for mention in name_mentions(doc)]
    mentions = pd.DataFrame(rows, columns=["document_id", "kind", "name", "start", "stop", "text"])
    entities, resolved = resolve_entities(mentions, gazetteer=read_gazetteer(), dictionary=dictionary_grammemes)
    named = resolved.merge(entities, on="entity_id")
    return zip(named["document_id"], named["kind"], named["name"].map(fold), strict=True)


def f1(found: set[Entity], right: set[Entity]) -> float:
    return 2 * len(found & right) / (len(found) + len(right))


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = pyshma.language.load()
    nlp.add_pipe("pyshma_entity_namer")
    return nlp


@pytest.mark.parametrize(("name", "floor"), [("other_towns_a", 0.955), ("other_towns_b", 0.86)])
def test_other_towns(nlp: Language, name: str, floor: float) -> None:
    towns = read_towns(name)
    found = {(town, *entity) for town, essays in towns.items() for entity in found_entities(essays, nlp)}
    right = {(town, *entity) for town, essays in towns.items() for entity in gold_entities(essays)}
    assert f1(found, right) >= floor


@pytest.mark.parametrize(("authors", "floor"), [("bd", 0.83), ("lnp", 0.75)])
def test_coded_texts(nlp: Language, authors: str, floor: float) -> None:
    rows = [json.loads(line) for line in TOWNS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["id"].split("-")[0] in [*authors]]
    texts = {row["id"]: " ".join(sentence for sentence, _ in row["sentences"]) for row in rows}
    right = {(row["id"], kind, fold(name)) for row in rows for kind, name, _ in row.get("entities", ())}
    assert f1(set(entities_of(texts, nlp)), right) >= floor
