from django.contrib import admin

from archive.admin.readonly import ReadOnlyAdmin
from archive.models import User


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """People who work here. Accounts are made at the shell, on record; each editor chooses the password."""

    list_display = ["username", "is_active", "is_staff", "last_login", "must_change_password"]
    search_fields = ["username"]
    fields = ["username", "first_name", "last_name", "email", "is_active", "is_staff", "last_login", "date_joined"]
