"""What an editor does with places that wait after a correction."""

import pytest

from archive.actions import anchors
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.actions.undoing import hindrances, take_back
from archive.models import Article, Decision, Evidence, Occurrence
from tests.factories import WHEN, Said, article, evidence, held, occurrence, place, statement

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "looked at"}
TAM = {"by": "tam", "at": WHEN, "reason": "not so"}
BLOCKS = [("paragraph", "The old ferry house burned. Nobody lit it. The house burned.")]


@pytest.fixture
def page() -> Article:
    return held(article(slug="ferry"), BLOCKS, [Said("The house burned twice.")])


def spot(page: Article, words: str) -> Spot:
    return Spot(page.text, *place(page.text, words), words)


def states() -> list[str]:
    rows = [*Occurrence.objects.order_by("pk"), *Evidence.objects.order_by("pk")]
    return [row.state for row in rows]


def refused(said: str, act, error: type = Refused) -> None:
    size = Decision.objects.count()
    with pytest.raises(error, match=said):
        act()
    assert Decision.objects.count() == size


def test_what_was_looked_at_waits_no_longer_and_each_statement_has_its_decision(page):
    one, other = statement(key="one"), statement(key="other")
    rows = [
        occurrence(one, page.text, "old ferry", state="edited"), occurrence(one, page.text, "ferry", state="edited"),
        occurrence(other, page.text, "ferry", state="edited"), evidence(one, page.text, "Nobody", state="edited"),
    ]  # fmt: skip
    numbers = anchors.confirm(rows, **BY)
    assert states() == ["same"] * 4
    found = Decision.objects.in_bulk(numbers).values()
    assert [(row.verb, row.target) for row in found] == [
        ("occurrence.confirm", "statement:one"), ("occurrence.confirm", "statement:other"),
        ("evidence.confirm", "statement:one"),
    ]  # fmt: skip
    assert [set(row.detail.before) for row in found] == [
        {"occurrence 1", "occurrence 2"}, {"occurrence 1"}, {"evidence 1"},
    ]  # fmt: skip
    for row in rows:
        row.refresh_from_db()
    assert anchors.confirm(rows, **BY) == []


@pytest.mark.parametrize("state", ["moved", "ambiguous", "orphaned"])
def test_words_that_stand_nowhere_can_not_be_confirmed(page, state):
    rows = [occurrence(statement(), page.text, "ferry", state=name) for name in ("edited", state)]
    refused("occurrence 1 stand nowhere today", lambda: anchors.confirm(rows, **BY))
    assert states() == ["edited", state]


def test_what_changed_since_it_was_seen_is_not_confirmed_or_moved(page):
    row = occurrence(statement(), page.text, "ferry", state="edited")
    Occurrence.objects.update(start=row.start - 1)
    refused("occurrence 1", lambda: anchors.confirm([row], **BY), Overtaken)
    refused("occurrence 1", lambda: anchors.move(row, spot(page, "old"), **BY), Overtaken)


@pytest.mark.parametrize("reason", ["", " ", "\0", "x" * 1001])
def test_both_need_a_reason(page, reason):
    row = occurrence(statement(), page.text, "ferry", state="edited")
    refused("needs a reason", lambda: anchors.confirm([row], **{**BY, "reason": reason}))
    refused("needs a reason", lambda: anchors.move(row, spot(page, "old"), **{**BY, "reason": reason}))


def test_a_place_moves_to_other_words_and_back(page):
    row = occurrence(statement(), page.text, "house burned", state="moved")
    comment = page.comments.get().text
    moved = anchors.move(row, Spot(comment, *place(comment, "house burned")), **BY)
    row.refresh_from_db()
    assert (row.text, row.start, row.exact, row.prefix, row.state) == (comment, 4, "house burned", "The ", "same")
    assert (moved.verb, moved.detail.after["occurrence 1"]["text"]) == ("occurrence.move", [comment.sha256, 4, 16])
    take_back(moved, **TAM)
    row.refresh_from_db()
    assert (row.text, row.start, row.exact, row.state) == (page.text, 14, "house burned", "moved")


def test_evidence_moves_as_well(page):
    row = evidence(statement(), page.text, "house burned", state="ambiguous")
    moved = anchors.move(row, spot(page, "Nobody lit it"), **BY)
    row.refresh_from_db()
    assert (row.exact, row.state, moved.verb) == ("Nobody lit it", "same", "evidence.move")


def test_a_confirmation_is_taken_back_unless_the_place_was_moved_since(page):
    row = occurrence(statement(), page.text, "ferry", state="edited")
    [number] = anchors.confirm([row], **BY)
    row.refresh_from_db()
    moved = anchors.move(row, spot(page, "old"), **BY)
    confirmed = Decision.objects.get(number=number)
    assert [one.number for one in hindrances(confirmed)] == [moved.number]
    take_back(moved, **TAM)
    take_back(confirmed, **TAM)
    assert states() == ["edited"]


def test_a_place_never_moves_onto_another_of_its_statement_or_out_of_the_article(page):
    one = statement()
    row, _other = occurrence(one, page.text, "ferry", state="moved"), occurrence(one, page.text, "Nobody")
    elsewhere = held(article("Other"), BLOCKS)
    refused("stands there already .occurrence 2", lambda: anchors.move(row, spot(page, "Nobody"), **BY))
    refused("moves within its article", lambda: anchors.move(row, spot(elsewhere, "old"), **BY))
    refused("Other words stand there", lambda: anchors.move(row, Spot(page.text, 0, 3, "old"), **BY))
    refused("stands so already", lambda: anchors.move(_other, spot(page, "Nobody"), **BY))
    refused("Only a passage", lambda: anchors.move(evidence(one), spot(page, "old"), **BY))


def test_proposals_are_the_places_where_the_words_stand_today(page):
    row = occurrence(statement(), page.text, "house burned", state="ambiguous")
    assert [(match.comment, match.anchor.start) for match in anchors.proposals(row)] == [(None, 14), (None, 47), (1, 4)]
    Occurrence.objects.update(state="same")
    row.refresh_from_db()
    assert anchors.proposals(row) == []
