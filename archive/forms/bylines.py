"""The bylines of an article, as rows that are written together."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.actions.articles import BylineData, bylines_of
from archive.forms.choosers import LONGEST_KEY, KnownSelect
from archive.models import Article, Author, Byline
from archive.states import Attribution, Role

PREFIX = "bylines"
MOST = 100


class AuthorField(forms.ModelChoiceField):
    """One of the authors that were looked up for all rows at once: key -> author. A merged one is taken as it is sent:
    the action puts in its place the one that stands for it."""

    known: Mapping[str, Author] = {}

    def to_python(self, value: Any) -> Author | None:
        if value in self.empty_values:
            return None
        if str(value) not in self.known:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.known[str(value)]


class BylineForm(forms.ModelForm):
    """One byline. A row in which nothing is said is none."""

    place = forms.IntegerField(label=_("Place"), min_value=0, max_value=32_000, required=False)
    author = AuthorField(
        label=_("Author"),
        queryset=Author.objects.all(),
        required=False,
        widget=KnownSelect(Byline._meta.get_field("author"), site),
    )
    remove = forms.BooleanField(label=_("Remove"), required=False)

    class Meta:
        model = Byline
        fields = ["author", "printed", "role", "attribution"]

    def has_changed(self) -> bool:
        said = (self[name].value() for name in ("author", "printed"))
        return any(said) or self["attribution"].value() == Attribution.UNKNOWN

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("remove") and "author" in cleaned and "attribution" in cleaned:
            unknown = cleaned["attribution"] == Attribution.UNKNOWN
            if unknown and cleaned["author"]:
                self.add_error("author", _("An unknown writer has no name: choose none, or say how the name is known."))
            elif not unknown and not cleaned["author"]:
                self.add_error("author", _("Choose or add the author, or say that the writer is unknown."))
        return cleaned

    def _post_clean(self) -> None:
        """The row is a value: the action that writes it knows what the table demands."""


class BylineFormSet(forms.BaseInlineFormSet):
    """All bylines of an article. Rows are values in their order, not records: no row can be outdated by its key."""

    may_add_authors: ClassVar[bool] = False

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, prefix: Any = None, **_: Any) -> None:
        rows = bylines_of(instance) if instance is not None and instance.pk else []
        self.extra = len(rows) + 1
        super().__init__(data, files, instance, prefix=prefix, queryset=Byline.objects.none(), initial=initial(rows))
        self.authors = {str(row.author.pk): row.author for row in rows if row.author}

    def initial_form_count(self) -> int:
        return 0

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["attribution"].initial = Attribution.PRINTED
        field = form.fields["author"]
        field.known = self.known
        field.widget.known = {key: author.name for key, author in self.known.items()}
        relation = Byline._meta.get_field("author").remote_field
        wrapped = RelatedFieldWidgetWrapper(field.widget, relation, site, can_add_related=self.may_add_authors)
        wrapped.can_change_related = wrapped.can_delete_related = wrapped.can_view_related = False
        field.widget = wrapped

    @cached_property
    def known(self) -> Mapping[str, Author]:
        """All authors that some row holds, by key."""
        if not self.is_bound:
            return self.authors
        sent = (str(self.data.get(f"{self.add_prefix(row)}-author")) for row in range(self.total_form_count()))
        keys = {int(value) for value in sent if value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY}
        found = Author.objects.in_bulk(keys - set(map(int, self.authors)))
        return {**self.authors, **{str(key): author for key, author in found.items()}}

    def bylines(self) -> list[BylineData]:
        """What the valid rows say, by place; rows without one follow in their order."""
        said = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data["remove"]]
        placed = sorted(said, key=lambda row: (row["place"] is None, row["place"] or 0))
        return [BylineData(row["author"], row["role"], row["attribution"], row["printed"]) for row in placed]


def initial(rows: Iterable[BylineData]) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "author": row.author and row.author.pk,
            "printed": row.printed,
            "role": row.role,
            "attribution": row.attribution,
        }
        for place, row in enumerate(rows, 1)
    ]


def overwrite(data: QueryDict, article: Article) -> None:
    """Put the bylines that stand now into what was sent."""
    rows = initial(bylines_of(article))
    for name in [name for name in data if name.startswith(f"{PREFIX}-")]:
        del data[name]
    data.update({f"{PREFIX}-TOTAL_FORMS": str(len(rows) + 1), f"{PREFIX}-INITIAL_FORMS": "0"})
    for number, row in enumerate([*rows, {"role": Role.AUTHOR, "attribution": Attribution.PRINTED}]):
        for name, value in row.items():
            data[f"{PREFIX}-{number}-{name}"] = "" if value is None else str(value)
