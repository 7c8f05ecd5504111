from datetime import UTC, datetime

import pytest

from archive.actions import articles, tags
from archive.actions.refusals import Refused
from archive.models import Article, Decision, Tag

pytestmark = pytest.mark.django_db

BY = {"by": "hanna", "at": datetime(2026, 6, 14, tzinfo=UTC), "reason": "a test"}


@pytest.fixture
def article() -> Article:
    return articles.create({"slug": "a", "title": "A", "title_origin": "printed", "language": "en"}, **BY)


def names(article: Article) -> list[str]:
    return sorted(article.tags.values_list("name", flat=True))


@pytest.mark.parametrize(("one", "twin"), [("Погода", "погода"), ("İdil", "idil"), ("Ferry  house", "ferry house")])
def test_a_folded_twin_is_the_tag_that_is_there(article, one, twin):
    tags.set_tags(article, [one], **BY)
    other = articles.create({"slug": "b", "title": "B", "title_origin": "printed", "language": "en"}, **BY)
    tags.set_tags(other, [twin], **BY)
    assert Tag.objects.count() == 1
    assert names(article) == names(other)


def test_tags_are_set_whole_and_on_record(article):
    tags.set_tags(article, ["Fire", "Ferry"], **BY)
    tags.set_tags(article, ["Ferry", "Water"], **BY)
    assert names(article) == ["Ferry", "Water"]
    detail = Decision.objects.latest("number").detail
    assert (detail.before, detail.after) == ({"tags": ["Ferry", "Fire"]}, {"tags": ["Ferry", "Water"]})


def test_the_same_tags_again_are_no_change(article):
    tags.set_tags(article, ["Fire"], **BY)
    count = Decision.objects.count()
    assert tags.set_tags(article, ["fire", "FIRE"], **BY) is None
    assert Decision.objects.count() == count


def test_names_that_slug_alike_get_addresses_of_their_own(article):
    tags.set_tags(article, ["C", "C++", "Ферри", "🔥"], **BY)
    slugs = sorted(Tag.objects.values_list("slug", flat=True))
    assert slugs == ["c", "c-2", "tag", "ферри"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\0b"])
def test_an_impossible_name_is_refused_and_nothing_is_written(article, name):
    with pytest.raises(Refused):
        tags.set_tags(article, ["Fire", name], **BY)
    assert not Tag.objects.exists()


def test_a_name_that_grows_when_it_is_folded_is_measured_folded(article):
    with pytest.raises(Refused):
        tags.set_tags(article, ["ﷺ" * 60], **BY)
    tags.set_tags(article, ["x" * 100], **BY)
    tags.set_tags(article, ["x" * 99 + "+"], **BY)
    assert sorted(len(slug) for slug in Tag.objects.values_list("slug", flat=True)) == [92, 94]
