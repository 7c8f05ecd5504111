"""What an editor says of figures that seem to disagree."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from archive.forms.tagging import reason
from archive.models import Statement


class FiguresForm(forms.Form):
    """`key` is that of the candidate. A wording is asked for only where it is made a statement."""

    key = forms.RegexField("^[0-9a-f]{40}$", widget=forms.HiddenInput)
    wording = forms.CharField(
        label=_("Wording"),
        max_length=Statement._meta.get_field("wording").max_length,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("One claim in one sentence, in our own neutral words; it can be worded anew before it is public."),
    )
    reason = reason()

    def __init__(self, data: Any = None, *, suggesting: bool, initial: Any = None) -> None:
        # Many stand on one page: a field is named by the label round it.
        super().__init__(data, initial=initial, auto_id=False)
        self.suggesting = suggesting
        self.fields["wording"].required = suggesting
