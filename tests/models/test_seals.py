import pytest
from django.db import connection

from archive.models import Article, with_seals
from tests.factories import Said, article, held

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many rows there are")
def test_hidden_comments_of_a_source_are_found_by_their_index():
    held(article(), comments=[Said("Who?")])
    plan = with_seals(Article.objects.all()).explain()
    assert "USING INDEX comment_hidden (source_id=?)" in plan
    assert "SCAN U1" not in plan
