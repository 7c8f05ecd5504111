"""The page on which editors choose their password."""

from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.actions.clock import now
from archive.actions.editors import choose_password
from archive.models import User


class NewPasswordForm(AdminPasswordChangeForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("new_password1") and cleaned.get("new_password1") == cleaned.get("old_password"):
            self.add_error("new_password1", ValidationError(_("This is the old one."), code="password_unchanged"))
        return cleaned

    def save(self, commit: bool = True) -> User:  # noqa: ARG002 - the form that this one stands for has it
        return choose_password(self.user, self.cleaned_data["new_password1"], at=now())
