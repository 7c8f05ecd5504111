"""What a person brings for a statement, against it or beside it."""

from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextareaWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from archive.actions.evidence import Cited
from archive.forms.choosers import SelectOne
from archive.forms.marking import ChooseArticleForm, SpotsForm
from archive.forms.tagging import reason
from archive.models import Article, Evidence, TaggedArticle
from archive.states import EvidenceSide

SOURCED = _(
    "The piece says where it has it from: a register, a report, the speaker’s own eyes. What names no source, or only "
    "says again what stands already, is shown as a repetition and counts for neither side."
)


def _longest(name: str) -> int:
    return Evidence._meta.get_field(name).max_length  # type: ignore[union-attr,return-value]


class DescribedForm(forms.Form):
    """On which side a piece stands, who says what in it, and whether it has that from somewhere."""

    side = forms.ChoiceField(label=_("Side"), choices=EvidenceSide, widget=AdminRadioSelect)
    note = forms.CharField(
        label=_("Who says what"),
        required=False,
        max_length=_longest("note"),
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("In our own words, such as: the harbour master says that the boat left at nine."),
    )
    sourced = forms.BooleanField(label=_("It names a source of its own"), required=False, help_text=SOURCED)

    def described(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("side", "note", "sourced")}


class AddEvidenceForm(SpotsForm, DescribedForm):
    """Something from elsewhere, or a passage of the archive by its quote."""

    citation = forms.CharField(
        label=_("What is cited"),
        required=False,
        max_length=_longest("citation"),
        widget=AdminTextInputWidget,
        help_text=_("Who published it, what it is called, where and when."),
    )
    link = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=_longest("link"),
        widget=AdminTextInputWidget(attrs={"inputmode": "url"}),
        help_text=_("http:// or https://"),
    )
    passage = forms.CharField(
        label=_("What it says there"), required=False, widget=AdminTextareaWidget(attrs={"rows": 3, "dir": "auto"})
    )
    copy_sha256 = forms.CharField(
        label=_("SHA-256 of the copy that is kept"), required=False, max_length=64, widget=AdminTextInputWidget
    )
    article = forms.ModelChoiceField(
        label=_("Article of this archive"),
        queryset=Article.objects.all(),
        required=False,
        widget=SelectOne(TaggedArticle._meta.get_field("content_object"), site),
    )
    reason = reason()
    field_order = ["side", "note", "sourced", "article", "quote", "citation", "link", "passage", "copy_sha256"]

    class Media(ChooseArticleForm.Media):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quote"].label = _("Its words")
        self.fields["quote"].help_text = _("Paste them: they are looked for in the article and its comments.")

    @property
    def of_the_archive(self) -> bool:
        return bool(self.cleaned_data.get("article") or self.cleaned_data["quote"].strip())

    def cited(self) -> Cited:
        said = self.cleaned_data
        return Cited(said["citation"], said["link"], said["passage"], said["copy_sha256"].strip().lower() or None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not self.of_the_archive and not cleaned["citation"].strip():
            raise forms.ValidationError(_("Cite something, or choose an article and paste its words."))
        if self.of_the_archive and any(cleaned[name] for name in ("citation", "link", "passage", "copy_sha256")):
            raise forms.ValidationError(
                _("A piece is either a passage of this archive or something cited: add them one after the other.")
            )
        if self.of_the_archive and not cleaned.get("article"):
            self.add_error("article", _("Choose the article in which, or under which, these words stand."))
        if self.of_the_archive and not cleaned["quote"].strip():
            self.add_error("quote", _("Paste the words that speak for or against it."))
        return cleaned


class ChangeEvidenceForm(DescribedForm):
    """`was` holds what the form was opened on, signed by nobody: it is only compared."""

    reason = reason()
    was = forms.JSONField(required=False, widget=forms.HiddenInput)

    def seen(self) -> dict[str, Any]:
        was = self.cleaned_data.get("was")
        return was if isinstance(was, dict) else {}
