"""Files that appear whole or not at all."""

import errno
import sys

import pytest

from pyshma import writing
from pyshma.errors import OutputError
from pyshma.writing import check_place, replace_file, write_bytes_atomically


def write_half(path, error):
    with replace_file(path) as temporary:
        temporary.write_bytes(b"half")
        raise error


def test_folders_on_the_way_are_made(tmp_path):
    write_bytes_atomically(tmp_path / "а" / "б" / "в.bin", b"1")
    assert (tmp_path / "а" / "б" / "в.bin").read_bytes() == b"1"


def test_a_failing_block_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"old")
    with pytest.raises(KeyError):
        write_half(path, KeyError())
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full; free some space"),
        (PermissionError(errno.EACCES, "Permission denied"), "no permission to write here; .* such as Excel"),
        (OSError(errno.EROFS, "Read-only file system"), "no permission to write here"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), r"cannot be written \(File name too long\)"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "nothing can be made in this place; choose"),
        (OSError("без номера"), r"cannot be written \(без номера\)"),
    ],
)
def test_a_failing_disk_is_explained(tmp_path, error, message):
    with pytest.raises(OutputError, match=message) as caught:
        write_half(tmp_path / "t.csv", error)
    assert str(caught.value).startswith(str(tmp_path / "t.csv"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_explained(tmp_path):
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="a file stands where a folder should be"):
        write_bytes_atomically(tmp_path / "out" / "t.csv", b"1")


def test_a_folder_in_the_place_of_the_file_is_explained(tmp_path):
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(OutputError, match=r"stands where|no permission"):  # Windows says: no permission
        write_bytes_atomically(tmp_path / "t.csv", b"1")
    assert [item.name for item in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full stands for a full disk on Linux only")
def test_a_full_device_leaves_no_half_file(tmp_path, monkeypatch):
    monkeypatch.setattr(writing.secrets, "token_hex", lambda _: "t")
    (tmp_path / ".pyshma-t.tmp").symlink_to("/dev/full")
    with pytest.raises(OutputError, match="the disk is full"):
        write_bytes_atomically(tmp_path / "t.csv", "много".encode() * 10_000)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_as_readable_as_any_other(tmp_path):
    (tmp_path / "plain").write_bytes(b"1")
    write_bytes_atomically(tmp_path / "t", b"1")
    assert (tmp_path / "t").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_place_is_checked_before_the_work(tmp_path):
    (tmp_path / "папка").mkdir()
    (tmp_path / "файл").write_text("")
    check_place(tmp_path / "новая" / "т.csv")
    assert not (tmp_path / "новая").exists()
    for place in ("папка", "файл/т.csv"):
        with pytest.raises(OutputError, match="a file stands where a folder should be"):
            check_place(tmp_path / place)
