"""What the READMEs promise: commands that exist, and an output that is real."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

import pyshma
from pyshma.cli import app
from pyshma.resources import demonstration_corpus

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.ru.md"]
COMMAND = re.compile(r"^(?:\S*[/\\])?pyshma (?P<rest>[a-z].*?)(?:\s+#.*)?$", re.MULTILINE)

COMMANDS = sorted(
    {match["rest"] for readme in READMES for match in COMMAND.finditer(readme.read_text(encoding="utf-8"))}
)


def test_there_are_commands_to_check() -> None:
    assert len(COMMANDS) >= 6


@pytest.mark.parametrize("command", COMMANDS)
def test_command_and_its_options_exist(command: str) -> None:
    words = shlex.split(command)
    node = typer.main.get_command(app)
    while words and words[0] in getattr(node, "commands", {}):
        node = node.commands[words.pop(0)]
    known = {name for parameter in node.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_output_shown_is_real() -> None:
    analysis = pyshma.analyze(demonstration_corpus())
    shown = analysis.breakdown[["theme", "n_assigned", "prevalence", "ci_low", "ci_high"]].head(3).round(3)
    assert shown.to_string() in READMES[0].read_text(encoding="utf-8")
