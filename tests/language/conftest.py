"""One loaded pipeline for the chapter's tests."""

import pytest
from spacy.language import Language

from pyshma.language import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()
