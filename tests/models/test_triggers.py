import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, transaction

from archive.actions.decisions import Entry, record
from archive.models import Article, Comment, Proposal, SourceFile, Text, triggers
from tests.factories import WHEN, Said, article, decision, held, proposal, rule, statement

pytestmark = pytest.mark.django_db

PROTECTED = [guard for guard in triggers.GUARDS if not guard.columns]
KEEPING = triggers.GUARDS


@pytest.fixture
def planted() -> Article:
    """One row in every protected table."""
    made = held(article("Ferry house"), comments=[Said("Who lit it?"), Said("You did.", under=0)])
    statement()
    proposal()
    with transaction.atomic():
        record(Entry("article.create", f"article:{made.slug}", "a test"), by="hanna", at=WHEN)
    return made


def run(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def allow(verb: str, target: str) -> None:
    with transaction.atomic():
        record(Entry(verb, target, "the law asks for it"), by="hanna", at=WHEN)


def test_every_guard_stands_after_migrate():
    assert triggers.missing(connection) == []


@pytest.mark.parametrize("guard", PROTECTED, ids=lambda guard: guard.table)
def test_no_column_of_a_protected_table_can_be_changed_by_raw_sql(planted, guard):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {guard.table}")
        row = dict(zip(columns(guard.table), cursor.fetchone(), strict=True))
    for column, value in row.items():
        plain = isinstance(value, int) and not isinstance(value, bool)
        other = "1000" if value is None else f'"{column}" + 1000' if plain else "NULL"
        with pytest.raises(IntegrityError, match="never changes"):
            run(f'UPDATE {guard.table} SET "{column}" = {other}')


@pytest.mark.parametrize("guard", KEEPING, ids=lambda guard: guard.table)
def test_no_row_is_deleted_by_raw_sql(planted, guard):
    with pytest.raises(IntegrityError, match="never deleted"):
        run(f"DELETE FROM {guard.table}")
    assert count(guard.table) > 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has REPLACE")
@pytest.mark.parametrize("guard", KEEPING, ids=lambda guard: guard.table)
def test_no_row_is_written_over(planted, guard):
    before = count(guard.table)
    for verb in ("REPLACE INTO", "INSERT OR REPLACE INTO"):
        with pytest.raises(IntegrityError, match="is there already"):
            run(f"{verb} {guard.table} SELECT * FROM {guard.table}")
    assert count(guard.table) == before


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("guard", KEEPING, ids=lambda guard: guard.table)
def test_no_table_is_truncated(planted, guard):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="never emptied"):
        run(f"TRUNCATE {guard.table} CASCADE")


def test_an_update_that_changes_nothing_passes(planted):
    run("UPDATE archive_sourcefile SET name = name")
    run("UPDATE archive_textcontent SET body = body")
    assert SourceFile.objects.count() == 1


def test_the_number_of_a_comment_and_its_article_stay(planted):
    with pytest.raises(IntegrityError, match="never changes"):
        run("UPDATE archive_comment SET number = number + 10")
    Comment.objects.update(position=5)
    assert set(Comment.objects.values_list("number", flat=True)) == {1, 2}


def test_a_draft_may_change_its_address_and_a_published_article_may_not(planted):
    draft = article("Draft", state="draft")
    Article.objects.filter(pk=draft.pk).update(slug="another")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Article.objects.filter(pk=planted.pk).update(slug="other")


@pytest.mark.parametrize("column", ["number", "key"])
def test_the_number_and_the_key_of_a_statement_stay_once_it_was_public(column):
    statement("Public once.", workflow="withdrawn", number=7)
    with pytest.raises(IntegrityError, match="never changes"):
        run(f"UPDATE archive_statement SET {column} = '8'")
    run("UPDATE archive_statement SET wording = 'Other words.'")


def test_a_suggestion_gets_its_number_once():
    statement(workflow="open")
    run("UPDATE archive_statement SET number = 1, published_at = suggested_at")
    with pytest.raises(IntegrityError, match="never changes"):
        run("UPDATE archive_statement SET number = NULL, published_at = NULL")


def test_a_text_may_go_once_its_erasure_is_on_record(planted):
    text = Text.objects.get(place=2)
    allow("erase", f"text:{planted.slug}#1.2")
    run("DELETE FROM archive_textcontent WHERE text_id = %s", text.pk)
    with pytest.raises(IntegrityError, match="never deleted"):
        run("DELETE FROM archive_textcontent")


@pytest.mark.parametrize(("verb", "published"), [("erase", True), ("undo", False)])
def test_a_whole_source_may_go_once_that_is_on_record(planted, verb, published):
    if not published:
        Article.objects.update(state="draft", published_at=None)
    allow(verb, f"source:{planted.source.sha256}")
    Article.objects.update(text=None, source=None)
    for table in ("comment", "textcontent", "text", "reading", "sourcecontent", "sourcefile"):
        run("UPDATE archive_comment SET depth = 0, parent_id = NULL")
        run(f"DELETE FROM archive_{table}")
        assert count(f"archive_{table}") == 0


def test_the_import_of_what_was_published_is_never_undone(planted):
    allow("undo", f"source:{planted.source.sha256}")
    for table in ("textcontent", "sourcecontent", "comment"):
        with pytest.raises(IntegrityError, match="never deleted"):
            run(f"DELETE FROM archive_{table}")


def test_a_draft_without_words_may_go_and_a_published_record_may_not():
    for state in ("draft", "published"):
        article(state.title(), slug=state, state=state)
    run("DELETE FROM archive_article WHERE slug = 'draft'")
    with pytest.raises(IntegrityError, match="never deleted"):
        run("DELETE FROM archive_article WHERE slug = 'published'")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has REPLACE")
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("comment", "id = 2 WHERE id = 1"),
        ("comment", "text_id = (SELECT max(text_id) FROM archive_comment)"),
        ("comment", "source_start = 0"),
        ("article", "slug = 'taken'"),
        ("article", "id = 1000"),
    ],
)
def test_no_row_is_pushed_out_by_a_change(planted, table, change):
    article("Taken", slug="taken", state="draft")
    before = count(f"archive_{table}")
    with pytest.raises(IntegrityError, match=r"is there already|never changes"):
        run(f"UPDATE OR REPLACE archive_{table} SET {change}")
    assert count(f"archive_{table}") == before


@pytest.mark.parametrize("verb", ["erased", "article.change"])
def test_another_verb_about_a_source_allows_nothing(planted, verb):
    allow(verb, f"source:{planted.source.sha256}")
    with pytest.raises(IntegrityError, match="never deleted"):
        run("DELETE FROM archive_sourcecontent")


def test_the_detail_of_a_decision_may_be_erased_and_the_decision_never(planted):
    allow("erase", "decision:1")
    run("DELETE FROM archive_decisiondetail WHERE decision_id = 1")
    with pytest.raises(IntegrityError, match="never deleted"):
        run("DELETE FROM archive_decision WHERE number = 1")


@pytest.mark.parametrize("name", ["archive_keep_decision_change", "archive_keep_text_delete"])
def test_a_guard_that_is_gone_fails_the_system_check(name):
    table, _said = triggers._there(connection)[name]
    run(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))
    assert triggers.missing(connection) == [name]
    with pytest.raises(SystemCheckError, match=r"archive\.E001"):
        call_command("check", databases=["default"])


def test_the_guards_of_an_older_release_are_no_fault_while_its_archive_waits_to_be_migrated(capsys):
    run("DELETE FROM django_migrations WHERE app = 'archive'")
    with triggers.lifted(connection):
        call_command("check", databases=["default"])
    assert "archive.W001" in capsys.readouterr().err


def test_guards_that_were_lifted_are_back_afterwards():
    with triggers.lifted(connection):
        assert len(triggers.missing(connection)) == len(triggers._wanted(connection))
    assert triggers.missing(connection) == []


def test_a_guard_that_was_altered_counts_as_missing():
    name = "archive_keep_text_change"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON archive_text WHEN FALSE BEGIN SELECT 1; END")
        else:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            )
    assert triggers.missing(connection) == [name]


@pytest.mark.parametrize(("state", "move"), [("withheld", "withhold"), ("erased", "erase")])
def test_no_comment_is_withheld_or_erased_to_which_only_one_person_agreed(planted, state, move):
    one = planted.comments.get(number=1)
    asked = proposal(one, move=move)
    take = f"UPDATE archive_comment SET state = '{state}' WHERE id = {one.pk}"
    with pytest.raises(IntegrityError, match="never changes"):
        run(take)
    settled = {"agreed": True, "settled_at": WHEN, "decision": decision()}
    with pytest.raises(IntegrityError, match="agreed_by_another_person"), transaction.atomic():
        Proposal.objects.filter(pk=asked.pk).update(settled_by="Anna", **settled)
    Proposal.objects.filter(pk=asked.pk).update(settled_by="bo", **settled)
    run(take)
    with pytest.raises(IntegrityError, match="never changes"):
        run(f"UPDATE archive_comment SET state = '{state}' WHERE number = 2")


def test_who_proposed_what_stays(planted):
    with pytest.raises(IntegrityError, match="never changes"):
        run("UPDATE archive_proposal SET proposed_by = 'bo'")


def test_a_rule_of_the_house_is_written_anew_and_never_changed(planted):
    rule()
    with pytest.raises(IntegrityError, match="never changes"):
        run("UPDATE archive_houserule SET text = 'other'")
