"""What was erased is in no byte of the database's files, and no older backup brings it back."""

import hashlib
import io
import json
import os
from pathlib import Path

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

from archive.actions import erasures, scrubbing
from archive.actions.drafts import CARRIED
from archive.actions.refusals import Refused
from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from archive.models import Comment, Decision, SourceContent
from tests.actions import reads
from tests.actions.moderation import agreed
from tests.factories import WHEN, Said, article, held

pytestmark = pytest.mark.django_db(transaction=True)
CANARIES = [f"zqcanary{number}x" for number in range(20)]


@pytest.fixture
def thread() -> list[Comment]:
    """Twenty comments with a word that stands nowhere else, among others of all lengths."""
    said = [Said(f"{word} was seen {'and said so ' * (number * 7)}here.") for number, word in enumerate(CANARIES)]
    others = [Said("Who lit it? " * (number % 40 + 1)) for number in range(200)]
    made = held(article(slug="fire"), comments=[one for pair in zip(said, others, strict=False) for one in pair])
    call_command("index_search", rebuild=True, verbosity=0)
    return list(Comment.objects.under(made).filter(number__in=range(1, 41, 2)).order_by("number"))


def raw() -> bytes:
    """Every byte of the files of the database, the write-ahead log not among them."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return connection.connection.serialize()
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        [oid] = cursor.fetchone()
        # Without a superuser this brings all that is in memory into the files.
        cursor.execute("CREATE DATABASE canaries TEMPLATE template0 STRATEGY file_copy")
        cursor.execute("DROP DATABASE canaries")
    files = [path for path in Path("/var/lib/postgresql").glob(f"*/*/base/{oid}/*") if os.access(path, os.R_OK)]
    if not files:
        pytest.skip("the files of PostgreSQL can't be read here")
    return b"".join(path.read_bytes() for path in files)


def seen(where: bytes) -> list[str]:
    return [word for word in CANARIES if word.encode() in where]


def test_after_an_erasure_and_a_scrub_no_byte_of_the_words_is_in_the_files(thread):
    assert seen(raw()) == CANARIES
    agreed(*thread, move="erase")
    scrubbing.scrub()
    assert seen(raw()) == []
    assert (verify_log().sound, verify_archive(at=WHEN).faults) == (True, ())


def test_a_transaction_of_another_database_of_the_server_is_not_waited_for(thread, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("a file of SQLite is one database")
    monkeypatch.setattr(scrubbing, "TRIES", 1)
    with psycopg.connect(**(connection.get_connection_params() | {"dbname": "postgres"})) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        agreed(thread[0], move="erase")
        scrubbing.scrub()
    assert seen(raw()) == CANARIES[1:]


def test_drafts_of_forms_go_and_their_sessions_stay(thread):
    session = SessionStore()
    session["who"], session[CARRIED] = "anna", {"typed": {"words": [CANARIES[0]]}}
    session.save()
    agreed(thread[0], move="erase")
    assert Session.objects.get().get_decoded() == {"who": "anna"}


def test_nothing_is_written_anew_inside_a_transaction():
    with transaction.atomic(), pytest.raises(Refused, match="inside a transaction"):
        scrubbing.scrub()


def listed() -> str:
    out = io.StringIO()
    call_command("list_erasures", stdout=out)
    return out.getvalue()


@pytest.mark.slow
def test_the_list_of_erasures_holds_no_word(thread):
    agreed(*thread, move="erase")
    said = listed()
    assert (seen(said.encode()), len(said.splitlines()), "Tam" in said) == ([], 20, False)
    first = json.loads(said.splitlines()[0])
    assert (first["law"], first["rule"], first["proposed_by"], first["agreed_by"]) == (
        "GDPR, article 17", "abuse", "anna", "bo",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("lost", [False, True])
def test_an_older_backup_is_rid_of_what_was_erased_before_anybody_sees_it(thread, tmp_path, lost):
    file, names = tmp_path / "old.backup", tmp_path / "erasures"
    call_command("backup", str(file), stdout=io.StringIO())
    agreed(*thread, move="erase")
    names.write_text(listed())
    if lost:
        TransactionTestCase()._fixture_teardown()
    call_command("restore", str(file), replace=True, erasures=names if lost else None, stdout=io.StringIO())
    states = list(Comment.objects.order_by("number").values_list("state", flat=True))
    assert (states.count("erased"), Comment.objects.count()) == (20, len(states))
    assert seen(raw()) == []
    assert (verify_log().sound, verify_archive(at=WHEN).faults) == (True, ())
    assert Decision.objects.filter(verb="comment.erase", actor="replay_erasures").count() == 20
    assert listed().splitlines() == names.read_text().splitlines()


def test_a_list_is_replayed_once(thread):
    place = thread[0]
    one = erasures.Erased(place.source.sha256, place.source_start, place.source_end, "Asked for.")
    assert [erasures.replay([one, one], at=WHEN), erasures.replay([one], at=WHEN)] == [1, 0]
    assert Comment.objects.get(pk=place.pk).state == "erased"


def test_what_is_listed_of_a_document_that_is_not_here_never_comes_with_it():
    start = reads.PAGE.text.index("ask the keeper")
    gone = erasures.Erased(hashlib.sha256(reads.PAGE.text.encode()).hexdigest(), start, start + 15, "Asked for.")
    assert erasures.replay([gone], at=WHEN) == 1
    made = reads.article()
    reads.stored(made, [(2, 2), (3, 3, 0, 1), (4, 4, 1, 2), (5, 5)])
    assert b"ask the keeper" not in bytes(SourceContent.objects.get().data)
    comments = Comment.objects.order_by("number").values_list("state", "author_name", "text__content__body")
    assert list(comments)[2] == ("erased", None, "")
    assert (verify_log().sound, verify_archive(at=WHEN).faults) == (True, ())


def test_a_place_that_no_comment_has_is_refused_and_nothing_is_done(thread):
    known = erasures.Erased(thread[0].source.sha256, thread[0].source_start, thread[0].source_end, "a")
    nowhere = erasures.Erased(thread[0].source.sha256, 0, 3, "a")
    with pytest.raises(Refused, match="found no comment"):
        erasures.replay([known, nowhere], at=WHEN)
    assert not Comment.objects.filter(state="erased").exists()


@pytest.mark.parametrize("line", ["x", "{}", "[]", '{"source": "a", "start": 3, "end": 3, "reason": ""}', "[" * 9999])
def test_what_is_no_list_is_refused_in_words(line, tmp_path):
    (tmp_path / "erasures").write_text(f"\n{line}\n")
    with pytest.raises(CommandError, match="Line 2 is no erasure"):
        call_command("replay_erasures", str(tmp_path / "erasures"))
