"""Fixtures of the whole suite."""

import hashlib
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase

from archive.models import cardindex, triggers
from archive.search import inventory
from tests import legs, migrated
from tests.fixtures import load_sample

pytest_plugins = ["tests.journeys.browser"]

for profile, examples in (("short", 16), ("long", 100)):
    hypothesis.settings.register_profile(
        profile, deadline=None, max_examples=examples, derandomize=bool(os.environ.get("CI"))
    )
hypothesis.settings.load_profile("short")


MADE_BY_MIGRATING = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# What pages and commands ask of the second database is tried in the slow tests, and so are long stories of actions; in
# the timed ones what lies below them.
ABOVE = {"admin", "views", "management", "exports", "templatetags"}
LONG = "bringing bringing_founding echoes figures_founding invented merging readings reanchoring tags undoing_replay"
STORIES = {f"test_{stem}.py" for stem in (*LONG.split(), "undoing_runs", "undoing_statements", "verify_reuse")}
# Of the many cases of a test that opens pages, and of any on the second database, the timed tests try the first.
PAGES = {"admin", "views"}
CASES = 2


def pytest_itemcollected(item: pytest.Item) -> None:
    parts = set(item.path.relative_to(item.config.rootpath).parts)
    second = connection.vendor == "postgresql"
    many = hasattr(item, "callspec") and max(item.callspec.indices.values()) >= CASES
    proof = item.get_closest_marker("proof")
    if not proof and ((second and parts & (ABOVE | STORIES)) or (many and (second or parts & PAGES))):
        item.add_marker("slow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The longest first, and beside each other: one process starts a Chromium, the others take over what waits behind.
    items.sort(key=lambda item: "browser" not in item.keywords)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = legs.outcomes(terminalreporter.stats)
    if file := os.environ.get("LEGS_FILE"):
        legs.note(told, file)
    else:
        terminalreporter.write_line(legs.line({connection.vendor: "", **told}))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    migrated.copy_once()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """PostgreSQL's own vacuum would find tables empty whose rows a test has taken back, and plan the next for none."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET (autovacuum_enabled = false)")


@pytest.fixture(scope="session", autouse=True)
def emptying_under_lifted_guards() -> Iterator[None]:
    """Tests that commit leave rows behind, and the guards would refuse to have them deleted.

    What migrating puts there stays: it need not be made anew after each of them. TRUNCATE of small tables takes
    PostgreSQL many times as long as DELETE.
    """

    def empty(_case: TransactionTestCase) -> None:
        with connection.cursor() as cursor, transaction.atomic():
            tables = set(connection.introspection.table_names(cursor)) - MADE_BY_MIGRATING
            # What SQLite keeps a full-text index in; it empties itself with the cards.
            tables = {table for table in tables if not table.startswith(cardindex.TABLE)}
            with triggers.lifted(connection):
                for table in sorted(tables):
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
            if connection.vendor == "sqlite":  # which numbers rows from 1 again after a rollback, too
                cursor.execute("DELETE FROM sqlite_sequence")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was kept of an archive that was rolled back would be taken for what stands there."""
    cache.clear()
    inventory.forget()


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """One transaction over a module's tests, for what takes long to make; each test's own transaction lies in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(db: None) -> None:
    """The sample collection, loaded."""
    load_sample()


@pytest.fixture(scope="session")
def founding() -> Path:
    """The folder that holds every document of seeds/founding/."""
    folder = Path(settings.ARCHIVE_DOCUMENTS)
    if not folder.is_dir():
        if os.environ.get("ARCHIVE_DOCUMENTS"):
            pytest.fail(f"ARCHIVE_DOCUMENTS names {folder}, which is not a folder.", pytrace=False)
        legs.absent("founding", "no documents in seeds/documents/, and ARCHIVE_DOCUMENTS names no folder")
    held = {hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.is_file()}
    catalogue = [tomllib.loads(file.read_text()) for file in (settings.BASE_DIR / "seeds/founding").glob("*.toml")]
    wanted = {entry["document"]["sha256"]: entry["document"]["name"] for entry in catalogue if "document" in entry}
    if lacking := sorted(name for digest, name in wanted.items() if digest not in held):
        legs.absent("founding", f"{folder.name}/ lacks {', '.join(lacking)}")
    return folder
