"""What a person says at the desk: documents that are brought, corrections of a reading, and a publication."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive.actions.bringing import Brought
from archive.actions.reasoning import Reasons
from archive.actions.reasons import LONGEST_REASON
from archive.importing import shapes
from archive.importing.corrections import BadCorrection, Correction
from archive.importing.decoding import MAX_NAME, UnknownEncoding, known_encoding
from archive.models import Article, HouseRule
from archive.rules import corrections as rules
from archive.rules.english import told
from archive.rules.kinds import KINDS, SAYINGS

LONGEST_NOTE = Article._meta.get_field("context_note").max_length
LONGEST_TOMBSTONE = Article._meta.get_field("withdrawn_reason").max_length
# What stands in the log and on the source.
FILE, PASTED = "As a file.", "As pasted words."


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. Whether one can be read is for the archive to say, of each by its name."""

    widget = ManyFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class BringForm(forms.Form):
    file = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("Plain text; several at once if you like. Each becomes a draft of its own."),
    )
    encoding = forms.CharField(
        label=_("Encoding"),
        required=False,
        max_length=40,
        help_text=_("Only where the files don’t say it themselves, such as windows-1251. UTF-8 and UTF-16 do."),
    )
    words = forms.CharField(
        label=_("Or paste the words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    name = forms.CharField(
        label=_("Name of what is pasted"),
        required=False,
        max_length=MAX_NAME,
        help_text=_("As a file would be called, such as lantern-2009-06-03.txt."),
    )

    def clean_encoding(self) -> str:
        named = self.cleaned_data["encoding"]
        try:
            return named and known_encoding(named)
        except UnknownEncoding as error:
            raise ValidationError(told(str(error))) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pasted = bool((cleaned.get("words") or "").strip())
        if pasted and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give what you pasted a name."))
        if not pasted and not cleaned.get("file") and not self.errors:
            raise ValidationError(_("Choose a file or paste some words."))
        return cleaned

    def documents(self) -> Iterator[Brought]:
        """One at a time: together they could fill the memory."""
        for file in self.cleaned_data["file"]:
            yield Brought(file.name or "", file.read(), FILE, self.cleaned_data["encoding"] or None)
        if self.cleaned_data["words"].strip():
            # A browser sends CR LF for every line end that is pasted.
            words = self.cleaned_data["words"].replace("\r\n", "\n")
            yield Brought(self.cleaned_data["name"], words.encode(), PASTED, "utf-8")


def _choices() -> list[Any]:
    def saying(*verbs: str) -> list[Any]:
        return [(verb, capfirst(str(SAYINGS[verb]))) for verb in verbs]

    return [
        ("", _("Choose what is to be read there")),
        (_("Where it begins"), saying("begin", "continue")),
        (_("Hyphen at the end of the line"), saying("join", "keep")),
        (_("In a comment"), [*saying("author", "words"), ("parent", _("Answers the comment at line …"))]),
        (_("Kind of block"), [(f"kind {kind}", capfirst(str(name))) for kind, name in KINDS.items()]),
    ]


class CorrectionForm(forms.Form):
    """The corrections as they are, and one more thing to say of some lines."""

    shape = forms.ChoiceField(
        label=_("Read as"), required=False, choices=lambda: [(name, name) for name in sorted(shapes.SHAPES)]
    )
    lines = forms.CharField(
        label=_("Lines"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(
            attrs={"placeholder": "12, 15-18", "inputmode": "text", "autocomplete": "off", "size": 12}
        ),
    )
    what = forms.ChoiceField(label=_("What"), required=False, choices=_choices)
    to = forms.CharField(
        label=_("Answers line"),
        required=False,
        max_length=9,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
        help_text=_("0 for nobody"),
    )
    corrections = forms.CharField(
        label=_("All corrections as text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("One a line, such as “12 join”, “7 kind caption” or “40 parent 31”."),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.TextInput(attrs={"size": 40})
    )

    def begin_here(self) -> None:
        """Have the page begin at the first field: its person is at work in it."""
        self.fields["lines"].widget.attrs["autofocus"] = True

    def clean_corrections(self) -> frozenset[Correction]:
        try:
            return rules.read(self.cleaned_data["corrections"])
        except BadCorrection as error:
            raise ValidationError(_said(error)) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["new"] = self._new(cleaned)
        except BadCorrection as error:
            raise ValidationError(_said(error)) from None
        return cleaned

    def ticked(self) -> list[str]:
        """The lines whose boxes were ticked, as they were sent."""
        return self.data.getlist("line")[: rules.MOST_AT_ONCE] if isinstance(self.data, QueryDict) else []

    def _new(self, cleaned: dict[str, Any]) -> list[Correction]:
        """What is said of the lines that were typed or ticked."""
        ticked = [line for line in self.ticked() if line.isascii() and line.isdigit() and len(line) < 10]
        named = sorted({*rules.lines(cleaned.get("lines") or ""), *map(int, ticked)})
        what, to = cleaned.get("what") or "", cleaned.get("to") or ""
        if named and not what and "what" not in self.errors:
            raise BadCorrection(_("choose what is to be read at the lines you named"))
        if what and not named and "lines" not in self.errors:
            raise BadCorrection(_("name the lines, or tick them below"))
        verb, _blank, kind = what.partition(" ")
        if to and verb != "parent":
            raise BadCorrection(_("a line that is answered goes with “Answers the comment at line …” only"))
        if verb == "parent" and not to:
            raise BadCorrection(_("name the line of the comment that is answered, or 0 for none"))
        return [Correction(line, verb, kind or (str(int(to)) if _is_number(to) else to)) for line in named]


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit()


def _said(error: BadCorrection) -> str:
    words = told(str(error))
    return f"{words[:1].upper()}{words[1:]}."


class PublicationForm(forms.Form):
    """The switch. A withdrawal names its rule."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_TOMBSTONE, widget=forms.TextInput(attrs={"size": 40})
    )
    rule = forms.ModelChoiceField(label=_("Rule"), queryset=HouseRule.objects.none(), required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["rule"].queryset = HouseRule.objects.in_force().order_by("category")  # type: ignore[attr-defined]

    def reasons(self) -> Reasons | None:
        return Reasons(self.cleaned_data["rule"]) if self.cleaned_data["rule"] else None


class ContextForm(PublicationForm):
    """The note above an article, and under which rule it stands there."""

    prefix = "context"
    note = forms.CharField(
        label=_("Note above it"), max_length=LONGEST_NOTE, required=False, strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("In our own words: what readers need to know to read it fairly. Disputes answer what it says."),
    )  # fmt: skip
    field_order = ("note", "rule", "reason")
