import pytest
from django.db import transaction

from archive.actions import evidence, statements
from archive.actions.evidence import Cited
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.actions.undoing import hindrances, take_back
from archive.models import Article, Decision, Evidence, Statement
from tests.factories import WHEN, Said, article, held, place

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "readers see this"}
TAM = {"by": "tam", "at": WHEN, "reason": "not so"}
REGISTER = Cited("Harbour register,  1957", "https://oru.example/1957", "Three boats.", "ab" * 32)


@pytest.fixture
def fire() -> Statement:
    return statements.create({"wording": "There was a fire.", "kind": "event"}, **BY)


@pytest.fixture
def page() -> Article:
    return held(article(slug="ferry"), comments=[Said("No fire at all.")])


def spot(page: Article, words: str = "burned to its posts") -> Spot:
    return Spot(page.text, *place(page.text, words), words)


def last() -> Decision:
    return Decision.objects.select_related("detail").latest("number")


def refused(said: str, act) -> None:
    size = Decision.objects.count()
    with pytest.raises(Refused, match=said):
        act()
    assert Decision.objects.count() == size


def test_a_passage_of_the_archive_is_evidence_by_its_place_and_its_words_stay_out_of_the_log(fire, page):
    made = evidence.add(fire, "supports", spot(page), note="The Lantern says so.", sourced=True, **BY)
    assert (made.number, made.exact, made.prefix) == (1, "burned to its posts", "he old ferry house at Oru Point ")
    decision = last()
    assert (decision.verb, decision.target, decision.detail.before) == (
        "evidence.add", "statement:there-was-a-fire", {"evidence 1": None},
    )  # fmt: skip
    assert decision.detail.after == {
        "evidence 1": {
            "side": "supports", "note": "The Lantern says so.", "sourced": True, "retired": False, "state": "same",
            "source": [page.source.sha256, made.source_start, made.source_end],
            "text": [page.text.sha256, made.start, made.end],
        }
    }  # fmt: skip


def test_a_citation_is_kept_as_it_was_given_with_its_blanks_in_order(fire):
    evidence.add(fire, "refutes", REGISTER, **BY)
    columns = ("side", "citation", "link", "quote", "copy_sha256", "text", "exact")
    assert Evidence.objects.values_list(*columns).get() == (
        "refutes", "Harbour register, 1957", "https://oru.example/1957", "Three boats.", "ab" * 32, None, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//oru.example/", "oru.example", "https://",
        "http:///x", "https://oru.example/a b", "https://oru.example/\u202ex", "https://a:b@oru.example/",
        "java\nscript:alert(1)", "https://[oru", "file:///etc/passwd", "https:\\\\oru.example",
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_on_the_web_is_refused(fire, link):
    refused("link begins with http", lambda: evidence.add(fire, "refutes", Cited("Register", link), **BY))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("", ""), (" https://oru.example/ ", "https://oru.example/"), ("HTTPS://Oru.example/A", "https://Oru.example/A"),
        ("http://oru.example/паром?a=1#b", "http://oru.example/паром?a=1#b"),
    ],
)  # fmt: skip
def test_a_link_to_the_web_is_kept(link, kept):
    assert evidence.web_link(link) == kept


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (Cited(" \n"), "Say what is cited"), (Cited("x" * 1001), "citation"), (Cited("Register\0"), "citation"),
        (Cited("Register", quote="x" * 10_000_000), "at most"), (Cited("Register", quote="\0"), "quote"),
        (Cited("Register", copy_sha256="abc"), "SHA-256"),
        (Cited("Register", "https://a.example/" + "x" * 2000), "link"),
    ],
    ids=["empty", "long", "nul", "10 MB", "nul in quote", "no hash", "long link"],
)  # fmt: skip
def test_a_citation_that_is_none_is_refused(fire, what, said):
    refused(said, lambda: evidence.add(fire, "refutes", what, **BY))


def test_a_side_that_is_none_and_a_piece_that_stands_already_are_refused(fire, page):
    refused("side", lambda: evidence.add(fire, "neither", REGISTER, **BY))
    for what in (REGISTER, spot(page)):
        evidence.add(fire, "refutes", what, **BY)
        refused("stands there already", lambda what=what: evidence.add(fire, "refutes", what, **BY))
        evidence.add(fire, "supports", what, **BY)
    assert Evidence.objects.count() == 4


def test_a_passage_with_other_words_or_of_an_earlier_reading_is_refused(fire, page):
    wrong = Spot(page.text, 0, 5, "Other")
    refused("Other words", lambda: evidence.add(fire, "refutes", wrong, **BY))
    Article.objects.update(text=None)
    refused("read anew", lambda: evidence.add(fire, "refutes", spot(page), **BY))


def test_evidence_changes_sides_and_is_described_anew(fire, page):
    made = evidence.add(fire, "supports", spot(page), **BY)
    changed = evidence.change(made, {"side": "refutes", "sourced": True, "note": ""}, **TAM)
    assert changed.detail.before["evidence 1"]["side"] == "supports"
    assert changed.detail.after["evidence 1"]["side"] == "refutes"
    assert evidence.change(made, {"side": "refutes"}, **TAM) is None
    for values in ({"side": "none"}, {"exact": "Other"}, {"note": "\0"}):
        with pytest.raises(Refused), transaction.atomic():
            evidence.change(made, values, **TAM)


def test_two_editors_of_one_piece_lose_nothing(fire):
    made = evidence.add(fire, "supports", REGISTER, **BY)
    seen = {"side": made.side, "note": made.note, "sourced": made.sourced}
    evidence.change(made, {"note": "One."}, seen=seen, **BY)
    with pytest.raises(Overtaken, match="note"):
        evidence.change(made, {"note": "Two."}, seen=seen, **TAM)
    evidence.change(made, {"sourced": True}, seen=seen, **TAM)
    assert Evidence.objects.values_list("note", "sourced").get() == ("One.", True)


def test_what_is_taken_out_stays_on_record_and_may_be_added_again(fire):
    made = evidence.add(fire, "supports", REGISTER, **BY)
    evidence.retire(made, **TAM)
    refused("taken out already", lambda: evidence.retire(made, **TAM))
    refused("taken out already", lambda: evidence.change(made, {"note": "x"}, **TAM))
    evidence.add(fire, "supports", REGISTER, **BY)
    assert list(Evidence.objects.values_list("number", "retired_at")) == [(1, WHEN), (2, None)]


def test_adding_changing_and_taking_out_are_taken_back(fire):
    made = evidence.add(fire, "supports", REGISTER, **BY)
    added = last()
    changed = evidence.change(made, {"side": "refutes"}, **BY)
    assert [one.number for one in hindrances(added)] == [changed.number]
    take_back(changed, **TAM)
    retired = evidence.retire(made, **BY)
    take_back(retired, **TAM)
    assert Evidence.objects.values_list("side", "retired_at").get() == ("supports", None)
    undone = take_back(added, **TAM)
    assert Evidence.objects.get().retired_at == WHEN
    take_back(undone, **TAM)
    assert Evidence.objects.get().retired_at is None


def test_what_was_added_again_is_not_put_back_beside_itself(fire):
    retired = evidence.retire(evidence.add(fire, "supports", REGISTER, **BY), **BY)
    evidence.add(fire, "supports", REGISTER, **BY)
    refused("stands there already", lambda: take_back(retired, **TAM))


def test_a_withdrawn_statement_gets_no_evidence(fire):
    statements.move(fire, "withdraw", **BY)
    refused("is withdrawn", lambda: evidence.add(fire, "supports", REGISTER, **BY))
