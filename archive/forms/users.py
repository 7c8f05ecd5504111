"""What is asked of whoever keeps the accounts."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from archive.actions.reasons import LONGEST_REASON
from archive.models import User
from archive.rules import roles

SAID = {
    roles.CATALOGUER: _("Cataloguer: brings documents, corrects readings, describes and tags articles"),
    roles.MODERATOR: _("Moderator: tags and moderates comments"),
    roles.EDITOR: _("Editor: all that a cataloguer does, and publishes, withdraws, merges and takes back"),
    roles.ADMINISTRATOR: _("Administrator: keeps the accounts, takes back loads"),
}


class ReasonForm(forms.Form):
    """A reason, for the log."""

    required_css_class = "required"

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=AdminTextInputWidget,
        help_text=_("Why, in a sentence. It stands in the log."),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class RolesForm(ReasonForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role, SAID[role]) for role in roles.ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever works here can look at every record and at the log, also without a role."),
    )
    field_order = ["username", "roles", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user is not None:
            self.initial["roles"] = self.user.roles()


class AccountForm(RolesForm):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=AdminTextInputWidget(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("It stands in the log beside everything this person does, and never changes."),
    )
