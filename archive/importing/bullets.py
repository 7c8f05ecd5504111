"""Bullets and numbers that stand in front of the items of a list, or of the comments of a thread."""

import re
import unicodedata
from typing import NamedTuple

GLYPHS = "•‣⁃∙·◦▪▫■□●○◉◎◆◇►▶▷▸▹➤➢➔→⇒»›❖✓✔★☆✦♦–—―*+>~§¤¬#@=-"
# These need no blank behind them; a hyphen or an asterisk without one is part of a word.
GLUED = "•‣⁃∙◦▪▫■□●○◆◇►▶▸▹➤➢>"
GLYPH = re.compile(rf"(?P<glyph>[{re.escape(GLYPHS)}])(?:(?P=glyph)|(?<=>)[ \t]?(?=>))*")
# These begin sentences, footers and frames.
SIGNS = re.compile("[©®℗™°\u2500-\u259f]")
# Bullets that stand for depth and for nothing else; a dash begins a speech, a > a quotation.
PLAIN = "•‣⁃∙·◦▪▫■□●○◉◎◆◇►▶▸▹➤➢*+"
NUMBER = re.compile(
    r"""(?P<open>[(\[]|\#\s?|№\s?|n[ro]\.\s?|(?P<word>[^\W\d_]{4,12})\s+(?:\#|№|no\.)?\s?)?
        (?P<path>\d{1,9}(?:\.\d{1,9})*)
        (?P<close>\.\)|[.)\]:º]|\s[-–—](?=\s))?
        (?=\s|$|(?<=[.)\]:])[^\W\d])""",
    re.VERBOSE | re.IGNORECASE,
)
# Words in front of the number of a comment.
COUNTED_WORDS = """
    comment comments reply post message response talkback комментарий сообщение ответ yorum mesaj şərh rəy cavab
    kommentar beitrag antwort commentaire réponse comentario respuesta commento risposta תגובה մեկնաբանություն"""
COUNTED = frozenset(COUNTED_WORDS.split())
LETTER = re.compile(r"(?P<open>\()?(?P<letter>[^\W\d_]|[ivxlc]{2,7}|[IVXLC]{2,7})(?P<close>[.)])(?=\s|$)")
BLANKS = re.compile(r"[\s\u200b]*")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Bullet(NamedTuple):
    """A bullet or number at the beginning of a text.

    `kind` is its look without the number; `path` its number (1.2.3 is three long), empty for a bullet;
    `count` how often a glyph is repeated; `width` its length, `end` where what follows it begins.
    """

    kind: str
    path: tuple[int, ...]
    count: int  # type: ignore[assignment]
    width: int
    end: int


def read_bullet(text: str) -> Bullet | None:
    """The bullet or number that a text (without blanks in front) begins with."""
    if not text:
        return None
    found = _glyph(text) or _number(text) or _letter(text)
    if found is None:
        return None
    kind, path, count, end = found
    return Bullet(kind, path, count, end, BLANKS.match(text, end).end())  # type: ignore[union-attr]


Found = tuple[str, tuple[int, ...], int, int] | None


def _glyph(text: str) -> Found:
    if match := GLYPH.match(text):
        glyph, end = match["glyph"], match.end()
        if end == len(text) or text[end].isspace() or glyph in GLUED:
            return glyph, (), text.count(glyph, 0, end), end
        return None
    end = 2 if text[1:2] == "\ufe0f" else 1
    if (
        (end >= len(text) or text[end].isspace())
        and (text[0] == "o" or unicodedata.category(text[0]) in ("So", "Co"))
        and not SIGNS.match(text)
    ):
        return text[0], (), 1, end
    return None


def _number(text: str) -> Found:
    match = NUMBER.match(text)
    if not match or (match["word"] and match["word"].lower() not in COUNTED):
        return None
    path = tuple(int(part) for part in match["path"].split("."))
    opened = "#" if match["word"] else (match["open"] or "").strip()
    return f"{opened}9{(match['close'] or '').strip()}", path, 1, match.end()


def _letter(text: str) -> Found:
    match = LETTER.match(text)
    if not match:
        return None
    letter = match["letter"]
    kind = "I" if len(letter) > 1 else "A" if letter.isupper() else "a"
    return f"{match['open'] or ''}{kind}{match['close']}", (_value(letter),), 1, match.end()


def _value(letter: str) -> int:
    if len(letter) == 1:
        return ord(letter.lower()) - ord("a") + 1
    values = [ROMAN[character] for character in letter.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def doubtful(bullet: Bullet) -> bool:
    """Whether a bullet could as well be a word: the initial of a name (“A. Name”), a number (“3 of us”), an emoji."""
    return bullet.kind in ("9", "a.", "A.", "I.", "o") or (not bullet.path and bullet.kind not in GLYPHS)


def lettered(bullet: Bullet) -> bool:
    """Whether letters stand for the number."""
    return bullet.kind.strip("().") in ("a", "A", "I")
