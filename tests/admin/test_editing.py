import pytest
from django.urls import reverse

from archive.actions import names
from archive.models import Author, Decision
from tests.actions.reads import BY
from tests.admin.test_users import person
from tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(staff("hanna", is_superuser=True))
    return client


@pytest.fixture
def author() -> Author:
    return names.create(Author, "veld", {"name": "H. Veld"}, by="otto", at=BY["at"], reason="Seen in print.")


def address(row: Author) -> str:
    return reverse("admin:archive_author_change", args=[row.pk])


def opened(desk, row: Author) -> dict[str, str]:
    """The form's values as the page shows them."""
    form = desk.get(address(row)).context["adminform"].form
    return {name: str(form[name].value()) for name in ("name", "note", "seen")}


def test_a_change_is_written_by_the_action_with_its_reason(desk, author):
    desk.post(address(author), opened(desk, author) | {"name": "Hanna Veld", "reason": "Her full name."})
    decision = Decision.objects.about("author:veld").last()
    assert (decision.verb, decision.actor, decision.detail.reason) == ("author.change", "hanna", "Her full name.")
    assert (decision.detail.before, decision.detail.after) == ({"name": "H. Veld"}, {"name": "Hanna Veld"})


def test_the_message_of_a_change_gives_the_way_back_to_whoever_may_go_it(desk, client, author):
    changed = opened(desk, author) | {"name": "Hanna Veld", "reason": "Her full name."}
    page = desk.post(address(author), changed, follow=True)
    back = reverse("admin:archive_decision_take_back", args=[Decision.objects.head()[0]])
    assert f'<a href="{back}">Take it back</a>' in page.content.decode()
    client.force_login(person("cora", "cataloguer"))
    page = client.post(address(author), opened(client, author) | {"name": "H. V.", "reason": "No."}, follow=True)
    assert ("was changed successfully" in page.content.decode(), "Take it back" in page.content.decode()) == (
        True,
        False,
    )


def test_nothing_is_changed_without_a_reason(desk, author):
    page = desk.post(address(author), opened(desk, author) | {"name": "Hanna Veld", "reason": " "})
    assert page.context["adminform"].form.errors == {"reason": ["This field is required."]}
    assert Author.objects.get().name == "H. Veld"


def test_a_new_record_comes_in_with_its_decision(desk):
    sent = {"name": "Otto Brack", "slug": "otto-brack", "note": "", "reason": "Seen in print."}
    desk.post(reverse("admin:archive_author_add"), sent)
    assert Author.objects.values_list("name", "slug").get() == ("Otto Brack", "otto-brack")
    assert Decision.objects.values_list("verb", "target").get() == ("author.create", "author:otto-brack")


def test_the_second_of_two_editors_is_told_what_the_first_changed(desk, author):
    form = opened(desk, author)
    names.change(author, {"note": "Wrote for the Packet."}, by="otto", at=BY["at"], reason="A find.")
    page = desk.post(address(author), form | {"name": "Hanna Veld", "reason": "Her full name."})
    said = " ".join(page.context["adminform"].form.non_field_errors())
    assert "Since you opened this, otto changed it (note," in said
    assert "A find." in said
    assert Author.objects.get().name == "H. Veld"


def test_what_both_editors_wrote_stands_in_the_second_form(desk, author):
    form = opened(desk, author)
    names.change(author, {"note": "Wrote for the Packet."}, by="otto", at=BY["at"], reason="A find.")
    page = desk.post(address(author), form | {"name": "Hanna Veld", "reason": "Her full name."})
    again = page.context["adminform"].form
    assert (again["name"].value(), again["note"].value()) == ("Hanna Veld", "Wrote for the Packet.")
    desk.post(address(author), {name: again[name].value() for name in ("name", "note", "seen", "reason")})
    assert Author.objects.values_list("name", "note").get() == ("Hanna Veld", "Wrote for the Packet.")


def test_one_field_written_by_both_is_the_seconds_only_when_saved_again(desk, author):
    form = opened(desk, author)
    names.change(author, {"name": "Hanne Veld"}, by="otto", at=BY["at"], reason="A find.")
    page = desk.post(address(author), form | {"name": "Hanna Veld", "reason": "Her full name."})
    again = page.context["adminform"].form
    assert "Name: it is now “Hanne Veld”, you wrote “Hanna Veld”." in " ".join(again.non_field_errors())
    assert Author.objects.get().name == "Hanne Veld"
    desk.post(address(author), {name: again[name].value() for name in ("name", "note", "seen", "reason")})
    assert Author.objects.get().name == "Hanna Veld"


@pytest.mark.parametrize("seen", ["-1", "9" * 30, "x", "\0"])
def test_a_forged_number_is_answered_with_the_form(desk, author, seen):
    sent = {"name": "Hanna Veld", "note": "", "reason": "Hers.", "seen": seen}
    assert desk.post(address(author), sent).status_code == 200
    assert Author.objects.get().name == "H. Veld"


def test_what_the_action_refuses_is_said_on_the_form(desk, author):
    sent = {"name": "Another", "slug": "veld", "note": "", "reason": "New."}
    page = desk.post(reverse("admin:archive_author_add"), sent)
    assert page.context["adminform"].form.errors["slug"] == ["Author with this Slug already exists."]
    assert Author.objects.count() == 1
