from django.utils.translation import gettext_lazy as _

from archive.models.named import Named
from archive.rules.visibility import PUBLIC_STATES


class Author(Named):
    """A person who wrote, or helped to write, an article. Writers of comments are private people and not here."""

    carried = {"bylines": {"article__state__in": PUBLIC_STATES}}

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        permissions = [("merge_author", "Can merge authors")]
