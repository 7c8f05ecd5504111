"""An archive of its own on a disk, in which twenty comments are erased, and wherever a word of them may be kept.

Run as a module with a folder, on a database of its own, it prints JSON: how many canaries each place holds, by stages.
"""

import io
import json
import logging
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CANARIES = [f"zqcanary{number}x" for number in range(20)]
NAMES = [f"Zqperson{number}x" for number in range(20)]


def document() -> str:
    """A page with a thread; every comment has a name and a word that stand nowhere else."""
    said = [
        f"• {name}\n  {word} was seen {'and said so ' * (number * 5)}here.\n"
        for number, (name, word) in enumerate(zip(NAMES, CANARIES, strict=True))
    ]
    story = "Nobody in the town agrees on how the ferry house burnt down, and nobody has asked the ferryman since."
    return "\n".join(["The burning of the ferry house\n", f"{story}\n", f"{len(said)} comments\n", *said])


def held(where: bytes) -> int:
    """How many of the canaries stand there, by their words or their names; escapes of JSON hide none of them."""
    return sum(word.encode() in where or name.encode() in where for word, name in zip(CANARIES, NAMES, strict=True))


class Places:
    """All that is kept or told, place by place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = io.StringIO()
        handler = logging.StreamHandler(self.log)
        handler.setLevel(logging.DEBUG)
        logging.getLogger().setLevel(logging.DEBUG)
        for logger in (logging.getLogger(), *map(logging.getLogger, ("django", "archive", "django.server"))):
            logger.addHandler(handler)

    def count(self) -> dict[str, int]:
        # The pages come first: they fill the caches.
        found = {"pages": held(b"".join(self.pages())), "exports": held(b"".join(self.exports()))}
        return found | {
            "database": held(self.database()),
            "journal": held(self.journal()),
            "caches": held(self.caches()),
            "logs": held(self.log.getvalue().encode()),
        }

    def pages(self) -> Iterator[bytes]:
        """Every address that is built of the article, for anonymous and for somebody with all roles."""
        from django.test import Client

        from archive.models import Article, Comment
        from tests.proofs.routes import Values, addresses, public

        [slug], key = Article.objects.values_list("slug", flat=True), Article.objects.get().pk
        first, last = Comment.objects.order_by("number").first(), Comment.objects.order_by("number").last()
        parts = {
            "articles/<slug>": [slug], "articles/<number>": [1, 2, first.number, last.number],
            "articles/<other>": [slug], "moderation/<number>": [1, 2, 3], "statements/<number>": [1],
            "authors/<slug>": ["none"], "publishers/<slug>": ["none"], "tags/<slug>": ["none"],
            "sitemap-<section>": ["articles"],
        }  # fmt: skip
        everybody, worker = Client(raise_request_exception=False), Client(raise_request_exception=False)
        worker.force_login(self.worker())
        for address in (there for route in public() for there in addresses(route, Values(parts, {}))):
            yield everybody.get(address).content
        for word in (*CANARIES[:3], *NAMES[:3]):
            # It says what it was asked for; what it found is another matter.
            yield json.dumps(everybody.get(f"/search.json?q={word}").json()["results"]).encode()
        for noun, row in (("article", key), ("comment", first.pk), ("sourcefile", Article.objects.get().source_id)):
            yield worker.get(f"/admin/archive/{noun}/").content
            yield worker.get(f"/admin/archive/{noun}/{row}/change/").content
            yield worker.get(f"/admin/archive/{noun}/{row}/history/").content
        for address in (f"article/{key}/reading", f"article/{key}/readings", f"article/{key}/marking", "comment/queue"):
            yield worker.get(f"/admin/archive/{address}/").content
        yield worker.get(f"/admin/archive/comment/{last.pk}/moderate/").content

    def worker(self) -> Any:
        from django.contrib.auth.models import Group

        from archive.models import User

        who, new = User.objects.get_or_create(username="root", is_staff=True)
        if new:
            who.groups.set(Group.objects.all())
        return who

    def exports(self) -> Iterator[bytes]:
        """What is written out for others: fixtures, the list of erasures, a backup as somebody would read it."""
        from django.core.management import call_command

        for command in (["dumpdata"], ["list_erasures"], ["verify_log", "--json"], ["checkpoint_log"]):
            out = io.StringIO()
            call_command(*command, stdout=out, stderr=io.StringIO())
            yield out.getvalue().encode()
        file = self.folder / "now.backup"
        call_command("backup", str(file), stdout=io.StringIO())
        yield file.read_bytes()
        file.unlink()

    def database(self) -> bytes:
        from django.db import connection

        if connection.vendor == "sqlite":
            return Path(connection.settings_dict["NAME"]).read_bytes()
        from tests.actions.test_scrubbing import raw

        return raw()

    def journal(self) -> bytes:
        """What SQLite leaves beside its file; the write-ahead log of PostgreSQL is not the archive's to clean."""
        return b"".join(path.read_bytes() for path in self.folder.glob("used.sqlite3-*"))

    def caches(self) -> bytes:
        from django.core.cache import caches

        kept = [value for cache in caches.all(initialized_only=True) for value in getattr(cache, "_cache", {}).values()]
        return b"".join(value if isinstance(value, bytes) else pickle.dumps(value) for value in kept)


def stages(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    from django.core.cache import cache
    from django.core.management import call_command
    from django.db import connection

    from archive.models import Comment
    from tests.actions.moderation import agreed
    from tests.management import seeds

    places, quiet = Places(folder), {"stdout": io.StringIO(), "stderr": io.StringIO()}
    seeded = seeds.folder(folder / "seeds")
    seeds.entry(seeded, words=document(), document={"shape": "thread"})
    call_command("load_seeds", str(seeded), **quiet)
    yield "before", places.count()

    old = folder / "old.backup"
    call_command("backup", str(old), **quiet)
    agreed(*Comment.objects.order_by("number"), move="erase")
    call_command("scrub", **quiet)
    yield "after", places.count()

    call_command("load_seeds", str(seeded), **quiet)
    yield "loaded again", places.count()

    call_command("restore", str(old), replace=True, **quiet)
    yield "restored", places.count()

    # What each place would look like if it kept something.
    logging.getLogger("archive").warning("Read %s.", CANARIES[0])
    cache.set("planted", [CANARIES[0]])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (words varchar(40))")
        cursor.execute("INSERT INTO planted VALUES (%s)", [CANARIES[0]])
    (folder / "used.sqlite3-planted").write_text(CANARIES[0])
    yield "planted", {"database": held(places.database()), "journal": held(places.journal()),
        "caches": held(places.caches()), "logs": held(places.log.getvalue().encode())}  # fmt: skip


def main(folder: Path) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.ARCHIVE_DOCUMENTS = str(folder)
    try:
        found: dict[str, Any] = dict(stages(folder))
    except pytest.skip.Exception as reason:
        found = {"unreadable": str(reason)}
    json.dump(found, sys.stdout)
    from tests.databases import leave

    leave()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
    main(Path(sys.argv[1]))
