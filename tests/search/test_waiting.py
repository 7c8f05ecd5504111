import pytest

from archive.search import waiting
from tests import factories

pytestmark = pytest.mark.django_db


class Worker:
    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, perm: str) -> bool:
        return perm in self.permissions

    def get_username(self) -> str:
        return "hanna"


def told(*permissions: str) -> list[tuple[str, list[str], int]]:
    return [
        (str(queue.title), [row.title for row in queue.rows], queue.count)
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
    assert told("archive.tag_comment") == []


def test_five_are_named_and_all_are_counted():
    for number in range(7):
        factories.article(f"Draft {number}", state="draft", abstract="What it is.")
    [queue] = waiting.queues(Worker("archive.publish_article"))
    assert (len(queue.rows), queue.count, queue.more) == (5, 7, True)


@pytest.mark.parametrize("count", [1, 30])
def test_the_start_page_takes_twelve_queries_at_most(client, count, django_assert_max_num_queries):
    client.force_login(factories.staff("hanna", is_superuser=True))
    for number in range(count):
        factories.article(f"Draft {number}", state="draft", abstract="What it is.")
    with django_assert_max_num_queries(12):
        assert f"Draft {count - 1}" in client.get("/admin/").content.decode()
