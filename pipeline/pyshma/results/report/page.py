"""One HTML file that asks for nothing: template, style and script put together under a policy that forbids the rest."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_FOLDER: Final = Path(__file__).parent
_SCRIPTS: Final = ("elements", "list", "breakdown", "theme", "documents", "entities", "start")

# HTML has no other control characters than tab and line ends
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def render_page(context: Mapping[str, Any], data: Mapping[str, object]) -> bytes:
    """Fill the template.

    Everything in `context` is escaped unless it is `markupsafe.Markup`. The Content-Security-Policy of the page allows
    its own style and script, by their hashes, and nothing else: no request, no form, no other script, no ``eval``.

    Parameters
    ----------
    context
        What the template shows.
    data
        Blocks of JSON for the script, by name; the script reads a block when it first needs it.
    """
    style, script = _style(), _script()
    html = _template().render(
        context,
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 — our own file
        script=Markup(script),  # noqa: S704
        data={name: _json(block) for name, block in data.items()},
    )
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", html).encode("utf-8", "backslashreplace")


def _json(block: object) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 — nothing in it is markup any more


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _style() -> str:
    return _FOLDER.joinpath("report.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    parts = "\n".join(_FOLDER.joinpath("js", f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


@cache
def _template() -> Any:  # noqa: ANN401
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("template.html")
