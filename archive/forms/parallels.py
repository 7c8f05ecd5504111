"""What an editor holds of wording that two texts share."""

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect
from django.utils.translation import gettext_lazy as _

from archive.forms.tagging import reason
from archive.states import ParallelDecision

JUDGED = [
    (ParallelDecision.CONFIRMED.value, _("The one has its words from the other, or both from a third")),
    (ParallelDecision.REFUSED.value, _("Nobody’s wording: any two texts could say it so")),
]


class JudgeForm(forms.Form):
    """`seen` is the decision that the form was opened on."""

    decision = forms.ChoiceField(
        label=_("Shared wording"),
        choices=JUDGED,
        widget=AdminRadioSelect,
        help_text=_("It says nothing about who wrote it first. What is refused is remembered, and shown to no reader."),
    )
    reason = reason()
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
