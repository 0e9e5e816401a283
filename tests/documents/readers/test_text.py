from __future__ import annotations

import pytest

from pyshma.documents.readers.text import read_text
from pyshma.settings import DocumentSettings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8_r"])
def test_a_file_is_one_text(encoding):
    text = "Хочу парк у пруда.\n\nИ светлые улицы."
    (passage,) = read_text(text.encode(encoding), settings=DocumentSettings())
    assert (passage.text, passage.row, passage.variables) == (text, None, {})
