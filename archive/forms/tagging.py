"""Tags as people choose them: of those that are there as one types, and further ones by name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminTextInputWidget
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from archive.actions import tags
from archive.actions.reasons import LONGEST_REASON
from archive.actions.refusals import Refused
from archive.forms.choosers import SelectSeveral
from archive.forms.editing import EditingForm
from archive.models import Tag, TaggedArticle

LONGEST_NAMES = 1_000


def reason(suggested: Any = None) -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        initial=suggested,
        max_length=LONGEST_REASON,
        widget=AdminTextInputWidget,
        help_text=_("Why, in a sentence. It stands in the log beside what was there before."),
    )


def chosen_tags() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=_("Tags"),
        queryset=Tag.objects.standing(),
        required=False,
        widget=SelectSeveral(TaggedArticle._meta.get_field("tag"), site),
    )


def further_tags() -> forms.CharField:
    return forms.CharField(
        label=_("Further tags"),
        required=False,
        max_length=LONGEST_NAMES,
        widget=AdminTextInputWidget,
        help_text=_("Separated by commas. One that is there in another spelling is taken as it is there."),
    )


class TaggedForm(EditingForm):
    """A record's fields with its tags among them."""

    tags = chosen_tags()
    new_tags = further_tags()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # taggit tells the tags themselves; a chooser wants their keys.
            self.initial["tags"] = [tag.pk for tag in sorted(self.initial.get("tags") or [], key=lambda tag: tag.name)]

    def columns(self) -> dict[str, Any]:
        """The cleaned values of the record's own columns."""
        values = self.fields_of_record()
        values.pop("tags", None)
        values.pop("new_tags", None)
        return values

    def tag_names(self) -> list[str]:
        """The names of all tags that the record is to have."""
        further = [name.strip() for name in self.cleaned_data["new_tags"].split(",")]
        return [*(tag.name for tag in self.cleaned_data["tags"]), *(name for name in further if name)]


class TagsForm(forms.Form):
    """Which tags something is to have, or to get. Without `may_make`, no new ones."""

    tags = chosen_tags()
    new_tags = further_tags()
    reason = reason(_("By its subject."))
    # The tags that the form was opened on, so that what others change meanwhile stays.
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    class Media:
        js = [Script("archive/labels.js", type="module")]

    def __init__(self, *args: Any, may_make: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_make = may_make

    def clean_new_tags(self) -> list[str]:
        said = [name for name in self.cleaned_data["new_tags"].split(",") if name.strip()]
        try:
            spelt = tags.fit(said)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        unknown = [name for key, name in spelt.items() if key not in tags.standing(spelt)]
        if unknown and not self.may_make:
            raise forms.ValidationError(
                _("There is no tag %(names)s. Making one is for those who catalogue."),
                params={"names": ", ".join(f"“{name}”" for name in unknown)},
            )
        return list(spelt.values())

    def names(self) -> list[str]:
        """The names of all that were chosen."""
        return [*(tag.name for tag in self.cleaned_data["tags"]), *self.cleaned_data["new_tags"]]


class AddTagsForm(TagsForm):
    """`rows` are keys of the records that get them."""

    rows = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.names():
            raise forms.ValidationError(_("Choose a tag, or name one."))
        return cleaned


class RemoveTagsForm(forms.Form):
    """Of the tags that some records carry those that are to go."""

    tags = forms.TypedMultipleChoiceField(label=_("Tags to remove"), coerce=int, widget=forms.CheckboxSelectMultiple)
    reason = reason(_("Not its subject."))
    rows = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, there: Iterable[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = {tag.pk: tag.name for tag in there}
        self.fields["tags"].choices = list(self.there.items())  # type: ignore[attr-defined]

    def names(self) -> list[str]:
        return [self.there[key] for key in self.cleaned_data["tags"]]
