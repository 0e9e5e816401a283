"""Agreement of dictionary readings with tags, by one tag and by all tags at once."""

import numpy as np
import pytest

from pyshma.language.agreement import Agreement, cost, disagreements
from pyshma.language.network import read_morphology_network

PLURAL_GENITIVE = "NOUN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Plur"
READINGS = [
    "NOUN,inan,masc plur,gent",
    "NOUN,inan,femn sing,nomn",
    "ADJS,Qual masc,sing",
    "PRTF*,perf,tran,past,pssv plur,gent",
    "VERB,impf,tran sing,3per,pres,indc",
    "=DET",
    "UNKN",
]


@pytest.mark.parametrize(
    ("reading", "tag", "contradicted"),
    [
        ("NOUN,inan,masc plur,gent", PLURAL_GENITIVE, []),
        ("NOUN,inan,femn plur,datv", PLURAL_GENITIVE, ["Case=Gen", "Gender=Masc"]),
        ("NOUN,anim,ms-f sing,nomn", "NOUN|Case=Nom|Gender=Fem", []),  # сирота
        ("ADJF plur,gent", "ADJ|Case=Gen|Number=Plur", []),  # no gender in the plural: nothing to contradict
        ("ADJS masc,sing", "ADJ|Gender=Masc|Number=Sing|Variant=Short", []),
        ("ADJS masc,sing", "ADJ|Case=Nom|Gender=Masc|Number=Sing", ["Variant=Full"]),
        ("COMP", "ADJ|Degree=Pos|Number=Plur|Variant=Short", ["Degree=Pos", "Variant=Short"]),
    ],
)
def test_features_that_a_reading_contradicts(reading: str, tag: str, contradicted: list[str]) -> None:
    assert list(disagreements(reading, tag)) == contradicted


@pytest.mark.parametrize(
    ("nearer", "farther", "tag"),
    [
        ("ADVB", "ADJS neut,sing", "ADV|Degree=Pos"),
        ("NUMR gent", "VERB sing,past", "ADJ|Case=Gen"),
        ("=DET", "NPRO,masc,3per sing,gent", "DET"),
        ("PRTF*,Adjx,pssv plur,gent", "PRTF,Adjx,pssv plur,gent", "ADJ|Case=Gen|Number=Plur"),
        ("PRTF,Adjx,pssv plur,gent", "PRTF*,Adjx,pssv plur,gent", "VERB|Case=Gen|Number=Plur|VerbForm=Part"),
    ],
)
def test_part_of_speech(nearer: str, farther: str, tag: str) -> None:
    assert cost(nearer, tag) < cost(farther, tag)


@pytest.mark.parametrize("reading", READINGS)
def test_one_tag_and_all_tags_are_scored_alike(reading: str) -> None:
    tags = read_morphology_network().tags
    agreement = Agreement(tags)
    odds = agreement.odds[agreement.number(reading)]
    assert np.allclose(odds, [np.exp(-cost(reading, tag)) for tag in tags], rtol=1e-5)


def test_rows_grow_with_readings() -> None:
    agreement = Agreement(["NOUN|Case=Gen", "ADV|Degree=Pos"])
    numbers = [agreement.number(f"NOUN,inan,n{index} sing,gent") for index in range(600)]
    assert (numbers, len(agreement.odds)) == (list(range(600)), 1024)
    assert (agreement.odds[:600, 0] == 1).all()
