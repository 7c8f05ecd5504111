"""Whatever is sent to the desk of statements is answered, by a page or a redirect."""

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Statement
from tests.admin.test_statements import at, editor  # noqa: F401 - a fixture
from tests.factories import Said, article, evidence, held, occurrence, statement
from tests.properties import few

pytestmark = pytest.mark.django_db
ODD = ["", "\0", "9" * 30, "-1", "²", "x" * 3_000, "\ufffd\u202e", "javascript:alert(1)", '{"a":', "[]", "<b>"]
SOUND = [
    "1", "on", "open", "accept", "refuse", "look", "mark", "confirm", "move", "refutes", "figure", "no source given",
    "contradicts", "narrows <", "1.1 proposed", "1.1 accepted", "1:0:4", "burned",
    "https://example.org/", '{"side": 1}',
]  # fmt: skip
FIELDS = [
    "wording", "kind", "tags", "new_tags", "seen", "move", "finding", "place", "do", "side", "note", "sourced",
    "citation", "link", "passage", "copy_sha256", "article", "quote", "exact", "spot", "was", "retire", "anchor",
    "type", "other", "relation", "statement", "accept", "again", "page", "comment", "add", "look",
]  # fmt: skip
ACTS = ["change", "move", "finding", "places", "place", "evidence", "piece", "relations", "waiting", "add", "marking"]
OF_ALL, OF_PARTS = ("waiting", "add"), ("place", "piece")


@pytest.fixture
def one() -> Statement:
    one = statement(workflow="open")
    words = held(article(slug="odd"), comments=[Said("It burned.")])
    evidence(one, words.text, "burned", state="orphaned")
    occurrence(one, words.text, "burned", state="edited")
    return one


@few
@given(st.sampled_from(ACTS), st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(ODD + SOUND), max_size=12))
def test_whatever_is_sent_is_answered(editor, one, act, sent):  # noqa: F811
    if act == "marking":
        there = reverse("admin:archive_article_marking", args=[Article.objects.get().pk])
    else:
        there = at(act, *() if act in OF_ALL else (one, 1) if act in OF_PARTS else (one,))
    with transaction.atomic():
        assert editor.post(there, {"reason": "Why.", **sent}).status_code in (200, 302)
        transaction.set_rollback(True)
    assert editor.get(there, sent).status_code in (200, 302, 404)
