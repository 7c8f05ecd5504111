"""What was deleted is overwritten: the files of the database are written anew, without what lay between their rows.

A database leaves the bytes of deleted rows in its files until it needs the room. This takes them out of tables, indexes
and the search index. What was never in these files is beyond it: the write-ahead log of PostgreSQL, backups, copies
that the file system or the disk keeps by themselves. PostgreSQL's statistics hold the terms that stood in most entries
of the search index when it last counted.
"""

import re
import time
from typing import Any, NamedTuple

from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connections

from archive.actions import clock, drafts
from archive.actions.refusals import Refused
from archive.models import cardindex

# How often a table is tried whose deleted rows somebody may still see, and the seconds between.
TRIES, PAUSE = 60, 1.0


class Scrubbed(NamedTuple):
    """How many tables were written anew, and how many drafts of forms were dropped."""

    tables: int
    drafts: int


def scrub() -> Scrubbed:
    """Write every table anew; nobody else can use one meanwhile. Raises Refused inside a transaction."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        raise Refused("A database is not written anew inside a transaction.")
    dropped = drafts.drop()
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    cardindex.compact(connection)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        else:
            for table in tables:
                _write_anew(cursor, connection.ops.quote_name(table))
    return Scrubbed(len(tables), dropped)


def _write_anew(cursor: Any, table: str) -> None:
    """PostgreSQL keeps deleted rows that began to be read before they were deleted, and says in its report how many.

    Its own gathering of statistics is such a reader. Raises Refused where one stays too long. A table written anew
    also waits for the transactions of the server's other databases; a plain VACUUM, which goes before, does not.
    """
    told: list[str] = []
    server = cursor.connection
    server.add_notice_handler(listen := lambda notice: told.append(notice.message_detail or ""))
    try:
        for _try in range(TRIES):
            cursor.execute(f"VACUUM {table}")
            told.clear()
            cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
            if not any(int(kept[0]) for detail in told if (kept := re.match(r"\d+", detail))):
                return
            time.sleep(PAUSE)
    finally:
        server.remove_notice_handler(listen)
    raise Refused(f"Somebody still reads what was deleted from {table}: try again when no long query runs.")
