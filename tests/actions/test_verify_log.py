"""Tampering with the log and with the states: what is found, what only a checkpoint finds, and what nothing finds."""

import time

import pytest
from django.db import connection, transaction

from archive.actions import checkpoints, comments, measures, pseudonyms, redactions
from archive.actions.checkpoints import Checkpoint, checkpoint
from archive.actions.decisions import Entry, record, record_all
from archive.actions.refusals import Refused
from archive.actions.verify_log import verify_log
from archive.models import Comment, Decision, DecisionDetail, ImportRun, Redaction, triggers
from archive.rules import chain
from archive.text.runs import Span
from tests.actions import reads
from tests.actions.moderation import ANNA, agreed, last, one, page, reasons
from tests.factories import WHEN, user

pytestmark = pytest.mark.django_db
ROWS = 5
RUN = "(SELECT min(id) FROM archive_importrun)"
# By column what a forger might write there.
FORGED = {
    "archive_decision": {
        "at": "'2026-06-15 00:00:00+00:00'", "actor": "'x'", "verb": "'x'", "target": "'x:y'", "run_id": RUN,
        "takes_back_id": "NULL", "detail_digest": f"'{'0' * 64}'", "previous": f"'{'1' * 64}'",
        "digest": f"'{'2' * 63}' || number",
    },
    "archive_decisiondetail": {"salt": "'x'", "reason": "'x'", "before": "'{\"x\": 1}'", "after": "'{\"x\": 1}'"},
}  # fmt: skip
EACH = [(table, column, row) for table, columns in FORGED.items() for column in columns for row in range(1, ROWS + 1)]


@pytest.fixture
def log() -> list:
    user("hanna")
    ImportRun.objects.create(key="a" * 32, actor="hanna", started_at=WHEN)
    with transaction.atomic():
        entries = [Entry("x.change", f"x:{n}", f"reason {n}", {"n": n}, {"n": "Ü"}, n or None) for n in range(ROWS)]
        return record_all(entries, by="hanna", at=WHEN)


def run(*statements: str) -> None:
    with triggers.lifted(connection), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for sql in statements:
            cursor.execute(sql)


@pytest.mark.parametrize(("table", "column", "row"), EACH)
def test_a_change_of_any_column_of_any_row_is_found(log, table, column, row):
    if (column, row) == ("takes_back_id", 1):
        pytest.skip("the first row takes nothing back")
    key = "number" if table == "archive_decision" else "decision_id"
    run(f"UPDATE {table} SET {column} = {FORGED[table][column]} WHERE {key} = {row}")
    assert verify_log().bad == row


def without(row: int) -> list[str]:
    return [
        f"UPDATE archive_decision SET takes_back_id = NULL WHERE takes_back_id = {row}",
        f"DELETE FROM archive_decisiondetail WHERE decision_id = {row}",
        f"DELETE FROM archive_decision WHERE number = {row}",
    ]


@pytest.mark.parametrize("row", [2, 3, 4])
def test_a_row_that_was_taken_out_is_found(log, row):
    run(*without(row))
    assert verify_log().bad == row


def test_two_rows_that_changed_places_are_found(log):
    columns = "actor", "target", "detail_digest"
    rows = {row["number"]: row for row in Decision.objects.values("number", *columns)}
    for there, other in ((2, 3), (3, 2)):
        run(*(f"UPDATE archive_decision SET {c} = '{rows[other][c]}' WHERE number = {there}" for c in columns))
    assert verify_log().bad == 2


def test_a_row_that_was_put_in_is_found(log):
    run(*without(3))
    forged(3, "a forged reason", Decision.objects.get(number=2).digest)
    assert verify_log().bad == 4


def test_a_cut_tail_is_found_with_a_checkpoint_alone(log):
    kept = checkpoint(at=WHEN)
    run(*without(5), *without(4))
    assert (verify_log().sound, verify_log().size) == (True, 3)
    report = verify_log([kept])
    assert (report.bad, report.why) == (4, "the log held 5 decisions at a checkpoint and holds 3 now")


def test_a_chain_that_was_rewritten_as_a_whole_is_found_with_a_checkpoint_alone(log):
    kept = checkpoint(at=WHEN)
    for row in range(ROWS, 0, -1):
        run(*without(row))
    previous = chain.GENESIS
    for number in range(1, ROWS + 1):
        previous = forged(number, "what a forger wants to have been said", previous)
    assert verify_log().sound
    assert verify_log([kept]).bad == ROWS


def test_what_was_decided_after_the_last_checkpoint_is_not_held_by_it(log):
    kept = checkpoint(at=WHEN)
    with transaction.atomic():
        record(Entry("x.change", "x:6", "true"), by="hanna", at=WHEN)
    run(*without(6))
    forged(6, "forged", kept.head)
    assert verify_log([kept]).sound


def forged(number: int, reason: str, previous: str) -> str:
    """A row that follows from the one before it; its digest."""
    detail = chain.detail_digest(salt="5a" * 32, reason=reason, before={}, after={})
    said = {"number": number, "at": WHEN, "actor": "hanna", "verb": "x.change", "target": "x:y", "run": None}
    digest = chain.digest(**said, takes_back=None, detail_digest=detail, previous=previous)
    plain = {name: value for name, value in said.items() if name != "run"}
    row = Decision.objects.create(**plain, detail_digest=detail, previous=previous, digest=digest)
    DecisionDetail.objects.create(decision=row, salt="5a" * 32, reason=reason)
    return digest


def test_checkpoints_are_prefixes_in_whatever_order_they_were_kept(log):
    rows = list(Decision.objects.order_by("number"))
    kept = [Checkpoint(n, rows[n - 1].digest if n else chain.GENESIS, "then") for n in (5, 0, 2)]
    assert (verify_log(kept).checkpoints, verify_log(kept).sound) == (3, True)
    assert verify_log([*kept, Checkpoint(3, "0" * 64, "then")]).bad == 3
    assert verify_log([Checkpoint(0, "1" * 64, "then")]).bad == 1


def test_a_checkpoint_is_read_as_it_was_printed(log):
    kept = checkpoint(at=WHEN)
    assert checkpoints.read([str(kept), "", f" {kept} "]) == [kept, kept]
    for lines in ([], ["5"], ["x " + "0" * 64 + " then"], [f"{kept} more"], ["1 " + "0" * 63 + " then"]):
        with pytest.raises(Refused):
            checkpoints.read(lines)


def moderated() -> None:
    """Everything that is done to comments, and a reading that divides them anew."""
    page()
    measures.decide([one(1)], "veil", reasons(), **ANNA)
    agreed(one(2))
    pseudonyms.pseudonymise(one(4), reasons(facts=""), **ANNA)
    redactions.decide(Redaction.objects.proposed(), "standing", **{**ANNA, "reason": "A name."})
    comments.see_gone(one(3), WHEN.date(), **ANNA)
    other = reads.article(slug="other")
    reads.stored(other, [(2, 2), (3, 4), (5, 5)])
    there = Comment.objects.get(article=other, number=2)
    measures.decide([there], "hold", reasons(facts=""), **ANNA)
    redactions.redact(Comment.objects.get(article=other, number=1), [Span(0, 3)], reasons(facts=""), **ANNA)
    reads.stored(other, [(2, 3), (4, 4), (5, 5)], version=2)


def replayed() -> list[tuple[str, str]]:
    """What the log does not tell, but for the article that the factory published without a word in it."""
    return [(about, what) for about, _number, what in verify_log(replay=True).faults if about != "article:fire"]


def test_every_state_is_replayed_from_the_log(log):
    moderated()
    assert replayed() == []
    assert "carried" in Decision.objects.filter(verb="reading.store").latest("number").detail.after


@pytest.mark.parametrize(
    ("sql", "about", "what"),
    [
        ("archive_comment SET state = 'shown' WHERE number = 1", "comment:fire#1", "state is shown"),
        ("archive_comment SET state = 'held' WHERE number = 3", "comment:fire#3", "state is held"),
        ("archive_comment SET pseudonym_id = NULL WHERE number = 4", "comment:fire#4", "pseudonym is None"),
        ("archive_comment SET gone_at_source = NULL", "comment:fire#3", "gone_at_source is None"),
        ("archive_redaction SET state = 'lifted'", "comment:fire#3", "redaction 1 is lifted"),
    ],
)  # fmt: skip
def test_a_state_that_was_changed_behind_the_log_is_found(sql, about, what):
    moderated()
    run(f"UPDATE {sql}")
    assert [said for said in replayed() if said[0] == about and what in said[1]]
    assert verify_log().sound


@pytest.mark.slow
def test_ten_thousand_decisions_are_verified_in_a_second():
    with transaction.atomic():
        after = {"state": "veiled"}
        entries = [Entry("comment.veil", f"comment:a#{n}", "It breaks it.", {}, after) for n in range(10_000)]
        record_all(entries, by="hanna", at=WHEN)
    start = time.process_time()
    assert verify_log([checkpoint(at=WHEN)]).sound
    assert time.process_time() - start < 1
    assert last().number == 10_000
