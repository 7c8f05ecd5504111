"""Rows that are written once. The triggers hold everyone to it; here the model says so before the database must."""

from typing import Any, NoReturn

from django.db import models


class Immutable(TypeError):
    """A row that never changes was to be changed or deleted."""


class KeptQuerySet[M: models.Model](models.QuerySet[M]):
    def update(self, **_values: Any) -> NoReturn:
        raise Immutable(f"{self.model._meta.verbose_name_plural} never change.")

    def delete(self) -> NoReturn:
        raise Immutable(f"{self.model._meta.verbose_name_plural} are never deleted.")


class Kept(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable(f"{self._meta.verbose_name} {self.pk} never changes.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise Immutable(f"{self._meta.verbose_name} {self.pk} is never deleted.")
