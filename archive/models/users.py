from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who works in the archive. Readers need no account."""

    must_change_password = models.BooleanField(
        _("must change the password"),
        default=False,
        help_text=_("Set for a one-time password: nothing else opens until a new one is chosen."),
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
