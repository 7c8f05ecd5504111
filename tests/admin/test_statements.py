"""Statements in the admin: listed, worded, moved, and judged, by whom the roles say."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions import occurrences, statements, tags
from archive.actions.occurrences import Spot
from archive.models import Decision, Evidence, Occurrence, Statement, StatementRelation
from tests.admin.test_users import person
from tests.factories import WHEN, Said, article, evidence, held, occurrence, place, statement, tag

pytestmark = pytest.mark.django_db
WHY = {"reason": "Found in print."}
TAM = {"by": "tam", "at": WHEN, "reason": "A find."}


@pytest.fixture
def editor(client):
    client.force_login(person("hanna", "editor"))
    return client


@pytest.fixture
def cataloguer(client):
    client.force_login(person("carl", "cataloguer"))
    return client


@pytest.fixture
def fire() -> Statement:
    return statements.create({"wording": "There was a fire.", "kind": "event"}, **TAM)


def at(name: str, *values, **query) -> str:
    return reverse(f"admin:archive_statement_{name}", args=[getattr(each, "pk", each) for each in values], query=query)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def opened(client, row) -> dict[str, str]:
    form = client.get(at("change", row)).context["adminform"].form
    return {name: form[name].value() for name in ("wording", "kind", "seen") if name in form.fields}


def last() -> Decision:
    return Decision.objects.select_related("detail").latest("number")


def test_a_cataloguer_suggests_a_statement_with_tags(cataloguer):
    sent = {"wording": " There  was a fire. ", "kind": "event", "tags": [tag("fire").pk], "new_tags": "Oru", **WHY}
    cataloguer.post(at("add"), sent)
    row = Statement.objects.get()
    assert (row.wording, row.workflow, sorted(row.tags.names())) == ("There was a fire.", "suggested", ["Oru", "fire"])
    assert Decision.objects.get(verb="statement.create").detail.reason == "Found in print."
    assert {each.actor for each in Decision.objects.all()} == {"carl"}


def test_wording_and_kind_are_changed_with_a_reason(editor, fire):
    editor.post(at("change", fire), opened(editor, fire) | {"wording": "A fire broke out.", "new_tags": "", **WHY})
    assert (last().verb, last().detail.after) == ("statement.change", {"wording": "A fire broke out."})
    page = editor.post(at("change", fire), opened(editor, fire) | {"wording": "", "new_tags": "", **WHY})
    assert page.context["adminform"].form.errors == {"wording": ["This field is required."]}


def test_the_second_of_two_editors_is_told_what_the_first_wrote(editor, fire):
    form = opened(editor, fire)
    statements.change(fire, {"wording": "A fire broke out."}, **TAM)
    page = editor.post(at("change", fire), form | {"kind": "figure", "new_tags": "", **WHY})
    again = page.context["adminform"].form
    assert "Since you opened this, tam changed it (wording" in str(again.non_field_errors())
    assert (again["wording"].value(), again["kind"].value()) == ("A fire broke out.", "figure")
    assert Statement.objects.get().kind == "event"


def test_words_that_readers_see_are_changed_by_who_publishes(cataloguer):
    public = statement("It burned.")
    cataloguer.post(
        at("change", public), opened(cataloguer, public) | {"wording": "It did not.", "new_tags": "", **WHY}
    )
    assert Statement.objects.get().wording == "It burned."


def test_a_statement_goes_from_suggestion_to_publication_by_its_buttons(editor, fire):
    held_at = held(article())
    occurrences.propose(fire, [Spot(held_at.text, *place(held_at.text, "burned"))], accept=True, **TAM)
    for button in ("open", "review", "publish"):
        assert f'name="move" value="{button}"' in editor.get(at("move", fire)).content.decode()
        editor.post(at("move", fire), {"move": button, **WHY})
    fire.refresh_from_db()
    assert (fire.workflow, fire.number, last().verb) == ("published", 1, "statement.publish")


def test_what_stands_in_the_way_and_which_sides_are_silent_is_said_before_publishing(editor):
    one = statement(workflow="in review")
    evidence(one)
    said = text(editor.get(at("move", one)))
    assert "No place where it stands has been accepted." in said
    assert "Nothing stands on these sides: supports." in said
    assert "The archive holds no independent source on these sides: refutes." in said
    assert 'value="publish"' not in editor.get(at("move", one)).content.decode()
    assert "No place where it stands" in text(editor.post(at("move", one), {"move": "publish", **WHY}))
    assert Statement.objects.get().workflow == "in review"


def test_a_second_click_and_a_move_that_is_none_are_answered(editor, fire):
    editor.post(at("move", fire), {"move": "open", **WHY})
    assert "can’t be moved by “take up”" in text(editor.post(at("move", fire), {"move": "open", **WHY})).replace(
        "&#x27;", "'"
    )
    assert "There is no such move." in text(editor.post(at("move", fire), {"move": "burn\0", **WHY}))
    assert Decision.objects.about(f"statement:{fire.key}").count() == 2


def test_who_may_not_move_or_judge_sees_no_button_and_meets_a_closed_door(cataloguer, fire):
    assert "Moving a statement is for editors." in text(cataloguer.get(at("move", fire)))
    for name in ("move", "finding", "evidence", "relations", "places"):
        assert cataloguer.post(at(name, fire), {"move": "open", "do": "accept", **WHY}).status_code == 403
    assert Decision.objects.count() == 1


def test_the_finding_is_an_act_of_its_own(editor, fire):
    editor.post(at("finding", fire), {"finding": "no source given", "seen": "not examined", **WHY})
    assert (last().verb, last().detail.after) == ("statement.finding", {"finding": "no source given"})


def test_of_two_who_find_at_once_the_second_is_told_and_may_send_again(editor, fire):
    statements.find(fire, "sources here disagree", **TAM)
    page = editor.post(at("finding", fire), {"finding": "no source given", "seen": "not examined", **WHY})
    assert "Somebody else has changed this since: finding." in text(page)
    assert "Now: sources here disagree" in text(page)
    assert Statement.objects.get().finding == "sources here disagree"
    form = page.context["form"]
    editor.post(at("finding", fire), {name: form[name].value() for name in ("finding", "seen", "reason")})
    assert Statement.objects.get().finding == "no source given"


def test_something_cited_is_added_with_its_side(editor, fire):
    sent = {"side": "refutes", "citation": "Harbour register", "link": "https://example.org/r", "sourced": "on", **WHY}
    editor.post(at("evidence", fire), sent)
    row = Evidence.objects.get()
    assert (row.side, row.citation, row.link, row.sourced) == (
        "refutes", "Harbour register", "https://example.org/r", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "//x", "ftp://x", "\0"]
)
def test_a_link_that_is_none_to_the_web_is_refused_in_a_sentence(editor, fire, link):
    page = editor.post(at("evidence", fire), {"side": "refutes", "citation": "Register", "link": link, **WHY})
    assert re.search("A link begins with http|Null characters", text(page))
    assert 'value="Register"' in page.content.decode()
    assert not Evidence.objects.exists()


def test_a_passage_of_the_archive_is_found_by_its_words_and_chosen(editor, fire):
    page = held(article(), comments=[Said("It burned twice, it burned.")])
    sent = {"side": "supports", "article": page.pk, "quote": "burned", **WHY}
    found = editor.post(at("evidence", fire), sent).context["choices"]
    assert [choice.match.comment for choice in found] == [None, 1, 1]
    editor.post(at("evidence", fire), sent | {"spot": found[2].value, "add": "add"})
    row = Evidence.objects.get()
    assert (row.text, row.start, row.exact) == (page.comments.get().text, 20, "burned")


def test_words_that_stand_at_one_place_only_are_added_at_once_unless_they_are_only_looked_for(editor, fire):
    page = held(article(), comments=[Said("It burned twice.")])
    sent = {"side": "supports", "article": page.pk, "quote": "burned twice", **WHY}
    editor.post(at("evidence", fire), sent | {"look": "look"})
    assert not Evidence.objects.exists()
    editor.post(at("evidence", fire), sent | {"add": "add"})
    assert (Evidence.objects.get().text, Evidence.objects.get().exact) == (page.comments.get().text, "burned twice")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Cite something, or choose an article"),
        ({"quote": "burned"}, "Choose the article in which"),
        ({"citation": "Register", "quote": "burned"}, "either a passage of this archive or something cited"),
        ({"citation": "Register", "copy_sha256": "x"}, "64 hexadecimal digits"),
        ({"citation": "Register", "side": "both"}, "Select a valid choice"),
        ({"article": "9" * 30, "quote": "burned"}, "Select a valid choice"),
    ],
)
def test_evidence_that_says_too_little_is_asked_for_again(editor, fire, sent, said):
    assert said in text(editor.post(at("evidence", fire), {"side": "refutes", **WHY, **sent}))
    assert not Evidence.objects.exists()


def test_evidence_is_put_on_another_side_and_taken_out(editor, fire):
    piece = evidence(fire)
    was = '{"side": "refutes", "note": "", "sourced": false}'
    there = at("piece", fire, 1)
    editor.post(there, {"side": "context", "note": "The register says so.", "was": was, "change": "1", **WHY})
    assert list(Evidence.objects.values_list("side", "note")) == [("context", "The register says so.")]
    page = editor.post(there, {"side": "supports", "note": "", "was": was, "change": "1", **WHY})
    assert "Somebody else has changed this since" in text(page)
    editor.post(there, {"side": "context", "retire": "1", "was": "[]", **WHY})
    piece.refresh_from_db()
    assert (piece.retired_at is not None, last().verb) == (True, "evidence.retire")
    assert "It was taken out." in text(editor.get(there))


def test_relations_are_said_from_either_side_and_no_longer(editor, fire):
    other = statement("It was the stove.")
    editor.post(at("relations", fire), {"type": "narrows <", "other": other.pk, **WHY})
    row = StatementRelation.objects.get()
    assert (row.statement, row.type, row.other) == (other, "narrows", fire)
    assert "says the same of this one already" in text(
        editor.post(at("relations", fire), {"type": "narrows", "other": other.pk, **WHY})
    )
    stranger = StatementRelation.objects.create(statement=other, type="repeats", other=statement("It rained."))
    sent = text(editor.post(at("relations", fire), {"relation": stranger.pk, **WHY}))
    assert "That relation was taken away already." in sent
    editor.post(at("relations", fire), {"relation": row.pk, **WHY})
    assert list(StatementRelation.objects.all()) == [stranger]


@pytest.fixture
def places(fire) -> list[Occurrence]:
    words = held(article(slug="ferry"), comments=[Said("It burned."), Said("It burned, it did.")])
    return [
        occurrence(fire, each, "burned", decision="proposed")
        for each in [words.text, *(comment.text for comment in words.comments.order_by("number"))]
    ]


def ticked(row: Occurrence) -> str:
    return f"{row.statement_id}.{row.number} {row.decision}"


def test_several_places_are_decided_at_once(editor, fire, places):
    editor.post(at("places", fire), {"place": list(map(ticked, places[:2])), "do": "accept", **WHY})
    editor.post(at("places", fire), {"place": ticked(places[2]), "do": "refuse", **WHY})
    assert list(fire.occurrences.values_list("decision", flat=True)) == ["accepted", "accepted", "refused"]
    assert [each.verb for each in Decision.objects.order_by("number")][1:] == ["occurrence.accept", "occurrence.refuse"]


def test_of_two_who_decide_at_once_the_second_is_told(editor, fire, places):
    occurrences.refuse(places[:1], **TAM)
    fresh = Occurrence.objects.get(pk=places[0].pk)
    old = f"{fire.pk}.1 proposed"
    page = editor.post(at("places", fire), {"place": [old, ticked(places[1])], "do": "accept", **WHY})
    assert "Somebody else has changed this since: occurrence 1." in text(page)
    assert (fresh.decision, Occurrence.objects.filter(decision="accepted").count()) == ("refused", 0)


def test_a_public_statement_keeps_its_last_place(editor):
    public = statement()
    row = occurrence(public, held(article()).text, "burned")
    page = editor.post(at("places", public), {"place": ticked(row), "do": "refuse", **WHY})
    assert "is public and would stand nowhere any more. Withdraw it first." in text(page)
    assert Occurrence.objects.get().decision == "accepted"


@pytest.mark.parametrize("sent", ["", "x", "1", "9.9 proposed", "1.1 burned", "9" * 30, "\0", "²"])
def test_places_that_are_none_are_answered(editor, fire, places, sent):
    assert "No place was chosen." in text(editor.post(at("places", fire), {"place": sent, "do": "accept", **WHY}))


def test_a_place_leads_to_its_words(editor, fire, places):
    there = editor.get(at("place", fire, 3))
    assert there.url.endswith(f"/marking/?statement={fire.pk}&page=1#m{fire.pk}-3")
    assert f'id="m{fire.pk}-3"' in editor.get(there.url).content.decode()
    assert editor.get(at("place", fire, 9)).status_code == 404


def test_a_place_whose_words_were_edited_is_confirmed(editor):
    one, page = statement(), held(article())
    row = occurrence(one, page.text, "burned", state="edited")
    assert "The words were edited" in text(editor.get(at("place", one, 1)))
    editor.post(at("place", one, 1), {"anchor": "confirm", **WHY})
    row.refresh_from_db()
    assert (row.state, last().verb) == ("same", "occurrence.confirm")
    assert editor.get(at("place", one, 1)).status_code == 302


@pytest.mark.parametrize(("noun", "name"), [(occurrence, "place"), (evidence, "piece")])
def test_what_lost_its_words_is_moved_to_a_place_that_is_proposed(editor, noun, name):
    one, page = statement(), held(article(), comments=[Said("It burned, it burned.")])
    row = noun(one, page.text, "burned", state="orphaned")
    found = editor.get(at(name, one, 1)).context["choices"]
    assert [choice.match.comment for choice in found] == [None, 1, 1]
    sent = {"anchor": "move", "side": "context", **WHY}
    assert "Choose one of the places" in text(editor.post(at(name, one, 1), sent | {"spot": "1:2:3"}))
    editor.post(at(name, one, 1), sent | {"spot": found[2].value})
    row.refresh_from_db()
    assert (row.state, row.text, row.start) == ("same", page.comments.get().text, 14)


def test_proposed_places_of_several_statements_are_decided_where_they_wait(editor, fire, places):
    other = occurrence(statement("It rained."), places[0].text, "Friday", decision="proposed")
    page = editor.get(reverse("admin:archive_statement_waiting"))
    assert [(queue.name, queue.count) for queue in page.context["queues"]] == [
        ("suggested", 1), ("evidence", 0), ("review", 0), ("places", 2), ("echoes", 0),
        ("anchors", 0),
    ]  # fmt: skip
    assert "“ It rained. ” 1. Ferry house burns" in text(page)
    sent = {"place": [ticked(other), ticked(places[1])], "do": "refuse", **WHY}
    editor.post(reverse("admin:archive_statement_waiting"), sent)
    assert Occurrence.objects.filter(decision="refused").count() == 2


def test_what_was_done_can_be_taken_back_from_the_history(editor, fire):
    editor.post(at("finding", fire), {"finding": "no source given", "seen": "not examined", **WHY})
    page = editor.get(at("history", fire)).content.decode()
    back = reverse("admin:archive_decision_take_back", args=[last().pk])
    assert f'href="{back}"' in page
    editor.post(back, WHY)
    assert Statement.objects.get().finding == "not examined"


def test_statements_are_tagged_one_by_one_and_in_bulk(cataloguer, fire):
    other = statement()
    cataloguer.post(at("tag", fire), {"tags": [tag("fire").pk], "was": "", **WHY})
    rows = {"rows": f"{fire.pk},{other.pk}", "verb": "add", "new_tags": "Oru", "do": "do", **WHY}
    cataloguer.post(at("tag_many"), rows)
    assert [sorted(row.tags.names()) for row in (fire, other)] == [["Oru", "fire"], ["Oru"]]


@pytest.mark.parametrize(
    ("lacks", "found"),
    [
        ("place", ["bare", "proposed"]), ("evidence", ["bare", "placed", "proposed"]),
        ("support", ["bare", "full", "placed", "proposed"]), ("refutation", ["bare", "placed", "proposed"]),
        ("finding", ["bare", "placed", "proposed"]), ("tags", ["bare", "placed", "proposed"]),
        ("decision", ["proposed"]),
        ("no such thing", ["bare", "full", "placed", "proposed"]),
    ],
)  # fmt: skip
def test_the_list_finds_what_is_missing(editor, lacks, found):
    words = held(article()).text
    rows = {name: statement(name, workflow="open", key=name) for name in ("bare", "placed", "proposed")}
    full = statement("full", finding="no source given", key="full")
    tags.set_tags(full, ["fire"], **TAM)
    evidence(full)
    evidence(rows["placed"], retired_at=WHEN)
    for row in (full, rows["placed"]):
        occurrence(row, words, "burned")
    occurrence(rows["proposed"], words, "burned", decision="proposed")
    shown = editor.get(at("changelist"), {"lacks": lacks}).context["cl"].result_list
    assert sorted(row.key for row in shown) == found


def test_the_list_is_searched_by_wording_and_number(editor):
    one, other = statement("It burned.", key="one"), statement("It rained.", key="other")
    found = [editor.get(at("changelist"), {"q": q}).context["cl"].result_list for q in ("BURN", "2")]
    assert [[row.pk for row in rows] for rows in found] == [[one.pk], [other.pk]]
    assert editor.get(at("changelist"), {"q": "9" * 30}).status_code == 200


def test_a_statement_leads_to_its_public_page_once_it_has_a_number(editor, fire):
    assert 'href="/statements/1/"' in editor.get(at("change", statement())).content.decode()
    assert "View on site" not in text(editor.get(at("change", fire)))


@pytest.mark.parametrize("rows", [1, 9, pytest.param(100, marks=pytest.mark.slow)])
def test_no_page_of_a_statement_asks_more_than_twelve_questions(editor, rows):
    one = statement()
    tags.set_tags(one, [f"Tag {number}" for number in range(rows)], **TAM)
    page = held(
        article(authors=["Hanna Veld"]),
        [("paragraph", "It burned. " * rows)],
        [Said("It burned.") for _ in range(rows)],
    )
    texts = [page.text, *(comment.text for comment in page.comments.select_related("text"))]
    for number in range(rows):
        occurrence(one, texts[number], "burned", number=number + 1)
        evidence(one, texts[number + 1], "burned", number=number + 1)
        StatementRelation.objects.create(statement=one, type="contradicts", other=statement(f"Other {number}."))
    asked = {}
    about_all, acts = ("changelist", "add", "waiting"), ("move", "finding", "places", "evidence", "relations")
    for name in (*about_all, "change", "history", *acts):
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(at(name, *(() if name in about_all else (one,)))).status_code == 200
        asked[name] = len(queries)
    with CaptureQueriesContext(connection) as queries:
        assert editor.get(at("piece", one, 1)).status_code == 200
    assert {name: number for name, number in (asked | {"piece": len(queries)}).items() if number > 12} == {}
