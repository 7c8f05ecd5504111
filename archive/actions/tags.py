"""Tags are added here only: names are folded before the database is asked, so that twins can't arise."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from archive.actions.articles import lock, target
from archive.actions.decisions import Entry, record
from archive.actions.refusals import Refused
from archive.models import Article, Decision, ImportRun, Tag, TaggedArticle
from archive.text.folding import fold

LONGEST = 100
# For the number that tells two slugs apart.
ROOM = 8


@transaction.atomic
def set_tags(
    article: Article,
    names: Iterable[str],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Make these the article's tags; None where they are that already. Raises Refused for an impossible name."""
    lock(article)
    wanted = {fold(name): " ".join(name.split()) for name in names}
    for key, name in wanted.items():
        if not key or max(len(key), len(name)) > LONGEST or "\0" in name:
            raise Refused(f"“{name[:40]}” can't be a tag: a tag has 1 to {LONGEST} characters.")
    had = {row.tag.key: row.tag for row in article.tagged.select_related("tag")}
    if had.keys() == wanted.keys():
        return None
    before = sorted(tag.name for tag in had.values())
    article.tagged.filter(tag__key__in=had.keys() - wanted.keys()).delete()
    new = [named(wanted[key]) for key in sorted(wanted.keys() - had.keys())]
    TaggedArticle.objects.bulk_create(TaggedArticle(content_object=article, tag=tag) for tag in new)
    after = sorted([tag.name for key, tag in had.items() if key in wanted] + [tag.name for tag in new])
    entry = Entry("article.tags", target(article), reason, {"tags": before}, {"tags": after}, takes_back)
    return record(entry, by=by, at=at, run=run)


def named(name: str) -> Tag:
    """The tag of this name, however it is spelt; made if there is none."""
    tag, _made = Tag.objects.get_or_create(key=fold(name), defaults={"name": name, "slug": _free_slug(name)})
    return tag


def _free_slug(name: str) -> str:
    """A slug no other tag has; names that leave nothing in ASCII keep their letters."""
    slug = (slugify(name) or slugify(name, allow_unicode=True) or "tag")[: LONGEST - ROOM]
    taken = set(Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free
