"""One rule, two faces: what the query sets give is what the pure rule allows, for every person and state."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.models import Article, Comment, Text, comment_lines, shown
from archive.rules import visibility
from archive.states import ArticleState, CommentState, Rights
from tests.factories import Said, article, held, staff, user

pytestmark = pytest.mark.django_db

CASES = list(product(ArticleState.values, Rights.values, CommentState.values))


@pytest.fixture(scope="module")
def collection(standing) -> None:
    """One article of every state and rights, with a comment of every state."""
    for state, rights in product(ArticleState.values, Rights.values):
        made = article(f"{state} {rights}", state=state, rights=rights)
        held(
            made,
            [("paragraph", f"words of {state} {rights}")],
            [Said(f"{c} here", state=c) for c in CommentState.values],
        )


@pytest.fixture(params=["none", "anonymous", "reader", "staff", "former"])
def viewer(request):
    match request.param:
        case "none":
            return None
        case "anonymous":
            return AnonymousUser()
        case "reader":
            return user()
        case "staff":
            return staff()
        case "former":
            return staff("former", is_active=False)


def test_visible_to_and_can_see_agree(collection, viewer):
    listed = set(Article.objects.visible_to(viewer))
    assert listed == {one for one in Article.objects.all() if visibility.can_see(one, viewer)}
    assert len(listed) == (9 if visibility.is_staff(viewer) else 3)


def test_known_to_and_knows_of_agree(collection, viewer):
    known = set(Article.objects.known_to(viewer))
    assert known == {one for one in Article.objects.all() if visibility.knows_of(one, viewer)}
    assert len(known) == (9 if visibility.is_staff(viewer) else 6)


def test_the_words_of_a_thread_are_the_words_that_shown_gives(collection, viewer):
    texts = Text.objects.filter(place__gt=0).select_related("content", "comment", "reading__article")
    by_rule = {(text.reading.article_id, text.comment.number): shown(text, viewer) for text in texts}
    by_query = {
        (one.pk, line.number): line.words
        for one in Article.objects.all()
        for line in comment_lines(Comment.objects.under(one), viewer)
    }
    assert by_query == by_rule
    assert len([words for words in by_rule.values() if words]) == (45 if visibility.is_staff(viewer) else 4)


def test_the_words_of_articles_follow_state_and_rights(collection, viewer):
    texts = Text.objects.filter(place=0).select_related("content", "reading__article")
    words = {shown(text, viewer) for text in texts} - {None}
    if visibility.is_staff(viewer):
        assert len(words) == 9
    else:
        assert words == {"words of published open", "words of published on_site"}


def test_no_text_shows_nothing():
    assert shown(None, None) is None


@pytest.mark.parametrize(("state", "rights", "comment"), CASES)
def test_a_stranger_reads_only_what_is_not_hidden_in_published_articles(state, rights, comment):
    one = Article(state=state, rights=rights)
    allowed = state == "published" and rights != "record" and comment in ("shown", "veiled")
    assert visibility.can_read(one, None, Comment(state=comment)) is allowed


def test_comments_of_hidden_articles_are_not_counted(collection, viewer):
    count = Comment.objects.visible_to(viewer).count()
    assert count == (45 if visibility.is_staff(viewer) else 15)
