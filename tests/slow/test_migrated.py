"""The copy that the tests' database is made of."""

from pathlib import Path

import pytest
from django.db import connection

from tests.databases import fresh

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TABLES = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
ASKED = f"""
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    print(cursor.execute({TABLES!r}).fetchall())
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the copy is a file")
def test_a_copy_is_what_migrating_makes(tmp_path: Path) -> None:
    with fresh("sqlite", tmp_path) as database, connection.cursor() as cursor:
        made = eval(database.run("-c", ASKED))  # noqa: S307 (its own tuples)
        assert cursor.execute(TABLES).fetchall() == made
