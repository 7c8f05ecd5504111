from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.utils import timezone

from archive.actions.decisions import Entry
from archive.models import Comment, Echo, ImportRun, Text
from archive.rules.roles import ROLES
from archive.search import waiting
from tests import factories
from tests.admin.test_decisions import decided

pytestmark = pytest.mark.django_db
SAID = factories.Said("The ferry came late.", "Tam")


class Worker:
    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, perm: str) -> bool:
        return perm in self.permissions

    def get_username(self) -> str:
        return "hanna"


def told(*permissions: str) -> list[tuple[str, list[str], int]]:
    return [
        (str(queue.title), [row.words for row in queue.rows], queue.count)
        for queue in waiting.queues(Worker(*permissions))
    ]


@pytest.fixture
def articles() -> None:
    factories.held(factories.article("Held draft", state="draft"))
    factories.article("Bare draft", state="draft", abstract="")
    factories.article("Described draft", state="draft", abstract="What it is.", source_name="page.txt")
    factories.held(factories.article("Published"))


def test_who_publishes_is_shown_the_drafts_that_can_be_looked_at(articles):
    assert told("archive.publish_article") == [("Drafts", ["Described draft", "Held draft"], 2)]


def test_who_catalogues_is_shown_what_says_too_little(articles):
    assert told("archive.change_article") == [
        ("Records that say too little", ["Bare draft"], 1),
        ("Documents that are not held", ["Described draft"], 1),
    ]


def test_who_may_do_neither_waits_for_nothing(articles):
    assert told("archive.merge_tag") == []


def test_who_tags_comments_is_shown_threads_without_a_tag():
    for title in ("Tagged", "Untagged"):
        factories.held(factories.article(title), comments=[SAID, SAID])
    factories.held(factories.article("No thread"))
    factories.held(factories.article("Draft", state="draft"), comments=[SAID])
    factories.tagged(Comment.objects.filter(article__title="Tagged").first(), "ferries")
    assert told("archive.tag_comment") == [("Threads without a tag", ["Untagged"], 1)]


def load(key: str, hours: int, refused: int, **fields) -> ImportRun:
    at = factories.WHEN + timedelta(hours=hours)
    fields = {"actor": key, "folders": ["seeds"], "finished_at": at, **fields}
    return ImportRun.objects.create(key=key, started_at=at, refused=refused, **fields)


def test_loads_that_refused_something_wait_until_loaded_again_or_taken_back():
    load("before", 0, 2)
    load("mended", 1, 0)
    load("other", 2, 1, folders=["others"])
    load("undone", 3, 1, folders=["thirds"])
    load("upload", 4, 1, folders=[], way="upload")
    load("cut off", 5, 0, folders=["others"], finished_at=None)
    decided(Entry("import.take_back", "import:undone", "Wrong."))
    assert told("archive.undo_importrun") == [("Loads that refused something", ["2026-01-02 05:04 other"], 1)]


def test_who_keeps_accounts_is_shown_those_that_do_not_get_in(settings):
    factories.staff("anna", must_change_password=True)
    factories.staff("berta", must_change_password=True, is_active=False)
    for name, failures, minutes in (("carl", 3, 1), ("dora", 2, 1), ("emil", 9, 16), ("nobody", 9, 1)):
        if name != "nobody":
            factories.staff(name)
        at = timezone.now() - timedelta(minutes=minutes)
        sent = {"username": name, "ip_address": "192.0.2.1", "failures_since_start": failures}
        AccessAttempt.objects.filter(pk=AccessAttempt.objects.create(**sent).pk).update(attempt_time=at)
    settings.AXES_FAILURE_LIMIT = 3
    assert told("archive.change_user") == [
        ("One-time passwords that were not changed", ["anna"], 1),
        ("Accounts that are locked out", ["carl"], 1),
    ]


def test_what_waits_of_statements_is_shown_to_whom_it_waits_for():
    text = factories.held(factories.article()).text
    rows = {name: factories.statement(name, workflow=name) for name in ("suggested", "open", "in review")}
    moved = factories.statement("moved", workflow="open")
    factories.evidence(moved)
    factories.evidence(rows["in review"], retired_at=factories.WHEN)
    factories.occurrence(moved, text, "burned", state="edited")
    factories.occurrence(rows["open"], text, "burned", decision="proposed", state="moved")
    factories.occurrence(rows["suggested"], text, "burned", decision="refused", state="orphaned")
    for name, start in (("suggested", 0), ("open", 40)):
        Echo.objects.create(statement=rows[name], text=text, start=start, end=start + 8, same=True)
    factories.occurrence(rows["open"], text, "ferry", decision="refused", start=38, end=42)
    assert told("archive.mark_statement") == []
    assert told("archive.move_statement", "archive.judge_statement", "archive.publish_statement") == [
        ("Suggested statements", ["suggested"], 1),
        ("Open without evidence", ["open", "in review"], 2),
        ("Statements in review", ["in review"], 1),
        ("Places that were proposed", ["open"], 1),
        ("The same words elsewhere", ["suggested"], 1),
        ("Places whose words were read anew", ["moved"], 1),
    ]


def test_shared_wording_that_nobody_judged_waits_by_the_document_that_came_later():
    first, second, third = (factories.held(factories.article(f"Page {number}")).text for number in range(3))
    factories.parallel(first, "burned", second, "burned")
    factories.parallel(first, "Friday", second, "Friday")
    factories.parallel(first, "burned", third, "burned", decision="refused")
    assert told("archive.judge_statement") == []
    assert told("archive.judge_parallel") == [("Words that also stand elsewhere", ["Page 1"], 1)]


def test_a_draft_leads_to_where_it_is_published():
    held = factories.held(factories.article("Held", state="draft"))
    described = factories.article("Described", state="draft", abstract="What it is.")
    [queue] = waiting.queues(Worker("archive.publish_article"))
    assert {row.address for row in queue.rows} == {
        f"/admin/archive/article/{held.pk}/reading/", f"/admin/archive/article/{described.pk}/publication/",
    }  # fmt: skip


def test_five_are_named_and_all_are_counted():
    for number in range(7):
        factories.article(f"Draft {number}", state="draft", abstract="What it is.")
    [queue] = waiting.queues(Worker("archive.publish_article"))
    assert (len(queue.rows), queue.count, queue.more) == (5, 7, True)


@pytest.fixture
def everything_waits(articles) -> None:
    for number in range(6):
        factories.article(f"Draft {number}", state="draft", abstract="What it is.")
        factories.held(factories.article(f"Thread {number}"), comments=[SAID])
        load(f"load {number}", number, 1, folders=[str(number)])
        factories.staff(f"new {number}", must_change_password=True)
        AccessAttempt.objects.create(username=f"new {number}", ip_address="192.0.2.1", failures_since_start=99)
        factories.statement(f"Suggested {number}", workflow="suggested")
        factories.statement(f"In review {number}", workflow="in review")
        text = Text.objects.filter(article__isnull=False).first()
        for decision, state in (("proposed", "same"), ("accepted", "edited")):
            marked = factories.statement(f"Marked {number}", workflow="withdrawn")
            factories.occurrence(marked, text, "burned", decision=decision, state=state)
        Echo.objects.create(statement=marked, text=text, start=0, end=1, same=True)
        factories.parallel(text, "burned", Text.objects.filter(article__isnull=False).last(), "burned")


OF_ARTICLES = ["Records that say too little", "Documents that are not held"]
OF_STATEMENTS = [
    "Suggested statements", "Open without evidence", "Statements in review", "Places that were proposed",
    "The same words elsewhere", "Places whose words were read anew",
]  # fmt: skip
OF_EDITORS = ["Drafts", *OF_ARTICLES, "Threads without a tag", *OF_STATEMENTS, "Words that also stand elsewhere"]
OF_EDITORS += ["Loads that refused something"]
OF_ACCOUNTS = ["One-time passwords that were not changed", "Accounts that are locked out"]


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("", []),
        ("cataloguer", OF_ARTICLES),
        ("moderator", ["Threads without a tag"]),
        ("editor", OF_EDITORS),
        ("administrator", ["Loads that refused something", *OF_ACCOUNTS]),
        ("*", [*OF_EDITORS, *OF_ACCOUNTS]),
    ],
)
def test_the_start_page_takes_twelve_queries_at_most(
    client, everything_waits, role, titles, django_assert_max_num_queries
):
    user = factories.staff("hanna", is_superuser=role == "*")
    user.groups.set(Group.objects.filter(name=role) if role in ROLES else [])
    decided(Entry("tag.create", "tag:ferries", "New."))
    client.force_login(user)
    with django_assert_max_num_queries(12):
        shown = client.get("/admin/").content.decode()
    assert [title for title in (*OF_ARTICLES, *OF_ACCOUNTS) if f"<h3>{title} " in shown] == [
        title for title in titles if title in (*OF_ARTICLES, *OF_ACCOUNTS)
    ]
    assert (shown.count("<h3>"), "Nothing waits for you." in shown) == (len(titles), not titles)
    assert (">tag made</a>" in shown, "tag.create" in shown) == (True, False)
