"""What is asked before two records become one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.forms.tagging import reason

LONGEST_SEARCH = 200


class SearchForm(forms.Form):
    """Looks for the other one."""

    q = forms.CharField(label=_("Look for"), max_length=LONGEST_SEARCH, required=False)


class MergeForm(forms.Form):
    reason = reason()
