import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.actions import articles, merging, tags
from archive.actions.clock import now
from archive.actions.verify_log import verify_log
from archive.importing import shapes
from archive.models import (
    Article,
    Author,
    CatalogueEntry,
    Collection,
    Comment,
    Decision,
    ImportRun,
    Publisher,
    Reading,
    SourceFile,
    Tag,
)
from tests import factories
from tests.actions.moderation import reasons
from tests.actions.reads import Toy
from tests.management import seeds

pytestmark = pytest.mark.django_db
COUNTS = ("created", "changed", "kept", "unchanged", "not_held", "refused")


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> Toy:
    shape = Toy()
    monkeypatch.setitem(shapes.SHAPES, "toy", shape)
    return shape


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """An empty seed folder; no other folder holds documents."""
    settings.ARCHIVE_DOCUMENTS = str(tmp_path / "documents")
    return seeds.folder(tmp_path / "seeds")


def load(*folders: Path, code: int = 0, **options) -> dict:
    """The JSON that load_seeds prints; `code` is the exit code it must give."""
    out = io.StringIO()
    arguments = [*map(str, folders), "--json"]
    if code:
        with pytest.raises(CommandError) as stopped:
            call_command("load_seeds", *arguments, stdout=out, stderr=io.StringIO(), **options)
        assert stopped.value.returncode == code
    else:
        call_command("load_seeds", *arguments, stdout=out, stderr=io.StringIO(), **options)
    return json.loads(out.getvalue())


def counts(report: dict) -> dict[str, int]:
    """The counts that are not 0."""
    return {name: report[name] for name in COUNTS if report[name]}


def told(folder: Path, **options) -> str:
    out = io.StringIO()
    call_command("load_seeds", str(folder), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def by_hand(**changes) -> Article:
    article = Article.objects.get()
    articles.change(article, changes, by="hanna", at=now(), reason="seen")
    return article


def test_a_document_comes_in_with_source_words_thread_bylines_tags_and_is_published(folder):
    seeds.entry(
        folder,
        tags=["Ferries", "Fire"],
        publisher={"name": "The Oru Lantern", "slug": "oru-lantern"},
        published={"printed": "May 1954", "edtf": "1954-05"},
        bylines=({"name": "Hanna Veld", "slug": "hanna-veld", "role": "author", "attribution": "printed"},),
    )
    assert counts(load(folder)) == {"created": 1}
    article = Article.objects.get(slug="ferry-house")
    assert (article.state, article.publisher.name, article.text.content.body) == (
        "published",
        "The Oru Lantern",
        "The ferry house burned.",
    )
    assert (str(article.date_earliest), str(article.date_latest)) == ("1954-05-01", "1954-05-31")
    assert sorted(tag.name for tag in article.tags.all()) == ["Ferries", "Fire"]
    assert [byline.author.name for byline in article.bylines.all()] == ["Hanna Veld"]
    assert list(Comment.objects.under(article).values_list("author_name", "depth")) == [
        ("Tam", 0),
        ("Orrin", 1),
        ("Veld", 0),
    ]


def test_every_decision_of_a_load_names_its_run_and_the_log_stands(folder):
    seeds.entry(folder)
    seeds.entry(folder, "mill", "The mill burned.\n")
    load(folder)
    run = ImportRun.objects.get()
    assert (run.actor, run.folders, run.read, run.created, run.unchanged) == ("load_seeds", ["seeds"], 2, 2, 0)
    assert run.finished_at is not None
    assert set(Decision.objects.values_list("run", flat=True)) == {run.pk}
    assert verify_log().sound


def test_the_report_names_each_document(folder):
    seeds.entry(folder)
    report = load(folder)
    sha256 = SourceFile.objects.get().sha256
    assert report == {
        **dict.fromkeys(COUNTS, 0),
        "created": 1,
        "documents": [{"sha256": sha256, "name": "ferry-house.txt", "outcome": "created", "problems": []}],
        "moderation": {**dict.fromkeys(COUNTS, 0), "entries": []},
        "statements": {**dict.fromkeys(COUNTS, 0), "entries": []},
    }


def test_a_second_load_changes_nothing_and_reads_nothing(folder, toy, monkeypatch):
    seeds.entry(folder, tags=["Ferries"], bylines=({"role": "author", "attribution": "unknown"},))
    seeds.entry(folder, "mill", "The mill burned.\n", state="draft")
    load(folder)
    head = Decision.objects.head()
    monkeypatch.setattr(toy, "read", None)
    assert told(folder) == "created 0, changed 0, kept 0, unchanged 2, not held 0, refused 0\n"
    assert Decision.objects.head() == head
    assert (Reading.objects.count(), SourceFile.objects.count(), ImportRun.objects.count()) == (2, 2, 2)


def test_what_the_catalogue_changed_is_changed_and_nothing_else(folder):
    seeds.entry(folder, tags=["Ferries", "Fire"])
    load(folder)
    head = Decision.objects.head()[0]
    seeds.entry(folder, title="The Ferry House Burns", tags=["Ferries", "Arson"])
    assert counts(load(folder)) == {"changed": 1}
    details = {one.verb: (one.detail.before, one.detail.after) for one in Decision.objects.filter(number__gt=head)}
    assert details == {
        "article.change": ({"title": "The ferry-house"}, {"title": "The Ferry House Burns"}),
        "tag.create": ({}, {"name": "Arson"}),
        "article.tags": ({"tags": ["Ferries", "Fire"]}, {"tags": ["Arson", "Ferries"]}),
    }
    assert counts(load(folder)) == {"unchanged": 1}


def test_what_a_person_changed_is_kept_and_reported(folder):
    seeds.entry(folder, note="As found.")
    load(folder)
    by_hand(title="A better title", note="Seen in 1955.")
    seeds.entry(folder, title="The catalogue's new title", note="As found.")
    report = load(folder)
    assert counts(report) == {"kept": 1}
    assert report["documents"][0]["problems"] == ["Kept as a person left it: title, note."]
    assert Article.objects.get().title == "A better title"
    assert counts(load(folder)) == {"kept": 1}


def test_beside_what_a_person_changed_the_rest_follows_the_catalogue(folder):
    seeds.entry(folder)
    load(folder)
    by_hand(title="A better title")
    seeds.entry(folder, note="New in the catalogue.")
    report = load(folder)
    assert counts(report) == {"changed": 1}
    assert report["documents"][0]["problems"] == ["Kept as a person left it: title."]
    article = Article.objects.get()
    assert (article.title, article.note) == ("A better title", "New in the catalogue.")


def test_once_the_catalogue_says_what_the_person_said_the_value_is_the_catalogues_again(folder):
    seeds.entry(folder)
    load(folder)
    by_hand(title="A better title")
    seeds.entry(folder, title="A better title")
    assert counts(load(folder)) == {"unchanged": 1}
    seeds.entry(folder, title="The best title")
    assert counts(load(folder)) == {"changed": 1}


def test_tags_that_a_person_added_or_took_away_stay_so(folder):
    seeds.entry(folder, tags=["Ferries", "Fire"])
    load(folder)
    tags.set_tags(Article.objects.get(), ["Fire", "Keepers"], by="hanna", at=now(), reason="seen")
    seeds.entry(folder, tags=["Ferries", "Fire", "Arson"])
    report = load(folder)
    assert sorted(tag.name for tag in Article.objects.get().tags.all()) == ["Arson", "Fire", "Keepers"]
    assert (counts(report), report["documents"][0]["problems"]) == (
        {"changed": 1},
        ["Kept as a person left it: tags."],
    )


def test_a_withdrawn_article_is_not_published_again(folder):
    seeds.entry(folder)
    load(folder)
    articles.withdraw(Article.objects.get(), reasons(), by="hanna", at=now(), reason="wrong scan")
    assert counts(load(folder)) == {"kept": 1}
    assert Article.objects.get().state == "withdrawn"


def test_a_draft_that_a_person_published_is_as_the_catalogue_wants_it(folder):
    seeds.entry(folder, state="draft")
    load(folder)
    articles.publish(Article.objects.get(), by="hanna", at=now(), reason="checked")
    assert counts(load(folder)) == {"unchanged": 1}


def test_the_address_of_a_published_article_stays(folder):
    path = seeds.entry(folder)
    load(folder)
    path.unlink()
    seeds.entry(folder, "boat-house", seeds.WORDS)
    report = load(folder, code=1)
    assert report["documents"][0]["problems"] == [
        "The document is in the archive already, as “ferry-house”; the catalogue calls it boat-house."
    ]
    assert Article.objects.count() == 1


def test_an_article_that_a_person_made_is_never_taken_over(folder):
    factories.article(slug="ferry-house", title="Mine")
    seeds.entry(folder)
    report = load(folder, code=1)
    assert report["documents"][0]["problems"] == ["There is an article “ferry-house” already that no catalogue wrote."]
    assert (Article.objects.get().title, SourceFile.objects.count()) == ("Mine", 0)


def test_names_follow_the_catalogue_until_a_person_changes_them(folder):
    house, veld = {"name": "Lantern", "slug": "lantern"}, {"role": "author", "attribution": "printed", "slug": "veld"}
    seeds.entry(folder, publisher=house, bylines=({**veld, "name": "H. Veld"},))
    load(folder)
    seeds.entry(folder, publisher={**house, "name": "The Lantern"}, bylines=({**veld, "name": "Hanna Veld"},))
    assert counts(load(folder)) == {"changed": 1}
    assert (Publisher.objects.get().name, Author.objects.get().name) == ("The Lantern", "Hanna Veld")
    Author.objects.update(name="Hanna Maria Veld")
    assert counts(load(folder)) == {"kept": 1}
    assert Author.objects.get().name == "Hanna Maria Veld"


def test_a_document_that_is_not_held_has_its_record_and_its_words_come_later(folder, tmp_path):
    seeds.entry(folder, abstract="A house burns.")
    (folder / "ferry-house.txt").rename(tmp_path / "away.txt")
    report = load(folder)
    assert counts(report) == {"not_held": 1}
    assert report["documents"][0]["problems"] == [
        "The document is not held: put ferry-house.txt into one of the folders of documents."
    ]
    article = Article.objects.get()
    assert (article.state, article.held, article.text) == ("published", False, None)
    assert counts(load(folder)) == {"not_held": 1}
    (tmp_path / "documents").mkdir()
    (tmp_path / "away.txt").rename(tmp_path / "documents" / "found.txt")
    assert counts(load(folder)) == {"changed": 1}
    article.refresh_from_db()
    assert (article.held, article.source.name, article.comments.count()) == (True, "found.txt", 3)


def test_without_words_and_abstract_an_article_stays_a_draft_and_says_so(folder):
    seeds.entry(folder, words=None)
    report = load(folder)
    assert report["documents"][0]["problems"][1].startswith("It stays a draft.")
    assert Article.objects.get().state == "draft"
    seeds.entry(folder, words=None, abstract="A house burns.")
    load(folder)
    assert Article.objects.get().state == "published"


def test_words_that_came_once_need_not_be_brought_again(folder):
    seeds.entry(folder)
    load(folder)
    (folder / "ferry-house.txt").unlink()
    assert counts(load(folder)) == {"unchanged": 1}


def test_a_better_reader_reads_anew_and_every_comment_keeps_its_number(folder, monkeypatch):
    seeds.entry(folder, words="The ferry house burned.\nTam: who?\nVeld: you.\n")
    load(folder)
    (folder / "ferry-house.txt").unlink()
    monkeypatch.setitem(shapes.SHAPES, "toy", Toy(version=2))
    assert counts(load(folder)) == {"changed": 1}
    assert list(Comment.objects.values_list("number", "text__reading__number")) == [(1, 2), (2, 2)]
    assert counts(load(folder)) == {"unchanged": 1}


def test_corrections_are_followed_and_can_be_taken_back(folder):
    seeds.entry(folder)
    load(folder)
    seeds.entry(folder, corrections=({"line": 4, "what": "continue"},))
    assert counts(load(folder)) == {"changed": 1}
    article = Article.objects.get()
    assert list(Comment.objects.under(article).values_list("number", flat=True)) == [1, 3]
    seeds.entry(folder)
    assert counts(load(folder)) == {"changed": 1}
    assert list(Comment.objects.under(article).values_list("number", flat=True)) == [1, 2, 3]
    assert [reading.corrections for reading in Reading.objects.order_by("number")] == [
        [],
        [{"line": 4, "what": "continue"}],
        [],
    ]


def test_words_of_another_document_never_come_under_the_same_address(folder):
    seeds.entry(folder)
    load(folder)
    seeds.entry(folder, words="Another page.\n")
    report = load(folder, code=1)
    assert "were read out of another document" in report["documents"][0]["problems"][0]
    assert SourceFile.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (b"\xff\xfe\xff", "is not valid"),
        (b"\x7fELF and more", "is a program, not text"),
        (b"   \n\n", "holds nothing but blanks"),
    ],
)
def test_a_document_that_can_not_be_read_is_refused_whole_and_stops_no_other(folder, words, problem):
    seeds.entry(folder, "a-bad", words, abstract="Bad.")
    seeds.entry(folder, "b-good")
    report = load(folder, code=1)
    assert counts(report) == {"created": 1, "refused": 1}
    assert problem in report["documents"][0]["problems"][0]
    assert list(Article.objects.values_list("slug", flat=True)) == ["b-good"]


def test_a_bad_catalogue_file_is_refused_with_its_faults_and_stops_no_other(folder):
    seeds.entry(folder)
    (folder / "a.toml").write_text("no toml")
    seeds.entry(folder, "mill", kind="rumour", state="open")
    report = load(folder, code=1)
    assert counts(report) == {"created": 1, "refused": 2}
    problems = {document["name"]: document["problems"] for document in report["documents"]}
    assert len(problems["mill.toml"]) == 2
    assert problems["a.toml"][0].startswith("The file is no TOML")


def test_a_broken_introduction_is_refused_and_the_collection_keeps_its_words(folder):
    seeds.entry(folder)
    load(folder)
    (folder / "collection.toml").write_text("no toml")
    assert counts(load(folder, code=1)) == {"unchanged": 1, "refused": 1}
    assert Collection.objects.get().description == "Invented."


def test_a_reader_that_fails_is_reported_and_stops_no_other(folder, toy, monkeypatch, caplog):
    seeds.entry(folder, "a-bad")
    seeds.entry(folder, "b-good", "The mill burned.\n", document={"shape": "plain"})
    monkeypatch.setattr(toy, "read", lambda source, corrections: 1 / 0)
    report = load(folder, code=1)
    assert counts(report) == {"created": 1, "refused": 1}
    assert report["documents"][0]["problems"] == ["It could not be loaded: ZeroDivisionError."]
    assert "a-bad.txt could not be loaded" in caplog.text


def test_a_shape_that_no_reader_has_is_refused_with_those_there_are(folder):
    seeds.entry(folder, document={"shape": "scroll"})
    problem = load(folder, code=1)["documents"][0]["problems"][0]
    assert problem.startswith("There is no shape “scroll”; there are")


def test_a_fault_half_way_leaves_nothing_of_the_document(folder, monkeypatch):
    seeds.entry(folder)
    monkeypatch.setattr(articles, "publish", lambda *args, **kwargs: 1 / 0)
    assert counts(load(folder, code=1)) == {"refused": 1}
    assert [model.objects.count() for model in (Article, SourceFile, Reading, Comment, Author)] == [0] * 5
    assert list(Decision.objects.values_list("verb", flat=True)) == ["collection.create"]
    assert not CatalogueEntry.objects.exists()


def test_the_same_slug_in_two_folders_is_loaded_from_the_first(folder, tmp_path):
    other = seeds.folder(tmp_path / "other")
    seeds.entry(folder, title="First")
    seeds.entry(other, "ferry-house", "Another page.\n", title="Second")
    assert counts(load(folder, other, code=1)) == {"created": 1, "refused": 1}
    assert Article.objects.get().title == "First"


def test_a_pipe_among_the_documents_is_not_waited_for(folder):
    seeds.entry(folder)
    (folder / "ferry-house.txt").unlink()
    os.mkfifo(folder / "ferry-house.txt")
    report = load(folder)
    assert counts(report) == {"not_held": 1}
    assert "ferry-house.txt is a pipe" in report["documents"][0]["problems"][0]


def test_a_size_that_is_not_the_documents_is_a_fault_of_the_catalogue(folder):
    seeds.entry(folder, document={"bytes": 10})
    problems = ["The document has 80 bytes; the catalogue says 10."]
    assert load(folder, code=1)["documents"][0]["problems"] == problems
    seeds.entry(folder)
    load(folder)
    seeds.entry(folder, document={"bytes": 10})
    assert load(folder, code=1)["documents"][0]["problems"] == problems


def test_a_dry_run_tells_what_would_be_written_and_writes_nothing(folder):
    seeds.entry(folder)
    load(folder)
    by_hand(note="Mine.")
    seeds.entry(folder, title="The Ferry House Burns", note="Theirs.")
    seeds.entry(folder, "mill", "The mill burned.\n")
    head = Decision.objects.head()
    lines = told(folder, dry_run=True).splitlines()
    assert lines[:4] == [
        "changed: ferry-house.txt",
        "    title: The ferry-house, printed → The Ferry House Burns, printed",
        "    note: stays Mine., the catalogue says Theirs.",
        "    Kept as a person left it: note.",
    ]
    assert lines[4:6] == ["created: mill.txt", "    slug: mill"]
    assert "    reading: toy 1, 0 comments, 0 doubts" in lines
    assert lines[-1] == "created 1, changed 1, kept 0, unchanged 0, not held 0, refused 0"
    assert (Article.objects.count(), Decision.objects.head(), ImportRun.objects.count()) == (1, head, 1)


def test_a_dry_run_with_json_is_the_report_of_the_load_that_follows(folder):
    seeds.entry(folder)
    seeds.entry(folder, "mill", words=None)
    assert load(folder, dry_run=True) == load(folder)


def test_a_call_with_a_folder_that_is_none_is_wrong(tmp_path):
    with pytest.raises(CommandError, match="is not a folder") as stopped:
        call_command("load_seeds", str(tmp_path / "nowhere"))
    assert stopped.value.returncode == 2


def test_the_bar_is_drawn_on_a_terminal_only_and_never_on_standard_output(folder):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    seeds.entry(folder)
    out, err = io.StringIO(), Terminal()
    call_command("load_seeds", str(folder), "--json", stdout=out, stderr=err)
    assert "0 of 1 ferry-house" in err.getvalue()
    assert json.loads(out.getvalue())["created"] == 1


def test_each_unchanged_document_costs_the_same_few_queries(folder):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            load(folder)
        return len(captured)

    seeds.entry(folder)
    load(folder)
    with_one = queries()
    for number in range(3):
        seeds.entry(folder, f"mill-{number}", f"The mill burned.\nTam: {number}\n")
    load(folder)
    assert queries() - with_one == 3 * 4


VELD = {"name": "Hanna Veld", "slug": "hanna-veld", "role": "author", "attribution": "printed"}
VELDT = {**VELD, "name": "H. Veldt", "slug": "veldt"}


def merged(noun, slug, into) -> None:
    """As merging leaves it: what hung on one hangs on the other."""
    merging.merge(noun.objects.get(slug=slug), noun.objects.get(slug=into), reason="One.", by="hanna", at=now())


def loaded_again(folder) -> tuple:
    """What three loads in a row say, and whether they left the log as it was."""
    log = Decision.objects.count()
    return [counts(load(folder)) for _ in range(3)], Decision.objects.count() - log


def test_an_entry_that_names_a_merged_author_means_the_one_who_stands_and_changes_nothing(folder):
    seeds.entry(folder, bylines=(VELD, VELDT))
    load(folder)
    merged(Author, "veldt", "hanna-veld")
    assert loaded_again(folder) == ([{"unchanged": 1}] * 3, 0)
    assert [byline.author.slug for byline in Article.objects.get().bylines.all()] == ["hanna-veld", "hanna-veld"]


def test_an_entry_that_names_a_merged_publisher_means_the_one_that_stands_and_changes_nothing(folder):
    seeds.entry(folder, publisher={"name": "Lantern", "slug": "lantern"})
    load(folder)
    factories.publisher("The Lantern", slug="the-lantern")
    merged(Publisher, "lantern", "the-lantern")
    assert loaded_again(folder) == ([{"unchanged": 1}] * 3, 0)
    assert Article.objects.get().publisher.slug == "the-lantern"


def test_a_new_entry_that_names_the_merged_is_given_to_those_who_stand(folder):
    seeds.entry(folder, bylines=(VELD,), publisher={"name": "Lantern", "slug": "lantern"}, tags=["Fire"])
    load(folder)
    factories.author("Anna", slug="anna"), factories.publisher("House", slug="house"), factories.tag("Blaze")
    merged(Author, "hanna-veld", "anna"), merged(Publisher, "lantern", "house"), merged(Tag, "fire", "blaze")
    new = {"bylines": (VELD,), "publisher": {"name": "Lantern", "slug": "lantern"}, "tags": ["FIRE"]}
    seeds.entry(folder, "mill", "The mill burned.\n", **new)
    assert counts(load(folder)) == {"created": 1, "unchanged": 1}
    mill = Article.objects.get(slug="mill")
    assert (mill.publisher.slug, mill.bylines.get().author.slug, mill.tags.get().slug) == ("house", "anna", "blaze")


def test_a_catalogue_changes_what_stands_under_a_merged_name_as_ever(folder):
    seeds.entry(folder, bylines=(VELDT,), publisher={"name": "Lantern", "slug": "lantern"})
    load(folder)
    factories.author("Hanna Veld"), factories.publisher("House", slug="house")
    merged(Author, "veldt", "hanna-veld"), merged(Publisher, "lantern", "house")
    seeds.entry(folder, bylines=({**VELDT, "role": "editor"},), publisher={"name": "Packet", "slug": "packet"})
    assert counts(load(folder)) == {"changed": 1}
    byline = Article.objects.get().bylines.get()
    assert (byline.author.slug, byline.role, Article.objects.get().publisher.slug) == ("hanna-veld", "editor", "packet")


def test_a_tag_that_was_renamed_or_merged_is_what_the_catalogue_means_and_nothing_changes(folder):
    seeds.entry(folder, tags=["Ferries", "Fire", "Ash"])
    load(folder)
    tags.change(Tag.objects.get(slug="fire"), {"name": "Blaze"}, by="hanna", at=now(), reason="The usual word.")
    merged(Tag, "ash", "ferries")
    assert loaded_again(folder) == ([{"unchanged": 1}] * 3, 0)
    assert sorted(tag.name for tag in Article.objects.get().tags.all()) == ["Blaze", "Ferries"]


def test_a_tag_that_the_catalogue_no_longer_names_goes_under_its_new_name_too(folder):
    seeds.entry(folder, tags=["Ferries", "Fire"])
    load(folder)
    tags.change(Tag.objects.get(slug="fire"), {"name": "Blaze"}, by="hanna", at=now(), reason="The usual word.")
    seeds.entry(folder, tags=["Ferries"])
    assert counts(load(folder)) == {"changed": 1}
    assert [tag.name for tag in Article.objects.get().tags.all()] == ["Ferries"]


def test_a_load_after_a_merge_was_undone_finds_everything_as_it_was(folder):
    seeds.entry(folder, bylines=(VELD, VELDT), tags=["Fire", "Ash"])
    load(folder)
    for noun, slug, into in ((Author, "veldt", "hanna-veld"), (Tag, "ash", "fire")):
        merged(noun, slug, into)
        load(folder)
        merging.unmerge(Decision.objects.latest("number"), by="hanna", at=now(), reason="Two after all.")
    assert loaded_again(folder) == ([{"unchanged": 1}] * 3, 0)
    assert [byline.author.slug for byline in Article.objects.get().bylines.all()] == ["hanna-veld", "veldt"]
    assert sorted(tag.name for tag in Article.objects.get().tags.all()) == ["Ash", "Fire"]
