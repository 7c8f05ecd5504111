"""What waits for a person who works here, by what their roles let them do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import Article, Decision, ImportRun
from archive.states import ArticleState

# So many of each are named; the count tells of the rest, up to a number beyond which nobody counts.
NAMED = 5
COUNTED = 1000


class Worker(Protocol):
    def has_perm(self, perm: str) -> bool: ...
    def get_username(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Queue:
    """Records that wait for one thing: the first of them, how many there are, and the filter of their list."""

    title: Any
    todo: Any
    rows: Sequence[Any]
    count: int
    filter: str

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)

    @property
    def counted(self) -> str:
        return f"{COUNTED:,}+" if self.count > COUNTED else f"{self.count:,}"


def queues(worker: Worker) -> Iterator[Queue]:
    """Queues that this person can shorten; an empty one is left out."""
    drafts = Article.objects.filter(state=ArticleState.DRAFT)
    asked: list[tuple[str, Any, Any, QuerySet[Article], str]] = [
        (
            "archive.publish_article",
            _("Drafts"),
            _("Look at them and publish, or say what is lacking."),
            drafts.exclude(text=None, abstract=""),
            "state__exact=draft",
        ),
        (
            "archive.change_article",
            _("Records that say too little"),
            _("Neither words nor an abstract: nothing can be shown of them."),
            drafts.filter(text=None, abstract=""),
            "state__exact=draft&lacks=words",
        ),
        (
            "archive.change_article",
            _("Documents that are not held"),
            _("Described by their hash or name; bring them when they are found."),
            Article.objects.filter(Q(source_sha256__isnull=False) | ~Q(source_name=""), text=None),
            "lacks=words",
        ),
    ]
    for permission, title, todo, rows, query in asked:
        if worker.has_perm(permission):
            found = list(rows.order_by(F("added_at").desc(), "-pk").only("pk", "title", "slug", "language")[:NAMED])
            if found:
                count = len(found) if len(found) < NAMED else rows.order_by()[: COUNTED + 1].count()
                yield Queue(title, todo, found, count, query)


def lately(worker: Worker, most: int = 10) -> list[Decision]:
    """The person's own last Decisions, the newest first."""
    rows = Decision.objects.filter(actor=worker.get_username()).select_related("detail")
    return list(rows.order_by("-number")[:most])


def last_loads(most: int = 3) -> list[ImportRun]:
    return list(ImportRun.objects.order_by("-started_at", "-pk")[:most])
