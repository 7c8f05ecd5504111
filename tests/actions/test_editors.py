import pytest
from django.contrib.auth.models import Group

from archive.actions import editors, second_factors
from archive.actions.refusals import Refused
from archive.models import Decision, User
from archive.rules.roles import ROLES
from tests.factories import WHEN, staff
from tests.second_factors import apps, enrolled

pytestmark = pytest.mark.django_db
KNOWN = {"by": "dora", "at": WHEN, "reason": "The board decided."}


@pytest.fixture(autouse=True)
def dora() -> User:
    return person("dora", "administrator")


def person(name: str, *roles: str, **fields) -> User:
    made = staff(name, **fields)
    made.groups.set(Group.objects.filter(name__in=roles))
    return made


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_an_account_is_made_with_its_roles_and_without_every_right():
    editors.make_editor("anna", roles=["editor", "cataloguer"], **KNOWN)
    anna = User.objects.get(username="anna")
    assert (anna.roles(), anna.is_staff, anna.is_superuser) == (["cataloguer", "editor"], True, False)
    decision = Decision.objects.get()
    assert (decision.verb, decision.actor, decision.detail.after) == (
        "editor.make",
        "dora",
        {"roles": ["cataloguer", "editor"]},
    )


def test_roles_are_given_and_taken_with_both_on_record():
    anna = person("anna", "cataloguer")
    editors.give_roles(anna, ["moderator", "editor"], **KNOWN)
    detail = Decision.objects.get(verb="editor.roles").detail
    assert (detail.before, detail.after) == ({"roles": ["cataloguer"]}, {"roles": ["moderator", "editor"]})
    assert fresh(anna).roles() == ["moderator", "editor"]


def test_a_house_keeps_the_groups_it_made_for_itself():
    anna = person("anna", "cataloguer")
    anna.groups.add(Group.objects.create(name="volunteers"))
    editors.give_roles(anna, [], **KNOWN)
    assert [group.name for group in anna.groups.all()] == ["volunteers"]


def test_the_same_roles_again_are_no_decision():
    assert editors.give_roles(person("anna", "editor"), ["editor"], **KNOWN) is None
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda user: editors.give_roles(user, ROLES, **KNOWN),
        lambda user: editors.let_in_again(user, **KNOWN),
        lambda user: editors.close(user, **KNOWN),
        lambda user: second_factors.reset(user, **KNOWN),
    ],
)
def test_nobody_changes_their_own_account(dora, act):
    enrolled(dora)
    before = (dora.password, dora.roles(), apps())
    with pytest.raises(Refused, match="Nobody changes"):
        act(dora)
    assert (fresh(dora).password, fresh(dora).roles(), apps()) == before


@pytest.mark.parametrize("role", ["cataloguer", "moderator", "editor"])
def test_only_an_administrator_changes_accounts(role):
    anna = person("anna", role)
    person("berta", role)
    with pytest.raises(Refused, match="Only an administrator"):
        editors.give_roles(anna, ["administrator"], **{**KNOWN, "by": "berta"})
    with pytest.raises(Refused, match="Only an administrator"):
        editors.make_editor("carl", roles=[], **{**KNOWN, "by": "berta"})
    assert fresh(anna).roles() == [role]


def test_an_administrator_whose_account_is_closed_changes_nothing(dora):
    User.objects.filter(pk=dora.pk).update(is_active=False)
    with pytest.raises(Refused, match="Only an administrator"):
        editors.make_editor("carl", roles=[], **KNOWN)


def test_an_account_with_every_right_is_out_of_reach_for_an_administrator():
    root = person("root", is_superuser=True)
    with pytest.raises(Refused, match="every right by itself"):
        editors.let_in_again(root, **KNOWN)
    assert fresh(root).password == root.password
    person("other", is_superuser=True)
    assert editors.let_in_again(root, **{**KNOWN, "by": "other"})


def test_the_last_administrator_stays(dora):
    for act in (lambda: editors.give_roles(dora, [], **SHELL), lambda: editors.close(dora, **SHELL)):
        with pytest.raises(Refused, match="last administrator"):
            act()
    person("emil", "administrator")
    editors.close(dora, **SHELL)
    assert not fresh(dora).is_active


def test_a_closed_administrator_does_not_count_as_another(dora):
    person("emil", "administrator", is_active=False)
    with pytest.raises(Refused, match="last administrator"):
        editors.give_roles(dora, ["editor"], **SHELL)


SHELL = {**KNOWN, "by": "shell"}


def test_a_closed_account_is_opened_with_a_new_password():
    anna = person("anna", "editor")
    editors.close(anna, **KNOWN)
    assert (fresh(anna).is_active, fresh(anna).has_usable_password()) == (False, False)
    password = editors.let_in_again(anna, **KNOWN)
    assert (fresh(anna).is_active, fresh(anna).check_password(password), fresh(anna).must_change_password) == (
        True,
        True,
        True,
    )


def test_an_account_is_closed_once():
    anna = person("anna")
    editors.close(anna, **KNOWN)
    with pytest.raises(Refused, match="closed already"):
        editors.close(anna, **KNOWN)


def test_no_password_enters_the_log():
    anna = person("anna")
    passwords = [editors.make_editor("carl", roles=[], **KNOWN), editors.let_in_again(anna, **KNOWN)]
    log = str(list(Decision.objects.values_list("target", "detail__reason", "detail__before", "detail__after")))
    assert [password for password in passwords if password in log] == []


@pytest.mark.parametrize(
    "name", ["", "two words", "nul\0", "x" * 151, "shell", "SHELL", "load_seeds", "Make_Editor", "ｔake_back"]
)
def test_an_impossible_name_is_refused(name):
    with pytest.raises(Refused):
        editors.make_editor(name, roles=[], **KNOWN)
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["dora", "Dora", "ｄｏｒａ"])
def test_a_name_that_reads_like_one_there_is_is_refused(name):
    with pytest.raises(Refused, match="already"):
        editors.make_editor(name, roles=[], **KNOWN)


def test_a_role_that_is_none_is_refused_by_name():
    with pytest.raises(Refused, match="There is no role owner: there are cataloguer, moderator, editor, administrator"):
        editors.make_editor("anna", roles=["editor", "owner"], **KNOWN)
