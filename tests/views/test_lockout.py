"""Failing log-ins are locked out for a while, by name and address."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.test import Client
from django.utils import timezone

from archive.models import User
from tests.factories import staff
from tests.second_factors import PASSWORD, again, enrolled, password_given

pytestmark = pytest.mark.django_db
LOGIN, CHANGE = "/admin/login/", "/admin/password_change/"


@pytest.fixture(autouse=True)
def anna(settings) -> User:
    settings.AXES_FAILURE_LIMIT = 3
    return staff("anna")


def tried(name: str = "anna", password: str = "wrong", *, at: str = "192.0.2.1", client: Client | None = None):
    return (client or Client()).post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=at)


def statuses(times: int, **asked) -> list[int]:
    return [tried(**asked).status_code for _ in range(times)]


def later(**time) -> None:
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time - timedelta(**time))


def test_the_third_failure_closes_the_log_in_even_for_the_right_password():
    assert statuses(3) == [200, 200, 429]
    assert tried(password=PASSWORD).status_code == 429


def test_another_name_and_another_address_stay_open():
    statuses(3)
    staff("berta")
    assert tried("berta", PASSWORD).status_code == 302
    assert tried(password=PASSWORD, at="192.0.2.2").status_code == 302


def test_after_the_pause_the_log_in_opens():
    statuses(3)
    later(minutes=14)
    assert tried(password=PASSWORD).status_code == 429
    later(minutes=2)
    assert tried(password=PASSWORD).status_code == 302


def test_trying_on_does_not_lengthen_the_pause():
    statuses(3)
    later(minutes=14)
    statuses(5)
    later(minutes=2)
    assert tried(password=PASSWORD).status_code == 302


def test_the_page_tells_the_time_and_nothing_of_the_account():
    statuses(2)
    statuses(2, name="nobody")
    known, unknown = (tried(name).content.decode() for name in ("anna", "nobody"))
    without_time = [re.sub(r"<time.*?</time>", "", page) for page in (known, unknown)]
    assert without_time[0] == without_time[1]
    opens = timezone.now() + timedelta(minutes=15)
    assert f"{opens:%H:%M} UTC</time>, in 15 minutes" in known


def test_a_program_is_told_the_seconds():
    statuses(2)
    response = tried()
    assert 895 <= int(response["Retry-After"]) <= 900
    assert response["Cache-Control"] == "no-store"


def test_the_time_is_that_of_the_failure_that_counts():
    tried()
    later(minutes=10)
    tried(client=Client(headers={"user-agent": "another"}))
    response = tried(client=Client(headers={"user-agent": "another"}))
    assert 295 <= int(response["Retry-After"]) <= 300


@pytest.mark.slow
def test_an_address_that_tries_many_names_is_closed():
    assert [tried(f"name{n}").status_code for n in range(30)] == [200] * 29 + [429]
    assert tried(password=PASSWORD).status_code == 429
    assert tried(password=PASSWORD, at="192.0.2.2").status_code == 302


@pytest.mark.slow
def test_the_table_grows_no_further_than_the_lock_and_is_emptied_after_the_pause():
    for n in range(40):
        tried(f"name{n}")
    assert AccessAttempt.objects.count() == 30
    later(minutes=16)
    tried()
    assert (AccessAttempt.objects.count(), AccessLog.objects.count(), AccessFailureLog.objects.count()) == (1, 0, 0)


def test_a_log_in_that_succeeds_forgets_the_failures_before_it():
    statuses(2)
    assert tried(password=PASSWORD).status_code == 302
    assert statuses(2) == [200, 200]


def test_one_ipv6_customer_is_one_address():
    at = [f"2001:db8:1:2::{n}" for n in range(3)]
    assert [tried(at=one).status_code for one in at] == [200, 200, 429]
    assert tried(password=PASSWORD, at="2001:db8:1:3::1").status_code == 302


@pytest.mark.parametrize("at", ["", "unknown", "192.0.2.1:443", "fe80::1%eth0"])
def test_an_address_that_is_none_is_counted_too(at):
    assert statuses(3, at=at) == [200, 200, 429]


@pytest.mark.parametrize("name", ["x" * 151, "x" * 100_000, "nul\0", "", " ", "٣" * 9])
def test_an_odd_name_is_answered(name):
    assert tried(name).status_code == 200


def test_no_password_is_kept():
    tried(password="a secret of mine")
    kept = str(list(AccessAttempt.objects.values()))
    assert "a secret of mine" not in kept


def test_wrong_codes_count_like_wrong_passwords(anna):
    enrolled(anna)
    client = password_given()
    answers = [client.post("/admin/login/code/", {"code": "000000"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert client.post("/admin/login/code/", {"code": again()}).status_code == 429


def test_the_right_password_does_not_forget_wrong_codes(anna):
    enrolled(anna)
    password_given().post("/admin/login/code/", {"code": "000000"})
    password_given().post("/admin/login/code/", {"code": "000000"})
    assert password_given().post("/admin/login/code/", {"code": "000000"}).status_code == 429


def test_whoever_is_let_in_again_need_not_wait():
    from archive.actions import editors

    statuses(3)
    password = editors.let_in_again(User.objects.get(), by="shell", at=timezone.now(), reason="Forgot the password.")
    assert tried(password=password).status_code == 302


def test_wrong_old_passwords_count_like_wrong_passwords(client, anna):
    client.force_login(anna)
    chosen = {"new_password1": "ferries never burn twice", "new_password2": "ferries never burn twice"}
    answers = [client.post(CHANGE, {"old_password": "wrong", **chosen}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert client.post(CHANGE, {"old_password": PASSWORD, **chosen}).status_code == 429
    assert tried(password=PASSWORD).status_code == 302
    assert tried(password=PASSWORD, at="127.0.0.1").status_code == 429


def test_other_mistakes_in_a_new_password_do_not_count(client, anna):
    client.force_login(anna)
    assert (
        client.post(CHANGE, {"old_password": PASSWORD, "new_password1": "a", "new_password2": "b"}).status_code == 200
    )
    assert client.post(CHANGE, {}).status_code == 200
    assert not AccessAttempt.objects.exists()
