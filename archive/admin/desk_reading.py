"""The desk: one document's source beside its reading, and the corrections that a person is about to make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.actions.clock import now
from archive.actions.correcting import Overtaken, Said, attempt, correct, current_reading, said_otherwise
from archive.actions.refusals import Refused
from archive.admin import desk_sheet
from archive.admin.desk_versions import MOST_CHANGES
from archive.forms.desk import CorrectionForm, PublicationForm
from archive.importing.corrections import BadCorrection, Correction
from archive.importing.record import Record
from archive.importing.shapes import UnknownShape
from archive.models import Article, Byline, Reading
from archive.models.versions import pieces, shown_changes
from archive.rules import corrections as rules
from archive.rules import publication
from archive.rules.differences import Change, differences, pieces_of
from archive.rules.english import told
from archive.rules.kinds import in_words

# A longer address is no address any more: then the corrections ride in the form only.
LONGEST_ADDRESS = 1500


@dataclass
class Desk:
    """What lies on the desk: the corrections that are wanted, over the reading they were begun on."""

    article: Article
    reading: Reading
    corrections: frozenset[Correction]
    shape: str
    at: int = 1
    trying: bool = False
    ticked: Sequence[int] = ()
    reason: str = ""
    told: list[str] = field(default_factory=list)
    record: Record | None = None
    changes: Sequence[Change] = ()
    otherwise: Sequence[Said] = ()

    @cached_property
    def bylines(self) -> list[Byline]:
        return list(self.article.bylines.select_related("author").order_by("order"))

    @property
    def kept(self) -> frozenset[Correction]:
        return kept(self.reading)

    @property
    def pending(self) -> bool:
        return self.corrections != self.kept or self.shape != self.reading.reader

    def address(self) -> str:
        """The page with all that lies on it; too long where much does."""
        there = reverse("admin:archive_article_reading", args=[self.article.pk])
        asked: dict[str, Any] = {"at": self.at} if self.at > 1 else {}
        if self.pending:
            asked |= {
                "opened": self.reading.number,
                "corrections": rules.written(self.corrections),
                "shape": self.shape,
            }
        if self.trying:
            asked["try"] = "1"
        return f"{there}?{urlencode(asked)}" if asked else there


def kept(reading: Reading) -> frozenset[Correction]:
    return frozenset(map(Correction.from_data, reading.corrections))


def view(admin: ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """GET shows; POST adds, takes away, turns the sheet, tries or stores. Only storing changes anything."""
    try:
        reading = current_reading(article)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:archive_article_change", args=[article.pk]))
    may = request.user.has_perm("archive.read_article")
    resumed = getattr(request, "resumed", False)
    if request.method == "POST" and not may and not resumed:
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    desk = Desk(article, reading, kept(reading), reading.reader, at=_number(sent.get("at")))
    form = CorrectionForm(sent) if request.method == "POST" or "corrections" in sent else None
    if form is not None:
        _lay_out(desk, form)
    if form is not None and form.is_valid() and request.method == "POST" and not resumed:
        if answer := _answer(request, desk, form):
            return answer
    elif sent.get("try") and request.method != "POST":
        desk.trying = True
    if desk.trying and (form is None or form.is_valid()):
        _attempt(request, desk)
    return _page(admin, request, desk, form, may=may)


def _lay_out(desk: Desk, form: CorrectionForm) -> None:
    """Put what was sent on the desk; where another reading was stored meanwhile, both people's corrections."""
    form.is_valid()
    cleaned = form.cleaned_data
    desk.corrections = cleaned.get("corrections", desk.corrections)
    desk.shape = cleaned.get("shape") or desk.shape
    desk.reason = cleaned.get("reason") or form.data.get("reason", "")
    desk.ticked = [_number(line, 0) for line in form.ticked()]
    opened = _number(form.data.get("opened"), desk.reading.number)
    if opened != desk.reading.number and "corrections" in cleaned:
        begun = desk.article.readings.filter(number=opened).first()
        base = begun or desk.reading
        if begun and desk.shape == begun.reader:
            desk.shape = desk.reading.reader
        merged = rules.merged(kept(base), desk.corrections, desk.kept)
        desk.corrections = merged.corrections
        desk.told = list(_overtaken(desk.reading, merged))


def _overtaken(reading: Reading, merged: rules.Merged) -> Sequence[str]:
    said = [
        _("Meanwhile reading %(number)s was stored: “%(reason)s”. Nothing of yours is lost: look again, then save.")
        % {"number": reading.number, "reason": reading.reason}
    ]
    if merged.added:
        said.append(_("It added: %s.") % rules.written(merged.added).replace("\n", ", "))
    if merged.removed:
        said.append(_("It took away: %s.") % rules.written(merged.removed).replace("\n", ", "))
    return said


def _answer(request: HttpRequest, desk: Desk, form: CorrectionForm) -> HttpResponse | None:
    """Do what was asked. None: the page comes with what was sent."""
    if removed := request.POST.get("remove"):
        desk.trying = request.POST.get("trying") == "1"
        desk.corrections = frozenset(one for one in desk.corrections if rules.written([one]) != removed)
        return _shown_again(desk)
    try:
        grown = rules.grown(desk.corrections, form.cleaned_data["new"])
        rules.check(grown - desk.corrections, desk_sheet.line_count(desk.reading.source))
    except BadCorrection as error:
        form.add_error(None, _sentence(error))
        return None
    desk.corrections, desk.ticked = grown, ()
    asked = request.POST.get("do")
    if asked == "save" and not desk.told:
        return _save(request, desk, form)
    desk.trying = asked in ("try", "save") or (not asked and request.POST.get("trying") == "1")
    return _shown_again(desk)


def _shown_again(desk: Desk) -> HttpResponse | None:
    """At its own address, which can be read again and kept; in place where that would be too long."""
    if desk.reason or desk.told or len(address := desk.address()) > LONGEST_ADDRESS:
        return None
    return HttpResponseRedirect(address)


def _attempt(request: HttpRequest, desk: Desk) -> None:
    """Read anew and compare; what stands in the way becomes an error of the page."""
    try:
        desk.record = attempt(desk.reading, desk.corrections, shape=desk.shape)
    except (BadCorrection, UnknownShape) as error:
        desk.told.append(_sentence(error))
        return
    desk.changes = differences(pieces(desk.reading, request.user), pieces_of(desk.record))
    desk.otherwise = said_otherwise(desk.article, desk.record, desk.bylines)


def _save(request: HttpRequest, desk: Desk, form: CorrectionForm) -> HttpResponse | None:
    may_catalogue = request.user.has_perm("archive.change_article")
    try:
        record = attempt(desk.reading, desk.corrections, shape=desk.shape)
        stored = correct(
            desk.article,
            record,
            desk.corrections,
            opened=desk.reading.number,
            take=request.POST.getlist("take") if may_catalogue else (),
            reason=desk.reason,
            by=request.user.get_username(),
            at=now(),
        )
    except Overtaken as overtaken:
        base, mine = desk.kept, desk.corrections
        desk.article.refresh_from_db()
        desk.reading = overtaken.current
        merged = rules.merged(base, mine, desk.kept)
        desk.corrections, desk.told = merged.corrections, list(_overtaken(desk.reading, merged))
        desk.trying = True
        return None
    except (BadCorrection, UnknownShape, Refused) as error:
        form.add_error(None, _sentence(error))
        desk.trying = bool(desk.pending)
        return None
    messages.success(request, _("Reading %s is stored.") % stored.number)
    there = Desk(desk.article, stored, kept(stored), stored.reader, at=desk.at)
    return HttpResponseRedirect(there.address())


def _page(
    admin: ModelAdmin, request: HttpRequest, desk: Desk, form: CorrectionForm | None, *, may: bool
) -> HttpResponse:
    notes = desk_sheet.notes_of(desk.reading, desk.record)
    doubts = [note for note in notes if note["doubt"]]
    failed = form is not None and not form.is_valid()
    as_it_was = failed or getattr(request, "resumed", False)
    panel = form if form is not None and as_it_was else CorrectionForm(
        initial={"shape": desk.shape, "corrections": rules.written(desk.corrections), "reason": desk.reason}
    )  # fmt: skip
    if desk.pending or desk.trying or failed:
        panel.begin_here()
    article = desk.article
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Reading of “%s”") % article.title,
        "article": article,
        "original": article,
        "desk": desk,
        "may": may,
        "form": panel,
        "failed": failed,
        "sheet": desk_sheet.sheet(
            article, desk.reading, desk.record, desk.at, desk.corrections, desk.ticked, request.user
        ),
        "said": [
            {"words": in_words(one), "written": rules.written([one]), "new": one not in desk.kept}
            for one in sorted(desk.corrections)
        ],
        "gone": rules.written(desk.kept - desk.corrections).splitlines(),
        "doubts": doubts[: desk_sheet.MOST_NOTES],
        "doubts_more": max(len(doubts) - desk_sheet.MOST_NOTES, 0),
        "done": [note for note in notes if not note["doubt"]][: desk_sheet.MOST_NOTES],
        "changes": shown_changes(desk.reading, desk.changes[:MOST_CHANGES], request.user),
        "changes_more": max(len(desk.changes) - MOST_CHANGES, 0),
        "bylines": desk.bylines,
        "blockers": publication.blockers(article),
        "may_publish": request.user.has_perm("archive.publish_article"),
        "may_catalogue": request.user.has_perm("archive.change_article"),
        "publication_form": PublicationForm(auto_id="publication_%s"),
        "counted": ngettext("%s difference", "%s differences", len(desk.changes)) % len(desk.changes),
    }
    return TemplateResponse(request, "admin/archive/desk/reading.html", context)


def _number(said: str | None, otherwise: int = 1) -> int:
    """A number of a line or a reading, however it was sent."""
    if said and said.isascii() and said.isdigit() and len(said) < 10:
        return int(said)
    return otherwise


def _sentence(error: Exception) -> str:
    words = told(str(error))
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith(".") else ".")
