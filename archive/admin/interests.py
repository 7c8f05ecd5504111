"""The page on which somebody declares an interest in an article, or ends it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from archive.actions import interests
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.houserules import ReasonForm
from archive.models import Article, Interest


class InterestAdmin:
    """What the admin of articles has for interests."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.interest_view)
        return [path("<desk_number:key>/interest/", view, name="archive_article_interest"), *super().get_urls()]  # type: ignore[misc]

    @method_decorator(csrf_protect)
    def interest_view(self, request: HttpRequest, key: int) -> HttpResponse:
        if not request.user.has_perm("archive.add_interest"):
            raise PermissionDenied
        article = Article.objects.filter(pk=key).first()
        if article is None:
            raise Http404
        standing = list(Interest.objects.standing().filter(article=article))
        name = request.user.get_username()
        own = next((row for row in standing if row.who.casefold() == name.casefold()), None)
        form = ReasonForm(request.POST or None)
        if acts.sent(request) and form.is_valid():
            try:
                if own:
                    interests.end(own, **acts.known(request, form))
                else:
                    interests.declare(article, **acts.known(request, form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("Your interest is ended.") if own else _("Others decide on the comments there.")
                )
                return redirect("admin:archive_article_interest", article.pk)
        context = {"row": article, "form": form, "standing": standing, "own": own}
        return acts.page(self, request, "article/interest", _("Interests in the article"), **context)  # type: ignore[arg-type]
