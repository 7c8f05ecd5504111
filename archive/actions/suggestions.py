"""Suggestions: what a document says of itself, as the catalogue entry of a draft. What it does not say stays open."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath

from django.db.models import Q
from django.utils.text import slugify

from archive.importing.catalogue import EDTF, HOW, NAME, PRINTED_DATE, SLUG, Credit, Dated, Document, Entry
from archive.importing.dates import BadEDTF, bounds
from archive.importing.languages import language_of
from archive.importing.record import NamedField, PrintedDate, Record
from archive.models import Article, Author
from archive.states import ArticleKind, Attribution, Origin, Rights, Role
from archive.text.legible import legible

# BCP 47 for a language that nobody has told.
UNDETERMINED = "und"
# For the number that tells two slugs apart.
ROOM = 8
PARTS = re.compile(r"[\s_]+")


def suggest(record: Record, document: Document, *, slug: str | None = None) -> Entry:
    """The entry of a draft. Rights are the narrowest and the kind is the vaguest until somebody says more.

    `slug` is the address, where the article has one already.
    """
    printed = one_line(record.value(record.title) or "")
    fits = 0 < len(printed) <= NAME
    title = printed if fits else supplied_title(printed, document)
    return Entry(
        file="",
        document=document,
        slug=slug or free_slug(title, document),
        title=title,
        title_origin=Origin.PRINTED if fits else Origin.SUPPLIED,
        kind=ArticleKind.OTHER,
        language=language_of(record.body, UNDETERMINED),
        rights=Rights.RECORD,
        published=dated(record.published),
        captured=captured(record),
        bylines=credited_in(record.bylines),
    )


def supplied_title(printed: str, document: Document) -> str:
    """The beginning of a title too long to be one, or else the file's name without its ending."""
    if printed:
        return printed[: NAME - 1].rstrip() + "…"
    stem = PARTS.sub(" ", legible(PurePath(document.name).stem)).strip()
    return stem[:NAME] or f"Document {(document.sha256 or '')[:12]}"


def free_slug(title: str, document: Document) -> str:
    """An address that no article has. Titles that leave nothing in ASCII give way to the file's name."""
    sha256 = document.sha256 or ""
    found = slugify(title) or slugify(PurePath(document.name).stem) or f"document-{sha256[:12]}"
    slug = found[: SLUG - ROOM].strip("-_")
    taken = set(Article.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free


def dated(date: PrintedDate | None) -> Dated | None:
    """A date that the columns hold; its EDTF form only where days are known for it."""
    if date is None or len(printed := one_line(date.printed)) > PRINTED_DATE:
        return None
    edtf = date.edtf or ""
    try:
        bounds(edtf)
    except BadEDTF:
        edtf = ""
    return Dated(printed, edtf if len(edtf) <= EDTF else "")


def captured(record: Record) -> Dated | None:
    """The day on which the page was kept, with where it is printed; as printed only where it is no single day."""
    date = record.captured
    found = dated(date)
    if date is None or found is None:
        return None
    line = record.blocks[date.field.block].lines[0] if date.field else None
    how = f"Printed in line {line} of the document." if line else "Printed in the document."
    single = found.edtf and len(set(bounds(found.edtf))) == 1
    return Dated(found.printed, found.edtf if single else "", how[:HOW])


def credited_in(bylines: tuple[NamedField, ...]) -> tuple[Credit, ...]:
    """Everyone who is printed over the text, in order and once in each role; nobody where nobody is printed."""
    printed = [(one_line(byline.name), byline.role) for byline in bylines]
    known = known_by([name for name, _role in printed])
    found: dict[tuple[str | None, str], Credit] = {}
    for name, role in printed:
        credit = credited(name, role, known)
        found.setdefault((credit.slug or credit.printed, credit.role), credit)
    names = {credit.slug: credit.name for credit in reversed(found.values())}
    return tuple(replace(credit, name=names[credit.slug]) for credit in found.values()) or (
        Credit(None, None, Role.AUTHOR, Attribution.UNKNOWN),
    )


def known_by(names: Iterable[str]) -> dict[str, set[Author]]:
    """The authors that stand for each of these names: those who bear exactly it, or else the one of its slug."""
    slugs = {name: slug_of(name) for name in names}
    rows = Author.objects.filter(Q(name__in=slugs) | Q(slug__in=slugs.values())).select_related("merged_into")
    authors = list(rows)
    return {
        name: {one.standing() for one in authors if one.name == name}
        or {one.standing() for one in authors if one.slug == slug}
        for name, slug in slugs.items()
    }


def credited(name: str, role: str, known: Mapping[str, set[Author]]) -> Credit:
    """A name that two known authors bear names neither: it is kept as printed. One that nobody bears is new."""
    if not 0 < len(name) <= NAME:
        return Credit(None, None, role, Attribution.UNKNOWN)
    if len(known[name]) > 1:
        return Credit(None, None, role, Attribution.UNKNOWN, name)
    for author in known[name]:
        return Credit(author.name, author.slug, role, Attribution.PRINTED, name)
    return Credit(name, slug_of(name), role, Attribution.PRINTED, name)


def slug_of(name: str) -> str:
    return slugify(name)[:SLUG].strip("-_") or f"author-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def one_line(words: str) -> str:
    return " ".join(words.replace("\0", "").split())
