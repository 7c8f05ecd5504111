"""A backup of PostgreSQL: pg_dump's custom format, put back by pg_restore and psql in one transaction."""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.db import DatabaseError, connection
from django.db.backends.postgresql.client import DatabaseClient

from archive.actions.refusals import Refused

# The schema goes as a whole, so that nothing newer than the backup stays behind; nobody waits for its locks forever.
EMPTY = """
SET lock_timeout = '20s';
SET client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
"""


DUMP = ("--format=custom", "--no-owner", "--no-privileges")


def dump(file: Path) -> None:
    _run("pg_dump", *DUMP, f"--file={file}", database="")


def applied_migrations(file: Path) -> set[tuple[str, str]]:
    """The migrations of a backup. Raises Refused when it is not a dump of an archive."""
    rows = _run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(file)).splitlines()
    start = next((place for place, row in enumerate(rows, 1) if row.startswith("COPY public.django_migrations")), None)
    if start is None:
        raise Refused(f"{file} is no backup of an archive on PostgreSQL.")
    fields = (row.split("\t") for row in rows[start : rows.index("\\.", start)])
    return {(app, name) for _id, app, name, _applied in fields}


def beside(file: Path, clean: Path, prepare: Callable[[str], None]) -> None:
    """Make a backup of what `prepare` leaves of another one, whose address it is given.

    The role makes a database for it, and drops it again. Raises Refused where it may not.
    """
    name = f"restoring_{secrets.token_hex(8)}"
    quoted = connection.ops.quote_name(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except DatabaseError as error:
        raise Refused(f"Erasures are replayed in a database beside this one, which can't be made: {error}.") from None
    try:
        load(file, name)
        prepare(_address(name))
        _run("pg_dump", *DUMP, f"--file={clean}", database=name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _address(name: str) -> str:
    said = connection.settings_dict
    user, password = (quote(str(said[key] or ""), safe="") for key in ("USER", "PASSWORD"))
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    port = f":{said['PORT']}" if said["PORT"] else ""
    return f"postgresql://{who}{quote(str(said['HOST'] or ''), safe='')}{port}/{name}"


def load(file: Path, database: str | None = None) -> None:
    """In one transaction: who reads meanwhile sees the old archive or the new one."""
    connection.close()
    with tempfile.TemporaryDirectory() as folder:
        empty, script = Path(folder) / "empty.sql", Path(folder) / "archive.sql"
        empty.write_text(EMPTY)
        # Unpacked to its end before the first row of the database goes: a dump that breaks off changes nothing.
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        options = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--single-transaction", "--set=ON_ERROR_STOP=1")
        # A dump holds no statistics, and without them PostgreSQL plans badly until it has gathered them by itself.
        _run("psql", *options, f"--file={empty}", f"--file={script}", "--command=ANALYZE", database=database or "")


def _run(program: str, *arguments: str, database: str | None = None) -> str:
    """What the program printed. With a database, by name or "" for this one, it gets the address, the password in the
    environment."""
    where: list[str] = []
    environment: dict[str, str] | None = None
    if database is not None:
        named = {**connection.settings_dict, **({"NAME": database} if database else {})}
        (_psql, *where), environment = DatabaseClient.settings_to_cmd_args_env(named, ["--no-password"])
    try:
        done = subprocess.run(
            [program, *arguments, *where],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise Refused(f"{program} is not installed: it comes with PostgreSQL's client programs.") from None
    if done.returncode:
        raise Refused(f"{program}: {' '.join(done.stderr.split())[:500]}")
    return done.stdout
