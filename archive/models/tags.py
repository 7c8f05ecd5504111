from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from archive.models.named import Mergeable, NamedQuerySet
from archive.rules import visibility
from archive.text.folding import fold

if TYPE_CHECKING:
    # The type checker goes round in circles over two children of taggit's own.
    from django.db.models import Model as Item
else:
    from taggit.models import ItemBase as Item


class TagQuerySet(NamedQuerySet):
    def most_used(self, most: int) -> list[Tag]:
        """Those that stand on the most public articles, with their `number`."""
        numbers = self.numbers(None)
        least = min((number for _key, number in numbers.most_common(most)), default=0)
        rows = list(self.filter(pk__in=[key for key, number in numbers.items() if number >= least]))
        for row in rows:
            row.number = numbers[row.pk]
        return sorted(rows, key=lambda row: (-row.number, row.name))[:most]

    def beside(self, tag: Tag, most: int) -> TagQuerySet:
        """Those that stand on the most public articles that have this tag too, with their `number`."""
        shared = {
            "articles__content_object__tagged__tag": tag,
            "articles__content_object__state__in": visibility.PUBLIC_STATES,
        }
        counted = self.standing().exclude(pk=tag.pk).filter(**shared).annotate(number=models.Count("articles"))
        return counted.order_by("-number", "name")[:most]


class TagManager(models.Manager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Tag:
        return self.get(slug=slug)


class Tag(Mergeable, TagBase):
    """A subject. `key` is the folded name, unique, so that no two tags differ only by case or form."""

    carried = {
        "articles": {"content_object__state__in": visibility.PUBLIC_STATES},
        "comments": {
            "content_object__article__state__in": visibility.PUBLIC_STATES,
            "content_object__retired_at": None,
        },
        "statements": {"content_object__workflow__in": visibility.PUBLIC_WORKFLOWS},
    }

    key = models.CharField(_("folded name"), max_length=200, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)

    objects = TagManager()

    class Meta(Mergeable.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        permissions = [("merge_tag", "Can merge tags")]
        ordering = ["name", "pk"]

    def save(self, *args, **kwargs) -> None:
        self.key = fold(self.name)
        super().save(*args, **kwargs)


class TaggedArticleManager(models.Manager["TaggedArticle"]):
    def get_by_natural_key(self, article: str, tag: str) -> TaggedArticle:
        return self.get(content_object__slug=article, tag__slug=tag)


class TaggedArticle(Item):
    content_object = models.ForeignKey(
        "archive.Article", models.CASCADE, related_name="tagged", verbose_name=_("article")
    )
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="articles", verbose_name=_("tag"))

    objects = TaggedArticleManager()

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_has_a_tag_once")]
        indexes = [models.Index(fields=["tag", "content_object"], name="articles_with_a_tag")]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.content_object.natural_key(), *self.tag.natural_key())

    natural_key.dependencies = ["archive.article", "archive.tag"]  # type: ignore[attr-defined]
