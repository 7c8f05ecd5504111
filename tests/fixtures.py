"""The fixture of the sample collection: what load_seeds makes of it, at one fixed time and with fixed salts.

`python -m tests.fixtures` writes it anew.
"""

import hashlib
import io
import itertools
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

SAMPLE = Path(__file__).resolve().parent.parent / "seeds" / "sample"
FIXTURE = SAMPLE / "sample.json"
AT = datetime(2026, 1, 1, tzinfo=UTC)


def load_sample() -> None:
    """Load the sample into an empty database, the same each time."""
    from archive.actions import loads

    drawn = itertools.count()

    def fixed(size: int = 32) -> str:
        return hashlib.sha256(str(next(drawn)).encode()).hexdigest()[: 2 * size]

    with mock.patch("secrets.token_hex", fixed):
        loads.load([SAMPLE], by="load_seeds", clock=lambda: AT)


def dumped() -> str:
    """Everything of the archive in the database, as fixtures spell it; PostgreSQL has keys in an order of its own."""
    from django.core.management import call_command

    out = io.StringIO()
    call_command("dumpdata", "archive", natural_foreign=True, natural_primary=True, stdout=out)
    return json.dumps(json.loads(out.getvalue()), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def as_written() -> bool:
    """Whether the fixture holds what is in the database: a difference of such texts takes pytest minutes to print."""
    return dumped() == FIXTURE.read_text()


def write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/sample.sqlite3",
            "DJANGO_SETTINGS_MODULE": "site_config.settings",
        }
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        load_sample()
        FIXTURE.write_text(dumped())


if __name__ == "__main__":
    write()
