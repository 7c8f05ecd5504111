"""The founding documents, brought by a person who knows nothing of their catalogue."""

import hashlib
import tomllib

import pytest
from django.conf import settings
from django.urls import reverse

from archive.actions.bringing import Brought, bring
from archive.states import Attribution
from tests.factories import WHEN, staff

pytestmark = [pytest.mark.django_db, pytest.mark.founding]


@pytest.fixture(scope="module")
def entries(founding):
    """The catalogue's entries by the SHA-256 of their documents."""
    found = [tomllib.loads(file.read_text()) for file in (settings.BASE_DIR / "seeds/founding").glob("*.toml")]
    return {entry["document"]["sha256"]: entry for entry in found if entry.get("document", {}).get("sha256")}


@pytest.fixture(scope="module")
def outcomes(standing, founding, entries):
    files = [file for file in sorted(founding.iterdir()) if file.is_file()]
    held = [file for file in files if hashlib.sha256(file.read_bytes()).hexdigest() in entries]
    return bring([Brought(f.name, f.read_bytes(), "As a file.") for f in held], by="anna", clock=lambda: WHEN)[0]


def test_each_becomes_a_draft_with_the_title_that_is_printed_or_one_that_says_it_is_supplied(outcomes, entries):
    assert {outcome.outcome for outcome in outcomes} == {"created"}
    for outcome in outcomes:
        said = entries[outcome.article.source_sha256]["article"]
        assert outcome.article.title_origin == said["title_origin"]
        assert said["title_origin"] == "supplied" or outcome.article.title == said["title"]
        assert outcome.article.language == said["language"]


def test_no_byline_is_guessed(outcomes, entries):
    for outcome in outcomes:
        known = {byline.get("name") for byline in entries[outcome.article.source_sha256].get("byline", [])}
        for byline in outcome.article.bylines.exclude(attribution=Attribution.UNKNOWN):
            assert byline.author.name in known


@pytest.mark.slow
def test_the_desk_of_each_opens_and_tries_a_correction(outcomes, client):
    client.force_login(staff("berta", is_superuser=True))
    for outcome in outcomes:
        desk = reverse("admin:archive_article_reading", args=[outcome.article.pk])
        assert client.get(desk).status_code == 200
        shape = outcome.article.text.reading.reader
        tried = client.get(desk, {"try": "1", "opened": "1", "shape": shape, "corrections": "1 kind boilerplate"})
        assert (tried.status_code, b"What would become of it" in tried.content) == (200, True)
