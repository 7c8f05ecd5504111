from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("archive")

    def ready(self) -> None:
        from archive import checks  # noqa: F401
        from archive.models import roles, triggers
        from archive.search import indexing

        # Django's table remake on SQLite drops triggers silently, so they are laid anew after every migrate.
        post_migrate.connect(triggers.install_after_migrate, sender=self, dispatch_uid="archive.triggers")
        post_migrate.connect(roles.lay_after_migrate, sender=self, dispatch_uid="archive.roles")
        # No migration can make it: that takes the rules of today, and the tables that they read.
        post_migrate.connect(indexing.rebuild_after_migrate, sender=self, dispatch_uid="archive.search")
