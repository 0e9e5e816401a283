"""What a spaCy user pays for components that are installed but not asked for."""

import json
import subprocess
import sys


def imported(code: str) -> set[str]:
    """Packages of pyshma that are imported in a fresh process after some code."""
    code = f"import json, sys, spacy\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    modules = json.loads(done.stdout)
    return {name.split(".")[1] for name in modules if name.startswith("pyshma.")}


def test_an_empty_pipeline_imports_neither_names_nor_themes() -> None:
    found = imported("spacy.blank('ru')")
    assert "components" in found, "spaCy no longer asks for all factories; then components.py has no purpose"
    assert found.isdisjoint({"entities", "themes", "topics", "results", "documents"})


def test_the_language_pipeline_imports_neither_names_nor_themes() -> None:
    assert imported("import pyshma; pyshma.load()").isdisjoint({"entities", "themes", "topics", "results", "documents"})
