"""The pages of accounts. What may be done to which account, and by whom: tests/actions/test_editors.py."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from archive.models import Decision, User
from tests.factories import staff
from tests.second_factors import enrolled, password_given
from tests.views.test_lockout import statuses

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/archive/user/", "/admin/archive/user/add/"
REASON = {"reason": "The board decided."}


def person(name: str, *roles: str, **fields) -> User:
    made = staff(name, **fields)
    made.groups.set(Group.objects.filter(name__in=roles))
    return made


@pytest.fixture
def dora(client) -> Client:
    """An administrator at work."""
    client.force_login(person("dora", "administrator"))
    return client


def task(name: str, user: User) -> str:
    return reverse(f"admin:archive_user_{name}", args=[user.pk])


def told(response) -> str:
    """The one-time password that a page shows."""
    return re.search(r"<code>(\w{5}(?:-\w{5}){3})</code>", response.content.decode())[1]


def test_an_account_is_made_with_a_password_shown_once(dora):
    page = dora.post(ADD, {"username": "anna", "roles": ["editor"], **REASON})
    anna = User.objects.get(username="anna")
    assert (anna.check_password(told(page)), anna.must_change_password, anna.roles()) == (True, True, ["editor"])
    assert told(page) not in dora.get(f"{LIST}{anna.pk}/change/").content.decode()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_second_press_of_the_button_is_refused_with_a_sentence(dora):
    dora.post(ADD, {"username": "anna", **REASON})
    password = User.objects.get(username="anna").password
    assert "There is an account anna already." in dora.post(ADD, {"username": "anna", **REASON}).content.decode()
    assert User.objects.get(username="anna").password == password


@pytest.mark.parametrize(
    "sent",
    [
        {"username": "two words"}, {"username": "nul\0"}, {"username": "x" * 5000}, {"username": ""},
        {"roles": ["owner"]}, {"roles": ["editor", "\0"]}, {"reason": ""}, {"reason": "x" * 5000}, {"reason": "\0"},
    ],
)  # fmt: skip
def test_what_can_be_no_account_is_answered_and_not_made(dora, sent):
    assert dora.post(ADD, {"username": "anna", **REASON, **sent}).status_code == 200
    assert User.objects.count() == 1


def test_fields_that_the_form_does_not_ask_for_are_not_taken(dora):
    dora.post(
        ADD, {"username": "anna", **REASON, "is_superuser": "on", "password": "x", "groups": ["1", "2", "3", "4"]}
    )
    anna = User.objects.get(username="anna")
    assert (anna.is_superuser, anna.roles(), anna.check_password("x")) == (False, [], False)


def test_roles_are_given_on_the_page_of_the_account(dora):
    anna = person("anna", "cataloguer")
    assert 'value="cataloguer" id="id_roles_0" checked' in dora.get(task("roles", anna)).content.decode()
    assert dora.post(task("roles", anna), {"roles": ["moderator"], **REASON}).status_code == 302
    assert User.objects.get(pk=anna.pk).roles() == ["moderator"]


@pytest.mark.parametrize("name", ["roles", "again", "close", "reset"])
def test_ones_own_account_is_answered_with_a_sentence(dora, name):
    me = User.objects.get(username="dora")
    page = dora.post(task(name, me), {"roles": ["editor"], **REASON}).content.decode()
    assert "Nobody changes the roles, the password or the state of their own account here." in page
    assert not Decision.objects.exists()


def test_a_closed_account_is_out_at_once_and_let_in_with_another_password(dora):
    anna = person("anna", "editor")
    inside = password_given()
    assert dora.post(task("close", anna), REASON).status_code == 302
    assert inside.get("/admin/").status_code == 302
    password = told(dora.post(task("again", anna), REASON))
    assert inside.get("/admin/").status_code == 302
    assert password_given(password=password).get("/admin/")["Location"] == "/admin/password_change/"


def test_anothers_second_factor_is_reset_on_record(dora):
    enrolled(person("anna", "editor"))
    anna = User.objects.get(username="anna")
    assert dora.post(task("reset", anna), REASON).status_code == 302
    decision = Decision.objects.get(verb="second_factor.reset")
    assert (decision.actor, decision.target, decision.detail.reason) == ("dora", "user:anna", "The board decided.")
    assert password_given().get("/admin/").status_code == 200


@pytest.mark.parametrize("name", ["roles", "again", "close", "reset"])
@pytest.mark.parametrize("key", ["99999999999999999999", "0", "x", "%00"])
def test_an_account_that_is_not_there_is_not_found(dora, name, key):
    assert dora.get(f"/admin/archive/user/{key}/{name}/").status_code == 404


def test_the_list_says_roles_and_second_factors_in_as_many_queries_for_one_as_for_many(
    dora, django_assert_max_num_queries
):
    for n in range(30):
        person(f"anna{n}", "editor", "moderator")
    with django_assert_max_num_queries(12):
        page = dora.get(LIST).content.decode()
    assert page.count("moderator, editor") == 30


def test_failed_log_ins_are_shown_to_administrators_without_what_was_sent(dora):
    statuses(1, password="a secret of mine")
    page = dora.get("/admin/axes/accessattempt/").content.decode()
    assert ("192.0.2.1" in page, "a secret of mine" in page) == (True, False)
