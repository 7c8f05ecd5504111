"""Which hyphen at the end of a line belongs to its word, and which only breaks it: decided by evidence.

The document is asked first: does the word stand in it whole, or with its hyphen? Then the form of the two halves
(capitals, digits, addresses, hanging hyphens), then what is known of compounds in the language. Without any evidence
a hyphen at a line end is a break.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from archive.importing.compounds import LINKS, NUMBERS, SMALL_LETTERS, Halves, Verdict, goes, known, stays
from archive.importing.languages import CONJUNCTIONS
from archive.importing.sentences import Start, hyphened, start_of

BREAKERS = "\u00ad¬\u058a⸗"  # these only ever break words
KEEPERS = "‑\u05be"  # no-break hyphen, maqaf: these only ever join them
TOKEN = re.compile(r"[^\W_]+(?:[-‐‑֊'’ʼ][^\W_]+)*")
PART = re.compile(r"[^\W_]+")
LAST = re.compile(r"[^\W_]+$")
PARTS = re.compile(r"[-‐‑֊]")
ADDRESS = re.compile(
    r"https?:|ftp:|www\.|://|@|\w\.(?:com|org|net|info|gov|edu|ru|de|fr|am|az|tr|il|uk|eu)(?:/|$)", re.I
)
HANGING = re.compile(r"[^\W_][-‐‑] (?:and|or|to)$")
CHAINS = frozenset("-‐‑")
ELISIONS = ("'", "’", "ʼ")
REACH = 200
ROWS_BETWEEN = 12  # the rows of captions and running heads that may stand between two halves
UNBROKEN = re.compile(r"[\u0590-\u08ff]")  # Hebrew and Arabic do not break words at line ends


class Break(NamedTuple):
    """A word divided by a line end: the two parts next to the hyphen, and all of the word before and behind it.

    `preceding` and `following` are what stands in the two lines before and behind the word.
    """

    first: str
    second: str
    hyphen: str
    before: str
    behind: str
    preceding: str = ""
    following: str = ""

    @property
    def joined(self) -> str:
        return self.first + self.second

    @property
    def compound(self) -> str:
        return f"{self.first}-{self.second}"


def break_between(above: str, below: str) -> Break | None:
    """The word divided between two rows; None where the first ends in no hyphen or the second begins with no word."""
    if not hyphened(above):
        return None
    *preceding, before = above[-REACH:].split()
    head = below[:REACH].split(maxsplit=1)
    start = TOKEN.match(head[0]) if head else None
    first = LAST.search(before[:-1])
    if not start or not first:
        return None
    second = PART.match(start[0])[0]  # type: ignore[index]
    behind = head[1] if len(head) > 1 else ""
    return Break(first[0], second, before[-1], before[:-1], head[0], " ".join(preceding[-2:]), behind)


class Vocabulary:
    """The words that stand undivided in a text, alone and in hyphenated compounds."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self._printed: set[str] = set()
        self._seconds: dict[str, set[str]] = {}
        for text in texts:
            tokens = TOKEN.findall(text)
            whole = tokens if not PARTS.search(text) else [token for token in tokens if not PARTS.search(token)]
            self.words.update([token.lower() for token in whole])
            self._printed.update(whole)
            if len(whole) < len(tokens):
                self._learn(token for token in tokens if PARTS.search(token))

    @classmethod
    def of_rows(cls, texts: Sequence[str]) -> "Vocabulary":
        """The words of rows in their order, the halves round every line-end hyphen left out."""
        return cls(_whole(texts))

    def _learn(self, compounds: Iterable[str]) -> None:
        for first, second in (pair for compound in compounds for pair in pairwise(PARTS.split(compound))):
            self.pairs[f"{first}-{second}".lower()] += 1
            if not second[0].isdigit():
                self._seconds.setdefault(first.lower(), set()).add(second.lower())

    def joined(self, divided: Break) -> int:
        """How often the word stands without a hyphen; a capital inside must stand there too."""
        if divided.second[0].isupper() and not divided.joined.isupper():
            return int(divided.joined in self._printed)
        return self.words[divided.joined.lower()] or self.words[_base(divided.joined)]

    def hyphened(self, divided: Break) -> int:
        return self.pairs[divided.compound.lower()] or self.pairs[_base(divided.compound)]

    def stands(self, word: str, *, small: bool = False) -> bool:
        """Whether a word stands by itself; `small`: in small letters."""
        return word in self._printed if small else bool(self.words[word.lower()] or self.words[_base(word)])

    def compounds_with(self, first: str) -> int:
        """How many different words follow this one behind a hyphen."""
        return len(self._seconds.get(first.lower(), ()))

    def akin(self, divided: Break) -> int:
        """Above 0 where words of the same stem stand joined, below 0 where they stand with the hyphen."""
        stem = max(3, len(divided.second) - 4)
        if len(divided.second) < 3:
            return 0
        second = divided.second[:stem].lower()
        return _begin(self._sorted_words, divided.first.lower() + second) - _begin(
            self._sorted_pairs, f"{divided.first.lower()}-{second}"
        )

    def has_stem(self, stem: str) -> bool:
        return bool(_begin(self._sorted_words, stem))

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _sorted_pairs(self) -> list[str]:
        return sorted(self.pairs)


def _whole(texts: Iterable[str]) -> Iterator[str]:
    """Texts without their divided words. The second half may stand below a caption: there a small letter shows it."""
    below, waiting = False, 0
    for text in texts:
        whole = text
        small = waiting and start_of(text) is Start.SMALL
        if below or small:
            start = TOKEN.search(whole)
            whole = whole[start.end() :] if start else whole
        below = hyphened(text)
        waiting = ROWS_BETWEEN if below else 0 if small else max(waiting - 1, 0)
        yield whole[: whole.rfind(" ") + 1] if below else whole


def _base(word: str) -> str:
    return re.sub(r"['’ʼ]s?$", "", word.lower())


def _begin(words: list[str], stem: str) -> int:
    """1 where a word of the sorted list begins with the stem."""
    at = bisect_left(words, stem)
    return int(at < len(words) and words[at].startswith(stem))


class Case(NamedTuple):
    divided: Break
    vocabulary: Vocabulary
    language: str


def judge(divided: Break, vocabulary: Vocabulary, language: str) -> Verdict:
    """Decide one hyphen. The rules stand in the order of their weight; the first that applies decides."""
    case = Case(divided, vocabulary, language)
    for rule in (_by_sign, _by_document, _by_form, _by_stem, _by_language):
        verdict = rule(case)
        if verdict:
            return verdict
    return goes("an ordinary break")


def _by_sign(case: Case) -> Verdict | None:
    divided = case.divided
    if divided.hyphen in BREAKERS:
        return goes("a sign that only breaks words")
    if divided.hyphen in KEEPERS or UNBROKEN.match(divided.second):
        return stays("a sign that only joins words")
    if ADDRESS.search(divided.before):
        return stays("inside an address", sure=False)
    return None


def _by_document(case: Case) -> Verdict | None:
    whole, compound = case.vocabulary.joined(case.divided), case.vocabulary.hyphened(case.divided)
    if whole > compound:
        return goes("stands whole elsewhere", sure=not compound)
    if compound > whole:
        return stays("stands with it elsewhere", sure=not whole)
    return None


def _by_form(case: Case) -> Verdict | None:
    divided, first, second = case.divided, case.divided.first, case.divided.second
    if _hangs(case):
        return stays("a hanging hyphen", blank=True)
    if case.language == "en" and HANGING.search(divided.preceding):
        return stays("behind a hanging hyphen")
    if first[-1].isdigit() or second[0].isdigit():
        return stays("beside a figure")
    capitals = len(first) > 1 and first.isupper()
    if second[0].isupper() and not (capitals and second.isupper()):
        return goes("a name") if first in ("Mc", "Mac") else stays("a capital behind it")
    if capitals and second.islower():
        return stays("behind an abbreviation")
    if len(first) == 1 and divided.before[-2:-1] not in ELISIONS:
        return stays("behind a single letter")
    return None


def _hangs(case: Case) -> bool:
    """Whether a conjunction and the second member of a compound follow.

    In English that member has a hyphen of its own (pre- and post-war).
    """
    divided = case.divided
    if divided.behind not in CONJUNCTIONS.get(case.language, ()) or len(divided.first) < 2:
        return False
    if case.language != "en":
        return True
    if divided.behind == "to" and divided.first.lower() not in NUMBERS and not divided.first.isdigit():
        return False
    return any(CHAINS & set(word) for word in divided.following.split()[:2])


def _by_stem(case: Case) -> Verdict | None:
    kin = case.vocabulary.akin(case.divided)
    if not kin:
        return None
    return stays("its stem stands with it elsewhere") if kin < 0 else goes("its stem stands whole elsewhere")


def _by_language(case: Case) -> Verdict | None:
    divided, vocabulary = case.divided, case.vocabulary
    first, second = divided.first.lower(), divided.second.lower()
    chained = divided.before[: -len(first)][-1:] in CHAINS
    if (chained and first in LINKS) or (divided.behind[len(second) :][:1] in CHAINS and second in LINKS):
        return stays("inside a chain of words")
    small = case.language in SMALL_LETTERS
    halves = Halves(
        first,
        second,
        stands=lambda word: vocabulary.stands(word, small=small),
        begins=vocabulary.has_stem,
        fellows=vocabulary.compounds_with(first),
    )
    return known(halves, case.language)
