"""What search engines are offered: the articles and the disputed statements. Comments never are."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from archive.models import Article, Comment, Evidence, Occurrence, Statement
from archive.models.articles import ArticleQuerySet
from archive.models.statements import StatementQuerySet


class ArticleSitemap(Sitemap):
    limit = 5000

    def items(self) -> ArticleQuerySet:
        """Public articles under whose words no names of commenters stand."""
        named = Comment.objects.visible_to(None).values("article")
        return Article.objects.visible_to(None).exclude(pk__in=named).only("slug", "published_at").order_by("pk")

    def lastmod(self, article: Article) -> datetime | None:
        return article.published_at


class StatementSitemap(Sitemap):
    limit = 5000

    def items(self) -> StatementQuerySet:
        """Public statements on whose page no words of commenters stand."""
        rows = Statement.objects.visible_to(None)
        for layer in (Occurrence.objects.visible_to(None), Evidence.objects.visible_to(None)):
            rows = rows.exclude(pk__in=layer.filter(text__place__gt=0).order_by().values("statement"))
        return rows.only("number", "published_at").order_by("number")

    def lastmod(self, statement: Statement) -> datetime | None:
        return statement.published_at

    def location(self, statement: Statement) -> str:
        return reverse("archive:statement", args=[statement.number])
