"""Records that are edited here: every change goes through its action, with a reason, and never over another's."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm, Script
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.actions import histories
from archive.actions.articles import told
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.admin.history import HistoryAdmin
from archive.admin.lists import SturdyList
from archive.admin.overtaking import Overtaken
from archive.admin.resuming import Resumable
from archive.forms.editing import EditingForm
from archive.models import Decision
from archive.templatetags.markup import form

FormSets = Sequence[BaseInlineFormSet]
# Its class has the page show it last, beside the buttons.
TOLD = form('%s <a href="%s">%s</a>')
ASKED = (_("This change"), {"fields": ["reason", "seen"], "classes": ["this-change"]})


class EditingAdmin(Resumable, HistoryAdmin, SturdyList):
    """A record whose fields are written by an action.

    A class below says how: `create` and `change` call the actions, `mine` tells the values of the form as the log
    tells them, `overwrite` puts the value that stands now into what was sent.
    """

    form = EditingForm
    view_on_site = True
    # The address, or what stands for one.
    given_once = "slug"

    class Media:
        js = [Script("archive/labels.js", type="module")]

    def create(self, form: EditingForm, formsets: FormSets, **known: Any) -> Model:
        raise NotImplementedError

    def change(self, row: Any, form: EditingForm, formsets: FormSets, **known: Any) -> None:
        raise NotImplementedError

    def mine(self, form: EditingForm, formsets: FormSets) -> dict[str, Any]:  # noqa: ARG002 - for those with formsets
        return {name: told(value) for name, value in form.fields_of_record().items()}

    def overwrite(self, data: QueryDict, name: str, row: Any, form: type[ModelForm]) -> None:
        if name in form.base_fields:
            data.setlist(name, _as_sent(form(instance=row)[name]))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Django's view. Where an action refuses, all is rolled back and the form comes again with its reasons."""
        view = super().changeform_view
        # Before the record is read: what is decided between the two is told rather than missed.
        request.seen = Decision.objects.head()[0]  # type: ignore[attr-defined]
        try:
            return view(request, object_id, form_url, extra_context)
        except Overtaken as overtaken:
            self._refused(request, overtaken.sentences)
            row = cast(Any, self.get_object(request, object_id or ""))
            form = self.get_form(request, row, change=True)
            sent = overtaken.merged(request.POST, lambda data, name: self.overwrite(data, name, row, form))
            request.POST = sent  # type: ignore[assignment]
        except Refused as refusal:
            self._refused(request, [str(refusal)])
        return view(request, object_id, form_url, extra_context)

    def _refused(self, request: HttpRequest, sentences: Iterable[str]) -> None:
        request.refusals = tuple(sentences)  # type: ignore[attr-defined]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusals = getattr(request, "refusals", ())
        form.last_seen = getattr(request, "seen", 0)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        allowed = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fieldsets, ASKED] if allowed else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = [*super().get_readonly_fields(request, obj)]
        return [*fields, self.given_once] if obj and self.given_once not in fields else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: the record and what hangs on it are written together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        row = form.instance
        known = {"by": request.user.get_username(), "at": now(), "reason": form.cleaned_data["reason"]}
        Decision.objects.hold()
        head = Decision.objects.head()[0]
        if change:
            self._refuse_overtaken(form, formsets)
            self.change(row, form, formsets, **known)
        else:
            row.pk = self.create(form, formsets, **known).pk
        row.refresh_from_db()
        later = Decision.objects.filter(histories.within(histories.target_of(row)))
        request.made = list(later.after(head).values_list("number", flat=True)[:2])  # type: ignore[attr-defined]

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """With the way back, where a change was made: of the decision, or of all of them."""
        made = getattr(request, "made", ())
        if len(made) == 1 and request.user.has_perm("archive.undo_decision"):
            there = reverse("admin:archive_decision_take_back", args=made)
            message = TOLD(message, there, gettext("Take it back"))
        super().message_user(request, message, *args, **kwargs)

    def _refuse_overtaken(self, form: EditingForm, formsets: FormSets) -> None:
        """The form's instance has what was sent already; the log knows the record by the address that it has."""
        seen = form.cleaned_data.get("seen") or 0
        target = histories.target_of(type(form.instance)._default_manager.get(pk=form.instance.pk))
        later = list(Decision.objects.filter(histories.within(target)).after(seen).order_by("number"))
        if later:
            labels = {name: str(field.label or name) for name, field in form.fields.items()}
            raise Overtaken(later, self.mine(form, formsets), labels)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nothing is deleted: what should not be here is taken back, withdrawn or merged."""
        return False

    # The log of the archive is the history; Django's own would be a second one.
    def construct_change_message(self, *_args: Any, **_kwargs: Any) -> Any:
        return []

    def log_addition(self, *_args: Any) -> Any:
        return None

    def log_change(self, *_args: Any) -> Any:
        return None


def _as_sent(bound: Any) -> list[str]:
    """The value of an unbound form's field as a browser would send it."""
    value = bound.value()
    if value is None or value is False:
        return []
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(bound.field.widget.format_value(value) if hasattr(bound.field.widget, "format_value") else value)]
