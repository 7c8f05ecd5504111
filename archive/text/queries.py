"""What a person typed into the search field, taken apart: `ferry "old house" -tow boat* author:veld year:1990..1995`.

Whatever is typed gives a query; what is not understood is looked for as words, or told. Only a beginning of bounded
length is read.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date
from typing import NamedTuple

from archive.text.terms import keys

# Code points, and words and phrases, that are read.
LONGEST, MOST = 1_000, 24
# Of beginnings fewer: many words have each.
BEGINNINGS = 6
# A word of which only the beginning is given has at least so many letters.
SHORTEST = 2
FIELDS = ("author", "publisher", "tag", "year", "language", "comments", "disputed", "in")
# Any of a row opens a quote and any of it closes one: which does which differs from country to country. Between two
# letters it is part of the word. The straight single one is none: that is an apostrophe.
QUOTES = ('"“”„‟«»״″＂〝〞〟「」『』', "‘’‚‛‹›")
QUOTED = "|".join(rf"[{row}]((?:[^{row}]|(?<=\w)[{row}](?=\w))*)[{row}]" for row in QUOTES)
ITEM = re.compile(
    r"(?P<no>[-−–－])?(?:(?P<field>[a-z]+):|(?P<apart>author|publisher|tag|language|year(?=:\s+\d)):\s+)?"
    rf"(?:(?:{QUOTED})(?P<begun>\*)?(?=\s|$)|(?P<word>\S+))",
    re.IGNORECASE,
)
DAY = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?"
DAYS = re.compile(rf"(?:{DAY})?(\.\.)?(?:{DAY})?")
# Other ways to write from when to when.
SPAN = re.compile(r"(?<=^\d{4})\s*[-–—]\s*(?=\d{4}$)|\s*(?:…|\.{2,})\s*")
# What `year:` may say besides.
UNKNOWN = "unknown"


class Phrase(NamedTuple):
    """Terms that stand beside each other; `begun` says that the last is only a beginning."""

    keys: tuple[str, ...]
    begun: bool = False


class Field(NamedTuple):
    """A condition, such as `author:veld`; `excluded` where a minus stands before it."""

    name: str
    value: str
    excluded: bool = False


class Query(NamedTuple):
    """`wanted` are in every match, `unwanted` in none; `cut` says that not all that was typed was read."""

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    fields: tuple[Field, ...] = ()
    cut: bool = False


def parse(typed: str) -> Query:
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    fields: list[Field] = []
    cut = len(typed) > LONGEST
    if cut:
        typed = typed[:LONGEST].rpartition(" ")[0] or typed[:LONGEST]
    typed = storable(typed)
    for item in ITEM.finditer(typed):
        quoted = item[4] if item[4] is not None else item[5]
        said = quoted if quoted is not None else item["word"]
        name = (item["field"] or item["apart"] or "").lower()
        if name in FIELDS and said.strip("*"):
            fields.append(Field(name, said, bool(item["no"])))
            continue
        if item["field"]:
            said = f"{item['field']} {said}"
        begun = bool(item["begun"]) if quoted is not None else said.endswith("*")
        found = _phrase(said, begun)
        if found:
            (unwanted if item["no"] else wanted).append(found)
    room = MOST - len(fields[:MOST])
    cut = cut or len(wanted) + len(unwanted) + len(fields) > MOST
    wanted, unwanted = _distinct(wanted)[:room], _distinct(unwanted)
    unwanted = unwanted[: room - len(wanted)]
    begun = [phrase for phrase in (*wanted, *unwanted) if phrase.begun][BEGINNINGS:]
    wanted, unwanted = ([phrase for phrase in some if phrase not in begun] for some in (wanted, unwanted))
    return Query(tuple(wanted), tuple(unwanted), tuple(fields[:MOST]), cut or bool(begun))


def storable(typed: str) -> str:
    """The same without what no database takes."""
    return typed.replace("\0", " ").encode(errors="replace").decode()


def spelt(phrases: Iterable[Phrase]) -> str:
    """Phrases as they are typed."""
    return " ".join(
        f'"{" ".join(each.keys)}"{"*" * each.begun}' if len(each.keys) > 1 else f"{each.keys[0]}{'*' * each.begun}"
        for each in phrases
    )


def _phrase(said: str, begun: bool) -> Phrase | None:
    found = tuple(keys(said)[:MOST])
    return Phrase(found, begun and len(found[-1]) >= SHORTEST) if found else None


def _distinct(phrases: list[Phrase]) -> list[Phrase]:
    return list(dict.fromkeys(phrases))


def phrase_of(value: str) -> Phrase | None:
    """The words of a condition's value, the last of which may be a beginning."""
    return _phrase(value, value.endswith("*"))


def days_of(value: str) -> tuple[date, date] | None:
    """The first and the last day of `1990`, `1990-05`, `1990-05-17`, `1990..1995`, `1990-05..1991`, `1990..` or
    `..1995`; None where it is none of these. `1990-1995` is read as a person means it."""
    found = DAYS.fullmatch(SPAN.sub("..", value.strip()))
    if not found or not (found[1] or found[5]) or (found[1] and found[5] and not found[4]):
        return None
    begin = found.group(1, 2, 3) if found[1] else (str(MINYEAR), None, None)
    end = found.group(5, 6, 7) if found[5] else (str(MAXYEAR), None, None) if found[4] else begin
    try:
        first = date(int(begin[0]), int(begin[1] or 1), int(begin[2] or 1))
        year, month = int(end[0]), int(end[1] or 12)
        last = date(year, month, int(end[2] or monthrange(year, month)[1]))
    except ValueError:
        return None
    return (first, last) if first <= last else None
