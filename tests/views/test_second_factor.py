"""A person's own second factor."""

import re
from base64 import b32decode
from html import unescape

import pytest
import segno
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.models import Decision, User
from archive.models.second_factors import has_second_factor, recovery_codes_left
from tests.factories import staff
from tests.second_factors import PASSWORD, again, enrolled, password_given, shown

pytestmark = pytest.mark.django_db
OWN = "/admin/second-factor/"
SET_UP, CODES, REMOVE = f"{OWN}set-up/", f"{OWN}codes/", f"{OWN}remove/"


@pytest.fixture
def anna() -> User:
    return staff("anna")


@pytest.fixture
def inside(anna) -> Client:
    """Anna with a second factor, logged in."""
    enrolled(anna)
    client = password_given()
    client.post("/admin/login/code/", {"code": again()})
    return client


def offered(client: Client) -> str:
    """The key that the page shows as text, in hex."""
    page = client.get(SET_UP).content.decode()
    return b32decode(re.search(r"<dd><code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")).hex()


def ready(anna: User) -> None:
    """As if the last code were long ago."""
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0)


def test_the_page_offers_one_key_until_it_is_set_up(anna):
    client = password_given()
    assert offered(client) == offered(client)
    assert not TOTPDevice.objects.exists()


def modules(page: str) -> list[bytes]:
    """The picture on a page, module by module."""
    side, dark = re.search(
        r'<svg viewBox="0 0 (\d+) \1"><path [^>]*/><path fill="#000" d="([^"]*)"/></svg>', page
    ).groups()
    rows = [bytearray(int(side)) for _ in range(int(side))]
    for x, y, length, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", dark):
        assert length == back
        rows[int(y)][int(x) : int(x) + int(length)] = b"\1" * int(length)
    return [bytes(row) for row in rows]


def test_the_key_is_text_address_and_picture(anna):
    client = password_given()
    key = offered(client)
    page = client.get(SET_UP).content.decode()
    address = unescape(re.search(r'href="(otpauth://totp/[^"]+)"', page)[1])
    assert b32decode(re.search(r"secret=([A-Z2-7]+)", address)[1]).hex() == key
    assert "The%20Archive%3Aanna" in address
    assert modules(page) == [bytes(row) for row in segno.make(address, micro=False, error="m").matrix_iter(border=4)]
    assert " style=" not in page


def test_a_code_of_the_app_sets_it_up_and_shows_the_recovery_codes_once(anna):
    client = password_given()
    page = client.post(SET_UP, {"code": shown(offered(client))}).content.decode()
    codes = re.findall(r"<li><code>(\w{5}-\w{5})</code></li>", page)
    assert (len(codes), recovery_codes_left(anna), has_second_factor(anna)) == (10, 10, True)
    assert client.get(OWN).status_code == 200
    assert [code for code in codes if code in client.get(OWN).content.decode()] == []


def test_a_second_press_of_the_button_changes_nothing(anna):
    client = password_given()
    code = {"code": shown(offered(client))}
    client.post(SET_UP, code)
    assert client.post(SET_UP, code)["Location"] == OWN
    assert (TOTPDevice.objects.count(), recovery_codes_left(anna)) == (1, 10)


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "nul\0", "9" * 10_000])
def test_a_wrong_code_sets_up_nothing(anna, code):
    client = password_given()
    assert client.post(SET_UP, {"code": code}).status_code == 200
    assert not has_second_factor(anna)


def test_new_recovery_codes_ask_for_a_code(anna, inside):
    ready(anna)
    assert "This code opens nothing" in inside.post(CODES, {"code": "000000"}).content.decode()
    ready(anna)
    assert "never again" in inside.post(CODES, {"code": again()}).content.decode()
    assert Decision.objects.filter(verb="second_factor.codes").count() == 1


@pytest.mark.parametrize(
    ("password", "right"), [("wrong", True), (PASSWORD, False), ("", True), ("x" * 5000, True), ("nul\0", True)]
)
def test_removing_it_asks_for_password_and_code(anna, inside, password, right):
    ready(anna)
    assert inside.post(REMOVE, {"password": password, "code": again() if right else "000000"}).status_code == 200
    assert has_second_factor(anna)


def test_password_and_code_remove_it(anna, inside):
    ready(anna)
    assert inside.post(REMOVE, {"password": PASSWORD, "code": again()})["Location"] == OWN
    assert not has_second_factor(anna)
    assert password_given().get("/admin/").status_code == 200


def test_guessing_the_password_on_the_removal_page_is_locked_out(anna, inside, settings):
    settings.AXES_FAILURE_LIMIT = 3
    answers = [inside.post(REMOVE, {"password": "wrong", "code": "000000"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


@pytest.mark.parametrize("address", [CODES, REMOVE])
def test_without_a_second_factor_there_is_nothing_to_remove_or_renew(anna, address):
    assert password_given().get(address)["Location"] == OWN


def test_the_log_says_what_was_done_and_by_whom(anna, inside):
    ready(anna)
    inside.post(REMOVE, {"password": PASSWORD, "code": again()})
    told = [(row.verb, row.actor, row.target) for row in Decision.objects.all()]
    assert told == [("second_factor.set_up", "anna", "user:anna"), ("second_factor.remove", "anna", "user:anna")]
