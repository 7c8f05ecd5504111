"""How an article is cited."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from archive.models import Article, Byline, once
from archive.rules import citing


def citation(
    article: Article,
    bylines: Iterable[Byline],
    site: str,
    address: str,
    sha256: str | None,
    frozen: Sequence[str] = (),
) -> list[str]:
    """Its parts in plain text: writers, title, house, date, where it is kept and which bytes are meant.

    No bytes are named without the hash of the source. `frozen` are writers, title, house and date as they were when
    the article was withdrawn.
    """
    parts = list(frozen) or citing.parts(article, once(bylines))
    parts.append(_("Kept in %(site)s, %(address)s") % {"site": site, "address": address})
    if sha256:
        parts.append(_("Source SHA-256 %(hash)s") % {"hash": sha256[:16]})
    return [part.rstrip(".") for part in parts]
