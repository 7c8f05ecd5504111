"""What is known of compound words before a document is read: which halves take a hyphen, which close up.

All words are in small letters; they decide only where the document itself shows nothing. `known` asks them.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from archive.importing.languages import dangles

# Whether a word stands by itself in the document, and whether a word begins so there.
Stands = Callable[[str], bool]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A line break here is a break of one word, even where the rest is a word too: un-known, over-ruled.
PREFIXES = _set(
    """a ab ac ad af ag al am an ap ar as at be bi bio com con cor counter de des di dia dis down em en for fore geo
    hyper im in inter intra ir macro mega meta micro mis mono multi ob on or out over para per photo pre pro psycho
    re retro semi sub suc super sup sur tele to trans tri ultra un under uni up with"""
)
# Written with a hyphen before most words.
TAKE_HYPHEN = _set("self quasi half all cross")
TAKE_NONE = {
    "self": _set("ish ishly ishness less lessly lessness same hood dom ie ies"),
    "half": _set("way back pence penny"),
    "all": _set("ow owed owing ows ied ies iance iances eged egedly ege eviate ocate ocated ocation ergy ergic ure"),
    "cross": _set("ing ings roads road word over bow fire wise ed es"),
}
# Written with a hyphen before titles and offices only.
FORMER = _set("ex vice")
OFFICES = _set(
    """president presidents presidency presidential chairman chairwoman chair chancellor minister ministers premier
    marshal admiral consul principal rector king captain governor mayor husband wife officer officers soldier
    soldiers prime ambassador director member members soviet communist convict"""
)
# Written with a hyphen behind co-; everything else closes up.
COMPANIONS = _set(
    """author authors authored founder founders founded chair chairs chairman director directors owner owners owned
    editor editors host hosts pilot president producer sponsor sponsored religionist religionists defendant"""
)
# Offices with a hyphen behind them.
NAMED = _set("attorney secretary governor director inspector president minister mayor lieutenant major consul auditor")
NAMED_ENDS = _set("general elect designate colonel governor")
# Second halves that stand behind a hyphen whatever stands before them.
TAKEN = _set(
    """based backed owned speaking sponsored controlled occupied ruled oriented minded ranging handed hearted eyed
    profile century centuries friendly style level scale term driven torn stricken ridden funded financed called
    known made making educated dominated supported inspired brokered elect generation facing"""
)
ADVERBS = _set(
    """well ill high low long short far wide hard full deep fast free large small old new open near broad cold clear
    single double good better best much little least most ever never still once newly right left"""
)
NUMBERS = _set(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"""
)
NUMBER_ENDS = _set("teen teens teenth ty ties tieth fold th self some score pence")
TENS = _set("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = _set("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
ORDINAL_ENDS = _set(
    "class rate generation year grade hand floor largest biggest highest party person degree round term century born"
)
MEASURED = _set("day days year years month months week weeks decade decades century centuries hour hours")
PRESENT = _set("modern present latter all same one two three four five six seven eight nine ten day")
# Second halves that are words of their own and yet the ends of closed words.
CLOSED_ENDS = _set(
    """ship ships less able ability ably king kings ring rings sing land lands lander man men woman women work works
    worker workers working age ages some wise paper papers way ways ball thing things time times ever noon quarters
    ground grounds mark marks side sides field fields craft room rooms shop shops house houses light lights line
    lines book books word words stone stones port ports mother father child day days fall falls head heads keeper
    keepers keeping yard table place places board piece pieces point points post posts site sites stand stands
    standing take takes taken taking come coming going hand hands hold holder holders look looking mate mates night
    nights pour proof right rights rise rising sheet sight son sons spread spring state states step steps stream
    tail town towns trade ware water waters weight wind wing wood wall worthy writing written script scripts store
    form forms formed press pressed pose posed sent vent vents tract tracts act acts action body bodies boat boats
    burn cast casts caster date dates door doors down ends fare fire fish front fronts guard guards hole hood hour
    hours life like long lock made maid mill most name names neck over pass path pick place play pool power rail
    road roads roof room sail sand seat self shore short spoke stead stop stairs storm street sure tack term test
    text ties top track under view war way wide wife wrong with where upon through throughout body"""
)
PARTICIPLE_ENDS = ("ing", "ed", "en", "torn", "sided", "lived", "born", "bred", "held", "led", "run", "built", "bound")
NO_PARTICIPLES = _set("ening ened ering ered eners ingen ending ended")

# Peoples as first halves (franco-, anglo-): a hyphen parts them from a second people, but not from -phile and the like.
PEOPLES = _set(
    """franco anglo austro italo germano hispano luso graeco greco gréco sino russo turco judeo judéo indo serbo croato
    soviéto polono hungaro belgo helvético ibero ibéro israelo israélo arabo arméno armeno perso romano
    américano americano"""
)
NO_PEOPLE = re.compile(r"^(?:phon|phil|phob|man[ei]|centr|logu?[iy]|graph|pedia|pédi)")
# Behind these usage differs from house to house: the hyphen stays with a doubt.
LATER = _set("post ante")
TIMES = _set(
    """war wars soviet communist colonial revolutionary imperial independence conflict election genocide industrial
    socialist stalinist fascist apartheid christian holocaust crisis"""
)
DENIED = _set(
    """aggression alignment aligned combatant combatants communist commissioned committal conformist conformists
    existent existence fiction government governmental intervention interference member members military native partisan
    party payment political professional profit proliferation recognition resident residents smoker state violence
    violent white believer believers compliance compliant essential linear verbal standard specific stop"""
)
DOUBLED = _set("re pre semi anti ultra contra intra")

PAIRS = _set("so-called real-world real-time real-life then-president then-prime")
# Doubles of function words: hyphens on both sides of them belong to the word (state-of-the-art, vis-à-vis).
LINKS = _set("of the to in on by and at for a up de la le les à en du des sur sous non")

# French enclitics and fixed words.
FRENCH_AFTER = _set("il elle on ils elles je tu nous vous ce moi toi lui leur y en même mêmes ci là t")
FRENCH_PAIRS = _set(
    """peut-être rendez-vous grand-père grand-mère grands-parents petit-fils petite-fille beau-père belle-mère
    beau-frère au-dessus au-dessous au-delà là-bas là-dessus vis-à ci-dessus ci-dessous quelques-uns quelques-unes
    chef-lieu après-midi avant-garde avant-hier arrière-plan porte-parole chef-d premier-né nouveau-né sous-marin
    sous-sol sous-titre plus-value moyen-orient outre-mer outre-atlantique soi-disant bien-être avant-guerre
    après-guerre entre-deux deux-guerres cessez-le point-virgule nord-est nord-ouest sud-est sud-ouest mot-clé
    garde-fou tête-à face-à c’est-à procès-verbal libre-échange main-d  gratte-ciel laissez-passer"""
)
# No syllable ends so, only a word in the plural: points-virgules.
FRENCH_PLURAL = re.compile(r"[lmnr][bcdgpt]s$")
FRENCH_FIRSTS = _set("demi mi quasi semi ex vice non dix soixante quatre vingt vingts trente quarante cinquante")
FRENCH_NUMBERS = _set(
    """un deux trois quatre cinq six sept huit neuf dix vingt vingts vingtaine onze douze treize quatorze quinze
    seize septième huitième neuvième deuxième troisième quatrième cinquième sixième dixième vingtième"""
)
# German and Dutch close their compounds up and write their nouns with capitals: only small letters show a word there.
SMALL_LETTERS = frozenset({"de", "nl"})
# German adjectives side by side: deutsch-französisch, jüdisch-christlich.
GERMAN_ADJECTIVES = re.compile(r"(?:isch|deutsch|lich)(?:e[nrsm]?)?$")

# Russian and Ukrainian.
RUSSIAN_FIRSTS = _set(
    "премьер вице экс пресс генерал штабс контр-адмирал обер унтер лейб интернет онлайн бизнес кое кой"
)
RUSSIAN_PAIRS = _set("из-за из-под по-над точь-в давным-давно еле-еле чуть-чуть едва-едва мало-помалу крест-накрест")
# Points of the compass: северо-западный, північно-східний.
COMPASS = {
    **dict.fromkeys(("северо", "юго"), ("запад", "восто")),
    **dict.fromkeys(("північно", "південно"), ("захід", "схід")),
}
RUSSIAN_PARTICLES = _set("либо нибудь таки")
RUSSIAN_WHO = _set(
    """кто кого кому кем ком что чего чему чем какой какая какое какие какого каких каким какую где когда куда
    откуда как почему зачем чей чья чьё сколько"""
)
RUSSIAN_CLOSED = _set(
    """много само благо добро высоко мало ново одно разно равно едино водо право противо законо миро земле свое
    перво ново старо средне северо юго восточно выше ниже обще все меж между около после пред противо сверх трудо
    тысяче еже"""
)
RUSSIAN_ADVERBS = {"по": ("ски", "цки", "ому", "ему", "ьи"), "во": ("ых", "их"), "в": ("ых", "их")}
RUSSIAN_ADJECTIVES = tuple(_set("ый ий ой ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ой ей ыми ими ом ем"))


class Verdict(NamedTuple):
    """Whether the hyphen stays, why, whether that is sure, and whether a blank stays behind it (a hanging hyphen)."""

    keep: bool
    why: str
    sure: bool = True
    blank: bool = False


def stays(why: str, *, sure: bool = True, blank: bool = False) -> Verdict:
    return Verdict(keep=True, why=why, sure=sure, blank=blank)


def goes(why: str, *, sure: bool = True) -> Verdict:
    return Verdict(keep=False, why=why, sure=sure)


class Halves(NamedTuple):
    """The two halves in small letters, and what the document shows of them.

    `stands`: a word stands there by itself; `begins`: some word begins so; `fellows`: other compounds with this first.
    """

    first: str
    second: str
    stands: Stands
    begins: Stands
    fellows: int


def known(halves: Halves, language: str) -> Verdict | None:
    """What the language says of a hyphen between two halves; None where it says nothing."""
    rule = {"en": _english, "de": _german, "fr": _french, "ru": _russian, "uk": _russian}.get(language)
    said = rule(halves) if rule else None
    if said or language == "en":
        return said
    first, second = halves.first, halves.second
    if first in PEOPLES and len(second) > 3 and not NO_PEOPLE.match(second):
        return stays("one people and another", sure=language == "fr")
    if len(second) < 4 or not halves.stands(second):
        return None
    if halves.fellows:
        return stays("its first half takes hyphens elsewhere", sure=False)
    whole = len(first) > 2 and halves.stands(first) and not dangles(first, language)
    return (
        goes("a break, though both halves are words", sure=False) if whole and language not in SMALL_LETTERS else None
    )


def _english(halves: Halves) -> Verdict | None:
    first, second, stands, _, fellows = halves
    if _counted(first, second):
        return stays("a number in words")
    if first in TAKE_HYPHEN and second not in TAKE_NONE.get(first, ()) and len(second) > 3:
        return stays(f"{first}- takes a hyphen", sure=first in ("self", "quasi", "half"))
    if first == "co":
        return stays("a companion") if second in COMPANIONS else goes("a prefix that closes up")
    if (first in FORMER and second in OFFICES) or (first in NAMED and second in NAMED_ENDS):
        return stays("an office")
    if f"{first}-{second}" in PAIRS or (second in ("off", "offs", "up", "ups") and len(first) > 3):
        return stays("a fixed compound")
    if first == "non" and (second in DENIED or stands(second)):
        return stays("non- takes a hyphen", sure=False)
    if first in LATER and second in TIMES:
        return stays(f"{first}- may take a hyphen", sure=False)
    if first in DOUBLED and first[-1] == second[0] and len(second) > 3:
        return stays("between two vowels alike", sure=False)
    if first in PEOPLES and len(second) > 3 and not NO_PEOPLE.match(second):
        return stays("one people and another")
    if first in MEASURED and second in ("old", "olds", "long"):
        return stays("a measure")
    if first in PRESENT and second in ("day", "time") and first != "day":
        return stays("a time")
    if first in PREFIXES and not (fellows and stands(second)):
        return goes("a prefix that closes up", sure=not stands(second))
    if second in TAKEN and len(first) > 2 and first not in PREFIXES:
        return stays(f"-{second} takes a hyphen")
    participle = second.endswith(PARTICIPLE_ENDS) and len(second) > 4 and second not in NO_PARTICIPLES
    if first in ADVERBS and participle:
        return stays("adverb and participle")
    if len(second) < 4 or second in CLOSED_ENDS or not stands(second):
        return None
    if fellows:
        return stays("its first half takes hyphens elsewhere", sure=False)
    if len(first) > 2 and stands(first) and not dangles(first, "en"):
        return stays("both halves are words of their own", sure=False)
    return None


def _counted(first: str, second: str) -> bool:
    if first in TENS and (second in NUMBERS or second in ORDINALS):
        return True
    if first in ORDINALS and second in ORDINAL_ENDS:
        return True
    if first.endswith(("eenth", "tieth")) and len(second) > 3:
        return True
    return first in NUMBERS and second not in NUMBER_ENDS and len(second) > 2 and first != "ten"


def _german(halves: Halves) -> Verdict | None:
    first, second = halves.first, halves.second
    if len(second) > 5 and first.endswith(("isch", "deutsch", "lich")) and GERMAN_ADJECTIVES.search(second):
        return stays("two adjectives")
    return None


def _french(halves: Halves) -> Verdict | None:
    first, second = halves.first, halves.second
    if f"{first}-{second}" in FRENCH_PAIRS:
        return stays("a fixed compound")
    if first in FRENCH_FIRSTS and (second in FRENCH_NUMBERS or (first[-1] in "i" and halves.stands(second))):
        return stays(f"{first}- takes a hyphen")
    if FRENCH_PLURAL.search(first) and second.endswith(("s", "x")) and len(second) > 3:
        return stays("a plural inside a word", sure=False)
    if second in FRENCH_AFTER and (halves.stands(first) or len(first) > 3):
        return stays("a pronoun behind its verb", sure=halves.stands(first))
    return None


def _russian(halves: Halves) -> Verdict | None:
    first, second, stands, begins, fellows = halves
    if f"{first}-{second}" in RUSSIAN_PAIRS or second.startswith(COMPASS.get(first, ("-",))):
        return stays("a fixed compound")
    if first in RUSSIAN_FIRSTS and len(second) > 2:
        return stays(f"{first}- takes a hyphen")
    if second in RUSSIAN_PARTICLES or (second == "то" and first in RUSSIAN_WHO):
        return stays("a particle")
    if second.endswith(RUSSIAN_ADVERBS.get(first, ())):
        return stays("an adverb", sure=first == "по" and second.endswith("ки"))
    linked = first[-1] in "ое" and len(first) > 4 and first not in RUSSIAN_CLOSED
    if linked and second.endswith(RUSSIAN_ADJECTIVES) and len(second) > 5 and (stands(second) or begins(second[:-2])):
        return stays("two adjectives", sure=bool(fellows) or begins(first[:-1]))
    return None
