"""The words that dates are made of, in the languages of the collection, folded for look-up.

Keys are folded by `fold`: small letters without accents, Hebrew without points. Inflected languages give
each month a stem and the endings that may follow it.
"""

import unicodedata
from collections.abc import Iterator, Mapping

JOINED = {"ı": "i", "ø": "o", "և": "եւ", "׳": "'", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "״": '"', "”": '"', "“": '"'}
DASHES = dict.fromkeys("‐‑‒–—−־", "-")


def fold(text: str) -> tuple[str, list[int]]:
    """Small letters without marks, plain dashes and digits; and for each the index in `text` it came from."""
    if text.isascii() and text.isprintable():
        return text.lower(), list(range(len(text)))
    folded, places = [], []
    for index, character in enumerate(text):
        for small in _folded(character):
            folded.append(small)
            places.append(index)
    return "".join(folded), places


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Zs", "Cc"):
        return " "
    plain = DASHES.get(character) or unicodedata.normalize("NFD", character)[0].lower()[:1]
    return JOINED.get(plain, plain)


def _table(rows: str, endings: Mapping[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """Words of numbered rows; one that ends in `~` takes every ending of its script, `_` is a blank."""
    for number, row in enumerate(rows.strip().splitlines(), 1):
        for word in row.split():
            stem = fold(word.rstrip("~").replace("_", " "))[0]
            yield stem, number
            if word.endswith("~"):
                for ending in (endings or {}).get(_script(stem), "").split():
                    yield stem + fold(ending)[0], number


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").split(" ")[0]


# Cases: Russian genitive and prepositional, Armenian genitive and dative, Turkish and Azerbaijani possessives;
# Greek nominative and genitive.
ENDINGS = {
    "CYRILLIC": "а е у ом",
    "ARMENIAN": "ի ին ից իս",
    "GREEK": "ς σ υ",
    "LATIN": "in in'da in'de inda inde ayi ayinda da de i u",
}

MONTHS = dict(
    _table(
        """
        january jan januar janvier janv ocak~ yanvar~ январ январь января январе янв ינואר հունվար~ հնվ
        february feb februar fevrier fevr fev subat~ fevral~ феврал февраль февраля феврале фев פברואר փետրվար~ փտվ
        march mar marz mrz mars mart~ март~ мар מרץ מרס մարտ~ մրտ
        april apr avril avr nisan~ aprel~ апрель апреля апреле апр אפריל ապրիլ~ ապր
        may mai mayis~ май мая мае מאי մայիս~ մյս
        june jun juni juin haziran~ iyun~ июнь июня июне июн יוני հունիս~ հնս
        july jul juli juillet juil temmuz~ iyul~ июль июля июле июл יולי հուլիս~ հլս
        august aug aout agustos~ avqust~ август~ авг אוגוסט օգոստոս~ օգս
        september sep sept septembre eylul~ sentyabr~ сентябрь сентября сентябре сен сент ספטמבר սեպտեմբեր~ սեպ
        october oct okt oktober octobre ekim~ oktyabr~ октябрь октября октябре окт אוקטובר հոկտեմբեր~ հոկ
        november nov novembre kasim~ noyabr~ ноябрь ноября ноябре ноя нояб נובמבר նոյեմբեր~ նոյ
        december dec dez dezember decembre aralik~ dekabr~ декабрь декабря декабре дек דצמבר դեկտեմբեր~ դեկ
        """,
        ENDINGS,
    )
)
MONTHS |= dict(
    _table(
        """
        enero ene gennaio janeiro januari styczeń stycznia січень січня ιανουαριο~ يناير كانون_الثاني
        febrero febbraio fevereiro februari luty lutego лютий лютого φεβρουαριο~ فبراير شباط
        marzo março maart mrt marzec marca березень березня μαρτιο~ مارس آذار
        abril abr aprile kwiecień kwietnia квітень квітня απριλιο~ أبريل نيسان
        mayo maggio maio mei maj maja травень травня μαιο~ مايو أيار
        junio giugno giu junho czerwiec czerwca червень червня ιουνιο~ يونيو يونيه حزيران
        julio luglio lug julho lipiec lipca липень липня ιουλιο~ يوليو يوليه تموز
        agosto augustus sierpień sierpnia серпень серпня αυγουστο~ أغسطس آب
        septiembre setiembre settembre setembro wrzesień września вересень вересня σεπτεμβριο~ سبتمبر أيلول
        octubre ottobre ott outubro październik października жовтень жовтня οκτωβριο~ أكتوبر تشرين_الأول
        noviembre novembro listopad listopada листопад листопада νοεμβριο~ نوفمبر تشرين_الثاني
        diciembre dicembre dic dezembro grudzień grudnia грудень грудня δεκεμβριο~ ديسمبر كانون_الأول
        """,
        ENDINGS,
    )
)

# In the order of the Hebrew calendar, which counts from Nisan; Adar of a leap year is told apart by a number after it.
HEBREW_MONTHS = dict(
    _table(
        """
        nisan nissan ניסן нисан
        iyar iyyar איר אייר ияр ияра
        sivan סיון סיוון сиван
        tammuz tamuz תמוז таммуз
        av ab אב ав ава
        elul אלול элул
        tishri tishrei תשרי тишрей
        cheshvan heshvan marcheshvan marheshvan חשון חשוון מרחשון מרחשוון хешван
        kislev kislew כסלו кислев
        tevet teves tebet טבת тевет
        shevat shvat sh'vat שבט шват швата
        adar אדר адар адара
        """
    )
)

WEEKDAYS = dict(
    _table(
        """
        monday mon montag lundi понедельник пн pazartesi bazar_ertəsi יום_שני יום_ב' երկուշաբթի
        tuesday tue tues dienstag mardi вторник вт sali çərşənbə_axşamı יום_שלישי יום_ג' երեքշաբթի
        wednesday wed mittwoch mercredi среда среду ср çarşamba çərşənbə יום_רביעי יום_ד' չորեքշաբթի
        thursday thu thur thurs donnerstag jeudi четверг чт perşembe cümə_axşamı יום_חמישי יום_ה' հինգշաբթի
        friday fri freitag vendredi пятница пятницу пт cuma cümə יום_שישי יום_ו' ուրբաթ
        saturday sat samstag sonnabend samedi суббота субботу сб cumartesi şənbə שבת שבת_קודש շաբաթ
        sunday sun sonntag dimanche воскресенье вс pazar bazar יום_ראשון יום_א' կիրակի
        """
    )
)
WEEKDAYS |= dict(
    _table(
        """
        lunes lunedì segunda-feira poniedziałek maandag понеділок δευτερα الاثنين الإثنين
        martes martedì terça-feira wtorek dinsdag вівторок τριτη الثلاثاء
        miércoles mercoledì quarta-feira środa woensdag середа τεταρτη الأربعاء
        jueves giovedì quinta-feira czwartek donderdag четвер πεμπτη الخميس
        viernes venerdì sexta-feira piątek vrijdag п'ятниця παρασκευη الجمعة
        sábado sabato sobota zaterdag субота σαββατο السبت
        domingo domenica niedziela zondag неділя κυριακη الأحد
        """
    )
)

# EDTF: 21 spring, 22 summer, 23 autumn, 24 winter. Turkish yaz is summer, Azerbaijani yaz is spring.
SEASONS: dict[str, tuple[int, ...]] = {
    **{
        word: (number + 20,)
        for word, number in _table(
            """
            spring fruhjahr fruhling printemps весна весной весны ilkbahar אביב գարուն գարնան
            summer sommer ete лето летом лета yay קיץ ամառ ամռան
            autumn fall herbst automne осень осенью осени sonbahar guz payiz סתיו աշուն աշնան
            winter hiver зима зимой зимы kis qis חורף ձմեռ ձմռան
            """
        )
    },
    "yaz": (21, 22),
}


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word)[0] for word in text.split())


YEAR_WORDS = _words("il ilin yil yili year год года году г гг թ թվ թվական թվականի")
FILLERS = _words("of the on at in de le la du um am den der à в от ה של ב del las alle ore às om kl klo godz о στις في")
CLOCK_WORDS = _words(
    "utc gmt bst wet west cet cest eet eest trt msk мск ist idt est edt cst cdt mst mdt pst pdt et aest jst uhr h hrs"
)
ABOUT = _words("c ca circa около ок")
# Which Adar of a leap year.
ADARS = {"i": 1, "rishon": 1, "aleph": 1, "alef": 1, "ii": 2, "sheni": 2, "bet": 2, "beit": 2}
# How long ago, where a page says nothing else.
AGO = "|".join(
    (
        r"\b(?:\d+|an?|one) (?:sec\w*|min\w*|hours?|hrs?|days?|weeks?|months?|years?) ago\b",
        r"\b(?:yesterday|gestern|hier|вчера)\b",
        r"\bvor (?:\d+|eine[mr]) (?:minute|stunde|tag|woche|monat|jahr)\w*",
        r"\bil y a \d+ \w+",
        r"\b\d+ (?:минут|час|дн|ден|недел|месяц|год|лет)\w* назад",
        r"\b\d+ \w+ (?:once|əvvəl)\b",
        r"\bלפני (?:\d+ )?(?:דקות|שעות|שעה|ימים|יום|שבועות|שבוע|חודשים|חודש|שנים|שנה)",
        r"\b\d+ (?:րոպե|ժամ|օր|շաբաթ|ամիս|տարի) առաջ",
    )
)
