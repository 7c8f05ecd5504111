"""Settings refuse what is missing or weak with a sentence, and take what is given."""

import os
import runpy
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

STRONG = "correct-horse-battery-staple-0123456789-abcdefghijklmnopqrst"
LOGIN = ("LOGIN_FAILURES", "LOGIN_PAUSE", "REQUIRE_SECOND_FACTOR")
PRODUCTION = {"SECRET_KEY": STRONG, "ALLOWED_HOSTS": "archive.example"}


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    """The settings under this environment and no other of theirs."""
    for name in (
        *PRODUCTION,
        "DEBUG",
        "DATABASE_URL",
        "SITE_NAME",
        "SITE_LANGUAGE",
        "CONTACT",
        "TRUSTED_PROXY",
        "HSTS_SUBDOMAINS",
        *LOGIN,
    ):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(settings.BASE_DIR / "site_config" / "settings.py"))


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=clean, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": f"django-insecure-{STRONG}"}, "SECRET_KEY is weak"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is missing"),
        ({"ALLOWED_HOSTS": "archive.example, *"}, "ALLOWED_HOSTS is weak"),
        ({"CONTACT": "the porter"}, "CONTACT is neither"),
        ({"SITE_LANGUAGE": "tlh"}, "SITE_LANGUAGE is 'tlh'; this archive speaks en, he"),
        ({"TRUSTED_PROXY": "10.0.0.300"}, "TRUSTED_PROXY names '10.0.0.300'"),
        ({"DATABASE_URL": "mysql://archive@db/archive"}, "DATABASE_URL is not understood"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not understood"),
        ({"LOGIN_FAILURES": "0"}, "LOGIN_FAILURES is '0'"),
        ({"LOGIN_FAILURES": "-1"}, "LOGIN_FAILURES is '-1'"),
        ({"LOGIN_PAUSE": "a while"}, "LOGIN_PAUSE is 'a while'"),
        ({"LOGIN_PAUSE": "9" * 5000}, "LOGIN_PAUSE is '99999999999999999999'"),
    ],
)
def test_a_missing_or_weak_setting_is_refused_by_name(monkeypatch, wrong, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        read(monkeypatch, **(PRODUCTION | wrong))


def test_a_refusal_at_the_shell_is_one_sentence():
    done = run("manage.py", "check")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "The archive does not start. SECRET_KEY is missing: "
        "set it to 50 or more random characters, or DEBUG=1 to develop.\n"
    )


@pytest.mark.slow
def test_a_refused_server_says_one_sentence_and_is_not_started_again(tmp_path):
    done = run("-c", "import site_config.wsgi", **PRODUCTION, STATIC_ROOT=str(tmp_path))
    assert done.returncode == 3
    assert done.stderr == (
        "The archive does not start. The static files are not built: run `manage.py collectstatic` first.\n"
    )


def test_development_makes_a_key_of_its_own(monkeypatch):
    first, second = (read(monkeypatch, DEBUG="1")["SECRET_KEY"] for _ in range(2))
    assert first != second
    assert len(first) >= 50


@pytest.mark.parametrize(("asked", "given"), [({}, False), ({"TRACEBACKS": "1"}, True)])
def test_development_shows_tracebacks_only_when_asked(monkeypatch, asked, given):
    assert read(monkeypatch, DEBUG="1", **asked)["DEBUG"] is given


def test_production_never_shows_tracebacks(monkeypatch):
    assert read(monkeypatch, **PRODUCTION, TRACEBACKS="1")["DEBUG"] is False


def test_production_is_read_from_the_environment(monkeypatch):
    given = {"SITE_NAME": "Ferry House Papers", "CONTACT": "desk@archive.example", "TRUSTED_PROXY": "10.0.0.0/8, unix"}
    found = read(monkeypatch, **PRODUCTION, **given)
    assert (found["DEBUG"], found["ALLOWED_HOSTS"]) == (False, ["archive.example"])
    assert (found["SITE_NAME"], found["CONTACT"]) == ("Ferry House Papers", "desk@archive.example")
    assert found["TRUSTED_PROXY"] == ["10.0.0.0/8", "unix"]


def test_failing_log_ins_are_locked_out_as_the_environment_says(monkeypatch):
    given, found = (
        read(monkeypatch, **PRODUCTION, LOGIN_FAILURES="3", LOGIN_PAUSE="60"),
        read(monkeypatch, **PRODUCTION),
    )
    assert (given["AXES_FAILURE_LIMIT"], given["AXES_COOLOFF_TIME"]) == (3, timedelta(hours=1))
    assert (found["AXES_FAILURE_LIMIT"], found["AXES_COOLOFF_TIME"]) == (5, timedelta(minutes=15))


@pytest.mark.parametrize(("said", "meant"), [("", False), ("0", False), ("1", True)])
def test_a_house_says_whether_a_second_factor_is_asked_of_all(monkeypatch, said, meant):
    assert read(monkeypatch, **PRODUCTION, REQUIRE_SECOND_FACTOR=said)["REQUIRE_SECOND_FACTOR"] is meant


def test_sqlite_keeps_every_acknowledged_commit(monkeypatch):
    options = read(monkeypatch, **PRODUCTION)["DATABASES"]["default"]["OPTIONS"]
    assert options["init_command"] == (
        "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;"
    )
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


def test_postgresql_is_pooled(monkeypatch):
    database = read(monkeypatch, **PRODUCTION, DATABASE_URL="postgresql://a:b@db/archive")["DATABASES"]["default"]
    assert (database["HOST"], database["NAME"], database["CONN_MAX_AGE"]) == ("db", "archive", 0)
    assert database["OPTIONS"]["pool"]["max_size"] == 10


@pytest.mark.slow
def test_the_deploy_check_has_no_warnings():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")
