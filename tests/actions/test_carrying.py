"""What was decided about comments when their source is read anew."""

import pytest

from archive.actions import measures, pseudonyms, readings, redactions
from archive.actions.carrying import Exposing
from archive.importing.draft import Draft
from archive.models import Comment, Measure, Redaction, thread_lines
from archive.text.runs import Span
from tests.actions import reads
from tests.actions.moderation import ANNA, reasons

pytestmark = pytest.mark.django_db
# Line 2 is Tam's “who lit it?”, line 3 Orrin's “not us.”, line 4 Veld's “ask the keeper.”, line 5 Tam's “I did.”


@pytest.fixture
def page():
    made = reads.article()
    reads.stored(made, [(2, 2), (3, 3), (4, 4), (5, 5)])
    made.state, made.published_at = "published", reads.BY["at"]
    made.save()
    return made


def one(number: int) -> Comment:
    return Comment.objects.get(number=number)


def hide(number: int, words: str) -> Redaction:
    start = one(number).text.content.body.index(words)
    [made] = redactions.redact(one(number), [Span(start, start + len(words))], reasons(), **ANNA)
    return made


def shown(page) -> list[str]:
    return [line.words for line in thread_lines(page, 1, 9, None)]


def test_hidden_words_stay_hidden_in_a_comment_that_grew(page):
    hide(3, "the keeper")
    reads.stored(page, [(2, 3), (4, 5)], version=2)
    assert [words.split("\n")[-2:] for words in shown(page)] == [
        ["who lit it?", "Orrin: not us."],
        ["ask ▮ ▮.", "Tam: I did."],
    ]


def test_hidden_words_stay_hidden_in_whichever_comment_they_come_to_stand(page):
    row = hide(2, "not us")
    reads.stored(page, [(2, 3), (4, 4), (5, 5)], version=2)
    assert shown(page)[0].endswith("Orrin: ▮ ▮.")
    row.refresh_from_db()
    assert (row.comment, row.number, row.words) == (one(1), 1, 2)
    reads.stored(page, [(2, 2), (3, 3), (4, 4), (5, 5)], version=3)
    assert shown(page) == ["who lit it?", "▮ ▮.", "ask the keeper.", "I did."]


def test_words_of_one_stretch_that_are_parted_are_hidden_in_both_comments(page):
    reads.stored(page, [(2, 3), (4, 4), (5, 5)], version=2)
    hide(1, "it?\nOrrin: not us")
    reads.stored(page, [(2, 2), (3, 3), (4, 4), (5, 5)], version=3)
    assert shown(page)[:2] == ["who lit ▮", "▮ ▮."]
    assert Redaction.objects.standing().count() == 2


def test_a_stretch_that_was_only_proposed_is_still_to_be_decided(page):
    hide(3, "keeper")
    Redaction.objects.update(state="proposed")
    reads.stored(page, [(2, 2), (3, 3), (4, 4)], version=2)
    [row] = Redaction.objects.proposed()
    assert (row.text, shown(page)[2]) == (one(3).text, "ask the keeper.")


def test_a_comment_that_is_not_found_any_more_keeps_its_hidden_words_and_gets_them_back(page):
    hide(3, "keeper")
    reads.stored(page, [(2, 2), (3, 3)], version=2)
    reads.stored(page, [(2, 2), (3, 3), (4, 4)], version=3)
    assert shown(page)[2] == "ask the ▮."


def article_of(lines: int) -> Draft:
    draft = Draft(reads.PAGE)
    draft.add("paragraph", [Span(0, reads.PAGE.lines[lines - 1].end)])
    return draft


def test_a_reading_that_takes_hidden_words_into_the_article_is_refused(page):
    hide(1, "lit")
    with pytest.raises(Exposing, match="words hidden"):
        readings.store(page, reads.received(), article_of(2).finish("toy", 2), reason="as plain text", **reads.BY)
    assert page.readings.count() == 1


def test_a_reading_that_takes_a_hidden_name_for_words_is_refused(page):
    pseudonyms.pseudonymise(one(3), reasons(facts=""), **ANNA)
    with pytest.raises(Exposing, match="show the name first"):
        reads.stored(page, [(2, 2), (3, 4), (5, 5)], version=2)
    assert reads.thread(page)[2] == (3, "Veld")


def test_a_comment_of_the_same_person_that_is_found_late_bears_the_pseudonym(page):
    pseudonyms.pseudonymise(one(1), reasons(facts=""), **ANNA)
    reads.stored(page, [(2, 2), (3, 3)], version=2)
    Comment.objects.filter(number=4).update(pseudonym=None)
    reads.stored(page, [(2, 2), (3, 3), (4, 4), (5, 5)], version=3)
    assert [line.author for line in thread_lines(page, 1, 9, None)] == ["Reader 1", "Orrin", "Veld", "Reader 1"]


def test_what_stood_over_a_comment_stands_over_the_parts_it_was_divided_into(page):
    reads.stored(page, [(2, 3), (4, 4), (5, 5)], version=2)
    measures.decide([one(1)], "hold", reasons(), **ANNA)
    reads.stored(page, [(2, 2), (3, 3), (4, 4), (5, 5)], version=3)
    assert [words is None for words in shown(page)] == [True, True, False, False]
    assert [(row.automated, row.rule.code) for row in Measure.objects.order_by("comment__position")] == [
        (False, "abuse"), (True, "abuse"),
    ]  # fmt: skip


def test_a_comment_that_swallows_a_hidden_one_is_on_hold_and_due_at_once(page):
    measures.decide([one(2)], "hold", reasons(), **ANNA)
    reads.stored(page, [(2, 3), (4, 4), (5, 5)], version=2)
    assert (one(1).state, shown(page)[0]) == ("held", None)
    due = Measure.objects.due(reads.BY["at"])
    assert [(row.comment, row.automated) for row in due] == [(one(1), True)]
