from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from archive.actions.decisions import Entry, record, record_all
from archive.actions.verify_log import verify_log
from archive.models import Decision, triggers
from archive.rules.chain import GENESIS

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 14, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def log() -> list[Decision]:
    with transaction.atomic():
        entries = [Entry("article.change", f"article:{n}", "a reason", {"n": n}, {"n": "Ü\u202e"}) for n in range(5)]
        return record_all(entries, by="hanna", at=AT)


def tamper(sql: str) -> None:
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_decision_follows_from_the_one_before_it(log):
    rows = list(Decision.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous for row in rows] == [GENESIS, *(row.digest for row in rows[:-1])]
    assert verify_log().head == rows[-1].digest


def test_a_decision_is_kept_to_the_millisecond(log):
    assert Decision.objects.get(number=1).at == AT.replace(microsecond=123000)


def test_an_empty_log_is_sound():
    report = verify_log()
    assert (report.sound, report.size, report.head, report.at) == (True, 0, GENESIS, None)


def test_a_whole_log_is_sound(log):
    report = verify_log()
    assert (report.sound, report.size, report.bad) == (True, 5, None)


@pytest.mark.parametrize(
    ("sql", "bad"),
    [
        ("UPDATE archive_decision SET actor = 'x' WHERE number = 3", 3),
        ("UPDATE archive_decision SET verb = 'x' WHERE number = 1", 1),
        ("UPDATE archive_decision SET target = 'x' WHERE number = 5", 5),
        ("UPDATE archive_decision SET at = '2026-06-15 00:00:00+00:00' WHERE number = 2", 2),
        ("UPDATE archive_decision SET previous = digest WHERE number = 2", 2),
        ("UPDATE archive_decisiondetail SET reason = 'x' WHERE decision_id = 4", 4),
        ("UPDATE archive_decisiondetail SET before = '{}' WHERE decision_id = 4", 4),
        ("UPDATE archive_decisiondetail SET after = '{}' WHERE decision_id = 4", 4),
        ("UPDATE archive_decisiondetail SET salt = 'x' WHERE decision_id = 4", 4),
        ("DELETE FROM archive_decisiondetail WHERE decision_id = 4", 4),
        ("UPDATE archive_decision SET detail_digest = previous WHERE number = 2", 2),
    ],
)
def test_a_change_behind_the_log_is_found_at_its_number(log, sql, bad):
    tamper(sql)
    report = verify_log()
    assert (report.bad, bool(report.why)) == (bad, True)


def test_a_row_that_was_taken_out_is_missed():
    with transaction.atomic():
        record_all([Entry("a", "b", "c") for _ in range(3)], by="hanna", at=AT)
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_decisiondetail WHERE decision_id = 2")
        cursor.execute("DELETE FROM archive_decision WHERE number = 2")
    report = verify_log()
    assert (report.bad, report.why) == (2, "number 2 is missing")


def test_an_erased_detail_leaves_the_chain_sound(log):
    with transaction.atomic():
        record(Entry("erase", "decision:2", "by court order"), by="hanna", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_decisiondetail WHERE decision_id = 2")
    report = verify_log()
    assert (report.sound, report.size, report.erased) == (True, 6, 1)


@pytest.mark.django_db(transaction=True)
def test_the_log_is_not_written_outside_of_a_transaction():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(Entry("a", "b", "c"), by="hanna", at=AT)
