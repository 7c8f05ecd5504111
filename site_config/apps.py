"""Applications of others, as the archive uses them."""

from axes.apps import AppConfig as AxesConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AdminConfig):
    default_site = "archive.staff.StaffSite"


class LockOutConfig(AxesConfig):
    verbose_name = _("Log-ins")
