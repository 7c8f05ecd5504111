from django.utils.translation import gettext_lazy as _

from archive.models.named import Named
from archive.rules.visibility import PUBLIC_STATES


class Publisher(Named):
    """A house that published."""

    carried = {"articles": {"state__in": PUBLIC_STATES}}

    class Meta(Named.Meta):
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        permissions = [("merge_publisher", "Can merge publishers")]
