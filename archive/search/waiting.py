"""What waits for a person who works here, by what their roles let them do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import Article, Comment, Decision, ImportRun, TaggedComment, User
from archive.states import ArticleState, ImportWay

# So many of each are named; the count tells of the rest, up to a number beyond which nobody counts.
NAMED = 5
COUNTED = 1000


class Worker(Protocol):
    def has_perm(self, perm: str) -> bool: ...
    def get_username(self) -> str: ...


class Row(NamedTuple):
    """One record that waits. `language` is that of the words, or empty; `address` is where it is worked on."""

    words: str
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Records that wait for one thing: the first of them, how many there are, and the address of their list, if any."""

    title: Any
    todo: Any
    rows: Sequence[Row]
    count: int
    every: str

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)

    @property
    def counted(self) -> str:
        return f"{COUNTED:,}+" if self.count > COUNTED else f"{self.count:,}"


class Source(NamedTuple):
    """Where a queue comes from: the permission that shortens it, and its records, the first one first."""

    permission: str
    title: Any
    todo: Any
    records: QuerySet[Any]
    row: Callable[[Any], Row]
    every: str


def queues(worker: Worker) -> Iterator[Queue]:
    """Queues that this person can shorten, one query for each; an empty one is left out."""
    for source in (*_of_articles(), *_of_comments(), *_of_loads(), *_of_accounts()):
        if worker.has_perm(source.permission):
            found = list(source.records[: COUNTED + 1])
            if found:
                yield Queue(source.title, source.todo, [*map(source.row, found[:NAMED])], len(found), source.every)


def _of_articles() -> Iterator[Source]:
    drafts = Article.objects.filter(state=ArticleState.DRAFT)
    every = reverse("admin:archive_article_changelist")
    yield Source(
        "archive.publish_article",
        _("Drafts"),
        _("Look at them and publish, or say what is lacking."),
        _newest(drafts.exclude(text=None, abstract="")),
        _article,
        f"{every}?state__exact=draft",
    )
    yield Source(
        "archive.change_article",
        _("Records that say too little"),
        _("Neither words nor an abstract: nothing can be shown of them."),
        _newest(drafts.filter(text=None, abstract="")),
        _article,
        f"{every}?state__exact=draft&lacks=words",
    )
    yield Source(
        "archive.change_article",
        _("Documents that are not held"),
        _("Described by their hash or name; bring them when they are found."),
        _newest(Article.objects.filter(Q(source_sha256__isnull=False) | ~Q(source_name=""), text=None)),
        _article,
        f"{every}?lacks=words",
    )


def _of_comments() -> Iterator[Source]:
    standing = Comment.objects.standing().filter(article=OuterRef("pk"))
    tagged = TaggedComment.objects.filter(content_object__article=OuterRef("pk"))
    yield Source(
        "archive.tag_comment",
        _("Threads without a tag"),
        _("No comment under these articles is tagged yet: read what stands there."),
        _newest(Article.objects.filter(Exists(standing), ~Exists(tagged), state=ArticleState.PUBLISHED)),
        _thread,
        "",
    )


def _of_loads() -> Iterator[Source]:
    catalogues = ImportRun.objects.filter(way=ImportWay.CATALOGUE)
    again = catalogues.filter(folders=OuterRef("folders"), started_at__gt=OuterRef("started_at"))
    undone = Decision.objects.filter(verb="import.take_back", target=Concat(Value("import:"), OuterRef("key")))
    yield Source(
        "archive.undo_importrun",
        _("Loads that refused something"),
        _("Have what was refused mended and loaded again, or take the load back."),
        catalogues.filter(~Exists(again.exclude(finished_at=None)), ~Exists(undone), refused__gt=0).order_by(
            "-started_at", "-pk"
        ),
        _load,
        reverse("admin:archive_importrun_changelist"),
    )


def _of_accounts() -> Iterator[Source]:
    every = reverse("admin:archive_user_changelist")
    people = User.objects.active_staff().only("pk", "username").order_by("username")
    yield Source(
        "archive.change_user",
        _("One-time passwords that were not changed"),
        _("Ask whether they came in, give a new one, or close the account."),
        people.filter(must_change_password=True),
        _account,
        f"{every}?must_change_password__exact=1&is_active__exact=1",
    )
    yield Source(
        "archive.change_user",
        _("Accounts that are locked out"),
        _("It ends by itself. Who lost the password gets a new one; many failures by nobody known are an attack."),
        people.filter(username__in=_locked_out()),
        _account,
        reverse("admin:axes_accessattempt_changelist"),
    )


def _locked_out() -> QuerySet[AccessAttempt, Any]:
    """Names that may not log in from some address now."""
    pause = get_cool_off()
    lately = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - pause)
    failed = lately.values("username", "ip_address").annotate(failed=Sum("failures_since_start"))
    return failed.filter(failed__gte=get_failure_limit(None, None)).values("username")


def _newest(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.order_by(F("added_at").desc(), "-pk").only("pk", "title", "language")


def _article(article: Article) -> Row:
    return Row(article.title, article.language, reverse("admin:archive_article_change", args=[article.pk]))


def _thread(article: Article) -> Row:
    comments = reverse("admin:archive_comment_changelist", query={"article__id__exact": article.pk})
    return Row(article.title, article.language, comments)


def _load(run: ImportRun) -> Row:
    return Row(str(run), "", reverse("admin:archive_importrun_change", args=[run.pk]))


def _account(user: User) -> Row:
    return Row(user.username, "", reverse("admin:archive_user_change", args=[user.pk]))


def lately(worker: Worker, most: int = 10) -> list[Decision]:
    """The person's own last Decisions, the newest first."""
    rows = Decision.objects.filter(actor=worker.get_username()).select_related("detail")
    return list(rows.order_by("-number")[:most])


def last_loads(most: int = 3) -> list[ImportRun]:
    return list(ImportRun.objects.order_by("-started_at", "-pk")[:most])
