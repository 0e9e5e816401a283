"""Make the files of the demonstration corpus ``corpora/pyshma2035`` from its source in JSON lines.

Usage: ``python corpora/make_pyshma2035.py SOURCE [--out DIR] [--font FILE.ttf]``, where SOURCE holds ``essays.jsonl``
(id, group, grade, age, gender, settlement, title, text), ``coder_a.jsonl``, ``coder_b.jsonl``, ``gold.jsonl`` and
``coding_manual.md``. It writes ``essays/``, ``codes/``, ``variables.csv``, ``texts.sha256`` and ``coding_manual.md``;
``README.md`` and ``corpus.toml`` are written by hand.

It needs the libraries of pyshma and, for the PDF files only, reportlab and a DejaVu font (Debian: fonts-dejavu-core;
its licence allows embedding). The same source, libraries and font give the same bytes.

Which essay gets which format is a fixed rule, not a choice: the places of `FORMATS` are dealt one by one, each to the
next hand in turn (w1, w2 … w5, w1 …), starting at a number that moves on by `STEP`, to the first essay from there that
is still free and that the format can hold without changing a character. All others are UTF-8 text.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import writers
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from writers import Essay, full_text

HERE = Path(__file__).resolve().parent
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
N_HANDS, N_PER_HAND = 5, 57
STEP = 7  # has no common divisor with 57, so that the starts visit the whole range
VARIABLES = ("id", "group", "grade", "age", "gender", "settlement")
CODES = ("coder_a.jsonl", "coder_b.jsonl", "gold.jsonl")
MARKDOWN_LIST = re.compile(r"^(?:[-*+#>]|\d+[.)])", re.MULTILINE)


# What a format can hold ---------------------------------------------------------------------------------------------


def holds_everything(essay: Essay) -> bool:
    return bool(essay["text"])


def in_code_page(code_page: str) -> Callable[[Essay], bool]:
    def can_hold(essay: Essay) -> bool:
        return full_text(essay) == full_text(essay).encode(code_page, "replace").decode(code_page)

    return can_hold


def in_font(essay: Essay) -> bool:
    glyphs = pdfmetrics.getFont(writers.FONT_NAME).face.charToGlyph
    return all(ord(character) in glyphs for character in full_text(essay) if character != "\n")


def no_markdown(essay: Essay) -> bool:
    return not MARKDOWN_LIST.search(essay["text"])


def has_title(essay: Essay) -> bool:
    """A letter needs a subject."""
    return bool(essay["title"])


def has_title_in_koi8(essay: Essay) -> bool:
    return has_title(essay) and in_code_page("koi8-r")(essay)


# The places to deal -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Format:
    n_essays: int
    suffix: str
    make: Callable[[Essay], bytes] | None
    can_hold: Callable[[Essay], bool] = holds_everything


FORMATS = (
    Format(2, ".eml", writers.make_mail_8bit, has_title_in_koi8),
    Format(2, ".eml", writers.make_mail_quoted, has_title),
    Format(2, ".eml", writers.make_mail_base64, has_title),
    Format(6, ".txt", writers.make_koi8, in_code_page("koi8-r")),
    Format(8, ".txt", writers.make_cp1251, in_code_page("cp1251")),
    Format(6, ".txt", writers.make_utf16),
    Format(8, ".docx", writers.make_docx),
    Format(6, ".odt", writers.make_odt),
    Format(3, ".rtf", writers.make_rtf_bytes, in_code_page("cp1251")),
    Format(2, ".rtf", writers.make_rtf_unicode, in_code_page("cp1251")),
    Format(2, ".rtf", writers.make_rtf_western, in_code_page("cp1251")),
    Format(6, ".pdf", writers.make_pdf, in_font),
    Format(3, ".html", writers.make_html_cp1251, in_code_page("cp1251")),
    Format(3, ".html", writers.make_html_utf8),
    Format(6, ".md", writers.make_markdown, no_markdown),
)
XLSX = Format(6, "sheet-forms.xlsx", None)
CSV = Format(6, "sheet-letters.csv", None, in_code_page("cp1251"))


def deal_formats(essays: list[Essay]) -> dict[str, Format]:
    """Format by essay id, for every essay that is not UTF-8 text; the scarcest formats choose first."""
    by_id = {essay["id"]: essay for essay in essays}
    dealt: dict[str, Format] = {}
    places = [form for form in (*FORMATS, XLSX, CSV) for _ in range(form.n_essays)]
    for turn, form in enumerate(places):
        hand, start = turn % N_HANDS + 1, turn * STEP
        turned = [f"w{hand}-{(start + step) % N_PER_HAND + 1:03}" for step in range(N_PER_HAND)]
        dealt[next(name for name in turned if name not in dealt and form.can_hold(by_id[name]))] = form
    return dealt


# Writing ------------------------------------------------------------------------------------------------------------


def read_lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_essays(essays: list[Essay], out: Path) -> None:
    dealt = deal_formats(essays)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for essay in essays:
        form = dealt.get(essay["id"], Format(1, ".txt", writers.make_utf8))
        if form.make:
            (out / f"{essay['id']}{form.suffix}").write_bytes(form.make(essay))
    for form, make in ((XLSX, writers.make_xlsx), (CSV, writers.make_csv)):
        (out / form.suffix).write_bytes(make([essay for essay in essays if dealt.get(essay["id"]) is form]))


def write_variables(essays: list[Essay], path: Path) -> None:
    """With a byte order mark, so that Excel opens the Cyrillic correctly."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, VARIABLES, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(essays)


def write_hashes(essays: list[Essay], path: Path) -> None:
    """SHA-256 of each text (NFC, runs of white space as one space), so that reading can be checked to the letter."""
    lines = []
    for essay in essays:
        words = " ".join(unicodedata.normalize("NFC", full_text(essay)).split())
        lines.append(f"{hashlib.sha256(words.encode()).hexdigest()}  {essay['id']}\n")
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def copy_codes(source: Path, out: Path) -> None:
    (out / "codes").mkdir(exist_ok=True)
    for name in CODES:
        (out / "codes" / name).write_bytes((source / name).read_bytes())
    (out / "coding_manual.md").write_bytes((source / "coding_manual.md").read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "pyshma2035")
    parser.add_argument("--font", default=FONT)
    arguments = parser.parse_args()
    pdfmetrics.registerFont(TTFont(writers.FONT_NAME, arguments.font))
    essays = read_lines(arguments.source / "essays.jsonl")
    write_essays(essays, arguments.out / "essays")
    write_variables(essays, arguments.out / "variables.csv")
    write_hashes(essays, arguments.out / "texts.sha256")
    copy_codes(arguments.source, arguments.out)


if __name__ == "__main__":
    main()
