from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from archive.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """People who work here; only those who may manage users see them."""

    fieldsets = (*(DjangoUserAdmin.fieldsets or ()), (_("One-time password"), {"fields": ["must_change_password"]}))
