"""What a moderator says of one comment: the move, the rule, the reasons."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextareaWidget, AdminTextInputWidget
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.actions.notes import LONGEST as LONGEST_NOTE
from archive.actions.reasoning import LONGEST_FACTS, LONGEST_LAW, Reasons
from archive.actions.reasons import LONGEST_REASON
from archive.forms.editing import LAST
from archive.forms.tagging import reason
from archive.models import HouseRule, Redaction
from archive.states import CommentState, Ground, Prompt

# What is decided about stretches that were proposed; every other move is one of the table.
PROPOSED: list[tuple[str, str | Promise]] = [
    ("hide_proposed", _("hide the chosen stretches that were proposed")),
    ("refuse_proposed", _("refuse the chosen stretches that were proposed")),
]


class NoteForm(forms.Form):
    """What is told those who work here, and nobody else."""

    note = forms.CharField(
        label=_("Private note"), max_length=LONGEST_NOTE, widget=AdminTextareaWidget(attrs={"rows": 2})
    )


class PutForm(forms.Form):
    """What is put into the queue, and why."""

    why = forms.CharField(label=_("Why it is to be looked at"), max_length=LONGEST_REASON, widget=AdminTextInputWidget)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)


class ReasonedForm(forms.Form):
    """The rule, the reasons and the ground of a decision. `rules` are the rules that hold today."""

    move = forms.ChoiceField(label=_("Decision"), widget=AdminRadioSelect)
    rule = forms.ModelChoiceField(label=_("Rule"), queryset=HouseRule.objects.none(), required=False)
    facts = forms.CharField(
        label=_("Facts"), required=False, max_length=LONGEST_FACTS, widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("In our own words; readers see them. They never repeat what is hidden."),
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground, initial=Ground.HOUSE, widget=AdminRadioSelect)
    law = forms.CharField(
        label=_("Provision of the law"), required=False, max_length=LONGEST_LAW, widget=AdminTextInputWidget
    )
    prompt = forms.ChoiceField(label=_("What made us look"), choices=Prompt, initial=Prompt.OWN)
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = reason()

    def __init__(self, data: Any, moves: Sequence[tuple[str, str | Promise]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rules = HouseRule.objects.in_force().order_by("category")
        self.rules = list(rules)
        choices: dict[str, Any] = {"rule": [("", "–"), *((rule.pk, str(rule)) for rule in self.rules)], "move": moves}
        self.fields["rule"].queryset = rules  # type: ignore[attr-defined]
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def reasons(self) -> Reasons | None:
        said = self.cleaned_data
        if said["rule"] is None:
            return None
        plain = {name: said[name] for name in ("facts", "ground", "law", "prompt", "review_on")}
        return Reasons(said["rule"], **plain)


class BatchForm(ReasonedForm):
    """One decision on several comments. `rows` says which, and as what each was seen: key.state.decision."""

    rows = forms.CharField(widget=forms.HiddenInput)


class ModerateForm(ReasonedForm):
    """`seen` and `text` are the state and the text of the comment that the person saw, `decided` is the number of the
    last Decision about it then."""

    words = forms.CharField(
        label=_("Words to hide"), required=False, max_length=1000, widget=AdminTextInputWidget, strip=False,
        help_text=_("As they stand in the comment; every place where they stand so is hidden."),
    )  # fmt: skip
    stretches = forms.ModelMultipleChoiceField(
        label=_("Hidden or proposed stretches"), queryset=Redaction.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Which of them to show again, to hide or to refuse."),
    )  # fmt: skip
    gone_on = forms.DateField(
        label=_("Seen to be removed at its source on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    seen = forms.ChoiceField(choices=CommentState, widget=forms.HiddenInput)
    text = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    decided = forms.IntegerField(min_value=0, max_value=LAST, required=False, widget=forms.HiddenInput)
    field_order = ["move", "rule", "reason", "words", "stretches", "facts"]

    def __init__(
        self, data: Any, comment: Any, stretches: QuerySet[Redaction], offered: Sequence[tuple[str, str | Promise]]
    ) -> None:
        kinds = {row.state for row in stretches}
        seen = {"seen": comment.state, "text": comment.text_id, "decided": getattr(comment, "decided", None) or 0}
        super().__init__(data, [*offered, *(PROPOSED if "proposed" in kinds else [])], initial=seen)
        self.fields["stretches"].queryset = stretches  # type: ignore[attr-defined]
        # As they were fetched: the field would ask for them again.
        self.fields["stretches"].choices = [(row.pk, _named(row)) for row in stretches]  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["stretches"]

    def clean(self) -> dict[str, Any]:
        if self.errors.keys() & {"seen", "text", "decided"}:
            raise forms.ValidationError(_("What you saw is not known any more: open the page again."))
        return super().clean() or self.cleaned_data


def _named(row: Redaction) -> str:
    return f"{row.number}: {row.get_state_display()}, {row.words}"
