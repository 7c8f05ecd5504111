import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from archive.models import triggers

pytestmark = pytest.mark.django_db


def test_a_sound_database_is_healthy(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"healthy": True, "reachable": True, "migrations_waiting": 0, "guards_missing": 0}


def test_a_probe_gets_no_session_and_no_cached_answer(client):
    response = client.get("/healthz")
    assert response.cookies == {}
    assert "no-store" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


def test_a_migration_that_waits_is_unhealthy(client):
    MigrationRecorder(connection).record_unapplied("taggit", "0001_initial")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["migrations_waiting"] >= 1


def test_a_guard_that_is_gone_is_unhealthy(client):
    wanted = triggers.missing(connection)
    with triggers.lifted(connection):
        response = client.get("/healthz")
    assert wanted == []
    assert response.status_code == 503
    assert response.json()["guards_missing"] > 0


def test_a_database_that_does_not_answer_is_unhealthy(client, monkeypatch):
    def gone(*_args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", gone)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"healthy": False, "reachable": False, "migrations_waiting": None, "guards_missing": None}
