"""Readings that a person corrects."""

import pytest

from archive.actions import carrying
from archive.actions.correcting import Overtaken, attempt, correct, said_otherwise
from archive.actions.refusals import Refused
from archive.importing.corrections import BadCorrection, Correction
from archive.importing.shapes import UnknownShape
from archive.models import Article, Comment, Decision, Reading
from archive.models.versions import pieces
from archive.rules.differences import differences
from tests import factories
from tests.actions.test_bringing import brought, page
from tests.factories import WHEN

pytestmark = pytest.mark.django_db

# The second comment answers nobody.
ALONE = Correction(15, "parent", "0")


@pytest.fixture
def article() -> Article:
    [outcome], _run = brought(page())
    return Article.objects.get(pk=outcome.article.pk)


@pytest.fixture
def viewer():
    return factories.staff()


def stored(article, *corrections, shape="thread", **options):
    record = attempt(article.text.reading, corrections, shape=shape)
    known = {"opened": article.text.reading.number, "reason": "It stands so.", "by": "tam", "at": WHEN}
    return correct(article, record, corrections, **{**known, **options})


def test_trying_stores_nothing_and_shows_what_would_become(article, viewer):
    head = Decision.objects.head()
    record = attempt(article.text.reading, [ALONE], shape="thread")
    assert [comment.parent for comment in record.comments] == [None, None, None]
    assert (Decision.objects.head(), Reading.objects.count()) == (head, 1)


def test_a_corrected_reading_is_a_new_version_with_its_reason(article):
    reading = stored(article, ALONE)
    article.refresh_from_db()
    assert (reading.number, reading.reason, reading.corrections) == (2, "It stands so.", [ALONE.to_data()])
    assert article.text.reading == reading
    assert Comment.objects.get(number=2).parent is None
    assert Decision.objects.latest("number").actor == "tam"


def test_the_second_of_two_editors_is_told_and_stores_nothing(article):
    record = attempt(article.text.reading, [Correction(8, "begin")], shape="thread")
    stored(article, ALONE)
    with pytest.raises(Overtaken, match="Reading 2 was stored meanwhile") as told:
        correct(article, record, [Correction(8, "begin")], opened=1, reason="Mine.", by="veld", at=WHEN)
    assert (told.value.current.number, Reading.objects.count()) == (2, 2)


def test_a_second_click_stores_no_third_reading(article):
    stored(article, ALONE)
    with pytest.raises(Overtaken):
        stored(article, ALONE, opened=1)
    article = Article.objects.get()
    with pytest.raises(Refused, match="nothing to store"):
        stored(article, ALONE)
    assert Reading.objects.count() == 2


def test_a_reason_is_asked(article):
    with pytest.raises(Refused, match="needs its reason"):
        stored(article, ALONE, reason="  ")


@pytest.mark.parametrize("wrong", [Correction(99, "join"), Correction(3, "kind", "poem")])
def test_what_no_reader_could_follow_is_refused_before_reading(article, wrong):
    with pytest.raises(BadCorrection):
        attempt(article.text.reading, [wrong], shape="thread")


def test_a_shape_that_is_none_is_refused(article):
    with pytest.raises(UnknownShape):
        attempt(article.text.reading, [], shape="poem")


def test_a_correction_that_would_show_a_withheld_comment_is_refused(article):
    Comment.objects.filter(number=1).update(state="held")
    with pytest.raises(carrying.Exposing):
        stored(article, shape="plain")
    assert Reading.objects.count() == 1


def test_the_record_takes_over_only_what_is_named(article):
    article.title, article.date_printed = "Another", ""
    article.save()
    record = attempt(article.text.reading, [ALONE], shape="thread")
    assert [said.name for said in said_otherwise(article, record)] == ["title", "published"]
    stored(article, ALONE, take=["title", "nothing"])
    article.refresh_from_db()
    assert (article.title, article.date_printed) == ("The burning of the ferry house", "")


def test_bylines_are_taken_over_with_their_authors(article):
    article.bylines.all().delete()
    record = attempt(article.text.reading, [ALONE], shape="thread")
    [said] = said_otherwise(article, record)
    assert (said.name, said.before, said.after[0]["author"]) == ("bylines", [], "hanna-veld")
    stored(article, ALONE, take=["bylines"])
    assert article.bylines.get().author.slug == "hanna-veld"


def test_what_the_record_says_already_is_no_difference(article):
    assert said_otherwise(article, attempt(article.text.reading, [], shape="thread")) == []


def test_any_two_readings_are_compared(article, viewer):
    stored(article, ALONE)
    first, second = Reading.objects.order_by("number")
    [change] = differences(pieces(first, viewer), pieces(second, viewer))
    assert [(old.author, old.parent_line, new.parent) for old, new in zip(*change, strict=True)] == [("Öz", 11, None)]


def test_an_earlier_reading_of_another_version_tells_its_words_only(article, viewer, monkeypatch):
    stored(article, ALONE)
    monkeypatch.setattr("archive.importing.shapes.thread.VERSION", 99)
    first, second = Reading.objects.select_related("article__text").order_by("number")
    old = pieces(first, viewer)
    assert [piece.words for piece in old if piece.kind == "comment"] == [
        piece.words for piece in pieces(second, viewer) if piece.kind == "comment"
    ]
    assert not any(piece.told for piece in old if piece.kind == "comment")


def test_nobody_else_is_shown_an_earlier_reading(article):
    assert pieces(article.text.reading, None) == []
    assert pieces(article.text.reading, factories.user()) == []
