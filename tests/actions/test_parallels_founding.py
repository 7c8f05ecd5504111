"""What the founding documents share, against a reference that was read by hand."""

from collections import Counter

import pytest
from django.conf import settings
from django.db.models import F

from archive.actions import loads
from archive.models import Parallel
from archive.models.parallels import reuse
from tests.factories import WHEN

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.founding]


@pytest.fixture(scope="module")
def found(standing, founding):
    loads.load([settings.BASE_DIR / "seeds" / "founding"], documents=[founding], by="anna", clock=lambda: WHEN)
    return list(reuse(Parallel.objects.standing().by_place()))


def test_every_shared_passage_between_documents_is_found_and_none_besides(found):
    between = [each for each in found if each.a.sha256 != each.b.sha256]
    passages = Parallel.objects.exclude(a__reading__article=F("b__reading__article")).count()
    assert len({each.a.sha256 for each in between} | {each.b.sha256 for each in between}) == 3
    assert ([each.kind for each in between].count("exact"), passages) == (7, 13)


def test_what_a_document_says_twice_is_found_in_every_one(found):
    inside = Counter(each.a.sha256 for each in found if each.a.sha256 == each.b.sha256)
    assert sorted(inside.values()) == [1, 1, 2, 3, 3]
    assert all(each.words >= 8 and each.identity >= 0.5 for each in found)
