from __future__ import annotations

import pytest

from pyshma.documents.readers.webpage import extract_text, read_webpage
from pyshma.settings import DocumentSettings

HEAD = '<!doctype html><html><head><meta charset="{}"><title>Сайт</title></head>'
PAGE = HEAD + "<body><p>Хочу парк у пруда</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "windows-1251"),
        ("cp1251", "windows-1251"),
        ("koi8_r", "koi8-r"),
        ("utf-16", "utf-16"),
        ("cp1251", "utf-8"),  # the page lies
        ("cp1251", "iso-8859-1"),
        ("utf-8", "windows-1251"),
        ("cp866", "no-such"),
    ],
)
def test_encodings_right_and_wrong(encoding, declared):
    content = PAGE.format(declared).encode(encoding)
    assert [item.text for item in read_webpage(content, settings=DocumentSettings())] == ["Хочу парк у пруда"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>Город</h1><p>Парк</p><p>Лес</p>", "Город\n\nПарк\n\nЛес"),
        ("<nav>меню</nav><script>код</script><style>p{}</style><template>т</template>Парк", "Парк"),
        ("Парк<br>лес", "Парк\nлес"),
        ("чи<b>стый</b> воз<i>дух</i>", "чистый воздух"),
        ("Парк\n   у\tпруда", "Парк у пруда"),
        ("Парк&nbsp;у&nbsp;пруда &laquo;Синий&raquo; &#1071;", "Парк\xa0у\xa0пруда «Синий» Я"),
        ("<ul><li>парк<li>лес</ul>", "парк\n\nлес"),
        ("<table><tr><td>парк</td><td>5</td></tr></table>", "парк\t5"),
        ("<!-- примечание --><p>Парк", "Парк"),
        ("a &lt; b", "a < b"),
    ],
)
def test_what_a_reader_would_read(body, text):
    assert extract_text(body.encode()) == text


def test_deep_nesting_is_no_obstacle():
    assert extract_text(("лес" + "<div>" * 5000 + "</div>" * 5000 + "парк").encode()).startswith("лес")


def test_an_entity_of_a_file_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна", encoding="utf-8")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body>Парк &x;</body></html>'
    assert "тайна" not in extract_text(page.encode())
