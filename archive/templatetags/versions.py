"""What two versions of a text read otherwise, as HTML: both sides of each change, and the statements it touches."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models.versions import ShownChange, Touched
from archive.rules.differences import Piece, Stretch
from archive.templatetags.addresses import address
from archive.templatetags.catalogue import kind_name
from archive.templatetags.markup import Form, form, joined
from archive.text.direction import direction

register = template.Library()

CHANGE = form('<div class="row shared">\n<p class="about">%s</p>\n%s%s%s</div>\n')
CELL = form('<div class="cell"><b class="whose">%s</b><div lang="%s" dir="%s">%s</div></div>\n')
NONE = form('<div class="cell"><b class="whose">%s</b><p class="stub">%s</p></div>\n')
SIDES = (form("<del>%s</del>"), form("<ins>%s</ins>"))
TOUCHED = form('<p class="about touched">%s</p>\n')
STATEMENT = form('<a href="%s">%s</a> %s')
NOTHING = joined([])


@register.simple_tag
def changes(found: Iterable[ShownChange], language: str) -> SafeString:
    return joined(_change(each, language) for each in found)


def _change(change: ShownChange, language: str) -> SafeString:
    sides = ((_("Before"), change.before, change.old_words), (_("Now"), change.after, change.new_words))
    cells = [_cell(*side, SIDES[number], language) for number, side in enumerate(sides)]
    touched = TOUCHED(_touched(change.statements)) if change.statements else NOTHING
    return CHANGE(_("Line %d") % change.line, *cells, touched)


def _cell(name: str, pieces: Sequence[Piece], words: Sequence[Stretch], only: Form, language: str) -> SafeString:
    if not pieces:
        return NONE(name, _("nothing"))
    kinds = ", ".join(dict.fromkeys(kind_name(piece.kind) for piece in pieces))
    said = joined(stretch.words if stretch.same else _marked(stretch.words, only) for stretch in words)
    return CELL(f"{name}: {kinds}", language, direction(language), said)


def _marked(words: str, only: Form) -> SafeString:
    """The blanks at the ends stand outside of what is marked."""
    bare = words.strip()
    if not bare:
        return joined([words])
    at = words.index(bare)
    return joined([words[:at], only(bare), words[at + len(bare) :]])


def _touched(statements: Sequence[Touched]) -> SafeString:
    said = ngettext("It touches the disputed statement", "It touches the disputed statements", len(statements))
    return joined([said, " ", joined(map(_statement, statements), "; "), "."])


def _statement(touched: Touched) -> SafeString:
    named = joined([touched.wording.removesuffix(".")])
    if touched.number:
        named = STATEMENT(address("statement", touched.number), touched.number, named)
    return joined([named, _(" (its mark waits for an editor)")]) if touched.waits else named
