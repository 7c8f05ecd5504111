"""The groups in the database are the table of the roles."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import TransactionTestCase

from archive.models import User, roles
from archive.rules.roles import ROLES
from tests.factories import staff

pytestmark = pytest.mark.django_db


def table() -> dict[str, set[str]]:
    return {group.name: {row.codename for row in group.permissions.all()} for group in Group.objects.all()}


def permission(codename: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label="archive")


def test_after_migrate_the_groups_hold_exactly_the_table():
    assert table() == ROLES


def test_every_codename_of_the_table_is_a_permission_of_this_archive():
    known = set(Permission.objects.filter(content_type__app_label="archive").values_list("codename", flat=True))
    assert set().union(*ROLES.values()) - known == set()


def test_a_changed_group_is_laid_anew_and_a_house_keeps_its_own():
    Group.objects.get(name="editor").permissions.clear()
    Group.objects.get(name="moderator").permissions.add(permission("delete_user"))
    Group.objects.create(name="volunteers").permissions.add(permission("view_tag"))
    roles.lay_after_migrate(using="default")
    assert table() == {**ROLES, "volunteers": {"view_tag"}}


def test_a_test_database_that_is_emptied_keeps_the_roles(transactional_db):
    staff()
    TransactionTestCase()._fixture_teardown()
    assert (table(), User.objects.count()) == (ROLES, 0)


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("cataloguer", "archive.read_article", "archive.publish_article"),
        ("moderator", "archive.tag_comment", "archive.change_article"),
        ("editor", "archive.undo_importrun", "archive.add_user"),
        ("administrator", "archive.change_user", "archive.change_article"),
    ],
)
def test_a_person_in_a_role_may_what_it_is_there_for(role, may, may_not):
    person = staff()
    person.groups.add(Group.objects.get(name=role))
    assert (person.has_perm(may), person.has_perm(may_not)) == (True, False)


def test_no_role_may_delete_a_record_or_be_above_the_table():
    assert {name for names in ROLES.values() for name in names if name.startswith("delete_")} == {
        "delete_byline",
        "delete_taggedarticle",
        "delete_taggedcomment",
        "delete_taggedstatement",
    }
