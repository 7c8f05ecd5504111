"""What the admin says of itself, and how its users choose a password."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401 - by this import Django registers it
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice
from taggit.admin import Tag as UnusedTag

from archive.forms.passwords import NewPasswordForm

admin.site.site_title = settings.SITE_NAME
admin.site.site_header = settings.SITE_NAME
admin.site.index_title = _("Work in the archive")
admin.site.password_change_form = NewPasswordForm
# The archive has tags of its own; a second list of none would only mislead.
admin.site.unregister(UnusedTag)
# Their own pages show the keys; ours are in archive/views/second_factor.py.
admin.site.unregister([TOTPDevice, StaticDevice])
# The roles are laid by migrate (archive/rules/roles.py): what is changed by hand would not last.
admin.site.unregister(Group)
