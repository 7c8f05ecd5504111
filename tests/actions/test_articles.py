from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from archive.actions import articles
from archive.actions.articles import Blocked, BylineData
from archive.actions.refusals import Refused
from archive.models import Article, Author, Decision
from archive.states import ArticleState, Attribution
from tests.actions.moderation import reasons

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 14, 12, 0, 0, 250000, tzinfo=UTC)
BY = {"by": "hanna", "at": NOON, "reason": "a test"}
FIELDS = {
    "slug": "ferry-house",
    "title": "The Ferry House",
    "title_origin": "printed",
    "language": "en",
    "abstract": "…",
}


def made(**fields) -> Article:
    return articles.create({**FIELDS, **fields}, **BY)


def last() -> Decision:
    return Decision.objects.select_related("detail").latest("number")


def test_an_article_is_born_a_draft_and_on_record():
    article = made()
    assert article.state == ArticleState.DRAFT
    assert (last().verb, last().target, last().actor, last().at) == (
        "article.create",
        "article:ferry-house",
        "hanna",
        NOON,
    )
    assert last().detail.after == FIELDS


def test_a_state_can_not_be_written_as_a_field():
    with pytest.raises(Refused, match="state can’t be written"):
        made(state="published")
    assert not Article.objects.exists()


def test_a_change_says_before_and_after_and_an_equal_value_is_no_change():
    article = made()
    articles.change(article, {"title": "The Ferry House Burns", "language": "en"}, **BY)
    assert (last().detail.before, last().detail.after) == (
        {"title": "The Ferry House"},
        {"title": "The Ferry House Burns"},
    )
    assert articles.change(article, {"title": "The Ferry House Burns"}, **BY) is None
    assert Decision.objects.count() == 2


def test_a_published_article_keeps_its_address():
    article = made()
    articles.change(article, {"slug": "ferry"}, **BY)
    articles.publish(article, **BY)
    with pytest.raises(Refused, match="stays as it is"):
        articles.change(article, {"slug": "ferry-house"}, **BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(slug="ferry-house")


def test_publication_names_what_stands_in_its_way():
    article = made(language=" ", abstract="")
    with pytest.raises(Blocked) as caught:
        articles.publish(article, **BY)
    assert [blocker.field for blocker in caught.value.blockers] == ["language", "abstract"]
    assert Article.objects.get().state == ArticleState.DRAFT
    assert Decision.objects.count() == 1


def test_a_withdrawal_keeps_the_day_of_first_publication_and_says_why():
    article = made()
    articles.publish(article, **BY)
    articles.withdraw(article, reasons(), by="hanna", at=NOON + timedelta(days=2), reason="asked by its publisher")
    assert (article.state, article.published_at, article.withdrawn_reason) == (
        ArticleState.WITHDRAWN,
        NOON,
        "asked by its publisher",
    )
    articles.publish(article, by="hanna", at=NOON + timedelta(days=3), reason="agreed again")
    assert (article.state, article.published_at, article.withdrawn_at) == (ArticleState.PUBLISHED, NOON, None)


def test_a_withdrawal_without_a_reason_is_refused():
    article = made()
    articles.publish(article, **BY)
    with pytest.raises(Refused, match="reason"):
        articles.withdraw(article, reasons(), by="hanna", at=NOON, reason=" ")


@pytest.mark.parametrize(("move", "published"), [("publish", True), ("withdraw", False)])
def test_a_move_starts_from_its_own_state(move, published):
    article = made()
    if published:
        articles.publish(article, **BY)
    with pytest.raises(Refused):
        getattr(articles, move)(article, **BY)


def test_bylines_are_set_in_order_and_unknown_names_nobody():
    article, hanna = made(), Author.objects.create(slug="hanna-veld", name="Hanna Veld")
    bylines = [BylineData(hanna, printed="by Hanna Veld"), BylineData(None, attribution=Attribution.UNKNOWN)]
    articles.set_bylines(article, bylines, **BY)
    assert articles.bylines_of(article) == bylines
    assert last().detail.after["bylines"][0]["author"] == "hanna-veld"
    assert articles.set_bylines(article, bylines, **BY) is None


def test_the_database_refuses_an_unknown_byline_with_a_name():
    article, hanna = made(), Author.objects.create(slug="hanna-veld", name="Hanna Veld")
    with pytest.raises(IntegrityError), transaction.atomic():
        article.bylines.create(order=0, author=hanna, attribution=Attribution.UNKNOWN)


@pytest.mark.parametrize(
    "values", [{"title": "T" * 501}, {"slug": "no slug"}, {"language": "l" * 36}, {"kind": "rumour"}, {"title": ""}]
)
def test_a_value_that_no_column_holds_is_refused_on_every_database(values):
    article = made()
    with pytest.raises(Refused, match=next(iter(values))):
        articles.change(article, values, **BY)
    with pytest.raises(Refused):
        made(**{"slug": "another", **values})
    assert Decision.objects.count() == 1


def test_a_reason_too_long_to_print_is_refused():
    article = made()
    articles.publish(article, **BY)
    with pytest.raises(Refused, match="withdrawn_reason"):
        articles.withdraw(article, reasons(), by="hanna", at=NOON, reason="r" * 1001)


def test_an_address_that_is_taken_is_refused_in_words():
    made(slug="one")
    with pytest.raises(Refused, match="Another article has the address “one”"):
        made(slug="one")
    with pytest.raises(Refused, match="Another article has the address “one”"):
        articles.change(made(slug="two"), {"slug": "one"}, **BY)


def test_a_published_article_does_not_lose_what_it_was_published_for():
    page = made(abstract="What it is.")
    articles.publish(page, **BY)
    with pytest.raises(Blocked, match="needs an abstract"):
        articles.change(page, {"abstract": ""}, **BY)
    assert Article.objects.get().abstract == "What it is."
