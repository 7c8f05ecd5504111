"""How an article is cited."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from archive.models import Article, Byline, once
from archive.rules import citing


def citation(
    article: Article, bylines: Iterable[Byline], site: str, address: str, frozen: Sequence[str] = ()
) -> list[str]:
    """Its parts in plain text: writers, title, house, date, where it is kept and which bytes are meant.

    `frozen` are writers, title, house and date as they were when the article was withdrawn.
    """
    parts = list(frozen) or citing.parts(article, once(bylines))
    parts.append(_("Kept in %(site)s, %(address)s") % {"site": site, "address": address})
    if article.source_sha256:
        parts.append(_("Source SHA-256 %(hash)s") % {"hash": article.source_sha256[:16]})
    return [part.rstrip(".") for part in parts]
