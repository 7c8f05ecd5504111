"""Sources: the bytes of a document are taken in, once."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import erasure
from archive.actions.decisions import Entry, record
from archive.actions.refusals import Refused
from archive.importing.source import Source
from archive.models import ImportRun, SourceContent, SourceFile
from archive.text.legible import legible

# Readers take text; a page saved as HTML is text to them as well.
MEDIA_TYPE = "text/plain"
LONGEST_NAME = 255


class DecodedOtherwise(Refused):
    """These bytes are here already, read in another encoding: every stored position counts that one's characters."""


@transaction.atomic
def receive(
    data: bytes, decoded: Source, *, name: str, how: str, by: str, at: datetime, run: ImportRun | None = None
) -> SourceFile:
    """The source with these bytes, stored now or earlier; what was erased of it once is not stored again.

    `decoded` is what `importing.decoding` made of them.
    """
    digest = hashlib.sha256(data).hexdigest()
    source, new = SourceFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": len(data),
            "media_type": MEDIA_TYPE,
            "encoding": decoded.encoding,
            "name": legible(name)[:LONGEST_NAME],
            "received_at": at,
            "how": how,
        },
    )
    if source.encoding != decoded.encoding:
        raise DecodedOtherwise(
            _("%(name)s was received as %(one)s, not as %(other)s.")
            % {"name": source.name, "one": source.encoding, "other": decoded.encoding}
        )
    if new:
        if gone := erasure.erased(source):
            data = erasure.blanked(decoded.text, decoded.encoding, gone)
        SourceContent.objects.create(source=source, data=data)
        record(entry(source), by=by, at=at, run=run)
    return source


def entry(source: SourceFile) -> Entry:
    """The receipt, as the log keeps it."""
    after = {"name": source.name, "bytes": source.size, "encoding": source.encoding}
    return Entry("source.receive", f"source:{source.sha256}", source.how, after=after)
