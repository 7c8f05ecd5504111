"""What a person marks: which words of an article or its comments, and which statement stands there."""

import re
from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.forms import Script
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.actions.reasons import LONGEST_REASON
from archive.forms.choosers import KnownSelect, SelectOne
from archive.models import Article, Occurrence, Statement, TaggedArticle
from archive.states import StatementKind

SPOT = re.compile(r"([0-9]{1,18}):([0-9]{1,9}):([0-9]{1,9})")


class ChooseArticleForm(forms.Form):
    """Chooses an article; `of` is the form to which the field belongs, where it stands inside another."""

    article = forms.ModelChoiceField(
        label=_("Article"),
        queryset=Article.objects.all(),
        widget=SelectOne(TaggedArticle._meta.get_field("content_object"), site),
    )

    class Media:
        js = [Script("archive/labels.js", type="module")]

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of:
            self.fields["article"].widget.attrs["form"] = of


class SpotsForm(forms.Form):
    """Words by a quote, or by their places: `text:start:end` each, in code points; `exact` is what the person saw at
    the only one."""

    quote = forms.CharField(
        label=_("Words"),
        required=False,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Select them in the text, or paste them here and look for them."),
    )
    exact = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_quote(self) -> str:
        # A browser sends CR LF for every line end that is pasted.
        return self.cleaned_data["quote"].replace("\r\n", "\n")

    def clean_exact(self) -> str:
        return self.cleaned_data["exact"].replace("\r\n", "\n")

    def spots(self) -> list[tuple[int, int, int]]:
        """The places that were chosen, each once; what says no place is left out."""
        sent = self.data.getlist("spot") if isinstance(self.data, QueryDict) else []
        found = (SPOT.fullmatch(one) for one in sent)
        return list(dict.fromkeys((int(one[1]), int(one[2]), int(one[3])) for one in found if one))


class MarkForm(SpotsForm):
    """The words, and the statement that stands there: one that is there, or a new one."""

    statement = forms.ModelChoiceField(
        label=_("Statement"),
        queryset=Statement.objects.all(),
        required=False,
        widget=KnownSelect(Occurrence._meta.get_field("statement"), site),
    )
    wording = forms.CharField(
        label=_("Or a new one"),
        required=False,
        max_length=Statement._meta.get_field("wording").max_length,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("One claim in one sentence, in our own neutral words."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of the new one"), required=False, choices=[("", "–"), *StatementKind.choices]
    )
    accept = forms.BooleanField(
        label=_("Accept at once"), required=False, help_text=_("Otherwise they are proposed, and an editor decides.")
    )
    again = forms.BooleanField(label=_("Also where it was refused before"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=AdminTextInputWidget,
        help_text=_("Why, in a sentence. Readers see it."),
    )

    class Media:
        js = [Script("archive/labels.js", type="module"), Script("archive/marking.js", type="module")]

    def __init__(self, *args: Any, may_suggest: bool, may_judge: bool, marking: bool = False, **kwargs: Any) -> None:
        """`marking`: the words are to be marked, and not only looked for."""
        super().__init__(*args, **kwargs)
        self.marking = marking
        if not may_suggest:
            del self.fields["wording"], self.fields["kind"]
        if not may_judge:
            del self.fields["accept"], self.fields["again"]
        if not self.is_bound and (key := self.initial.get("statement")):
            self._know(Statement.objects.filter(pk=key).first())

    def _know(self, statement: Statement | None) -> None:
        """Show this one as chosen, without looking it up again."""
        self.fields["statement"].widget.known = {str(statement.pk): str(statement)} if statement else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._know(cleaned.get("statement"))
        if not self.marking:
            return cleaned
        new = (cleaned.get("wording") or "").strip()
        if "statement" not in self.errors:
            if cleaned.get("statement") and new:
                self.add_error("wording", _("Choose a statement, or word a new one: not both."))
            elif not cleaned.get("statement") and not new:
                self.add_error("statement", _("Choose the statement that stands there, or word a new one."))
        if new and not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Say of which kind the new statement is."))
        if not (cleaned.get("reason") or "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Say why these words are marked."))
        return cleaned
