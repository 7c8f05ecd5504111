"""All that decisions write of one statement: told as the log tells it, and written again when one is taken back."""

from collections.abc import Callable, Mapping
from typing import Any

from archive.actions import anchors, evidence, occurrences, relations, statements
from archive.models import Decision, Statement
from archive.rules import undoing
from archive.rules.undoing import Way


def now(statement: Statement) -> dict[str, Any]:
    """All values of a statement, its places, its evidence and its relations."""
    return {
        "wording": statement.wording,
        "kind": statement.kind,
        "finding": statement.finding,
        "workflow": statement.workflow,
        "number": statement.number,
        "tags": sorted(statement.tags.values_list("name", flat=True)),
        **occurrences.values(statement),
        **evidence.values(statement),
        **relations.values(statement),
    }


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
