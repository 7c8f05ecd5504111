from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from archive.models.public import named_in_public
from archive.rules import visibility
from archive.text.folding import fold


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> TagQuerySet:
        """Those that stand on an article this person may see; a name that only drafts carry is not told."""
        return self if visibility.is_staff(viewer) else named_in_public(self, "articles", "content_object__")

    def most_used(self, most: int) -> TagQuerySet:
        """Those that stand on the most public articles, with their `number`."""
        public = models.Q(articles__content_object__state__in=visibility.PUBLIC_STATES)
        return self.annotate(number=models.Count("articles", filter=public)).order_by("-number", "name")[:most]


class TagManager(models.Manager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Tag:
        return self.get(slug=slug)


class Tag(TagBase):
    """A subject. `key` is the folded name, unique, so that no two tags differ only by case or form."""

    key = models.CharField(_("folded name"), max_length=200, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)

    objects = TagManager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name", "pk"]

    def save(self, *args, **kwargs) -> None:
        self.key = fold(self.name)
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("archive:tag", args=[self.slug])


class TaggedArticleManager(models.Manager["TaggedArticle"]):
    def get_by_natural_key(self, article: str, tag: str) -> TaggedArticle:
        return self.get(content_object__slug=article, tag__slug=tag)


class TaggedArticle(ItemBase):
    content_object = models.ForeignKey(
        "archive.Article", models.CASCADE, related_name="tagged", verbose_name=_("article")
    )
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="articles", verbose_name=_("tag"))

    objects = TaggedArticleManager()

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_has_a_tag_once")]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.content_object.natural_key(), *self.tag.natural_key())

    natural_key.dependencies = ["archive.article", "archive.tag"]  # type: ignore[attr-defined]
