"""`manage.py read_document`: without a database, one JSON value on stdout, all else on stderr."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

PAGE = "The house that was\n\nBy Mara Lind\n\nThe ferry house burnt down in a night. Nobody knows why it did so.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(PAGE)
    return file


def run(*arguments: str | Path, **options: object) -> tuple[str, str, int]:
    """What the command prints on either stream, and the code that it ends with."""
    out, err = StringIO(), StringIO()
    try:
        call_command("read_document", *map(str, arguments), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}", error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_a_file_is_shown_as_it_is_read(page: Path) -> None:
    out, err, code = run(page)
    assert out.startswith("page.txt: newspaper, version")
    assert "     author  Mara Lind\n" in out
    assert (err, code) == ("", 0)


def test_json_is_one_list_of_records(page: Path) -> None:
    out, err, code = run(page, page, json=True)
    assert [(record["shape"], record["title"]) for record in json.loads(out)] == [
        ("newspaper", "The house that was")
    ] * 2
    assert (err, code) == ("", 0)


def test_a_refused_file_is_told_on_stderr_and_the_others_are_read(page: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    out, err, code = run(tmp_path / "picture.txt", page, tmp_path, json=True)
    assert len(json.loads(out)) == 1
    assert "picture.txt is a PNG picture, not text.\n" in err
    assert err.endswith("2 of 3 files refused.")
    assert code == 1


def test_the_shape_and_the_encoding_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes("Паром сгорел".encode("cp1251"))
    out, _, code = run(tmp_path / "page.txt", shape="plain", encoding="cp1251", json=True)
    assert [(record["shape"], record["body"]) for record in json.loads(out)] == [("plain", "Паром сгорел")]
    assert code == 0


@pytest.mark.parametrize("options", [{"shape": "poem"}, {"encoding": "hex"}])
def test_a_shape_or_an_encoding_that_is_not_there_is_a_wrong_call(page: Path, options: dict[str, str]) -> None:
    out, err, code = run(page, **options)
    assert (out, code) == ("", 2)
    assert "shape" in err or "encoding" in err


def test_the_caps_are_settings(page: Path, settings: object) -> None:
    settings.ARCHIVE_LINE_LIMIT = 4
    assert "page.txt has 5 lines; at most 4 are read." in run(page)[1]
    settings.ARCHIVE_DOCUMENT_LIMIT = len(PAGE) - 1
    assert f"page.txt has {len(PAGE)} bytes; at most {len(PAGE) - 1} are read." in run(page)[1]


@pytest.mark.slow
def test_the_command_ends_with_its_codes_where_there_is_no_database_at_all(page: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/archive.sqlite3"}

    def code(*arguments: str) -> tuple[int, str]:
        ended = subprocess.run(
            [sys.executable, "manage.py", "read_document", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.returncode, ended.stdout

    assert code(str(page), "--json")[0] == 0
    assert code(str(page), str(tmp_path), "--json")[0] == 1
    assert code() == (2, "")
    assert code(str(page), "--shape", "poem") == (2, "")
