"""Reader comments that stood under an article."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from archive.models import constraints
from archive.models.articles import Article
from archive.models.constraints import Spelled
from archive.models.sources import SourceFile
from archive.models.tags import Item, Tag
from archive.models.texts import Text
from archive.rules import visibility
from archive.states import CommentState

# Whose words everyone may read, but for those hidden in them.
READABLE = Q(
    article__state__in=visibility.PUBLIC_STATES,
    article__rights__in=visibility.READABLE_RIGHTS,
    state__in=visibility.READABLE_COMMENTS,
)

UNREADABLE = [state for state in CommentState.values if state not in visibility.READABLE_COMMENTS]
# Of whom readers are given no word, or another name; and the same as SQLite has to hear it.
HIDDEN = Q(state__in=UNREADABLE) | Q(pseudonym__isnull=False)
SPELLED = Q(state__in=[Spelled(state) for state in UNREADABLE]) | Q(pseudonym__isnull=False)


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

    def hidden(self) -> CommentQuerySet:
        """Those whose words or name readers are not given."""
        return self.filter(SPELLED)

    def readable_by(self, viewer: visibility.Viewer | None) -> CommentQuerySet:
        """Comments of whose words this person may read some: the SQL face of `rules.visibility.can_read`."""
        return self if visibility.is_staff(viewer) else self.filter(READABLE)


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
        indexes = [
            models.Index(fields=["article", "position"], name="comment_in_reading_order"),
            models.Index(fields=["source"], condition=HIDDEN, name="comment_hidden"),
        ]
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
