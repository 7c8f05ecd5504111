import pytest

from archive.actions import measures, pseudonyms, redactions
from archive.actions.measures import Overtaken
from archive.actions.refusals import Refused
from archive.actions.undoing import take_back
from archive.actions.verify_log import verify_log
from archive.models import Comment, Decision, Pseudonym, Redaction, thread_lines
from archive.text.runs import Span
from tests.actions.moderation import ANNA, SAID, agreed, last, one, page, reasons

pytestmark = pytest.mark.django_db
BO = {**ANNA, "by": "bo", "reason": "Another look."}


@pytest.fixture
def fire():
    return page()


def span(words: str, number: int = 2) -> Span:
    start = one(number).text.content.body.index(words)
    return Span(start, start + len(words))


def hide(*words: str, **fields) -> list[Redaction]:
    return redactions.redact(one(), [span(each) for each in words], reasons(**fields), **ANNA)


def words(number: int = 2) -> str | None:
    return thread_lines(Comment.objects.first().article, number, number, None)[0].words


def test_words_are_hidden_one_by_one_with_one_decision_that_holds_none_of_them(fire):
    first, second = hide("keeper", "GOAT")
    assert words() == "Only an old ▮ burns ferries, said the ▮."
    said = last()
    assert (said.verb, said.detail.before) == ("comment.redact", {"redaction 1": None, "redaction 2": None})
    assert (first.start, first.words, second.decision_id) == (span("GOAT").start, 1, said.number)
    place = said.detail.after["redaction 1"]["source"]
    assert place == [fire.source.sha256, first.source_start, first.source_end]
    assert [word for word in ("GOAT", "keeper") if word in repr(said.detail.after)] == []


@pytest.mark.parametrize("wanted", [[(0, 0)], [(5, 4)], [(0, 900)], [(4, 5)], [(0, 4), (2, 6)], [], [(0, 1)] * 201])
def test_what_holds_no_words_is_not_hidden(fire, wanted):
    with pytest.raises(Refused):
        redactions.redact(one(), [Span(*each) for each in wanted], reasons(), **ANNA)
    assert (Redaction.objects.count(), Decision.objects.count(), words()) == (0, 0, SAID)


def test_words_that_are_hidden_are_not_hidden_again(fire):
    hide("old GOAT")
    with pytest.raises(Refused, match="hidden already"):
        hide("GOAT burns")


def test_a_reason_does_not_say_what_it_hides(fire):
    for fields in ({"reason": "He writes goat."}, {"facts": "GOAT!"}):
        known = {**ANNA, **{name: value for name, value in fields.items() if name == "reason"}}
        facts = {name: value for name, value in fields.items() if name == "facts"}
        with pytest.raises(Refused, match="must not repeat"):
            redactions.redact(one(), [span("GOAT")], reasons(**facts), **known)


def test_hidden_words_are_shown_again_by_lifting_or_by_taking_back(fire):
    [row] = hide("GOAT")
    made = last()
    redactions.lift([row], **BO)
    assert (words(), last().verb) == (SAID, "comment.lift")
    take_back(last(), **BO)
    assert "GOAT" not in words()
    take_back(last(), **BO)
    with pytest.raises(Refused):
        take_back(made, **BO)
    assert (words(), verify_log().sound) == (SAID, True)


def test_a_redaction_that_was_decided_since_is_not_decided_again(fire):
    [row] = hide("GOAT")
    seen = Redaction.objects.get()
    redactions.lift([row], **BO)
    with pytest.raises(Refused, match="by somebody else"):
        redactions.lift([seen], **ANNA)
    with pytest.raises(Refused, match="already"):
        redactions.lift([Redaction.objects.get()], **ANNA)


def test_words_of_a_comment_that_was_decided_on_since_are_not_hidden_unseen(fire):
    seen = one()
    measures.decide([one()], "veil", reasons(), **ANNA)
    with pytest.raises(Overtaken):
        redactions.redact(seen, [span("GOAT")], reasons(), **ANNA)


def test_a_redaction_outlives_withholding(fire):
    hide("GOAT")
    agreed(one())
    assert words() is None
    measures.decide([one()], "show", **ANNA)
    assert "GOAT" not in words()


def names() -> list[str]:
    return [line.author for line in thread_lines(Comment.objects.first().article, 1, 9, None)]


def test_the_same_person_has_the_same_pseudonym_and_others_keep_their_names(fire):
    given = pseudonyms.pseudonymise(one(), reasons(), **ANNA)
    assert names() == ["Tam", "Reader 1", "Bo", "Reader 1"]
    assert pseudonyms.pseudonymise(one(1), reasons(), **ANNA).name == "Reader 2"
    assert pseudonyms.pseudonymise(one(3), reasons(), same_as=given, **ANNA) == given
    assert names() == ["Reader 2", "Reader 1", "Reader 1", "Reader 1"]
    targets = list(Decision.objects.filter(verb="comment.pseudonymise").values_list("target", flat=True))
    assert targets == ["comment:fire#2", "comment:fire#4", "comment:fire#1", "comment:fire#3"]


def test_where_others_name_the_person_a_redaction_is_proposed_and_decided_one_by_one(fire):
    pseudonyms.pseudonymise(one(), reasons(), **ANNA)
    assert words(3) == "Ana did, ana."
    first, second = Redaction.objects.proposed()
    assert [one(3).text.content.body[each.start : each.end] for each in (first, second)] == ["Ana", "ana"]
    redactions.decide([first], "standing", **BO)
    assert (words(3), last().verb) == ("▮ did, ana.", "comment.redact")


def test_a_proposed_redaction_can_be_refused(fire):
    pseudonyms.pseudonymise(one(), reasons(), **ANNA)
    redactions.decide(Redaction.objects.proposed(), "refused", **BO)
    assert (words(3), Redaction.objects.proposed().count()) == ("Ana did, ana.", 0)


def test_the_name_as_printed_comes_back_for_every_comment_of_the_person(fire):
    pseudonyms.pseudonymise(one(), reasons(), **ANNA)
    with pytest.raises(Refused, match="already"):
        pseudonyms.pseudonymise(one(), reasons(), **ANNA)
    pseudonyms.name(one(4), **BO)
    assert names() == ["Tam", "Ana", "Bo", "Ana"]
    with pytest.raises(Refused, match="as printed"):
        pseudonyms.name(one(), **BO)


def test_a_pseudonym_is_taken_back_and_given_back(fire):
    pseudonyms.pseudonymise(one(), reasons(), **ANNA)
    given = Decision.objects.get(target="comment:fire#2")
    back = take_back(given, **BO)
    assert names() == ["Tam", "Ana", "Bo", "Ana"]
    take_back(back, **ANNA)
    assert (names(), Pseudonym.objects.count()) == (["Tam", "Reader 1", "Bo", "Reader 1"], 1)
    assert verify_log().sound


@pytest.mark.parametrize("said", ["Ana wants it.", "For ANA"])
def test_no_reason_names_the_person(fire, said):
    for fields in ({"reason": said}, {}):
        known = {**ANNA, **fields}
        with pytest.raises(Refused, match="must not repeat"):
            pseudonyms.pseudonymise(one(), reasons(facts="" if fields else said), **known)
    assert (Pseudonym.objects.count(), Decision.objects.count()) == (0, 0)
