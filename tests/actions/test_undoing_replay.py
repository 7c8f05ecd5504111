"""Whatever is changed and taken back, in whatever order, log and archive say the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from archive.actions import articles, names, tags, values
from archive.actions.articles import BylineData
from archive.actions.undoing import Standing, hindrances, take_back
from archive.actions.verify_log import verify_log
from archive.models import Article, Author, Decision
from tests.factories import WHEN
from tests.properties import few

pytestmark = pytest.mark.django_db
FIELDS = {"slug": "ferry", "title": "Ferry", "title_origin": "printed", "language": "en"}
WORDS = st.sampled_from(["Ferry", "Boat", "Raft \u202e", "Паром"])
SLUGS = st.sampled_from(["ferry", "boat", "raft"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("title"), WORDS),
        st.tuples(st.just("note"), WORDS),
        st.tuples(st.just("slug"), SLUGS),
        st.tuples(st.just("tags"), st.sets(WORDS, max_size=2)),
        st.tuples(st.just("bylines"), st.integers(0, 2)),
        st.tuples(st.just("name"), WORDS),
        st.tuples(st.just("back"), st.integers(0, 30)),
        st.tuples(st.just("back"), st.integers(0, 30)),
    ),
    min_size=2,
    max_size=14,
)


def do(step: tuple[str, Any], moment: int) -> None:
    article, author = Article.objects.get(), Author.objects.get()
    known: dict[str, Any] = {"by": "hanna", "at": WHEN + timedelta(minutes=moment), "reason": "a test"}
    match step:
        case ("title" | "note" | "slug") as name, value:
            articles.change(article, {name: value}, **known)
        case "tags", value:
            tags.set_tags(article, value, **known)
        case "bylines", number:
            articles.set_bylines(article, [BylineData(author)] * number, **known)
        case "name", value:
            names.change(author, {"name": value}, **known)
        case "back", number:
            log = list(Decision.objects.order_by("number").exclude(verb__endswith=".create"))
            if log:
                back(log[number % len(log)], **known)


def back(decision: Decision, **known: Any) -> None:
    """What is said to be free is taken back, and what is said to stand is refused for the same reasons."""
    found = hindrances(decision)
    if not found:
        assert take_back(decision, **known).takes_back_id == decision.pk
        return
    size = Decision.objects.count()
    with pytest.raises(Standing) as refused:
        take_back(decision, **known)
    assert (list(refused.value.hindrances), Decision.objects.count()) == (found, size)


def replayed(kind: str) -> dict[str, Any]:
    """The last value of each field that the log tells of a kind of things, checked against what was there before."""
    found: dict[str, Any] = {}
    for decision in Decision.objects.filter(target__startswith=f"{kind}:").order_by("number").select_related("detail"):
        for name, value in decision.detail.before.items():
            assert found.get(name, value) == value
        found |= decision.detail.after
    return found


@given(STEPS)
@few
def test_replaying_the_log_gives_the_values_that_stand_there(steps):
    with transaction.atomic():
        articles.create(FIELDS, by="hanna", at=WHEN, reason="a test")
        names.create(Author, "anna", {"name": "Anna"}, by="hanna", at=WHEN, reason="a test")
        for moment, step in enumerate(steps, 1):
            do(step, moment)
        for row, kind in ((Article.objects.get(), "article"), (Author.objects.get(), "author")):
            now, told = values.now(row), replayed(kind)
            assert {name: now[name] for name in told} == told
        assert verify_log().sound
        transaction.set_rollback(True)
