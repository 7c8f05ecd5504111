"""Migrations carry what is in the archive: each is tried from the state before it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.actions.verify_log import verify_log
from archive.models import Author, Decision, triggers
from archive.rules import chain

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def migrated():
    """A function that takes the database to a migration and returns its models. Afterwards it is the newest again."""

    def migrated(name: str):
        executor = MigrationExecutor(connection)
        executor.migrate([("archive", name)])
        triggers.install(connection)
        return executor.loader.project_state([("archive", name)]).apps

    newest = [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "archive"]
    yield migrated
    MigrationExecutor(connection).migrate(newest)
    triggers.install(connection)


def test_a_log_written_before_decisions_could_be_taken_back_stays_sound(migrated):
    before = migrated("0001_initial")
    before.get_model("archive", "author").objects.create(slug="hanna-veld", name="Hanna Veld")
    salt = "5a" * 32
    detail = chain.detail_digest(salt=salt, reason="Seen in print.", before={}, after={"name": "Hanna Veld"})
    said = {"actor": "hanna", "verb": "author.create", "target": "author:hanna-veld"}
    digest = chain.digest(
        number=1, at=AT, **said, run=None, takes_back=None, detail_digest=detail, previous=chain.GENESIS
    )
    row = before.get_model("archive", "decision").objects.create(
        number=1, at=AT, **said, detail_digest=detail, previous=chain.GENESIS, digest=digest
    )
    before.get_model("archive", "decisiondetail").objects.create(
        decision=row, salt=salt, reason="Seen in print.", before={}, after={"name": "Hanna Veld"}
    )
    migrated("0002_editing")
    assert (verify_log().size, verify_log().sound, triggers.missing(connection)) == (1, True, [])
    assert Decision.objects.get().takes_back is None
    assert Author.objects.get().merged_into is None
