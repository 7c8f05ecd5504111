import pytest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.actions import second_factors
from archive.actions.refusals import Refused
from archive.models import Decision, User
from archive.models.second_factors import has_second_factor, recovery_codes_left
from tests.factories import WHEN, staff
from tests.second_factors import KEY, again, enrolled, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return staff("anna")


def test_an_app_that_shows_the_code_becomes_the_second_factor(anna):
    codes = enrolled(anna)
    assert (has_second_factor(anna), recovery_codes_left(anna), len(set(codes))) == (True, 10, 10)
    assert [decision.verb for decision in Decision.objects.all()] == ["second_factor.set_up"]


@pytest.mark.parametrize("code", ["000000", "", "9" * 5000, "１２３４５６", "nul\0"])
def test_a_wrong_code_sets_nothing_up(anna, code):
    with pytest.raises(Refused, match="another code"):
        second_factors.set_up(anna, KEY, code, at=WHEN)
    assert (TOTPDevice.objects.count(), StaticDevice.objects.count(), Decision.objects.count()) == (0, 0, 0)


def test_a_second_app_is_refused(anna):
    enrolled(anna)
    with pytest.raises(Refused, match="already"):
        second_factors.set_up(anna, KEY, again(), at=WHEN)
    assert TOTPDevice.objects.count() == 1


def test_a_code_opens_once(anna):
    enrolled(anna)
    code = again()
    assert second_factors.accepted(anna, code)
    assert second_factors.accepted(anna, code) is None


def test_the_code_that_set_the_app_up_is_spent(anna):
    code = shown()
    second_factors.set_up(anna, KEY, code, at=WHEN)
    assert second_factors.accepted(anna, code) is None


def test_a_recovery_code_opens_once_however_it_is_typed(anna):
    first, second, *_rest = enrolled(anna)
    assert second_factors.accepted(anna, f" {first.upper().replace('-', ' ')} ")
    assert second_factors.accepted(anna, second)
    assert recovery_codes_left(anna) == 8
    assert second_factors.accepted(anna, first) is None


def test_another_persons_codes_open_nothing(anna):
    codes = enrolled(anna)
    berta = staff("berta")
    second_factors.set_up(berta, "00" * 20, shown("00" * 20), at=WHEN)
    assert second_factors.accepted(berta, again()) is None
    assert second_factors.accepted(berta, codes[0]) is None
    assert recovery_codes_left(anna) == 10


def test_after_a_wrong_code_even_the_right_one_waits(anna):
    enrolled(anna)
    assert second_factors.accepted(anna, "000000") is None
    assert second_factors.accepted(anna, again()) is None


def test_new_recovery_codes_replace_the_old(anna):
    old = enrolled(anna)
    new = second_factors.renew_codes(anna, at=WHEN)
    assert set(old) & set(new) == set()
    assert StaticToken.objects.count() == 10
    assert second_factors.accepted(anna, new[0])


def test_what_is_removed_leaves_nothing_behind(anna):
    enrolled(anna)
    second_factors.remove(anna, at=WHEN)
    assert (TOTPDevice.objects.count(), StaticDevice.objects.count(), StaticToken.objects.count()) == (0, 0, 0)
    with pytest.raises(Refused, match="no second factor"):
        second_factors.remove(anna, at=WHEN)


def test_no_key_and_no_code_enters_the_log(anna):
    codes = enrolled(anna)
    log = str(list(Decision.objects.values_list("target", "detail__reason", "detail__before", "detail__after")))
    assert [secret for secret in (KEY, *codes) if secret in log] == []
