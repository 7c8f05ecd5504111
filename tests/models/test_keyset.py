import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article
from archive.models.keyset import leaf
from tests.factories import article
from tests.properties import few

pytestmark = pytest.mark.django_db


@few
@given(
    days=st.lists(st.sampled_from([None, "1957-11-09", "1957-11-10", "1960-01-01"]), max_size=12),
    size=st.integers(1, 5),
)
def test_turning_page_by_page_gives_every_row_once_in_order_both_ways(days, size):
    Article.objects.all().delete()
    for day in days:
        article(date_earliest=day, date_latest=day, state="draft")
    rows = Article.objects.all()
    expected = list(rows.by_date())
    found, after = [], None
    while True:
        page = leaf(rows, "date_earliest", after=after, size=size)
        found, after = [*found, *page.rows], page.last
        if after is None:
            break
    assert found == expected
    back, before = list(page.rows), page.first
    while before is not None:
        page = leaf(rows, "date_earliest", before=before, size=size)
        back, before = [*page.rows, *back], page.first
    assert back == expected
