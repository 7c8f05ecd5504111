"""The words of a text as they are compared with those of another, each with the place where it stands.

Two printings of one sentence differ in line ends, hyphens, apostrophes, case, marks and unseen characters; their words
do not. How a word is spelt here depends on nothing but the word and the signs next to it, so that the same stretch of
two texts always gives the same words.

Every code point has a kind, written as one character; words are found in the string of kinds, which is as long as the
text. So one expression reads every script.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from archive.text.folding import fold
from archive.text.graphemes import Borders
from archive.text.lookalikes import in_one_script
from archive.text.runs import Span

HYPHENS = "-\u2010\u2011\u00ad\u058a\u05be\u2e17\u2e40\uff0d\ufe63\u00ac"
APOSTROPHES = "'\u2019\u2018\u201b\u02bc\u02bb\u02bd\u02b9\u02be\u02bf\u02c8\u2032`\u00b4\uff07\u05f3"
QUOTES = '"\u05f4\u201d\u201c\u201e'  # these stand inside the abbreviations of Hebrew
# Signs of Armenian that stand over a letter and are typed behind it, and the stroke that only lengthens Arabic.
OVER_LETTERS = "\u055a\u055b\u055c\u055d\u055e\u055f\u0640"
HALF_WIDTH_MARKS = "\uff9e\uff9f"  # letters by their category
STOPS, COMMAS, COLONS = ".\uff0e\u066b", ",\uff0c\u066c", ":\u2236"
LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
# Written without blanks between words: each character is a word.
UNSPACED = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "NUSHU", "TANGUT", "BOPOMOFO", "YI"}
)
# In these a hyphen parts words; it never breaks one.
UNBROKEN = frozenset({"HEBREW", "ARABIC", "SYRIAC", "THAANA", "NKO"})
# Behind a hanging hyphen (pre- and post-war); only where a blank follows in the line, for "thous-" breaks before "and".
CONJUNCTIONS = frozenset(
    {
        "and", "or", "to", "und", "oder", "bzw", "bis", "et", "ou", "y", "e", "o", "en", "of", "и", "или", "і", "та",
        "або", "եւ", "ու", "կամ", "ve", "və",
    }
)  # fmt: skip
# Marks of these classes make another letter (vowel signs of India, the voiced kana); all others are left out.
KEPT_CLASSES = frozenset({0, 7, 8, 9})
ARABIC = str.maketrans("ىيكة", "ییکه")
SIGNS = {
    **dict.fromkeys(HYPHENS, "-"),
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(QUOTES, '"'),
    **dict.fromkeys(OVER_LETTERS, "f"),
    **dict.fromkeys(STOPS, "."),
    **dict.fromkeys(COMMAS, ","),
    **dict.fromkeys(COLONS, ":"),
    **dict.fromkeys(LINE_ENDS, "\n"),
    "\t": " ",
    **dict.fromkeys(HALF_WIDTH_MARKS, "m"),
}
ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
NO_SIGNS = str.maketrans(dict.fromkeys("'" + QUOTES + OVER_LETTERS))

# Kinds: A capital, a other letter, r letter of a script that breaks no words, c character that is a word, 0 digit,
# m mark on the character before, f unseen, _ anything else.
ATOM = re.compile(
    r"""(?P<number>
        (?: 0{1,3} (?P<group>[,.'\ ]) 0{3} (?:(?P=group)0{3}){0,3}+ (?!0) (?:[.,]0++)?+ | 0++ (?:[.,:]0++)++ ) )
    | (?P<word> [Aar0]m*+ (?: (?:f*+(?:'f*+)?+ | (?<=[rm])"(?=r)) [Aar0]m*+ )*+ )
    | (?P<character> cm*+ )""",
    re.VERBOSE,
)
JOINT = re.compile(r"f*+-f*+(?P<blanks>[ \n]{0,40}+)")
SEAM = re.compile("am*+A")
# No longer than a word may be: every start is tried.
SMALL_BEFORE_CAPITAL = re.compile(r"(?<!a)(?:am{0,4}+){3,40}+(?=Am*+a)")
SMALL_BEHIND_STOP = re.compile(r"(?<!a)(?:am{0,4}+){2,40}+(?=Am*+a)")
MOST_LINE_ENDS, WIDEST_JOINT = 4, 48
LONGEST_KEPT = 40


class Word(NamedTuple):
    """One word: its spelling for comparison, and text[start:end] where it stands, in code points.

    Neither end divides what a reader sees as one character.
    """

    folded: str
    start: int
    end: int


class _Atom(NamedTuple):
    """A stretch that no hyphen divides."""

    folded: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    kinds = text.translate({ord(character): _kind(character) for character in set(text)})
    found: list[Word] = []
    joined: list[_Atom] = []
    for atom in _atoms(text, kinds):
        if joined and not _continues(kinds, joined[-1], atom):
            found.append(_word(joined))
            joined = []
        joined.append(atom)
    if joined:
        found.append(_word(joined))
    return found if text.isascii() else _whole(found, Borders(text))


def _whole(found: Iterable[Word], borders: Borders) -> list[Word]:
    """Words that divide no character as readers see it: a word has the whole of it, and what else begins there."""
    whole: list[Word] = []
    for folded, low, high in found:
        start, end = borders.before(low), borders.after(high)
        if whole and start < whole[-1].end:
            last = whole.pop()
            folded, start, end = last.folded + folded, last.start, max(end, last.end)
        whole.append(Word(folded, start, end))
    return whole


def _word(joined: list[_Atom]) -> Word:
    first = joined[0]
    if len(joined) == 1:
        return Word(*first)
    return Word("".join([atom.folded for atom in joined]), first.start, joined[-1].end)


def outside(among: Iterable[Word], spans: Iterable[Span]) -> list[Word]:
    """The words that touch none of the spans (running heads, share lines); the others close up."""
    left = sorted(spans)
    kept, at = [], 0
    for word in among:
        while at < len(left) and left[at].end <= word.start:
            at += 1
        if at == len(left) or word.end <= left[at].start:
            kept.append(word)
    return kept


@lru_cache(1 << 14)
def _kind(character: str) -> str:
    if sign := SIGNS.get(character):
        return sign
    category = unicodedata.category(character)
    if category == "Nd":
        return "0"
    if category[0] == "M":
        return "m"
    if category == "Cf":
        return "f"
    if category == "Zs":
        return " "
    if category[0] != "L" and category != "Nl":
        return "_"
    script = unicodedata.name(unicodedata.normalize("NFKC", character)[0], "").partition(" ")[0].partition("-")[0]
    if script in UNSPACED or character == "〇":
        return "c"
    if script in UNBROKEN:
        return "r"
    return "A" if category in ("Lu", "Lt") else "a"


def _atoms(text: str, kinds: str) -> Iterator[_Atom]:
    ascii_only = text.isascii()
    for match in ATOM.finditer(kinds):
        start, end = match.span()
        letters = text[start:end]
        if match["number"]:
            yield _Atom(_number(letters, bool(match["group"])), start, end)
        elif SEAM.search(kinds, start, end):
            for low, high in _unglued(kinds, start, end):
                yield from _spelt(text[low:high], low)
        elif ascii_only or letters.isascii():
            yield _Atom(_folded(letters), start, end)
        else:
            yield from _spelt(letters, start)


def _unglued(kinds: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Two words printed without a blank: small letters, and a capital begins a word behind them.

    Behind a stop (an address) two small letters are enough; elsewhere such a short one begins a name (MacArthur).
    """
    behind_stop = start > 1 and kinds[start - 1] == "." and kinds[start - 2] in "Aarm0"
    for seam in (SMALL_BEHIND_STOP if behind_stop else SMALL_BEFORE_CAPITAL).finditer(kinds, start, end):
        yield start, seam.end()
        start = seam.end()
    yield start, end


def _spelt(letters: str, start: int) -> Iterator[_Atom]:
    for folded, low, high in (_kept_pieces if len(letters) <= LONGEST_KEPT else _pieces)(letters):
        yield _Atom(folded, start + low, start + high)


def _pieces(letters: str) -> list[Word]:
    """The words of one script each in letters glued together, by their places there."""
    found = [Word(_folded(spelling), low, high) for spelling, low, high in in_one_script(letters)]
    return [word for word in found if word.folded]


_kept_pieces = lru_cache(1 << 14)(_pieces)


def _folded(letters: str) -> str:
    """The spelling of one stretch of letters: case, marks, apostrophes and the English genitive left out."""
    return _fold_kept(letters) if len(letters) <= LONGEST_KEPT else _fold(letters)


def _fold(letters: str) -> str:
    if letters.isascii():
        if letters.isalnum():
            return letters.lower()
        plain = letters.lower().translate(ONE_APOSTROPHE)
    else:
        bare = letters.translate(ONE_APOSTROPHE)
        parts = unicodedata.normalize("NFD", "".join(fold(bare).split()))
        unmarked = "".join(each for each in parts if unicodedata.combining(each) in KEPT_CLASSES)
        plain = unicodedata.normalize("NFC", unmarked).translate(ARABIC)
        plain = "".join(_digit(each) for each in plain)
    if plain.endswith("'s") and len(plain) > 2:
        plain = plain[:-2]
    return plain.translate(NO_SIGNS)


_fold_kept = lru_cache(1 << 16)(_fold)


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _number(printed: str, grouped: bool) -> str:
    """1,500 and 1 500 and 1.500 are 1500; 3.5 and 3,5 are 3.5."""
    parts = re.findall(r"\d+", "".join(_digit(each) for each in printed))
    if not grouped:
        return ".".join(parts)
    whole = [parts[0]]
    for part in parts[1:]:
        if len(part) != 3:
            return f"{''.join(whole)}.{part}"
        whole.append(part)
    return "".join(whole)


def _continues(kinds: str, last: _Atom, atom: _Atom) -> bool:
    """Whether an atom goes on with the word of the last one: behind a hyphen, or both are letters of U.S.A."""
    if kinds[last.end] in " \n," or atom.start - last.end > WIDEST_JOINT or atom.start == last.end:
        return False
    if kinds[last.end - 1] not in "Aam" or kinds[atom.start] not in "Aa":
        return False
    if kinds[last.end : atom.start] == ".":
        return _letters(kinds, last) == 1 == _letters(kinds, atom)
    joint = JOINT.fullmatch(kinds, last.end, atom.start)
    if not joint or kinds[last.start] in "rc0":
        return False
    blanks = joint["blanks"]
    if "\n" not in blanks:
        return not (blanks and atom.folded in CONJUNCTIONS)
    return blanks.count("\n") <= MOST_LINE_ENDS


def _letters(kinds: str, atom: _Atom) -> int:
    """The letters of an atom, counted as far as two."""
    return sum(each in "Aa" for each in kinds[atom.start : min(atom.end, atom.start + 8)])


def unspaced(word: str) -> bool:
    """Whether a word is one character of a script that is written without blanks."""
    return _kind(word[0]) == "c"
