import pytest

from archive.models import Article, Byline, Comment, ImportRun, SourceFile, Tag, TaggedArticle, TaggedComment
from archive.models.keys import key, paths, way_to
from tests.factories import Said, article, held, tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Article, Byline, Comment, ImportRun, SourceFile, Tag, TaggedArticle, TaggedComment])
def test_the_lookups_of_a_key_give_what_the_row_says_of_itself(model):
    one = held(article("One", authors=["Hanna Veld"], tags=["fire"]), comments=[Said("Hm.")])
    TaggedComment.objects.create(content_object=one.comments.get(), tag=tag("fire"))
    ImportRun.objects.create(key="k", actor="hanna", started_at="2026-01-01T00:00Z")
    row = model.objects.get()
    assert model.objects.values_list(*paths(model)).get() == row.natural_key()


def test_a_key_is_one_word():
    one = held(article("One", slug="one"), comments=[Said("Hm.")])
    assert [key(one), key(one.comments.get())] == ["one", "one#1"]


def test_the_way_to_the_article_is_in_the_key():
    ways = [way_to(model, Article) for model in (Article, Byline, TaggedComment, Tag)]
    assert ways == ["", "article", "content_object__article", None]
