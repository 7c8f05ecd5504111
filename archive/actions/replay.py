"""Every state as the log tells it, against what stands in the tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import batched, chain
from typing import Any

from archive.actions import evidence, occurrences
from archive.actions.carrying import stances
from archive.models import Article, Parallel, Statement
from archive.states import ArticleState, CommentState, Finding, ParallelDecision, Workflow

# What is so until a decision says otherwise.
AT_FIRST: dict[str, dict[str, Any]] = {
    "article": {"state": ArticleState.DRAFT.value},
    "statement": {"workflow": Workflow.SUGGESTED.value, "finding": Finding.NOT_EXAMINED.value},
    "comment": {"state": CommentState.SHOWN.value},
    "parallel": {"decision": ParallelDecision.SUGGESTED.value},
}
# What goes with its texts, and comes of them again.
COMING_AND_GOING = ("comment", "parallel")
KINDS = tuple(f"{kind}:" for kind in AT_FIRST)

PLACES = (occurrences.PREFIX, evidence.PREFIX)

type States = dict[str, dict[str, Any]]


class Replay:
    """The states of everything, as far as the decisions were read; hand them in in their order."""

    def __init__(self) -> None:
        self._states: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self._last: dict[str, int] = {}

    def read(self, number: int, verb: str, target: str, after: Mapping[str, Any] | None) -> None:
        if not target.startswith(KINDS) or after is None:
            return
        kind, _colon, key = target.partition(":")
        if verb == f"{kind}.remove":
            self._forget(kind, key)
            return
        self._last[target] = number
        self._states[target].update(_states(kind, after))
        for comment, stance in after.get("carried", {}).items() if verb == "reading.store" else ():
            about = f"comment:{key}#{comment}"
            self._states[about], self._last[about] = dict(stance), number
        if kind == "article" and isinstance(after.get("slug"), str) and after["slug"] != key:
            self._move(key, after["slug"])

    def _forget(self, kind: str, key: str) -> None:
        for target in self._of(kind, key):
            del self._states[target]

    def _move(self, key: str, slug: str) -> None:
        for target in self._of("article", key):
            moved = target.replace(f":{key}", f":{slug}", 1)
            self._states[moved], self._last[moved] = self._states.pop(target), self._last[target]

    def _of(self, kind: str, key: str) -> list[str]:
        threads = (f"comment:{key}#",) if kind == "article" else ()
        return [target for target in self._states if target == f"{kind}:{key}" or target.startswith(threads)]

    def faults(self) -> Iterator[tuple[str, int | None, str]]:
        """Where the tables say otherwise: target, the number of the last decision about it, and a sentence."""
        there = tables()
        told = {target: _told(target, states) for target, states in self._states.items()}
        for target in sorted({*there, *told}):
            kind = target.partition(":")[0]
            log, table = told.get(target, _told(target, {})), there.get(target)
            if table is None and kind not in COMING_AND_GOING:
                yield target, self._last.get(target), "it is not in the tables"
                continue
            if table is None and kind == "parallel":
                continue
            table = table or _told(target, {})
            for name in sorted({*log, *table}):
                if log.get(name) != table.get(name):
                    said = f"{name} is {table.get(name)} in the tables and {log.get(name)} by the log"
                    yield target, self._last.get(target), said


def _states(kind: str, after: Mapping[str, Any]) -> dict[str, Any]:
    """The states among the values that a decision wrote."""
    if kind == "parallel":
        return {"decision": after["parallel"]["decision"]}
    if kind != "comment":
        places = {name: said for name, said in after.items() if kind == "statement" and name.startswith(PLACES)}
        return places | {name: after[name] for name in AT_FIRST[kind] if name in after}
    found = {name: after[name] for name in ("state", "gone_at_source") if name in after}
    if "pseudonym" in after:
        found["pseudonym"] = after["pseudonym"] and after["pseudonym"]["name"]
    return found | {name: said["state"] for name, said in after.items() if name.startswith("redaction ") and said}


def _told(target: str, states: Mapping[str, Any]) -> dict[str, Any]:
    return AT_FIRST[target.partition(":")[0]] | {name: value for name, value in states.items() if value is not None}


def tables() -> States:
    """What stands in the tables, of comments only those over which anything stands."""
    found: States = {}
    for slug, state in Article.objects.order_by().values_list("slug", "state"):
        found[f"article:{slug}"] = {"state": state}
    for key, workflow, finding in Statement.objects.order_by().values_list("key", "workflow", "finding"):
        found[f"statement:{key}"] = {"workflow": workflow, "finding": finding}
    keys = dict(Statement.objects.order_by().values_list("pk", "key"))
    for some in batched(keys, 500):
        for statement, name, told in chain(occurrences.values(some), evidence.values(some)):
            found[f"statement:{keys[statement]}"][name] = told
    for number, decision in Parallel.objects.order_by().values_list("number", "decision"):
        found[f"parallel:{number}"] = {"decision": decision}
    for target, stance in stances().items():
        found[target] = _told(target, stance)
    return found
