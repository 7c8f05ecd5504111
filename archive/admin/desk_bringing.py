"""Bringing documents: what is sent is stored at once, and each file is told what became of it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.actions.bringing import Outcome, bring
from archive.actions.clock import now
from archive.actions.documents import Limits
from archive.forms.desk import BringForm


def view(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """A single document leads straight to its desk; of several there is a list."""
    resumed = getattr(request, "resumed", False)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    outcomes: list[Outcome] = []
    run = None
    if request.method == "POST" and not resumed and form.is_valid():
        limits = Limits(settings.ARCHIVE_DOCUMENT_LIMIT, settings.ARCHIVE_LINE_LIMIT)
        outcomes, run = bring(
            form.documents(),
            by=request.user.get_username(),
            clock=now,
            limits=limits,
            publishes=request.user.has_perm("archive.publish_article"),
        )
        if len(outcomes) == 1 and (article := outcomes[0].article):
            if outcomes[0].outcome == "known":
                messages.warning(request, _("This document is in the archive already: nothing new was made."))
            elif outcomes[0].outcome == "held":
                messages.success(request, _("The words of this record were not held; now they are."))
            else:
                messages.success(request, _("It is stored as a draft. Look at what was read of it."))
            return HttpResponseRedirect(reverse("admin:archive_article_reading", args=[article.pk]))
        if all(outcome.outcome != "refused" for outcome in outcomes):
            form = BringForm()
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Bring documents"),
        "form": form,
        "outcomes": outcomes,
        "run": run,
        "limit": settings.ARCHIVE_DOCUMENT_LIMIT,
        "together": settings.ARCHIVE_UPLOAD_LIMIT,
        "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "pasted": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "lines": settings.ARCHIVE_LINE_LIMIT,
    }
    return TemplateResponse(request, "admin/archive/desk/bring.html", context)
