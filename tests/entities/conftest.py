"""The pipeline, loaded once for the tests of this chapter."""

import pytest
from spacy.language import Language

import pyshma.language


@pytest.fixture(scope="session")
def namer() -> Language:
    nlp = pyshma.language.load()
    nlp.add_pipe("pyshma_entity_namer")
    return nlp


@pytest.fixture(scope="session")
def morphology(namer):
    return namer.get_pipe("pyshma_lemmatizer")
