"""Words of sentences are weighed as scikit-learn weighs them, and assigning themes does without scikit-learn."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from pyshma.themes.trained import SentenceReading
from pyshma.themes.trained.sentence_space import weigh_lemmas

LEMMAS = ("воздух", "вода", "парк", "школа")
SENTENCES = st.lists(st.lists(st.sampled_from([*LEMMAS, "неизвестный"])), min_size=1)


@given(SENTENCES)
def test_weights_are_those_of_scikit_learn(sentences: list[list[str]]) -> None:
    idf = np.array([1.0, 2.5, 1.25, 4.0], np.float32)
    theirs = TfidfVectorizer(analyzer=list, vocabulary=LEMMAS, sublinear_tf=True, dtype=np.float32)
    theirs.idf_ = idf
    columns = {lemma: column for column, lemma in enumerate(LEMMAS)}
    readings = [SentenceReading(tuple(lemmas), np.zeros(0), 0, len(lemmas)) for lemmas in sentences]
    ours = weigh_lemmas(readings, columns, idf)
    np.testing.assert_array_equal(ours.toarray(), theirs.transform(sentences).toarray())


def test_partitions_are_annotated_without_scikit_learn() -> None:
    code = "import sys, pyshma.annotation; print({'sklearn', 'pandas', 'scipy.special'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
