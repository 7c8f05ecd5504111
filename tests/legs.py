"""The legs of a test run that need something from outside, which of them ran, and which must.

A leg that can't run is skipped with its reason; REQUIRE_LEGS (`postgresql browser founding`, as CI sets it) makes that
a failure instead.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

MARKED = ("browser", "founding", "disks")
UNCHOSEN = "none of its tests was chosen"


def required() -> list[str]:
    return os.environ.get("REQUIRE_LEGS", "").replace(",", " ").split()


def absent(leg: str, reason: str) -> NoReturn:
    """End a test whose leg has nothing to stand on."""
    if leg in required():
        pytest.fail(f"{leg} is required here: {reason}", pytrace=False)
    pytest.skip(f"{leg}: {reason}")


def outcomes(stats: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """For each marked leg "" when one of its tests ran, otherwise why none did; from the reporter's reports."""
    told = {}
    for leg in MARKED:
        ran = [r for key in ("passed", "failed") for r in stats.get(key, ()) if r.when == "call" and leg in r.keywords]
        skipped = [r for r in stats.get("skipped", ()) if leg in r.keywords and f"{leg}: " in str(r.longrepr)]
        reason = skipped[0].longrepr[2].partition(f"{leg}: ")[2] if skipped else UNCHOSEN
        told[leg] = "" if ran else reason
    return told


def note(told: Mapping[str, str], file: str) -> None:
    """Leave the outcomes for whoever started this run."""
    Path(file).write_text(json.dumps(told))


def line(told: Mapping[str, str]) -> str:
    """What is said at the end of a run; nothing of legs that were not meant to run."""
    names = {"founding": "founding documents"}
    return "legs: " + ", ".join(
        f"{names.get(leg, leg)} {f'not run ({reason})' if reason else 'ran'}"
        for leg, reason in told.items()
        if reason != UNCHOSEN
    )
