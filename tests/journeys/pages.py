"""One address for every kind of page that a visitor can reach. A new kind is found by its link; nobody lists it."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.test import Client

from archive.actions import measures, pseudonyms, redactions
from archive.models import Comment, StatementRelation
from archive.states import ArticleState, CommentState, Finding, Rights
from archive.text.runs import Span
from tests import factories
from tests.actions import moderation
from tests.crawl import crawl
from tests.factories import Said
from tests.fixtures import load_sample

# No link leads there.
UNLINKED = {
    "no such page": "/no/such/page/",
    "results of a search": "/search/?q=house+-boat*&language=en",
    "search without results": "/search/?q=zeppelin+tag:none&in=comments",
    "log-in": "/admin/login/",
    "tombstone": "/articles/taken-back/",
    "record only": "/articles/described/",
    "retired comment": "/articles/lost-and-found/comments/1/",
    "withheld comment": "/articles/lost-and-found/comments/2/",
    "marked words": "/articles/marked/",
    "marked words without marks": "/articles/marked/?marks=0",
    "words marked from right to left": "/articles/marked-hebrew/",
    "withdrawn statement": "/statements/900/",
}


def fill() -> None:
    """The sample collection, and what it lacks: a long thread with tags, articles of all kinds, comments not shown."""
    load_sample()
    factories.tag("שאלה", slug="question")
    for comment in factories.long_thread().comments.filter(number__in=[1, 2, 101]):
        factories.tagged(comment, "asked again", "שאלה")
    factories.article("Taken back", slug="taken-back", state=ArticleState.WITHDRAWN)
    factories.held(factories.article("Described", slug="described", rights=Rights.RECORD, authors=[None]))
    lost = factories.article("Lost and found", slug="lost-and-found")
    factories.held(lost, comments=[Said("Gone again."), Said("Kept back.", state=CommentState.WITHHELD), Said("Here.")])
    Comment.objects.filter(article=lost, number=1).update(retired_at=factories.WHEN)
    moderate()
    disputed()


def moderate() -> None:
    """One comment behind a veil, one withheld, one with hidden words, one under a pseudonym, and one on hold."""
    moderation.page()
    veiled, withheld, redacted, named = Comment.objects.filter(article__slug="fire").order_by("number")
    measures.decide([veiled], "veil", moderation.reasons(), **moderation.ANNA)
    moderation.agreed(withheld)
    redactions.redact(redacted, [Span(0, 3)], moderation.reasons(facts=""), **moderation.ANNA)
    pseudonyms.pseudonymise(named, moderation.reasons(facts=""), **moderation.ANNA)
    measures.decide([named], "hold", moderation.reasons(), **moderation.ANNA)


def disputed() -> None:
    """Words marked with every finding, overlapping, in a title, a list, a caption and a comment, and from right to
    left; a statement that was withdrawn."""
    blocks = [
        ("title", "Forty aboard"), ("paragraph", "Forty were aboard, and nobody 👩‍👩‍👧 else ever crossed here."),
        ("caption", "The only ferry."), ("list_item", "No other boat"), ("boilerplate", "Share: forty were here"),
    ]  # fmt: skip
    said = [Said("Never forty.\n\nNever."), Said("Kept: forty.", state=CommentState.WITHHELD)]
    page = factories.held(factories.article("Forty aboard", slug="marked"), blocks, said)
    hebrew = factories.held(
        factories.article("סירה", slug="marked-hebrew", language="he"), [("paragraph", "ארבעים איש היו בסירה.")]
    )
    first, second = page.comments.order_by("number")
    words = [
        "Forty were aboard",
        "aboard, and nobody",
        "nobody 👩‍👩‍👧 else ever",
        "The only ferry",
        "No other",
        "Share",
    ]
    statements = [
        factories.statement(f"That it says: {said}", kind="figure", finding=finding)
        for said, finding in zip(words, Finding, strict=True)
    ]
    for one, said in zip(statements, words, strict=True):
        factories.occurrence(one, page.text, said, state="edited" if said == "No other" else "same")
        factories.evidence(one, first.text, "Never", note="A reader says never.")
    for text, said in ((page.text, "Forty"), (first.text, "forty"), (second.text, "forty"), (hebrew.text, "ארבעים")):
        factories.occurrence(statements[0], text, said)
    factories.evidence(statements[0], side="supports", sourced=True, link="https://oru.example/", copy_sha256="ab" * 32)
    StatementRelation.objects.create(statement=statements[0], type="contradicts", other=statements[1])
    factories.statement("Gone.", number=900, workflow="withdrawn")


def kind(address: str, response: HttpResponse) -> str:
    """The route and the names in its query: `archive:article_list?by&page`."""
    asked = "&".join(sorted(parse_qs(urlsplit(address).query)))
    return f"{response.resolver_match.view_name}{asked and '?'}{asked}"


def every_kind() -> dict[str, str]:
    """Kind -> the address of its longest page."""
    longest: dict[str, tuple[int, str]] = {}
    for address, response in crawl(Client()).items():
        if response.status_code in {200, 410} and response.headers["Content-Type"].startswith("text/html"):
            name = kind(address, response)
            longest[name] = max(longest.get(name, (0, "")), (len(response.content), address))
    return {name: address for name, (_length, address) in sorted(longest.items())} | UNLINKED
