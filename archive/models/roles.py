"""The roles as groups of permissions, laid anew after every migrate.

The four groups hold what the table says and nothing else. Groups that a house makes for itself are left alone.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

from archive.rules.roles import ROLES


def lay(*, using: str, apps: Any = installed) -> None:
    """Make the groups as the table has them. `apps` may be those of a migration: what they do not know is left out."""
    config = apps.get_app_config("archive")
    # Apps of a migration have no modules, and Django makes no permissions for an app that has none.
    config.models_module = getattr(config, "models_module", True)
    create_permissions(config, verbosity=0, using=using, apps=apps)
    groups = apps.get_model("auth", "Group").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using).filter(content_type__app_label="archive")
    known = {permission.codename: permission for permission in permissions}
    for role, codenames in ROLES.items():
        group, _new = groups.get_or_create(name=role)
        group.permissions.set(known[codename] for codename in codenames if codename in known)


def lay_after_migrate(*, using: str, **_kwargs: Any) -> None:
    lay(using=using)
