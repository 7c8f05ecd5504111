"""The head of a page: which line is the title, which the standfirst, where the text begins."""

import re
from collections.abc import Collection, Sequence

from archive.importing.dates import read_date
from archive.importing.page.furniture import columns
from archive.importing.page.names import names_only
from archive.importing.page.units import Unit
from archive.importing.page.words import AFFILIATION, DISCLAIMER, KICKER, MASTHEAD, RIGHTS, SALUTATION, folded
from archive.importing.record import BlockKind

TITLE_WORDS = 40
STANDFIRST_WORDS = 60
SENTENCE_WORDS = 6
STANDFIRST_LEAST = 5
# So many units at the end of a page, or below a line, tell what it is.
FOOT, REACH = 60, 20
# From here on a line could be the title even where another looks more like one.
SURE = 1
WORKS = ("words", "text", "texte", "testo", "texto", "photo", "photos", "photographs", "pictures", "фото")
CONTACT = re.compile(r"\S@\S|https?://|www\.|\d{3}[- ]\d{3,4}")
# Two lines of which the better one is better by no more than this are both shown.
CLOSE, RIVAL = 1, 2
# The name of a site is no longer; in capitals above a headline not even so long.
SITE_WORDS, CAPITAL_WORDS = 4, 3
# Words beside a date in a line that is little else.
BESIDE_DATE = 4
# How much lengths in words look like a title; longer ones up to LONG_WORDS do most.
LENGTHS = {1: 0.0, 2: 0.5, 3: 1.5}
LETTER_HEAD = 5
LONG_WORDS = 25
# So many units down a title is looked for, whatever stands above it.
DEEPEST = 300
# A unit of this kind between title and text shows that the text has not begun.
SIGNS = (BlockKind.BYLINE, BlockKind.DATE)


def is_prose(unit: Unit) -> bool:
    """Whether a unit reads like a paragraph: a sentence of some words, or many words. A question may be a title."""
    if unit.kind is not None:
        return unit.kind == BlockKind.PARAGRAPH
    if unit.words > TITLE_WORDS or (unit.words >= LONG_WORDS and unit.ends):
        return True
    if unit.text.rstrip("\"'”’»)").endswith(("?", "!", "՞")) and unit.words < LONG_WORDS:
        return False
    return unit.words >= SENTENCE_WORDS and (unit.ends or unit.text.endswith(":"))


def text_begins(units: Sequence[Unit]) -> int:
    """The place of the first unit of the text proper: the first prose that is no standfirst; or else the end."""
    prose = [place for place, unit in enumerate(units) if is_prose(unit)]
    if not prose:
        return next((place for place, unit in enumerate(units) if unit.kind == BlockKind.LIST_ITEM), len(units))
    first, rest = prose[0], prose[1:]
    return rest[0] if rest and _is_above_text(units, first, rest[0]) else first


def _is_above_text(units: Sequence[Unit], first: int, following: int) -> bool:
    """Whether the first prose of a page is a title or a standfirst: a short one, with the signs of a head below it."""
    unit = units[first]
    below_words = sum(below.words for below in units[following:] if is_prose(below))
    if unit.kind is not None or unit.words > STANDFIRST_WORDS or below_words <= unit.words:
        return False
    below = units[first + 1 : following]
    if any(other.kind is None and not names_only(other.text) for other in below):
        return False
    between = {other.kind for other in below}
    signed_above = any(above.kind == BlockKind.BYLINE for above in units[:first])
    titled_above = any(above.kind in (None, BlockKind.TITLE) for above in units[:first])
    if between.intersection(SIGNS) and not signed_above:
        return True
    return titled_above and (
        any(repeats(below, unit) for below in units[following:])
        or (
            BlockKind.CAPTION in between
            and not signed_above
            and _one_sentence(unit)
            and units[following].words > unit.words
        )
    )


def _one_sentence(unit: Unit) -> bool:
    return unit.text.count(". ") == 0 and unit.words <= 45


def repeats(unit: Unit, earlier: Unit) -> bool:
    """Whether a unit begins with the words of an earlier one and goes on."""
    return len(unit.text) > len(earlier.text) and unit.text.startswith(earlier.text.rstrip())


def find_title(units: Sequence[Unit], begin: int, menus: set[int]) -> tuple[Unit | None, list[Unit]]:
    """The title among the units above the text, None where none is printed; and lines that could be it as well."""
    candidates = [
        place for place in range(min(begin, DEEPEST)) if units[place].kind is None and units[place].words <= TITLE_WORDS
    ]
    short = [place for place in candidates if not is_prose(units[place]) and not _is_salutation(units, place)]
    scores = {place: _score(units, place, begin, place in menus) for place in short or candidates}
    if not scores:
        return None, []
    best = max(scores, key=lambda place: (scores[place], -place))
    # Where no text stands below, only a line that something points to is a title.
    enough = 0 if begin < len(units) or len(scores) == 1 else 4
    if scores[best] < enough or _is_address(units, best, begin):
        return None, []
    above = best - 1
    # Of two lines that could be the title the upper one is, where the lower one is longer: that is the standfirst.
    leads = units[above].apart or above - 1 not in scores or not units[best].apart
    if scores.get(above, 0) >= SURE and leads and 3 <= units[above].words < units[best].words:
        best = above
    rivals = [place for place in scores if scores[place] >= max(scores[best] - CLOSE, RIVAL) and place < best]
    return units[best], [units[place] for place in rivals]


def heading_of(text: str) -> tuple[int, int]:
    """The range of a title without the signs that make a heading of it in plain text (# Title, **Title**)."""
    inner = text.strip("#").strip() if text.startswith(("# ", "## ", "### ")) else text
    for sign in ("**", "__", "*", "_"):
        if len(inner) > 2 * len(sign) and inner.startswith(sign) and inner.endswith(sign):
            inner = inner[len(sign) : -len(sign)]
    start = text.find(inner)
    return (start, start + len(inner)) if inner else (0, len(text))


def _is_salutation(units: Sequence[Unit], place: int) -> bool:
    dated = any(above.kind == BlockKind.DATE for above in units[max(place - 2, 0) : place])
    return dated and bool(SALUTATION.match(folded(units[place].text)))


def _is_address(units: Sequence[Unit], place: int, begin: int) -> bool:
    """Whether a line is the place that a letter comes from: with a comma, above the date and the salutation."""
    below = range(place + 1, min(place + LETTER_HEAD, begin))
    return "," in units[place].text and any(_is_salutation(units, each) for each in below)


def _score(units: Sequence[Unit], place: int, begin: int, in_menu: bool) -> float:
    """How much a unit looks like the title: by its length, what stands beside it, and whether the page repeats it."""
    unit = units[place]
    score = LENGTHS.get(unit.words, 2.0 if unit.words <= LONG_WORDS else 1.0)
    if in_menu:
        score -= 3
    if KICKER.match(folded(unit.text)):
        score -= 2
    if CONTACT.search(unit.text) or (names_only(unit.text) and _beside_date(units, place)):
        score -= 3
    if unit.text.rstrip().endswith((".", ":", ",")):
        score -= 1
    if _is_fragment(unit.text) or _is_dated(unit.text) or columns(unit.text):
        score -= 3
    if _is_site(units, place, begin) or _is_affiliation(units, place) or _is_credit(unit.text):
        score -= 2
    if any(_names(other, unit) for other in units[: min(begin, DEEPEST) + 1] if other is not unit):
        score += 2
    if _leads_on(units, place) or _leads_over_shorter(units, place):
        score += 1
    if place and units[place - 1].kind in SIGNS:
        score += 0.5
    if any(above.kind == BlockKind.BYLINE for above in units[:place]):
        score -= 1
    return score


def _leads_on(units: Sequence[Unit], place: int) -> bool:
    """Whether a byline, a date, the writer’s name or the text follows, only pictures and the site’s lines between."""
    skipped = (BlockKind.BOILERPLATE, BlockKind.CAPTION)
    near = range(place + 1, min(place + 1 + REACH, len(units)))
    below = next((at for at in near if units[at].kind not in skipped), None)
    if below is None:
        return False
    unit = units[below]
    return unit.kind in SIGNS or is_prose(unit) or (names_only(unit.text) and _beside_date(units, below))


def _leads_over_shorter(units: Sequence[Unit], place: int) -> bool:
    """Whether a line begins its group of lines, and only a shorter one parts it from what a title leads on to."""
    unit, below = units[place], units[place + 1] if place + 1 < len(units) else None
    if below is None or below.kind is not None or below.apart or below.words >= unit.words:
        return False
    begins = place == 0 or unit.apart or units[place - 1].kind == BlockKind.BOILERPLATE
    return begins and not names_only(below.text) and _leads_on(units, place + 1)


def _is_fragment(text: str) -> bool:
    """Whether a line is a piece of a sentence: it begins small, or ends within a word."""
    first = next((word for word in text.split() if word[0].isalpha()), "")
    return (first.islower() and text.startswith(first)) or text.rstrip().endswith(("-", "\u00ad"))


def _is_dated(text: str) -> bool:
    """Whether a line is a whole day and little else."""
    date = read_date(text)
    if date is None or date.earliest != date.latest:
        return False
    return len(text.replace(date.printed, " ").split()) <= BESIDE_DATE


def _is_site(units: Sequence[Unit], place: int, begin: int) -> bool:
    """Whether a short line is the name of the site: it signs the foot, stands in capitals above another, or says so."""
    unit = units[place]
    if unit.words > SITE_WORDS:
        return False
    name = unit.text.casefold()
    foot = units[max(begin, len(units) - FOOT) :]
    small = (folded(other.text) for other in foot if name in other.text.casefold())
    if any(RIGHTS.search(text) or DISCLAIMER.search(text) for text in small):
        return True
    if MASTHEAD.search(folded(unit.text)):
        return True
    after = units[place + 1] if place == 0 and begin > 1 else None
    if after is None or after.kind is not None or is_prose(after) or names_only(after.text):
        return False
    capitals = unit.text.isupper() and unit.words <= CAPITAL_WORDS
    return capitals and not after.text.isupper() and after.words > unit.words


def _is_affiliation(units: Sequence[Unit], place: int) -> bool:
    """Whether a line right below a byline says where the writer works."""
    unit = units[place]
    signed = place > 0 and units[place - 1].kind == BlockKind.BYLINE and not unit.apart
    return signed and not unit.ends and bool(AFFILIATION.search(folded(unit.text)))


def _is_credit(text: str) -> bool:
    """Whether a line is the sort of a work and a name, without the colon that would make a byline of it."""
    work, _, name = text.strip().partition(" ")
    return folded(work) in WORKS and names_only(name.strip())


def _beside_date(units: Sequence[Unit], place: int) -> bool:
    return any(near.kind == BlockKind.DATE for near in units[max(place - 1, 0) : place + 2])


def _names(other: Unit, title: Unit) -> bool:
    """Whether another line of the head holds the words of a title: in quotes, in a path, or again."""
    return title.words >= 3 and not is_prose(other) and title.text.casefold() in other.text.casefold()


def mark_between(
    units: Sequence[Unit], title: Unit | None, begin: int, menus: set[int], rivals: Collection[Unit] = ()
) -> None:
    """Give the units above the text that are still open their kinds: menus above the title, standfirst below it.

    A line that could be the title as well stays among the words that are shown.
    """
    at = next((place for place, unit in enumerate(units) if unit is title), begin)
    sites = next((place for place in range(begin) if units[place].kind == BlockKind.BOILERPLATE), begin)
    signed = max((place for place in range(at, begin) if units[place].kind in SIGNS), default=begin)
    for place in range(begin):
        unit = units[place]
        if unit.kind == BlockKind.LIST_ITEM and not unit.fixed and (place < at or place in menus):
            unit.kind = BlockKind.BOILERPLATE
        elif unit.kind is None and title is not None and unit.text.casefold() == title.text.casefold():
            unit.kind = BlockKind.TITLE
        elif unit.kind is None and place > at:
            unit.kind = _kind_below_title(units, place, begin, after_signs=place > signed, in_menu=place in menus)
        elif unit.kind is None:
            plain = is_prose(unit) or unit in rivals or (title is None and place < sites and place not in menus)
            unit.kind = BlockKind.PARAGRAPH if plain else BlockKind.BOILERPLATE


def _kind_below_title(units: Sequence[Unit], place: int, begin: int, *, after_signs: bool, in_menu: bool) -> BlockKind:
    """What stands between title and text. Words that may be the text’s are never hidden among those of the site."""
    unit = units[place]
    if unit.ends and (after_signs or unit.words < SENTENCE_WORDS):
        return BlockKind.PARAGRAPH
    signed_above = units[place - 1].kind == BlockKind.BYLINE and not unit.apart and not in_menu
    if columns(unit.text):
        return BlockKind.BOILERPLATE
    if _is_affiliation(units, place):
        return BlockKind.BYLINE
    if is_prose(unit) or (unit.words >= STANDFIRST_LEAST and not in_menu):
        return BlockKind.STANDFIRST
    if unit.text.endswith((",", ":")):
        return BlockKind.PARAGRAPH
    if signed_above:
        return BlockKind.BYLINE
    return BlockKind.HEADING if place == begin - 1 and not in_menu else BlockKind.BOILERPLATE
