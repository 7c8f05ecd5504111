import pytest

from archive.models import Decision, DecisionDetail, HouseRule, Reading, SourceContent, SourceFile, Text, TextContent
from archive.models.kept import Immutable, Kept
from tests.factories import article, held

pytestmark = pytest.mark.django_db

KEPT = [SourceFile, SourceContent, Reading, Text, TextContent, Decision, DecisionDetail, HouseRule]


def test_every_model_that_is_written_once_is_kept():
    assert set(Kept.__subclasses__()) == set(KEPT)


@pytest.mark.parametrize("model", KEPT[:5])
def test_a_kept_row_can_be_neither_saved_again_nor_deleted(model):
    held(article())
    row = model.objects.get()
    for change in (row.save, row.delete):
        with pytest.raises(Immutable):
            change()


@pytest.mark.parametrize("model", KEPT)
def test_a_query_set_of_kept_rows_changes_none(model):
    with pytest.raises(Immutable):
        model.objects.update(pk=1)
    with pytest.raises(Immutable):
        model.objects.all().delete()
