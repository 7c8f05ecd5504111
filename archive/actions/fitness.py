"""Values that no column holds are refused before the database is asked: SQLite would take them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from archive.actions.refusals import Refused
from archive.text.runs import UNSTORABLE


def refuse_unfit(row: Model, names: Iterable[str]) -> None:
    """Raise Refused, with a sentence for each, where one of these plain fields can't be kept as it is."""
    plain = {field.name for field in row._meta.concrete_fields if not field.is_relation} & set(names)
    for name in sorted(plain):
        if UNSTORABLE in str(getattr(row, name)):
            raise Refused(_("%s: Null characters are not allowed.") % name)
    try:
        row.clean_fields(exclude={field.name for field in row._meta.get_fields()} - plain)
    except ValidationError as error:
        said = (f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise Refused(" ".join(said)) from None
