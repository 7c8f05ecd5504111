"""Hidden words, seen from every side by which they could show through."""

import pytest

from archive.models import (
    Comment,
    Evidence,
    Occurrence,
    comment_lines,
    disputes,
    shown,
    shown_lines,
    speakers,
    thread_lines,
)
from archive.models.threadlines import Mark
from tests.factories import (
    Said,
    article,
    evidence,
    held,
    measure,
    occurrence,
    pseudonymised,
    redaction,
    rule,
    staff,
    statement,
)

pytestmark = pytest.mark.django_db
SAID = "Only an old GOAT burns ferries, said the keeper."


@pytest.fixture
def page():
    """Three comments; of the second, by Ana, two words are hidden."""
    of = held(article(slug="fire"), comments=[Said("Who?", "Tam"), Said(SAID, "Ana", 0), Said("Ana did.", "Bo", 1)])
    redaction(of.comments.get(number=2), "old GOAT")
    return of


def second(of) -> Comment:
    return of.comments.get(number=2)


def test_readers_get_a_sign_for_each_hidden_word_and_staff_the_words(page):
    for viewer, words, start in ((None, "Only an ▮ ▮ burns ferries, said the keeper.", 8), (staff(), SAID, 8)):
        line = thread_lines(page, 2, 2, viewer)[0]
        assert line == comment_lines(page.comments.filter(number=2), viewer)[0]
        length = 3 if viewer is None else 8
        assert (line.words, line.marks) == (words, [Mark(start, start + length, "ethnic insult", 2)])
        assert (line.state, line.public_state) == ("shown", "redacted")


def test_one_text_is_shown_as_the_thread_shows_it(page):
    text = second(page).text
    assert shown(text, None) == thread_lines(page, 2, 2, None)[0].words
    assert shown(text, staff()) == SAID


@pytest.mark.parametrize("state", ["proposed", "lifted", "refused"])
def test_only_what_stands_hides(page, state):
    page.comments.get(number=2).redactions.update(state=state)
    assert thread_lines(page, 2, 2, None)[0].words == SAID


def test_a_name_that_a_pseudonym_stands_for_is_told_to_staff_alone(page):
    pseudonymised(second(page))
    names = [(line.author, line.parent_author) for line in thread_lines(page, 1, 3, None)]
    assert names == [("Tam", None), ("Reader 1", "Tam"), ("Bo", "Reader 1")]
    assert [(line.author, line.pseudonym) for line in thread_lines(page, 2, 2, staff())] == [("Ana", "Reader 1")]
    assert names == [(line.author, line.parent_author) for line in comment_lines(Comment.objects.under(page), None)]


def test_lines_of_the_source_on_which_hidden_words_or_names_stand_are_not_given(page):
    reading = page.text.reading

    def hidden(viewer):
        return [number for number, words in shown_lines(reading, [(5, 13)], viewer).items() if words is None]

    assert hidden(None) == [9]
    pseudonymised(second(page))
    assert hidden(None) == [8, 9, 12]
    assert hidden(staff("other")) == []


def places(words: str, viewer=None):
    one = statement(f"On {words}.")
    occurrence(one, Comment.objects.get(number=2).text, words)
    evidence(one, Comment.objects.get(number=2).text, words)
    [place], [piece] = Occurrence.objects.of([one]).places(viewer), Evidence.objects.of([one]).pieces(viewer)
    assert place.passage == piece.passage
    return place.passage.words


@pytest.mark.parametrize("words", ["GOAT", "an old", "old GOAT burns", "GOAT burns"])
def test_a_place_that_touches_hidden_words_is_a_stub(page, words):
    assert places(words) is None
    assert places(words, staff()).exact == words


def test_another_place_of_that_text_stands_where_readers_see_it_and_tells_no_hash(page):
    words = places("burns ferries")
    line = thread_lines(page, 2, 2, None)[0]
    assert line.words[words.start : words.end] == words.exact == "burns ferries"
    assert words[1:3] + words[5:] == ("", "", None, None, None, None)
    assert places("keeper", staff()).text_sha256 == second(page).text.sha256


def test_what_speakers_and_disputes_tell_holds_no_hidden_word_and_no_hidden_name(page, django_assert_num_queries):
    pseudonymised(second(page))
    one = statement()
    for words in ("GOAT", "burns ferries"):
        occurrence(one, second(page).text, words)
    with django_assert_num_queries(5):
        [told] = disputes([one], None)
    assert speakers([place.passage for place in told.places], None) == {("fire", 2): ["Reader 1"]}
    assert [word for word in ("GOAT", "old", "Ana") if word in repr(told)] == []


def test_json_tells_the_states_by_the_contract(client, page):
    veiled, withheld, on_hold = (
        held(article(slug=state), comments=[Said(SAID, "Ana", state=state)]) for state in ("veiled", "withheld", "held")
    )
    pseudonymised(second(page))
    told = {}
    for of in (page, veiled, withheld, on_hold):
        for one in client.get(f"/articles/{of.slug}.json").json()["comments"]:
            told[of.slug, one["number"]] = (one["state"], one["body"], one["author"], one["attribution"])
    assert told == {
        ("fire", 1): ("shown", "Who?", "Tam", "printed"),
        ("fire", 2): ("redacted", "Only an ▮ ▮ burns ferries, said the keeper.", "Reader 1", "supplied"),
        ("fire", 3): ("shown", "Ana did.", "Bo", "printed"),
        ("veiled", 1): ("veiled", SAID, "Ana", "printed"),
        ("withheld", 1): ("withheld", None, "Ana", "printed"),
        ("held", 1): ("withheld", None, "Ana", "printed"),
    }


def test_what_stands_over_a_comment_comes_with_its_line(page):
    first = page.comments.get(number=1)
    Comment.objects.filter(pk=first.pk).update(state="veiled")
    made = measure(first, words=1)
    assert thread_lines(page, 1, 1, None)[0].over == (made.decision_id, made.decided_at, "abuse", "abuse", None, 1)
    assert thread_lines(page, 2, 2, None)[0].over is None


def test_stretches_that_overlap_are_one_mark_by_the_rule_of_the_first(page):
    redaction(second(page), "GOAT burns", rule=rule("threat", category="threat"))
    line = thread_lines(page, 2, 2, None)[0]
    assert (line.words, line.marks) == ("Only an ▮ ▮ ▮ ferries, said the keeper.", [Mark(8, 13, "ethnic insult", 3)])
