import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from archive.models import Decision, User

pytestmark = pytest.mark.django_db
CHANGE = "/admin/password_change/"
CHOSEN = "ferries never burn twice"


def made(capsys, *arguments: str) -> str:
    """The one-time password that the command printed."""
    call_command("make_editor", *arguments)
    return re.search(r"^one-time password: (\S+)$", capsys.readouterr().out, re.MULTILINE)[1]


def logged_in(password: str, name: str = "anna") -> Client:
    client = Client()
    response = client.post("/admin/login/?next=/admin/", {"username": name, "password": password})
    assert response.status_code == 302
    return client


def opens(password: str, name: str = "anna") -> bool:
    return Client().post("/admin/login/", {"username": name, "password": password}).status_code == 302


def choose(client: Client, old: str, new: str):
    return client.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": new})


def test_an_editor_is_staff_with_a_password_nobody_could_guess(capsys):
    password = made(capsys, "anna")
    editor = User.objects.get(username="anna")
    assert (editor.is_staff, editor.must_change_password, editor.check_password(password)) == (True, True, True)
    assert re.fullmatch(r"([2-9a-hjkmnp-z]{5}-){3}[2-9a-hjkmnp-z]{5}", password)
    assert password != made(capsys, "berta")


def test_the_making_of_an_editor_is_on_record_without_the_password(capsys):
    password = made(capsys, "anna")
    decision = Decision.objects.get()
    assert (decision.verb, decision.target, decision.actor) == ("editor.make", "user:anna", "shell")
    assert password not in str([decision.detail.before, decision.detail.after, decision.detail.reason])


@pytest.mark.parametrize("path", ["/admin/", "/", "/admin/archive/article/", "/admin/password_change/done/"])
def test_with_a_one_time_password_every_page_leads_to_the_change(capsys, path):
    response = logged_in(made(capsys, "anna")).get(path)
    assert (response.status_code, response["Location"]) == (302, CHANGE)


def test_the_change_page_and_the_way_out_stay_open(capsys):
    client = logged_in(made(capsys, "anna"))
    assert client.get(CHANGE).status_code == 200
    assert client.post("/admin/logout/").status_code == 200


def test_after_the_change_everything_opens(capsys):
    password = made(capsys, "anna")
    client = logged_in(password)
    assert choose(client, password, CHOSEN)["Location"] == "/admin/password_change/done/"
    assert client.get("/admin/").status_code == 200
    assert not opens(password)
    assert logged_in(CHOSEN).get("/admin/").status_code == 200


def test_the_one_time_password_is_no_choice(capsys):
    password = made(capsys, "anna")
    client = logged_in(password)
    assert "This is the old one." in choose(client, password, password).content.decode()
    assert User.objects.get().must_change_password


def test_a_taken_name_is_refused_and_its_password_kept(capsys):
    password = made(capsys, "anna")
    with pytest.raises(CommandError, match="There is an account anna already"):
        call_command("make_editor", "anna")
    assert User.objects.get().check_password(password)


@pytest.mark.parametrize("name", ["", "two words", "nul\0", "x" * 151])
def test_an_impossible_name_is_refused(name):
    with pytest.raises(CommandError):
        call_command("make_editor", name)
    assert not User.objects.exists()


def test_a_lost_password_is_replaced_and_its_sessions_end(capsys):
    first = made(capsys, "anna")
    client = logged_in(first)
    choose(client, first, CHOSEN)
    second = made(capsys, "anna", "--again")
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert not opens(CHOSEN)
    assert logged_in(second).get("/admin/")["Location"] == CHANGE


def test_nobody_is_let_in_again_who_never_was():
    with pytest.raises(CommandError, match="There is no active editor carl"):
        call_command("make_editor", "carl", "--again")
