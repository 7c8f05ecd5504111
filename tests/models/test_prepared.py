import pytest
from django.db import connection
from django.forms import model_to_dict
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Comment, bylines_of, comment_lines, opened, tags_of, thread_length, thread_lines
from archive.models.prepared import PreparedModels, Shape, planned_cursor, with_constants
from archive.states import ArticleState, CommentState, Rights
from tests.factories import Said, article, byline, held, publisher, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["reader", "staff"])
def viewer(request):
    return staff() if request.param else None


@pytest.mark.parametrize("state", ArticleState.values)
@pytest.mark.parametrize("rights", Rights.values)
def test_a_stretch_of_a_thread_is_what_the_query_set_gives(viewer, state, rights):
    said = [Said("Hm.", reconstructed=("parent",)), *(Said(of, None, 0, of) for of in CommentState.values)]
    of = held(article(state=state, rights=rights), comments=said)
    other = held(article(), comments=[Said("Elsewhere.")])
    for each in (of, other, of):
        rows = Comment.objects.visible_to(viewer).under(each)
        assert thread_lines(each, 1, 2, viewer) == comment_lines(rows.between(1, 2), viewer)
        assert thread_length(each, viewer) == rows.count()


@pytest.mark.parametrize("state", ArticleState.values)
def test_an_article_is_opened_to_whom_it_is_known(viewer, state):
    of = held(article(state=state, publisher=publisher()))
    found = opened(of.slug, viewer)
    assert (found is None) is not Article.objects.known_to(viewer).filter(pk=of.pk).exists()
    assert found is None or (found, found.publisher, found.text) == (of, of.publisher, of.text)


def test_what_is_opened_has_every_value_that_the_row_has():
    of = held(article(date_printed="1957", date_earliest="1957-01-01", date_latest="1957-12-31", tags=["a"]))
    found, row = opened(of.slug, None), Article.objects.get(pk=of.pk)
    assert model_to_dict(found) == model_to_dict(row)
    assert (found.published_at, found.added_at) == (row.published_at, row.added_at)
    assert found.text.content.blocks == row.text.content.blocks
    assert found.text.content.map == row.text.content.map
    assert found.text.reading.read_at == row.text.reading.read_at
    assert found.text.reading.article is found


def test_an_article_without_house_text_or_writers_is_opened_too():
    found = opened(article().slug, None)
    assert (found.publisher, found.collection, found.text) == (None, None, None)
    assert bylines_of(found) == tags_of(found) == []


def test_writers_and_tags_come_in_their_order():
    of = article(authors=["Bo", None], tags=["b", "a"])
    byline(of, "Ana", order=0)
    of = opened(of.slug, None)
    assert [each.author and each.author.name for each in bylines_of(of)] == ["Ana", "Bo", None]
    assert [tag.name for tag in tags_of(of)] == ["a", "b"]


def test_the_query_set_is_built_once(django_assert_num_queries):
    built = []

    def build(kind, slug):
        built.append(kind)
        return Article.objects.filter(slug=slug)

    query = PreparedModels(Shape(Article), build)
    slugs = [article().slug for _ in range(3)]
    with django_assert_num_queries(3):
        assert [query.all("any", slug)[0].slug for slug in slugs] == slugs
    assert built == ["any"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL plans a statement beforehand")
def test_a_connection_plans_a_query_once():
    for _ in range(7):
        assert opened(article().slug, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans > 0 FROM pg_prepared_statements WHERE statement LIKE '%archive_tag%'")
        assert cursor.fetchall() == [(True,)]


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.one_of(WORDS, st.booleans(), st.integers(-(2**31), 2**31 - 1)), min_size=1, max_size=5))
def test_constants_written_into_sql_are_the_values_they_are(constants):
    sql, marks = with_constants(f"SELECT {', '.join(['%s'] * len(constants))}, '%%s', %s", [*constants, 7_000], [7_000])
    with planned_cursor(connection) as cursor:
        cursor.execute(sql, marks)
        assert (list(cursor.fetchone()), marks) == ([*constants, "%s", 7_000], [7_000])


def test_states_are_written_as_words_and_what_is_neither_stays_a_parameter():
    sql, marks = with_constants("a = %s AND b = %s AND c = %s", [CommentState.HELD, None, "value-0"], ["value-0"])
    assert (sql, marks) == ("a = 'held' AND b = %s AND c = %s", [None, "value-0"])


def test_a_flag_of_an_article_is_true_or_false_and_not_a_number():
    held(article(slug="a"), comments=[Said("Who?")])
    assert vars(opened("a", None))["sealed"] is False
