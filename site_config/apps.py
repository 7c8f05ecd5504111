from django.contrib.admin.apps import AdminConfig


class StaffConfig(AdminConfig):
    """Django's admin, on the archive's own site."""

    default_site = "archive.staff.StaffSite"
