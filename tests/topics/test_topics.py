"""The public names of the chapter, and what they cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pyshma import topics


def test_public_names_are_those_of_the_namespace() -> None:
    assert sorted(topics.__all__) == dir(topics)
    assert all(callable(getattr(topics, name)) for name in topics.__all__)
    with pytest.raises(AttributeError, match="no attribute 'find_topics'"):
        _ = topics.find_topics


def test_terms_are_found_without_scikit_learn() -> None:
    code = "import sys; from pyshma.topics.terms import find_terms; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
