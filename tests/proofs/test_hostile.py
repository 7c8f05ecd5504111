"""Words that attack are words, on every page and in every format."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from archive.models import Article, Author, Comment, ImportRun, Publisher, Statement, Tag, User
from tests.admin.addresses import address
from tests.admin.matrix import MATRIX
from tests.factories import Said, article, held, occurrence, publisher, staff, statement, tagged
from tests.proofs import hostile_house
from tests.proofs.routes import Values, addresses, public

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
# Where text is marked as markup: whatever is put into a form is escaped there.
AUDITED = {"archive/templatetags/markup.py"}
MARKING = re.compile(r"mark_safe|SafeString\(|SafeText|format_html|\|\s*safe\b|safeseq|autoescape|html_safe|__html__")
# An address of our own making leads into the app that shows second factors.
SCHEMES = {"", "http", "https", "mailto", "otpauth"}
OUTSIDE = {"nofollow", "ugc", "noopener"}


def every_public() -> list[str]:
    slugs = list(Article.objects.values_list("slug", flat=True))
    values = Values(
        {
            "articles/<slug>": slugs[:3],
            "articles/<number>": [1, 2],
            "articles/<other>": slugs[1:2],
            "moderation/<number>": [1, 2],
            "statements/<number>": range(1, 5),
            "authors/<slug>": list(Author.objects.values_list("slug", flat=True))[:2],
            "publishers/<slug>": list(Publisher.objects.values_list("slug", flat=True))[:2],
            "tags/<slug>": list(Tag.objects.values_list("slug", flat=True))[:3],
            "sitemap-<section>": ["articles", "statements"],
        },
        {},
    )  # fmt: skip
    found = [there for route in public() for there in addresses(route, values)]
    return [*found, "/search/?q=script", "/search/?q=%22%3E%3Csvg+onload%3Dpwn()%3E&in=comments", "/search.json?q=pwn"]


def every_admin() -> list[str]:
    """All addresses of the admin that open for an editor or an administrator."""
    rows = [Article, Author, Publisher, Tag, Statement, Comment, ImportRun, User]
    objects: dict[str, dict[str, object]] = {
        f"archive/{model._meta.model_name}": {"object_id": model.objects.order_by("pk").first().pk} for model in rows
    }
    first = Article.objects.order_by("pk").first()
    objects["archive/collection"] = {"object_id": first.collection_id}
    objects["archive/sourcefile"] = {"object_id": first.source_id}
    objects["archive/decision"] = {"object_id": 1}
    objects["archive/parallel"] = {"object_id": 1}
    for noun in objects.values():
        noun.update(key=noun["object_id"], number=1, before=1, after=1)
    objects[""] = {
        "content_type_id": ContentType.objects.get_for_model(Article).pk,
        "object_id": first.pk,
        "key": 1,
        "number": 1,
    }
    opening = [route for route, row in MATRIX.items() if "O" in row.get and not route.startswith("axes/")]
    return [address(route, objects) for route in opening]


def manager() -> Client:
    who = staff("root")
    who.groups.set(Group.objects.all())
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> Iterator[dict[str, HttpResponse]]:
    """What every public and admin address of the hostile house answers; the house is gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        arms = hostile_house.build()
        assert arms.used >= len(arms.all) >= 3000
        client = manager()
        yield {there: client.get(there) for there in [*every_public(), *every_admin()]}
        transaction.set_rollback(True)


def test_every_format_is_well_formed_whatever_is_in_it(answers):
    kinds = set()
    for there, response in answers.items():
        assert response.status_code < 500, there
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        kinds.add(kind)
        if "json" in kind:
            json.loads(response.content)
        elif "xml" in kind:
            ElementTree.fromstring(response.content)  # noqa: S314 - it is our own
        elif kind == "text/html":
            for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL):
                json.loads(block)
    assert kinds >= {"application/json", "application/ld+json", "application/xml", "application/atom+xml", "text/csv"}


def test_no_cell_of_a_table_begins_like_a_formula(answers):
    rows = list(csv.reader(io.StringIO(answers["/moderation.csv"].text)))
    assert len(rows) > 2
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "|"))] == []


class Links(HTMLParser):
    """Attributes of links, and everything that a page loads or sends to."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[dict[str, str]] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in given:
            self.links.append(given)
        self.loads += [given[name] for name in ("src", "action", "formaction", "data", "srcset") if given.get(name)]
        assert not any(name.startswith("on") or name == "style" for name in given), given


def test_links_lead_to_the_web_alone_and_those_that_lead_away_are_marked(answers):
    away = 0
    for there, response in answers.items():
        if "text/html" not in response.headers.get("Content-Type", ""):
            continue
        page = Links(response.text)
        for link in page.links:
            target = urlsplit(link["href"].strip())
            assert target.scheme in SCHEMES, (there, link)
            if target.scheme.startswith("http") and target.netloc != "testserver":
                away += 1
                assert set(link.get("rel", "").split()) >= OUTSIDE, (there, link)
        assert [load for load in page.loads if urlsplit(load).netloc] == [], there
    assert away > 1


def test_nothing_marks_text_as_markup_but_the_audited_builders():
    folder = Path(settings.BASE_DIR)
    files = [*(folder / "archive").rglob("*.py"), *(folder / "site_config").rglob("*.py")]
    files += (folder / "templates").rglob("*.html")
    marking = {str(file.relative_to(folder)) for file in files if MARKING.search(file.read_text())}
    assert marking == AUDITED
    assert MARKING.search("{{ words|safe }}")


class Names(HTMLParser):
    """Where a name stands in the text of a page without <bdi> around it."""

    def __init__(self, page: str, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.open, self.bare = name, [], []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.name in data and not {"bdi", "title", "script", "option"} & {*self.open}:
            self.bare.append(data.strip()[:80])


NAMING = (
    "/", "/articles/", "/articles/named/", "/articles/named/provenance/", "/authors/", "/authors/zofname/",
    "/publishers/", "/publishers/zofname/", "/tags/", "/tags/zofname/", "/statements/1/", "/search/",
)  # fmt: skip


def test_every_name_stands_apart_from_the_words_around_it(client):
    said = [Said("Hm.", "Zofname"), Said("So?", "Other", 0)]
    made = held(article(slug="named", authors=["Zofname"], publisher=publisher("Zofname")), comments=said)
    tagged(made.comments.first(), "Zofname")
    occurrence(statement(), made.text, "ferry house")
    bare = {}
    for there in NAMING:
        page = client.get(there)
        if found := Names(page.text, "Zofname").bare:
            bare[there] = found
    assert bare == {}
    assert Names("<p>by Zofname</p>", "Zofname").bare
