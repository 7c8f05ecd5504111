"""An app that shows codes, for tests: set it up, and read what it shows."""

import time

from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.actions import second_factors
from archive.models import User
from tests.factories import WHEN

KEY = "3132333435363738393031323334353637383930"
PASSWORD = "correct horse battery staple"


def shown(key: str = KEY, ahead: int = 0) -> str:
    """What an app with this key shows so many half minutes from now."""
    app = TOTP(bytes.fromhex(key))
    app.time = time.time() + 30 * ahead
    return f"{app.token():06}"


def enrolled(user: User) -> list[str]:
    """Give this person an app with KEY, and return the recovery codes."""
    _app, codes = second_factors.set_up(user, KEY, shown(), at=WHEN)
    return codes


def again() -> str:
    """A code that no earlier one of this test has spent."""
    return shown(ahead=1)


def password_given(name: str = "anna", password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/admin/login/?next=/admin/archive/article/", {"username": name, "password": password})
    return client


def apps() -> int:
    return TOTPDevice.objects.count()
