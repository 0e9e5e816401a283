"""One loaded pipeline and the texts of the essays for the chapter's tests."""

import pytest
from spacy.language import Language

from pyshma.documents import read_documents
from pyshma.language import load
from pyshma.resources import demonstration_corpus


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="session")
def essays() -> list[str]:
    """Texts of the 285 synthetic essays."""
    return [document.text for document in read_documents(demonstration_corpus())]
