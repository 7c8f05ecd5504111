"""The drawing of the whole collection on the page of statements."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from archive.models import Article, Parallel, StatementRelation
from archive.models.drawings import MOST_TEXTS, Node, Sharing, drawing
from archive.templatetags.drawings import places
from tests.actions.moderation import agreed
from tests.factories import Said, article, held, occurrence, parallel, redaction, statement

pytestmark = pytest.mark.django_db


def made(slug: str, earliest: str | None = None, **fields) -> Article:
    return held(article(f"Page <{slug}>", slug=slug, date_earliest=earliest, date_latest=earliest, **fields))


def shared(a: Article, b: Article, **fields) -> Parallel:
    return parallel(a.text, "burned to its posts", b.text, "burned to its posts", **fields)


def contradiction(a: Article, b: Article, **fields) -> None:
    one, other = statement("It burned."), statement("It did not burn.", **fields)
    occurrence(one, a.text, "burned"), occurrence(other, b.text, "posts")
    StatementRelation.objects.create(statement=one, other=other, type="contradicts")


def shown(client, address: str = "/statements/") -> str:
    return client.get(address).content.decode()


@pytest.fixture
def five() -> list[Article]:
    dates = {"a": "1999-01-01", "b": "2001-01-01", "c": None, "d": "1950-01-01", "e": "2001-05-05"}
    return [made(slug, earliest) for slug, earliest in dates.items()]


def test_texts_stand_by_date_with_links_and_titles_and_the_table_says_the_same(client, five):
    a, b, c, *_rest = five
    shared(a, b), contradiction(b, c)
    page = shown(client)
    dots = re.findall(r'<a href="/articles/(\w)/" aria-label="([^"]+)"><circle cx="([0-9]+)"', page)
    assert [slug for slug, _said, _x in dots] == ["d", "a", "b", "e", "c"]
    assert [int(x) for *_rest, x in dots] == sorted(int(x) for *_rest, x in dots)
    assert dots[-1][1] == "Page &lt;c&gt;, undated"
    assert page.count('<path class="shares"') == page.count('<path class="against"') == 1
    assert 'aria-label="4 words in both: Page &lt;a&gt;; Page &lt;b&gt;"' in page
    table = page.split("<tbody>")[1]
    assert '<a href="/articles/a/parallels/b/">4 words in both</a>' in table
    assert '<a href="/statements/1/">1</a> and <a href="/statements/2/">2</a>' in table
    assert "style=" not in page


def test_nothing_is_drawn_where_nothing_lies_between_texts(client, five):
    statement()
    assert "<svg" not in shown(client)
    Article.objects.all().update(state="draft", published_at=None)
    assert "<svg" not in shown(client)


def test_only_what_anonymous_may_see_is_drawn(client, five):
    a, b, c, d, e = five
    shared(a, b, decision="refused"), shared(a, c, state="orphaned")
    Article.objects.filter(pk=d.pk).update(state="draft", published_at=None, title="Secret")
    Article.objects.filter(pk=e.pk).update(rights="record")
    shared(a, d), shared(a, e), contradiction(a, b, workflow="withdrawn", number=9), contradiction(a, d)
    found = drawing()
    assert (found.texts, found.shared, found.contradictions) == ([], [], [])
    assert "Secret" not in shown(client)


def test_words_of_comments_draw_lines_of_their_own_as_far_as_they_may_be_read(client, five):
    one = held(article("Said", slug="said"), comments=[Said("It burned to its posts."), Said("Burned to its posts?")])
    first, second = one.comments.order_by("number")
    for comment, words in ((first, "burned to its posts"), (second, "Burned to its posts")):
        parallel(five[0].text, "burned to its posts", comment.text, words)
    parallel(first.text, "burned to its posts", second.text, "Burned to its posts")
    assert drawing().shared == [Sharing("a", "said", 8, 2, 0)]
    assert 'class="shares said"' in shown(client)
    assert "8 words in both, in comments" in shown(client, "/parallels/")
    redaction(first, "posts")
    assert drawing().shared == [Sharing("a", "said", 4, 1, 0)]
    agreed(second)
    assert drawing().shared == []


def test_all_pairs_are_listed_by_pages_those_that_share_most_first(client, monkeypatch, five):
    for module in ("archive.models.drawings", "archive.rules.paging"):
        monkeypatch.setattr(f"{module}.SIZE", 2)
    a, b, c, d, e = five
    shared(a, b), shared(a, c), shared(a, d), shared(a, d), shared(b, e, decision="refused")
    pages = [re.findall(r"/articles/(\w)/parallels/(\w)/", shown(client, f"/parallels/?page={n}")) for n in (1, 2)]
    assert pages == [[("a", "d"), ("a", "b")], [("a", "c")]]
    assert 'href="?page=2"' in shown(client, "/parallels/")
    assert 'href="?page=3"' not in shown(client, "/parallels/?page=2")
    for page in ("3", "0", "x", "9" * 9):
        assert client.get(f"/parallels/?page={page}").status_code == 404


def test_where_no_texts_share_words_the_list_says_so(client, five):
    assert "No two articles" in shown(client, "/parallels/")


def test_of_very_many_texts_those_are_drawn_that_share_something(client, monkeypatch, five):
    monkeypatch.setattr("archive.models.drawings.MOST_TEXTS", 3)
    shared(five[0], five[1])
    found = drawing()
    assert ([text.slug for text in found.texts], found.all) == (["a", "b"], 5)
    statement()
    assert "2 of 5 texts are drawn" in shown(client)


def test_a_narrowed_list_has_no_drawing(client, five):
    shared(five[0], five[1]), contradiction(five[0], five[1])
    assert "<svg" in shown(client)
    assert "<svg" not in shown(client, "/statements/?kind=event")


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_takes_as_many_queries_for_thirty_lines_as_for_one(client, five, django_assert_num_queries, number):
    a, *others = five
    for at in range(number):
        shared(a, others[at % 4]), contradiction(a, others[at % 4])
    with django_assert_num_queries(8):
        assert "<svg" in shown(client)
    assert shown(client, "/statements/").count('class="against"') == number


@pytest.mark.parametrize("number", [1, 2, 5, MOST_TEXTS])
def test_no_two_texts_stand_in_one_place_however_many_there_are(number):
    days = [date(1900, 1, 1) + timedelta(days=50 * at) for at in range(number)]
    texts = [Node(str(at), "A", "en", "", day if at % 7 else None) for at, day in enumerate(days)]
    texts.sort(key=lambda text: (text.earliest is None, text.earliest or date.max))
    along, years, width = places(texts)
    places_in_order = [along[text.slug] for text in texts]
    assert all(b - a >= 12 for a, b in pairwise(places_in_order))
    assert max(places_in_order) < width
    assert years[-1][1] == "undated"
