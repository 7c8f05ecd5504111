import pytest
from django.db import connection
from django.test import TransactionTestCase

from archive.models import Article, Decision, triggers
from tests.factories import article, held


@pytest.mark.django_db(transaction=True)
def test_the_guards_stand_again_after_a_test_database_was_emptied():
    held(article("Ferry house burns"))
    TransactionTestCase()._fixture_teardown()
    assert (Article.objects.count(), Decision.objects.count()) == (0, 0)
    assert triggers.missing(connection) == []
