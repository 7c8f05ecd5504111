import pytest
from django.db import transaction

from archive.actions import articles, merging, names, readings, tags, undoing
from archive.actions.articles import BylineData
from archive.actions.decisions import Entry, record
from archive.actions.refusals import Refused
from archive.actions.undoing import Standing, hindrances, take_back
from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from archive.importing import shapes
from archive.importing.corrections import Correction
from archive.models import Article, Author, Collection, Decision, Publisher, SourceFile, Tag
from tests import factories
from tests.actions import reads
from tests.actions.moderation import reasons
from tests.factories import WHEN

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "a test"}
TAM = {"by": "tam", "at": WHEN, "reason": "not so"}
FIELDS = {"slug": "ferry", "title": "Ferry", "title_origin": "printed", "language": "en", "abstract": "…"}


@pytest.fixture
def ferry() -> Article:
    return articles.create(FIELDS, **BY)


def last() -> Decision:
    return Decision.objects.select_related("detail").latest("number")


def said(decision: Decision) -> list[tuple[int | None, tuple[str, ...]]]:
    return [(one.number, one.fields) for one in hindrances(decision)]


def test_a_change_taken_back_leaves_the_value_of_before_and_says_what_it_undoes(ferry):
    changed = articles.change(ferry, {"title": "Boat", "language": "he"}, **BY)
    undone = take_back(changed, **TAM)
    ferry.refresh_from_db()
    assert (ferry.title, ferry.language) == ("Ferry", "en")
    assert (undone.takes_back_id, undone.actor, undone.verb) == (changed.number, "tam", "article.change")
    assert undone.detail.before == {"title": "Boat", "language": "he"}
    assert undone.detail.reason == "not so"


def test_a_taking_back_is_taken_back_like_any_other(ferry):
    changed = articles.change(ferry, {"title": "Boat"}, **BY)
    undone = take_back(changed, **TAM)
    take_back(undone, **BY)
    assert Article.objects.get().title == "Boat"
    assert [h.number for h in hindrances(changed)] == [last().number]
    take_back(last(), **TAM)
    assert Article.objects.get().title == "Ferry"


def test_what_a_later_decision_wrote_again_stands_and_is_named(ferry):
    first = articles.change(ferry, {"title": "Boat", "note": "…"}, **BY)
    second = articles.change(ferry, {"title": "Raft", "language": "he"}, **TAM)
    with pytest.raises(Standing, match=rf"{second.number} \(catalogue record changed: title, tam, 2026-01-02 03:04\)"):
        take_back(first, **BY)
    assert said(first) == [(second.number, ("title",))]
    assert said(second) == []


def test_another_field_written_later_stands_in_nobodys_way(ferry):
    first = articles.change(ferry, {"title": "Boat"}, **BY)
    articles.change(ferry, {"note": "…"}, **BY)
    take_back(first, **BY)
    ferry.refresh_from_db()
    assert (ferry.title, ferry.note) == ("Ferry", "…")


def test_a_later_change_that_was_taken_back_stands_no_longer(ferry):
    first = articles.change(ferry, {"title": "Boat"}, **BY)
    second = articles.change(ferry, {"title": "Raft"}, **BY)
    take_back(second, **BY)
    take_back(first, **BY)
    assert Article.objects.get().title == "Ferry"


def test_a_decision_is_taken_back_once(ferry):
    changed = articles.change(ferry, {"title": "Boat"}, **BY)
    undone = take_back(changed, **TAM)
    with pytest.raises(Standing, match=f"It was taken back by decision {undone.number} "):
        take_back(changed, **BY)
    assert Decision.objects.count() == 3


def test_a_value_that_changed_outside_the_log_is_not_written_over(ferry):
    changed = articles.change(ferry, {"title": "Boat"}, **BY)
    Article.objects.update(title="Raft")
    with pytest.raises(Standing, match="“title” has another value now"):
        take_back(changed, **BY)


def test_taking_back_needs_a_reason(ferry):
    changed = articles.change(ferry, {"title": "Boat"}, **BY)
    for reason in ("", " ", "\0"):
        with pytest.raises(Refused, match="needs a reason"):
            take_back(changed, **{**BY, "reason": reason})


def test_bylines_tags_and_relations_come_back(ferry):
    anna, house = factories.author("Anna"), factories.publisher("House")
    articles.change(ferry, {"publisher": house}, **BY)
    articles.set_bylines(ferry, [BylineData(anna, printed="By Anna")], **BY)
    tags.set_tags(ferry, ["Ferries", "fire"], **BY)
    rows = list(Decision.objects.order_by("number")[1:])
    for row in (row for row in rows if row.target == "article:ferry"):
        take_back(row, **TAM)
    ferry.refresh_from_db()
    assert (ferry.publisher, ferry.bylines.count(), ferry.tags.count()) == (None, 0, 0)
    for row in Decision.objects.filter(takes_back__isnull=False):
        take_back(row, **TAM)
    ferry.refresh_from_db()
    assert (ferry.publisher, articles.bylines_of(ferry)) == (house, [BylineData(anna, printed="By Anna")])
    assert {tag.name for tag in ferry.tags.all()} == {"Ferries", "fire"}


@pytest.mark.parametrize("noun", [Author, Publisher, Collection])
def test_a_name_that_nobody_uses_goes_and_comes_back(noun):
    row = names.create(noun, "anna", {"name": "Anna"}, **BY)
    names.change(row, {"name": "Hanna"}, **TAM)
    made, changed = Decision.objects.order_by("number")
    assert said(made) == [(changed.number, ("name",))]
    take_back(changed, **TAM)
    gone = take_back(made, **TAM)
    assert not noun.objects.exists()
    take_back(gone, **BY)
    assert noun.objects.get().name == "Anna"


def test_a_name_that_stands_on_a_record_stays(ferry):
    anna = names.create(Author, "anna", {"name": "Anna"}, **BY)
    made = last()
    articles.set_bylines(ferry, [BylineData(anna)], **BY)
    with pytest.raises(Standing, match="It stands on 1 record"):
        take_back(made, **BY)


def test_a_name_that_has_stood_in_public_stays(ferry):
    anna = names.create(Author, "anna", {"name": "Anna"}, **BY)
    made = last()
    articles.set_bylines(ferry, [BylineData(anna)], **BY)
    articles.publish(ferry, **BY)
    articles.set_bylines(ferry, [], **BY)
    assert [str(one) for one in hindrances(made)] == ["It has stood on a public page, and its address stays."]


@pytest.mark.parametrize("kind", ["author", "publisher", "tag"])
def test_a_name_that_stood_in_public_for_another_stays(ferry, kind):
    other = getattr(factories, kind)("X")
    if kind == "tag":
        made = tags.create("Y", **BY)
        tags.set_tags(ferry, ["X"], **BY)
    else:
        made = names.create({"author": Author, "publisher": Publisher}[kind], "yy", {"name": "Y"}, **BY)
        articles.set_bylines(ferry, [BylineData(other)], **BY) if kind == "author" else articles.change(
            ferry, {"publisher": other}, **BY
        )
    articles.publish(ferry, **BY)
    take_back(merging.merge(other, made, **BY), **BY)
    created = Decision.objects.get(verb=f"{kind}.create", target__in=["author:yy", "publisher:yy", "tag:y"])
    assert [str(one) for one in hindrances(created)] == ["It has stood on a public page, and its address stays."]


def test_a_public_tag_of_other_letters_and_quotes_stays(ferry):
    tags.set_tags(ferry, ['Погода "2"'], **BY)
    articles.publish(ferry, **BY)
    tags.set_tags(ferry, [], **BY)
    made = Decision.objects.get(verb="tag.create")
    assert [str(one) for one in hindrances(made)] == ["It has stood on a public page, and its address stays."]


@pytest.mark.parametrize(
    ("move", "way"), [("publish", "withdraw the article"), ("withdraw", "publish the article again")]
)
def test_a_publication_and_a_withdrawal_say_what_the_way_back_is(ferry, move, way):
    articles.publish(ferry, **BY)
    articles.withdraw(ferry, reasons(), **BY)
    with pytest.raises(Standing, match=way):
        take_back(Decision.objects.get(verb=f"article.{move}"), **BY)


def test_a_record_that_was_never_public_goes_with_all_that_was_made_with_it(ferry):
    later = {**BY, "at": WHEN.replace(hour=9)}
    articles.set_bylines(ferry, [BylineData(factories.author())], **BY)
    tags.set_tags(ferry, ["fire"], **later)
    made = Decision.objects.get(verb="article.create")
    assert said(made) == [(last().number, ("tags",))]
    take_back(last(), **later)
    gone = take_back(made, **later)
    assert not Article.objects.exists()
    take_back(gone, **BY)
    assert (Article.objects.get().title, articles.bylines_of(Article.objects.get())[0].author) == (
        "Ferry",
        factories.author(),
    )


def test_a_record_that_was_public_never_goes(ferry):
    articles.publish(ferry, **BY)
    articles.withdraw(ferry, reasons(), **BY)
    with pytest.raises(Standing, match="keeps a tombstone"):
        take_back(Decision.objects.get(verb="article.create"), **BY)


def test_an_address_is_followed_to_where_the_record_is_now(ferry):
    titled = articles.change(ferry, {"title": "Boat"}, **BY)
    moved = articles.change(ferry, {"slug": "boat"}, **BY)
    articles.create({**FIELDS, "title": "Other"}, **BY)
    assert [str(one) for one in hindrances(moved)] == ["The address “ferry” was given to another article since."]
    take_back(titled, **BY)
    assert dict(Article.objects.values_list("slug", "title")) == {"boat": "Ferry", "ferry": "Other"}
    assert last().target == "article:boat"


def test_the_address_of_a_published_article_is_not_taken_back(ferry):
    moved = articles.change(ferry, {"slug": "boat"}, **BY)
    articles.publish(Article.objects.get(), **BY)
    with pytest.raises(Standing, match="stays as it is"):
        take_back(moved, **BY)


@pytest.mark.parametrize("verb", ["editor.make", "comment.veil", "source.receive", "import.take_back"])
def test_what_is_never_taken_back_says_so(verb):
    with transaction.atomic():
        decision = record(Entry(verb, "user:anna", "a test"), by="hanna", at=WHEN)
    assert len(hindrances(decision)) == 1


@pytest.fixture
def toy(monkeypatch) -> reads.Toy:
    monkeypatch.setitem(shapes.SHAPES, "toy", reads.Toy())
    return shapes.SHAPES["toy"]


def test_a_corrected_reading_is_read_again_as_it_was(ferry, toy):
    file = reads.received()
    for corrections in ((), (Correction(3, "continue"),)):
        record = shapes.read(reads.PAGE, shape="toy", corrections=shapes.Corrections(corrections))
        readings.store(ferry, file, record, corrections=corrections, **BY)
    first, second = Decision.objects.filter(verb="reading.store").order_by("number")
    assert len(reads.thread(ferry)) == 3
    undone = take_back(second, **TAM)
    assert reads.thread(ferry) == [(1, "Tam"), (2, "Orrin"), (3, "Veld"), (4, "Tam")]
    assert (undone.detail.after["reading"], undone.detail.after["back"]) == (3, [2])
    assert [str(one) for one in hindrances(first)] == ["The first reading of an article goes only with its article."]
    take_back(undone, **BY)
    assert len(reads.thread(ferry)) == 3
    assert (verify_archive(at=WHEN).faults, verify_log().sound) == ((), True)


def test_a_draft_goes_with_its_words_and_the_document_nobody_else_reads(ferry, toy):
    record = shapes.read(reads.PAGE, shape="toy", corrections=shapes.NONE)
    readings.store(ferry, reads.received(), record, **BY)
    gone = take_back(Decision.objects.get(verb="article.create"), **BY)
    assert (Article.objects.count(), SourceFile.objects.count()) == (0, 0)
    with pytest.raises(Standing, match="Its words went with it"):
        take_back(gone, **BY)
    assert (verify_archive(at=WHEN).faults, verify_log().sound) == ((), True)


def test_a_document_that_a_public_article_has_too_keeps_the_draft(ferry, toy):
    record = shapes.read(reads.PAGE, shape="toy", corrections=shapes.NONE)
    other = articles.create({**FIELDS, "slug": "other"}, **BY)
    for article in (ferry, other):
        readings.store(article, reads.received(), record, **BY)
    articles.publish(other, **BY)
    with pytest.raises(Standing, match="Its document is also that of an article which was published"):
        take_back(Decision.objects.get(target="article:ferry", verb="article.create"), **BY)


def test_of_two_people_at_once_the_second_is_told(ferry):
    changed = articles.change(ferry, {"title": "Boat"}, **BY)
    stale = Decision.objects.get(pk=changed.pk)
    take_back(changed, **BY)
    with pytest.raises(Standing, match="It was taken back by decision 3"):
        undoing.take_back(stale, **TAM)


@pytest.mark.parametrize("kind", ["author", "publisher", "tag"])
def test_a_merge_is_parted_and_joined_again(ferry, kind):
    one, other = (getattr(factories, kind)(name) for name in ("Anna", "Hanna"))
    merged = merging.merge(one, other, **BY)
    parted = take_back(merged, **TAM)
    one.refresh_from_db()
    assert (one.merged_into, parted.takes_back_id) == (None, merged.number)
    joined = take_back(parted, **BY)
    one.refresh_from_db()
    assert (one.merged_into, joined.verb) == (other, f"{kind}.merge")
    assert said(merged) == [(joined.number, ())]


def test_a_merge_into_what_was_merged_since_waits_for_that(ferry):
    one, other, third = (factories.author(name) for name in ("A", "B", "C"))
    first = merging.merge(one, other, **BY)
    merging.merge(other, third, **BY)
    assert [str(h) for h in hindrances(first)] == ["“B” was itself merged into “C”: that is taken back first."]


def test_bylines_that_a_merge_has_moved_are_not_written_over(ferry):
    one, other = factories.author("A"), factories.author("B")
    written = articles.set_bylines(ferry, [BylineData(one)], **BY)
    merged = merging.merge(one, other, **BY)
    assert [h.fields for h in hindrances(written)] == [("bylines",)]
    take_back(merged, **BY)
    assert hindrances(written) == []


def test_a_byline_of_somebody_merged_since_comes_back_as_the_one_who_stands(ferry):
    one, other = factories.author("A"), factories.author("B")
    articles.set_bylines(ferry, [BylineData(one)], **BY)
    emptied = articles.set_bylines(ferry, [], **BY)
    merging.merge(one, other, **BY)
    take_back(emptied, **BY)
    assert [byline.author for byline in articles.bylines_of(ferry)] == [other]


NOTHING = ["It would change nothing: what it changed was merged since with what stands there."]


@pytest.mark.parametrize("kind", ["author", "publisher", "tag"])
def test_what_a_merge_has_made_one_is_not_taken_back_to_itself(ferry, kind):
    one, other = (getattr(factories, kind)(name) for name in ("A", "B"))
    write = {
        "author": lambda *rows: articles.set_bylines(ferry, [BylineData(row) for row in rows[-1:]], **BY),
        "publisher": lambda *rows: articles.change(ferry, {"publisher": rows[-1]}, **BY),
        "tag": lambda *rows: tags.set_tags(ferry, [row.name for row in rows], **BY),
    }[kind]
    write(other, one)
    changed = write(other)
    merging.merge(one, other, **BY)
    assert [str(one) for one in hindrances(changed)] == NOTHING
    with pytest.raises(Standing, match="It would change nothing"):
        take_back(changed, **TAM)


def test_a_tag_renamed_since_comes_back_under_the_name_it_has_now(ferry):
    tags.set_tags(ferry, ["Fog"], **BY)
    emptied = tags.set_tags(ferry, [], **BY)
    tags.change(Tag.objects.get(), {"name": "Mist"}, **BY)
    tags.create("Fog", **BY)
    take_back(emptied, **TAM)
    assert ([tag.slug for tag in ferry.tags.all()], Tag.objects.count()) == (["fog"], 2)
    assert last().detail.after == {"tags": ["Mist"]}


def test_a_tag_that_is_gone_is_not_made_again_by_a_taking_back(ferry):
    tags.set_tags(ferry, ["Fog"], **BY)
    emptied = tags.set_tags(ferry, [], **BY)
    take_back(Decision.objects.get(verb="tag.create"), **TAM)
    assert [str(one) for one in hindrances(emptied)] == ["There is no tag “Fog” any more."]


def test_a_record_that_went_comes_back_with_its_renamed_tag(ferry):
    tags.set_tags(ferry, ["Fog"], **BY)
    gone = take_back(Decision.objects.get(verb="article.create"), **TAM)
    tags.change(Tag.objects.get(), {"name": "Mist"}, **BY)
    take_back(gone, **BY)
    assert [tag.name for tag in Article.objects.get().tags.all()] == ["Mist"]


def test_a_comment_is_followed_to_where_its_article_is_now():
    article = factories.held(factories.article(slug="ferry", state="draft"), comments=[factories.Said("Who?")])
    comment = article.comments.get()
    tagged = tags.set_tags(comment, ["fire"], **BY)
    articles.change(article, {"slug": "boat"}, **BY)
    articles.change(article, {"slug": "raft"}, **BY)
    undone = take_back(tagged, **TAM)
    assert (comment.tags.count(), undone.target) == (0, "comment:raft#1")
    assert said(tagged) == [(undone.number, ())]
    assert said(undone) == []


def test_tags_of_a_comment_are_taken_back():
    comment = factories.held(factories.article(), comments=[factories.Said("Who?")]).comments.get()
    tagged = tags.set_tags(comment, ["fire"], **BY)
    take_back(tagged, **TAM)
    assert (comment.tags.count(), last().verb) == (0, "comment.tags")


def test_a_tag_that_nothing_carries_goes_and_comes_back(ferry):
    tags.create("Fire", "What burned.", **BY)
    made = last()
    tags.change(Tag.objects.get(), {"description": "Ashes."}, **TAM)
    take_back(last(), **TAM)
    gone = take_back(made, **TAM)
    assert Tag.objects.count() == 0
    take_back(gone, **BY)
    assert (Tag.objects.get().name, Tag.objects.get().description) == ("Fire", "What burned.")
