"""Words that build names (улица, школа, ДК), read from ``lexicon.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
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
    ordinals, tens
        Dictionary form of an ordinal, and of the numeral before it → number.
    date_words
        Words that follow a number in the name of a street.
    given_names
        Given names that end like surnames.
    institutions
        Words that say what an institution is.
    with_complement, with_capital, with_person, with_abbreviation
        Of these, those that a name follows: in the genitive, in the genitive after a capital, a person's
        name, an abbreviation.
    no_complements
        Nouns in the genitive that make no name.
    not_named, wishes
        Words before an institution that is wished for or one of many.
    introducing
        Words before a name that are no part of it.
    works, products, animals, capitalised
        Words before names of works and things, makes of machines, animals, and words with a capital that are no names.
    common_adjectives
        Adjectives in -ский that name nothing.
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
    ordinals: Mapping[str, int]
    tens: Mapping[str, int]
    date_words: frozenset[str]
    given_names: frozenset[str]
    institutions: frozenset[str]
    with_complement: frozenset[str]
    with_capital: frozenset[str]
    with_person: frozenset[str]
    no_complements: frozenset[str]
    not_named: frozenset[str]
    wishes: frozenset[str]
    introducing: frozenset[str]
    with_abbreviation: frozenset[str]
    works: frozenset[str]
    products: frozenset[str]
    animals: frozenset[str]
    capitalised: frozenset[str]
    common_adjectives: frozenset[str]
    classifiers: frozenset[str]


def _by_form(section: Mapping[str, list[str]]) -> dict[str, str]:
    return {form: shown for shown, forms in section.items() for form in forms}


def _words(listed: Iterable[str]) -> frozenset[str]:
    """Both spellings of words with ё."""
    return frozenset(form for word in listed for form in (word, word.replace("ё", "е")))


@cache
def read_lexicon() -> Lexicon:
    """Read the language data; once per process."""
    data = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
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
        ordinals=data["ordinals"]["units"],
        tens=data["ordinals"]["tens"],
        date_words=frozenset(data["dates"]["words"]),
        given_names=frozenset(data["given"]["names"]),
        institutions=_words(data["institutions"]["heads"]),
        with_complement=_words(data["institutions"]["with_complement"]),
        with_capital=_words(data["institutions"]["with_capital"]),
        with_person=_words(data["institutions"]["with_person"]),
        no_complements=_words(data["institutions"]["no_complements"]),
        not_named=_words(data["institutions"]["not_named"]),
        wishes=_words(data["institutions"]["wishes"]),
        introducing=_words(data["introducing"]["words"]),
        with_abbreviation=_words(data["institutions"]["with_abbreviation"]),
        works=_words(data["works"]["words"]),
        products=_words(data["products"]["words"]),
        animals=_words(data["animals"]["words"]),
        capitalised=_words(data["capitalised"]["words"]),
        common_adjectives=_words(data["common_adjectives"]["words"]),
        classifiers=frozenset({*places, *(place.replace("ё", "е") for place in places), "район", "станция"}),
    )
