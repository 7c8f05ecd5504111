"""All that decisions write of one statement: told as the log tells it, and written again when one is taken back."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any

from django.db.models import Value

from archive.actions import anchors, evidence, occurrences, relations, statements
from archive.models import Decision, Statement, StatementRelation, TaggedStatement
from archive.rules import undoing
from archive.rules.undoing import Way


def now(statement: Statement) -> dict[str, Any]:
    """All values of a statement, its places, its evidence and its relations."""
    return all_now([statement])[statement.pk]


def all_now(statements: Iterable[Statement]) -> dict[int, dict[str, Any]]:
    """The same of several, by primary key; a fixed number of queries."""
    found: dict[int, dict[str, Any]] = {
        row.pk: {
            "wording": row.wording,
            "kind": row.kind,
            "counts": row.counts,
            "finding": row.finding,
            "workflow": row.workflow,
            "number": row.number,
            "tags": [],
        }
        for row in statements
    }
    tagged = TaggedStatement.objects.filter(content_object__in=found).order_by()
    related = StatementRelation.objects.filter(statement__in=found).order_by()
    either = tagged.values_list("content_object", Value("tags"), "tag__name").union(
        related.values_list("statement", "type", "other__key"), all=True
    )
    for key, kind, name in either:
        if kind == "tags":
            found[key]["tags"].append(name)
        else:
            found[key][relations.field(kind, name)] = True
    for row in found.values():
        row["tags"].sort()
    for key, name, value in chain(occurrences.values(found), evidence.values(found)):
        found[key][name] = value
    return found


def _change(statement: Statement, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return statements.change(statement, values, **known)


def _find(statement: Statement, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return statements.find(statement, values["finding"], **known)


def _move(statement: Statement, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return statements.move_back(statement, values["workflow"], **known)


FAMILIES: dict[str, Callable[..., Any]] = {
    "occurrence": occurrences.restore,
    "evidence": evidence.restore,
    "relation": relations.restore,
}
OWN: dict[str, Callable[..., Any]] = {
    "statement.change": _change,
    "statement.finding": _find,
    **{f"{noun}.{verb}": anchors.put_back for noun in ("occurrence", "evidence") for verb in ("confirm", "move")},
}
# By verb, for every decision about a statement whose values are written again, but for its tags.
WRITERS: dict[str, Callable[..., Any]] = {
    verb: OWN.get(verb) or FAMILIES.get(verb.partition(".")[0]) or _move
    for verb, way in undoing.WAYS.items()
    if way is Way.WRITE and verb.partition(".")[0] in {"statement", *FAMILIES} and verb != "statement.tags"
}
