"""Words that attack are words, on every page and in every format."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.http import HttpResponse

from archive.templatetags.markup import form
from archive.text.legible import HARMLESS, MASKED
from tests.factories import Said, article, held, occurrence, publisher, statement, tagged
from tests.proofs import hostile_house
from tests.proofs.hostile_pages import every_admin, every_public, manager

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
# Where text is marked as markup: whatever is put into a form is escaped there.
AUDITED = {"archive/templatetags/markup.py"}
MARKING = re.compile(r"mark_safe|SafeString\(|SafeText|format_html|\|\s*safe\b|safeseq|autoescape|html_safe|__html__")
# An address of our own making leads into the app that shows second factors.
SCHEMES = {"", "http", "https", "mailto", "otpauth"}
OUTSIDE = {"nofollow", "ugc", "noopener"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LINKING = '<svg xmlns:xlink="http://www.w3.org/1999/xlink"'
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# What a form would send, where a link leads, and what is held in on purpose.
FIELD = re.compile(r'<textarea\b.*?</textarea>|value="[^"]*"|href="[^"]*"|<span class="letter">[^<]*</span>', re.DOTALL)
ALLOWED = f"\n\t{HARMLESS}"


# What the archive itself says or makes: kinds, hashes, places, and addresses that a form takes in no other shape.
MADE = hostile_house.OURS | {
    "verb", "target", "blocks", "map", "gaps", "reconstructed", "corrections", "pieces", "wrote", "folders", "before",
    "salt", "previous", "digest", "detail_digest", "move", "counts", "sha256", "copy_sha256", "source_sha256",
}  # fmt: skip
# What holds no words of its own, or none that a page shows.
SILENT = {"Card", "CatalogueEntry", "CatalogueStatement", "Figure", "IndexState", "SourceCheck"}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> Iterator[dict[str, HttpResponse]]:
    """What every public and admin address of the hostile house answers; the house is gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        arms = hostile_house.build()
        assert arms.used == {*arms.all}
        assert len(arms.all) >= 3000
        assert unarmed(arms) == []
        client = manager(arms)
        yield {there: client.get(there) for there in [*every_public(), *every_admin()]}
        transaction.set_rollback(True)


def unarmed(arms: hostile_house.Arms) -> list[str]:
    """The fields of nouns that take any words, and in which no payload stands."""
    found = []
    for model in apps.get_app_config("archive").get_models():
        rows = list(model._base_manager.order_by("-pk")[:8])
        for field in model._meta.concrete_fields:
            kind = isinstance(field, models.CharField | models.TextField | models.JSONField)
            if kind and not field.choices and field.name not in MADE and model.__name__ not in SILENT | {"WordRule"}:
                held = " ".join(str(getattr(row, field.attname)) for row in rows)
                found += [] if any(said in held for said in arms.all) else [f"{model.__name__}.{field.name}"]
    return found


def test_every_address_opens(answers):
    closed = {
        there: answer.status_code for there, answer in answers.items() if answer.status_code not in {200, 301, 302}
    }
    assert closed == {}
    assert len(answers) > 150


def unquoted(found: object, **how: Any) -> HttpResponse:
    return HttpResponse(str(found), content_type="application/json")


def unescaped(writer: Any, words: str) -> None:
    writer.ignorableWhitespace(words)


def broken(response: HttpResponse) -> str:
    """How an answer breaks its own format; nothing where it is well-formed."""
    kind, words = response.headers.get("Content-Type", "").partition(";")[0], response.content.decode()
    try:
        if "json" in kind:
            json.loads(words)
        elif "xml" in kind:
            ElementTree.fromstring(words.encode())  # noqa: S314 - it is our own
        elif kind == "text/csv":
            rows = list(csv.reader(io.StringIO(words), strict=True))
            assert {len(row) for row in rows} == {len(rows[0])}, "rows of unlike length"
            assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == [], "a formula"
        elif kind == "text/html":
            for block in DATA.findall(words):
                json.loads(block)
            for drawing in DRAWING.findall(words):
                # In a page of HTML it may hold what no XML may.
                ElementTree.fromstring(NO_XML.sub("", drawing).replace("<svg", LINKING, 1))  # noqa: S314
    except (AssertionError, csv.Error, ElementTree.ParseError, json.JSONDecodeError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def test_every_format_is_well_formed_whatever_is_in_it(answers):
    kinds = {answer.headers.get("Content-Type", "").partition(";")[0] for answer in answers.values()}
    assert kinds >= {"application/json", "application/ld+json", "application/xml", "application/atom+xml", "text/csv"}
    pages = " ".join(
        answer.text for answer in answers.values() if "text/html" in answer.headers.get("Content-Type", "")
    )
    assert (len(DATA.findall(pages)) >= 4, len(DRAWING.findall(pages)) > 100) == (True, True)
    assert {there: fault for there, answer in answers.items() if (fault := broken(answer))} == {}


@pytest.mark.parametrize(
    ("there", "fault", "planted"),
    [
        ("/statements/1/", "archive.templatetags.markup.SPELLED", {}),
        ("/statements/", "archive.templatetags.markup.escape", str),
        ("/articles/hostile-0.json", "archive.views.articles.JsonResponse", unquoted),
        ("/articles/hostile-0/annotations.jsonld", "archive.views.articles.JsonResponse", unquoted),
        ("/moderation.atom", "django.utils.xmlutils.SimplerXMLGenerator.characters", unescaped),
        ("/moderation.csv", "archive.exports.moderation.FORMULA", ()),
    ],
    ids=["json in a page", "drawing", "json", "json-ld", "feed", "formula"],
)  # fmt: skip
def test_a_format_that_a_word_breaks_is_seen(answers, client, monkeypatch, there, fault, planted):
    assert broken(answers[there]) == ""
    monkeypatch.setattr(fault, planted)
    cache.clear()
    assert broken(client.get(there)) != ""


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


def led_astray(there: str, response: HttpResponse) -> Iterator[str]:
    """What links of a page lead where none may, lead away unmarked, or load from elsewhere."""
    if "text/html" not in response.headers.get("Content-Type", ""):
        return
    page = Links(response.text)
    for link in page.links:
        target = urlsplit(link["href"].strip())
        away = target.scheme.startswith("http") and target.netloc != "testserver"
        if target.scheme not in SCHEMES or (away and not set(link.get("rel", "").split()) >= OUTSIDE):
            yield f"{there}: {link}"
    yield from (f"{there} loads {load}" for load in page.loads if urlsplit(load).netloc)


def test_links_lead_to_the_web_alone_and_those_that_lead_away_are_marked(answers):
    assert [found for there, answer in answers.items() for found in led_astray(there, answer)] == []
    assert sum('rel="external nofollow ugc noopener' in answer.text for answer in answers.values()) >= 3


@pytest.mark.parametrize("link", ['<a href="%s">%s</a>', '<a href="javascript:%s" rel="nofollow ugc noopener">%s</a>',
    '<img src="//evil.example/%s" alt="%s">', '<a href="%s" rel="nofollow">%s</a>'])  # fmt: skip
def test_a_link_that_leads_astray_is_seen(answers, client, monkeypatch, link):
    monkeypatch.setattr("archive.templatetags.statements.OUTSIDE", form(link))
    assert [*led_astray("", client.get("/statements/1/"))] != []


def steering(page: str) -> set[str]:
    """The characters of a page that steer or turn what stands around them; a field shows what it holds."""
    read = FIELD.sub("", page)
    return {ascii(letter) for letter in {*read} if unicodedata.category(letter) in MASKED and letter not in ALLOWED}


def test_what_steers_or_turns_is_seen_on_every_page_of_the_admin(answers):
    pages = {there: answer.text for there, answer in answers.items() if there.startswith("/admin/")}
    assert {there: found for there, page in pages.items() if (found := steering(page))} == {}
    assert sum(r"\u20" in page for page in pages.values()) > 30


def test_a_page_that_shows_what_steers_as_it_is_is_seen(answers, monkeypatch):
    monkeypatch.setattr("archive.admin.legible.page", str)
    assert steering(manager(hostile_house.Arms()).get("/admin/archive/article/").text) != set()


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
