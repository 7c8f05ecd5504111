"""What stands in a hidden row, in whatever field, stands in nothing that anonymous can fetch; nor after any move."""

from collections.abc import Callable, Iterable, Iterator
from random import Random

import pytest
from django.core.cache import cache
from django.test import Client

from archive.actions import articles, measures, proposals, pseudonyms, redactions, statements, undoing
from archive.actions.refusals import Refused
from archive.models import Article, Comment, Decision, Redaction, Statement
from archive.states import ArticleState, CommentState, Rights
from archive.text.runs import Span
from tests.actions import moderation
from tests.actions.moderation import ANNA
from tests.factories import Said, article, evidence, held, occurrence, statement
from tests.proofs.house import Words, build, index
from tests.proofs.routes import Values, addresses, crawl, public, told

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
MOVES = 200


def leaks(address: str, response: object, hidden: Iterable[str]) -> Iterator[str]:
    """The hidden words that an answer tells; a page may say again what it was asked for."""
    _status, headers, body = told(response)  # type: ignore[arg-type]
    said = f"{headers} {body.decode(errors='replace')}".lower()
    yield from (f"{address}: {word}" for word in hidden if word in said and word not in address)


def test_nothing_that_a_hidden_row_holds_is_told():
    house, found, asked = build(Words("k")), [], 0
    for address, response in crawl(Client(raise_request_exception=False), house.values):
        found += leaks(address, response, house.hidden)
        asked += 1
    assert found == []
    assert asked > 200
    assert len(house.hidden) > 150


@pytest.mark.parametrize(
    "fault",
    ["archive.models.articles.ArticleQuerySet.visible_to", "archive.models.statements.StatementQuerySet.visible_to"],
)
def test_a_row_that_everybody_is_shown_is_seen(monkeypatch, fault):
    house = build(Words("k"))
    monkeypatch.setattr(fault, lambda rows, _viewer: rows)
    found: list[str] = []
    for address, response in crawl(
        Client(raise_request_exception=False), house.values, ["", "articles.json", "statements.json"]
    ):
        found += leaks(address, response, house.hidden)
    assert found != []


def thread(say: Words) -> dict[int, list[str]]:
    """A public article with its thread, and statements in it; by comment its name and then its words, all unique."""
    names = {number: say() for number in range(1, 7)}
    words = {number: say(5) for number in names}
    said = [Said(words[number], names[number], None if number == 1 else 0) for number in names]
    made = held(article(slug="fire", title="Fire", rights=Rights.OPEN), comments=said)
    for comment in made.comments.all():
        one = statement(f"It burned {comment.number} times.")
        occurrence(one, comment.text, comment.text.content.body.split()[1])
        evidence(one, comment.text, comment.text.content.body.split()[2])
    index()
    return {number: [names[number], *words[number].split()] for number in names}


VALUES = Values(
    {
        "articles/<slug>": ["fire"],
        "articles/<slug>/thread/<number>": [1],
        "articles/<slug>/provenance/<number>": [1],
        "articles/<slug>/versions/<number>": [1],
        "articles/<number>": range(1, 7),
        "articles/<other>": ["fire"],
        "statements/<number>": range(1, 7),
        "moderation/<number>": [1],
        "authors/<slug>": [],
        "publishers/<slug>": [],
        "tags/<slug>": [],
        "sitemap-<section>": ["articles"],
    },
    {},
)  # fmt: skip


MOST = ("/articles/fire/", "/articles/fire.json", "/articles/fire/provenance/", "/statements.json", "/moderation/")


def parted(words: dict[int, list[str]]) -> tuple[set[str], set[str]]:
    """The names and words that anonymous may know now, and those that they may not: as the rules say it, by hand."""
    known: set[str] = set()
    every = {word for some in words.values() for word in some}
    if Article.objects.get(slug="fire").state == ArticleState.PUBLISHED:
        for comment in Comment.objects.select_related("text__content"):
            name, *said = words[comment.number]
            if comment.pseudonym_id is None and comment.state != CommentState.ERASED:
                known.add(name)
            if comment.state in {CommentState.SHOWN, CommentState.VEILED}:
                body = comment.text.content.body
                cut = [body[row.start : row.end] for row in comment.redactions.filter(state="standing")]
                known |= {word for word in said if not any(word in part for part in cut)}
    return known, every - known


def erased(comment: Comment) -> object:
    return proposals.agree(proposals.propose([comment], "erase", moderation.lawful(facts=""), **ANNA), **moderation.BO)


def moved(random: Random) -> object:
    """Make some move of moderation, and give what it gives. Raises Refused where the rules do not allow it."""
    reasons, plain = moderation.reasons(facts=""), moderation.lawful(facts="")
    comment = Comment.objects.get(number=random.randrange(1, 7))
    body = comment.text.content.body
    if not body:
        raise Refused("Its words are gone.")
    word = random.choice(body.split())
    span = [Span(body.index(word), body.index(word) + len(word))]
    fire, one = Article.objects.get(slug="fire"), random.choice(list(Statement.objects.all()))
    hidden = list(Redaction.objects.filter(comment=comment, state="standing"))
    last = Decision.objects.order_by("number").last()
    ways: list[Callable[[], object]] = [
        lambda: measures.decide([comment], random.choice(["veil", "hold"]), reasons, **ANNA),
        lambda: measures.decide([comment], "show", **ANNA),
        lambda: proposals.agree(proposals.propose([comment], "withhold", plain, **ANNA), **moderation.BO),
        lambda: erased(comment) if comment.number > 4 and random.random() < 0.1 else None,
        lambda: redactions.redact(comment, span, reasons, **ANNA),
        lambda: redactions.lift(hidden, **ANNA),
        lambda: pseudonyms.pseudonymise(comment, reasons, **ANNA),
        lambda: pseudonyms.name(comment, **ANNA),
        lambda: articles.withdraw(fire, reasons, **ANNA) if random.random() < 0.2 else None,
        lambda: articles.publish(fire, **ANNA),
        lambda: statements.move(one, random.choice(["withdraw", "publish", "review"]), **ANNA),
        lambda: undoing.take_back(last, **ANNA) if last else None,
    ]
    return random.choice(ways)()


def test_after_each_of_many_moves_nothing_hidden_is_told_and_all_else_is():
    """After each are asked what shows most, a search, and some of all other addresses; at times all are."""
    random, client, words, made = Random(6), Client(raise_request_exception=False), thread(Words("k")), 0
    pages = [address for route in public() for address in addresses(route, VALUES)]
    while made < MOVES:
        try:
            done = moved(random)
        except Refused:
            continue
        if not done:
            continue
        made += 1
        cache.clear()
        known, hidden = parted(words)
        search = f"/search.json?q={random.choice(sorted(hidden or known))}"
        some = pages if made % 40 == 0 else random.sample(pages, 4)
        answers = {address: client.get(address) for address in [*MOST, *some, search]}
        assert [leak for address, answer in answers.items() for leak in leaks(address, answer, hidden)] == []
        assert bool(answers[search].json()["results"]) is not bool(hidden)
        assert {word for word in known if word not in answers["/articles/fire.json"].text} == set()
    assert Comment.objects.filter(state=CommentState.ERASED).exists()
