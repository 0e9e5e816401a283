"""Words that build names (улица, школа, ДК, Питер), read from ``lexicon.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Language data of the chapter.

    Parameters
    ----------
    streets, landscape, settlements, numbered
        Written form in lower case, ё as е → the word as a canonical name shows it.
    quoted
        Words that stay before a quoted name, as they are shown, by their form in lower case.
    lone
        Abbreviations, in lower case, that are no names when they stand alone.
    town_adjectives
        Adjectives that open the names of towns.
    titles
        Dictionary forms of words that say what a person is.
    legal
        Legal forms of enterprises, in lower case, which are not part of a name.
    genitive_prepositions
        Prepositions after which a number is a name rather than a count.
    government
        Preposition → cases that it takes.
    organisations
        Names in lower case that are ORG whatever the network took them for.
    ordinals, tens
        Dictionary form of an ordinal, and of the numeral before it → number.
    date_words
        Words that follow a number in the name of a street.
    given_names
        Given names that end like surnames.
    nicknames
        For each kind: dictionary form in lower case → full name.
    anywhere
        Nicknames that are recognised in lower case too.
    classifiers
        All words that say what kind of place a name is.
    """

    streets: Mapping[str, str]
    landscape: Mapping[str, str]
    settlements: Mapping[str, str]
    numbered: Mapping[str, str]
    quoted: Mapping[str, str]
    lone: frozenset[str]
    town_adjectives: frozenset[str]
    titles: frozenset[str]
    legal: frozenset[str]
    genitive_prepositions: frozenset[str]
    government: Mapping[str, frozenset[str]]
    organisations: frozenset[str]
    ordinals: Mapping[str, int]
    tens: Mapping[str, int]
    date_words: frozenset[str]
    given_names: frozenset[str]
    nicknames: Mapping[str, Mapping[str, str]]
    anywhere: frozenset[str]
    classifiers: frozenset[str]


def _by_form(section: Mapping[str, list[str]]) -> dict[str, str]:
    return {form: shown for shown, forms in section.items() for form in forms}


@cache
def read_lexicon() -> Lexicon:
    """Read the language data; once per process."""
    data = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
    nicknames = data["nicknames"]
    places = [*data["streets"], *data["landscape"], *data["settlements"]]
    return Lexicon(
        streets=_by_form(data["streets"]),
        landscape=_by_form(data["landscape"]),
        settlements=_by_form(data["settlements"]),
        numbered=_by_form(data["numbered"]),
        quoted={head.lower(): head for head in data["quoted"]["heads"]},
        lone=frozenset(word.lower() for word in data["quoted"]["lone"]),
        town_adjectives=frozenset(data["town_adjectives"]["words"]),
        titles=frozenset(data["titles"]["words"]),
        legal=frozenset(word.lower() for word in data["legal"]["forms"]),
        genitive_prepositions=frozenset(data["counting"]["genitive_prepositions"]),
        government={word: frozenset(cases) for word, cases in data["government"].items()},
        organisations=frozenset(name.lower() for name in data["organisations"]["names"]),
        ordinals=data["ordinals"]["units"],
        tens=data["ordinals"]["tens"],
        date_words=frozenset(data["dates"]["words"]),
        given_names=frozenset(data["given"]["names"]),
        nicknames={kind: nicknames[kind] for kind in ("LOC", "ORG")},
        anywhere=frozenset(nicknames["anywhere"]),
        classifiers=frozenset({*places, *(place.replace("ё", "е") for place in places), "район", "станция"}),
    )
