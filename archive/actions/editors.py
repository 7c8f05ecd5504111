"""Accounts of the people who work here. They are made at the shell; readers need none."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.decisions import Entry, record
from archive.actions.passwords import one_time_password
from archive.actions.refusals import Refused
from archive.models import User


@transaction.atomic
def make_editor(username: str, *, by: str, at: datetime) -> str:
    """Make an account with every right and return its one-time password, which the first log-in must replace.

    All editors have the same rights: what nobody may do, the guards of the database refuse to every account.
    Raises Refused when the name is taken or impossible.
    """
    username = _name(username)
    if User.objects.filter(username=username).exists():
        raise Refused(f"There is an account {username} already: --again gives it a new one-time password.")
    password = one_time_password()
    user = User(username=username, is_staff=True, is_superuser=True, must_change_password=True)
    user.set_password(password)
    user.save()
    record(Entry("editor.make", f"user:{username}", "Made at the shell."), by=by, at=at)
    return password


@transaction.atomic
def let_in_again(username: str, *, by: str, at: datetime) -> str:
    """Give an editor who lost the password a new one-time password and end every session. Raises Refused."""
    username = _name(username)
    user = User.objects.select_for_update().filter(username=username, is_staff=True, is_active=True).first()
    if user is None:
        raise Refused(f"There is no active editor {username}.")
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(Entry("editor.again", f"user:{username}", "A new one-time password, given at the shell."), by=by, at=at)
    return password


@transaction.atomic
def choose_password(user: User, password: str, *, at: datetime) -> User:
    """The editor's own choice, after which a one-time password is spent."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(Entry("editor.password", f"user:{user}", "Chosen by the editor."), by=user.get_username(), at=at)
    return user


def _name(name: str) -> str:
    """A user name as the database keeps it. Raises Refused for one that can't be."""
    try:
        return User._meta.get_field("username").clean(User.normalize_username(name), None)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
