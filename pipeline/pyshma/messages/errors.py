"""Errors in the language of the person who reads them.

Errors are written in English where they are raised, as developers meet them in tracebacks and tests. The command shows
them in Russian by ``errors.ru.toml``, whose keys are the English texts with their ``{fields}``; a text without a
translation is shown as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from .catalogue import Language, read_catalogue, translate

_TOLD_IN_ENGLISH = ("detail", "columns", "size", "limit")  # values of reasons that hold words of ours or of a library
_ENGLISH = re.compile(r"[a-z] [a-z]")
_FIELD = re.compile(r"\\\{(\w+)\\\}")


def _compile(english: str) -> re.Pattern[str]:
    shown = english.replace("{{", "{").replace("}}", "}")
    return re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(shown)), re.DOTALL)


@cache
def read_translations() -> list[tuple[re.Pattern[str], str]]:
    """Patterns of the English texts with their Russian ones: first those that hold another error, then the longest."""
    pairs = tomllib.loads(Path(__file__).with_name("errors.ru.toml").read_text(encoding="utf-8"))
    english, russian = read_catalogue("en")["rejected"], read_catalogue("ru")["rejected"]
    pairs |= {text: russian[code] for code, text in english.items()}
    ordered = sorted(pairs, key=lambda english: (0, 0) if "{rest}" in english else (1, -len(english)))
    return [(_compile(english), pairs[english]) for english in ordered]


def translate_error(text: str, language: Language) -> str:
    """The text of an error in a language, line by line.

    >>> translate_error("нет.toml: no such settings file; check the name", "ru")
    'нет.toml: такого файла настроек нет; проверьте имя'
    """
    if language == "en":
        return text
    return "\n".join(_translate_line(line) for line in text.split("\n"))


def translate_reason(code: str, details: Mapping[str, str], language: Language) -> str:
    """Why a source was rejected, in words.

    >>> translate_reason("damaged", {"detail": "no pages"}, "ru").split(":")[0]
    'файл повреждён (нет страниц)'
    """
    tell = _tell_detail if language == "ru" else str
    told = {name: tell(details[name]) for name in _TOLD_IN_ENGLISH if name in details}
    return translate(f"rejected.{code}", language, **{**details, **told})


def _translate_line(line: str) -> str:
    for pattern, russian in read_translations():
        match = pattern.fullmatch(line)
        if match:
            fields = match.groupdict()
            inner = {name: _tell_detail(fields[name]) for name in _TOLD_IN_ENGLISH if name in fields}
            inner |= {"rest": _translate_line(fields["rest"])} if "rest" in fields else {}
            return russian.format_map(fields | inner)
    return line


def _tell_detail(text: str) -> str:
    """A part of a message in Russian; what a library says and nobody has translated, in quotes."""
    told = _translate_line(text)
    return f"«{text}»" if told == text and _ENGLISH.search(text) else told
