import pytest
from django.db import transaction

from archive.actions import statements, tags
from archive.actions.refusals import Refused
from archive.actions.statements import Blocked, Overtaken
from archive.actions.undoing import Standing, hindrances, take_back
from archive.actions.verify_log import verify_log
from archive.models import Decision, Statement
from tests import factories
from tests.factories import WHEN, article, held, occurrence

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "readers see this"}
TAM = {"by": "tam", "at": WHEN, "reason": "not so"}
FIELDS = {"wording": "Three boats burned.", "kind": "figure"}
HOSTILE = ["", " \n", "\0", "x" * 1001]


@pytest.fixture
def boats() -> Statement:
    return statements.create(FIELDS, **BY)


def moved(statement: Statement, *names: str) -> Statement:
    for name in names:
        statements.move(statement, name, **BY)
    return statement


def public(statement: Statement) -> Statement:
    occurrence(statement, held(article()).text, "ferry house")
    return moved(statement, "open", "review", "publish")


def said(decision: Decision | None) -> tuple:
    return decision.verb, decision.target, decision.detail.before, decision.detail.after


def test_a_suggestion_has_a_key_from_birth_and_no_number(boats):
    assert (boats.key, boats.number, boats.workflow, boats.finding) == (
        "three-boats-burned", None, "suggested", "not examined",
    )  # fmt: skip
    assert said(Decision.objects.get()) == (
        "statement.create", "statement:three-boats-burned", {},
        {**FIELDS, "counts": "", "finding": "not examined", "workflow": "suggested"},
    )  # fmt: skip


def test_wordings_alike_get_keys_of_their_own(boats):
    keys = [statements.create({**FIELDS, "wording": words}, **BY).key for words in ("Three boats burned!", "Три", "四")]
    assert keys == ["three-boats-burned-2", "statement", "statement-2"]


@pytest.mark.parametrize("wording", HOSTILE)
def test_a_wording_that_is_none_is_refused_and_nothing_is_written(boats, wording):
    for act in (
        lambda: statements.create({**FIELDS, "wording": wording}, **BY),
        lambda: statements.change(boats, {"wording": wording}, **BY),
    ):
        with pytest.raises(Refused), transaction.atomic():
            act()
    assert (Statement.objects.get().wording, Decision.objects.count()) == ("Three boats burned.", 1)


@pytest.mark.parametrize("reason", HOSTILE)
def test_nothing_is_done_without_a_reason(boats, reason):
    known = {**BY, "reason": reason}
    for act in (
        lambda: statements.create(FIELDS, **known),
        lambda: statements.change(boats, {"kind": "event"}, **known),
        lambda: statements.find(boats, "no source given", **known),
        lambda: statements.move(boats, "open", **known),
    ):
        with pytest.raises(Refused, match="needs a reason"):
            act()
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("fields", [{"kind": "rumour"}, {"finding": "no source given"}, {"workflow": "published"}])
def test_what_is_no_wording_and_no_kind_is_refused(boats, fields):
    with pytest.raises(Refused):
        statements.change(boats, fields, **BY)
    with pytest.raises(Refused):
        statements.create({**FIELDS, **fields}, **BY)


def test_a_taken_key_is_refused(boats):
    with pytest.raises(Refused, match="another statement’s"):
        statements.create(FIELDS, key="three-boats-burned", **BY)
    for key in ("no key", "\0", "x" * 121):
        with pytest.raises(Refused, match="key"):
            statements.create(FIELDS, key=key, **BY)


def test_a_change_says_what_was_before_and_after_and_only_that(boats):
    changed = statements.change(boats, {"wording": "Four  boats burned.", "kind": "figure"}, **BY)
    assert said(changed)[2:] == ({"wording": "Three boats burned."}, {"wording": "Four boats burned."})
    assert statements.change(boats, {"wording": "Four boats burned."}, **BY) is None


def test_a_finding_changes_apart_from_the_workflow(boats):
    found = statements.find(boats, "sources here disagree", **BY)
    assert said(found) == (
        "statement.finding", "statement:three-boats-burned",
        {"finding": "not examined"}, {"finding": "sources here disagree"},
    )  # fmt: skip
    assert (Statement.objects.get().finding, Statement.objects.get().workflow) == ("sources here disagree", "suggested")
    with pytest.raises(Refused), transaction.atomic():
        statements.find(boats, "false", **BY)


def test_two_editors_at_once_lose_nothing_and_are_told(boats):
    mine = Statement.objects.get()
    statements.change(boats, {"wording": "Four boats burned."}, **BY)
    with pytest.raises(Overtaken, match="wording") as overtaken:
        statements.change(mine, {"wording": "Five boats burned."}, seen=FIELDS, **TAM)
    assert overtaken.value.fields == ("wording",)
    assert statements.change(mine, {"kind": "event"}, seen=FIELDS, **TAM)
    statements.find(boats, "no source given", **BY)
    with pytest.raises(Overtaken, match="finding"):
        statements.find(mine, "sources here disagree", seen="not examined", **TAM)
    assert Statement.objects.values_list("wording", "kind", "finding").get() == (
        "Four boats burned.", "event", "no source given",
    )  # fmt: skip


def test_two_editors_make_one_move(boats):
    twin = Statement.objects.get()
    statements.move(boats, "open", **BY)
    with pytest.raises(Refused, match="A statement that is “open” can’t be moved by “take up”"):
        statements.move(twin, "open", **TAM)


def test_publication_gives_the_number_once_and_withdrawing_keeps_it(boats):
    factories.statement(number=6)
    public(boats)
    assert (boats.number, boats.published_at) == (7, WHEN)
    moved(boats, "withdraw", "reopen", "review", "publish")
    assert (boats.number, Decision.objects.filter(verb="statement.publish").count()) == (7, 2)
    published = Decision.objects.filter(verb="statement.publish").order_by("number").first()
    assert said(published)[2:] == ({"workflow": "in review", "number": None}, {"workflow": "published", "number": 7})


def test_a_number_is_never_given_again(boats):
    public(boats)
    moved(boats, "withdraw")
    other = public(statements.create(FIELDS, **BY))
    assert (boats.number, other.number) == (1, 2)


def test_a_publication_without_a_place_is_blocked_by_name(boats):
    moved(boats, "open", "review")
    with pytest.raises(Blocked) as blocked:
        statements.move(boats, "publish", **BY)
    assert [blocker.field for blocker in blocked.value.blockers] == ["occurrences"]
    assert Statement.objects.get().workflow == "in review"


@pytest.mark.parametrize("name", ["publish", "return", "set_aside", "reopen", "no such move", ""])
def test_a_move_that_does_not_start_here_is_refused(boats, name):
    with pytest.raises(Refused):
        statements.move(boats, name, **BY)
    assert Statement.objects.get().workflow == "suggested"


def test_tags_are_set_by_the_one_mechanism_and_taken_back(boats):
    decision = tags.set_tags(boats, ["Boats", "fire"], **BY)
    assert said(decision) == (
        "statement.tags", "statement:three-boats-burned", {"tags": []}, {"tags": ["Boats", "fire"]},
    )  # fmt: skip
    take_back(decision, **TAM)
    assert list(boats.tags.all()) == []


def test_wording_finding_and_quiet_moves_are_taken_back(boats):
    changed = statements.change(boats, {"wording": "Four boats burned."}, **BY)
    found = statements.find(boats, "no source given", **BY)
    opened = statements.move(boats, "open", **BY)
    undone = [take_back(decision, **TAM) for decision in (changed, found, opened)]
    assert [one.verb for one in undone] == ["statement.change", "statement.finding", "statement.set_aside"]
    assert [one.takes_back for one in undone] == [changed, found, opened]
    row = Statement.objects.get()
    assert (row.wording, row.finding, row.workflow) == ("Three boats burned.", "not examined", "suggested")
    take_back(undone[2], **BY)
    assert (Statement.objects.get().workflow, verify_log().sound) == ("open", True)


def test_a_move_that_others_stand_on_is_not_taken_back(boats):
    opened = statements.move(boats, "open", **BY)
    review = statements.move(boats, "review", **BY)
    assert [(one.number, one.fields) for one in hindrances(opened)] == [(review.number, ("workflow",))]


def test_what_was_public_is_not_taken_back_quietly(boats):
    public(boats)
    moved(boats, "withdraw", "reopen")
    for verb in ("create", "publish", "withdraw", "reopen"):
        with pytest.raises(Standing, match="way back is to"):
            take_back(Decision.objects.get(verb=f"statement.{verb}"), **TAM)
