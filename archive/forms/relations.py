"""What statements are said to be to each other."""

from django import forms
from django.contrib.admin import site
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from archive.forms.choosers import SelectOne
from archive.forms.tagging import reason
from archive.models import Statement, StatementRelation
from archive.rules.relations import BACKWARD, SYMMETRIC, in_words
from archive.states import RelationType


def _sayings() -> list[tuple[str, str]]:
    """Every relation as this statement says it, and those with a direction as the other would."""
    forward = [(kind, in_words(kind, forward=True)) for kind in RelationType.values]
    return forward + [(f"{kind} <", in_words(kind, forward=False)) for kind in BACKWARD if kind not in SYMMETRIC]


class RelationForm(forms.Form):
    """This statement <type> another; a type that ends with < is said by the other of this one."""

    type = forms.ChoiceField(label=_("This statement"), choices=_sayings)
    other = forms.ModelChoiceField(
        label=_("the statement"),
        queryset=Statement.objects.all(),
        widget=SelectOne(StatementRelation._meta.get_field("other"), site),
    )
    reason = reason()

    class Media:
        js = [Script("archive/labels.js", type="module")]

    def said_of(self, statement: Statement) -> tuple[Statement, str, Statement]:
        """Who, what, of whom."""
        kind, backward, _rest = self.cleaned_data["type"].partition(" <")
        other = self.cleaned_data["other"]
        return (other, kind, statement) if backward else (statement, kind, other)


class UnrelateForm(forms.Form):
    relation = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    reason = reason()
