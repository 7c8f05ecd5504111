"""Which of all that the archive holds meets the conditions of a search."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf.locale import LANG_INFO
from django.db.models import Q

from archive.models import Tag
from archive.models.cards import Kind
from archive.search import words
from archive.search.holdings import Holdings, Those
from archive.text.folding import fold
from archive.text.queries import UNKNOWN, Field, days_of, phrase_of

# Names that one condition stands for at most.
NAMES = 200
KINDS = {
    "articles": Kind.ARTICLE,
    "comments": Kind.COMMENT,
    "statements": Kind.STATEMENT,
    "authors": Kind.AUTHOR,
    "publishers": Kind.PUBLISHER,
}
# Languages by their names, their own and in English.
LANGUAGES = {
    fold(each[name]): code for code, each in LANG_INFO.items() for name in ("name", "name_local") if name in each
}


class Narrowed(NamedTuple):
    """What meets all conditions; `unknown` are those that nothing can meet."""

    those: Those
    unknown: tuple[Field, ...]


def narrowed(held: Holdings, fields: Iterable[Field], more: Iterable[Field] = ()) -> Narrowed:
    """`more` are conditions by slug. One query for each name that is given in words."""
    those, unknown = held.all, list[Field]()
    for field, exact in (*((field, False) for field in fields), *((field, True) for field in more)):
        found = _those(held, field, exact=exact)
        if found is None:
            unknown.append(field)
            found = held.all if field.excluded else Those()
        elif field.excluded:
            found = held.but(found)
        those = those.both(found)
    return Narrowed(those, tuple(unknown))


def _those(held: Holdings, field: Field, *, exact: bool) -> Those | None:
    """What meets a condition; None where nothing can."""
    match field.name:
        case "in":
            return _of_kind(held, field.value)
        case "author" | "publisher":
            keys = _names(held, field, exact=exact)
            return held.having(field.name, keys) if keys else None
        case "tag":
            keys = _tags(held, field.value, exact=exact)
            return held.tagged(keys) if keys else None
        case "year":
            if field.value.lower() == UNKNOWN:
                return held.undated()
            days = days_of(field.value)
            return held.between(*days) if days else None
        case "language":
            return held.having("language", _languages(held, field.value, exact=exact))
        case "comments" | "disputed":
            yes = held.having("comments", ["yes"]) if field.name == "comments" else held.disputed()
            return {"yes": yes, "no": held.but(yes)}.get(field.value.lower())
    return None


def _of_kind(held: Holdings, said: str) -> Those | None:
    """`articles` or `article`."""
    said = said.lower()
    match KINDS.get(said) or KINDS.get(f"{said}s"):
        case Kind.ARTICLE:
            return Those(articles=held.all.articles)
        case Kind.COMMENT:
            return Those(threads=held.all.threads, marked=held.all.marked)
        case Kind.STATEMENT:
            return Those(statements=held.all.statements)
        case Kind.AUTHOR:
            return Those(authors=held.all.authors)
        case Kind.PUBLISHER:
            return Those(publishers=held.all.publishers)
    return None


def _names(held: Holdings, field: Field, *, exact: bool) -> list[int]:
    """Authors or publishers that everyone may know, by slug or by words of the name."""
    if exact:
        key = held.keys[field.name].get(field.value)
        return [key] if key and held.columns[field.name].bits([key]) else []
    phrase = phrase_of(field.value)
    return words.named(Kind.AUTHOR if field.name == "author" else Kind.PUBLISHER, phrase, NAMES) if phrase else []


def _tags(held: Holdings, value: str, *, exact: bool) -> list[int]:
    if exact:
        named = held.keys["tag"].get(value)
        return [named] if named and any(held.tagged([named])) else []
    key = fold(value.rstrip("*"))
    meant = Q(key__startswith=key) if value.endswith("*") else Q(key=key) | Q(slug=value)
    return list(Tag.objects.visible_to(None).filter(meant).values_list("pk", flat=True)[:NAMES])


def _languages(held: Holdings, value: str, *, exact: bool) -> list[str]:
    tag = (value if exact else LANGUAGES.get(fold(value), value)).lower()
    codes = ((str(code), str(code).lower()) for code in held.columns["language"].values())
    return [code for code, lower in codes if lower == tag or (not exact and lower.startswith(f"{tag}-"))]
