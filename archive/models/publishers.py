from django.utils.translation import gettext_lazy as _

from archive.models.named import Named


class Publisher(Named):
    """A house that published."""

    carried = ("articles", "")

    class Meta(Named.Meta):
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        permissions = [("merge_publisher", "Can merge publishers")]
