"""How an article is cited."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from archive.models import Article, Byline, once
from archive.rules import dating
from archive.states import Attribution, Origin, Role


def citation(article: Article, bylines: Iterable[Byline], site: str, address: str) -> list[str]:
    """Its parts in plain text: writers, title, house, date, where it is kept and which bytes are meant.

    A title that the archive supplied stands in brackets, and so does a writer whom the source does not print.
    """
    parts = [writers(bylines), title(article)]
    if article.publisher:
        parts.append(article.publisher.name)
    parts.append(dating.when(article) or _("no date"))
    parts.append(_("Kept in %(site)s, %(address)s") % {"site": site, "address": address})
    if article.source_sha256:
        parts.append(_("Source SHA-256 %(hash)s") % {"hash": article.source_sha256[:16]})
    return [part.rstrip(".") for part in parts]


def writers(bylines: Iterable[Byline]) -> str:
    names = [
        f"[{byline.author.name}]" if byline.attribution == Attribution.SUPPLIED else byline.author.name
        for byline in once(bylines)
        if byline.author and byline.role == Role.AUTHOR
    ]
    return "; ".join(names) or _("Author not named")


def title(article: Article) -> str:
    return f"[{article.title}]" if article.title_origin == Origin.SUPPLIED else f"“{article.title}”"
