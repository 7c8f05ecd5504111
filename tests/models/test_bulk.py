from datetime import date

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.models import Article, ImportRun, Publisher, bulk
from tests import factories
from tests.factories import WHEN

pytestmark = pytest.mark.django_db
RUN = ("key", "way", "actor", "started_at", "finished_at", "folders", "read", "created", "changed", "kept", "unchanged",
       "not_held", "refused")  # fmt: skip


def run(key: str, folders: object = ()) -> tuple:
    return (key, "upload", "hanna", WHEN, None, folders, 0, 0, 0, 0, 0, 0, 0)


def test_rows_come_in_as_the_values_they_are():
    bulk.insert(ImportRun, RUN, [run("a", ["„Паром\\", "x\ty\n"]), run("b", [])])
    rows = ImportRun.objects.order_by("key").values_list("actor", "started_at", "finished_at", "folders")
    assert list(rows) == [("hanna", WHEN, None, ["„Паром\\", "x\ty\n"]), ("hanna", WHEN, None, [])]


def test_json_of_every_kind_comes_in():
    values = [{"a": [None, True, -1, 1.5]}, [[[]], {}, ""], "\u2028", 0, [["paragraph", 0, 3, 1, 1]] * 3]
    bulk.insert(ImportRun, RUN, [run(str(place), value) for place, value in enumerate(values)])
    assert list(ImportRun.objects.order_by("key").values_list("folders", flat=True)) == values


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite compresses nothing")
def test_postgresql_packs_long_values_quickly_where_it_can():
    bulk.insert(ImportRun, RUN, [run("a", ["word " * 2_000])])
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        [known] = cursor.fetchone()
        cursor.execute("SELECT pg_column_compression(folders) FROM archive_importrun")
        assert cursor.fetchone() == ("lz4" if known else "pglz",)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps no plans of its own")
@pytest.mark.parametrize(("count", "times"), [(bulk.MANY - 1, 0), (bulk.MANY, 1)])
def test_after_many_rows_postgresql_forgets_how_it_read_a_small_table(count, times):
    rows = [(f"p-{n}", f"P {n}", "") for n in range(count)]
    with CaptureQueriesContext(connection) as asked:
        bulk.insert(Publisher, ("slug", "name", "note"), rows)
    assert [query["sql"] for query in asked].count("DISCARD PLANS") == times
    with CaptureQueriesContext(connection) as asked:
        bulk.update(Publisher, ["note"], [(key, "kept") for key in Publisher.objects.values_list("pk", flat=True)])
    assert [query["sql"] for query in asked].count("DISCARD PLANS") == times


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans without counting")
@pytest.mark.django_db(transaction=True)
def test_after_a_load_postgresql_knows_how_many_rows_there_are():
    rows = [(f"p-{n}", f"P {n}", "") for n in range(700)]
    with transaction.atomic():
        bulk.insert(Publisher, ("slug", "name", "note"), rows)
        bulk.take_stock()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'archive_publisher'")
        assert cursor.fetchone() != (700,)
    bulk.take_stock()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'archive_publisher'")
        assert cursor.fetchone() == (700,)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite takes no samples")
def test_no_archived_words_get_into_statistics():
    factories.held(factories.article(), comments=[factories.Said("Who lit it?", "Tam")])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE archive_textcontent, archive_sourcecontent, archive_comment, archive_card")
        cursor.execute(
            "SELECT attname FROM pg_stats WHERE attname IN ('body', 'data', 'words', 'author_name', 'depth')"
        )
        assert cursor.fetchall() == [("depth",)]


def test_more_rows_than_a_statement_holds_come_in_from_a_generator():
    count = 4_001
    bulk.insert(Publisher, ("slug", "name", "note"), ((f"p-{n}", f"P {n}", "") for n in range(count)))
    assert Publisher.objects.count() == count


def test_allocated_keys_rise_and_are_given_once():
    first = list(bulk.allocate(Publisher, 3))
    bulk.insert(Publisher, ("id", "slug", "name", "note"), ((key, f"p-{key}", "P", "") for key in first))
    second = list(bulk.allocate(Publisher, 2))
    made = factories.publisher("Another")
    assert first == sorted(set(first))
    assert min(second) > max(first)
    assert made.pk > max(first)


def test_an_update_gives_each_row_its_own_values_in_one_statement():
    pages = [factories.article(f"Page {n}") for n in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        bulk.update(
            Article, ("title", "date_earliest"), [(pages[0].pk, "A", date(1954, 5, 1)), (pages[2].pk, "C", None)]
        )
    found = Article.objects.order_by("pk").values_list("title", "date_earliest")
    assert list(found) == [("A", date(1954, 5, 1)), ("Page 1", None), ("C", None)]
    assert sum(query["sql"].startswith("UPDATE") for query in queries) == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite takes texts of any length")
def test_an_update_cuts_nothing():
    pages = [factories.article(f"Page {n}") for n in range(2)]
    with pytest.raises(DataError), transaction.atomic():
        bulk.update(Article, ("date_printed",), [(page.pk, "x" * 10_000) for page in pages])


def test_an_update_can_follow_another_in_the_same_transaction():
    page = factories.article("Page")
    bulk.update(Article, ("title",), [(page.pk, "A")])
    bulk.update(Article, ("title", "note"), [(page.pk, "B", "b")])
    assert Article.objects.values_list("title", "note").get() == ("B", "b")


def test_constraints_hold_for_rows_in_bulk():
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Publisher, ("slug", "name", "note"), [("p", "P", ""), ("p", "P", "")])


@pytest.mark.django_db(transaction=True)
def test_rows_are_written_in_bulk_inside_a_transaction_only():
    with pytest.raises(RuntimeError, match="inside a transaction"):
        bulk.insert(Publisher, ("slug", "name", "note"), [("p", "P", "")])


def test_what_is_no_column_is_refused_by_name():
    with pytest.raises(TypeError, match="articles is no column of Publisher"):
        bulk.insert(Publisher, ("articles",), [])
