"""A text read anew: what points at words follows them, in the same transaction, and goes back with the reading."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from archive.actions import anchors, disputes, occurrences, readings, reanchoring, statements
from archive.actions import evidence as evidences
from archive.actions.anchors import proposals
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.actions.undoing import take_back
from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from archive.importing import shapes
from archive.importing.corrections import Correction, Corrections
from archive.importing.draft import Draft
from archive.importing.record import Record
from archive.importing.source import Source
from archive.models import Article, Comment, Decision, Evidence, Occurrence, Statement, Text
from archive.search import indexing
from archive.text.runs import Span
from tests import factories
from tests.actions import reads
from tests.actions.test_disputes import replayed
from tests.factories import WHEN, evidence, occurrence, statement
from tests.properties import few

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "a better reading"}
TAM = {"by": "tam", "at": WHEN, "reason": "not so"}
LINES = (
    "The ferry house at Oru Point burned to its posts on Friday night while the town slept.",
    "Nobody on either shore will say who lit it, and the keeper says nothing at all.",
    "The Company counted thirty-one names on the list that the clerk kept in his drawer.",
    "Two boats were seen from the northern landing before the lamps went out in the hall.",
    "Tam: My grandmother was on that boat and she never said forty people were on it.",
    "Orrin: Ask who sold the timber afterwards and to whom the money went that year.",
    "Veld: I kept the list for the Company and I have it still, all of the names.",
)
SOURCE = Source("\n".join(LINES) + "\n")
THREAD = ((5, 5), (6, 6), (7, 7))


def read(order: str = "1234", comments=THREAD, *, without: str = "", version: int = 1) -> Record:
    """The article's lines in an order, without some words of them, and the thread."""
    draft = Draft(SOURCE)
    for number in map(int, order):
        line = SOURCE.lines[number - 1]
        at = SOURCE.text.find(without, line.start, line.end) if without else -1
        cut = [Span(line.start, line.end)]
        if at >= 0:
            cut = [span for span in (Span(line.start, at), Span(at + len(without), line.end)) if span.start < span.end]
        draft.add("paragraph", cut)
    draft.comments = [reads.comment(SOURCE, *place) for place in comments]
    return draft.finish("toy", version)


@pytest.fixture
def page() -> Article:
    made = reads.article()
    store(made, read())
    return made


def store(page: Article, record: Record):
    stored = readings.store(page, reads.received(SOURCE), record, **BY)
    page.refresh_from_db()
    return stored


def mark(page: Article, words: str, of: Statement | None = None, **fields) -> Occurrence:
    texts = [page.text, *(comment.text for comment in Comment.objects.under(page))]
    [text] = [text for text in texts if words in text.content.body]
    return occurrence(of or statement("A fire."), text, words, **fields)


def again(row: Occurrence) -> Occurrence:
    row = Occurrence.objects.get(pk=row.pk)
    assert row.text.content.body[row.start : row.end] == row.exact
    assert [fault for fault in verify_archive(at=WHEN).faults if fault.about.startswith("statement")] == []
    return row


def last_reading() -> Decision:
    return Decision.objects.filter(verb="reading.store").latest("number")


def test_words_that_stayed_take_their_mark_along_and_its_number(page):
    row = mark(page, "thirty-one names on the list", number=7)
    store(page, read("2341"))
    found = again(row)
    assert (found.state, found.number, found.text, found.exact) == ("same", 7, page.text, row.exact)
    assert (found.source_start, found.source_end) == (row.source_start, row.source_end)
    assert (found.prefix, found.start) == ("ys nothing at all.\n\nThe Company counted "[-32:], 101)


def test_words_that_were_edited_stay_marked_and_wait(page):
    row = mark(page, "burned to its posts on Friday night")
    store(page, read(without="its "))
    found = again(row)
    assert (found.state, found.exact, found.text) == ("edited", "burned to posts on Friday night", page.text)
    store(page, read("123", without="its "))
    assert again(row).state == "edited"
    assert row in Occurrence.objects.waiting()


def test_a_place_whose_words_are_gone_stays_listed_on_the_old_version(page):
    row = mark(page, "Nobody on either shore will say who lit it")
    old = page.text
    store(page, read("134"))
    found = again(row)
    assert (found.state, found.text, found.exact) == ("orphaned", old, row.exact)
    assert proposals(found) == []
    store(page, read("1234", version=2))
    assert (again(row).state, again(row).text) == ("same", page.text)


@pytest.mark.slow
def test_what_was_edited_and_lost_comes_back_as_edited(page):
    row = mark(page, "burned to its posts on Friday night")
    store(page, read(without="its "))
    store(page, read("234"))
    assert again(row).state == "orphaned"
    store(page, read(without="its ", version=2))
    assert (again(row).state, again(row).exact) == ("edited", "burned to posts on Friday night")
    anchors.confirm([again(row)], **BY)
    store(page, read("234", version=2))
    store(page, read(without="its ", version=3))
    assert again(row).state == "same"


def test_words_that_now_stand_twice_are_not_guessed_at():
    page = reads.article()
    words = "The clerk kept the list of thirty-one names in his drawer."
    source = Source(f"{words}\n{words}\nIt rained.\n")

    def of(lines) -> Record:
        draft = Draft(source)
        for number in lines:
            draft.add("paragraph", [Span(source.lines[number - 1].start, source.lines[number - 1].end)])
        return draft.finish("toy", 1)

    readings.store(page, reads.received(source), of([1, 3]), **BY)
    row = mark(page, "thirty-one names")
    readings.store(page, reads.received(source), of([1, 2, 3]), **BY)
    found = again(row)
    assert (found.state, found.text_id) == ("ambiguous", row.text_id)
    assert [(match.comment, match.anchor.start, match.literal) for match in proposals(found)] == [
        (None, 27, True), (None, 87, True),
    ]  # fmt: skip


def test_comments_keep_their_marks_and_a_retired_ones_are_orphaned_and_come_back(page):
    kept, lost = mark(page, "Ask who sold the timber"), mark(page, "I kept the list")
    store(page, read(comments=((6, 6),)))
    assert (again(kept).state, again(kept).text.comment.number) == ("same", 2)
    assert (again(lost).state, again(lost).text.comment.number) == ("orphaned", 3)
    store(page, read(comments=((6, 6), (7, 7))))
    assert (again(lost).state, again(lost).text.comment.retired_at) == ("same", None)


def test_words_that_another_comment_says_now_are_followed_and_looked_at(page):
    row = mark(page, "I kept the list")
    store(page, read(comments=((5, 5), (6, 7))))
    assert (again(row).state, again(row).text.comment.number) == ("edited", 2)


@pytest.mark.slow
def test_evidence_and_what_was_refused_follow_as_well(page):
    one = statement("Another.")
    piece = evidence(one, page.text, "burned to its posts")
    refused = mark(page, "burned to its posts", one, decision="refused")
    store(page, read("124"))
    piece.refresh_from_db()
    assert (piece.state, piece.text, again(refused).text) == ("same", page.text, page.text)
    store(page, read("24"))
    piece.refresh_from_db()
    assert list(Evidence.objects.waiting()) == [piece]


@pytest.mark.slow
def test_two_marks_that_would_fall_together_stay_apart(page):
    one = statement("Another.")
    rows = [
        mark(page, words, one) for words in ("burned to its posts on Friday", "burned to its posts on Friday night")
    ]
    store(page, read(without=" night"))
    assert sorted(again(row).state for row in rows) == ["moved", "same"]
    assert len({(again(row).text_id, again(row).start, again(row).end) for row in rows}) == 2


def test_what_moved_stands_in_the_log_without_words_beside_the_reading(page):
    row = mark(page, "burned to its posts", statement("Another.", key="another"))
    old = page.text
    store(page, read(without="its "))
    beside = Decision.objects.select_related("detail").latest("number")
    assert (beside.verb, beside.target, beside.number) == (
        "statement.reanchor",
        "statement:another",
        last_reading().number + 1,
    )
    assert last_reading().detail.after["statements"] == ["another"]
    place = {"decision": "accepted", "source": [page.source.sha256, row.source_start, row.source_end]}
    assert beside.detail.before == {"occurrence 1": {**place, "state": "same", "text": [old.sha256, 29, 48]}}
    assert beside.detail.after == {"occurrence 1": {**place, "state": "edited", "text": [page.text.sha256, 29, 44]}}
    assert "posts" not in str(beside.detail.after)
    assert verify_log().sound


@pytest.fixture(autouse=True)
def shape(monkeypatch):
    """A shape that reads the page above, and with a correction some of it otherwise."""

    class Shape(reads.Toy):
        def read(self, source, corrections):
            if corrections.says(2, "continue"):
                return read("234", comments=((5, 5), (7, 7)), without="Nobody on ")
            if corrections.says(3, "continue"):
                return read(without="its ")
            return read()

    monkeypatch.setitem(shapes.SHAPES, "toy", Shape())


def correct(page: Article, *lines: int) -> None:
    said = tuple(Correction(line, "continue") for line in lines)
    source = reads.received(SOURCE)
    readings.store(page, source, shapes.SHAPES["toy"].read(SOURCE, Corrections(said)), corrections=said, **BY)
    page.refresh_from_db()


def places() -> list[tuple]:
    rows = Occurrence.objects.order_by("pk")
    return list(
        rows.values_list("pk", "text__sha256", "start", "end", "exact", "prefix", "suffix", "source_end", "state")
    )


def test_a_reading_taken_back_leaves_every_place_where_it_was(page):
    for words in ("burned to its posts", "Nobody on either shore", "the clerk kept", "Ask who sold"):
        mark(page, words, statement(words))
    indexing.rebuild()
    before = places()
    correct(page, 2)
    stood = places()
    assert [row[-1] for row in stood] == ["orphaned", "edited", "same", "orphaned"]
    undone = take_back(last_reading(), **TAM)
    assert places() == before
    assert verify_archive(at=WHEN).faults == ()
    assert Decision.objects.filter(verb="statement.reanchor", number__gt=undone.number).count() == 4
    assert verify_log().sound


def test_what_an_editor_decided_since_is_kept_when_the_reading_is_taken_back(page):
    row = mark(page, "burned to its posts on Friday night")
    correct(page, 3)
    row = again(row)
    anchors.move(row, Spot(page.text, *factories.place(page.text, "burned to posts")), **BY)
    take_back(last_reading(), **TAM)
    assert (again(row).state, again(row).exact) == ("edited", "burned to its posts")


@pytest.mark.slow
def test_a_decision_on_a_place_is_taken_back_after_its_text_was_corrected(page):
    row = mark(page, "burned to its posts", statement("One.", workflow="open"), decision="proposed")
    [number] = occurrences.accept([row], **BY)
    correct(page, 3)
    take_back(Decision.objects.get(number=number), **TAM)
    assert (again(row).decision, again(row).state, again(row).text) == ("proposed", "edited", page.text)


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("mark"), st.sampled_from(["burned to its posts", "its posts on", "Nobody on either", "Ask who"])
        ),
        st.tuples(st.just("read"), st.sampled_from([(), (2,), (3,)])),
        st.tuples(st.just("confirm"), st.integers(0, 5)),
        st.tuples(st.just("move"), st.tuples(st.integers(0, 5), st.integers(0, 60))),
        st.tuples(st.just("refuse"), st.integers(0, 5)),
        st.tuples(st.just("back"), st.integers(0, 30)),
    ),
    min_size=4,
    max_size=14,
)


def do(step: tuple, page: Article) -> None:
    one = Statement.objects.get()
    rows = [*Occurrence.objects.order_by("pk"), *Evidence.objects.order_by("pk")]
    match step:
        case "mark", words:
            found = occurrences.search(words, page)
            spots = [Spot(match.text, *match.anchor[:3]) for match in found]
            occurrences.propose(one, spots, **BY)
            evidences.add(one, "refutes", spots[0], **BY)
        case "read", lines:
            correct(page, *lines)
        case "confirm", at:
            anchors.confirm(rows[at : at + 1], **BY)
        case "move", (at, start):
            anchors.move(rows[at], Spot(page.text, start, start + 9), **BY)
        case "refuse", at:
            occurrences.refuse([row for row in rows[at : at + 1] if isinstance(row, Occurrence)], **BY)
        case "back", at:
            log = list(Decision.objects.exclude(verb="article.create").order_by("number"))
            take_back(log[at % len(log)], **TAM)


@pytest.mark.slow
@given(STEPS)
@few
def test_whatever_is_read_and_decided_no_place_is_wrong_and_the_log_tells_all(steps):
    with transaction.atomic():
        page = reads.article(slug="page")
        store(page, read())
        statements.create({"wording": "One.", "kind": "event"}, key="one", **BY)
        for step in steps:
            page.refresh_from_db()
            size = Decision.objects.count()
            try:
                with transaction.atomic():
                    do(step, page)
            except (Refused, IndexError):
                assert Decision.objects.count() == size
        now, told = disputes.now(Statement.objects.get()), replayed("statement:one")
        assert {name: now.get(name) for name in told} == told
        assert [fault for fault in verify_archive(at=WHEN).faults if fault.about.startswith("statement")] == []
        assert verify_log().sound
        transaction.set_rollback(True)


def test_a_damaged_mark_stops_no_reading(page):
    row = mark(page, "burned to its posts")
    Occurrence.objects.update(exact="other words")
    store(page, read("2134"))
    assert Occurrence.objects.get(pk=row.pk).state == "orphaned"


@pytest.mark.parametrize("number", [1, 30])
def test_the_queries_do_not_grow_with_the_marks(page, number):
    words = LINES[2].split()
    for at in range(number):
        mark(page, " ".join(words[at % 9 : at % 9 + 4]), statement(f"Statement {at}."))
    mark(page, "Ask who sold the timber")
    found = reanchoring.marks(page)
    texts = [page.text_id, *Text.objects.filter(comment__article=page).order_by("place").values_list("pk", flat=True)]
    with CaptureQueriesContext(connection) as queries:
        reanchoring.follow(found, reanchoring.Homes(read(), texts), reason="a test")
    assert len(queries) == (5 if connection.vendor == "sqlite" else 2)


def test_the_log_replayed_gives_every_place_where_it_stands(page):
    statements.create({"wording": "One.", "kind": "event"}, key="one", **BY)
    one = Statement.objects.get()
    for words in ("burned to its posts", "Nobody on either"):
        [match] = occurrences.search(words, page)
        occurrences.propose(one, [Spot(match.text, *match.anchor[:3])], **BY)
    correct(page, 2)
    assert [place.state for place in Occurrence.objects.order_by("pk")] == ["orphaned", "edited"]
    assert verify_log(replay=True).faults == ()
    Occurrence.objects.filter(number=1).update(state="same")
    [(target, _number, sentence)] = verify_log(replay=True).faults
    assert (target, sentence[:15]) == ("statement:one", "occurrence 1 is")
