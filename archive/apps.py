from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("archive")

    def ready(self) -> None:
        from archive import checks  # noqa: F401
        from archive.models import roles, triggers

        # Django's table remake on SQLite drops triggers silently, so they are laid anew after every migrate.
        post_migrate.connect(triggers.install_after_migrate, sender=self, dispatch_uid="archive.triggers")
        post_migrate.connect(roles.lay_after_migrate, sender=self, dispatch_uid="archive.roles")
