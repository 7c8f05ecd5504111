"""Second factors: set up, used, given new recovery codes, removed by the person, reset by who keeps the accounts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.actions import editors
from archive.actions.decisions import Entry, record
from archive.actions.passwords import drawn
from archive.actions.refusals import Refused
from archive.models import Decision, User
from archive.models.second_factors import has_second_factor

RECOVERY_CODES = 10
HALF = 5


@transaction.atomic
def set_up(user: User, key: str, code: str, *, at: datetime) -> tuple[Device, list[str]]:
    """Take the app that holds this key (hex) as the second factor, and give its recovery codes, told this once.

    Raises Refused when the app does not show this code now, or there is a second factor already.
    """
    _hold(user)
    if has_second_factor(user):
        raise Refused(_("There is a second factor already: remove it before you set up another."))
    app = TOTPDevice(user=user, name="app", key=key, confirmed=True)
    if not app.verify_token(_plain(code)):
        raise Refused(_("The app shows another code. Is the clock of the device right?"))
    codes = _give_codes(user)
    _tell(user, "set_up", "Set up by the person.", by=user.get_username(), at=at)
    return app, codes


def accepted(user: User, code: str) -> Device | None:
    """The app or the recovery codes, if one of them takes this code; it is then spent.

    After each code that is wrong, the next is heard after a time that doubles: within it no code is right.
    """
    code = _plain(code)
    kind = TOTPDevice if code.isdecimal() else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device if device is not None and device.verify_token(code) else None


@transaction.atomic
def renew_codes(user: User, *, at: datetime) -> list[str]:
    """New recovery codes, told this once; those there were open nothing any more."""
    _hold(user)
    if not has_second_factor(user):
        raise Refused(_("There is no second factor that recovery codes could stand in for."))
    codes = _give_codes(user)
    _tell(user, "codes", "New recovery codes, asked for by the person.", by=user.get_username(), at=at)
    return codes


@transaction.atomic
def remove(user: User, *, at: datetime) -> None:
    """By the person, who has shown password and code."""
    _take_away(user)
    _tell(user, "remove", "Removed by the person.", by=user.get_username(), at=at)


@transaction.atomic
def reset(user: User, *, by: str, at: datetime, reason: str) -> None:
    """For somebody who can't show codes any more: the next log-in asks for the password alone."""
    editors.refuse_unless_kept(user, by)
    _take_away(user)
    _tell(user, "reset", reason, by=by, at=at)


def _hold(user: User) -> None:
    Decision.objects.hold()
    User.objects.select_for_update().get(pk=user.pk)


def _take_away(user: User) -> None:
    _hold(user)
    if not has_second_factor(user):
        raise Refused(_("There is no second factor."))
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def _give_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes", confirmed=True)
    codes = [drawn(2, HALF) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_plain(code))
    return codes


def _plain(code: str) -> str:
    """A code as typed, without the blanks and hyphens that make it easier to read."""
    return "".join(code.split()).replace("-", "").lower()


def _tell(user: User, verb: str, reason: str, *, by: str, at: datetime) -> None:
    record(Entry(f"second_factor.{verb}", f"user:{user.get_username()}", reason), by=by, at=at)
