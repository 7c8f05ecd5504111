import io
import os

import pytest
from django.core.management import CommandError

from archive.management.commands import serve
from archive.models import Article
from tests.management import seeds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def command(settings, tmp_path):
    settings.ARCHIVE_SEEDS = [seeds.folder(tmp_path)]
    seeds.entry(tmp_path, words=None)
    return serve.Command(stdout=io.StringIO(), stderr=io.StringIO())


def test_serving_begins_with_loaded_seeds_and_says_where_to_look(command):
    command.prepare("127.0.0.1:8000")
    assert Article.objects.exists()
    said = command.stdout.getvalue()
    assert "The archive: http://127.0.0.1:8000/\nTo work in it: make editor, then http://127.0.0.1:8000/admin/" in said


def test_a_refused_document_keeps_nobody_from_the_others(command, monkeypatch):
    def refuse(name: str, *_args: object, **_options: object) -> None:
        raise CommandError("1 refused.")

    monkeypatch.setattr(serve, "call_command", refuse)
    command.prepare("127.0.0.1:8000")
    assert "1 refused." in command.stderr.getvalue()
    assert "The archive: http://127.0.0.1:8000/" in command.stdout.getvalue()


@pytest.mark.parametrize(("asked", "watches"), [([], False), (["--reload"], True)])
def test_code_is_watched_only_where_that_is_asked_for(asked, watches):
    parser = serve.Command().create_parser("manage.py", "serve")
    assert parser.parse_args(asked).use_reloader is watches


@pytest.mark.parametrize(("reloaded", "times"), [("", 1), ("true", 0)])
def test_only_the_first_of_the_two_processes_loads(command, monkeypatch, reloaded, times):
    prepared = []
    monkeypatch.setitem(os.environ, serve.DJANGO_AUTORELOAD_ENV, reloaded)
    monkeypatch.setattr(command, "prepare", prepared.append)
    monkeypatch.setattr(serve.runserver.Command, "run", lambda *_args, **_options: None)
    command.run(addrport="127.0.0.1:9000")
    assert prepared == ["127.0.0.1:9000"] * times
