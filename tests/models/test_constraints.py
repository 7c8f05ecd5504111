import pytest
from django.db import IntegrityError, transaction

from archive.models import Article, Comment, SourceFile, Tag
from tests.factories import WHEN, Said, article, held

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"state": "lost"},
        {"kind": "rumour"},
        {"rights": "stolen"},
        {"title_origin": "guessed"},
        {"title": ""},
        {"source_sha256": "abc"},
        {"date_earliest": "1958-01-01", "date_latest": "1957-12-31"},
        {"published_at": None},
        {"state": "withdrawn"},
        {"withdrawn_at": WHEN},
    ],
)
def test_the_database_refuses_an_impossible_article(values):
    made = article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=made.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "burnt"},
        {"position": 0},
        {"source_end": 0},
        {"first_line": 99},
        {"depth": 0},
    ],
)
def test_the_database_refuses_an_impossible_reply(values):
    held(article(), comments=[Said("Who?"), Said("You.", under=0)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(number=2).update(**values)


def test_a_number_is_given_once_in_an_article():
    made = held(article(), comments=[Said("Who?")])
    first = Comment.objects.get()
    twin = Comment.objects.get()
    twin.pk, twin.source_start, twin.text = None, first.source_end, made.text
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_two_sources_are_never_one_hash():
    made = held(article()).source
    twin = SourceFile.objects.get(pk=made.pk)
    twin.pk, twin._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_folded_twins_of_a_tag_are_refused_by_the_database():
    Tag.objects.create(name="Погода", slug="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name="погода", slug="b")
