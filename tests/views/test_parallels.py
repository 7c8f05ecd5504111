import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Parallel, triggers
from tests.actions.test_parallels import FIRST, LINE, SECOND, brought
from tests.factories import staff

pytestmark = pytest.mark.django_db
PAGE = "/articles/first/parallels/second/"


@pytest.fixture
def pair() -> tuple[Article, Article]:
    found = brought(FIRST, "first"), brought(SECOND, "second")
    Article.objects.filter(slug="first").update(
        date_earliest="2001-01-01", date_latest="2001-01-01", title="The <ferry>"
    )
    Article.objects.filter(slug="second").update(date_earliest="1999-01-01", date_latest="1999-12-31")
    return found


def text(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_two_texts_stand_side_by_side_the_older_first_and_shared_words_are_marked(client, pair):
    shown = text(client, PAGE)
    assert shown.index("/articles/second/") < shown.index("/articles/first/")
    assert "A was printed first." in shown
    assert f"<mark>{LINE.upper()}</mark>" in shown
    assert f"<mark>{LINE}</mark>" in shown
    assert "14 words in both, word for word; found by comparison" in shown
    assert "The ferry ran at seven." in shown
    assert "It rained on the market square" in shown
    assert "The &lt;ferry&gt;" in shown
    assert text(client, "/articles/second/parallels/first/") == shown


def test_what_differs_in_a_passage_is_shown_on_either_side(client):
    brought(f"{LINE} before the tide.\n", "first")
    brought(f"{LINE.replace('lantern house', 'old mill')} before the tide.\n", "second")
    shown = text(client, PAGE)
    assert "had lit the</mark> <del>lantern house</del> <mark>that night before the tide</mark>.</div>" in shown
    assert "had lit the</mark> <ins>old mill</ins> <mark>that night before the tide</mark>.</div>" in shown
    assert shown.count('<div class="row') == 1


def test_a_comment_is_named_and_its_words_stay_where_they_are(client, pair):
    shown = text(client, PAGE)
    assert '<a href="/articles/second/comments/1/">comment 1</a>' in shown
    assert "I heard" not in shown


def test_an_article_beside_itself_says_what_it_has_twice(client):
    brought(f"{LINE}.\nSo it was told on the square.\n{LINE}.\n", "first")
    shown = text(client, "/articles/first/parallels/first/")
    assert "Said twice" in shown
    assert shown.count(f"<mark>{LINE}</mark>") == 2


def test_two_texts_that_share_nothing_say_so(client):
    brought(FIRST, "first"), brought("It rained.\n", "second")
    assert "No passage of eight or more words" in text(client, PAGE)


def test_words_that_may_not_be_read_are_on_no_page(client, pair):
    Article.objects.filter(slug="first").update(rights="record")
    shown = text(client, PAGE)
    assert LINE not in shown
    assert "may not be shown here" in shown
    Article.objects.filter(slug="first").update(state="draft")
    assert "the ferry ran" not in text(client, PAGE, 404).lower()
    assert "/articles/first/" not in text(client, "/articles/second/")
    client.force_login(staff())
    assert LINE in text(client, PAGE)


@pytest.mark.parametrize("slug", ["nothing", "%00", "a" * 300])
def test_a_text_that_is_not_here_is_not_found(client, pair, slug):
    text(client, f"/articles/first/parallels/{slug}/", 404)


def test_a_refused_parallel_is_on_no_page(client, pair):
    Parallel.objects.update(decision="refused")
    assert "<mark>" not in text(client, PAGE)
    assert "also stand" not in text(client, "/articles/first/")


def test_an_article_says_at_the_passage_where_its_words_also_stand(client, pair):
    shown = text(client, "/articles/first/")
    line = shown[shown.index('class="also"') :]
    assert 'href="/articles/first/parallels/second/#p2"' in line
    assert "14 words of this also stand in" in line
    assert "which had them first." in line
    assert shown.index("and the keeper went home") < shown.index('class="also"')


def test_a_withheld_comment_is_not_named(client, pair):
    with triggers.lifted(connection):
        pair[1].comments.update(state="withheld")
    assert "/comments/1/" not in text(client, PAGE)
    assert "in a comment" not in text(client, "/articles/first/")


def test_the_page_asks_as_few_questions_for_many_passages(client):
    counts = []
    for number in (1, 30):
        words = [f"The keeper of house {at}x says that he saw {at}y ferries and {at}z boats.\n" for at in range(number)]
        one, other = brought("".join(words), f"a-{number}"), brought("It rained.\n" + "".join(words), f"b-{number}")
        with CaptureQueriesContext(connection) as queries:
            assert "<mark>" in text(client, f"/articles/{one.slug}/parallels/{other.slug}/")
        counts.append(len(queries))
    assert counts == [4, 4]


def test_a_reprint_of_nearly_the_whole_text_is_named_as_one(client, pair):
    assert "it is a reprint" not in text(client, PAGE)
    brought(FIRST.split("Tam")[0], "third")
    assert "it is a reprint" in text(client, "/articles/first/parallels/third/")
