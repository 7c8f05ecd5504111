"""Codes of a second factor, as people type them."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 150


class LogInForm(AdminAuthenticationForm):
    """Django's own, which also refuses a name that is longer than any: it is counted when it fails."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(MaxLengthValidator(LONGEST_NAME))


class CodeForm(forms.Form):
    required_css_class = "required"

    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        help_text=_("The six digits that your app shows now, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "size": 14}
        ),
    )


class LogInCodeForm(CodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True


class AppCodeForm(CodeForm):
    """For the first code: there are no recovery codes yet."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label=_("Code"),
        max_length=32,
        strip=True,
        help_text=_("The six digits that your app shows now."),
        error_messages={"invalid": _("A code is six digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 14}),
    )


class RemovalForm(CodeForm):
    password = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["password", "code"]
