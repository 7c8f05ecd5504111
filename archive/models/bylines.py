from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.articles import Article
from archive.models.authors import Author
from archive.states import Attribution, Role


def once(bylines: Iterable[Byline]) -> list[Byline]:
    """Each person once in each role, at the first place, and as printed where any of the places prints the name.

    Two bylines name one person where two records of that person became one. A byline that names nobody stays.
    """
    found: dict[tuple[object, str], Byline] = {}
    for each in bylines:
        key = (each.author_id or f"place {each.order}", each.role)
        first = found.setdefault(key, each)
        if first.attribution == Attribution.SUPPLIED and each.attribution == Attribution.PRINTED:
            found[key] = each
    return list(found.values())


class BylineManager(models.Manager["Byline"]):
    def get_by_natural_key(self, slug: str, order: int) -> Byline:
        return self.get(article__slug=slug, order=order)


class Byline(models.Model):
    """Who stands over an article, in which place and role. No author means: the source does not say."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines", verbose_name=_("article"))
    order = models.PositiveSmallIntegerField(_("order"))
    author = models.ForeignKey(
        Author, models.PROTECT, null=True, blank=True, related_name="bylines", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    printed = models.CharField(_("as printed"), max_length=500, blank=True)
    attribution = models.CharField(_("attribution"), max_length=20, choices=Attribution)

    objects = BylineManager()

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["article", "order"]
        constraints = [
            models.UniqueConstraint(fields=["article", "order"], name="byline_has_its_place"),
            constraints.one_of("role", Role.values, "byline_role_is_known"),
            models.CheckConstraint(
                condition=Q(attribution=Attribution.UNKNOWN, author=None)
                | Q(attribution__in=[Attribution.PRINTED, Attribution.SUPPLIED], author__isnull=False),
                name="byline_names_nobody_when_unknown",
            ),
        ]

    def __str__(self) -> str:
        return str(self.author or self.get_attribution_display())

    def natural_key(self) -> tuple[str, int]:
        return (*self.article.natural_key(), self.order)

    natural_key.dependencies = ["archive.article"]  # type: ignore[attr-defined]
