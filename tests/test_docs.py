"""What the pages in docs/ show is what the program prints."""

import contextlib
import io
import re
import tomllib
from pathlib import Path

import pytest

from pyshma.settings import Settings

PAGES = sorted((Path(__file__).parent.parent / "docs").glob("*.md"))
SHOWN = re.compile(r"^```python\n(?P<code>.*?)^```\n```\n(?P<output>.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    pytest.param(match["code"], match["output"], id=f"{page.name}-{number}")
    for page in PAGES
    for number, match in enumerate(SHOWN.finditer(page.read_text(encoding="utf-8")))
]


def test_there_are_examples_to_check() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize(("code", "output"), EXAMPLES)
def test_example_prints_what_is_shown(code: str, output: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "example", "exec"), {})
    assert printed.getvalue() == output


TOML = [
    block
    for page in PAGES
    for block in re.findall(r"^```toml\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
]


@pytest.mark.parametrize("block", TOML)
def test_settings_shown_are_settings(block: str) -> None:
    Settings.from_dict(tomllib.loads(block))
