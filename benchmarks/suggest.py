"""How many of the patterns that were taken out of a codebook `suggest` finds again, and how long it takes.

Of every theme of the codebook of towns a share of the patterns is kept, drawn at random; a suggestion counts as found
again when a pattern of its theme that was left out matches it. Words that belong to a theme but were never in the
codebook count as wrong here, so a person accepts more than these figures say.

    python benchmarks/suggest.py [SOURCE] [N_DRAWS]
"""

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyshma
from pyshma.language import citation_lemmas
from pyshma.resources import default_codebook, demonstration_corpus
from pyshma.suggest import suggest_patterns
from pyshma.themes import Codebook, ThemeMatcher

SHARES = (0.25, 0.75)
MIN_WEIGHT = 0.3


def thin(codebook, share, seed):
    """Keep a share of the patterns of each theme, at least one."""
    draw = random.Random(seed)
    themes = []
    for theme in codebook.themes:
        kept = tuple(pattern for pattern in theme.patterns if draw.random() < share)
        themes.append(replace(theme, patterns=kept or theme.patterns[:1], match=(), no_match=()))
    return replace(codebook, themes=tuple(themes))


def count_found(table, matcher, nlp, most):
    """Number of the first suggestions of each theme, and how many of them the whole codebook has in that theme."""
    first = table.groupby("theme_id", sort=False).head(most)
    found = 0
    for row in first.to_dict("records"):
        mentions = matcher.match(nlp(row["pattern"]))
        found += any(item.theme_id == row["theme_id"] and item.weight >= MIN_WEIGHT for item in mentions)
    return len(first), found


def main(source, n_draws):
    codebook, nlp = Codebook.read(default_codebook()), pyshma.load()
    matcher = ThemeMatcher(codebook, citation_lemmas)
    for share in SHARES:
        totals = {most: [0, 0] for most in (5, 10)}
        seconds = []
        for seed in range(n_draws):
            start = time.process_time()
            found = suggest_patterns(source, codebook=thin(codebook, share, seed))
            seconds.append(time.process_time() - start)
            for most, total in totals.items():
                n, right = count_found(found.table, matcher, nlp, most)
                total[0] += n
                total[1] += right
        for most, (n, right) in totals.items():
            each = n / n_draws / len(codebook.themes)
            print(f"{share:.0%} kept, first {most:2}: {each:.1f} for a theme, found again {right / max(1, n):.2f}")
        print(f"    {found.n_documents} documents of {found.n_sources} sources, {min(seconds):.1f} s")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else demonstration_corpus(),
        int(sys.argv[2]) if len(sys.argv) > 2 else 4,
    )
