"""Migrations carry what is in the archive: each is tried from the state before it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.actions.verify_log import verify_log
from archive.models import (
    Author,
    Card,
    Decision,
    Figure,
    Flag,
    Proposal,
    Redaction,
    Statement,
    Tag,
    User,
    cardindex,
    indexstate,
    roles,
    triggers,
)
from archive.rules import chain
from archive.rules.roles import ROLES
from tests.factories import Said, article, held, redaction

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def migrated():
    """A function that takes the database to a migration and returns its models. Afterwards it is the newest again."""

    def migrated(name: str):
        executor = MigrationExecutor(connection)
        executor.migrate([("archive", name)])
        triggers.install(connection)
        return executor.loader.project_state([("archive", name)]).apps

    newest = [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "archive"]
    yield migrated
    MigrationExecutor(connection).migrate(newest)
    triggers.install(connection)
    Group.objects.exclude(name__in=ROLES).delete()
    roles.lay_after_migrate(using=connection.alias)


@pytest.mark.slow
def test_a_log_written_before_decisions_could_be_taken_back_stays_sound(migrated):
    before = migrated("0001_initial")
    before.get_model("archive", "author").objects.create(slug="hanna-veld", name="Hanna Veld")
    salt = "5a" * 32
    detail = chain.detail_digest(salt=salt, reason="Seen in print.", before={}, after={"name": "Hanna Veld"})
    said = {"actor": "hanna", "verb": "author.create", "target": "author:hanna-veld"}
    digest = chain.digest(
        number=1, at=AT, **said, run=None, takes_back=None, detail_digest=detail, previous=chain.GENESIS
    )
    row = before.get_model("archive", "decision").objects.create(
        number=1, at=AT, **said, detail_digest=detail, previous=chain.GENESIS, digest=digest
    )
    before.get_model("archive", "decisiondetail").objects.create(
        decision=row, salt=salt, reason="Seen in print.", before={}, after={"name": "Hanna Veld"}
    )
    migrated("0002_editing")
    assert (verify_log().size, verify_log().sound, triggers.missing(connection)) == (1, True, [])
    assert Decision.objects.get().takes_back is None
    assert Author.objects.get().merged_into is None


@pytest.mark.slow
def test_tags_get_the_keys_of_today_and_twins_are_told_and_merged_by_nobody(migrated, caplog):
    tags = migrated("0001_initial").get_model("archive", "tag").objects
    for number, (name, key) in enumerate(
        [("Fi\u00adre", "fi\u00adre"), ("\u200dFerry", "\u200dferry"), ("fire", "fire"), ("Fer\u00adry", "fer\u00adry")]
    ):
        tags.create(slug=f"tag-{number}", name=name, key=key)
    migrated("0002_editing")
    assert list(Tag.objects.order_by("slug").values_list("key", "merged_into")) == [
        ("fi\u00adre", None), ("ferry", None), ("fire", None), ("fer\u00adry", None),
    ]  # fmt: skip
    assert [record.args[0] for record in caplog.records] == ["Fi\u00adre", "Fer\u00adry"]


def codenames(group: str) -> set[str]:
    return set(Permission.objects.filter(group__name=group).values_list("codename", flat=True))


@pytest.mark.slow
def test_an_archive_without_roles_gets_them_and_keeps_its_own_groups(migrated):
    before = migrated("0002_editing")
    groups = before.get_model("auth", "group").objects
    groups.all().delete()
    groups.create(name="volunteers")
    before.get_model("auth", "permission").objects.filter(content_type__app_label="archive").delete()
    migrated("0003_roles")
    known = set(Permission.objects.filter(content_type__app_label="archive").values_list("codename", flat=True))
    assert {name: codenames(name) for name in ROLES} == {name: wanted & known for name, wanted in ROLES.items()}
    assert codenames("editor") >= {"publish_article", "merge_tag", "undo_importrun"}
    assert codenames("volunteers") == set()
    assert Group.objects.count() == 5


@pytest.mark.slow
def test_editors_from_before_the_roles_have_all_of_them_and_others_none(migrated):
    users = migrated("0002_editing").get_model("archive", "user").objects
    users.create(username="hanna", is_staff=True, is_superuser=True)
    users.create(username="tam", is_staff=True)
    migrated("0003_roles")
    hanna, tam = User.objects.order_by("username")
    assert (hanna.is_superuser, {group.name for group in hanna.groups.all()}) == (True, set(ROLES))
    assert tam.groups.count() == 0


@pytest.mark.slow
def test_roles_are_laid_a_second_time_without_a_change(migrated):
    migrated("0002_editing")
    migrated("0003_roles")
    first = list(Group.permissions.through.objects.order_by("pk").values_list("pk", flat=True))
    migrated("0002_editing")
    migrated("0003_roles")
    assert list(Group.permissions.through.objects.order_by("pk").values_list("pk", flat=True)) == first


@pytest.mark.slow
def test_a_statement_from_before_says_nothing_of_what_it_counts(migrated):
    before = migrated("0008_search_cards")
    before.get_model("archive", "statement").objects.create(key="how-many", kind="figure", suggested_at=AT)
    migrated("0009_statement_counts")
    assert (Statement.objects.get().counts, triggers.missing(connection)) == ("", [])


@pytest.mark.slow
def test_an_archive_from_before_the_search_has_its_index_made(migrated):
    before = migrated("0009_statement_counts").get_model("archive", "article")
    made = {"title_origin": "printed", "language": "en", "added_at": AT, "state": "published", "published_at": AT}
    before.objects.create(slug="ferry", title="The Ferry-House", **made)
    call_command("migrate", "archive", verbosity=0)
    assert list(Card.objects.values_list("words", flat=True)) == ["the ferry house"]
    assert cardindex.sound(connection)


@pytest.mark.slow
def test_a_proposal_from_before_the_queue_stands_after_it(migrated):
    before = migrated("0009_statement_counts")
    abuse = before.get_model("archive", "houserule").objects.create(
        code="abuse", version=1, category="abuse", text="No abuse.", written_at=AT
    )
    before.get_model("archive", "proposal").objects.create(
        number=1, move="withhold", reason="It breaks it.", proposed_by="anna", proposed_at=AT, rule=abuse
    )
    migrated("0010_moderation_desk")
    assert Proposal.objects.values_list("move", "proposed_by").get() == ("withhold", "anna")
    assert (triggers.missing(connection), Flag.objects.count()) == ([], 0)


@pytest.mark.slow
def test_an_index_from_before_its_numbers_counts_its_cards(migrated):
    before = migrated("0013_echoes")
    before.get_model("archive", "indexstate").objects.create(version=1, key="a")
    for place, kind in ((1, 1), (2, 1), (3, 5)):
        before.get_model("archive", "card").objects.create(place=place, kind=kind, words="ferry")
    migrated("0016_index_numbers")
    assert indexstate.numbers() == {1: 2, 2: 0, 3: 0, 4: 0, 5: 1}


@pytest.mark.slow
def test_words_hidden_before_are_known_by_the_source_of_their_comment(migrated):
    for slug in ("ferry", "fire"):
        redaction(held(article(slug=slug), comments=[Said("Who lit it?")]).comments.get(), "lit it")
    migrated("0017_words_uncounted")
    migrated("0020_redaction_sources")
    rows = Redaction.objects.order_by("pk").values_list("source", "comment__source")
    assert [own == theirs for own, theirs in rows] == [True, True]
    assert triggers.missing(connection) == []


@pytest.mark.slow
def test_figures_are_read_out_of_texts_from_before_their_table(migrated):
    migrated("0019_decision_by_verb")
    held(article(slug="ferry"), [("paragraph", "Oru has three ferries.")], comments=[Said("No, five ferries.")])
    migrated("0018_figures")
    rows = Figure.objects.order_by("text").values_list("noun", "values", "before", "text__comment__number")
    assert list(rows) == [("ferry", ["3"], "oru", None), ("ferry", ["5"], "", 1)]
