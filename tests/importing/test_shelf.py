import hashlib
import os
from pathlib import Path

import pytest

from archive.importing import shelf
from archive.importing.shelf import Shelf

FERRY = b"The ferry house burned.\n"
SHA = hashlib.sha256(FERRY).hexdigest()


def test_a_document_is_found_by_its_hash_whatever_its_name(tmp_path):
    (tmp_path / "page.html").write_bytes(FERRY)
    found = Shelf([tmp_path]).find(SHA, size=len(FERRY))
    assert (found.data, found.name) == (FERRY, "page.html")


def test_a_document_is_found_in_any_of_the_folders_and_a_missing_folder_is_empty(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").write_bytes(FERRY)
    assert Shelf([tmp_path / "a", tmp_path / "b"]).find(SHA).name == "x"


def test_each_file_is_read_once_and_only_if_its_size_fits(tmp_path, monkeypatch):
    for name, data in {"a": FERRY, "b": b"x" * len(FERRY), "c": b"longer than the ferry house"}.items():
        (tmp_path / name).write_bytes(data)
    read = []
    monkeypatch.setattr(
        shelf, "read_file", lambda path, limit: read.append(path.name) or shelf.Received(path.read_bytes(), path.name)
    )
    shelves = Shelf([tmp_path])
    assert [shelves.find("0" * 64, size=len(FERRY)), shelves.find("1" * 64, size=len(FERRY))] == [None, None]
    assert read == ["a", "b"]


def test_a_file_that_changed_since_it_was_hashed_is_not_that_document(tmp_path):
    (tmp_path / "a").write_bytes(FERRY)
    shelves = Shelf([tmp_path])
    assert shelves.find(SHA)
    (tmp_path / "a").write_bytes(b"something else")
    assert shelves.find(SHA) is None


def test_the_file_of_that_name_tells_why_it_is_not_the_document(tmp_path):
    (tmp_path / "page.txt").write_bytes(b"another")
    shelves = Shelf([tmp_path])
    assert shelves.find(SHA) is None
    assert shelves.why_not("page.txt") == f"page.txt in {tmp_path.name} is another document of that name."
    assert shelves.why_not("other.txt") is None


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/dev/zero"), os.mkfifo], ids=["link", "pipe"])
def test_what_is_no_regular_file_is_refused_and_hides_nothing_beside_it(tmp_path, make):
    make(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_bytes(FERRY)
    shelves = Shelf([tmp_path])
    assert shelves.find(SHA).name == "b.txt"
    assert "only regular files are read" in shelves.why_not("a.txt")


def test_a_file_above_the_limit_is_refused_with_its_size(tmp_path):
    (tmp_path / "a.txt").write_bytes(FERRY)
    shelves = Shelf([tmp_path], limit=10)
    assert shelves.find(SHA) is None
    assert shelves.why_not("a.txt") == "a.txt has 24 bytes; at most 10 are read."


def test_a_document_of_another_size_than_was_said_is_found_under_its_name(tmp_path):
    (tmp_path / "a.txt").write_bytes(FERRY)
    assert Shelf([tmp_path]).find(SHA, size=10, name="b.txt") is None
    assert Shelf([tmp_path]).find(SHA, size=10, name="a.txt").data == FERRY


def test_subfolders_are_left_alone(tmp_path):
    Path(tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_bytes(FERRY)
    assert Shelf([tmp_path]).find(SHA) is None
