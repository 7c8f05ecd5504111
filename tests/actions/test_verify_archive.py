import hashlib
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.actions import readings, sources
from archive.actions.verify_archive import Fault, verify_archive
from archive.importing import shapes
from archive.importing.source import Source
from archive.models import Article, Comment, IndexState, SourceCheck, SourceFile, cardindex, triggers
from archive.search import indexing
from tests import factories
from tests.factories import WHEN

pytestmark = pytest.mark.django_db

PAGE = """The Ferry House

By Hanna Veld

It burned to its posts on Friday night, and nobody on either shore will say who lit it.

  • Tam Orrin

    My grandmother was on that boat, and she never said forty.

    • Veld

      And whose coats were they? Ask who sold the timber afterwards, and to whom.

  • J. Marrek

    I kept the list for the Company: thirty-one names, and I have it still.
"""


def stored(words: str = PAGE, shape: str | None = None) -> Article:
    source = Source(words)
    file = sources.receive(words.encode(), source, name="page.txt", how="test", by="hanna", at=WHEN)
    made = factories.article(state="draft")
    readings.store(made, file, shapes.read(source, shape=shape), reason="a test", by="hanna", at=WHEN)
    return made


def tamper(sql: str, *values) -> None:
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute(sql, values)


def faults() -> list[str]:
    return [fault.what for fault in verify_archive(at=WHEN).faults]


def test_what_was_stored_is_sound():
    stored()
    report = verify_archive(at=WHEN)
    assert (report.sources, report.texts, report.older, report.threads, report.faults) == (1, 4, 0, 1, ())


def test_other_bytes_in_a_source_are_found():
    article = stored()
    tamper("UPDATE archive_sourcecontent SET data = %s", PAGE.replace("forty", "fifty").encode())
    report = verify_archive(at=WHEN)
    assert report.faults == (Fault(f"source:{article.source.sha256}", "its bytes are not the ones that were received"),)


def test_a_lost_content_is_found():
    stored()
    tamper("DELETE FROM archive_sourcecontent")
    assert "its content is gone" in faults()


def test_one_changed_word_is_found_three_times():
    stored()
    tamper("UPDATE archive_textcontent SET body = replace(body, 'forty', 'fifty')")
    assert faults() == [
        "text 1: its words are not the ones of its hash",
        "text 1: run at 0 is not the same slice in text and source",
        "text 1: read anew, it comes out otherwise",
    ]


def test_a_forged_word_with_a_forged_hash_is_found_by_its_map():
    article = stored()
    body = article.text.content.body.replace("Friday", "Monday")
    tamper("UPDATE archive_textcontent SET body = %s WHERE text_id = %s", body, article.text_id)
    tamper(
        "UPDATE archive_text SET sha256 = %s WHERE id = %s", hashlib.sha256(body.encode()).hexdigest(), article.text_id
    )
    assert [what.partition(" at ")[0] for what in faults()] == [
        "text 0: run",
        "text 0: read anew, it comes out otherwise",
        "the index of shared wording holds other fingerprints of it",
    ]


def test_words_outside_of_every_block_are_found():
    article = stored()
    tamper("UPDATE archive_textcontent SET blocks = '[]' WHERE text_id = %s", article.text_id)
    assert "text 0: words stand in no block" in faults()


@pytest.mark.parametrize("damage", ["[1]", '[["x"]]', "[[0, 0]]"])
def test_a_damaged_map_is_a_fault_and_no_error(damage):
    article = stored()
    tamper("UPDATE archive_textcontent SET map = %s WHERE text_id = %s", damage, article.text_id)
    assert "text 0: its map or its blocks are damaged" in faults()


@pytest.fixture
def marked() -> Article:
    article = stored()
    one = factories.statement(key="one")
    factories.occurrence(one, article.text, "burned to its posts")
    factories.evidence(one, article.comments.first().text, "never said forty")
    indexing.rebuild()
    return article


def test_places_that_stand_at_their_words_are_sound(marked):
    report = verify_archive(at=WHEN)
    assert (report.places, report.faults) == (2, ())


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("exact", "'burnt'", "other words stand at its place"),
        ("start", "start + 1", "other words stand at its place"),
        ("prefix", "'x'", "other words stand before it"),
        ("suffix", "'x'", "other words stand behind it"),
        ("source_end", "source_end + 1", "it stands elsewhere in the source"),
        ("end", "100000", "There are no words from"),
    ],
)
@pytest.mark.parametrize(("table", "name"), [("occurrence", "occurrence 1"), ("evidence", "evidence 1")])
def test_a_place_that_is_damaged_is_found(marked, table, name, column, value, what):
    tamper(f'UPDATE archive_{table} SET "{column}" = {value.replace("start +", chr(34) + "start" + chr(34) + " +")}')
    [about] = {fault.about for fault in verify_archive(at=WHEN).faults}
    assert (about, faults()[0].startswith(what)) == (f"statement:one {name}", True)


def test_a_place_that_divides_a_character_is_found():
    article = stored(PAGE.replace("Friday", "Fri\N{COMBINING ACUTE ACCENT}day"))
    one = factories.statement(key="one")
    at = article.text.content.body.index("\N{COMBINING ACUTE ACCENT}")
    factories.occurrence(one, article.text, "to its posts")
    indexing.rebuild()
    tamper('UPDATE archive_occurrence SET "end" = %s', at)
    assert faults() == ["The passage begins or ends inside a character."]


def test_a_place_that_waits_for_nobody_on_words_that_nobody_reads_is_found(marked):
    marked.comments.update(retired_at=WHEN)
    assert "it does not wait for an editor, but its words are not those that are read today" in faults()


def test_a_place_in_a_damaged_text_is_a_fault_and_no_error(marked):
    tamper("UPDATE archive_textcontent SET map = '[1]' WHERE text_id = %s", marked.text_id)
    assert "its text has lost its words or its map" in faults()


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE archive_comment SET position = 9 WHERE number = 3", "comment 3 stands at 9 instead of 3"),
        (
            "UPDATE archive_comment SET depth = 2 WHERE number = 2",
            "comment 2 does not stand under the comment it answers",
        ),
        ("DELETE FROM archive_comment WHERE number = 3", "read anew, the thread has other comments"),
    ],
)
def test_a_thread_out_of_order_is_found(sql, what):
    stored()
    tamper(sql)
    assert what in faults()


def test_a_missing_text_is_found():
    stored()
    tamper("DELETE FROM archive_comment WHERE number = 3")
    tamper("DELETE FROM archive_textcontent WHERE text_id = (SELECT id FROM archive_text WHERE place = 3)")
    assert "it holds 3 texts where the reader finds 4" in faults()


def test_the_words_of_an_older_reader_are_checked_by_their_map():
    stored()
    tamper("UPDATE archive_reading SET reader_version = 0")
    report = verify_archive(at=WHEN)
    assert (report.texts, report.older, report.faults) == (4, 4, ())


def test_the_least_recently_checked_come_first():
    first, second = stored(), stored(PAGE.replace("Friday", "Monday"))
    verify_archive(at=WHEN, count=1)
    verify_archive(at=WHEN + timedelta(days=1), count=1)
    verify_archive(at=WHEN + timedelta(days=2), count=1)
    days = {check.source_id: (check.checked_at - WHEN).days for check in SourceCheck.objects.all()}
    assert days == {first.source_id: 2, second.source_id: 1}


def test_the_command_tells_json_and_fails_on_a_fault(capsys):
    stored()
    call_command("verify_archive", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "sound": True, "sources": 1, "texts": 4, "older": 0, "threads": 1, "places": 0, "parallels": 0, "faults": [],
    }  # fmt: skip
    tamper("DELETE FROM archive_sourcecontent")
    with pytest.raises(CommandError) as caught:
        call_command("verify_archive", "--json")
    assert caught.value.returncode == 1
    about = f"source:{SourceFile.objects.get().sha256}"
    assert json.loads(capsys.readouterr().out)["faults"][0] == {"about": about, "what": "its content is gone"}


@pytest.mark.parametrize(("count", "about"), [(None, "index"), (1, "article:ferry")])
def test_cards_of_the_search_index_that_are_lacking_different_or_too_many_are_found(count, about):
    stored()
    Article.objects.update(state="published", published_at=WHEN, slug="ferry")
    indexing.rebuild()
    assert verify_archive(at=WHEN, count=count).faults == ()
    Comment.objects.filter(number=1).update(state="held")
    Article.objects.update(title="Boat")
    said = "cards of the search index: 0 lacking, 1 different, 1 too many"
    assert verify_archive(at=WHEN, count=count).faults == (Fault(about, said),)


def test_an_index_that_does_not_agree_with_its_cards_is_found():
    factories.article("Ferry")
    indexing.rebuild()
    cardindex.strip(connection)
    assert [fault.about for fault in verify_archive(at=WHEN).faults] == ["index"]
    cardindex.lay(connection)
    assert verify_archive(at=WHEN).faults == ()


def test_a_number_of_cards_that_is_not_theirs_is_found():
    factories.article("Ferry")
    indexing.rebuild()
    IndexState.objects.update(comments=1)
    assert [fault.about for fault in verify_archive(at=WHEN).faults] == ["index"]


CARD_FAULTS = {
    "UPDATE archive_card SET words = 'boat'": "1 different",
    "UPDATE archive_card SET kind = 1": "1 lacking, 0 different, 1 too many",
    "UPDATE archive_card SET article_id = article_id + 1": "1 lacking, 0 different, 1 too many",
    "UPDATE archive_card SET text_id = 77": "1 different",
    "UPDATE archive_card SET place = place + 1": "1 lacking, 0 different, 1 too many",
    "DELETE FROM archive_card": "1 lacking",
    "INSERT INTO archive_card (place, kind, words) VALUES (7, 3, 'secret')": "1 too many",
    "INSERT INTO archive_card (place, kind, words) VALUES (7, 1, 'secret')": "its numbers disagree",
    "INSERT INTO archive_card (place, kind, words) VALUES (7, 9, 'secret')": "its numbers disagree",
}


@pytest.mark.parametrize(("fault", "said"), CARD_FAULTS.items())
def test_whatever_is_wrong_with_a_card_is_found(fault, said):
    factories.article("Ferry")
    indexing.rebuild()
    tamper(fault)
    assert any(said in found for found in faults())
