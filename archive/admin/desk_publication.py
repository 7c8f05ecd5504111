"""Publication: one switch, with what stands in its way; and the note above what is published."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.actions import articles, contexts
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.desk import ContextForm, PublicationForm
from archive.models import Article
from archive.rules import publication


def view(admin: ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    may = request.user.has_perm("archive.publish_article")
    resumed = getattr(request, "resumed", False)
    if request.method == "POST" and not may and not resumed:
        raise PermissionDenied
    asked = request.POST.get("move")
    noting = asked in NOTING
    form = PublicationForm(None if noting else request.POST or None)
    noted = ContextForm(request.POST if noting else None, initial={"note": article.context_note})
    sent = noted if noting else form
    if request.method == "POST" and not resumed and sent.is_valid():
        try:
            _move(request, article, asked, sent)
            view_name = "reading" if article.text_id and not noting else "publication"
            return HttpResponseRedirect(reverse(f"admin:archive_article_{view_name}", args=[article.pk]))
        except Refused as refusal:
            article.refresh_from_db()
            sent.add_error(None, str(refusal))
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Publication of “%s”") % article.title,
        "article": article,
        "original": article,
        "publication_form": form,
        "context_form": noted,
        "blockers": publication.blockers(article),
        "may_publish": may,
    }
    return TemplateResponse(request, "admin/archive/desk/publication.html", context)


# What is done to the note above an article; everything else is the switch.
NOTING = ("context", "no_context")


def _move(request: HttpRequest, article: Article, asked: str | None, form: PublicationForm) -> None:
    known = acts.known(request, form)
    # The button says which way: a second click must not turn the switch back.
    match asked:
        case "withdraw":
            articles.withdraw(article, form.reasons(), **known)
            messages.success(request, _("The article is withdrawn; its address says why."))
        case "publish":
            articles.publish(article, **known)
            messages.success(request, _("The article is published."))
        case "context":
            contexts.put(article, form.cleaned_data["note"], form.reasons(), **known)
            messages.success(request, _("The note stands above the article."))
        case "no_context":
            contexts.take_away(article, **known)
            messages.success(request, _("Nothing stands above the article any more."))
        case _:
            raise Refused(_("Say whether to publish or to withdraw."))
