"""Documents that a person brings."""

import hashlib

import pytest

from archive.actions import loads
from archive.actions.articles import bylines_of
from archive.actions.bringing import Brought, bring
from archive.actions.documents import Limits
from archive.actions.undoing_runs import take_back_run
from archive.models import Article, Author, Comment, Decision, ImportRun, SourceFile
from tests import factories
from tests.factories import WHEN

pytestmark = pytest.mark.django_db

PAGE = """\
The burning of the ferry house

By Hanna Veld, 3 June 2009

Nobody in the town agrees on how the ferry house burnt down, and nobody has asked the ferryman about it since.

The council met twice in the winter and put the question off until the ice had gone from the river.

3 comments

• Tam Orrin
  I do not believe a word of this.

  • Öz
    Who counted them?

• kim taylor
  Read it first, then talk.
"""


def page(words: str = PAGE, name: str = "ferry_house.txt", **fields) -> Brought:
    return Brought(name, words.encode(), "As a file.", **fields)


def brought(*documents: Brought, **options):
    return bring(documents, by="hanna", clock=lambda: WHEN, **options)


def test_a_page_becomes_a_draft_with_its_words_and_its_thread():
    [outcome], run = brought(page())
    article = Article.objects.get()
    assert (outcome.outcome, outcome.article, article.state) == ("created", article, "draft")
    assert (article.title, article.title_origin) == ("The burning of the ferry house", "printed")
    assert (article.slug, article.language, article.rights) == ("the-burning-of-the-ferry-house", "en", "record")
    assert (article.date_printed, article.date_edtf, str(article.date_latest)) == (
        "3 June 2009",
        "2009-06-03",
        "2009-06-03",
    )
    assert (article.source_name, article.source_bytes) == ("ferry_house.txt", len(PAGE.encode()))
    assert [byline.told()["author"] for byline in bylines_of(article)] == ["hanna-veld"]
    assert [comment.author_name for comment in Comment.objects.under(article)] == ["Tam Orrin", "Öz", "kim taylor"]
    assert (run.way, run.actor, run.decisions.count()) == ("upload", "hanna", Decision.objects.count())


def test_an_import_counts_what_it_brought():
    _outcomes, run = brought(page(), page("Only words.\n", "two.txt"), page("", "empty.txt"), page(name="again.txt"))
    run.refresh_from_db()
    assert (run.read, run.created, run.refused, run.unchanged, run.finished_at) == (4, 2, 1, 1, WHEN)


def test_a_second_click_makes_nothing_new():
    brought(page())
    head = Decision.objects.head()
    [outcome], run = brought(page(name="other name.txt"))
    assert (outcome.outcome, outcome.article, run) == ("known", Article.objects.get(), None)
    assert (Decision.objects.head(), ImportRun.objects.count()) == (head, 1)


def test_the_same_file_twice_in_one_submission_is_one_article():
    outcomes, _run = brought(page(), page(name="twin.txt"))
    assert [outcome.outcome for outcome in outcomes] == ["created", "known"]
    assert outcomes[0].article == outcomes[1].article


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"  \n\n", "nothing but blanks"),
        (b"%PDF-1.7 x", "PDF"),
        (b"abc" + bytes(range(9)) * 40, "binary"),
        (b"na\xefve words", "can’t be decoded"),
        (b"x\n" * 60, "lines; at most 50"),
        (b"x" * 2001, "at most 2,000"),
    ],
)
def test_a_refused_file_is_named_with_the_reason_and_the_others_go_in(data, said):
    bad = Brought("bad\x1b.txt", data, "As a file.")
    outcomes, _run = brought(bad, page(), limits=Limits(bytes=2000, lines=50))
    assert [outcome.outcome for outcome in outcomes] == ["refused", "created"]
    assert outcomes[0].name == "bad\\x1b.txt"
    assert said in outcomes[0].problem
    assert SourceFile.objects.count() == 1


def test_a_fault_that_nobody_foresaw_leaves_nothing_of_its_document(monkeypatch):
    def broken(*_args, **_known):
        raise ZeroDivisionError

    monkeypatch.setattr("archive.actions.readings.store_first", broken)
    [outcome], run = brought(page())
    assert (outcome.outcome, outcome.problem) == ("refused", "It could not be stored: ZeroDivisionError.")
    assert (run, Article.objects.count(), Author.objects.count(), SourceFile.objects.count()) == (None, 0, 0, 0)


def test_a_record_that_lacks_its_words_gets_them():
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    record = factories.article("On record", state="published", source_sha256=digest)
    [outcome], run = brought(page(), publishes=True)
    record.refresh_from_db()
    assert (outcome.outcome, outcome.article, Article.objects.count()) == ("held", record, 1)
    assert (record.title, record.text.reading.number, run.decisions.count()) == ("On record", 1, 2)


def test_the_words_of_a_public_record_are_brought_by_who_publishes():
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    record = factories.article("On record", state="published", source_sha256=digest)
    [outcome], run = brought(page())
    record.refresh_from_db()
    assert (outcome.outcome, run, record.text, SourceFile.objects.count()) == ("refused", None, None, 0)
    assert "whose record is public: who publishes brings them" in outcome.problem


def test_an_encoding_that_the_person_names_is_taken():
    [refused], _run = brought(Brought("a.txt", "naïve ferrymen said so".encode("latin-1"), "As a file."))
    [taken], _run = brought(Brought("a.txt", "naïve ferrymen said so".encode("latin-1"), "As a file.", "latin-1"))
    assert (refused.outcome, taken.outcome, SourceFile.objects.get().encoding) == ("refused", "created", "iso8859-1")


def test_a_document_without_a_title_is_called_by_its_file_and_says_so():
    brought(page("•\n", "the_second  notebook.txt"))
    article = Article.objects.get()
    assert (article.title, article.title_origin, article.language) == ("the second notebook", "supplied", "und")
    assert [byline.told()["attribution"] for byline in bylines_of(article)] == ["unknown"]


def test_two_documents_of_one_title_have_two_addresses():
    brought(page(), page(PAGE + "\n"))
    assert sorted(Article.objects.values_list("slug", flat=True)) == [
        "the-burning-of-the-ferry-house",
        "the-burning-of-the-ferry-house-2",
    ]


def test_a_known_author_is_taken_by_name_and_by_slug():
    known = factories.author("Hanna Veld", slug="veld")
    brought(page())
    brought(page(PAGE.replace("Hanna Veld", "Tam  Orrin"), "b.txt"))
    brought(page(PAGE.replace("Hanna Veld", "Tam-Orrin"), "c.txt"))
    assert {author.slug: author.bylines.count() for author in Author.objects.all()} == {known.slug: 1, "tam-orrin": 2}


def test_a_name_that_two_authors_bear_names_neither():
    for slug in ("veld", "veld-2"):
        Author.objects.create(name="Hanna Veld", slug=slug)
    brought(page())
    [byline] = bylines_of(Article.objects.get())
    assert (byline.author, byline.attribution, byline.printed) == (None, "unknown", "Hanna Veld")


def test_an_author_who_was_merged_is_the_one_who_stands():
    stands = factories.author("H. Veld")
    factories.author("Hanna Veld", merged_into=stands)
    brought(page())
    assert [byline.author for byline in bylines_of(Article.objects.get())] == [stands]


def test_a_reading_of_what_was_brought_is_without_corrections():
    brought(page())
    reading = Article.objects.get().text.reading
    assert (reading.number, reading.reader, reading.corrections) == (1, "thread", [])


def test_what_was_brought_is_discarded_by_taking_its_import_back():
    _outcomes, run = brought(page(), page("Other words.\n", "other.txt"))
    take_back_run(run, by="hanna", clock=lambda: WHEN, reason="The wrong files.")
    assert (Article.objects.count(), SourceFile.objects.count(), Author.objects.count()) == (0, 0, 0)
    [outcome], again = brought(page())
    assert (outcome.outcome, again.pk != run.pk) == ("created", True)


def test_a_catalogue_does_not_describe_a_second_time_what_a_person_brought(tmp_path):
    brought(page())
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    (tmp_path / "page.txt").write_text(PAGE)
    entry = f'''[document]
sha256 = "{digest}"
[article]
slug = "another-address"
title = "The burning"
title_origin = "printed"
kind = "news"
language = "en"
rights = "open"
'''
    (tmp_path / "one.toml").write_text(entry)
    (tmp_path / "collection.toml").write_text('name = "A"\ndescription = "A"\nlacks = "A"\n')
    report = loads.load([tmp_path], by="tam", clock=lambda: WHEN)
    assert {outcome.outcome for outcome in report.documents} == {"refused"}
    assert any("already, as “the-burning-of-the-ferry-house”" in one.problems[0] for one in report.documents)
    assert Article.objects.count() == 1
