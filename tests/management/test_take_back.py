import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.actions import articles, loads
from archive.models import Article, Decision, ImportRun
from tests.factories import WHEN
from tests.management import seeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(tmp_path: Path) -> str:
    folder = seeds.folder(tmp_path / "seeds")
    for number in range(2):
        seeds.entry(folder, f"page-{number}", f"Page {number}.\n", state="draft", document={"shape": "plain"})
    loads.load([folder], by="load_seeds", clock=lambda: WHEN)
    return ImportRun.objects.get().key


def take_back(key: str, *options: str, code: int = 0) -> str:
    out, left = io.StringIO(), 0
    try:
        call_command("take_back", key, *options, stdout=out, stderr=io.StringIO())
    except CommandError as error:
        left = error.returncode
    assert left == code
    return out.getvalue()


def test_a_load_is_taken_back_at_the_shell(key):
    assert take_back(key) == "goes 3, withdrawn 0, put back 0, kept 0\n"
    assert Article.objects.count() == 0
    assert Decision.objects.get(verb="import.take_back").detail.reason == "Taken back at the shell."


def test_a_dry_run_writes_nothing_and_says_the_same(key):
    size = Decision.objects.count()
    foreseen = json.loads(take_back(key, "--dry-run", "--json"))
    assert Decision.objects.count() == size
    assert json.loads(take_back(key, "--json")) == foreseen


def test_what_is_kept_is_named_and_ends_with_one(key):
    article = Article.objects.get(slug="page-1")
    articles.change(article, {"title": "Mine\x1b\u202e"}, by="hanna", at=WHEN, reason="better")
    told = take_back(key, code=1)
    assert told.splitlines() == [
        (
            f"article:page-1 title: Decision {Decision.objects.get(verb='article.change').number} "
            "(catalogue record changed: title, hanna, 2026-01-02 03:04) stands on it."
        ),
        "collection:seeds: It stands on 1 record.",
        "goes 1, withdrawn 0, put back 0, kept 2",
    ]


@pytest.mark.parametrize("unknown", ["x" * 4000, "\0", "", "é"])
def test_an_unknown_key_is_a_wrong_call(key, unknown):
    take_back(unknown, code=2)


def test_a_load_that_is_gone_already_is_a_wrong_call(key):
    take_back(key)
    take_back(key, code=2)
