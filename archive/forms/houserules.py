"""What an editor writes of a rule of the house, and of a word rule."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from archive.actions.houserules import LONGEST_EXAMPLE, MOST_EXAMPLES
from archive.forms.editing import LAST
from archive.forms.tagging import reason
from archive.models import HouseRule, WordRule
from archive.rules.wordrules import MOST_TERMS
from archive.text.wordforms import LONGEST


def lines(said: str) -> list[str]:
    """What stands on each line that is not blank."""
    return [line.strip() for line in said.splitlines() if line.strip()]


def _lines_field(label: Any, most: int, longest: int, help_text: Any, **options: Any) -> forms.CharField:
    widget = AdminTextareaWidget(attrs={"rows": 6})
    return forms.CharField(label=label, max_length=most * (longest + 2), widget=widget, help_text=help_text, **options)


class CodedForm(forms.Form):
    """Something with a code, which is given once: where `new` is not said, it is not asked for."""

    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Small letters, digits and hyphens; for good."))

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["code"]

    def clean_code(self) -> str:
        return self.cleaned_data["code"].lower()


class HouseRuleForm(CodedForm):
    """`seen` is the version that the person saw, or 0."""

    category = forms.CharField(
        label=_("Category"), max_length=60, widget=AdminTextInputWidget,
        help_text=_("What it is about in a few words; it stands in the place of hidden words."),
    )  # fmt: skip
    text = forms.CharField(label=_("Rule"), max_length=2000, widget=AdminTextareaWidget(attrs={"rows": 4}))
    covers = forms.CharField(
        label=_("What it covers"), max_length=2000, required=False, widget=AdminTextareaWidget(attrs={"rows": 4})
    )
    examples = _lines_field(
        _("Invented examples"), MOST_EXAMPLES, LONGEST_EXAMPLE, _("One on each line, and none out of a document."),
        required=False,
    )  # fmt: skip
    reason = reason()
    seen = forms.IntegerField(min_value=0, max_value=LAST, widget=forms.HiddenInput)

    @classmethod
    def of(cls, data: Any, rule: HouseRule | None) -> "HouseRuleForm":
        if rule is None:
            return cls(data, new=True, initial={"seen": 0})
        said = {name: getattr(rule, name) for name in ("category", "text", "covers")}
        return cls(data, new=False, initial={**said, "examples": "\n".join(rule.examples), "seen": rule.version})


class WordRuleForm(CodedForm):
    label = forms.CharField(label=_("What it looks for"), max_length=60, widget=AdminTextInputWidget)
    rule = forms.ChoiceField(label=_("Rule of the house that it may fall under"))
    terms = _lines_field(
        _("Terms"), MOST_TERMS, LONGEST,
        _("One on each line: a word, or some in a row. A star stands for any ending (burn*) or beginning (*burn). "
          "Case, accents, look-alike letters and digits, drawn-out and spaced letters are found by themselves. "
          "Names of peoples and faiths are refused."),
    )  # fmt: skip
    reason = reason()

    @classmethod
    def of(cls, data: Any, rule: WordRule | None) -> "WordRuleForm":
        said = {"label": rule.label, "rule": rule.rule, "terms": "\n".join(rule.terms)} if rule else {}
        form = cls(data, new=rule is None, initial=said)
        rules = HouseRule.objects.in_force().order_by("category")
        form.fields["rule"].choices = [(row.code, row.category) for row in rules]  # type: ignore[attr-defined]
        return form


class ReasonForm(forms.Form):
    reason = reason()
