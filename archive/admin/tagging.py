"""Tagging one record, and many at once out of a list."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_protect

from archive.actions import tags
from archive.actions.refusals import Refused
from archive.admin.acts import known
from archive.forms.tagging import AddTagsForm, RemoveTagsForm, TagsForm

# Records that the page names before it counts the rest.
NAMED = 20
BIGGEST = 2**63 - 1


class TaggingAdmin(admin.ModelAdmin):
    """Gives a list the actions that add and remove tags, and a record a page for its tags.

    `tag_permission` is what they need; a record's `tagged` rows say which tags it has.
    """

    tag_permission: str
    actions = ["add_tags", "remove_tags"]

    def has_tag_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.tag_permission)

    def get_urls(self) -> list[Any]:
        many, one = (self.admin_site.admin_view(view) for view in (self.tag_many_view, self.tag_view))
        name = f"archive_{self.opts.model_name}"
        return [
            path("tag/", many, name=f"{name}_tag_many"),
            path("<path:object_id>/tag/", one, name=f"{name}_tag"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Add tags…"), permissions=["tag"])
    def add_tags(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self._begin(request, queryset, "add")

    @admin.action(description=gettext_lazy("Remove tags…"), permissions=["tag"])
    def remove_tags(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self._begin(request, queryset, "remove")

    def _begin(self, request: HttpRequest, queryset: QuerySet[Any], verb: str) -> HttpResponse | None:
        try:
            keys = tags.among(queryset)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None
        return self._ask(request, verb, keys, self._form(request, verb, keys, {"rows": ",".join(map(str, keys))}))

    @method_decorator(csrf_protect)
    def tag_many_view(self, request: HttpRequest) -> HttpResponse:
        """Says what would change, and changes it when asked to."""
        if not self.has_tag_permission(request):
            raise PermissionDenied
        listed = redirect(f"admin:archive_{self.opts.model_name}_changelist")
        verb, keys = request.POST.get("verb"), _keys(request.POST.get("rows", ""))
        if verb not in ("add", "remove") or not keys:
            return listed
        form = self._form(request, verb, keys)
        if not form.is_valid():
            return self._ask(request, verb, keys, form)
        chosen, acted = {verb: form.names()}, known(request, form)
        try:
            if "do" not in request.POST:
                return self._ask(request, verb, keys, form, tags.foreseen(self.model, keys, **chosen))
            changed = len(tags.tag_all(self.model._default_manager.filter(pk__in=keys), **chosen, **acted))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self._ask(request, verb, keys, form)
        said = ngettext("The tags of %d record were changed.", "The tags of %d records were changed.", changed)
        messages.success(request, said % changed)
        return listed

    def _form(self, request: HttpRequest, verb: str, keys: Sequence[int], initial: Any = None) -> Any:
        sent = request.POST if initial is None else None
        if verb == "add":
            return AddTagsForm(sent, initial=initial, may_make=request.user.has_perm("archive.add_tag"))
        return RemoveTagsForm(sent, initial=initial, there=[tag for tag, _number in tags.carried(self.model, keys)])

    def _ask(self, request: HttpRequest, verb: str, keys: Sequence[int], form: Any, effects: Any = ()) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add tags") if verb == "add" else _("Remove tags"),
            "opts": self.opts,
            "verb": verb,
            "named": self._named(keys[:NAMED]),
            "number": len(keys),
            "further": max(len(keys) - NAMED, 0),
            "effects": effects,
            "form": form,
            "there": reverse(f"admin:archive_{self.opts.model_name}_tag_many"),
        }
        return TemplateResponse(request, "admin/archive/tagging/many.html", context)

    def _named(self, keys: Sequence[int]) -> QuerySet[Any]:
        """Records that say themselves what they are without asking further."""
        above = [field.name for field in self.opts.concrete_fields if field.name == "article"]
        rows = self.model._default_manager.filter(pk__in=keys).order_by("pk")
        return rows.select_related(*above) if above else rows

    @method_decorator(csrf_protect)
    def tag_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The tags of one record. What others changed since the form was opened stays, and is told."""
        if not self.has_tag_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        had = [tag.pk for tag in sorted(row.tags.all(), key=lambda tag: tag.key)]
        initial = {"tags": had, "was": ",".join(map(str, had))}
        form = TagsForm(request.POST or None, initial=initial, may_make=request.user.has_perm("archive.add_tag"))
        if request.method == "POST" and form.is_valid():
            try:
                saved = tags.retag(row, _keys(form.cleaned_data["was"]), form.names(), **known(request, form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                if saved.others is not None:
                    told = _("While you had the form open others changed the tags. They stay: %s.")
                    messages.warning(request, told % ", ".join(saved.others) or "–")
                said = _("The tags are saved.") if saved.decision else _("The tags are as they were.")
                messages.success(request, said)
                return redirect(f"admin:archive_{self.opts.model_name}_change", row.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Tags of %s") % str(row),
            "opts": self.opts,
            "row": row,
            "form": form,
            **self.beside(request, row),
        }
        return TemplateResponse(request, "admin/archive/tagging/one.html", context)

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:  # noqa: ARG002 - for those that have words
        """What the page of one record's tags shows beside them."""
        return {}


def _keys(said: str) -> list[int]:
    """Keys out of a hidden field, as many as may be tagged at once and one more; what is no key is left out."""
    keys = (int(one) for one in said.split(",")[: tags.MOST + 1] if one.isascii() and one.isdigit() and len(one) < 20)
    return [key for key in keys if key <= BIGGEST]
