import pytest

from archive.models import (
    Article,
    Byline,
    Comment,
    Evidence,
    ImportRun,
    Occurrence,
    SourceFile,
    Statement,
    StatementRelation,
    Tag,
    TaggedArticle,
    TaggedComment,
    TaggedStatement,
)
from archive.models.keys import key, paths, way_to
from tests.factories import Said, article, evidence, held, occurrence, statement, tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Article, Byline, Comment, ImportRun, SourceFile, Tag, TaggedArticle, TaggedComment])
def test_the_lookups_of_a_key_give_what_the_row_says_of_itself(model):
    one = held(article("One", authors=["Hanna Veld"], tags=["fire"]), comments=[Said("Hm.")])
    TaggedComment.objects.create(content_object=one.comments.get(), tag=tag("fire"))
    ImportRun.objects.create(key="k", actor="hanna", started_at="2026-01-01T00:00Z")
    row = model.objects.get()
    assert model.objects.values_list(*paths(model)).get() == row.natural_key()


def test_the_lookups_of_what_stands_on_a_statement_give_what_it_says_of_itself():
    one, other = statement("One.", key="one", number=1), statement("Other.", key="other", number=2)
    text = held(article("One")).text
    rows = [
        occurrence(one, text, "burned"),
        evidence(one),
        StatementRelation.objects.create(statement=one, type="narrows", other=other),
        TaggedStatement.objects.create(content_object=one, tag=tag("fire")),
    ]
    assert [row.natural_key() for row in rows] == [("one", 1), ("one", 1), ("one", "narrows", "other"), ("one", "fire")]
    for model, row in zip((Occurrence, Evidence, StatementRelation, TaggedStatement), rows, strict=True):
        assert model.objects.values_list(*paths(model)).get() == row.natural_key()
        assert model.objects.get_by_natural_key(*row.natural_key()) == row
    assert paths(Statement) == ("key",)


def test_a_key_is_one_word():
    one = held(article("One", slug="one"), comments=[Said("Hm.")])
    assert [key(one), key(one.comments.get())] == ["one", "one#1"]


def test_the_way_to_the_article_is_in_the_key():
    ways = [way_to(model, Article) for model in (Article, Byline, TaggedComment, Tag)]
    assert ways == ["", "article", "content_object__article", None]
