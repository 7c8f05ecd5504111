"""The whole database into one file and back. A file is checked before anything is replaced by it."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from archive.actions import backup_postgresql, backup_sqlite
from archive.actions.erasures import Erased, everything
from archive.actions.refusals import Refused
from archive.models import Article, Decision, SourceFile, User

FIRST = ("archive", "0001_initial")
HOLDERS = (SourceFile, Article, Decision, User)


def backup(file: Path) -> None:
    """Write the database as it is at one moment to a new file that only its owner may read.

    The file appears whole or not at all. Raises Refused where one is there already or the copy fails its check.
    """
    try:
        # Taken under its name at once: what another process puts there meanwhile is not overwritten.
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise Refused(f"{file} is there already: a backup overwrites nothing.") from None
    except OSError as error:
        raise Refused(f"{file} can't be written: {error.strerror}.") from None
    written = False
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            partial = Path(folder) / file.name
            _engine().dump(partial)
            _engine().applied_migrations(partial)
            partial.chmod(0o600)
            _sync(partial)
            partial.replace(file)
            written = True
        _sync(file.parent)
    finally:
        if not written:
            file.unlink()


def restore(file: Path, *, replace: bool, erased: Iterable[Erased] = ()) -> tuple[int, int]:
    """Put the database of a backup in the place of this one, in one transaction.

    What was erased, by this archive's log and by the list handed in, is erased in the backup before anybody sees it: in
    a database beside this one, which is brought up to date for it. Returns how many migrations wait, and how many
    erasures there are in all. Raises Refused when the file is not a sound backup, is of a newer release than this
    code, can't be rid of what was erased, or when this archive holds anything and `replace` is not said.
    """
    if not file.is_file():
        raise Refused(f"{file} is not a file.")
    applied = _engine().applied_migrations(file)
    known = set(MigrationLoader(None).disk_migrations)
    if FIRST not in applied:
        raise Refused(f"{file} is a database, and no backup of an archive.")
    if strange := sorted(applied - known):
        raise Refused(f"The backup is of another release: this code has no migration {'.'.join(strange[0])}.")
    if not replace and holds_anything():
        raise Refused("This archive holds data: say --replace to lose it for what the backup holds.")
    listed = list(dict.fromkeys([*erased, *_erased_here()]))
    if not listed:
        _engine().load(file)
        return len(known - applied), 0
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as folder:
        names, clean = Path(folder) / "erasures", Path(folder) / "archive"
        names.write_text("".join(f"{each}\n" for each in listed), encoding="utf-8")
        commands = [["replay_erasures", str(names)]]
        if known - applied:
            commands.insert(0, ["migrate", "--verbosity=0"])
        _engine().beside(file, clean, lambda address: _elsewhere(address, commands))
        _engine().load(clean)
    return 0, len(listed)


def _erased_here() -> list[Erased]:
    """What this archive's log says; a database that can't be read says nothing."""
    try:
        return everything() if holds_anything() else []
    except DatabaseError:
        return []


def _elsewhere(address: str, commands: Iterable[Sequence[str]]) -> None:
    """Run commands on another database. Raises Refused where one fails."""
    for command in commands:
        done = subprocess.run(
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
            env={**os.environ, "DATABASE_URL": address},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            said = " ".join(done.stderr.split())[-500:]
            raise Refused(f"What was erased can't be erased in the backup, which was not restored: {said}")


def holds_anything() -> bool:
    """Whether there is a row that a restore would lose; a database that can't be read may hold one."""
    try:
        tables = set(connection.introspection.table_names())
        return any(model._meta.db_table in tables and model.objects.exists() for model in HOLDERS)
    except DatabaseError:
        return True


def _engine():
    return backup_sqlite if connection.vendor == "sqlite" else backup_postgresql


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    # Some file systems refuse it for folders.
    with contextlib.suppress(OSError):
        os.fsync(descriptor)
    os.close(descriptor)
