import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.actions import occurrences, statements
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.actions.undoing import hindrances, take_back
from archive.models import Article, Decision, Occurrence, Statement, quoting
from archive.text import quotes
from tests import factories
from tests.factories import WHEN, Said, article, held, place, statement

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "readers see this"}
TAM = {"by": "tam", "at": WHEN, "reason": "not so"}
SAID = [Said("The house burned.\n\nAll of it."), Said("The boat burned twice."), Said("It burned, it burned.")]


@pytest.fixture
def page() -> Article:
    return held(article(slug="ferry"), comments=SAID)


@pytest.fixture
def fire() -> Statement:
    return statements.create({"wording": "There was a fire.", "kind": "event"}, **BY)


def spot(page: Article, words: str) -> Spot:
    return Spot(page.text, *place(page.text, words), words)


def decided(of: Statement) -> list[tuple[int, str]]:
    return list(Occurrence.objects.of([of]).values_list("number", "decision"))


def last() -> Decision:
    return Decision.objects.select_related("detail").latest("number")


def refused(said: str, act) -> None:
    size = Decision.objects.count()
    with pytest.raises(Refused, match=said):
        act()
    assert Decision.objects.count() == size


def test_a_quote_is_found_in_the_article_and_its_comments(page):
    found = occurrences.search("burned", page)
    assert [(match.comment, match.anchor.start) for match in found] == [(None, 65), (1, 10), (2, 9), (3, 3), (3, 14)]
    assert found[1].anchor.prefix == "The house "


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("sank", "stand nowhere"),
        ("All of it.\nThe boat burned twice.", "runs over two texts"),
        ("All of it.\nThe raft burned twice.", "stand nowhere"),
        ("", "no words"),
        (" \n…", "stand nowhere|no words"),
        ("x" * 10_000_000, "10,000,000 characters"),
    ],
    ids=["nowhere", "over two", "half", "empty", "signs", "10 MB"],
)
def test_a_quote_that_can_not_be_marked_is_refused_in_a_sentence(page, quote, said):
    refused(said, lambda: occurrences.search(quote, page))


def test_a_quote_that_stands_everywhere_is_refused():
    page = held(article(), [("paragraph", "fire " * 300)])
    refused("more than 200 places", lambda: occurrences.search("fire", page))


def test_a_quote_over_two_paragraphs_of_one_text_is_found(page):
    [match] = occurrences.search("The house burned. All of it.", page)
    assert (match.comment, match.anchor.exact) == (1, "The house burned.\n\nAll of it.")


def test_places_are_proposed_with_one_decision_that_holds_no_words(page, fire):
    found = occurrences.search("burned", page)[:2]
    marked = occurrences.propose(fire, [Spot(each.text, *each.anchor[:3]) for each in found], **BY)
    assert decided(fire) == [(1, "proposed"), (2, "proposed")]
    decision = last()
    assert (decision.verb, decision.target) == ("occurrence.propose", "statement:there-was-a-fire")
    assert decision.detail.before == {"occurrence 1": None, "occurrence 2": None}
    assert decision.detail.after["occurrence 2"] == {
        "decision": "proposed", "state": "same",
        "source": [page.source.sha256, marked[1].source_start, marked[1].source_end],
        "text": [marked[1].text.sha256, 10, 16],
    }  # fmt: skip
    assert "burned" not in str(decision.detail.after)


def test_a_place_that_stands_already_is_marked_once_and_accepted_when_asked(page, fire):
    one = spot(page, "burned")
    occurrences.propose(fire, [one, one], **BY)
    assert occurrences.propose(fire, [one], **BY) == []
    occurrences.propose(fire, [one], accept=True, **BY)
    assert occurrences.propose(fire, [one], **BY) == []
    assert (decided(fire), last().verb) == ([(1, "accepted")], "occurrence.accept")


@pytest.mark.parametrize(
    ("start", "end", "exact", "said"),
    [
        (0, 3, "Ship", "Other words"), (5, 5, None, "no words from"), (0, 10**12, None, "no words from"),
        (-5, 3, None, "no words from"), (30, 32, None, "Only blanks"),
    ],
)  # fmt: skip
def test_a_place_that_holds_no_such_words_is_refused(page, fire, start, end, exact, said):
    refused(said, lambda: occurrences.propose(fire, [Spot(page.text, start, end, exact)], **BY))
    assert decided(fire) == []


def test_of_several_places_all_are_marked_or_none(page, fire):
    bad = Spot(page.text, 0, 4, "Other")
    refused("Other words", lambda: occurrences.propose(fire, [spot(page, "burned"), bad], **BY))
    assert decided(fire) == []
    refused("No place was chosen", lambda: occurrences.propose(fire, [], **BY))
    refused("At most 200", lambda: occurrences.propose(fire, [bad] * 201, **BY))


def test_a_text_that_was_read_anew_takes_no_more_marks(page, fire):
    one = spot(page, "burned")
    Article.objects.update(text=None)
    refused("read anew", lambda: occurrences.propose(fire, [one], **BY))


def test_a_withdrawn_statement_gets_no_places(page, fire):
    statements.move(fire, "withdraw", **BY)
    refused("is withdrawn", lambda: occurrences.propose(fire, [spot(page, "burned")], **BY))


def test_what_was_refused_is_remembered_until_somebody_insists(page, fire):
    one = spot(page, "burned")
    marked = occurrences.propose(fire, [one], **BY)
    occurrences.refuse(marked, **BY)
    refused("refused before", lambda: occurrences.propose(fire, [one], **BY))
    occurrences.propose(fire, [one], again=True, **BY)
    assert decided(fire) == [(1, "proposed")]


def test_places_of_two_statements_are_decided_at_once_with_a_decision_each(page, fire):
    other = statement("Another.", workflow="open")
    rows = [
        *occurrences.propose(fire, [spot(page, "burned"), spot(page, "posts")], **BY),
        *occurrences.propose(other, [spot(page, "burned")], **BY),
    ]
    numbers = occurrences.accept(rows, **BY)
    assert [Decision.objects.get(pk=number).target for number in numbers] == [
        f"statement:{fire.key}", f"statement:{other.key}",
    ]  # fmt: skip
    assert (decided(fire), decided(other)) == ([(1, "accepted"), (2, "accepted")], [(1, "accepted")])
    assert occurrences.accept(Occurrence.objects.all(), **BY) == []


def test_of_two_editors_the_second_is_told_and_decides_nothing(page, fire):
    rows = occurrences.propose(fire, [spot(page, "burned"), spot(page, "posts")], **BY)
    seen = list(Occurrence.objects.order_by("number"))
    occurrences.refuse(rows[:1], **TAM)
    with pytest.raises(Overtaken, match="occurrence 1"):
        occurrences.accept(seen, **BY)
    assert decided(fire) == [(1, "refused"), (2, "proposed")]


def test_a_public_statement_keeps_its_last_place(page, fire):
    rows = occurrences.propose(fire, [spot(page, "burned"), spot(page, "posts")], accept=True, **BY)
    for name in ("open", "review", "publish"):
        statements.move(fire, name, **BY)
    refused("Withdraw it first", lambda: occurrences.refuse(rows, **BY))
    occurrences.refuse(rows[:1], **BY)
    refused("Withdraw it first", lambda: occurrences.refuse(rows[1:], **BY))
    statements.move(fire, "withdraw", **BY)
    occurrences.refuse(rows[1:], **BY)
    assert decided(fire) == [(1, "refused"), (2, "refused")]


def test_marking_is_taken_back_and_stays_on_record_as_refused(page, fire):
    occurrences.propose(fire, [spot(page, "burned")], accept=True, **BY)
    marked = last()
    undone = take_back(marked, **TAM)
    assert (decided(fire), undone.verb, undone.takes_back_id) == ([(1, "refused")], "occurrence.decide", marked.number)
    take_back(undone, **BY)
    assert decided(fire) == [(1, "accepted")]


def test_a_decision_on_a_place_stands_on_the_one_before_and_on_no_other(page, fire):
    rows = occurrences.propose(fire, [spot(page, "burned"), spot(page, "posts")], **BY)
    marked = last()
    [number] = occurrences.accept(rows[:1], **BY)
    assert [(one.number, one.fields) for one in hindrances(marked)] == [(number, ("occurrence 1",))]
    take_back(Decision.objects.get(pk=number), **TAM)
    assert (hindrances(marked), decided(fire)) == ([], [(1, "proposed"), (2, "proposed")])


def test_taking_back_never_takes_the_last_place_of_a_public_statement(page, fire):
    occurrences.propose(fire, [spot(page, "burned")], accept=True, **BY)
    marked = last()
    for name in ("open", "review", "publish"):
        statements.move(fire, name, **BY)
    refused("Withdraw it first", lambda: take_back(marked, **TAM))


def test_a_refused_place_that_was_marked_anew_is_not_taken_up_twice(page, fire):
    text = page.text
    factories.occurrence(fire, text, "burned", number=1, decision="refused")
    factories.occurrence(fire, text, "burned", number=2)
    refused("marked anew", lambda: occurrences.accept([Occurrence.objects.get(number=1)], **BY))


def test_a_search_takes_as_many_queries_under_one_comment_as_under_thirty():
    for count in (1, 30):
        page = held(article(), comments=[Said("It burned.") for _ in range(count)])
        with CaptureQueriesContext(connection) as queries:
            assert len(occurrences.search("It burned.", page)) == count
        assert len(queries) == 1


def test_only_texts_that_may_hold_a_quote_are_looked_at_closely(monkeypatch):
    page = held(article(), comments=[Said(f"It burned {number} times.") for number in range(30)])
    looked_at, find = [], quotes.find
    monkeypatch.setattr(quotes, "find", lambda words, *rest: looked_at.append(words) or find(words, *rest))
    assert [match.comment for match in occurrences.search("IT burned 7 Times", page)] == [8]
    refused("nowhere", lambda: occurrences.search("burned it", page))
    assert looked_at == ["It burned 7 times."]


def test_signs_that_stand_nearly_everywhere_are_too_common(monkeypatch):
    monkeypatch.setattr(quoting, "CLOSELY", 3)
    page = held(article(), comments=[Said(f"It burned {number} times.") for number in range(5)])
    refused("too common", lambda: occurrences.search("?!", page))
