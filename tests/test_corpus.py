"""The demonstration corpus: complete, labelled synthetic, in the formats that its README counts."""

from __future__ import annotations

import csv
import email
import email.policy
import hashlib
import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pyshma.documents import Document, read_documents

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "pyshma2035"
IDS = [f"w{hand}-{number:03}" for hand in range(1, 6) for number in range(1, 58)]
CODERS = ("coder_a", "coder_b", "gold")
VOWELS = {page: [letter.encode(page) for letter in "оеаи"] for page in ("koi8-r", "cp1251")}


@pytest.fixture(scope="module")
def read() -> dict[str, Document]:
    """The corpus as the library reads it."""
    documents = read_documents(CORPUS)
    by_id = {document.id: document for document in documents}
    assert documents.rejections == []
    return by_id


def essay_files() -> list[Path]:
    return sorted(path for path in (CORPUS / "essays").iterdir() if not path.name.startswith("sheet-"))


def sheet_rows(suffix: str) -> list[tuple[str, str]]:
    (path,) = (CORPUS / "essays").glob(f"sheet-*{suffix}")
    if suffix == ".xlsx":
        return [(str(row[0]), str(row[1])) for row in openpyxl.load_workbook(path).active.values]
    rows = csv.reader(io.StringIO(path.read_bytes().decode("cp1251"), newline=""), delimiter=";")
    return [(row[0], row[1]) for row in rows]


def codes(coder: str) -> dict[str, dict]:
    description = tomllib.loads((CORPUS / "corpus.toml").read_text(encoding="utf-8"))
    lines = (CORPUS / description["codes"][coder]).read_text(encoding="utf-8").splitlines()
    coded = [json.loads(line) for line in lines]
    assert len({essay["id"] for essay in coded}) == len(coded)
    return {essay["id"]: essay for essay in coded}


def theme_pairs(coder: str) -> set[tuple[str, str]]:
    return {(name, theme) for name, essay in codes(coder).items() for theme in essay["themes"]}


def entity_triples(coder: str) -> set[tuple[str, str, str]]:
    return {(name, *entity[:2]) for name, essay in codes(coder).items() for entity in essay["entities"]}


def f1(left: set, right: set) -> float:
    return 2 * len(left & right) / (len(left) + len(right))


def manual_themes() -> set[str]:
    manual = (CORPUS / "coding_manual.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| ([a-z_]+) \| [А-Я]", manual, re.M)) - {"id"}


def text_kind(data: bytes) -> str:
    """Encoding of a plain text of this corpus, told from its bytes alone."""
    if data.startswith(b"\xff\xfe"):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        vowels = {page: sum(map(data.count, letters)) for page, letters in VOWELS.items()}
        return max(vowels, key=vowels.__getitem__)
    return "utf-8"


def file_kind(path: Path) -> str:
    return text_kind(path.read_bytes()) if path.suffix == ".txt" else path.suffix


def zip_member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def is_docx(data: bytes) -> bool:
    return b"wordprocessingml" in zip_member(data, "word/document.xml")


def is_odt(data: bytes) -> bool:
    """The type stands unpacked in the first member, where `file` looks for it."""
    return data[30:38] == b"mimetype" and data[38:].startswith(b"application/vnd.oasis.opendocument.text")


def is_rtf(data: bytes) -> bool:
    return data.isascii() and data.startswith(b"{\\rtf1\\ansi\\ansicpg125") and b"\\fcharset204" in data


def is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"/ToUnicode" in data and b"/FontFile2" in data


def is_html(data: bytes) -> bool:
    """Decoded by the charset that it names, its letters are those of Russian prose: small ones, by far."""
    (charset,) = re.findall(rb'charset="?([\w-]+)"', data)
    letters = re.findall("[А-яЁё]", data.decode(charset.decode("ascii")))
    return sum(letter.islower() for letter in letters) > 0.9 * len(letters) > 100


def is_markdown(data: bytes) -> bool:
    return text_kind(data) == "utf-8" and not re.search(rb"^[-*>]", data, re.M)


def is_mail(data: bytes) -> bool:
    mail = email.message_from_bytes(data, policy=email.policy.default)
    return b"\r\nSubject: =?" in data and "?" not in mail["Subject"][:2] and mail.get_body(("plain",)) is not None


CLAIMS: dict[str, Callable[[bytes], bool]] = {
    ".docx": is_docx,
    ".odt": is_odt,
    ".rtf": is_rtf,
    ".pdf": is_pdf,
    ".html": is_html,
    ".md": is_markdown,
    ".eml": is_mail,
}


def test_every_essay_is_there_once():
    rows = [row[0] for suffix in (".xlsx", ".csv") for row in sheet_rows(suffix)[1:]]
    assert sorted([path.stem for path in essay_files()] + rows) == IDS


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_sheet_has_a_russian_header_and_texts_of_several_lines(suffix):
    header, *rows = sheet_rows(suffix)
    assert header == ("id", "Текст")
    assert any("\n\n" in text for _, text in rows)


def test_formats_are_as_many_as_the_readme_counts():
    counts = Counter(file_kind(path) for path in essay_files())
    counts += Counter({suffix: len(sheet_rows(suffix)) - 1 for suffix in (".xlsx", ".csv")})
    assert min(counts.values()) >= 5
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(?:sheet-\w+)?(\.\w+)`(?: ([\w-]+))? \| (\d+)(?: rows)? \|", readme, re.M)
    names = {"Windows-1251": "cp1251", "": ""}
    assert {names.get(page, page.lower()) or suffix: int(number) for suffix, page, number in table} == counts


@pytest.mark.parametrize("kind", ["utf-8", "cp1251", "koi8-r", "utf-16", *CLAIMS])
def test_every_hand_wrote_in_every_format(kind):
    assert {path.stem[:2] for path in essay_files() if file_kind(path) == kind} == {"w1", "w2", "w3", "w4", "w5"}


@pytest.mark.parametrize("path", [path for path in essay_files() if path.suffix in CLAIMS], ids=lambda path: path.name)
def test_bytes_are_what_the_suffix_claims(path):
    assert CLAIMS[path.suffix](path.read_bytes())


def test_web_pages_come_in_both_charsets():
    pages = b"".join(path.read_bytes() for path in essay_files() if path.suffix == ".html")
    assert Counter(re.findall(rb'charset="?([\w-]+)"', pages)) == {b"windows-1251": 3, b"utf-8": 3}


def test_letters_come_in_every_transfer_encoding():
    letters = b"".join(path.read_bytes() for path in essay_files() if path.suffix == ".eml")
    encodings = set(re.findall(rb"Content-Transfer-Encoding: (\S+)", letters))
    assert encodings == {b"8bit", b"quoted-printable", b"base64"}


def test_files_are_small():
    assert max(path.stat().st_size for path in essay_files()) < 40_000


def test_nobody_and_no_time_is_written_into_a_file():
    archives = [path for path in essay_files() if path.suffix in {".docx", ".odt"}]
    members = [member for path in archives for member in zipfile.ZipFile(path).infolist()]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    properties = [zip_member(path.read_bytes(), "docProps/core.xml") for path in archives if path.suffix == ".docx"]
    assert not any(re.search(rb"python-docx|<dc:creator>[^<]", written) for written in properties)
    assert not any(
        b"creation-date" in zip_member(path.read_bytes(), "meta.xml") for path in archives if path.suffix == ".odt"
    )


def test_variables_cover_exactly_the_essays():
    data = (CORPUS / "variables.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == ["id", "group", "grade", "age", "gender", "settlement"]
    assert [row["id"] for row in rows] == IDS
    assert all(all(row.values()) for row in rows)
    assert {row["group"] for row in rows} == {"school", "college"}
    assert {int(row["age"]) for row in rows} == set(range(14, 20))


@pytest.mark.parametrize("coder", CODERS)
def test_codes_cover_exactly_the_essays_in_the_words_of_the_manual(coder):
    coded = codes(coder)
    assert sorted(coded) == IDS
    assert len(manual_themes()) == 16
    assert {theme for essay in coded.values() for theme in essay["themes"]} == manual_themes()
    attitudes = [attitude for essay in coded.values() for listed in essay["themes"].values() for attitude in listed]
    assert set(attitudes) == {"p", "w", "g"}
    assert {entity[0] for essay in coded.values() for entity in essay["entities"]} == {"PER", "LOC", "ORG"}


def test_agreement_is_what_the_readme_says():
    shared = theme_pairs("coder_a") & theme_pairs("coder_b")
    first, second = codes("coder_a"), codes("coder_b")
    same = [set(first[name]["themes"][theme]) == set(second[name]["themes"][theme]) for name, theme in shared]
    disputed = theme_pairs("coder_a") ^ theme_pairs("coder_b")
    assert round(f1(theme_pairs("coder_a"), theme_pairs("coder_b")), 3) == 0.961
    assert round(f1(entity_triples("coder_a"), entity_triples("coder_b")), 3) == 0.976
    assert round(sum(same) / len(same), 2) == 0.88
    assert (len(disputed), len(disputed & theme_pairs("gold"))) == (55, 52)


def test_description_names_parts_that_exist_and_says_synthetic():
    description = tomllib.loads((CORPUS / "corpus.toml").read_text(encoding="utf-8"))
    paths = [description["texts"]["path"], description["variables"]["path"], *description["codes"].values()]
    assert all((CORPUS / path).exists() for path in paths)
    assert "синтетические" in description["title"]
    assert (description["licence"], description["population"]) == ("MIT", 3990)


def test_readme_says_synthetic_in_its_first_sentence():
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    title, sentence = readme.split("\n\n")[:2]
    assert "synthetic" in title
    assert "synthetic" in sentence.split(":")[0]


def test_hashes_cover_exactly_the_essays():
    lines = (CORPUS / "texts.sha256").read_text(encoding="utf-8").splitlines()
    assert [line.split()[1] for line in lines] == IDS
    assert all(re.fullmatch(r"[0-9a-f]{64}  w[1-5]-\d{3}", line) for line in lines)
    assert len({line.split()[0] for line in lines}) == 285


def test_reading_gives_every_text_to_the_letter(read):
    lines = (CORPUS / "texts.sha256").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split() for line in lines)}
    found = {name: hashlib.sha256(" ".join(item.text.split()).encode()).hexdigest() for name, item in read.items()}
    assert {read[name].source for name in found if found[name] != expected.get(name)} == set()
    assert sorted(found) == IDS


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".rtf", ".pdf", ".html", ".md", ".eml", ".xlsx", ".csv"])
def test_reading_keeps_paragraphs_apart(read, suffix):
    """No format runs an essay together; the shortest essays are one paragraph, so not every text has a break."""
    texts = [document.text for document in read.values() if Path(document.source.split("#")[0]).suffix == suffix]
    assert sum("\n" in text for text in texts) >= len(texts) / 2


def test_reading_joins_variables_to_every_essay(read):
    assert Counter(document.variables["group"] for document in read.values()) == {"school": 194, "college": 91}
    assert all(14 <= document.variables["age"] <= 19 for document in read.values())


def test_gold_names_occur_as_they_are_written(read):
    """Also in KOI8-R, which has no quotation marks «» to write them with."""
    lost = [
        (name, form)
        for name, essay in codes("gold").items()
        for _, _, forms in essay["entities"]
        for form in forms
        if " ".join(form.split()) not in " ".join(read[name].text.split())
    ]
    assert lost == []
