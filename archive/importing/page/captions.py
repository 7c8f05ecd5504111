"""Captions and credits of pictures: marked by who took them, or printed twice."""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.importing.datewords import fold
from archive.importing.page.furniture import is_path
from archive.importing.page.names import names_only
from archive.importing.page.units import Unit
from archive.importing.page.words import AGENCIES, CREDITS, folded
from archive.importing.record import BlockKind
from archive.importing.source import MARKS

EDGE = " \t" + MARKS
LONGEST_WORDS = 60
PARAGRAPH_WORDS = 20
SHORT_WORDS = 14
# How far apart, in units, the two prints of one caption stand.
REACH = 2
SENTENCE_STOP = re.compile(r"[.!?…։]\s")
# What may stand round a credit: (photo credit: X), Photo: X, [Foto / X], image via X.
OPENING = re.compile(r"[(\[{]\s*$")
OPEN = re.compile(r"[(\[{][^()\[\]{}]{0,40}$")
COLON = re.compile(r"\s*[:՝]")
BY = re.compile(
    r"\s+(?:by|courtesy(?: of)?|via|from|von|de|di|par|por|от)\s+(?=[^\W\d_a-zа-я])|\s*[/|–—-]\s*(?=[^\W\d_a-zа-я])"
)
TAIL_SOURCE = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\s*[.]?$")
BY_WRITER = re.compile(
    r"\s+(?:by (?:the (?:author|writer)|me)|автора|vom autor|des autors|de l[’']auteur|del autor|dell[’']autore)\W*$",
    re.IGNORECASE,
)
# Behind some words: a name under the sign of rights, or a name in capitals behind a sentence.
RIGHTS = re.compile(r"(?<=\w\W)\W*(?P<credit>(?:©|\([cC]\))\s*(?P<name>[^\W\d_][^\d©]{2,60}))$")
ALL_RIGHTS = re.compile(r"\b(?:rights|rechte|droits|derechos|diritti|direitos|права)\b", re.IGNORECASE)
CAPITALS = re.compile(r"(?<=[.!?…]\s)(?P<credit>(?P<name>(?:[^\W\d_]{2,}[-’' /]+){1,3}[^\W\d_]{2,}))$")
NAMED_SOURCE = re.compile(r"^[^\W\d_][^/]{1,40}/\s?[^\W\d_][^/]{1,30}$")


def mark_credits(units: Sequence[Unit]) -> None:
    """Give the kind caption to every unit that names the maker of a picture."""
    for unit in units:
        if unit.kind is None and credited(unit.text) and not (is_path(unit.text) and ":" not in unit.text):
            unit.kind = BlockKind.CAPTION


def mark_captions(units: Sequence[Unit]) -> None:
    """The same for units that belong to one with a credit, or that are printed twice in the text."""
    for place, unit in enumerate(units):
        if unit.kind == BlockKind.CAPTION:
            _mark_twins(units, place)
            _mark_above(units, place)
    _mark_doubles(units)


def credited(text: str) -> bool:
    """Whether a text is short and names the maker of a picture, at its beginning, its end or in brackets."""
    if len(text) > 1200 or len(text.split()) > LONGEST_WORDS:
        return False
    return credit_start(text) is not None


def credit_start(text: str) -> int | None:
    """Where the credit of a caption begins; None where there is none."""
    small, places = fold(text)
    for found in CREDITS.finditer(small):
        start, end = places[found.start()], places[found.end() - 1] + 1
        if _stands_free(text, start) and _introduces(text, start, end):
            opening = OPEN.search(text[:start])
            return opening.start() if opening else start
    source = TAIL_SOURCE.search(text)
    if source and (NAMED_SOURCE.match(source[1]) or AGENCIES.search(folded(source[1]))):
        return source.start() if len(source[1].split()) <= 8 else None
    return _unnamed_credit(text)


def _unnamed_credit(text: str) -> int | None:
    """Where a credit begins that no word introduces: © and a name, or behind a sentence a name in capitals."""
    rights, capitals = RIGHTS.search(text), CAPITALS.search(text)
    if rights and not rights["name"][0].islower() and not ALL_RIGHTS.search(text):
        return rights.start("credit")
    if capitals and capitals["name"].isupper() and not text[: capitals.start()].isupper():
        return capitals.start("credit")
    return None


def _stands_free(text: str, at: int) -> bool:
    """At the start, behind a sentence or a bracket, or glued with a capital to the word before it."""
    before, first = text[:at], text[at]
    if not before.strip(EDGE) or OPENING.search(before):
        return True
    if before[-1].isalnum():
        return first.isupper() and not before[-1].isupper()
    return first.isupper() or not (first.islower() or first.isupper()) or before.rstrip()[-1] in "|/–—-"


def _introduces(text: str, start: int, end: int) -> bool:
    """A colon, or by, via or a stroke and a name follow; behind a sentence only a name."""
    if COLON.match(text, end) or BY_WRITER.match(text, end):
        return True
    if text[start].isupper() and text[:start].rstrip()[-1:] in (".", "!", "?", "…", ")"):
        name = text[end:].strip(" .)")
        if name[:1].isupper() and names_only(name.split("/")[0].strip()):
            return True
    return bool(BY.match(text, end)) and (text[start].isupper() or not text[:start].strip("([" + EDGE))


def _mark_twins(units: Sequence[Unit], place: int) -> None:
    """The print of the same caption without its credit, or the same line again."""
    unit = units[place]
    cut = credit_start(unit.text)
    bare = _bare(unit.text[:cut] if cut else unit.text)
    for other in units[max(place - REACH, 0) : place + REACH + 1]:
        if other is unit or other.kind is not None or other.words > LONGEST_WORDS or not bare:
            continue
        if _bare(other.text) in (bare, _bare(unit.text)):
            other.kind = BlockKind.CAPTION


def _mark_above(units: Sequence[Unit], place: int) -> None:
    """The line directly above a line that is only a credit, but never the first of a page: that is its title."""
    unit = units[place]
    if place < 2 or unit.apart or credit_start(unit.text) != 0:
        return
    above = units[place - 1]
    if above.kind is None and above.words <= LONGEST_WORDS // 2 and not SENTENCE_STOP.search(above.text):
        above.kind = BlockKind.CAPTION


def _mark_doubles(units: Sequence[Unit]) -> None:
    """A short line printed twice below a paragraph: the text for the blind, and the caption.

    A sentence printed twice is one below a byline or a date too, where a title could stand.
    """
    text_above = signed = False
    for unit, after in pairwise(units):
        signed = signed or unit.kind in (BlockKind.BYLINE, BlockKind.DATE)
        text_above = text_above or (unit.ends and unit.words > PARAGRAPH_WORDS)
        short = 3 <= unit.words <= LONGEST_WORDS and unit.words == after.words
        short = short and (text_above or (signed and unit.ends and unit.words <= SHORT_WORDS))
        if short and unit.kind is None is after.kind and _bare(unit.text) == _bare(after.text):
            unit.kind = after.kind = BlockKind.CAPTION


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
