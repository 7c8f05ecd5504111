"""Accounts of the people who work here: made, given roles, let in again, closed. Readers need none.

`by` is the user name of an administrator, or SHELL. Passwords are returned once and kept nowhere.
"""

from collections.abc import Iterable
from datetime import datetime

from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.passwords import one_time_password
from archive.actions.refusals import Refused
from archive.models import Decision, User
from archive.rules import actors
from archive.rules import roles as table
from archive.rules.actors import SHELL


@transaction.atomic
def make_editor(username: str, *, roles: Iterable[str], by: str, at: datetime, reason: str) -> str:
    """Make an account with these roles and return its one-time password, which the first log-in must replace.

    Raises Refused when the name is taken or impossible, or a role is none.
    """
    Decision.objects.hold()
    username, given = _name(username), _roles(roles)
    refuse_unless_kept(None, by)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("There is an account %(username)s already.") % {"username": username})
    user = User(username=username, is_staff=True)
    password = _let_in(user)
    user.groups.set(Group.objects.filter(name__in=given))
    record(Entry("editor.make", f"user:{username}", reason, {}, {"roles": given}), by=by, at=at)
    return password


@transaction.atomic
def give_roles(user: User, roles: Iterable[str], *, by: str, at: datetime, reason: str) -> Decision | None:
    """Give exactly these roles; None where they are the roles already. A house's own groups stay. Raises Refused."""
    user = _held(user, by)
    before, after = user.roles(), _roles(roles)
    if before == after:
        return None
    if table.ADMINISTRATOR not in after:
        _refuse_last(user)
    user.groups.remove(*Group.objects.filter(name__in=before))
    user.groups.add(*Group.objects.filter(name__in=after))
    entry = Entry("editor.roles", f"user:{user}", reason, {"roles": before}, {"roles": after})
    return record(entry, by=by, at=at)


@transaction.atomic
def let_in_again(user: User, *, by: str, at: datetime, reason: str) -> str:
    """Give somebody who lost the password, or whose account was closed, a new one-time password.

    Every session ends, and log-ins that failed with this name count no more. Raises Refused.
    """
    user = _held(user, by)
    before = user.is_active
    user.is_active = True
    password = _let_in(user)
    AccessAttempt.objects.filter(username=user.username).delete()
    entry = Entry("editor.again", f"user:{user}", reason, {"active": before}, {"active": True})
    record(entry, by=by, at=at)
    return password


@transaction.atomic
def close(user: User, *, by: str, at: datetime, reason: str) -> Decision:
    """Close an account: every session ends for good, the password opens nothing any more. Raises Refused."""
    user = _held(user, by)
    if not user.is_active:
        raise Refused(_("The account %(user)s is closed already.") % {"user": user})
    _refuse_last(user)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    return record(Entry("editor.close", f"user:{user}", reason, {"active": True}, {"active": False}), by=by, at=at)


@transaction.atomic
def choose_password(user: User, password: str, *, at: datetime) -> User:
    """The person's own choice, after which a one-time password is spent."""
    Decision.objects.hold()
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(Entry("editor.password", f"user:{user}", "Chosen by the person."), by=user.get_username(), at=at)
    return user


def _held(user: User, by: str) -> User:
    """The account as it stands now, held against others; one that this person may change."""
    Decision.objects.hold()
    user = User.objects.select_for_update().get(pk=user.pk)
    refuse_unless_kept(user, by)
    return user


def refuse_unless_kept(user: User | None, by: str) -> None:
    """Raises Refused unless `by` keeps accounts and may change this one, or make one."""
    if by == SHELL:
        return
    actor = User.objects.active_staff().filter(username=by).first()
    sentence = table.refusal(
        own=user is not None and by == user.username,
        keeper=actor is not None and actor.keeps_accounts(),
        above=user is not None and user.is_superuser and not (actor is not None and actor.is_superuser),
    )
    if sentence:
        raise Refused(sentence)


def _refuse_last(user: User) -> None:
    if user.is_active and user.keeps_accounts() and not User.objects.keepers().exclude(pk=user.pk).exists():
        raise Refused(_("This is the last administrator: make another before."))


def _let_in(user: User) -> str:
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save()
    return password


def _roles(names: Iterable[str]) -> list[str]:
    """Roles in the order of the table. Raises Refused for a name that is none."""
    named = set(names)
    if unknown := sorted(named - table.ROLES.keys()):
        raise Refused(
            _("There is no role %(role)s: there are %(roles)s.") % {"role": unknown[0], "roles": ", ".join(table.ROLES)}
        )
    return table.in_order(named)


def _name(name: str) -> str:
    """A user name as the database keeps it. Raises Refused for one that can't be."""
    try:
        name = User._meta.get_field("username").clean(User.normalize_username(name), None)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    if sentence := actors.refusal(name):
        raise Refused(sentence)
    return name
