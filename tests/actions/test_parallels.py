"""Shared wording: found when a text comes, known again when it is corrected, judged by editors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.actions import articles, parallels, readings, removals, sources
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.actions.undoing import hindrances, take_back
from archive.actions.verify_log import verify_log
from archive.importing.draft import Draft
from archive.importing.record import Record
from archive.importing.source import Source
from archive.models import Article, Decision, Fingerprint, Parallel, Text, collations, fingerprints, triggers
from archive.models.parallels import reuse
from archive.models.parallels_elsewhere import elsewhere
from archive.states import CommentState
from archive.text.runs import Span
from tests import factories
from tests.actions import reads
from tests.factories import WHEN, staff

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN}
KNOWN = {**BY, "reason": "looked at"}
LINE = "Nobody on either shore would say who had lit the lantern house that night"
FIRST = f"The ferry ran at seven.\n{LINE}, and the keeper went home.\nTam: I saw two boats leave the landing.\n"
SECOND = f"It rained on the market square for days.\n“{LINE.upper()}”, it is said.\nOrrin: {LINE}, I heard.\n"


def record(source: Source, *, without: str = "", version: int = 1) -> Record:
    """Lines as paragraphs, and as comments where a name and a colon stand before them."""
    draft = Draft(source)
    for line in source.lines:
        if ": " in source.text[line.start : line.end]:
            draft.comments.append(reads.comment(source, line.number, line.number))
        elif not without or without not in source.text[line.start : line.end]:
            draft.add("paragraph", [Span(line.start, line.end)])
    return draft.finish("toy", version)


def brought(words: str, slug: str, *, state: str = "published", **how) -> Article:
    source = Source(words)
    page = factories.article(slug=slug, state=state)
    file = sources.receive(words.encode(), source, name=f"{slug}.txt", how="test", **BY)
    readings.store(page, file, record(source, **how), reason="a test", **BY)
    page.refresh_from_db()
    return page


def again(page: Article, words: str, **how) -> None:
    readings.store(page, page.source, record(Source(words), **how), reason="a better reading", **BY)
    page.refresh_from_db()


@pytest.fixture
def pair() -> tuple[Article, Article]:
    return brought(FIRST, "first"), brought(SECOND, "second")


def said() -> list[tuple]:
    """Every parallel: its sides as slug, comment and words, folded, and what is held of it."""
    return [
        (*(_side(text, start, end) for text, start, end in
           ((row.a, row.a_start, row.a_end), (row.b, row.b_start, row.b_end))), row.decision, row.state)
        for row in Parallel.objects.order_by("number")
    ]  # fmt: skip


def _side(text: Text, start: int, end: int) -> tuple[str, int, str]:
    return text.reading.article.slug, text.place, text.content.body[start:end].lower()


def test_what_two_texts_share_is_found_when_the_second_comes_and_comments_take_part(pair):
    line = LINE.lower()
    assert said() == [
        (("second", 0, line), ("second", 1, line), "suggested", "same"),
        (("first", 0, line), ("second", 0, line), "suggested", "same"),
        (("first", 0, line), ("second", 1, line), "suggested", "same"),
    ]
    row = Parallel.objects.get(number=2)
    assert (row.words, row.identity, row.kind, row.pieces) == (14, 1.0, "exact", [[0, 73, 0, 73, 14]])
    assert FIRST[row.a_source_start : row.a_source_end] == LINE
    assert (round(row.a_part, 2), round(row.b_part, 2)) == (0.58, 0.56)


def test_no_decision_is_made_of_what_is_found(pair):
    assert set(Decision.objects.values_list("verb", flat=True)) == {"source.receive", "reading.store"}


def test_the_index_holds_the_texts_of_today(pair):
    first, _second = pair
    assert set(Fingerprint.objects.values_list("text__reading__article__slug", "text__place")) == {
        ("first", 0), ("first", 1), ("second", 0), ("second", 1),
    }  # fmt: skip
    again(first, FIRST, without="ferry ran")
    assert set(Fingerprint.objects.filter(text__reading__article=first).values_list("text__reading__number")) == {(2,)}


def test_a_corrected_text_keeps_number_and_decision_of_what_is_found_again(pair):
    first, _second = pair
    parallels.confirm([Parallel.objects.get(number=2)], **KNOWN)
    parallels.refuse([Parallel.objects.get(number=3)], **KNOWN)
    before = said()
    again(first, FIRST, without="ferry ran")
    assert said() == before
    assert Parallel.objects.get(number=2).a == first.text
    assert [row.number for row in Parallel.objects.waiting()] == [1]


def test_what_is_no_longer_found_stays_on_the_words_where_it_stood_and_comes_back(pair):
    first, _second = pair
    parallels.confirm([Parallel.objects.get(number=2)], **KNOWN)
    before, old = said(), first.text
    again(first, FIRST, without="Nobody")
    assert [row[-1] for row in said()] == ["same", "orphaned", "orphaned"]
    assert Parallel.objects.get(number=2).a == old
    assert [row.number for row in Parallel.objects.waiting()] == [1, 2]
    again(first, FIRST, version=2)
    assert said() == [*before[:1], (*before[1][:2], "confirmed", "same"), *before[2:]]


def test_another_comparison_finds_nothing_new_and_forgets_no_refusal(pair):
    parallels.refuse([Parallel.objects.get(number=2)], **KNOWN)
    before = list(Parallel.objects.order_by("number").values())
    assert parallels.find(clock=lambda: WHEN) == parallels.Report(0, 0)
    assert parallels.find(rebuild=True, clock=lambda: WHEN).articles == 2
    assert list(Parallel.objects.order_by("number").values()) == before


def test_what_was_stored_beside_the_index_is_compared_when_asked(pair):
    Fingerprint.objects.all()._raw_delete("default")
    Parallel.objects.all().delete()
    assert parallels.find(clock=lambda: WHEN).articles == 2
    assert len(said()) == 3


@pytest.mark.parametrize(("most", "found"), [(0, 1), (5, 2)])
def test_among_many_documents_the_index_finds_those_that_share_eight_words(monkeypatch, most, found):
    monkeypatch.setattr(parallels, "FEW", most)
    loose = "alpha beta gamma {} delta epsilon zeta {} eta theta iota {} kappa lambda sigma"
    brought(f"{LINE}.\n", "exact")
    brought(loose.format("one", "two", "three") + "\n", "loose")
    brought(f"{LINE}.\n{loose.format('uno', 'due', 'tre')}\n", "both")
    assert Parallel.objects.count() == found


def test_what_stands_in_very_many_texts_is_taken_from_the_oldest(monkeypatch):
    monkeypatch.setattr(parallels, "FEW", 0)
    monkeypatch.setattr(fingerprints, "OLDEST", 2)
    for slug in ("first", "second", "third", "fourth"):
        page = brought(f"{LINE}.\n", slug)
    assert [each[0][0] for each in said() if each[1][0] == "fourth"] == ["first", "second"]
    values = Fingerprint.objects.filter(text=page.text).values_list("value", flat=True)
    assert fingerprints.articles_like(set(values), without=0, most=1) == [Article.objects.get(slug="first").pk]


def test_running_heads_and_share_lines_are_nobodys_wording():
    def page(slug: str) -> Article:
        source = Source(f"{slug}\n{LINE}\n")
        draft = Draft(source)
        draft.add("paragraph", [Span(0, len(slug))])
        draft.add("boilerplate", [Span(source.lines[1].start, source.lines[1].end)])
        made = factories.article(slug=slug)
        file = sources.receive(source.text.encode(), source, name=f"{slug}.txt", how="test", **BY)
        readings.store(made, file, draft.finish("toy", 1), reason="a test", **BY)
        return made

    page("one"), page("two")
    assert (Parallel.objects.count(), Fingerprint.objects.count()) == (0, 0)


def last() -> Decision:
    return Decision.objects.select_related("detail").latest("number")


def test_a_decision_says_what_was_held_and_where_it_stands_without_words(pair):
    row = Parallel.objects.get(number=2)
    parallels.confirm([row], **KNOWN)
    place = [[pair[0].source.sha256, 24, 97], [pair[1].source.sha256, 42, 115]]
    assert (last().verb, last().target) == ("parallel.confirm", "parallel:2")
    assert last().detail.before == {"parallel": {"decision": "suggested", "source": place}}
    assert last().detail.after == {"parallel": {"decision": "confirmed", "source": place}}
    row.refresh_from_db()
    assert parallels.confirm([row], **KNOWN) == []


def test_a_decision_is_taken_back_after_a_correction(pair):
    parallels.refuse([Parallel.objects.get(number=2)], **KNOWN)
    refused = last()
    again(pair[0], FIRST, without="ferry ran")
    assert hindrances(refused) == []
    take_back(refused, **KNOWN)
    assert (said()[1][2], last().verb) == ("suggested", "parallel.decide")
    take_back(last(), **KNOWN)
    assert (said()[1][2], verify_log().sound) == ("refused", True)


def test_what_another_decided_meanwhile_is_not_decided_over(pair):
    row, mine = Parallel.objects.get(number=2), Parallel.objects.get(number=2)
    parallels.refuse([row], **KNOWN)
    size = Decision.objects.count()
    with pytest.raises(Overtaken, match="parallel 2"):
        parallels.confirm([mine, Parallel.objects.get(number=3)], **KNOWN)
    with pytest.raises(Refused, match="needs a reason"):
        parallels.confirm([row], **{**KNOWN, "reason": " "})
    with pytest.raises(Refused, match="No passage"):
        parallels.confirm([], **KNOWN)
    assert (Decision.objects.count(), said()[2][2]) == (size, "suggested")


def shown(viewer=None) -> list[int]:
    return [row.number for row in Parallel.objects.visible_to(viewer).order_by("number")]


@pytest.mark.parametrize(
    ("hide", "left"),
    [
        (lambda first, _second: Article.objects.filter(pk=first.pk).update(rights="record"), [1]),
        (lambda first, _second: Article.objects.filter(pk=first.pk).update(state="draft"), [1]),
        (lambda _first, second: second.comments.update(state=CommentState.WITHHELD), [2]),
        (lambda _first, second: second.comments.update(retired_at=WHEN), [2]),
        (lambda _first, _second: Parallel.objects.filter(number=2).update(decision="refused"), [1, 3]),
        (lambda _first, _second: Parallel.objects.filter(number=2).update(state="orphaned"), [1, 3]),
    ],
    ids=["record only", "draft", "withheld", "retired", "refused", "orphaned"],
)
def test_parallels_of_words_that_a_viewer_may_not_read_never_show(pair, hide, left):
    assert shown() == [1, 2, 3]
    with triggers.lifted(connection):
        hide(*pair)
    assert (shown(), shown(staff())) == (left, [1, 2, 3])
    assert [each.number for each in elsewhere(pair[0].text_id, None)] == [number for number in left if number > 1]


def test_elsewhere_is_told_from_either_side_in_one_query(pair):
    first, second = pair
    with CaptureQueriesContext(connection) as queries:
        found = elsewhere(second.text_id, None)
    assert [(each.article, each.comment, each.here.start) for each in found] == [("second", 1, 43), ("first", None, 43)]
    assert len(queries) == 1
    assert [(each.article, each.comment) for each in elsewhere(first.text, None)] == [("second", None), ("second", 1)]


def test_a_reprint_of_nearly_the_whole_text_is_named_as_one():
    page = f"{LINE}.\nThe keeper told the harbour master that two boats had left before the lamps went out.\n"
    often = "".join(f"{LINE}.\n{' '.join(f'word{number}x{at}' for at in range(20))}.\n" for number in range(9))
    for slug, words in (("first", page), ("second", f"Printed in the Lantern.\n{page}"), ("third", often)):
        brought(words, slug)
    assert Parallel.objects.reprints() == {frozenset({"first", "second"})}


def test_a_draft_goes_with_its_fingerprints_and_parallels():
    first = articles.create({"slug": "first", "title": "First", "title_origin": "printed", "language": "en"}, **KNOWN)
    source = Source(FIRST)
    file = sources.receive(FIRST.encode(), source, name="first.txt", how="test", **BY)
    readings.store(first, file, record(source), reason="a test", **BY)
    brought(SECOND, "second")
    removals.remove_article(Article.objects.get(slug="first"), **KNOWN)
    assert [row[:2] for row in said()] == [(("second", 0, LINE.lower()), ("second", 1, LINE.lower()))]
    assert set(Fingerprint.objects.values_list("text__reading__article__slug", flat=True)) == {"second"}


def test_stretches_without_a_change_stand_in_the_list_beside_a_looser_passage():
    words = (
        "one lantern two ferries three keepers four harbours five landings {} seven timbers eight registers nine lamps"
    )
    brought(words.format("six") + "\n", "first"), brought(words.format("twelve") + "\n", "second")
    found = list(reuse(Parallel.objects.standing()))
    assert [(each.kind, each.words) for each in found] == [("gapped", 16), ("exact", 10)]
    assert (found[1].a.start, found[1].a.end, found[1].identity) == (0, 65, 1.0)


def test_a_comparison_asks_the_same_however_much_is_found():
    counts = []
    for number in (1, 30):
        collations._ready.clear()
        brought(
            "".join(f"Line {at} says that the keeper of house {at} saw {at} ferries.\n" for at in range(number)),
            f"a-{number}",
        )
        page = brought(
            "".join(f"Hm. Line {at} says that the keeper of house {at} saw {at} ferries.\n" for at in range(number)),
            f"b-{number}",
            state="draft",
        )
        with CaptureQueriesContext(connection) as queries:
            parallels.compare(page.text.reading, at=WHEN)
        counts.append(len(queries))
        Article.objects.update(text=None)
    assert counts[0] <= counts[1] <= counts[0] + 4
