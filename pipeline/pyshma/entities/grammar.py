"""Grammar that several rules share: cases, genders, parts of speech, kinds of names, and ends of words.

Grammemes are those of OpenCorpora, as the dictionary gives them.
"""

from __future__ import annotations

from typing import Final

CASES: Final = {
    "nomn": frozenset({"nomn"}),
    "gent": frozenset({"gent", "gen1", "gen2"}),
    "datv": frozenset({"datv"}),
    "accs": frozenset({"accs", "acc2"}),
    "ablt": frozenset({"ablt"}),
    "loct": frozenset({"loct", "loc1", "loc2"}),
}
"""Each case with its variants, in the order in which grammars list them."""
OBLIQUE_CASES: Final = tuple(CASES)[1:]
GENDERS: Final = ("masc", "femn", "neut")
VOWELS: Final = frozenset("аеёиоуыэюя")
CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")
"""Without й, which ends adjectives."""
OV: Final = ("ов", "ев", "ёв")
IN: Final = ("ин", "ын")
POSSESSIVES: Final = (*OV, *IN)
"""Ends of possessive adjectives, and so of most surnames and of towns without their last letter: Иванов, Пушкин."""

NOMINAL: Final = frozenset({"NOUN", "ADJF", "PRTF"})
ADJECTIVAL: Final = frozenset({"ADJF", "PRTF"})

PERSON: Final = frozenset({"Name", "Surn", "Patr"})
NAMES: Final = PERSON | {"Geox", "Orgn", "Trad", "Abbr"}
NAME_GRAMMEMES: Final = {
    "LOC": frozenset({"Geox"}),
    "PER": PERSON,
    "ORG": frozenset({"Orgn", "Trad"}),
}
TAG_GRAMMEMES: Final = {
    "Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct", "Par": "gent",
    "Sing": "sing", "Plur": "plur", "Masc": "masc", "Fem": "femn", "Neut": "neut",
}  # fmt: skip
