"""The kinds of blocks, and what corrections say, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.importing.corrections import Correction
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
# Words of the page and not of the text: nobody who prints them says what its author says.
FURNITURE = frozenset({BlockKind.RUNNING_HEAD, BlockKind.BOILERPLATE})
SAYINGS: dict[str, str | Promise] = {
    "begin": _("a new paragraph or comment begins here"),
    "continue": _("goes on with the one before"),
    "join": _("the hyphen is only a line break"),
    "keep": _("the hyphen belongs to the word"),
    "author": _("is the author line"),
    "words": _("is no author line, but words"),
}


def in_words(correction: Correction) -> str:
    """What a correction says of its line."""
    if correction.what == "kind":
        return gettext("is a block of the kind “%s”") % KINDS.get(correction.to, correction.to)
    if correction.what == "parent":
        return gettext("answers line %s") % correction.to if correction.to.strip("0") else gettext("answers nobody")
    return str(SAYINGS[correction.what])
