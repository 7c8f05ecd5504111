import pytest
from django.db import IntegrityError, connection, transaction

from archive.actions import proposals, readings
from archive.actions.carrying import Exposing
from archive.actions.refusals import Refused
from archive.actions.undoing import Standing, take_back
from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from archive.importing.draft import Draft
from archive.models import Comment, Decision, Fingerprint, Occurrence, SourceContent, Text, shown_lines, thread_lines
from archive.search import indexing
from archive.text.runs import Span
from tests.actions import reads
from tests.actions.moderation import ANNA, BO, agreed, last, lawful, reasons
from tests.factories import WHEN, occurrence, statement

pytestmark = pytest.mark.django_db
CANARY = "ask the keeper"


@pytest.fixture
def page():
    """Read twice: in the first reading the words of line 4, by Veld, stand in the comment above."""
    made = reads.article()
    reads.stored(made, [(2, 2), (3, 4), (5, 5)])
    reads.stored(made, [(2, 2), (3, 3, 0, 1), (4, 4, 1, 2), (5, 5)], version=2)
    made.state, made.published_at = "published", WHEN
    made.save()
    indexing.rebuild()
    return made


def one(line: int = 4) -> Comment:
    return Comment.objects.get(first_line=line)


def everything() -> str:
    """All values of all tables, as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [
                bytes(v).decode(errors="replace") if isinstance(v, bytes | memoryview) else str(v)
                for row in cursor.fetchall()
                for v in row
            ]
    return "\n".join(found)


def shape(page) -> list[tuple]:
    return [
        (line.number, line.position, line.depth, line.parent, line.first_line)
        for line in thread_lines(page, 1, 9, None)
    ]


def test_erased_words_are_nowhere_and_their_stub_and_every_other_word_stay(page):
    occurrence(statement(), one().text, CANARY)
    digest = one().text.sha256
    before, lines = shape(page), shown_lines(page.text.reading, [(1, 5)], None)
    agreed(one(), move="erase")
    told = everything()
    assert [word for word in (CANARY, "Veld", digest) if word in told] == []
    assert shape(page) == before
    found = [(line.public_state, line.author, line.words) for line in thread_lines(page, 1, 9, None)]
    assert found[2] == ("erased", None, None)
    assert [words for _state, _author, words in found if words] == ["who lit it?", "not us.", "I did."]
    left = shown_lines(page.text.reading, [(1, 5)], None)
    assert left == {**lines, 4: None}


def test_an_erasure_names_its_law_and_two_people_and_the_log_and_the_archive_stay_sound(page):
    agreed(one(), move="erase")
    erasure = Decision.objects.get(verb="comment.erase")
    said = erasure.detail.after["measure"]
    assert (said["law"], said["proposed_by"], said["agreed_by"]) == ("GDPR, article 17", "anna", "bo")
    assert verify_log().sound
    assert verify_archive(at=WHEN).faults == ()
    with pytest.raises(Standing, match="gone"):
        take_back(erasure, **ANNA)


def test_without_a_law_nothing_is_erased(page):
    with pytest.raises(Refused, match="ground of law"):
        proposals.propose([one()], "erase", reasons(), **ANNA)
    asked = proposals.propose([one()], "erase", lawful(), **ANNA)
    with pytest.raises(Refused, match="two people"):
        proposals.agree(asked, by="anna", at=WHEN)
    assert CANARY in everything()


def test_the_same_document_loaded_again_does_not_bring_the_words_back(page):
    agreed(one(), move="erase")
    places = [(2, 2), (3, 3, 0, 1), (4, 4, 1, 2), (5, 5)]
    assert reads.stored(page, places, version=2).number == 2
    assert reads.stored(page, places, version=3).number == 3
    reads.stored(page, [(2, 2), (3, 4, 0, 1), (5, 5)], version=4)
    assert [word for word in (CANARY, "Veld") if word in everything()] == []
    assert thread_lines(page, 2, 2, None)[0].words is None


def test_no_reading_takes_erased_words_into_the_article_or_their_place_away(page):
    agreed(one(), move="erase")
    draft = Draft(reads.PAGE)
    draft.add("paragraph", [Span(0, len(reads.PAGE.text) - 1)])
    with pytest.raises(Exposing, match="were erased"):
        readings.store(page, reads.received(), draft.finish("toy", 3), reason="as plain text", **reads.BY)
    with pytest.raises(Refused, match="its place away"):
        reads.stored(page, [(2, 2), (3, 3, 0, 1), (5, 5)], version=3)
    assert page.readings.count() == 2


def test_an_article_that_holds_the_words_as_its_own_keeps_them(page):
    other = reads.article(slug="other")
    draft = Draft(reads.PAGE)
    draft.add("paragraph", [Span(0, len(reads.PAGE.text) - 1)])
    readings.store(other, reads.received(), draft.finish("toy", 1), reason="as plain text", **reads.BY)
    asked = proposals.propose([one()], "erase", lawful(), **ANNA)
    with pytest.raises(Refused, match="as its own"), transaction.atomic():
        proposals.agree(asked, **BO)
    assert (one().state, CANARY in everything()) == ("shown", True)


def test_the_guards_let_nothing_else_go(page):
    agreed(one(), move="erase")
    for table in ("archive_text", "archive_textcontent"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    assert Text.objects.count() == 4 + 5
    assert last().verb == "erase"
    assert Fingerprint.objects.filter(text=one().text_id).count() == Occurrence.objects.count() == 0


def test_words_that_come_back_by_another_hand_are_found(page):
    agreed(one(), move="erase")
    kept = SourceContent.objects.get()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_sourcecontent")
    SourceContent.objects.create(source_id=kept.pk, data=reads.PAGE.text.encode())
    assert [fault.what for fault in verify_archive(at=WHEN).faults] == ["words stand in it again that were erased"]
