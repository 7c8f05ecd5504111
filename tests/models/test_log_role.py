"""The role of the README, under which the application may only read the log and add to it."""

import re

import pytest
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, transaction

from tests.factories import decision

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no roles"),
]


@pytest.fixture
def application():
    """A function that runs one statement as the application."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("CREATE ROLE application")
        except DatabaseError:
            pytest.skip("this account may not make roles")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO application")
        readme = (settings.BASE_DIR / "README.md").read_text()
        for statement in re.findall(r"^    ((?:REVOKE|GRANT) .*;)$", readme, re.MULTILINE):
            cursor.execute(statement)

    def run(sql: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE application")
            cursor.execute(sql)
            cursor.execute("RESET ROLE")

    return run


@pytest.mark.parametrize("table", ["archive_decision", "archive_decisiondetail"])
def test_the_application_reads_the_log_and_changes_nothing_in_it(application, table):
    decision()
    application(f"SELECT * FROM {table}")
    for sql in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"UPDATE {table} SET salt = salt"):
        with pytest.raises(ProgrammingError, match=r"permission denied|does not exist"):
            application(sql)
    with pytest.raises(ProgrammingError, match="permission denied"):
        application("UPDATE archive_decision SET actor = actor")


def test_the_application_adds_to_the_log(application):
    digest = "a" * 64
    application(
        "INSERT INTO archive_decision (number, at, actor, verb, target, detail_digest, previous, digest) "
        f"VALUES (1, now(), 'anna', 'x', 'x:y', '{digest}', '{digest}', '{digest}')"
    )
