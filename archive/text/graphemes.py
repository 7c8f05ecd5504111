"""Where a reader's characters begin and end: extended grapheme clusters (UAX #29, with Indic conjuncts).

All positions are code points. Every character is given a class of one letter, and the rules are one expression
over the string of classes: linear, on hostile text too. What the general category tells is not in the tables.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

# Ranges in hexadecimal, of the Unicode Character Database: what differs from the rule of the general category.
TABLES = {
    # Marks by use though not by category, then those with the linkers of conjuncts below.
    "e": """
        9BE 9D7 B3E B57 BBE BD7 CC0 CC2 CC7-CC8 CCA-CCB CD5-CD6 D3E D57 DCF DDF 1715 1734 1B35 1B3B 1B3D 1B43 1BAA
        1BF2-1BF3 302E-302F A953 FF9E-FF9F 111C0 11235 1133E 1134D 11357 114B0 114BD 115AF 116B6 11930 1193D 11F41
        16FF0-16FF1 1D165-1D166 1D16D-1D172 1F3FB-1F3FF E0020-E007F""",
    "k": """
        94D 9CD ACD B4D C4D D4D 1039 17D2 1A60 1B44 1BAB 1CF5-1CF6 A9C0 AAF6 10A3F 11133 113D0 1193E 11A3A 11A47
        11A99 11F42""",
    "n": "200C",
    "z": "200D",
    "s": "E33 EB3 1171E",
    "o": "102B-102C 1038 1062-1064 1067-106D 1083 1087-108C 108F 109A-109C 1A61 1A63-1A64 AA7B AA7D 11720-11721",
    "p": """
        600-605 6DD 70F 890-891 8E2 D4E 110BD 110CD 111C2-111C3 113D1 1193F 11941 11A84-11A89 11D46 11F02""",
    "x": "2065 FFF0-FFF8 E0000 E0002-E001F E0080-E00FF E01F0-E0FFF",
    "r": "D",
    "f": "A",
    "g": "1F1E6-1F1FF",
    "L": "1100-115F A960-A97C",
    "V": "1160-11A7 D7B0-D7C6 16D63 16D67-16D6A",
    "T": "11A8-11FF D7CB-D7FB",
    "i": """
        A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB 25B6 25C0
        25FB-25FE 2600-2604 260E 2611 2614-2615 2618 261D 2620 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642
        2648-2653 265F-2660 2663 2665-2666 2668 267B 267E-267F 2692-2697 2699 269B-269C 26A0-26A1 26A7 26AA-26AB
        26B0-26B1 26BD-26BE 26C4-26C5 26C8 26CE-26CF 26D1 26D3-26D4 26E9-26EA 26F0-26F5 26F7-26FA 26FD 2702 2705
        2708-270D 270F 2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2764 2795-2797
        27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F004 1F02C-1F02F 1F094-1F09F
        1F0AF-1F0B0 1F0C0 1F0CF-1F0D0 1F0F6-1F0FF 1F170-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F1AF-1F1E5 1F201-1F20F
        1F21A 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F25F 1F266-1F321 1F324-1F393 1F396-1F397 1F399-1F39B 1F39E-1F3F0
        1F3F3-1F3F5 1F3F7-1F3FA 1F400-1F4FD 1F4FF-1F53D 1F549-1F54E 1F550-1F567 1F56F-1F570 1F573-1F57A 1F587
        1F58A-1F58D 1F590 1F595-1F596 1F5A4-1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE 1F5E1
        1F5E3 1F5E8 1F5EF 1F5F3 1F5FA-1F64F 1F680-1F6C5 1F6CB-1F6D2 1F6D5-1F6E5 1F6E9 1F6EB-1F6F0 1F6F3-1F6FF
        1F7DC-1F7F0 1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8AF 1F8BC-1F8BF 1F8C2-1F8CF 1F8D9-1F8FF
        1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA58-1FA5F 1FA6E-1FAFF 1FC00-1FFFD""",
    "c": """
        915-939 958-95F 978-97F 995-9A8 9AA-9B0 9B2 9B6-9B9 9DC-9DD 9DF 9F0-9F1 A95-AA8 AAA-AB0 AB2-AB3 AB5-AB9 AF9
        B15-B28 B2A-B30 B32-B33 B35-B39 B5C-B5D B5F B71 C15-C28 C2A-C39 C58-C5A D15-D3A 1000-102A 103F 1050-1055
        105A-105D 1061 1065-1066 106E-1070 1075-1081 108E 1780-17B3 1A20-1A54 1B0B-1B0C 1B13-1B33 1B45-1B4C 1B83-1BA0
        1BAE-1BAF 1BBB-1BBD A989-A98B A98F-A9B2 A9E0-A9E4 A9E7-A9EF A9FA-A9FE AA60-AA6F AA71-AA73 AA7A AA7E-AA7F
        AAE0-AAEA ABC0-ABDA 10A00 10A10-10A13 10A15-10A17 10A19-10A35 11103-11126 11144 11147 11380-11389 1138B 1138E
        11390-113B5 11900-11906 11909 1190C-11913 11915-11916 11918-1192F 11A00 11A0B-11A32 11A50 11A5C-11A83 11B0A
        11DF1 11F04-11F10 11F12-11F33""",
}
BY_CATEGORY = {"Mn": "e", "Me": "e", "Mc": "s", "Cc": "x", "Cf": "x", "Zl": "x", "Zp": "x"}
# A run of plain characters is matched at once, each a cluster of its own.
# H is a whole Hangul syllable without a final, Y one with it; e, k, n and z extend whatever stands before them.
CLUSTER = re.compile(
    "rf|[rfx]|p*(?:gg|L*(?:VV*|HV*|Y)T*|L+|T+|i(?:[ekn]*zi)*|c(?:[ez]*k[ekz]*c)*|[goic])?[eknsz]*",
)
# No cluster that begins after one of these depends on what stands before it.
PLAIN = "orfx"
WINDOW = 64


class _Classes(dict[int, str]):
    """The class of each code point, worked out when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        for letter, ranges in TABLES.items():
            for part in ranges.split():
                first, _, last = part.partition("-")
                self.update(dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), letter))

    def __missing__(self, code: int) -> str:
        if 0xAC00 <= code <= 0xD7A3:
            found = "Y" if (code - 0xAC00) % 28 else "H"
        else:
            found = BY_CATEGORY.get(unicodedata.category(chr(code)), "o")
        self[code] = found
        return found


CLASSES = _Classes()


def borders(text: str) -> list[int]:
    """Every position where a cluster begins, and the end of the text; nothing for an empty text."""
    if text.isascii() and "\r" not in text:
        return list(range(len(text) + 1)) if text else []
    return [0, *_ends(text.translate(CLASSES))]


def clusters(text: str) -> Iterator[str]:
    start = 0
    for end in borders(text):
        if end:
            yield text[start:end]
            start = end


def is_border(text: str, at: int) -> bool:
    """Whether a cluster begins or ends at this position; both ends of a text are borders."""
    if not 0 < at < len(text):
        return at in (0, len(text))
    if text[at - 1] < "\u0080" and text[at] < "\u0080":
        return text[at - 1 : at + 1] != "\r\n"
    return at in _near(text, at)


def splits(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] begins or ends inside a cluster."""
    return not (is_border(text, start) and is_border(text, end))


def before(text: str, at: int) -> int:
    """The nearest border at or before a position."""
    return at if is_border(text, at) else max(border for border in _near(text, at) if border < at)


def after(text: str, at: int) -> int:
    """The nearest border at or after a position."""
    if is_border(text, at):
        return at
    end = min(at + WINDOW, len(text))
    while end < len(text) and set(text[at:end].translate(CLASSES)).isdisjoint(PLAIN):
        end = min(end + (end - at), len(text))
    return min(border for border in _near(text, at, end) if border > at)


class Borders:
    """The borders of one text, for many questions about it."""

    def __init__(self, text: str) -> None:
        self._all = None if text.isascii() and "\r" not in text else borders(text)

    def __contains__(self, at: int) -> bool:
        return self._all is None or self.before(at) == at

    def before(self, at: int) -> int:
        if self._all is None:
            return at
        place = bisect_left(self._all, at)
        return at if place < len(self._all) and self._all[place] == at else self._all[place - 1]

    def after(self, at: int) -> int:
        return at if self._all is None else self._all[bisect_left(self._all, at)]


def _ends(classes: str) -> list[int]:
    found: list[int] = []
    for match in CLUSTER.finditer(classes):
        start, end = match.span()
        if classes[start:end].strip("o"):
            found.append(end)
        else:
            found += range(start + 1, end + 1)
    return found


def _near(text: str, at: int, end: int | None = None) -> set[int]:
    """The borders from the last plain character before `at`, as far as `end` (one past `at`, when not given)."""
    reach = WINDOW
    while True:
        low = max(at - reach, 0)
        classes = text[low : at + 1 if end is None else end].translate(CLASSES)
        plain = max(classes.rfind(letter, 0, at - low) for letter in PLAIN)
        # Signs that lean on what follows, and the first half of a line end, belong to the plain character.
        first = len(classes[: max(plain, 0)].rstrip("p"))
        first -= classes[first - 1 : first + 1] == "rf"
        if first > 0 or not low:
            return {low + first} | {low + first + end for end in _ends(classes[first:])}
        reach *= 2
