"""What is worked out of all that everyone may read, kept until any of it changes."""

import hashlib
from collections.abc import Callable, Hashable

from django.core.cache import cache
from django.utils.translation import get_language

from archive.models import indexstate

DAY = 24 * 60 * 60


def kept[T](make: Callable[[], T], *about: Hashable, edition: str | None = None) -> T:
    """What `make` gives, which depends on what is stored, on what is named here and on the language, and on nobody
    who looks.

    One query, unless the `edition` is known already.
    """
    if edition is None:
        edition = indexstate.edition()
    if not edition:
        return make()
    key = f"kept:{hashlib.sha256(repr((edition, get_language(), about)).encode(errors='backslashreplace')).hexdigest()}"
    found: tuple[T] | None = cache.get(key)
    if found is None:
        found = (make(),)
        cache.set(key, found, DAY)
    return found[0]
