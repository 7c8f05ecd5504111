"""What waits for a person who works here, by what their roles let them do."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, Protocol

from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import (
    Article,
    Comment,
    Decision,
    Echo,
    Evidence,
    ImportRun,
    Occurrence,
    Parallel,
    Statement,
    TaggedComment,
    User,
)  # fmt: skip
from archive.models.queue import causes
from archive.states import AnchorState, ArticleState, ImportWay, OccurrenceDecision, Waiting, Workflow

# So many of each are named; the count tells of the rest, up to a number beyond which nobody counts.
NAMED = 5
COUNTED = 1000


# What the rows of each table say and are put in order by.
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Article: ("title", "language", "added_at", "text"),
    Statement: ("wording", "key"),
    ImportRun: ("actor", "started_at", "folders", "way", "key"),
    User: ("username",),
}


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
    """Records that wait for one thing: the first of them, how many there are, and the address of their list, if any.

    `begin` is where a person begins to go through all of them, one after the other, if that can be done.
    """

    title: Any
    todo: Any
    rows: Sequence[Row]
    count: int
    every: str
    begin: str

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)

    @property
    def name(self) -> str:
        """What its list is called on a page that shows several."""
        return self.every.rpartition("#")[2]

    @property
    def counted(self) -> str:
        return f"{COUNTED:,}+" if self.count > COUNTED else f"{self.count:,}"


class Source(NamedTuple):
    """Where a queue comes from: the permission that shortens it, and its records, the first one first.

    `rank` puts them in the same order once they are at hand.
    """

    permission: str
    title: Any
    todo: Any
    records: QuerySet[Any]
    row: Callable[[Any], Row]
    every: str
    rank: Callable[[Any], Any]
    begin: str = ""


def queues(worker: Worker) -> Iterator[Queue]:
    """Queues that this person can shorten, one query for each table; an empty one is left out."""
    every = (*_of_articles(), *_of_comments(), *_of_statements(), *_of_parallels(), *_of_loads(), *_of_accounts())
    return (queue for queue in _asked([source for source in every if worker.has_perm(source.permission)]) if queue.rows)


def of_statements(named: int) -> list[Queue]:
    """All that waits of statements, whoever shortens it, with so many of each; one query."""
    return list(_asked(list(_of_statements()), named))


def _asked(sources: Sequence[Source], named: int = NAMED) -> Iterator[Queue]:
    tables: defaultdict[type[Model], list[int]] = defaultdict(list)
    for number, source in enumerate(sources):
        tables[source.records.model].append(number)
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for table, numbers in tables.items():
        first, *rest = (_first(table, sources[number].records, number) for number in numbers)
        for row in first.union(*rest, all=True) if rest else first:
            found[row.queue].append(row)
    for number, source in enumerate(sources):
        rows = sorted(found[number], key=source.rank)
        shown = [*map(source.row, rows[:named])]
        yield Queue(source.title, source.todo, shown, len(rows), source.every, source.begin)


def _first(table: type[Model], records: QuerySet[Any], number: int) -> QuerySet[Any]:
    """As many records as are counted, in no order."""
    keys = records.values("pk")[: COUNTED + 1]
    return table._default_manager.filter(pk__in=keys).only(*COLUMNS[table]).annotate(queue=Value(number)).order_by()


def _of_articles() -> Iterator[Source]:
    drafts = Article.objects.filter(state=ArticleState.DRAFT)
    every = reverse("admin:archive_article_changelist")
    yield Source(
        "archive.publish_article",
        _("Drafts"),
        _("Look at them and publish, or say what is lacking."),
        _newest(drafts.exclude(text=None, abstract="")),
        _draft,
        f"{every}?state__exact=draft",
        _lately_added,
    )
    yield Source(
        "archive.change_article",
        _("Records that say too little"),
        _("Neither words nor an abstract: nothing can be shown of them."),
        _newest(drafts.filter(text=None, abstract="")),
        _article,
        f"{every}?state__exact=draft&lacks=words",
        _lately_added,
    )
    yield Source(
        "archive.change_article",
        _("Documents that are not held"),
        _("Described by their hash or name; bring them when they are found."),
        _newest(Article.objects.filter(Q(source_sha256__isnull=False) | ~Q(source_name=""), text=None)),
        _article,
        f"{every}?lacks=words",
        _lately_added,
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
        _lately_added,
    )
    for cause, rows in causes(timezone.now()).items():
        articles = _newest(Article.objects.filter(pk__in=rows.values("comment__article")))
        every = reverse("admin:archive_comment_queue", query={"why": cause})
        begin = reverse("admin:archive_comment_queue", query={"why": cause, "go": "next"})
        row = partial(_moderated, cause)
        yield Source("archive.moderate_comment", TITLES[cause], "", articles, row, every, _lately_added, begin)


# What waits for a moderator, as the start page says it.
TITLES = {
    Waiting.URGENT: _("Comments that somebody put in the queue as urgent"),
    Waiting.RAN_OUT: _("Holds that ran out"),
    Waiting.SECOND: _("Decisions that wait for a second person"),
    Waiting.PUT: _("Comments that somebody put in the queue"),
    Waiting.STRETCHES: _("Words that were proposed to be hidden"),
    Waiting.FLAGGED: _("Comments that a word rule flags"),
    Waiting.REVIEW: _("Comments whose day of review came"),
}


def _of_statements() -> Iterator[Source]:
    """The oldest first: each has waited longest."""
    every = reverse("admin:archive_statement_waiting")
    rows, evidence = Statement.objects.order_by("pk"), Evidence.objects.standing()
    worked_on = rows.filter(workflow__in=[Workflow.OPEN, Workflow.IN_REVIEW])
    proposed = Occurrence.objects.filter(decision=OccurrenceDecision.PROPOSED)
    unsure = Occurrence.objects.accepted().exclude(state=AnchorState.SAME)
    lost = evidence.exclude(state=AnchorState.SAME)
    for name, permission, title, todo, records, row in (
        ("suggested", "move", _("Suggested statements"), _("Take them up, or say why not."),
            rows.filter(workflow=Workflow.SUGGESTED), _statement),
        ("evidence", "judge", _("Open without evidence"), _("Find who speaks for them, and who against."),
            worked_on.lacking(evidence), _statement),
        ("review", "publish", _("Statements in review"), _("Look at both sides, then publish or return them."),
            rows.filter(workflow=Workflow.IN_REVIEW), _review),
        ("places", "judge", _("Places that were proposed"), _("Accept them, or refuse them with the reason."),
            rows.having(proposed), _places),
        ("echoes", "judge", _("The same words elsewhere"),
            _("Say whether the statement stands there too."),
            rows.having(Echo.objects.waiting()), _echoes),
        ("anchors", "judge", _("Places whose words were read anew"),
            _("Say whether the right words are marked, or which are."),
            rows.having(unsure) | rows.having(lost), _places),
    ):  # fmt: skip
        yield Source(f"archive.{permission}_statement", title, todo, records, row, f"{every}#{name}", _by_key)


def _of_parallels() -> Iterator[Source]:
    """By the document that came later: the earlier one was there when nothing was shared yet."""
    waiting = Parallel.objects.waiting().filter(b__reading__article=OuterRef("pk"))
    yield Source(
        "archive.judge_parallel",
        _("Words that also stand elsewhere"),
        _("Confirm what was taken over, refuse what any two texts could say so; look again at what is found no more."),
        _newest(Article.objects.filter(Exists(waiting))),
        _paralleled,
        reverse("admin:archive_parallel_changelist", query={"waits": "1"}),
        _lately_added,
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
        lambda run: (-run.started_at.timestamp(), -run.pk),
    )


def _of_accounts() -> Iterator[Source]:
    every = reverse("admin:archive_user_changelist")
    people = User.objects.active_staff().order_by("username")
    yield Source(
        "archive.change_user",
        _("One-time passwords that were not changed"),
        _("Ask whether they came in, give a new one, or close the account."),
        people.filter(must_change_password=True),
        _account,
        f"{every}?must_change_password__exact=1&is_active__exact=1",
        _by_name,
    )
    yield Source(
        "archive.change_user",
        _("Accounts that are locked out"),
        _("It ends by itself. Who lost the password gets a new one; many failures by nobody known are an attack."),
        people.filter(username__in=_locked_out()),
        _account,
        reverse("admin:axes_accessattempt_changelist"),
        _by_name,
    )


def _locked_out() -> QuerySet[AccessAttempt, Any]:
    """Names that may not log in from some address now."""
    pause = get_cool_off()
    lately = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - pause)
    failed = lately.values("username", "ip_address").annotate(failed=Sum("failures_since_start"))
    return failed.filter(failed__gte=get_failure_limit(None, None)).values("username")


def _lately_added(article: Article) -> Any:
    return -article.added_at.timestamp(), -article.pk


def _by_name(user: User) -> str:
    return user.username


def _by_key(row: Model) -> int:
    return row.pk


def _newest(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.order_by(F("added_at").desc(), "-pk")


def _article(article: Article) -> Row:
    return Row(article.title, article.language, reverse("admin:archive_article_change", args=[article.pk]))


def _draft(article: Article) -> Row:
    """To where it is looked at and published."""
    page = "reading" if article.text_id else "publication"
    return Row(article.title, article.language, reverse(f"admin:archive_article_{page}", args=[article.pk]))


def _thread(article: Article) -> Row:
    comments = reverse("admin:archive_comment_changelist", query={"article__id__exact": article.pk})
    return Row(article.title, article.language, comments)


def _moderated(cause: Waiting, article: Article) -> Row:
    query = {"article__id__exact": article.pk, "waits": cause}
    return Row(article.title, article.language, reverse("admin:archive_comment_changelist", query=query))


def _paralleled(article: Article) -> Row:
    query = {"article": article.pk, "waits": "1"}
    return Row(article.title, article.language, reverse("admin:archive_parallel_changelist", query=query))


def _statement(statement: Statement) -> Row:
    return Row(str(statement), "", reverse("admin:archive_statement_change", args=[statement.pk]))


def _review(statement: Statement) -> Row:
    return Row(str(statement), "", reverse("admin:archive_statement_move", args=[statement.pk]))


def _places(statement: Statement) -> Row:
    return Row(str(statement), "", reverse("admin:archive_statement_places", args=[statement.pk]))


def _echoes(statement: Statement) -> Row:
    return Row(str(statement), "", reverse("admin:archive_statement_echoes", args=[statement.pk]))


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
