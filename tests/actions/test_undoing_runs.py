import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers

from archive.actions import articles, correcting, loads, names, readings, sources, tags
from archive.actions.refusals import Refused
from archive.actions.undoing import take_back
from archive.actions.undoing_runs import preview, summary, take_back_run
from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from archive.importing import shapes
from archive.importing.decoding import decode
from archive.models import (
    Article,
    Author,
    Byline,
    CatalogueEntry,
    Collection,
    Comment,
    Decision,
    ImportRun,
    Publisher,
    Reading,
    SourceFile,
    Tag,
    TaggedArticle,
    Text,
)
from archive.rules.fates import Outcome
from tests.actions.moderation import reasons
from tests.actions.reads import PAGE, Toy
from tests.factories import WHEN
from tests.management import seeds

pytestmark = pytest.mark.django_db
HANNA = {"by": "hanna", "at": WHEN + timedelta(days=1), "reason": "a better title"}
EVERYTHING = (Article, Author, Byline, CatalogueEntry, Collection, Comment, Publisher, Reading, SourceFile, Tag, Text)
ANNA = {"slug": "anna", "name": "Anna", "role": "author", "attribution": "printed", "printed": "By Anna"}
HOUSE = {"slug": "house", "name": "The House"}


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> Toy:
    shape = Toy()
    monkeypatch.setitem(shapes.SHAPES, "toy", shape)
    return shape


@pytest.fixture
def folder(tmp_path) -> Path:
    return seeds.folder(tmp_path / "seeds")


def load(folder: Path) -> ImportRun:
    report = loads.load([folder], by="load_seeds", clock=lambda: WHEN)
    assert report.counts["refused"] == 0, report
    return ImportRun.objects.latest("pk")


def undo(run: ImportRun, **options: Any):
    report = take_back_run(run, by="tam", clock=lambda: WHEN, reason="a wrong folder", **options)
    assert (verify_log().sound, verify_archive(at=WHEN).faults) == (True, ())
    return report


def state() -> dict[str, Any]:
    """What the archive holds, without keys and moments that no two loads share."""

    def told(row: dict[str, Any]) -> str:
        moments = ("added_at", "published_at", "withdrawn_at", "read_at", "received_at", "run")
        return repr(sorted((name, value) for name, value in row["fields"].items() if name not in moments))

    rows = {model: model.objects.all() for model in (*EVERYTHING, TaggedArticle)}
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    return {
        model.__name__: sorted(told(row) for row in serializers.serialize("python", found, **natural))
        for model, found in rows.items()
    }


def kept(report) -> list[tuple[str, tuple[str, ...], str]]:
    """What stays beside the collection, which stays with any of its articles."""
    found = [(one.target, one.why.fields, one.why.actor) for one in report.kept]
    return [one for one in found if one[0] != "collection:seeds"]


def test_a_load_of_drafts_goes_without_a_trace_but_the_log(folder):
    seeds.entry(folder, state="draft", bylines=(ANNA,), tags=["fire"], publisher=HOUSE)
    seeds.entry(folder, "not-held", None, state="draft", bylines=(ANNA,))
    report = undo(load(folder))
    assert (report.counts[Outcome.GOES], report.kept) == (6, [])
    assert [model.objects.count() for model in EVERYTHING] == [0] * len(EVERYTHING)


@pytest.mark.slow
def test_a_load_taken_back_and_loaded_again_gives_the_same_archive(folder):
    seeds.entry(folder, state="draft", bylines=(ANNA,), tags=["fire"], publisher=HOUSE)
    seeds.entry(folder, "public", "A public page.\nTam: so?\n", bylines=(ANNA,), tags=["fire"])
    seeds.entry(folder, "not-held", None, state="draft")
    run = load(folder)
    before = state()
    undo(run)
    assert state() != before
    load(folder)
    assert state() == before
    assert (verify_log().sound, verify_archive(at=WHEN).faults) == (True, ())


def test_what_was_published_is_withdrawn_with_a_tombstone_that_says_why(folder):
    seeds.entry(folder, bylines=(ANNA,))
    report = undo(load(folder))
    article = Article.objects.get()
    assert (article.state, article.withdrawn_reason) == (
        "withdrawn",
        "The load that brought it was taken back: a wrong folder",
    )
    assert (report.counts[Outcome.WITHDRAWN], Author.objects.count()) == (1, 1)
    assert Decision.objects.get(verb="article.withdraw").takes_back.verb == "article.publish"


@pytest.mark.slow
def test_values_that_a_second_load_wrote_are_put_back(folder):
    seeds.entry(folder, title="Old", note="Old", tags=["old"], bylines=(ANNA,))
    load(folder)
    before = state()
    seeds.entry(folder, title="New", note="New", tags=["new"], bylines=({**ANNA, "name": "Hanna"},))
    second = load(folder)
    after = state()
    report = undo(second)
    assert [(one.target, str(one.why)) for one in report.kept] == [
        ("tag:new", "It has stood on a public page, and its address stays.")
    ]
    restored = state()
    assert {name: restored[name] for name in ("Article", "Author", "Byline", "TaggedArticle")} == {
        name: before[name] for name in ("Article", "Author", "Byline", "TaggedArticle")
    }
    load(folder)
    assert state() == after


def test_what_a_person_changed_since_is_kept_and_named(folder):
    seeds.entry(folder, title="Old", note="Old")
    load(folder)
    seeds.entry(folder, title="New", note="New")
    second = load(folder)
    articles.change(Article.objects.get(), {"title": "Hanna's"}, **HANNA)
    report = undo(second)
    article = Article.objects.get()
    assert (article.title, article.note) == ("Hanna's", "Old")
    assert kept(report) == [("article:ferry-house", ("title",), "hanna")]
    assert "2026-01-03 03:04" in str(report.kept[0].why)
    load(folder)
    article.refresh_from_db()
    assert (article.title, article.note) == ("Hanna's", "New")


def test_a_draft_that_a_person_worked_on_stays_whole(folder):
    seeds.entry(folder, state="draft")
    run = load(folder)
    tags.set_tags(Article.objects.get(), ["fire"], **HANNA)
    report = undo(run)
    assert (report.done, kept(report)) == (0, [("article:ferry-house", ("tags",), "hanna")])
    assert Article.objects.get().text is not None


def test_a_draft_whose_changes_were_taken_back_goes(folder):
    seeds.entry(folder, state="draft")
    run = load(folder)
    take_back(articles.change(Article.objects.get(), {"title": "Mine"}, **HANNA), **HANNA)
    assert undo(run).counts[Outcome.GOES] == 2
    assert not Article.objects.exists()


def test_a_person_may_have_given_the_draft_another_address(folder):
    seeds.entry(folder, state="draft")
    run = load(folder)
    articles.change(Article.objects.get(), {"slug": "elsewhere"}, **HANNA)
    assert kept(undo(run)) == [("article:elsewhere", ("slug",), "hanna")]


def test_a_name_that_others_use_by_now_stays_and_is_named(folder):
    seeds.entry(folder, state="draft", bylines=(ANNA,), publisher=HOUSE)
    run = load(folder)
    articles.create(
        {"slug": "mine", "title": "M", "title_origin": "printed", "publisher": Publisher.objects.get()}, **HANNA
    )
    report = undo(run)
    assert [(one.target, str(one.why)) for one in report.kept] == [("publisher:house", "It stands on 1 record.")]
    assert (Author.objects.count(), Publisher.objects.count(), Collection.objects.count()) == (0, 1, 0)


@pytest.mark.slow
def test_a_corrected_reading_of_a_second_load_is_read_again_as_before(folder):
    seeds.entry(folder)
    load(folder)
    before = list(Comment.objects.standing().values_list("number", "author_name"))
    seeds.entry(folder, corrections=({"line": 3, "what": "continue"},))
    second = load(folder)
    assert Comment.objects.standing().count() == 2
    undo(second)
    assert list(Comment.objects.standing().values_list("number", "author_name")) == before
    load(folder)
    assert Comment.objects.standing().count() == 2


@pytest.mark.slow
def test_the_first_words_of_an_older_record_stay_and_are_named(folder, tmp_path):
    seeds.entry(folder, state="draft")
    page = (folder / "ferry-house.txt").rename(tmp_path / "away")
    load(folder)
    page.rename(folder / "ferry-house.txt")
    second = load(folder)
    assert kept(undo(second)) == [("article:ferry-house", ("reading",), "")]
    assert Article.objects.get().text is not None


@pytest.mark.slow
def test_a_name_written_by_a_second_load_is_given_back_and_given_again_by_a_third(folder):
    seeds.entry(folder, bylines=(ANNA,))
    load(folder)
    seeds.entry(folder, bylines=({**ANNA, "name": "Hanna"},))
    second = load(folder)
    undo(second)
    assert Author.objects.get().name == "Anna"
    load(folder)
    assert Author.objects.get().name == "Hanna"


def test_a_name_that_a_person_changed_is_kept(folder):
    seeds.entry(folder, bylines=(ANNA,))
    load(folder)
    seeds.entry(folder, bylines=({**ANNA, "name": "Hanna"},))
    second = load(folder)
    names.change(Author.objects.get(), {"name": "Joanna"}, **HANNA)
    assert kept(undo(second)) == [("author:anna", ("name",), "hanna")]


def test_a_preview_says_what_will_happen_and_writes_nothing(folder):
    seeds.entry(folder, state="draft", bylines=(ANNA,), tags=["fire"])
    seeds.entry(folder, "public", "A public page.\n")
    run = load(folder)
    size = Decision.objects.count()
    foreseen = summary(preview(run))
    assert Decision.objects.count() == size
    assert foreseen == summary(undo(run))


@pytest.mark.slow
def test_a_load_goes_in_portions_and_what_was_cut_off_is_finished_later(folder):
    for number in range(5):
        seeds.entry(folder, f"page-{number}", f"Page {number}.\n", state="draft" if number % 2 else "published")
    run = load(folder)
    assert undo(run, most=2).waiting == 3
    assert undo(run, most=2).waiting == 1
    assert undo(run).waiting == 0
    assert [article.state for article in Article.objects.all()] == ["withdrawn"] * 3
    assert undo(run).done == 0
    assert Decision.objects.filter(verb="import.take_back", target=f"import:{run.key}").count() == 3


def test_a_load_of_which_nothing_is_left_says_so(folder):
    seeds.entry(folder, state="draft")
    run = load(folder)
    undo(run)
    with pytest.raises(Refused, match="Nothing of this load stands any more"):
        undo(run)


@pytest.mark.slow
def test_a_thread_of_five_thousand_comments_under_each_other_goes_at_once(folder):
    words = "The page.\n" + "".join(f"{'  ' * depth}Tam: no.\n" for depth in range(5000))
    seeds.entry(folder, "deep", words, state="draft")
    run = load(folder)
    assert Comment.objects.order_by("-depth")[0].depth == 4999
    undo(run)
    assert Comment.objects.count() == 0


@pytest.mark.slow
def test_a_person_who_withdrew_the_article_keeps_the_last_word(folder):
    seeds.entry(folder)
    run = load(folder)
    articles.withdraw(Article.objects.get(), reasons(), **HANNA)
    assert undo(run).done == 0
    load(folder)
    assert Article.objects.get().state == "withdrawn"


@pytest.mark.slow
def test_the_sample_goes_and_comes_again(sample, settings):
    run, before = ImportRun.objects.get(), state()
    undo(run)
    assert set(Article.objects.values_list("state", flat=True)) == {"withdrawn"}
    load(settings.BASE_DIR / "seeds" / "sample")
    assert unnumbered(state()) == unnumbered(before)


def unnumbered(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without the numbers of pseudonyms, which are given once: who gets one again gets another."""
    return {noun: [re.sub(r"\('pseudonym', \(\d+,\)\)", "", row) for row in rows] for noun, rows in found.items()}


@pytest.mark.slow
def test_what_was_cut_off_left_no_document_half_undone(folder):
    for number in range(4):
        seeds.entry(folder, f"page-{number}", f"Page {number}.\nTam: so?\n", state="draft", bylines=(ANNA,))
    run = load(folder)

    def cut(done: int, _total: int, _name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undo(run, progress=cut)
    assert (Article.objects.count(), Text.objects.count(), SourceFile.objects.count()) == (2, 4, 2)
    assert (verify_log().sound, verify_archive(at=WHEN).faults) == (True, ())
    undo(run)
    assert [model.objects.count() for model in EVERYTHING] == [0] * len(EVERYTHING)


def test_a_document_that_nothing_was_read_out_of_goes_too(folder):
    seeds.entry(folder, state="draft")
    run = load(folder)
    sources.receive(PAGE.text.encode(), PAGE, name="stray.txt", how="test", by="load_seeds", at=WHEN, run=run)
    undo(run)
    assert SourceFile.objects.count() == 0


@pytest.mark.slow
def test_a_document_that_two_drafts_were_read_out_of_stays_with_the_one_that_stays(folder):
    seeds.entry(folder, state="draft")
    run = load(folder)
    source = SourceFile.objects.get()
    mine = articles.create({"slug": "mine", "title": "M", "title_origin": "printed"}, **HANNA)
    readings.store(
        mine, source, shapes.read(decode(seeds.WORDS.encode()), shape="toy", corrections=shapes.NONE), **HANNA
    )
    undo(run)
    assert (Article.objects.get().slug, SourceFile.objects.get(), Comment.objects.count()) == ("mine", source, 3)


def test_what_a_person_published_stays_published_and_is_named(folder):
    seeds.entry(folder, state="draft")
    run = load(folder)
    articles.publish(Article.objects.get(), **HANNA)
    report = undo(run)
    assert Article.objects.get().state == "published"
    assert (report.done, kept(report)) == (0, [("article:ferry-house", ("state",), "hanna")])


@pytest.mark.slow
def test_what_a_person_published_again_stays_published_and_is_named(folder):
    seeds.entry(folder)
    run = load(folder)
    articles.withdraw(Article.objects.get(), reasons(), **HANNA)
    articles.publish(Article.objects.get(), **HANNA)
    report = undo(run)
    assert (Article.objects.get().state, report.counts[Outcome.WITHDRAWN]) == ("published", 0)
    assert kept(report) == [("article:ferry-house", ("state",), "hanna")]


@pytest.mark.slow
def test_a_load_of_a_thousand_names_that_nobody_uses_goes(folder):
    run = load(folder)
    for number in range(1000):
        tags.create(f"Tag {number}", by="load_seeds", at=WHEN, reason="a test", run=run)
    foreseen = summary(preview(run))
    assert summary(undo(run)) == foreseen
    assert Tag.objects.count() == 0


@pytest.mark.slow
def test_a_source_is_read_again_before_the_log_is_held(folder, monkeypatch):
    seeds.entry(folder)
    load(folder)
    seeds.entry(folder, corrections=({"line": 3, "what": "continue"},))
    second = load(folder)
    done = []
    for manager, name in ((correcting, "attempt"), (type(Decision.objects.all()), "hold")):
        was = getattr(manager, name)
        monkeypatch.setattr(manager, name, lambda *a, _was=was, _name=name, **k: (done.append(_name), _was(*a, **k))[1])
    monkeypatch.setattr(type(Decision.objects), "hold", lambda manager: manager.get_queryset().hold())
    undo(second)
    assert (done[0], done.count("attempt")) == ("attempt", 1)
