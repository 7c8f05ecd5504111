import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from archive.actions import articles, evidence, occurrences, relations, statements, tags
from archive.actions.evidence import Cited
from archive.actions.occurrences import Spot
from archive.actions.verify_archive import check_thread
from archive.actions.verify_log import verify_log
from archive.models import Article, CatalogueEntry, Comment, ImportRun, SourceCheck, SourceContent, Statement, triggers
from tests import factories
from tests.actions import reads
from tests.actions.reads import BY

pytestmark = pytest.mark.django_db(transaction=True)
NATURAL = {"natural_foreign": True, "natural_primary": True}


def dumped(**options) -> list[dict]:
    out = io.StringIO()
    call_command("dumpdata", "archive", stdout=out, **options)
    return json.loads(out.getvalue())


def loaded_into_an_empty_database(data: list[dict], tmp_path: Path) -> None:
    file = tmp_path / "archive.json"
    file.write_text(json.dumps(data))
    with triggers.lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", str(file), verbosity=0)


@pytest.fixture
def archive() -> Article:
    """An article that was read three times: a comment was found late above another, one was retired."""
    run = ImportRun.objects.create(key="a" * 32, actor="hanna", started_at=BY["at"])
    factories.user("hanna")
    page = articles.create(
        {"slug": "ferry", "title": "Ферри\n", "title_origin": "printed", "language": "ru"}, **BY, reason="new", run=run
    )
    factories.byline(page, "Hanna Veld")
    tags.set_tags(page, ["Ferries", "Паром"], **BY, reason="new")
    reads.stored(page, [(2, 2), (4, 4), (5, 5)])
    reads.stored(page, [(2, 2), (3, 3), (4, 4, 1, 1)], version=2)
    articles.publish(page, **BY, reason="new")
    dispute(page)
    CatalogueEntry.objects.create(article=page, key="ferry", wrote={"title": ["x"]}, run=run)
    SourceCheck.objects.create(source=page.source, checked_at=BY["at"], faults=0)
    return page


def dispute(page: Article) -> None:
    """Two statements that contradict each other, the one with the later key first, with all that stands on them."""
    for key in ("b", "a"):
        one = statements.create({"wording": "It burned.", "kind": "event"}, key=key, **BY, reason="new")
        [place] = occurrences.search("burned", page)
        occurrences.propose(one, [Spot(place.text, *place.anchor[:3])], accept=True, **BY, reason="new")
    evidence.add(one, "supports", Spot(place.text, *place.anchor[:3]), **BY, reason="new")
    evidence.add(one, "refutes", Cited("Register"), **BY, reason="new")
    relations.relate(Statement.objects.get(key="b"), "contradicts", one, **BY, reason="new")
    tags.set_tags(one, ["fire"], **BY, reason="new")
    for move in ("open", "review", "publish"):
        statements.move(one, move, **BY, reason="new")


@pytest.mark.slow
@pytest.mark.parametrize("options", [NATURAL, {"natural_foreign": True}], ids=["natural", "numbered"])
def test_a_dump_loaded_into_an_empty_database_is_the_same_archive(archive, tmp_path, options):
    before = dumped(**options)
    loaded_into_an_empty_database(before, tmp_path)
    assert dumped(**options) == before
    assert verify_log().sound
    assert check_thread(Article.objects.get()) == []
    assert bytes(SourceContent.objects.get().data) == reads.PAGE.text.encode()


@pytest.mark.slow
def test_what_hangs_together_hangs_together_again(archive, tmp_path):
    loaded_into_an_empty_database(dumped(**NATURAL), tmp_path)
    page = Article.objects.get()
    assert (page.text.reading.number, page.text.content.body) == (2, "The ferry house burned.")
    assert page.text.reading.previous.number == 1
    assert Comment.objects.get(number=2).parent.number == 4
    assert Comment.objects.get(number=3).retired_at == BY["at"]
    assert page.catalogue_entry.run.decisions.count() == 1
    one = Statement.objects.get(number=1)
    assert (one.key, one.occurrences.get().text, one.evidence.get(number=1).text) == ("a", page.text, page.text)
    assert [(each.other.key, each.type) for each in one.relations.all()] == [("b", "contradicts")]
    assert [tag.name for tag in one.tags.all()] == ["fire"]


@pytest.mark.slow
def test_the_guards_stand_after_a_load(archive, tmp_path):
    loaded_into_an_empty_database(dumped(**NATURAL), tmp_path)
    assert triggers.missing(connection) == []
