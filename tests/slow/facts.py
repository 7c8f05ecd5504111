"""What a database holds of articles and statements, as JSON: run in a process of its own by tests that kill others."""

import json

import django
from django.db.models import Count

django.setup()

from archive.actions.disputes import now  # noqa: E402
from archive.actions.verify_log import verify_log  # noqa: E402
from archive.models import Article, Author, Decision, Publisher, SourceContent, SourceFile, Statement, Text  # noqa: E402
from tests.databases import leave  # noqa: E402


def facts() -> dict:
    articles = Article.objects.annotate(said=Count("comments")).select_related("text", "source")
    return {
        "articles": {
            article.slug: {
                "state": article.state,
                "comments": article.said,
                "texts": Text.objects.filter(reading__article=article).count(),
                "words": article.text and article.text.sha256,
                "source": article.source and article.source.sha256,
                "bylines": article.bylines.count(),
                "tags": article.tagged.count(),
                "remembered": hasattr(article, "catalogue_entry"),
                "decisions": sorted(Decision.objects.about(f"article:{article.slug}").values_list("verb", flat=True)),
            }
            for article in articles
        },
        "statements": {
            statement.key: {**now(statement), "remembered": statement.catalogue_entry.wrote}
            for statement in Statement.objects.select_related("catalogue_entry")
        },
        "sources": SourceFile.objects.count(),
        "contents": SourceContent.objects.count(),
        "texts": Text.objects.count(),
        "names": Author.objects.count() + Publisher.objects.count(),
        "sound": verify_log().sound,
    }


if __name__ == "__main__":
    print(json.dumps(facts()))
    leave()
