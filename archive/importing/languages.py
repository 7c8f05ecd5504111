"""Small words of the languages that the archive meets: which language a passage is in, and which words end no sentence.

Only words that no sentence ends with and that are frequent stand here: articles, prepositions, conjunctions and
the like, in small letters.
"""

import re
from collections import Counter
from functools import cache

SMALL_WORDS = {
    "en": """the a an of and or to in at for from with by as that which who whose this these their its his our your
        my is are was were be been has had have will would can could may should not than into onto upon between
        among through during against towards until since because although while if when where but nor it he she they
        we also such""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder in im am an auf aus bei mit nach von
        vom zu zum zur für durch über unter zwischen gegen ohne um als wie dass daß weil wenn sich ist sind war
        waren hat haben wird werden nicht auch noch nur aber sowie ihre ihrem ihren ihrer seine seinem seinen seiner""",
    "fr": """le la les un une des du de et ou à au aux en dans par pour sur sous avec sans entre chez vers que qui
        dont où ce cette ces son sa ses leur leurs est sont était été a ont ne pas plus se comme mais il elle ils
        nous""",
    "es": """el la los las un una unos unas de del y o a al en por para con sin entre sobre hasta desde que quien
        cuyo su sus es son fue era ha han no se como pero más lo le este esta""",
    "it": """il lo la i gli le un uno una di del della dei delle dello e o a al alla ai alle in nel nella da dal
        dalla per con su sul sulla tra fra che chi cui è sono era ha hanno non si come ma più anche suo sua""",
    "pt": """o a os as um uma de do da dos das e ou ao à em no na nos nas por pelo pela para com sem entre sobre até
        que quem cujo seu sua é são foi era não se como mas mais""",
    "nl": """de het een en of in op aan van voor met naar uit bij door over onder tussen tegen zonder om als dat die
        wie waar zich is zijn was waren heeft hebben wordt niet ook nog maar hun haar""",
    "ru": """и в во на с со к ко у о об от до из за по под над при для без между через не ни что чтобы как который
        которая которые которого которых это этот эта эти его её их был была были было же бы или но а если когда где""",
    "uk": """і й та в у на з із зі до від за по під над при для без між через не ні що щоб як який яка які якого
        яких це цей ця ці його її їх був була були було же або але якщо коли де""",
    "tr": """ve veya ile için gibi kadar bir bu şu o da de ki ne en çok daha ama fakat ancak olan olarak sonra önce
        göre karşı üzere her ise""",
    "az": """və ya ilə üçün kimi qədər bir bu o da də ki nə ən çox daha amma lakin ancaq olan olaraq sonra əvvəl
        görə qarşı hər isə edən""",
    "hy": """և եւ ու կամ է են էր էին որ որը որի որոնք մեջ մասին հետ համար վրա այս այդ այն մի նաև բայց իսկ որպես ըստ
        պետք նրա իր չի չեն""",
    "he": """של את על עם אל מן או כי אשר זה זו זאת הוא היא הם לא גם אך אבל כל בין לפני אחרי""",
}
WORDS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
# Behind a hanging hyphen ("pre- and post-war") stands one of these. Turkish ve is left out: it is a syllable too.
HANGING = {
    "en": "and or to",
    "de": "und oder bzw bis sowie als",
    "fr": "et ou",
    "es": "y e o u",
    "it": "e ed o",
    "pt": "e ou",
    "nl": "en of",
    "ru": "и или",
    "uk": "і й та або",
    "hy": "և ու կամ",
}
CONJUNCTIONS = {language: frozenset(words.split()) for language, words in HANGING.items()}
WORD = re.compile(r"[^\W\d_]+")
DEFAULT = "en"


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in WORDS.items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found


def language_of(text: str, default: str = DEFAULT) -> str:
    """The language most of whose small words stand in a text; `default` where there are too few to tell."""
    speakers = _speakers()
    counts: Counter[str] = Counter()
    for word in WORD.findall(text.lower()):
        for language in speakers.get(word, ()):
            counts[language] += 1
    if not counts:
        return default
    (best, most), *_ = counts.most_common(1)
    return best if most > 2 and most > counts[default] else default


def dangles(word: str, language: str) -> bool:
    """Whether a word of a language can't be the last of a sentence, a title or a caption."""
    return word in WORDS.get(language, frozenset())
