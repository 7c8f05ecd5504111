"""What every form of the admin that changes a record asks besides the record's own fields."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from archive.actions.reasons import LONGEST_REASON

# The last number that the column of Decisions holds on either database.
LAST = 2**63 - 1


class EditingForm(forms.ModelForm):
    """A record's fields, the reason of the change, and the last Decision in the log when the form was opened.

    `refusals` are sentences of an action that refused what an earlier pass over the same request sent.
    """

    refusals: ClassVar[tuple[str, ...]] = ()
    last_seen: ClassVar[int] = 0

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=AdminTextInputWidget,
        help_text=_("Why, in a sentence. It stands in the log beside what was there before."),
    )
    seen = forms.IntegerField(min_value=0, max_value=LAST, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.last_seen

    def fields_of_record(self) -> dict[str, Any]:
        """The cleaned values without those that are asked of every change."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "seen")}

    def validate_constraints(self) -> None:
        """The choices of the fields say the same as the checks of the table, without asking the database for each."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for sentence in self.refusals:
            self.add_error(None, sentence)
        return cleaned
