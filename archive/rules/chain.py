"""The hash chain of the log: what a digest covers.

Only SHA-256 digests are chained. The words of a detail enter through a salted digest, so that the detail can be
erased where the law asks for it and every digest after it still stands.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, in UTF-8: the same bytes on every database."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def detail_digest(*, salt: str, reason: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical([salt, reason, before, after])).hexdigest()


def digest(
    *,
    number: int,
    at: datetime,
    actor: str,
    verb: str,
    target: str,
    run: str | None,
    takes_back: int | None,
    detail_digest: str,
    previous: str,
) -> str:
    """The digest of one Decision; `at` is aware, `run` the key of its import, `takes_back` the number of another."""
    when = at.astimezone(UTC).isoformat(timespec="milliseconds")
    said = [number, when, actor, verb, target, run, detail_digest, previous]
    return hashlib.sha256(canonical(said if takes_back is None else [*said, takes_back])).hexdigest()
