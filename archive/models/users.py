from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.rules import roles


class UserQuerySet(models.QuerySet["User"]):
    def active_staff(self) -> UserQuerySet:
        return self.filter(is_staff=True, is_active=True)

    def keepers(self) -> UserQuerySet:
        """Those who can keep the accounts now."""
        kept_by = Q(is_superuser=True) | Q(groups__name=roles.ADMINISTRATOR)
        return self.active_staff().filter(kept_by).distinct()


class EditorManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class User(AbstractUser):
    """A person who works in the archive. Readers need no account."""

    must_change_password = models.BooleanField(
        _("must change the password"),
        default=False,
        help_text=_("Set for a one-time password: nothing else opens until a new one is chosen."),
    )

    objects: ClassVar = EditorManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def roles(self) -> list[str]:
        """The roles of this person, in the order of the table."""
        return roles.in_order(group.name for group in self.groups.all())

    def keeps_accounts(self) -> bool:
        return self.is_superuser or roles.ADMINISTRATOR in self.roles()
