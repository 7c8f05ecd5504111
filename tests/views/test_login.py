"""Logging in: name and password, then a code where there is a second factor."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from archive.models import User
from tests.factories import staff
from tests.second_factors import PASSWORD, again, enrolled, password_given

pytestmark = pytest.mark.django_db
CODE = "/admin/login/code/"
WANTED = "/admin/archive/article/"


@pytest.fixture
def anna() -> User:
    return staff("anna")


def test_without_a_second_factor_the_password_opens_the_archive(anna):
    assert password_given().get(WANTED).status_code == 200


def test_with_a_second_factor_the_password_opens_only_the_page_for_the_code(anna):
    enrolled(anna)
    client = password_given()
    assert client.get(CODE).status_code == 200
    assert client.get(WANTED)["Location"] == f"/admin/login/?next={WANTED}"
    assert User.objects.get().last_login is None


def test_the_code_opens_the_page_that_was_wanted(anna):
    enrolled(anna)
    client = password_given()
    assert client.post(CODE, {"code": again()})["Location"] == WANTED
    assert client.get(WANTED).status_code == 200


def test_a_recovery_code_opens_too(anna):
    codes = enrolled(anna)
    client = password_given()
    assert client.post(CODE, {"code": codes[0]})["Location"] == WANTED
    assert "9 recovery codes are left" in client.get("/admin/second-factor/").content.decode()


@pytest.mark.parametrize("code", ["", "000000", "x" * 10_000, "nul\0", "９" * 6])
def test_a_wrong_code_is_answered_and_opens_nothing(anna, code):
    enrolled(anna)
    client = password_given()
    assert client.post(CODE, {"code": code}).status_code == 200
    assert client.get(WANTED).status_code == 302


def test_nobody_gets_to_the_code_without_the_password(client, anna):
    enrolled(anna)
    assert client.get(CODE)["Location"] == "/admin/login/"
    assert client.post(CODE, {"code": again()})["Location"] == "/admin/login/"


def test_the_page_for_the_code_waits_five_minutes(anna, monkeypatch):
    enrolled(anna)
    client = password_given()
    monkeypatch.setattr("archive.views.login.time", lambda: timezone.now().timestamp() + 301)
    assert client.post(CODE, {"code": again()})["Location"] == "/admin/login/"


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"password": "!"}])
def test_between_password_and_code_an_account_can_still_be_closed(anna, change):
    enrolled(anna)
    client = password_given()
    User.objects.update(**change)
    assert client.post(CODE, {"code": again()})["Location"] == "/admin/login/"


def test_sessions_from_before_the_second_factor_end(anna):
    old = password_given()
    enrolled(anna)
    assert old.get(WANTED)["Location"] == f"/admin/login/?next={WANTED}"
    assert old.get("/").status_code == 200


def test_a_session_ends_with_the_account_and_does_not_come_back(anna):
    from archive.actions import editors

    client = password_given()
    known = {"by": "shell", "at": timezone.now(), "reason": "Left the house."}
    staff("dora").groups.add(Group.objects.get(name="administrator"))
    editors.close(anna, **known)
    assert client.get(WANTED).status_code == 302
    editors.let_in_again(anna, **known)
    assert client.get(WANTED).status_code == 302


def test_another_site_is_nowhere_to_go_after_the_log_in(anna):
    enrolled(anna)
    client = Client()
    client.post("/admin/login/?next=https://elsewhere.example/", {"username": "anna", "password": PASSWORD})
    assert client.post(CODE, {"code": again()})["Location"] == "/admin/"


def test_a_one_time_password_is_changed_after_the_code(anna):
    enrolled(anna)
    User.objects.update(must_change_password=True)
    client = password_given()
    client.post(CODE, {"code": again()})
    assert client.get(WANTED)["Location"] == "/admin/password_change/"


def test_a_house_can_ask_a_second_factor_of_all(anna, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client = password_given()
    assert client.get(WANTED)["Location"] == "/admin/second-factor/"
    assert client.get("/articles/")["Location"] == "/admin/second-factor/"
    open_pages = ("/admin/second-factor/", "/admin/second-factor/set-up/", "/admin/password_change/", "/healthz")
    assert [client.get(address).status_code for address in open_pages] == [200, 200, 200, 200]
    assert client.post("/admin/logout/").status_code == 200


def test_a_one_time_password_comes_before_the_second_factor(anna, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    User.objects.update(must_change_password=True)
    client = password_given()
    assert client.get(WANTED)["Location"] == "/admin/password_change/"
    chosen = {"old_password": PASSWORD, "new_password1": "ferries never burn", "new_password2": "ferries never burn"}
    client.post("/admin/password_change/", chosen)
    assert client.get(WANTED)["Location"] == "/admin/second-factor/"


def test_whoever_has_a_second_factor_works_where_it_is_asked_of_all(anna, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    enrolled(anna)
    client = password_given()
    client.post(CODE, {"code": again()})
    assert client.get(WANTED).status_code == 200


def test_readers_get_no_session_and_no_question(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    response = client.get("/")
    assert (response.status_code, response.cookies.keys()) == (200, set())


def test_what_was_typed_before_the_session_ended_survives_password_and_code(anna):
    anna.groups.set(Group.objects.filter(name="cataloguer"))
    enrolled(anna)
    client, wanted = Client(), "/admin/archive/author/add/"
    carried = client.post(wanted, {"name": "Hanna Veld"}).context["carried"]
    client.post(f"/admin/login/?next={wanted}", {"username": "anna", "password": PASSWORD, "carried": carried})
    assert client.post(CODE, {"code": again()})["Location"] == wanted
    assert 'value="Hanna Veld"' in client.get(wanted).content.decode()
