"""What steers or turns the words around it is seen in the admin, and stays as it is in what a form would send."""

import pytest

from archive.admin import legible
from archive.models import Article
from tests.factories import Said, article, held, publisher, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(staff(is_superuser=True))
    return client


def test_a_turned_name_is_seen_in_a_list_and_untouched_in_its_field(editor):
    made = article("Fire \u202eerif", publisher=publisher("Oru\u2069"))
    listed = editor.get("/admin/archive/article/").text
    assert (r"Fire \u202eerif" in listed, r"Oru\u2069" in listed, "\u202e" in listed) == (True, True, False)
    form = editor.get(f"/admin/archive/article/{made.pk}/change/").text
    assert "Fire \u202eerif</textarea>" in form or 'value="Fire \u202eerif"' in form
    assert form.count("\u202e") == 1
    assert r"selected>Oru\u2069</option>" in form


def test_a_chooser_offers_names_that_are_legible(editor):
    publisher("Oru \u2066Lantern")
    asked = {"app_label": "archive", "model_name": "article", "field_name": "publisher", "term": "oru"}
    assert editor.get("/admin/autocomplete/", asked).json()["results"][0]["text"] == r"Oru \u2066Lantern"


def test_words_that_are_marked_keep_every_character_in_its_place(editor):
    made = held(article(), comments=[Said("A \u202etac burned.")])
    page = editor.get(f"/admin/archive/article/{made.pk}/marking/").text
    assert r'A <span data-apart class="sign">\u202e</span><span class="letter">' + "\u202e</span>tac burned." in page


def test_a_page_with_nothing_to_be_seen_is_sent_as_it_is():
    plain = "<p>Ferry\u00a0house – אש</p>\n\t<textarea>\u202e</textarea>"
    assert legible.page(plain) == plain
    assert legible.page("<b title='\x1b'>\r</b>") == r"<b title='\x1b'>\x0d</b>"


def test_the_change_of_a_record_keeps_what_its_fields_hold(editor):
    made = article("Fire \u202eerif")
    form = editor.get(f"/admin/archive/article/{made.pk}/change/").context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    blank = {f"bylines-{which}_FORMS": "0" for which in ("TOTAL", "INITIAL")}
    answer = editor.post(f"/admin/archive/article/{made.pk}/change/", sent | blank | {"reason": "As it was."})
    assert (answer.status_code, Article.objects.get().title) == (302, "Fire \u202eerif")
