"""The kinds of blocks in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.importing.record import BlockKind

KINDS: dict[str, str | Promise] = {
    BlockKind.TITLE: _("title"),
    BlockKind.STANDFIRST: _("standfirst"),
    BlockKind.BYLINE: _("byline"),
    BlockKind.DATE: _("date"),
    BlockKind.PARAGRAPH: _("paragraph"),
    BlockKind.HEADING: _("heading"),
    BlockKind.LIST_ITEM: _("list item"),
    BlockKind.CAPTION: _("caption"),
    BlockKind.RUNNING_HEAD: _("running head"),
    BlockKind.BOILERPLATE: _("menu or share line"),
}
