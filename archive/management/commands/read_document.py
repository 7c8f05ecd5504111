"""`manage.py read_document FILE…`: shows what the readers make of a file, doubts included; writes nothing."""

import json
from argparse import ArgumentParser
from shutil import get_terminal_size
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.exports import record as export
from archive.importing import shapes
from archive.importing.decoding import Refused, UnknownEncoding, decode, known_encoding, read_file
from archive.importing.record import Record


class Command(BaseCommand):
    help = "Show what the readers make of documents. Reads files only: no database is touched, nothing is written."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--shape", metavar="NAME", help=f"one of {', '.join(sorted(shapes.SHAPES))}")
        parser.add_argument("--encoding", metavar="NAME", help="the encoding of the files, where they don’t say it")
        parser.add_argument("--json", action="store_true", help="one JSON value on stdout, all else on stderr")

    def handle(self, *, files: list[str], shape: str | None, encoding: str | None, **options: Any) -> None:
        try:
            shape = shape and shapes.shape_named(shape).NAME
            encoding = encoding and known_encoding(encoding)
        except (shapes.UnknownShape, UnknownEncoding) as error:
            raise CommandError(str(error), returncode=2) from error
        found: list[Any] = []
        refused = 0
        for file in files:
            try:
                name, record = self.read(file, shape, encoding)
            except Refused as error:
                refused += 1
                self.stderr.write(str(error))
                continue
            if options["json"]:
                found.append(export.data(record))
            else:
                for line in export.lines(record, name, get_terminal_size().columns):
                    self.stdout.write(line)
        if options["json"]:
            self.stdout.write(json.dumps(found))
        if refused:
            raise CommandError(f"{refused} of {len(files)} files refused.", returncode=1)

    def read(self, file: str, shape: str | None, encoding: str | None) -> tuple[str, Record]:
        data, name = read_file(file, limit=settings.ARCHIVE_DOCUMENT_LIMIT)
        source = decode(data, name=name, encoding=encoding, max_lines=settings.ARCHIVE_LINE_LIMIT)
        return name, shapes.read(source, shape=shape)
