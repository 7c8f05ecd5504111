"""People at the desks of the admin."""

import pytest
from django.contrib.auth.models import Group

from tests.actions.moderation import page
from tests.factories import rule, staff


@pytest.fixture
def fire(db):
    """An article under moderation, and a rule of the house."""
    rule("abuse", category="abuse", text="No abuse.")
    return page()


def person(client, name: str, role: str = "moderator"):
    user = staff(name)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return client


@pytest.fixture
def anna(client, fire):
    return person(client, "anna")
