"""spaCy's command line is imported by whoever asks for it, and by nobody else."""

import subprocess
import sys

import pytest

CLIENTS = {"typer", "weasel", "requests", "httpx", "spacy.cli.train"}


def in_new_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_the_language_pipeline_brings_no_commands_and_no_web_clients() -> None:
    assert in_new_process(f"import sys, pyshma; pyshma.load(); print({CLIENTS} & set(sys.modules))") == "set()"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("import spacy; print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)", "True"),
        ("from spacy.cli import download; print(download.__module__)", "spacy.cli.download"),
        ("import spacy; print(spacy.cli.convert.__module__)", "spacy.cli.convert"),
        ("import spacy.cli.train as train; print(train.__name__)", "spacy.cli.train"),
        ("from spacy.cli.info import info; print(info(silent=True)['spacy_version'] != '')", "True"),
        ("import spacy; print(hasattr(spacy.cli, 'no_such_command'))", "False"),
    ],
)
def test_commands_are_there_once_asked_for(asked: str, answer: str) -> None:
    assert in_new_process(f"import pyshma; {asked}") == answer


def test_the_finder_withdraws_once_spacy_is_imported() -> None:
    code = "import sys; before = len(sys.meta_path); import pyshma, spacy; print(len(sys.meta_path) - before)"
    assert in_new_process(code) == "0"


def test_a_spacy_imported_before_is_left_as_it_is() -> None:
    code = "import sys, spacy, pyshma; print('spacy.cli.download' in sys.modules, spacy.info.__module__)"
    assert in_new_process(code) == "True spacy.cli.info"
