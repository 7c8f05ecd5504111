"""Whatever is sent for a record that is to be chosen is answered with the form."""

import pytest

from archive.models import Article
from tests.factories import article, publisher, staff

pytestmark = pytest.mark.django_db
ADD = "/admin/archive/article/add/"


@pytest.fixture
def editor(client):
    client.force_login(staff(is_superuser=True))
    return client


@pytest.mark.slow
@pytest.mark.parametrize("field", ["publisher", "collection", "tags"])
@pytest.mark.parametrize("value", ["x", "9" * 30, "-1", "1.5", "\0", "٣"])
def test_what_is_no_record_is_answered_with_the_form(editor, field, value):
    assert editor.post(ADD, {field: value}).status_code == 200
    assert editor.get(ADD, {field: value}).status_code == 200
    assert not Article.objects.exists()


def test_the_record_that_was_chosen_is_shown_by_its_name(editor):
    of = article(publisher=publisher("The Oru Lantern"))
    page = editor.get(f"/admin/archive/article/{of.pk}/change/").content.decode()
    assert f'<option value="{of.publisher_id}" selected>The Oru Lantern</option>' in page
