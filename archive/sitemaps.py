"""What search engines are offered: the articles. Comments and their threads never are."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap

from archive.models import Article, Comment
from archive.models.articles import ArticleQuerySet


class ArticleSitemap(Sitemap):
    limit = 5000

    def items(self) -> ArticleQuerySet:
        """Public articles under whose words no names of commenters stand."""
        named = Comment.objects.visible_to(None).values("article")
        return Article.objects.visible_to(None).exclude(pk__in=named).only("slug", "published_at").order_by("pk")

    def lastmod(self, article: Article) -> datetime | None:
        return article.published_at
