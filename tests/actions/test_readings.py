from dataclasses import replace

import pytest

from archive.actions import carrying, readings
from archive.actions.readings import OtherSource, Unstorable
from archive.actions.verify_archive import check_thread
from archive.importing.corrections import Correction
from archive.importing.draft import Draft
from archive.importing.source import Source
from archive.models import Comment, Decision, Reading, Text, TextContent
from archive.rules import chain
from archive.text.runs import Span
from tests.actions import reads
from tests.actions.reads import BY, article, received, record, stored, thread

pytestmark = pytest.mark.django_db


def test_comments_of_a_first_reading_are_numbered_in_reading_order():
    page = article()
    stored(page, [(2, 2), (3, 3, 0, 1), (4, 4, 1, 2), (5, 5)])
    assert thread(page) == [(1, "Tam"), (2, "Orrin"), (3, "Veld"), (4, "Tam")]
    rows = Comment.objects.under(page).values_list("position", "depth", "parent__number", "first_line", "last_line")
    assert list(rows) == [(1, 0, None, 2, 2), (2, 1, 1, 3, 3), (3, 2, 2, 4, 4), (4, 0, None, 5, 5)]
    assert check_thread(page) == []


def test_words_blocks_and_maps_are_kept_as_the_reader_made_them():
    page = article()
    stored(page, [(2, 2)])
    page.refresh_from_db()
    assert page.text.place == 0
    assert page.source == received()
    contents = TextContent.objects.order_by("text__place").values_list("body", "blocks", "map")
    assert list(contents) == [
        ("The ferry house burned.", [["paragraph", 0, 23, 1, 1]], [[0, 0, 23]]),
        ("who lit it?", [["paragraph", 0, 11, 2, 2]], [[0, 29, 11]]),
    ]


def test_a_reading_is_put_on_record():
    page = article()
    stored(page, [(2, 2), (3, 3)])
    last = Decision.objects.latest("number")
    assert (last.verb, last.target, last.actor) == ("reading.store", f"article:{page.slug}", "hanna")
    assert last.detail.before == {}
    assert last.detail.after == {
        "reading": 1,
        "reader": "toy",
        "version": 1,
        "corrections": [],
        "source": reads.digest(reads.PAGE),
        "comments": 2,
    }


def test_the_same_record_again_stores_nothing():
    page = article()
    first = stored(page, [(2, 2), (3, 3, 0, 1)])
    head = Decision.objects.head()
    assert stored(page, [(2, 2), (3, 3, 0, 1)]) == first
    assert (Reading.objects.count(), Text.objects.count(), Decision.objects.head()) == (1, 3, head)


@pytest.mark.parametrize(
    "other",
    [
        record([(2, 2), (3, 3)]),
        record([(2, 2), (3, 3, 0, 1)], version=2),
        record([(2, 2), (3, 4, 0, 1)]),
        record([(2, 2)]),
        record([(2, 2), (3, 3, 0, 1), (4, 4)]),
        replace(record([(2, 2), (3, 3, 0, 1)]), shape="other"),
    ],
    ids=["parent", "version", "range", "fewer", "more", "reader"],
)
def test_a_record_that_differs_is_a_reading_of_its_own(other):
    page = article()
    stored(page, [(2, 2), (3, 3, 0, 1)])
    again = readings.store(page, received(), other, reason="read anew", **BY)
    assert (again.number, again.previous.number) == (2, 1)
    page.refresh_from_db()
    assert page.text.reading == again
    assert check_thread(page) == []


def test_a_correction_alone_makes_a_reading_of_its_own():
    page = article()
    stored(page, [(2, 2)])
    corrections = [Correction(2, "author")]
    again = readings.store(page, received(), record([(2, 2)]), corrections=corrections, reason="corrected", **BY)
    assert (again.number, again.corrections) == (2, [{"line": 2, "what": "author"}])
    assert thread(page) == [(1, "Tam")]


def test_a_comment_found_later_gets_the_next_number_and_its_place_in_the_middle():
    page = article()
    stored(page, [(2, 2), (4, 4), (5, 5)])
    stored(page, [(2, 2), (3, 3, 0, 1), (4, 4, 1, 2), (5, 5)], version=2)
    assert thread(page) == [(1, "Tam"), (4, "Orrin"), (2, "Veld"), (3, "Tam")]
    assert Comment.objects.get(number=2).parent.number == 4
    assert Decision.objects.latest("number").detail.after["new"] == [4]
    assert check_thread(page) == []


def test_a_comment_not_found_again_is_retired_and_its_number_never_given_again():
    page = article()
    stored(page, [(2, 2), (3, 3), (4, 4)])
    stored(page, [(2, 2), (3, 3)], version=2)
    stored(page, [(2, 2), (3, 3), (5, 5)], version=3)
    assert thread(page) == [(1, "Tam"), (2, "Orrin"), (4, "Tam")]
    retired = Comment.objects.get(number=3)
    assert (retired.author_name, retired.retired_at) == ("Veld", BY["at"])
    assert retired.text.reading.number == 1


def test_a_retired_comment_that_is_found_again_comes_back_under_its_number():
    page = article()
    stored(page, [(2, 2), (3, 3), (4, 4)])
    stored(page, [(2, 2), (4, 4)], version=2)
    stored(page, [(2, 2), (3, 3), (4, 4)], version=3)
    assert thread(page) == [(1, "Tam"), (2, "Orrin"), (3, "Veld")]
    assert Decision.objects.latest("number").detail.after["back"] == [2]


def test_two_comments_read_as_one_keep_the_number_of_the_longer_and_part_again():
    page = article()
    stored(page, [(2, 2), (3, 3), (4, 4)])
    stored(page, [(2, 2), (3, 4)], version=2)
    assert thread(page) == [(1, "Tam"), (3, "Orrin")]
    stored(page, [(2, 2), (3, 3), (4, 4)], version=3)
    assert thread(page) == [(1, "Tam"), (2, "Orrin"), (3, "Veld")]


def test_a_comment_may_begin_where_a_retired_one_began():
    page = article()
    stored(page, [(2, 2), (3, 3), (4, 4), (5, 5)])
    stored(page, [(2, 2), (3, 4), (5, 5)], version=2)
    stored(page, [(2, 3), (4, 5)], version=3)
    assert thread(page) == [(1, "Tam"), (3, "Veld")]
    assert Comment.objects.filter(retired_at=None).count() == 2


def test_places_may_shift_onto_each_other():
    page = article()
    stored(page, [(2, 2), (3, 4), (5, 5)])
    stored(page, [(2, 3), (4, 5)], version=2)
    assert [number for number, _ in thread(page)] == [1, 2]
    assert list(Comment.objects.under(page).values_list("first_line", "last_line")) == [(2, 3), (4, 5)]


def test_what_was_hidden_stays_hidden_however_the_thread_is_divided_anew():
    page = article()
    stored(page, [(2, 3), (4, 4)])
    Comment.objects.filter(number=1).update(state="held")
    stored(page, [(2, 2), (3, 3), (4, 4)], version=2)
    assert list(Comment.objects.under(page).values_list("number", "state")) == [
        (1, "held"),
        (3, "held"),
        (2, "shown"),
    ]
    stored(page, [(2, 2), (3, 4)], version=3)
    assert set(Comment.objects.under(page).values_list("state", flat=True)) == {"held"}


def test_a_nul_never_reaches_a_column():
    source = Source("The ferry.\nTa\0m: who lit it?\n")
    page = article()
    stored(page, [(2, 2)], source=source)
    assert Comment.objects.get().author_name == "Tam"
    read = record([(2, 2)], source=source)
    with pytest.raises(Unstorable, match="NUL"):
        readings.store(page, received(source), replace(read, body="The\0 ferry"), reason="a test", **BY)


def test_an_author_line_that_no_column_holds_is_refused_with_its_line():
    source = Source("The ferry.\n" + "T" * 501 + ": who lit it?\n")
    with pytest.raises(Unstorable, match="Line 2 can’t be the author line"):
        stored(article(), [(2, 2)], source=source)
    assert not Text.objects.exists()


def test_the_words_of_an_article_never_move_to_another_document():
    page = article()
    stored(page, [(2, 2)])
    other = Source("Another page.\nTam: who lit it?\n")
    with pytest.raises(OtherSource):
        stored(page, [(2, 2)], source=other)


@pytest.mark.parametrize("deep", [400, pytest.param(5000, marks=pytest.mark.slow)])
def test_a_long_thread_goes_half_as_deep_and_is_read_anew(deep):
    lines = "".join(f"P{n}: says {n}.\n" for n in range(2 * deep))
    source = Source("The ferry.\n" + lines)
    places = [(n + 2, n + 2, *((n - 1, n % deep) if n % deep else ())) for n in range(2 * deep)]
    page = article()
    stored(page, places, source=source)
    stored(page, places, source=source, version=2)
    assert Comment.objects.under(page).filter(depth=deep - 1).count() == 2
    assert Comment.objects.under(page).values_list("number", "author_name").last() == (2 * deep, f"P{2 * deep - 1}")
    assert check_thread(page) == []


def test_the_log_stands_after_readings():
    page = article()
    stored(page, [(2, 2)])
    stored(page, [(2, 2), (3, 3)], version=2)
    first, second, third = Decision.objects.order_by("number")
    assert (first.previous, second.previous, third.previous) == (chain.GENESIS, first.digest, second.digest)


def test_a_reading_that_takes_a_withheld_comment_into_the_article_is_refused():
    made = reads.article()
    reads.stored(made, [(2, 2), (3, 3)])
    Comment.objects.filter(number=1).update(state="held")
    draft = Draft(reads.PAGE)
    draft.add("paragraph", [Span(0, len(reads.PAGE.text) - 1)])
    with pytest.raises(carrying.Exposing, match="withheld"):
        readings.store(made, reads.received(), draft.finish("toy", 2), reason="as plain text", **reads.BY)
    assert thread(made) == [(1, "Tam"), (2, "Orrin")]
    assert made.readings.count() == 1


def test_a_retired_comment_that_was_withheld_stays_out_of_the_article():
    made = reads.article()
    reads.stored(made, [(2, 2), (3, 3)])
    Comment.objects.filter(number=1).update(state="held")
    reads.stored(made, [(3, 3)], version=2)
    draft = Draft(reads.PAGE)
    draft.add("paragraph", [Span(0, reads.PAGE.lines[1].end)])
    with pytest.raises(carrying.Exposing):
        readings.store(made, reads.received(), draft.finish("toy", 3), reason="again", **reads.BY)
