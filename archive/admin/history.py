"""The history of a record: the decisions about it, out of the one log, and what can be taken back of them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.actions import histories
from archive.actions.undoing import Case
from archive.models import Decision
from archive.rules.paging import SIZE

# The last number that the column of Decisions holds on either database.
LAST = 2**63 - 1
LONGEST = len(str(LAST))


class HistoryAdmin(admin.ModelAdmin):
    """Gives every record Django's history page with the decisions of the log on it, the newest first."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # An article's values stand in other tables too: they are fetched with it.
        request.with_values = True  # type: ignore[attr-defined]
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        before, target = number(request, "before"), histories.target_of(row)
        decisions, more, way = _page(target, before)
        line = list(map(histories.past_of, decisions[::-1]))
        if before and decisions:
            line += histories.pasts(Decision.objects.filter(histories.during(way), number__gte=before))
        case = Case(target, line, row)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": str(row),
            "object": row,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "entries": [
                (decision, case.hindrances(past))
                for decision, past in zip(decisions, line[: len(decisions)][::-1], strict=True)
            ],
            "may_take_back": request.user.has_perm("archive.undo_decision"),
            "older": decisions[-1].number if more else None,
            "newest": before is None,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/archive/object_history.html", context)


def _page(target: str, before: int | None) -> tuple[list[Decision], bool, list[histories.Stay]]:
    """The decisions about a thing that come before a number, the newest first, whether there are earlier ones, and
    its way here."""
    rows = Decision.objects.select_related("detail", "run", "taken_back_by").order_by("-number")
    here = [histories.Stay(target)]
    of_comment = target.startswith("comment:")
    if before is None and not of_comment:
        # Mostly these are all there are, and say themselves where the history begins.
        found = list(rows.filter(target=target)[: SIZE + 1])
        line = list(map(histories.past_of, found[::-1]))
        made = histories.made_in(target, line)
        if len(found) <= SIZE and made is not None:
            return [decision for decision in found if decision.number >= made], False, here
        if len(found) > SIZE and not any(histories.ends(target, past) for past in line):
            return found[:SIZE], True, here
    # Where a comment was made, its own decisions don't say.
    way = histories.stays(target) if of_comment else histories.way_here(target)
    found = list(rows.filter(histories.during(way), number__lt=before or LAST)[: SIZE + 1])
    first = histories.own(way, list(map(histories.past_of, found)))
    found = [decision for decision in found if decision.number >= (first or 0)]
    return found[:SIZE], len(found) > SIZE, way


def number(request: HttpRequest, name: str) -> int | None:
    """A number of a decision in the address; None where there is none."""
    asked = request.GET.get(name)
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST and 0 < int(asked) <= LAST):
        raise SuspiciousOperation("A page that no number names.")
    return int(asked)


def decision_of(object_id: str) -> Decision:
    """The decision of this number, with what it said."""
    key = unquote(object_id)
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404
    rows = Decision.objects.select_related("detail", "run", "taken_back_by", "takes_back")
    found = rows.filter(pk=int(key)).first()
    if found is None:
        raise Http404
    return found
