import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, TransactionTestCase

from archive.models import Article, Decision
from tests.crawl import crawl
from tests.factories import Said, article, held, staff

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Who lit it? Қайық үйі · נכון · Ո՞վ · 🔥"


@pytest.fixture
def archive() -> Article:
    staff("anna")
    article("The toll that nobody paid", authors=["Hanna Veld"], tags=["ferries"])
    return held(
        article("Ferry house burns", authors=["Tam Orrin", None]),
        comments=[Said(WORDS), Said("Not us.", under=0), Said("Whose boat?", author=None)],
    )


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "archive.backup"


def public() -> dict[str, bytes]:
    """Every public page, to the byte."""
    starts = ["/", "/articles.json", "/healthz", *(f"/articles/{a.slug}.json" for a in Article.objects.all())]
    return {address: response.content for address, response in crawl(Client(), *starts).items()}


def empty() -> None:
    TransactionTestCase()._fixture_teardown()


@pytest.mark.slow
def test_every_public_page_comes_back_to_the_byte(archive, file):
    before = public()
    call_command("backup", str(file))
    empty()
    assert public() != before
    call_command("restore", str(file))
    assert public() == before
    assert archive.slug in str(list(before))


def test_the_guards_and_the_log_come_back(archive, file):
    call_command("make_editor", "berta")
    call_command("backup", str(file))
    empty()
    call_command("restore", str(file))
    assert Client().get("/healthz").json()["healthy"]
    assert Decision.objects.get().target == "user:berta"


def test_a_backup_is_for_its_owner_only(archive, file):
    call_command("backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_backup_overwrites_nothing(archive, file):
    file.write_text("precious")
    with pytest.raises(CommandError, match="is there already: a backup overwrites nothing"):
        call_command("backup", str(file))
    assert file.read_text() == "precious"


def test_a_backup_that_can_not_be_written_leaves_nothing(archive, tmp_path):
    with pytest.raises(CommandError, match="can't be written: No such file or directory"):
        call_command("backup", str(tmp_path / "no" / "folder"))


def test_a_restore_into_an_archive_with_data_is_refused(archive, file):
    call_command("backup", str(file))
    article("Written since")
    with pytest.raises(CommandError, match="This archive holds data: say --replace"):
        call_command("restore", str(file))
    assert Article.objects.filter(title="Written since").exists()


def test_replace_loses_what_was_there(archive, file):
    call_command("backup", str(file))
    article("Written since")
    call_command("restore", str(file), "--replace")
    assert not Article.objects.filter(title="Written since").exists()
    assert Article.objects.count() == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: b"no backup" * 99, lambda data: data[: len(data) // 2]]
)
def test_a_damaged_file_is_refused_before_anything_is_touched(archive, file, damage):
    call_command("backup", str(file))
    file.write_bytes(damage(file.read_bytes()))
    before = public()
    with pytest.raises(CommandError, match=r"no backup of an archive|is damaged|pg_restore: "):
        call_command("restore", str(file), "--replace")
    assert public() == before


def test_a_missing_file_is_refused(file):
    with pytest.raises(CommandError, match="is not a file"):
        call_command("restore", str(file))


def test_a_backup_of_another_release_is_refused(archive, file):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("archive", "9999_of_tomorrow")
    call_command("backup", str(file))
    recorder.record_unapplied("archive", "9999_of_tomorrow")
    with pytest.raises(CommandError, match=r"this code has no migration archive\.9999_of_tomorrow"):
        call_command("restore", str(file), "--replace")


def test_an_older_backup_says_what_waits(archive, file, capsys):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("sessions", "0001_initial")
    call_command("backup", str(file))
    recorder.record_applied("sessions", "0001_initial")
    call_command("restore", str(file), "--replace")
    recorder.record_applied("sessions", "0001_initial")
    assert "1 migrations wait for `manage.py migrate`" in capsys.readouterr().out


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a file of SQLite")
@pytest.mark.parametrize("rows", [[], [("auth", "0001_initial")], [("archive", "0001_initial")]])
def test_a_database_that_is_no_archive_is_never_restored(archive, tmp_path, rows):
    file = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text)")
        other.executemany("INSERT INTO django_migrations (app, name) VALUES (?, ?)", rows)
        other.commit()
    with pytest.raises(CommandError, match="no backup of an archive"):
        call_command("restore", str(file), "--replace")
    assert Article.objects.exists()
