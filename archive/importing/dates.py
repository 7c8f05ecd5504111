"""Printed dates: finds the date in a short text and says which days it can mean."""

import re

from archive.importing.record import PrintedDate

ISO = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")


def read_date(text: str) -> PrintedDate | None:
    """The first date printed in a short text (a line of a page), or None."""
    found = ISO.search(text)
    return PrintedDate(found[0], found[1], found[1], found[1]) if found else None
