from django.contrib.sitemaps.views import index, sitemap
from django.urls import URLPattern, URLResolver, path, register_converter
from django.views.decorators.http import require_safe

from archive import converters
from archive.sitemaps import ArticleSitemap, StatementSitemap
from archive.views import (
    articles,
    crawlers,
    home,
    moderation,
    names,
    parallels,
    provenance,
    search,
    statements,
    threads,
    timeline,
    versions,
)
from archive.views.health import health

SITEMAPS = {"articles": ArticleSitemap, "statements": StatementSitemap}

register_converter(converters.Slug, "name")
register_converter(converters.Number, "number")

app_name = "archive"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("articles/", articles.index, name="articles"),
    path("articles.json", articles.listing_json, name="articles_json"),
    path("articles/<name:slug>.json", articles.article_json, name="article_json"),
    path("articles/<name:slug>/", articles.page, name="article"),
    path("articles/<name:slug>/thread/", threads.turn, name="turn"),
    path("articles/<name:slug>/thread/<number:number>/", threads.page, name="thread"),
    path("articles/<name:slug>/comments/<number:number>/", threads.comment, name="comment"),
    path("articles/<name:slug>/provenance/", provenance.page, name="provenance"),
    path("articles/<name:slug>/provenance/<number:number>/", provenance.page, name="provenance_page"),
    path("articles/<name:slug>/versions/<number:number>/", versions.page, name="version"),
    path("parallels/", parallels.index, name="pairs"),
    path("articles/<name:slug>/parallels/<name:other>/", parallels.page, name="parallels"),
    path("articles/<name:slug>/annotations.jsonld", statements.article_annotations, name="article_annotations"),
    path("moderation/", moderation.index, name="moderation"),
    path("moderation.json", moderation.listing_json, name="moderation_json"),
    path("moderation.csv", moderation.table, name="moderation_csv"),
    path("moderation.atom", moderation.feed, name="moderation_feed"),
    path("moderation/rules/", moderation.rules, name="rules"),
    path("moderation/figures/", moderation.figures, name="moderation_figures"),
    path("moderation/<number:number>.json", moderation.decision_json, name="decision_json"),
    path("moderation/<number:number>/", moderation.decision, name="decision"),
    path("statements/", statements.index, name="statements"),
    path("statements.json", statements.listing_json, name="statements_json"),
    path("statements/<number:number>.json", statements.statement_json, name="statement_json"),
    path("statements/<number:number>/", statements.page, name="statement"),
    path("statements/<number:number>/annotations.jsonld", statements.annotations, name="statement_annotations"),
    path("authors/", names.index, {"noun": names.AUTHORS}, name="authors"),
    path("authors/<name:slug>/", names.page, {"noun": names.AUTHORS}, name="author"),
    path("publishers/", names.index, {"noun": names.PUBLISHERS}, name="publishers"),
    path("publishers/<name:slug>/", names.page, {"noun": names.PUBLISHERS}, name="publisher"),
    path("tags/", names.index, {"noun": names.TAGS}, name="tags"),
    path("tags/<name:slug>/", names.page, {"noun": names.TAGS}, name="tag"),
    path("timeline/", timeline.page, name="timeline"),
    path("search/", search.page, name="search"),
    path("search.json", search.found_json, name="search_json"),
    path("robots.txt", crawlers.robots_txt, name="robots"),
    path(
        "sitemap.xml",
        require_safe(index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "archive:sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("healthz", health, name="health"),
]
