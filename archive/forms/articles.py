"""The catalogue form of an article, with its bylines and tags."""

from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from archive.forms.choosers import SelectSeveral
from archive.forms.editing import EditingForm
from archive.importing.dates import BadEDTF, bounds
from archive.models import Article, Tag, TaggedArticle
from archive.states import Origin

EDTF_BY_EXAMPLE = _(
    "2015-12-11 a day, 2015-12 a month, 2015 a year; 2015-12-11? not certain, 2015~ about then; "
    "2020-24 winter of 2020; 2015-03/2015-05 from March to May; [2015-03-04,2015-04-03] one of these days; "
    "empty where nothing is known. Earliest and latest day follow from it."
)


class ArticleForm(EditingForm):
    """What a cataloguer writes of an article. Words, state and document move by their own actions."""

    title_origin = forms.ChoiceField(
        label=_("Origin of the title"),
        choices=Origin.choices,
        initial=Origin.PRINTED,
        widget=AdminRadioSelect,
        help_text=_("A title that the page does not print is ours: supplied."),
    )
    tags = forms.ModelMultipleChoiceField(
        label=_("Tags"),
        queryset=Tag.objects.standing(),
        required=False,
        widget=SelectSeveral(TaggedArticle._meta.get_field("tag"), site),
    )
    new_tags = forms.CharField(
        label=_("Further tags"),
        required=False,
        max_length=1000,
        widget=AdminTextInputWidget,
        help_text=_("Separated by commas. One that is there in another spelling is taken as it is there."),
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # taggit tells the tags themselves; a chooser wants their keys.
            self.initial["tags"] = [tag.pk for tag in sorted(self.initial.get("tags") or [], key=lambda tag: tag.name)]

    def clean_date_edtf(self) -> str:
        edtf = self.cleaned_data["date_edtf"].strip()
        if edtf:
            try:
                bounds(edtf)
            except BadEDTF as error:
                raise forms.ValidationError(str(error)) from None
        return edtf

    def tag_names(self) -> list[str]:
        """The names of all tags that the article is to have."""
        further = [name.strip() for name in self.cleaned_data["new_tags"].split(",")]
        return [*(tag.name for tag in self.cleaned_data["tags"]), *(name for name in further if name)]
