from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from archive.models.named import Mergeable, NamedQuerySet
from archive.rules import visibility
from archive.text.folding import fold


class TagQuerySet(NamedQuerySet):
    def most_used(self, most: int) -> TagQuerySet:
        """Those that stand on the most public articles, with their `number`."""
        public = models.Q(articles__content_object__state__in=visibility.PUBLIC_STATES)
        return self.annotate(number=models.Count("articles", filter=public)).order_by("-number", "name")[:most]


class TagManager(models.Manager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Tag:
        return self.get(slug=slug)


class Tag(Mergeable, TagBase):
    """A subject. `key` is the folded name, unique, so that no two tags differ only by case or form."""

    carried = ("articles", "content_object__")

    key = models.CharField(_("folded name"), max_length=200, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)

    objects = TagManager()

    class Meta(Mergeable.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name", "pk"]

    def save(self, *args, **kwargs) -> None:
        self.key = fold(self.name)
        super().save(*args, **kwargs)


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


class TaggedCommentManager(models.Manager["TaggedComment"]):
    def get_by_natural_key(self, article: str, number: int, tag: str) -> TaggedComment:
        return self.get(content_object__article__slug=article, content_object__number=number, tag__slug=tag)


class TaggedComment(ItemBase):
    content_object = models.ForeignKey(
        "archive.Comment", models.CASCADE, related_name="tagged", verbose_name=_("comment")
    )
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
