"""An archive with one of everything, a client for each person, and what a form would send to every address."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client

from archive.actions import names, second_factors
from archive.models import Article, ImportRun, User
from archive.rules.roles import ROLES
from tests.admin.addresses import address
from tests.admin.matrix import MATRIX, PEOPLE
from tests.factories import (
    WHEN,
    Said,
    article,
    author,
    collection,
    evidence,
    held,
    occurrence,
    parallel,
    publisher,
    rule,
    staff,
    statement,
    tag,
    word_rule,
)  # fmt: skip
from tests.second_factors import KEY, shown

# What may be answered, by the letters of the table.
STATUS = {"L": {200, 302}, "X": {403}, "N": {404}, "M": {405}, "O": {200}, "A": {200, 302}, "R": {301, 302}}
# What a request writes whoever it is: its own session, and the counting of log-ins that failed.
BY_THE_WAY = {"django_session", "axes_accessattempt"}
READING = re.compile(r"[\s(]*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA|SET|EXPLAIN|BEGIN|COMMIT)\b", re.IGNORECASE)
TABLE = re.compile(r'(?:INTO|UPDATE|FROM)\s+"?(\w+)', re.IGNORECASE)


class House(NamedTuple):
    """An archive with one of everything, a client for each person, and the body that everybody sends."""

    clients: dict[str, Client]
    objects: dict[str, dict[str, object]]
    body: dict[str, Any]


def build() -> House:
    made = held(
        article("Ferry house", slug="ferry-house", authors=["Hanna Veld"], tags=["ferries"], publisher=publisher()),
        comments=[Said("Who lit it?")],
    )
    other = User.objects.create_user("carl", is_staff=True)
    other.groups.set(Group.objects.filter(name="moderator"))
    names.change(author(), {"name": "Hanna Velde"}, by="hanna", at=WHEN, reason="So in print.")
    second_factors.set_up(other, KEY, shown(), at=WHEN)
    run = ImportRun.objects.create(key="a" * 32, actor="hanna", started_at=WHEN, finished_at=WHEN)
    attempt = AccessAttempt.objects.create(username="carl", ip_address="192.0.2.9", failures_since_start=1)
    for another in (author, publisher, tag):
        another("Other")
    fire = statement(workflow="open")
    occurrence(fire, made.text, "burned", decision="proposed", state="edited")
    evidence(fire)
    shared = parallel(made.text, "burned", made.comments.get().text, "Who lit it?")
    rows = [
        made,
        author("Hanna Velde"),
        publisher(),
        collection(),
        tag(),
        fire,
        made.comments.get(),
        made.source,
        other,
        run,
        attempt,
        shared,
        rule("abuse", category="abuse", text="No abuse."),
        word_rule(),
    ]
    objects = {f"{row._meta.app_label}/{row._meta.model_name}": {"object_id": row.pk} for row in rows}
    objects["archive/decision"] = {"object_id": 1}
    objects["archive/article"] |= {"key": made.pk, "before": 1, "after": 1}
    objects["archive/comment"] |= {"key": objects["archive/comment"]["object_id"]}
    for noun in ("archive/houserule", "archive/wordrule"):
        objects[noun] |= {"key": objects[noun]["object_id"]}
    objects["archive/comment"]["number"] = 1
    objects["archive/statement"] |= {"key": fire.pk, "number": 1}
    objects[""] = {"content_type_id": ContentType.objects.get_for_model(Article).pk, "object_id": made.pk}
    body = everything({type(row): str(row.pk) for row in rows})
    body |= {"tags": str(tag().pk), "rows": f"{made.pk},{made.comments.get().pk},{fire.pk}"}
    body |= {"place": f"{fire.pk}.1 proposed", "other": statement("It rained.").pk, "spot": f"{made.text_id}:0:5"}
    return House({name: person(name) for name in PEOPLE}, objects, body)


def person(name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != "nobody":
        user = staff(name)
        user.groups.set(Group.objects.filter(name=name))
        client.force_login(user)
    return client


def everything(keys: dict[type[models.Model], str]) -> dict[str, Any]:
    """A value for each field of each noun, another than it has, and for what a form would never offer.

    A field that names another record names the one of `keys`.
    """
    body: dict[str, Any] = {"action": "delete_selected", "_selected_action": "1", "select_across": "1", "post": "yes"}
    for model in apps.get_app_config("archive").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.Field):
                body.setdefault(field.name, value(field, keys))
    for prefix in ("bylines", "readings", "detail", "form"):
        body |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return body | {
        "is_superuser": "on", "is_staff": "on", "is_active": "on", "password": "stolen", "username": "mallory",
        "groups": ["1", "2", "3", "4"], "user_permissions": ["1", "2"], "roles": [*ROLES], "state": "published",
        "slug": "another-slug", "title": "Another title", "title_origin": "printed", "kind": "news", "language": "en",
        "rights": "open", "reason": "For a test.", "seen": "1", "name": "Another name", "_save": "1",
        "date_edtf": "1957", "encoding": "utf-8", "shape": "", "lines": "", "corrections": "",
    }  # fmt: skip


def value(field: models.Field, keys: dict[type[models.Model], str]) -> str:
    if field.choices:
        return str(next(key for key, _label in reversed(list(field.flatchoices)) if key))
    if field.is_relation:
        return keys.get(field.related_model, "1")
    if isinstance(field, models.IntegerField):
        return "1"
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2020-02-02 02:02:02"
    return "2020-02-02" if isinstance(field, models.DateField) else "changed"


@contextmanager
def undone() -> Iterator[set[str]]:
    """The tables that are written meanwhile; afterwards nothing was."""
    written: set[str] = set()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if not READING.match(sql):
            found = TABLE.search(sql)
            written.add(found[1] if found else sql)
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield written
        transaction.set_rollback(True)


def asked(house: House, who: str, method: str, route: str, odd: Mapping[str, Any] | None = None) -> HttpResponse:
    """The answer of a route; what is `odd` is sent instead of what a form would send."""
    client = house.clients[who]
    kept = SimpleCookie(client.cookies.output(header="", sep=";"))
    try:
        sent = form(house.body | sends(house, route) | (odd or {})) if method == "post" else {}
        return getattr(client, method)(address(route, house.objects), **sent)
    finally:
        # Logging out is undone like everything else.
        client.cookies = kept


def sends(house: House, route: str) -> dict[str, Any]:
    """What the row of the table sends, with the key of the house's comment where it is named."""
    key = str(house.objects["archive/comment"]["object_id"])
    said = MATRIX[route].sends.items()
    return {name: value.replace("<comment>", key) if isinstance(value, str) else value for name, value in said}


def form(body: dict[str, Any]) -> dict[str, str]:
    """As a form without files sends it; taking hundreds of parts apart took longer than to answer them."""
    return {"data": urlencode(body, doseq=True), "content_type": "application/x-www-form-urlencoded"}
