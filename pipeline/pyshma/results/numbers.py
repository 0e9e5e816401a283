"""Numbers as people write them: percent, thousands, the right plural."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ..messages import Language

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def format_percent(share: float, lang: Language, *, digits: int = 1) -> str:
    r"""Write a share as percent, halves rounded up as Excel does; «—» for NaN.

    >>> format_percent(0.2632, "ru"), format_percent(0.2632, "en"), format_percent(0.0625, "en")
    ('26,3\xa0%', '26.3%', '6.3%')
    """
    if math.isnan(share):
        return "—"
    number = _write(100 * Decimal(repr(float(share))), lang, digits)
    return f"{number}%" if lang == "en" else f"{number}{NBSP}%"


def format_decimal(number: float, lang: Language, *, digits: int) -> str:
    """Write a number with so many digits after the comma (English: point); «—» for NaN.

    >>> format_decimal(-0.125, "ru", digits=2), format_decimal(0.5, "en", digits=0)
    ('−0,13', '1')
    """
    return "—" if math.isnan(number) else _write(Decimal(repr(float(number))), lang, digits)


def format_number(number: float, lang: Language) -> str:
    """Write a number with as many digits as it has, six at most; «—» for NaN.

    >>> format_number(0.95, "ru"), format_number(1.0, "en")
    ('0,95', '1')
    """
    text = "—" if math.isnan(number) else f"{number:g}"
    return text if lang == "en" else text.replace(".", ",")


def _write(number: Decimal, lang: Language, digits: int) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{MINUS if rounded < 0 else ''}{abs(rounded)}"
    return text if lang == "en" else text.replace(".", ",")


def format_count(n: int, lang: Language) -> str:
    r"""Write a whole number, thousands apart: from five digits on in Russian, from four on in English.

    >>> format_count(3990, "ru"), format_count(20000, "ru"), format_count(3990, "en")
    ('3990', '20\xa0000', '3,990')
    """
    if lang == "en":
        return f"{n:,}"
    return f"{n:,}".replace(",", NBSP) if n >= 10_000 else str(n)


def choose_plural(n: int, forms: Sequence[str], lang: Language) -> str:
    """The form of a noun that stands beside a whole number.

    Russian has three forms (Unicode CLDR, plural rules, ru: one, few, many), English two.

    >>> [choose_plural(n, ("тема", "темы", "тем"), "ru") for n in (1, 3, 5, 11, 21, 112)]
    ['тема', 'темы', 'тем', 'тем', 'тема', 'тем']
    >>> [choose_plural(n, ("theme", "themes"), "en") for n in (0, 1, 2)]
    ['themes', 'theme', 'themes']
    """
    if lang == "en":
        return forms[0] if n == 1 else forms[-1]
    tens, ones = n % 100, n % 10
    if ones == 1 and tens != 11:
        return forms[0]
    return forms[1] if 2 <= ones <= 4 and not 12 <= tens <= 14 else forms[2]


def count_noun(n: int, forms: Sequence[str], lang: Language) -> str:
    r"""A number and its noun.

    >>> count_noun(285, ("сочинение", "сочинения", "сочинений"), "ru")
    '285\xa0сочинений'
    """
    return f"{format_count(n, lang)}{NBSP}{choose_plural(n, forms, lang)}"
