"""What the database refuses of statements, and what a viewer may know of one."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.models import (
    Evidence,
    Occurrence,
    Statement,
    StatementRelation,
    anchoring,
    disputes,
    passages,
    quoting,
    speakers,
    weighed,
)
from archive.models.anchoring import Astray
from archive.models.disputes import standings
from archive.rules import visibility
from archive.states import ArticleState, CommentState, OccurrenceDecision, RelationType, Rights, Workflow
from tests import factories
from tests.factories import WHEN, Said, article, evidence, held, occurrence, staff, statement, user

pytestmark = pytest.mark.django_db
WORDS = "burned to its posts"


def text_of(body: str, **fields):
    return held(article(**fields), [("paragraph", body)]).text


def refused(rows, **values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "rumour"}, {"finding": "false"}, {"workflow": "closed"}, {"key": ""}, {"number": 0}, {"number": None},
        {"published_at": None}, {"wording": ""}, {"number": None, "published_at": None},
    ],
    ids=str,
)  # fmt: skip
def test_the_database_refuses_an_impossible_statement(values):
    statement()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(**values)


def test_two_statements_never_have_one_number_or_key():
    statement(number=3, key="a")
    for values in ({"number": 3, "key": "b"}, {"number": 4, "key": "a"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            statement(**values)


def test_the_next_number_is_one_above_every_one_that_was_given():
    assert Statement.objects.next_number() == 1
    statement(number=9, workflow="withdrawn")
    statement(workflow="open")
    assert Statement.objects.next_number() == 10


@pytest.mark.parametrize(
    "values",
    [
        {"state": "lost"},
        {"decision": "maybe"},
        {"number": 0},
        {"start": 30},
        {"end": 0},
        {"source_end": 0},
        {"exact": ""},
    ],
    ids=str,
)
def test_the_database_refuses_an_impossible_occurrence(values):
    occurrence(statement(), held(article()).text, WORDS, start=20, end=30)
    refused(Occurrence.objects.all(), **values)


@pytest.mark.parametrize("decision", ["proposed", "accepted"])
def test_a_place_of_a_statement_stands_once_and_refused_ones_are_remembered(decision):
    one, text = statement(), held(article()).text
    for number in (1, 2):
        occurrence(one, text, WORDS, decision="refused", number=number)
    occurrence(one, text, WORDS, number=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        occurrence(one, text, WORDS, number=4, decision=decision)
    occurrence(statement("Another."), text, WORDS, number=1)
    assert Occurrence.objects.count() == 4


@pytest.mark.parametrize(
    "values",
    [
        {"side": "neither"}, {"citation": ""}, {"number": 0}, {"exact": "words"}, {"start": 1, "end": 2},
        {"link": "javascript:alert(1)"}, {"link": "ftp://oru.example/"}, {"link": " https://oru.example/"},
        {"copy_sha256": "abc"}, {"state": "lost"},
    ],
    ids=str,
)  # fmt: skip
def test_the_database_refuses_an_impossible_citation(values):
    evidence(statement())
    refused(Evidence.objects.all(), **values)


@pytest.mark.parametrize(
    "values",
    [{"text": None}, {"start": None}, {"end": 0}, {"exact": ""}, {"citation": "x"}, {"link": "https://a.example/"}],
    ids=str,
)
def test_the_database_refuses_a_passage_that_is_also_something_else(values):
    evidence(statement(), held(article()).text, WORDS)
    refused(Evidence.objects.all(), **values)


def test_a_passage_stands_once_on_a_side_until_it_is_taken_out():
    one, text = statement(), held(article()).text
    evidence(one, text, WORDS, retired_at=WHEN)
    evidence(one, text, WORDS)
    evidence(one, text, WORDS, side="supports")
    with pytest.raises(IntegrityError), transaction.atomic():
        evidence(one, text, WORDS)


@pytest.mark.parametrize("kind", RelationType.values)
def test_a_relation_stands_one_way_between_two(kind):
    one, other = statement("One."), statement("Other.")
    StatementRelation.objects.create(statement=one, type=kind, other=other)
    for pair in ((other, one), (one, other), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatementRelation.objects.create(statement=pair[0], type=kind, other=pair[1])


def test_a_symmetric_relation_is_seen_from_both_sides_and_another_backwards_from_one():
    one, other = statement("One.", number=1), statement("Other.", number=2)
    for kind in ("contradicts", "narrows"):
        StatementRelation.objects.create(statement=one, type=kind, other=other)
    seen = StatementRelation.objects.seen_from([one, other], None)
    assert [(each.statement, each.type, each.forward, each.number, each.wording) for each in seen] == [
        (one.pk, "contradicts", True, 2, "Other."), (one.pk, "narrows", True, 2, "Other."),
        (other.pk, "contradicts", True, 1, "One."), (other.pk, "narrows", False, 1, "One."),
    ]  # fmt: skip


def test_a_relation_to_what_is_not_public_is_not_told():
    one, other = statement("One."), statement("Hidden.", workflow="open")
    StatementRelation.objects.create(statement=one, type="contradicts", other=other)
    assert StatementRelation.objects.seen_from([one], None) == []
    assert len(StatementRelation.objects.seen_from([one], staff())) == 1


# Emoji of several code points, a mark on its letter, Hebrew with a point, CR LF.
ODD = "Ship 👩‍👩‍👧 and cafe\u0301 by שָׁלוֹם ok"


@pytest.mark.parametrize("words", ["👩‍👩‍👧", "cafe\u0301", "שָׁלוֹם", ODD])
def test_a_passage_is_anchored_in_code_points_of_any_script(words):
    text = text_of(ODD)
    start, end = factories.place(text, words)
    anchor = anchoring.anchor(text, start, end)
    assert (anchor.exact, anchor.start, anchor.end) == (words, start, end)
    assert anchor.prefix + words + anchor.suffix in ODD
    assert (anchor.source_end - anchor.source_start, anchor.source_start) == (len(words), start)


@pytest.mark.parametrize(
    ("start", "end", "exact", "said"),
    [
        (5, 6, None, "inside a character"), (0, 6, None, "inside a character"), (-1, 3, None, "no words from"),
        (3, 3, None, "no words from"), (0, 10**9, None, "no words from"), (4, 5, None, "Only blanks"),
        (0, 4, "Shop", "Other words"),
    ],
)  # fmt: skip
def test_a_passage_that_is_none_is_refused_with_a_sentence(start, end, exact, said):
    with pytest.raises(Astray, match=said):
        anchoring.anchor(text_of(ODD), start, end, exact)


def test_the_context_of_a_passage_splits_no_character():
    text = text_of("👩‍👩‍👧" * 20 + " here " + "👩‍👩‍👧" * 20)
    anchor = anchoring.anchor(text, *factories.place(text, "here"))
    assert (anchor.prefix, anchor.suffix) == ("👩‍👩‍👧" * 6 + " ", " " + "👩‍👩‍👧" * 6)


def test_blanks_between_blocks_stand_in_no_source():
    text = held(article(), [("title", "One"), ("paragraph", "Two")]).text
    with pytest.raises(Astray, match="Only blanks"):
        anchoring.anchor(text, 3, 5)
    assert anchoring.anchor(text, 0, 8).exact == "One\n\nTwo"


def found(quote: str, *comments: str, most: int = 9) -> list[tuple]:
    made = held(article(), [("paragraph", "Boat and boat.")], [Said(words) for words in comments])
    matches = quoting.quoted(quote, passages.texts_of(made), most)
    return [(match.comment, match.anchor.exact, match.anchor.start) for match in matches]


def test_a_quote_is_found_wherever_it_stands_to_the_letter_or_else_nearly_so():
    assert found("boat", "No boat.", "Ship.") == [(None, "boat", 9), (1, "boat", 3)]
    assert found("BOAT", "No boat.", "Ship.") == [(None, "Boat", 0), (None, "boat", 9), (1, "boat", 3)]
    assert found("raft", "No boat.") == []


def test_a_quote_is_found_no_oftener_than_is_asked():
    assert found("boat", "boat boat boat boat", most=3) == [(None, "boat", 9), (1, "boat", 0), (1, "boat", 5)]


def test_only_the_current_texts_of_an_article_are_searched():
    made = held(article(), comments=[Said("It burned to its posts.")])
    held(article("Other"))
    type(made).objects.filter(pk=made.pk).update(text=None)
    assert [match.comment for match in quoting.quoted(WORDS, passages.texts_of(made), 9)] == [1]


@pytest.fixture
def disputed() -> Statement:
    """A statement in an article of every state and rights, and in comments of every state under it."""
    one = statement()
    for state, rights in product(ArticleState.values, Rights.values):
        said = [Said(f"{state} {rights} {c} {WORDS}", state=c) for c in CommentState.values]
        made = held(article(f"{state} {rights}", slug=f"{state}-{rights}", state=state, rights=rights), comments=said)
        for text in [made.text, *(comment.text for comment in made.comments.all())]:
            occurrence(one, text, WORDS)
            evidence(one, text, WORDS)
    return one


@pytest.fixture(params=["none", "anonymous", "reader", "staff", "former"])
def viewer(request):
    match request.param:
        case "none":
            return None
        case "anonymous":
            return AnonymousUser()
        case "reader":
            return user()
        case "staff":
            return staff()
        case _:
            return staff(is_active=False)


def allowed(row, viewer) -> tuple[bool, bool]:
    """By the pure rule: whether the place may be told, and its words."""
    of, comment = row.text.reading.article, row.text.comment if row.text.place else None
    told = visibility.can_see_statement(row.statement, viewer) and visibility.can_see(of, viewer)
    return told, told and visibility.can_read(of, viewer, comment)


@pytest.mark.slow
def test_places_and_evidence_are_told_as_the_rule_allows_for_every_person_and_state(disputed, viewer):
    for rows, seen in (
        (disputed.occurrences.all(), Occurrence.objects.places(viewer)),
        (disputed.evidence.all(), Evidence.objects.pieces(viewer)),
    ):
        wanted = {row.number: allowed(row, viewer) for row in rows}
        assert {one.number for one in seen} == {number for number, (told, _) in wanted.items() if told}
        assert {one.number for one in seen if one.passage.words} == {n for n, (_, read) in wanted.items() if read}


def test_hidden_words_are_in_nothing_that_is_told(disputed):
    told = repr(disputes([disputed], None))
    assert f"{WORDS}" in told
    hidden = Occurrence.objects.exclude(pk__in=Occurrence.objects.readable_by(None))
    assert hidden.count() == 48
    shown_hashes = set(Occurrence.objects.readable_by(None).values_list("text__sha256", flat=True))
    assert [row for row in hidden if row.text.sha256 not in shown_hashes and row.text.sha256 in told] == []
    assert [state for state in CommentState.values if f" {state} '" in told] == ["shown", "veiled"]


def test_counts_do_not_tell_of_places_in_articles_that_are_not_public(disputed):
    assert standings([disputed]) == {disputed.pk: (18, 0)}


@pytest.mark.parametrize("workflow", Workflow.values)
def test_a_statement_is_seen_when_it_is_public_and_known_when_it_was(workflow, viewer):
    for number in (None, 5):
        if workflow == "published" and not number:
            continue
        row = statement(workflow=workflow, number=number)
        seen, known = (
            getattr(Statement.objects, name)(viewer).filter(pk=row.pk) for name in ("visible_to", "known_to")
        )
        assert seen.exists() == visibility.can_see_statement(row, viewer)
        assert known.exists() == visibility.knows_of_statement(row, viewer)


@pytest.mark.parametrize("values", [{"decision": "proposed"}, {"decision": "refused"}])
def test_only_accepted_places_are_public(values):
    one = statement()
    occurrence(one, held(article()).text, WORDS, **values)
    assert Occurrence.objects.places(None) == []


@pytest.mark.parametrize("workflow", [w for w in Workflow.values if w != "published"])
def test_places_and_evidence_of_a_statement_that_is_not_public_are_not_told(workflow):
    one, text = statement(workflow=workflow, number=1), held(article()).text
    occurrence(one, text, WORDS)
    evidence(one, text, WORDS)
    assert (Occurrence.objects.places(None), Evidence.objects.pieces(None)) == ([], [])


def test_words_of_an_earlier_reading_are_kept_from_readers():
    made = held(article(), comments=[Said(f"It {WORDS}.")])
    one, old = statement(), [made.text, made.comments.get().text]
    for text in old:
        occurrence(one, text, WORDS)
    comment = made.comments.get()
    spare = held(article("Other"), comments=[Said("Hm.")])
    type(spare).objects.filter(pk=made.pk).update(text=None)
    type(comment).objects.filter(pk=comment.pk).update(text=spare.text)
    assert told() == [(None, None), (1, None)]


def test_words_of_a_comment_that_is_no_longer_found_are_kept_from_readers():
    made = held(article(), comments=[Said(f"It {WORDS}.")])
    occurrence(statement(), made.comments.get().text, WORDS)
    assert [words is None for _comment, words in told()] == [False]
    made.comments.update(retired_at=WHEN)
    assert told() == [(1, None)]


def test_a_place_in_a_comment_that_nobody_can_name_is_told_to_no_reader():
    made = held(article(), comments=[Said(f"It {WORDS}.")])
    occurrence(statement(), made.comments.get().text, WORDS)
    spare = held(article("Other"), comments=[Said("Hm.")])
    made.comments.update(text=spare.text, source_start=0, source_end=1)
    assert (told(), len(told(staff()))) == ([], 1)


def told(viewer=None) -> list:
    return [(place.passage.comment, place.passage.words) for place in Occurrence.objects.places(viewer)]


def test_disputes_take_three_queries_however_many_there_are():
    text = held(article()).text
    for count in (1, 30):
        for number in range(count):
            one = statement(f"Statement {number}.")
            occurrence(one, text, WORDS)
            evidence(one)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = disputes(Statement.objects.visible_to(None).by_number(), None)
        assert (len(queries), [len(dispute.places) for dispute in found]) == (4, [1] * len(found))


def test_what_waits_is_proposed_or_no_longer_surely_there():
    one, text = statement(), held(article()).text
    for number, (decision, state) in enumerate(product(OccurrenceDecision.values, ["same", "edited"]), 1):
        occurrence(one, text, WORDS, number=number, decision=decision, state=state, start=number)
    assert [row.number for row in Occurrence.objects.waiting().of([one])] == [1, 2, 4]


def test_who_speaks_is_named_as_printed_and_not_where_the_words_are_hidden():
    page = held(
        article(slug="page", authors=["Hanna Veld", None]),
        comments=[
            Said(f"It {WORDS}.", "Tam"),
            Said(f"It {WORDS}.", None),
            Said(f"It {WORDS}.", "Bo", state="withheld"),
        ],
    )
    factories.byline(page, "Ilm Brask", order=3, role="photographer")
    one = statement()
    for text in [page.text, *(comment.text for comment in page.comments.order_by("number"))]:
        occurrence(one, text, WORDS)
    found = [place.passage for place in Occurrence.objects.of([one]).places(None)]
    assert speakers(found, None) == {("page", None): ["Hanna Veld"], ("page", 1): ["Tam"]}


def test_evidence_is_weighed_against_the_places_by_who_says_it_and_whether_it_names_a_source():
    page = held(article(slug="page", authors=["Hanna Veld"]), comments=[Said(f"It {WORDS}.", "Tam")])
    one = statement()
    occurrence(one, page.text, WORDS)
    evidence(one, side="supports", text=page.text, words="Friday night", sourced=True)
    evidence(one, text=page.comments.get().text, words=WORDS, sourced=True)
    evidence(one, side="refutes", sourced=True)
    evidence(one, side="supports")
    with CaptureQueriesContext(connection) as queries:
        [found] = weighed(disputes([one], None), None)
    assert [each.weight.value for each in found] == ["repetition", "testimony", "source", "repetition"]
    assert len(queries) == 5
