"""Telephone numbers, mail addresses and personal pages: they tell a person without a name."""

from __future__ import annotations

import re
from typing import Final

CONTACTS: Final = {
    "[почта]": re.compile(r"[\w.+-]{1,64}@\w[\w-]*(?:\.[\w-]+)+"),
    "[страница]": re.compile(
        r"(?:https?://)?(?:\w{1,63}\.)?(?:vk\.com|vk\.ru|vkontakte\.ru|ok\.ru|t\.me|instagram\.com|facebook\.com)/[\w./?=&%+-]*\w"
        r"|(?<![\w@.])@[A-Za-z]\w{3,}",
        re.IGNORECASE,
    ),
    "[телефон]": re.compile(
        r"(?<![\d+])(?:\+?7|8)[\s(–-]{0,3}\d{3}[\s)–-]{0,3}(?:\d[\s–-]?){6}\d(?!\d)"
        r"|(?<![\d–-])9\d{2}[\s–-]?\d{3}[\s–-]?\d{2}[\s–-]?\d{2}(?![\d–-])"
        r"|(?:(?<=[Тт]ел\. )|(?<=[Тт]елефон ))(?:\d[\s–-]?){4,9}\d(?!\d)"
    ),
    "[номер]": re.compile(
        r"(?<!\d)(?:\d{3}-\d{3}-\d{3}[\s-]\d{2}|\d{4}(?:[\s-]?\d{4}){3}|\d{2}\s?\d{2}\s(?:№\s?)?\d{6})(?!\d)"
    ),
}
"""What stands in place of a contact, and what a contact looks like, in the order in which they are looked for.

A number is that of a pension insurance (112-233-445 95), of a bank card, or of a passport (65 04 123456). What stands
before @ has at most 64 characters (RFC 5321, section 4.5.3.1.1), a part of a domain 63 (RFC 1035, section 2.3.4);
without these limits a word of a million letters would be tried from each of them to its end."""


def find_contacts(text: str) -> tuple[list[tuple[int, int, str]], str]:
    """Find contacts: start, stop and the words in brackets for each; and the text with signs of no word in their place.

    >>> find_contacts("Почта: a@b.ru")
    ([(7, 13, '[почта]')], 'Почта: [____]')
    """
    found = []
    for name, pattern in CONTACTS.items():
        found += [(match.start(), match.end(), name) for match in pattern.finditer(text)]
        text = pattern.sub(lambda match: f"[{'_' * (len(match.group()) - 2)}]", text)
    return sorted(found), text
