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
    numbered_adjectives, numbered_complements
        What tells institutions of one number apart: музыкальная школа № 2, школа искусств № 2.
    settlement_abbreviations, settlement_stems
        What stands before the name of a settlement: abbreviations, and beginnings of words, ё as е.
    eponyms, eponym_pairs
        Whole names of people, and names of two people, in the genitive, that many streets have.
    street_openers, of_any_street
        First words of streets named after people, in the genitive; adjectives that any street can have.
    usual_genitives
        Names of streets, in the genitive, that are common words: «ул. мира».
    called, calling
        Words before a quoted name of an institution: «называется «Меркурий»»; words before what a person is called.
    addressing, openers
        Words of politeness before an addressee; words that open sentences and are never a part of a name.
    quoted
        Words that stay before a quoted name, as they are shown, by their form in lower case.
    phrases
        Words of several parts that stand for such a head, by their dictionary forms.
    lone
        Abbreviations, in lower case, that are no names when they stand alone.
    town_adjectives
        Adjectives that open the names of towns.
    abbreviated_titles
        Short forms of titles: т., гр.
    titles, relations, kin
        Dictionary forms of words that say what a person is; of these, families and friends; and those that always
        agree with the name: «тёти Гали».
    families
        Words before the surname of several people.
    parts_of_given_names
        What stands after a hyphen in a given name: Буян-оол.
    legal
        Legal forms of enterprises, in lower case, which are not part of a name.
    genitive_prepositions
        Prepositions after which a number is a name rather than a count.
    government
        Preposition, or word that gives a name → cases that it takes.
    ordinals, tens, numerals
        Dictionary form of an ordinal, and of the numeral before it, and numeral after «номер» → number.
    date_words
        Words that follow a number in the name of a street.
    many, introducing_oneself
        Words before a given name in the plural («таких Стасов»); verbs after which the author is named («пишет
        Мошкина»).
    named_after
        Words before the name of the one who found or made a thing: «счётчик Гейгера».
    full_names
        Short form of a given name → the full ones, ё as е, by which the key of a person is made.
    given_names
        Given names that end like surnames.
    everyday_names
        Usual given names and their short forms that are no common words.
    speaking_names
        Usual given names that are: Вера, Роза.
    institutions
        Words that say what an institution is.
    offices, of_settlement
        Offices, which a place after them names in full, and what may stand between: администрация города Кинешмы.
    abbreviated_settlement
        Abbreviation of such a word in an address → the word.
    with_complement, with_capital, with_person, with_abbreviation
        Of these, those that a name follows: in the genitive, in the genitive after a capital, a person's
        name, an abbreviation.
    bodies
        Offices and services that a capital alone does not name: «пришёл в Совет».
    no_complements
        Nouns in the genitive that make no name.
    not_named, wishes
        Words before an institution that is wished for or one of many.
    introducing
        Words before a name that are no part of it.
    works, products, animals, capitalised
        Words before names of works and things, makes of machines, animals, and words with a capital that are no names.
    apps
        Applications, social networks and messengers.
    stage
        Words of sentences in which what is quoted after a preposition is a play.
    common_adjectives
        Adjectives in -ский that name nothing.
    ministries
        Beginnings of the short names of ministries: Минсоцполитики.
    enterprises
        Ends of the names of enterprises that serve a town: Горводоканал.
    abbreviations
        Ends of abbreviations of universities and works: УГТУ, СинТЗ.
    doings_of_shops, plants
        Verbs that say what shops do; adjectives that say what a works makes, where its noun is left out.
    doings_of_waters
        Verbs that have a river or a lake beside them.
    exclamations
        Words at the beginning of a sentence that look like a person: «Слава Богу».
    beside, crossings
        Words before the name of a place that are no part of it, and those after which streets are named.
    quoted_complements, complemented
        «культуры» and the words before it that keep it: Дом культуры «Химик».
    one_in_town
        Of these, those that make a name without quotes: Дом быта.
    named_after_places
        Words before a quoted name that is often the name of the place: ТОС «Южный».
    quoted_of_person
        Such words that the name of a person follows as well: ДК Горького.
    without_quotes
        Words after which a name often lacks its quotes: стадион Шахтёр.
    school_words
        Words near an ordinal that make it a school.
    pets
        Names that hardly anybody but an animal has.
    compound_heads
        Ends of compound words that say what an institution is (меткомбинат).
    ideas, planets
        Holidays, deities and celestial bodies, which are no names here.
    parks, after_adjective
        Words of the landscape that a genitive names (парк Победы), and those that only an adjective names.
    numbered_abbreviations
        Abbreviations that a number makes a name (ТЭЦ-2).
    districts
        Adjectives that districts of many towns are called by.
    flats, numbered_things
        Words after the number of a house, and before a number that is none of a house: кв., парадная.
    no_places
        Common nouns that no name of a place ends in: подъезд.
    classifiers
        All words that say what kind of place a name is.
    """

    streets: Mapping[str, str]
    landscape: Mapping[str, str]
    settlements: Mapping[str, str]
    settlement_abbreviations: frozenset[str]
    settlement_stems: tuple[str, ...]
    numbered: Mapping[str, str]
    numbered_adjectives: frozenset[str]
    numbered_complements: frozenset[str]
    numerals: Mapping[str, int]
    quoted: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    lone: frozenset[str]
    town_adjectives: frozenset[str]
    titles: frozenset[str]
    abbreviated_titles: frozenset[str]
    relations: frozenset[str]
    kin: frozenset[str]
    families: frozenset[str]
    parts_of_given_names: frozenset[str]
    legal: frozenset[str]
    genitive_prepositions: frozenset[str]
    government: Mapping[str, frozenset[str]]
    ordinals: Mapping[str, int]
    tens: Mapping[str, int]
    date_words: frozenset[str]
    many: frozenset[str]
    introducing_oneself: frozenset[str]
    named_after: frozenset[str]
    full_names: Mapping[str, frozenset[str]]
    given_names: frozenset[str]
    everyday_names: frozenset[str]
    speaking_names: frozenset[str]
    institutions: frozenset[str]
    offices: frozenset[str]
    of_settlement: frozenset[str]
    abbreviated_settlement: Mapping[str, str]
    with_complement: frozenset[str]
    with_capital: frozenset[str]
    bodies: frozenset[str]
    with_person: frozenset[str]
    no_complements: frozenset[str]
    not_named: frozenset[str]
    wishes: frozenset[str]
    introducing: frozenset[str]
    with_abbreviation: frozenset[str]
    works: frozenset[str]
    stage: frozenset[str]
    products: frozenset[str]
    apps: frozenset[str]
    animals: frozenset[str]
    capitalised: frozenset[str]
    common_adjectives: frozenset[str]
    doings_of_waters: frozenset[str]
    doings_of_shops: frozenset[str]
    plants: frozenset[str]
    ministries: tuple[str, ...]
    enterprises: tuple[str, ...]
    abbreviations: tuple[str, ...]
    beside: frozenset[str]
    crossings: frozenset[str]
    exclamations: frozenset[str]
    quoted_complements: frozenset[str]
    one_in_town: frozenset[str]
    named_after_places: frozenset[str]
    quoted_of_person: frozenset[str]
    complemented: frozenset[str]
    without_quotes: frozenset[str]
    school_words: frozenset[str]
    addressing: frozenset[str]
    openers: frozenset[str]
    eponyms: frozenset[str]
    eponym_pairs: frozenset[str]
    of_any_street: frozenset[str]
    street_openers: frozenset[str]
    usual_genitives: frozenset[str]
    called: frozenset[str]
    calling: frozenset[str]
    ideas: frozenset[str]
    planets: frozenset[str]
    parks: frozenset[str]
    after_adjective: frozenset[str]
    numbered_abbreviations: frozenset[str]
    pets: frozenset[str]
    compound_heads: tuple[str, ...]
    districts: frozenset[str]
    flats: frozenset[str]
    numbered_things: frozenset[str]
    numbered_after: frozenset[str]
    no_places: frozenset[str]
    classifiers: frozenset[str]


def _by_form(section: Mapping[str, list[str]]) -> dict[str, str]:
    return {form: shown for shown, forms in section.items() for form in forms}


def _words(listed: Iterable[str]) -> frozenset[str]:
    """Both spellings of words with ё."""
    return frozenset(form for word in listed for form in (word, word.replace("ё", "е")))


def _full_names(short_forms: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for full, forms in short_forms.items():
        for form in forms:
            found.setdefault(form.replace("ё", "е"), set()).add(full.replace("ё", "е"))
    return {form: frozenset(names) for form, names in found.items()}


@cache
def read_lexicon() -> Lexicon:
    """Read the language data; once per process."""
    data = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
    places = [*data["streets"], *data["landscape"], *data["settlements"]]
    return Lexicon(
        streets=_by_form(data["streets"]),
        landscape=_by_form(data["landscape"]),
        settlements=_by_form(data["settlements"]),
        settlement_abbreviations=frozenset(data["settlement_heads"]["abbreviations"]),
        settlement_stems=tuple(data["settlement_heads"]["stems"]),
        numbered=_by_form(data["numbered"]),
        numbered_adjectives=_words(data["numbered_parts"]["adjectives"]),
        numbered_complements=_words(data["numbered_parts"]["complements"]),
        numerals=data["ordinals"]["cardinals"],
        quoted={head.lower().replace("ё", "е"): head for head in data["quoted"]["heads"]} | data["quoted"]["shown"],
        phrases={tuple(phrase.replace("ё", "е").split()): head for phrase, head in data["quoted"]["phrases"].items()},
        lone=frozenset(word.lower() for word in data["quoted"]["lone"]),
        town_adjectives=frozenset(data["town_adjectives"]["words"]),
        titles=frozenset(data["titles"]["words"]),
        abbreviated_titles=frozenset(data["titles"]["abbreviated"]),
        relations=_words(data["titles"]["relations"]),
        kin=_words(data["titles"]["kin"]),
        families=_words(data["titles"]["families"]),
        parts_of_given_names=_words(data["titles"]["parts_of_given_names"]),
        legal=frozenset(word.lower() for word in data["legal"]["forms"]),
        genitive_prepositions=frozenset(data["counting"]["genitive_prepositions"]),
        government={word: frozenset(cases) for word, cases in data["government"].items()},
        ordinals=data["ordinals"]["units"],
        tens=data["ordinals"]["tens"],
        date_words=frozenset(data["dates"]["words"]),
        many=_words(data["given"]["many"]),
        named_after=_words(data["works"]["named_after"]),
        introducing_oneself=_words(data["given"]["introducing_oneself"]),
        full_names=_full_names(data["given"]["short_forms"]),
        given_names=frozenset(data["given"]["names"]),
        everyday_names=_words(data["given"]["everyday"]),
        speaking_names=_words(data["given"]["words"]),
        offices=_words(data["institutions"]["offices"]),
        of_settlement=_words(data["institutions"]["of_settlement"]),
        abbreviated_settlement=data["institutions"]["abbreviated_settlement"],
        institutions=_words(data["institutions"]["heads"]),
        with_complement=_words(data["institutions"]["with_complement"]),
        with_capital=_words(data["institutions"]["with_capital"]),
        bodies=_words(data["institutions"]["bodies"]),
        with_person=_words(data["institutions"]["with_person"]),
        no_complements=_words(data["institutions"]["no_complements"]),
        not_named=_words(data["institutions"]["not_named"]),
        wishes=_words(data["institutions"]["wishes"]),
        introducing=_words(data["introducing"]["words"]),
        with_abbreviation=_words(data["institutions"]["with_abbreviation"]),
        works=_words(data["works"]["words"]),
        stage=_words(data["works"]["stage"]),
        products=_words(data["products"]["words"]),
        apps=_words(data["products"]["apps"]),
        animals=_words(data["animals"]["words"]),
        capitalised=_words(data["capitalised"]["words"]),
        common_adjectives=_words(data["common_adjectives"]["words"]),
        doings_of_shops=_words(data["beside"]["shops"]),
        ministries=tuple(data["institutions"]["ministries"]),
        enterprises=tuple(data["institutions"]["enterprises"]),
        abbreviations=tuple(data["institutions"]["abbreviations"]),
        plants=_words(data["institutions"]["plants"]),
        doings_of_waters=_words(data["beside"]["waters"]),
        beside=_words(data["beside"]["words"]),
        crossings=_words(data["beside"]["crossings"]),
        exclamations=_words(data["beside"]["exclamations"]),
        quoted_complements=_words(data["quoted"]["complements"]),
        one_in_town=_words(data["quoted"]["one_in_town"]),
        named_after_places=frozenset(data["quoted"]["named_after_places"]),
        quoted_of_person=frozenset(data["quoted"]["of_person"]),
        complemented=_words(data["quoted"]["complemented"]),
        without_quotes=_words(data["quoted"]["without_quotes"]),
        school_words=_words(data["ordinals"]["school_words"]),
        addressing=_words(data["beside"]["addressing"]),
        eponyms=_words(data["eponyms"]["genitives"]),
        eponym_pairs=_words(data["eponyms"]["pairs"]),
        of_any_street=_words(data["eponyms"]["any_street"]),
        street_openers=_words(data["eponyms"]["openers"]),
        usual_genitives=_words(data["eponyms"]["usual"]),
        called=_words(data["introducing"]["called"]),
        calling=_words(data["titles"]["calling"]),
        openers=_words(data["beside"]["openers"]),
        planets=_words(data["capitalised"]["planets"]),
        ideas=_words(data["capitalised"]["ideas"]),
        parks=_words(data["landscape_use"]["parks"]),
        after_adjective=_words(data["landscape_use"]["after_adjective"]),
        numbered_abbreviations=frozenset(data["quoted"]["numbered"]),
        pets=_words(data["animals"]["names"]),
        compound_heads=tuple(data["institutions"]["compound"]),
        districts=_words(data["districts"]["words"]),
        flats=_words(data["houses"]["flats"]),
        numbered_things=_words(data["houses"]["numbered"]),
        numbered_after=_words(data["houses"]["numbered_after"]),
        no_places=_words(data["houses"]["no_places"]),
        classifiers=frozenset({*places, *(place.replace("ё", "е") for place in places), "район", "станция"}),
    )
