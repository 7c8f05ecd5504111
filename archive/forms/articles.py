"""The catalogue form of an article, with its bylines and tags."""

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect
from django.utils.translation import gettext_lazy as _

from archive.forms.tagging import TaggedForm
from archive.importing.dates import BadEDTF, bounds
from archive.models import Article
from archive.rules.english import told
from archive.states import Origin

EDTF_BY_EXAMPLE = _(
    "2015-12-11 a day, 2015-12 a month, 2015 a year; 2015-12-11? not certain, 2015~ about then; "
    "2020-24 winter of 2020; 2015-03/2015-05 from March to May; [2015-03-04,2015-04-03] one of these days; "
    "empty where nothing is known. Earliest and latest day follow from it."
)


class ArticleForm(TaggedForm):
    """What a cataloguer writes of an article. Words, state and document move by their own actions."""

    title_origin = forms.ChoiceField(
        label=_("Origin of the title"),
        choices=Origin.choices,
        initial=Origin.PRINTED,
        widget=AdminRadioSelect,
        help_text=_("A title that the page does not print is ours: supplied."),
    )

    class Meta:
        model = Article
        fields = [
            "title", "title_origin", "slug", "publisher", "collection", "kind", "language", "rights", "abstract",
            "note", "date_printed", "date_edtf", "captured_printed", "captured_on", "captured_how",
        ]  # fmt: skip
        help_texts = {
            "date_edtf": EDTF_BY_EXAMPLE,
            "date_printed": _("Letter by letter as the page has it; empty where it prints none."),
            "captured_how": _("For instance: printed at the head of the page."),
        }

    def clean_date_edtf(self) -> str:
        edtf = self.cleaned_data["date_edtf"].strip()
        if edtf:
            try:
                bounds(edtf)
            except BadEDTF as error:
                raise forms.ValidationError(told(str(error))) from None
        return edtf
