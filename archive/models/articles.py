from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from archive.models import constraints
from archive.models.collections import Collection
from archive.models.houserules import HouseRule
from archive.models.publishers import Publisher
from archive.models.sources import SourceFile
from archive.models.tags import TaggedArticle
from archive.rules import visibility
from archive.states import ArticleKind, ArticleState, Origin, Rights, Role

if TYPE_CHECKING:
    from archive.models.authors import Author
    from archive.models.tags import Tag


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> ArticleQuerySet:
        """Articles whose record this person may see: the SQL face of `rules.visibility.can_see`."""
        return self if visibility.is_staff(viewer) else self.filter(state__in=visibility.PUBLIC_STATES)

    def known_to(self, viewer: visibility.Viewer | None) -> ArticleQuerySet:
        """As `visible_to`, and the withdrawn ones, which keep a tombstone."""
        return self if visibility.is_staff(viewer) else self.filter(state__in=visibility.KNOWN_STATES)

    def with_bylines(self) -> ArticleQuerySet:
        """With all that a list of articles says of each."""
        bylines = self.model.bylines.rel.related_model._default_manager.select_related("author").order_by("order")
        return self.select_related("publisher", "collection").prefetch_related(Prefetch("bylines", bylines))

    def written_by(self, author: Author) -> ArticleQuerySet:
        return self.filter(pk__in=author.bylines.values("article"))

    def published_by(self, publisher: Publisher) -> ArticleQuerySet:
        return self.filter(publisher=publisher)

    def tagged_with(self, tag: Tag) -> ArticleQuerySet:
        return self.filter(pk__in=tag.articles.values("content_object"))

    def figures(self) -> dict[str, int]:
        """How many articles these are, and of how many something is lacking."""
        named = self.model.bylines.rel.related_model._default_manager.filter(
            article=OuterRef("pk"), author__isnull=False
        )
        return self.aggregate(
            articles=Count("pk"),
            not_held=Count("pk", filter=Q(text=None)),
            undated=Count("pk", filter=Q(date_earliest=None)),
            unnamed=Count("pk", filter=~Exists(named.filter(role=Role.AUTHOR))),
            unpublished=Count("pk", filter=Q(publisher=None)),
        )

    def between(self, first: date, last: date) -> ArticleQuerySet:
        """Those that may be of one of these days, both included."""
        return self.filter(date_earliest__lte=last, date_latest__gte=first)

    def undated(self) -> ArticleQuerySet:
        return self.filter(Q(date_earliest=None) | Q(date_latest=None))

    def years(self) -> list[tuple[int, int]]:
        """The years that dates begin in, each with its number of articles, in order."""
        dated = self.filter(date_earliest__isnull=False).order_by("date_earliest__year")
        return list(dated.values_list("date_earliest__year").annotate(Count("pk")))

    def newest(self) -> ArticleQuerySet:
        """The latest to come in first."""
        return self.order_by(F("published_at").desc(nulls_last=True), "-pk")

    def by_title(self) -> ArticleQuerySet:
        return self.order_by("title", "pk")

    def by_date(self) -> ArticleQuerySet:
        """Oldest first; the undated last."""
        return self.order_by(F("date_earliest").asc(nulls_last=True), "pk")


class ArticleManager(models.Manager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Article:
        return self.get(slug=slug)


class Article(models.Model):
    """The catalogue record of one published text. Its words are in `text`, or not held."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True, help_text=_("Frozen once published."))
    title = models.CharField(_("title"), max_length=500)
    title_origin = models.CharField(_("origin of the title"), max_length=20, choices=Origin)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("publisher")
    )
    collection = models.ForeignKey(
        Collection, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("collection")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ArticleKind, default=ArticleKind.OTHER)
    language = models.CharField(_("language"), max_length=35, help_text=_("BCP 47, such as en, he or hy"))
    rights = models.CharField(_("rights"), max_length=20, choices=Rights, default=Rights.RECORD)
    abstract = models.TextField(_("abstract"), blank=True, help_text=_("in our own words"))
    note = models.TextField(_("note"), blank=True, help_text=_("what is odd, missing or unknown"))

    date_printed = models.CharField(_("date as printed"), max_length=200, blank=True)
    date_edtf = models.CharField(_("date in EDTF"), max_length=100, blank=True)
    date_earliest = models.DateField(_("earliest date"), null=True, blank=True)
    date_latest = models.DateField(_("latest date"), null=True, blank=True)
    captured_printed = models.CharField(_("capture date as printed"), max_length=200, blank=True)
    captured_on = models.DateField(_("captured on"), null=True, blank=True)
    captured_how = models.CharField(_("how the capture date is known"), max_length=500, blank=True)

    # What the catalogue says of the source, held or not; `source` is set once the bytes are here.
    source_sha256 = models.CharField(_("SHA-256 of the source"), max_length=64, null=True, blank=True)
    source_name = models.CharField(_("name of the source"), max_length=255, blank=True)
    source_bytes = models.PositiveBigIntegerField(_("size of the source"), null=True, blank=True)
    source = models.ForeignKey(
        SourceFile, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("source")
    )
    text = models.OneToOneField(
        "archive.Text", models.PROTECT, null=True, blank=True, related_name="article", verbose_name=_("current text")
    )

    state = models.CharField(_("state"), max_length=20, choices=ArticleState, default=ArticleState.DRAFT)
    published_at = models.DateTimeField(_("first published here"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of the withdrawal"), max_length=1000, blank=True)
    withdrawn_rule = models.ForeignKey(
        HouseRule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rule of the withdrawal")
    )
    context_note = models.CharField(_("note above it"), max_length=1000, blank=True)
    added_at = models.DateTimeField(_("added"))

    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("tags"))

    objects = ArticleManager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("publish_article", "Can publish and withdraw articles"),
            ("read_article", "Can store a corrected reading"),
        ]
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["state", "title", "id"], name="article_by_title"),
            models.Index(fields=["state", "date_earliest", "id"], name="article_by_date"),
            models.Index(fields=["state", "published_at", "id"], name="article_by_publication"),
            # All that is counted of articles, so that nobody has to read them for that.
            models.Index(
                fields=["state", "publisher", "language", "date_earliest", "date_latest", "text", "id"],
                name="article_in_short",
            ),
        ]
        constraints = [
            constraints.one_of("state", ArticleState.values, "article_state_is_known"),
            constraints.one_of("kind", ArticleKind.values, "article_kind_is_known"),
            constraints.one_of("rights", Rights.values, "article_rights_are_known"),
            constraints.one_of("title_origin", Origin.values, "article_title_origin_is_known"),
            constraints.ordered("date_earliest", "date_latest", "article_dates_are_in_order"),
            constraints.sha256("source_sha256", "article_source_sha256_is_a_hash"),
            models.CheckConstraint(condition=~Q(title=""), name="article_has_a_title"),
            models.CheckConstraint(
                condition=Q(state=ArticleState.DRAFT) | Q(published_at__isnull=False),
                name="article_was_published_once_it_is_public",
            ),
            models.CheckConstraint(
                condition=Q(state=ArticleState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ArticleState.WITHDRAWN) & Q(withdrawn_at=None)),
                name="article_has_a_tombstone_when_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["archive.collection", "archive.publisher", "archive.sourcefile", "archive.houserule"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("archive:article", args=[self.slug])

    @property
    def held(self) -> bool:
        """Whether the source's bytes are here."""
        return self.source_id is not None
