"""Publication: one switch, with what stands in its way."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.actions import articles
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.forms.desk import PublicationForm
from archive.models import Article
from archive.rules import publication


def view(admin: ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    may = request.user.has_perm("archive.publish_article")
    resumed = getattr(request, "resumed", False)
    if request.method == "POST" and not may and not resumed:
        raise PermissionDenied
    form = PublicationForm(request.POST or None)
    if request.method == "POST" and not resumed and form.is_valid():
        try:
            _move(request, article, form.cleaned_data["reason"])
            view_name = "reading" if article.text_id else "publication"
            return HttpResponseRedirect(reverse(f"admin:archive_article_{view_name}", args=[article.pk]))
        except Refused as refusal:
            article.refresh_from_db()
            form.add_error(None, str(refusal))
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Publication of “%s”") % article.title,
        "article": article,
        "original": article,
        "publication_form": form,
        "blockers": publication.blockers(article),
        "may_publish": may,
    }
    return TemplateResponse(request, "admin/archive/desk/publication.html", context)


def _move(request: HttpRequest, article: Article, reason: str) -> None:
    known: dict[str, Any] = {"by": request.user.get_username(), "at": now(), "reason": reason}
    # The button says which way: a second click must not turn the switch back.
    if request.POST.get("move") == "withdraw":
        articles.withdraw(article, **known)
        messages.success(request, _("The article is withdrawn; its address says why."))
    elif request.POST.get("move") == "publish":
        articles.publish(article, **known)
        messages.success(request, _("The article is published."))
    else:
        raise Refused(_("Say whether to publish or to withdraw."))
