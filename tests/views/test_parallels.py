import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Parallel, triggers
from tests.actions.test_parallels import FIRST, LINE, SECOND, brought
from tests.factories import staff

pytestmark = pytest.mark.django_db
TITLE = "Ferry house burns at Oru Point"
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
    assert '<q lang="en" dir="ltr">Nobody on either shore …</q>' in line


def test_it_stands_beside_its_own_paragraph_and_beside_the_words_of_its_comment(client):
    brought(f"Before.\n{LINE}.\nAfter.\nTam: {LINE}, I heard.\nOrrin: So it was.\n", "own")
    brought(f"It snowed.\n{LINE}.\n", "other")
    shown = text(client, "/articles/own/")
    told = [shown.index("Before."), shown.index('class="also"'), shown.index(f"{LINE}."), shown.index("After."),
            shown.index('id="c1"'), shown.rindex('class="also"'), shown.index("I heard.")]  # fmt: skip
    assert told == sorted(told)


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


def dated(**dates: str) -> None:
    for slug, date in dates.items():
        Article.objects.filter(slug=slug).update(date_earliest=date, date_latest=date)


def notes(shown: str) -> list[str]:
    """What is said at passages, without markup and without the words that it begins with."""
    return [re.sub("<q.*?</q> |<[^>]+>", "", said) for said in re.findall(r'class="also"[^>]*>(.*?)</p>', shown)]


def test_at_a_passage_the_oldest_text_stands_first_with_what_was_changed(client):
    brought(f"{LINE}.\n", "own"), brought(f"{LINE.replace('lantern', 'old')}.\n", "young"), brought(f"{LINE}.\n", "old")
    dated(own="1950-05-05", young="1960-01-01", old="1940-01-01")
    assert notes(text(client, "/articles/own/")) == [
        "14 words of this also stand in Ferry house burns at Oru Point, word for word, which had them first.",
        "13 words of this also stand in Ferry house burns at Oru Point, with 1 word changed, which has them later.",
    ]


def test_a_comment_says_where_its_words_also_stand(client):
    brought(f"It rained.\n{LINE}.\nTam: {LINE}, I heard.\n", "own"), brought(f"It snowed.\n{LINE}.\n", "other")
    dated(own="1950-05-05", other="1960-01-01")
    assert notes(text(client, "/articles/own/"))[-2:] == [
        "14 words of this also stand in the article above, word for word, which had them first.",
        f"14 words of this also stand in {TITLE}, word for word, and which came first is not known.",
    ]
    dated(other="1940-01-01")
    assert notes(text(client, "/articles/own/"))[-2].endswith("word for word, which had them first.")


def test_a_comment_says_nothing_of_words_that_may_not_be_read(client, pair):
    assert "14 words of this also stand in" in text(client, "/articles/second/").split('id="thread"')[1]
    Article.objects.filter(slug="first").update(rights="record")
    Parallel.objects.filter(number=1).update(decision="refused")
    assert "also stand" not in text(client, "/articles/second/").split('id="thread"')[1]


def test_five_places_are_told_at_a_passage_and_the_others_are_counted(client):
    brought("It rained.\n" + f"{LINE}.\n" + "".join(f"N{n}: {LINE}.\n" for n in range(8)), "own")
    shown = notes(text(client, "/articles/own/").split('id="thread"')[0])
    assert shown[-1] == "And in 3 more places."
    assert len(shown) == 6


def test_a_page_with_shared_words_takes_as_many_queries_for_thirty_as_for_one(client):
    counts = []
    for number in (1, 30):
        lines = [f"The keeper of house {at}x says that he saw {at}y ferries and {at}z boats.\n" for at in range(number)]
        brought("It rained.\n" + "".join(lines) + "".join(f"N: {line}" for line in lines), f"a-{number}")
        with CaptureQueriesContext(connection) as queries:
            assert "also stand" in text(client, f"/articles/a-{number}/").split('id="thread"')[1]
        counts.append(len(queries))
    assert counts == [6, 6]


def test_a_reprint_is_named_at_the_head_of_both_texts(client):
    often = "The keeper told the harbour master that two boats had left before the lamps went out.\n"
    brought(f"{LINE}.\n{often}", "first"), brought(f"{LINE}.\n{often}", "second")
    brought(f"{LINE}.\n" + "".join(f"word{n}x{n} " for n in range(90)) + "\n", "third")
    dated(first="1950-05-05", second="1960-01-01")
    said = "one is a reprint, and no source beside the other"
    assert [said in text(client, f"/articles/{slug}/") for slug in ("first", "second", "third")] == [True, True, False]
    assert "which has them later" in text(client, "/articles/first/").split('class="reprint"')[1].split("</p>")[0]
