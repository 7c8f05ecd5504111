"""What others say on our pages and have not in every language that we speak: Django, and the guard of the log-in.

The words are theirs, to the letter; here they are only named, so that archive/locale/ can translate them.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy as counted

SENTENCES = (
    # Django's forms and admin.
    _("- Select an option -"),
    _("“%(value)s” is not a valid binary value."),
    _("No %s matches the given query."),
    _('The app "%s" could not be found.'),
    _("Filter by %(field_name)s"),
    _("Pagination %(name)s"),
    _("Pagination %(name)s entries"),
    _("Logout"),
    _(
        "Deleting the %(object_name)s “%(escaped_object)s” would result in deleting related objects, but your account "
        "doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting the following protected related "
        "objects:"
    ),
    _(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? All of the following related items "
        "will be deleted:"
    ),
    # The failed log-ins that whoever keeps the accounts sees.
    _("access attempt"),
    _("access attempts"),
    _("Attempt Time"),
    _("Username"),
    _("IP Address"),
    _("User Agent"),
    _("Failed Logins"),
)
COUNTED = (
    counted("…and %(count)d more object.", "…and %(count)d more objects."),
    counted(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    counted(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
)
