"""What a person says of a disputed statement: its wording and kind, what is found, how far it goes."""

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextareaWidget
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.forms.tagging import TaggedForm, reason
from archive.models import Statement
from archive.states import Finding, OccurrenceDecision, StatementKind

PLACE = re.compile(rf"([0-9]{{1,18}})\.([0-9]{{1,9}}) ({'|'.join(OccurrenceDecision.values)})")

KEY = re.compile("[0-9]{1,18}")
# So many are judged at once.
MOST = 200

KINDS_BY_EXAMPLE = _(
    "A figure: how many, how much. An event: that something happened. A characterisation: what somebody or something "
    "is like. A quotation: that somebody said these words. A naming: what a place or a people is called."
)


class StatementForm(TaggedForm):
    """Wording, kind and tags. Finding and workflow have acts of their own."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=StatementKind.choices, widget=AdminRadioSelect, help_text=KINDS_BY_EXAMPLE
    )

    class Meta:
        model = Statement
        fields = ["wording", "kind", "counts"]
        widgets = {"wording": AdminTextareaWidget(attrs={"rows": 3})}
        help_texts = {
            "wording": _("One claim in one sentence, in our own neutral words, as both sides would let it stand."),
            "counts": _("Of figures only. Those of people who came to harm stand in a table and are never drawn."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The column may be empty, a statement that somebody words may not; what is not asked is only shown.
        if "wording" in self.fields:
            self.fields["wording"].required = True


class ReasonForm(forms.Form):
    reason = reason()


class FindingForm(forms.Form):
    """What this archive holds. `seen` is the finding that the form was opened on."""

    finding = forms.ChoiceField(
        label=_("Finding"),
        choices=Finding,
        widget=AdminRadioSelect,
        help_text=_("It says what this archive holds on the statement, not what is true."),
    )
    reason = reason()
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class PlacesForm(forms.Form):
    """Places of statements that were ticked, each with the decision that the person saw: `12.3 proposed` is the third
    of the statement with the primary key 12."""

    reason = reason()

    def ticked(self) -> dict[tuple[int, int], str]:
        """Statement and number of each -> the decision that was seen; what says no place is left out."""
        sent = self.data.getlist("place") if isinstance(self.data, QueryDict) else []
        found = (PLACE.fullmatch(one) for one in sent)
        return {(int(one[1]), int(one[2])): one[3] for one in found if one}


class EchoesForm(forms.Form):
    """Echoes that were ticked, by primary key."""

    reason = reason()

    def ticked(self) -> list[int]:
        """What is no key is left out."""
        sent = self.data.getlist("echo") if isinstance(self.data, QueryDict) else []
        return [int(one) for one in sent[:MOST] if KEY.fullmatch(one)]
