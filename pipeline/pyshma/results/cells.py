"""Cells that a spreadsheet would run."""

from __future__ import annotations

import re

# Excel, LibreOffice and Google Sheets take a cell for a formula when it begins with = + - @, also in their full-width
# forms, and strip tabs and line ends before (OWASP, "CSV Injection"); some strip spaces and invisible signs as well
_BLANKS, _SIGNS = r"[\s\ufeff\u200b-\u200f\u2060\x00-\x1f]*", r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"'*(?:{_BLANKS}{_SIGNS}|[\t\r\n\x00])")  # «'=» as well: read back, it must not be «=»


def escape_formula(value: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    A text cannot tell a formula from a sentence, so every text is escaped that begins with ``=``, ``+``, ``-`` or ``@``
    (also after spaces and invisible signs), a tab or a line end; «— Прямая речь» begins with a dash, not with a hyphen,
    and stays. Texts that begin so after apostrophes get one more. Numbers are not passed here: they stay numbers.
    Reading a file back, drop one leading apostrophe where such a beginning follows, after further apostrophes or not.

    >>> escape_formula("=HYPERLINK(...)"), escape_formula("- парк"), escape_formula("— парк")
    ("'=HYPERLINK(...)", "'- парк", '— парк')
    """
    return f"'{value}" if _FORMULA.match(value) else value


def unescape_formula(value: str) -> str:
    """Take off the apostrophe that `escape_formula` has put.

    >>> unescape_formula("'=1+1"), unescape_formula("''=1+1"), unescape_formula("'парк'")
    ('=1+1', "'=1+1", "'парк'")
    """
    return value[1:] if value.startswith("'") and _FORMULA.match(value[1:]) else value
