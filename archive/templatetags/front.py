"""What is disputed, as the front says it: each statement with what this archive holds on either side."""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Statement
from archive.models.disputes import Held
from archive.rules.repetition import Standing, Weight
from archive.states import EvidenceSide
from archive.templatetags.addresses import address
from archive.templatetags.catalogue import counted
from archive.templatetags.markup import form, joined
from archive.templatetags.statements import PIECE, finding, stands

register = template.Library()

CONTESTED = form(
    '<li>\n<div><div class="headline"><a href="%s" class="ours"><bdi>%s</bdi></a></div>\n'
    '<div class="pieces">%s</div></div>\n%s</li>\n'
)
SIDE = form("<dl><dt>%s</dt>%s</dl>\n")
SAID = form("<dd>%s</dd>")
SILENT = form('<dd class="silent">%s</dd>')


@register.simple_tag
def contested_rows(found: Iterable[tuple[Statement, Standing, Iterable[Held]]]) -> SafeString:
    """Statements as items of a list, each with the number of its places and what is held on both sides."""
    return joined(contested(*each) for each in found)


def contested(statement: Statement, standing: Standing, held: Iterable[Held]) -> SafeString:
    pieces = [
        PIECE(_("Statement %s") % statement.number),
        PIECE(finding(statement.finding)),
        PIECE(stands(standing)),
    ]
    there = address("statement", statement.number or 0)
    return CONTESTED(there, statement.wording, joined(pieces), joined(map(side, held)))


def side(held: Held) -> SafeString:
    name = _("for it") if held.side == EvidenceSide.SUPPORTS else _("against it")
    said = [SILENT(_("no independent source on this side in this archive"))] if held.silent else []
    return SIDE(name, joined([*said, *map(SAID, pieces(held))]))


def pieces(held: Held) -> Iterator[str]:
    if sources := held.counts.get(Weight.SOURCE, 0):
        yield counted("%s independent source", "%s independent sources", sources)
    if repeated := held.counts.get(Weight.REPETITION, 0):
        yield counted("%s repetition, which is no evidence", "%s repetitions, which are no evidence", repeated)
    if heard := held.counts.get(Weight.TESTIMONY, 0):
        yield counted("%s reader’s comment", "%s readers’ comments", heard)
