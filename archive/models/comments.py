"""Reader comments that stood under an article."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from archive.models import constraints
from archive.models.articles import Article
from archive.models.prepared import Gathered
from archive.models.sources import SourceFile
from archive.models.tags import Item, Tag
from archive.models.texts import Text
from archive.rules import visibility
from archive.rules.moderation import public_state
from archive.states import CommentState, RedactionState
from archive.text.masking import MARK, joined, masked
from archive.text.runs import Span

# Whose words everyone may read, but for those hidden in them.
READABLE = Q(
    article__state__in=visibility.PUBLIC_STATES,
    article__rights__in=visibility.READABLE_RIGHTS,
    state__in=visibility.READABLE_COMMENTS,
)
# As the two databases write that nothing was gathered.
NONE_GATHERED = (None, "[]")


class Mark(NamedTuple):
    """Hidden words: where they stand in the words that are given, by which rule, and how many they are."""

    start: int
    end: int
    category: str
    words: int


class Over(NamedTuple):
    """What stands over a comment as a whole: the Decision, its day and rule, the end of a hold, and how many words."""

    decision: int | None
    at: datetime.datetime | None
    category: str | None
    code: str | None
    until: datetime.datetime | None
    words: int | None


class ThreadLine(NamedTuple):
    """One comment as a thread shows it, to one viewer.

    `words` is None where this viewer may not read any. `marks` are the hidden words among them: for readers each word
    is a sign, for those who work here they are the words themselves. `author` is the pseudonym where there is one and
    the viewer is not told the name.
    """

    number: int
    position: int
    depth: int
    parent: int | None
    parent_position: int | None
    parent_author: str | None
    author: str | None
    date: str
    state: str
    first_line: int
    last_line: int
    words: str | None
    reconstructed: Sequence[str]
    pseudonym: str | None = None
    gone_at_source: datetime.date | None = None
    over: Over | None = None
    marks: Sequence[Mark] = ()

    @property
    def public_state(self) -> str:
        """The state as everybody is told it."""
        return public_state(self.state, redacted=bool(self.marks))

    @classmethod
    def of(cls, row: Sequence, *, whole: bool = False) -> ThreadLine:
        """From what `columns` gives, some of it still JSON: it is empty in most rows, and reading it costs more.

        `whole` leaves hidden words where they are.
        """
        *plain, reconstructed, pseudonym, gone, hidden = row[:16]
        over = None if row[16] is None else Over._make(row[16:])
        rebuilt = () if reconstructed == "[]" else json.loads(reconstructed)
        made = cls._make((*plain, rebuilt, pseudonym, gone, over, ()))
        if hidden in NONE_GATHERED or made.words is None:
            return made
        return made.hiding([(Span(start, end), category) for start, end, category in json.loads(hidden)], whole=whole)

    def hiding(self, hidden: Sequence[tuple[Span, str]], *, whole: bool) -> ThreadLine:
        """The same with these stretches, in their order, hidden or marked."""
        if self.words is None:
            return self
        spans = joined(span for span, _category in hidden)
        found = masked(self.words, spans)
        marks = [
            Mark(
                *(span if whole else mark),
                next(category for part, category in hidden if span.start <= part.start < span.end),
                found.words.count(MARK, *mark),
            )
            for span, mark in zip(spans, found.marks, strict=True)
        ]
        return self._replace(words=self.words if whole else found.words, marks=marks)


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> CommentQuerySet:
        """Comments whose place in the thread this person may see; what is hidden of them is a stub."""
        if visibility.is_staff(viewer):
            return self
        return self.filter(article__state__in=visibility.PUBLIC_STATES)

    def under(self, article: Article | int) -> CommentQuerySet:
        """The thread of an article in reading order, without what a later reading no longer finds."""
        return self.filter(article=article).standing().order_by("position")

    def standing(self) -> CommentQuerySet:
        """Without what a later reading no longer finds."""
        return self.filter(retired_at=None)

    def tagged_with(self, tag: Tag) -> CommentQuerySet:
        return self.filter(pk__in=tag.comments.values("content_object"))

    def by_article(self) -> CommentQuerySet:
        return self.order_by("article__slug", "number")

    def between(self, first: int, last: int) -> CommentQuerySet:
        """Positions first to last, both included."""
        return self.filter(position__gte=first, position__lte=last)

    def lengths(self, articles: Iterable[int]) -> dict[int, int]:
        """The length of the thread under each of some articles, by primary key; those without comments are left out."""
        rows = self.filter(article__in=list(articles), retired_at=None).order_by().values_list("article")
        return dict(rows.annotate(last=models.Max("position")))

    def readable_by(self, viewer: visibility.Viewer | None) -> CommentQuerySet:
        """Comments of whose words this person may read some: the SQL face of `rules.visibility.can_read`."""
        return self if visibility.is_staff(viewer) else self.filter(READABLE)

    def lines(self, viewer: visibility.Viewer | None) -> Iterable[ThreadLine]:
        """Tuples for showing, words as `rules.visibility.can_read` says; one query, no instances."""
        whole = visibility.is_staff(viewer)
        return (ThreadLine.of(row, whole=whole) for row in self.columns(_words(viewer), named=whole))

    def columns(self, words: models.expressions.Combinable, *, named: bool) -> models.QuerySet[Comment, tuple]:
        """What `ThreadLine.of` takes; `named` gives names as printed also where pseudonyms stand for them."""
        redactions = self.model.redactions.rel.related_model._base_manager.filter(
            comment=OuterRef("pk"), state=RedactionState.STANDING
        )
        hidden = Gathered(redactions.order_by("start", "end"), ["start", "end", "rule__category"])
        return self.annotate(words=words, hidden=Cast(hidden, models.TextField())).values_list(
            "number",
            "position",
            "depth",
            "parent__number",
            "parent__position",
            F("parent__author_name") if named else Coalesce("parent__pseudonym__name", "parent__author_name"),
            F("author_name") if named else Coalesce("pseudonym__name", "author_name"),
            "date_printed",
            "state",
            "first_line",
            "last_line",
            "words",
            Cast("reconstructed", models.TextField()),
            "pseudonym__name",
            "gone_at_source",
            "hidden",
            "measure__decision",
            "measure__decided_at",
            "measure__rule__category",
            "measure__rule__code",
            "measure__until",
            "measure__words",
        )


def _words(viewer: visibility.Viewer | None) -> models.expressions.Combinable:
    """The SQL face of `rules.visibility.can_read` for a comment."""
    if visibility.is_staff(viewer):
        return F("text__content__body")
    return Case(When(READABLE, then=F("text__content__body")), default=Value(None), output_field=models.TextField())


class CommentManager(models.Manager.from_queryset(CommentQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int) -> Comment:
        return self.get(article__slug=slug, number=number)


class Comment(models.Model):
    """One archived reader comment.

    `parent` is the truth of the thread, `position` its reading order from 1, `depth` the number of ancestors.
    `number` is given once in an article and never again. A comment is known again by (source, source_start).
    `author_name` is the name as printed; None where the source does not give it. `state` and `pseudonym` are ours,
    `gone_at_source` is the day on which somebody saw that the source no longer has it.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="comments", verbose_name=_("article"), db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    position = models.PositiveIntegerField(_("position"))
    depth = models.PositiveIntegerField(_("depth"))
    # No constraint of its own: the source of its text's reading is this one, and that is a foreign key. A check for
    # each of hundreds of thousands of comments would tell nothing more, and a source's removal would scan them all.
    source = models.ForeignKey(
        SourceFile,
        models.PROTECT,
        related_name="comments",
        verbose_name=_("source"),
        db_index=False,
        db_constraint=False,
    )
    source_start = models.PositiveBigIntegerField(_("start in the source"), help_text=_("in code points"))
    source_end = models.PositiveBigIntegerField(_("end in the source"))
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))
    author_name = models.CharField(_("name as printed"), max_length=500, null=True, blank=True)
    date_printed = models.CharField(_("date as printed"), max_length=200, blank=True)
    reconstructed = models.JSONField(_("reconstructed"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=CommentState, default=CommentState.SHOWN)
    pseudonym = models.ForeignKey(
        "archive.Pseudonym",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("pseudonym"),
    )
    gone_at_source = models.DateField(_("seen to be removed at its source"), null=True, blank=True)
    retired_at = models.DateTimeField(_("no longer found"), null=True, blank=True)
    text = models.OneToOneField(Text, models.PROTECT, related_name="comment", verbose_name=_("text"))

    tags = TaggableManager(through="archive.TaggedComment", blank=True, verbose_name=_("tags"))

    objects = CommentManager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [
            ("tag_comment", "Can tag comments"),
            ("moderate_comment", "Can moderate comments"),
            ("erase_comment", "Can propose and agree to erase comments"),
        ]
        ordering = ["article", "position"]
        indexes = [models.Index(fields=["article", "position"], name="comment_in_reading_order")]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="comment_number_is_given_once"),
            models.UniqueConstraint(
                fields=["article", "source", "source_start"],
                condition=Q(retired_at=None),
                name="comment_is_known_by_its_place",
            ),
            constraints.one_of("state", CommentState.values, "comment_state_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1, position__gte=1), name="comment_counts_from_one"),
            models.CheckConstraint(condition=Q(source_start__lt=F("source_end")), name="comment_has_a_place"),
            constraints.ordered("first_line", "last_line", "comment_lines_are_in_order"),
            # That a comment below the top has a parent can't be said here: loaddata writes the parent afterwards
            # where it stands later in the fixture.
            models.CheckConstraint(
                condition=Q(parent=None) | Q(depth__gt=0),
                name="comment_depth_agrees_with_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} #{self.number}"

    def natural_key(self) -> tuple[str, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["archive.article", "archive.sourcefile", "archive.text", "archive.pseudonym"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("archive:comment", args=[self.article.slug, self.number])


class TaggedCommentManager(models.Manager["TaggedComment"]):
    def get_by_natural_key(self, article: str, number: int, tag: str) -> TaggedComment:
        return self.get(content_object__article__slug=article, content_object__number=number, tag__slug=tag)


class TaggedComment(Item):
    content_object = models.ForeignKey(Comment, models.CASCADE, related_name="tagged", verbose_name=_("comment"))
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="comments", verbose_name=_("tag"))

    objects = TaggedCommentManager()

    class Meta:
        verbose_name = _("tag of a comment")
        verbose_name_plural = _("tags of comments")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="comment_has_a_tag_once")]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"

    def natural_key(self) -> tuple[str, int, str]:
        return (*self.content_object.natural_key(), *self.tag.natural_key())

    natural_key.dependencies = ["archive.comment", "archive.tag"]  # type: ignore[attr-defined]
