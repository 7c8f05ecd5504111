"""What is asked before something is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.actions.reasons import LONGEST_REASON
from archive.actions.undoing_runs import LONGEST_REASON as LONGEST_OF_RUNS


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("Why, in a sentence. It stands in the log beside what was there before."),
    )


class TakeBackRunForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_OF_RUNS,
        help_text=_("Why, in a sentence. It stands in the log, and in public on the tombstones of what is withdrawn."),
    )
