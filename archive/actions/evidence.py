"""Evidence: added, put on another side or described anew, and taken out; in the log without the archive's own words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.fitness import refuse_unfit
from archive.actions.occurrences import Spot
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken, lock, target
from archive.models import Decision, Evidence, ImportRun, Statement, anchoring, passages
from archive.models.anchoring import Astray
from archive.states import Workflow

# What may be said of a piece later on; what is cited, or where it stands, makes another piece.
DESCRIBED = frozenset({"side", "note", "sourced"})
LONGEST_QUOTE = anchoring.LONGEST
SHA256 = re.compile("[0-9a-f]{64}")
PREFIX = "evidence "


@dataclass(frozen=True, slots=True)
class Cited:
    """Something outside the archive."""

    citation: str
    link: str = ""
    quote: str = ""
    copy_sha256: str | None = None


def field(evidence: Evidence) -> str:
    """What decisions call a piece of evidence of a statement."""
    return f"{PREFIX}{evidence.number}"


def told(evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence as the log keeps it: of a passage its place, of what is cited everything."""
    said: dict[str, Any] = {"side": str(evidence.side), "note": evidence.note, "sourced": evidence.sourced}
    said["retired"] = evidence.retired_at is not None
    if evidence.text is None:
        return said | {name: getattr(evidence, name) for name in ("citation", "link", "quote", "copy_sha256")}
    source = evidence.text.reading.source.sha256
    return said | {
        "state": str(evidence.state),
        "source": [source, evidence.source_start, evidence.source_end],
        "text": [evidence.text.sha256, evidence.start, evidence.end],
    }


def values(statements: Iterable[int]) -> Iterator[tuple[int, str, Any]]:
    """The evidence of some statements, given by primary keys, told as the log tells it: statement, field and value."""
    rows = Evidence.objects.filter(statement__in=list(statements)).select_related("text__reading__source")
    return ((row.statement_id, field(row), told(row)) for row in rows)


@transaction.atomic
def add(
    statement: Statement,
    side: str,
    what: Spot | Cited,
    *,
    note: str = "",
    sourced: bool = False,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> Evidence:
    """Put a passage of the archive, or something cited, on a side. Raises Refused."""
    refuse_reason(reason)
    lock(statement)
    if statement.workflow == Workflow.WITHDRAWN:
        raise Refused(_("The statement is withdrawn: take it up again first."))
    columns = _passage(what) if isinstance(what, Spot) else _cited(what)
    number = Evidence.objects.next_number(statement)
    evidence = Evidence(statement=statement, number=number, side=side, note=note, sourced=sourced, added_at=at)
    for name, value in columns.items():
        setattr(evidence, name, value)
    refuse_unfit(evidence, {"side", "note", "citation", "link", "quote"})
    if there := twin(evidence):
        raise Refused(_("That stands there already (%s).") % field(there))
    evidence.save(force_insert=True)
    entry = Entry("evidence.add", target(statement), reason, {field(evidence): None}, {field(evidence): told(evidence)})
    record(entry, by=by, at=at, run=run)
    return evidence


def _passage(spot: Spot) -> dict[str, Any]:
    text = passages.current([spot.text.pk]).get(spot.text.pk)
    if text is None:
        raise Refused(_("This text is not shown any more: it was read anew."))
    try:
        return {"text": text, **anchoring.anchor(text, *spot[1:])._asdict()}
    except Astray as error:
        raise Refused(str(error)) from None


def _cited(what: Cited) -> dict[str, Any]:
    citation = " ".join(what.citation.split())
    if not citation:
        raise Refused(_("Say what is cited: who published it, where and when."))
    if len(what.quote) > LONGEST_QUOTE:
        raise Refused(_("A quoted passage has at most %d characters.") % LONGEST_QUOTE)
    if what.copy_sha256 and not SHA256.fullmatch(what.copy_sha256):
        raise Refused(_("The copy is named by its SHA-256: 64 hexadecimal digits."))
    columns = {**asdict(what), "citation": citation, "link": web_link(what.link)}
    return {**columns, "copy_sha256": what.copy_sha256 or None}


def web_link(link: str) -> str:
    """The link as it is kept, or nothing. Raises Refused for everything but http and https with a host."""
    link = link.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        sound = False
    if not sound or any(each.isspace() or not each.isprintable() for each in link) or "\\" in link:
        raise Refused(_("A link begins with http:// or https:// and names a host."))
    return f"{parts.scheme}{link[len(parts.scheme) :]}"


@transaction.atomic
def change(
    evidence: Evidence,
    changes: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Say of a piece on which side it stands, what it says, whether it is sourced; None where all is said already.

    `seen` holds the values that the person had before the eyes. Raises Overtaken and Refused.
    """
    refuse_reason(reason)
    if foreign := sorted(set(changes) - DESCRIBED):
        raise Refused(_("%s can’t be written here.") % ", ".join(foreign))
    evidence = _lock(evidence)
    different = {name: value for name, value in changes.items() if getattr(evidence, name) != value}
    if changed := [name for name in different if name in (seen or {}) and getattr(evidence, name) != seen[name]]:  # type: ignore[index]
        raise Overtaken(changed)
    if not different:
        return None
    _refuse_retired(evidence)
    return _write("evidence.change", evidence, different, by=by, at=at, reason=reason, run=run, takes_back=takes_back)


@transaction.atomic
def retire(
    evidence: Evidence,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    """Take a piece out; it stays on record. Raises Refused where it is out already."""
    refuse_reason(reason)
    evidence = _lock(evidence)
    _refuse_retired(evidence)
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason, "run": run, "takes_back": takes_back}
    return _write("evidence.retire", evidence, {"retired_at": at}, **known)


@transaction.atomic
def restore(
    statement: Statement, pieces: Mapping[str, Any], *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision:
    """Make of a piece what the log told of it once. One that was not there then is taken out."""
    refuse_reason(reason)
    lock(statement)
    [(name, said)] = pieces.items()
    evidence = _rows().get(statement=statement, number=int(name.removeprefix(PREFIX)))
    wanted = {name: said[name] for name in DESCRIBED} if said else {}
    if said is None or said["retired"]:
        wanted["retired_at"] = evidence.retired_at or at
    else:
        wanted["retired_at"] = None
    different = {name: value for name, value in wanted.items() if getattr(evidence, name) != value}
    if not different:
        raise Refused(_("That stands so already."))
    return _write("evidence.change", evidence, different, by=by, at=at, reason=reason, takes_back=takes_back)


def _write(
    verb: str,
    evidence: Evidence,
    values: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str,
    takes_back: int | None,
    run: ImportRun | None = None,
) -> Decision:
    before = {field(evidence): told(evidence)}
    for name, value in values.items():
        setattr(evidence, name, value)
    refuse_unfit(evidence, values)
    if there := twin(evidence):
        raise Refused(_("That stands there already (%s).") % field(there))
    evidence.save(update_fields=list(values))
    after = {field(evidence): told(evidence)}
    return record(Entry(verb, target(evidence.statement), reason, before, after, takes_back), by=by, at=at, run=run)


def twin(evidence: Evidence) -> Evidence | None:
    """Another piece that stands on the same side with the same passage, or the same citation, link and quote; none
    where this one is taken out."""
    names = ("text", "start", "end", "citation", "link", "quote")
    same = {name: getattr(evidence, name) for name in names}
    others = Evidence.objects.filter(statement=evidence.statement_id, side=evidence.side, **same).standing()
    return None if evidence.retired_at else others.exclude(pk=evidence.pk).first()


def _rows() -> Any:
    return Evidence.objects.select_related("statement", "text__reading__source").select_for_update(of=("self",))


def _lock(evidence: Evidence) -> Evidence:
    Decision.objects.hold()
    return _rows().get(pk=evidence.pk)


def _refuse_retired(evidence: Evidence) -> None:
    if evidence.retired_at:
        raise Refused(_("This evidence was taken out already."))
