"""The phrases with which bylines, and sentences about a text, name a person: by role, in several languages."""

import re

AUTHOR, WITH, TRANSLATOR, EDITOR, PHOTOGRAPHER = "author", "with", "translator", "editor", "photographer"


def _phrases(text: str) -> str:
    """Alternatives, parted by strokes and line ends; a blank in them is a blank."""
    return "|".join(line.strip() for line in text.strip().splitlines()).replace(" ", r"\s")


# What stands in front of a name. Longer phrases first, since the first that fits is taken.
BEFORE_NAME = {
    WITH: _phrases(
        r"""
        (?:written |produced |published |created |prepared )?in co-?operation with
        (?:written |produced |published |created |prepared )?in (?:collaboration|partnership) with
        with (?:additional |further )?(?:reporting|contributions?) (?:by|from)
        при участии|в (?:сотрудничестве|соавторстве) с|בשיתוף(?: עם)?|in zusammenarbeit mit
        en (?:collaboration|cooperation|coopération) avec
        """
    ),
    TRANSLATOR: _phrases(
        r"""
        translated (?:from (?:the )?\w+ )?by|translat(?:ion|or) ?:
        перевод ?:|перевел[аи]?|перевёл|תרגום ?:|תרגם|מתרגם ?:
        übersetzt von|übersetzung ?:|aus dem \w+ von|tradu(?:it|ction)(?: de l[’']\w+)? par|traduction ?:|çeviren ?:
        çeviri ?:|tərcümə(?: edən)? ?:|թարգման\w* ?[:՝]
        """
    ),
    EDITOR: _phrases(
        r"""
        edited by|editing by|editor ?:|редактор ?:|עריכה ?:|herausgegeben von|editör ?:|redaktor ?:
        խմբագիր ?[:՝]
        """
    ),
    PHOTOGRAPHER: r"(?:photos|photographs|photography|pictures)\sby",
    AUTHOR: _phrases(
        r"""
        (?:an? )?(?:guest |sponsored )?(?:written|posted|published|reported|compiled|submitted|story|text) by
        (?:an? )?(?:guest |sponsored )?(?:words|essay|article|post|opinion|analysis|review|column|report|blog|op-ed) by
        interview by|commentary by|(?:additional )?(?:reporting|writing) by|by ?:|by
        authors? ?:|byline ?:|words ?:|text ?:|автор(?:ы)?(?: статьи| текста)? ?[:—–-]|текст ?:
        подготовил[аи]? ?:|מאת ?:?|כתב(?:ה|ו)? ?:|(?:von|par|por|di|door|przez) ?:?
        (?:text|texte|texto|testo|tekst|words|metin|yazı|текст) (?:and|&|und|et|y|e|i|en|ve|и|та) [^\W\d_]+ ?:
        texte ?:|texto ?:|testo ?:|tekst ?:|metin ?:|yazı ?:|mətn ?:|haber ?:|röportaj ?:|reportage ?:|reportaje ?:
        auteure?s? ?:|autor(?:in|en|a|es|e|i|zy|ka)? ?:|autore ?:|автори? ?:|yaza(?:n|r)(?:lar)? ?:|müəllif(?:lər)? ?:
        hazırla(?:yan|dı) ?:|հեղինակ(?:ներ)? ?[:՝]|տեքստը? ?[:՝]|بقلم ?:?|الكاتب ?:|συντάκτης ?:|κείμενο ?:
        """
    ),
}

# A credit within a byline; in a line of its own it belongs to a picture.
PHOTO_CREDIT = _phrases(r"photos? ?:|фото ?:|fotos? ?:|צילום ?:|լուսանկար\w* ?[:՝]|fotoğraf ?:|şəkil ?:")

# The work of a person, behind the name.
WORK = _phrases(
    r"""
    correspondent|reporter|staff writer|staff|contributor|columnist|writer|editor|editor-in-chief|special to .+
    correspon(?:dant|sal|dente)\w*|corrispondente|korespondent\w*|redakteur\w*|journalist\w*|redactora?|periodista|giornalista|inviat[oa]|redattor\w*|redacteur
    корреспондент|кореспондент|обозреватель|журналист|редактор|כתב(?:ת|נו)?|muhabir\w*|yazar\w*|müxbir\w*|korrespondent\w*|թղթակից\w*
    """
)

# Sentences in which a text speaks of itself; the name follows.
_THIS_TEXT = (
    r"\b(?:this|the)\s(?:\w+\s)?(?:article|story|report|piece|post|text|op-ed|column|essay|content|interview|page)\b"
    r"[^.!?]{0,40}?\b"
)
_MADE = r"(?:written|reported|produced|prepared|published|created|compiled|authored)"
_NOT_SMALL = r"(?=(?-i:[^\W\d_a-zа-я]\S+ [^\W\d_a-zа-я]))"
SENTENCES = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        (WITH, rf"{_THIS_TEXT}{_MADE}\b[^.!?]{{0,60}}?\bin\s(?:co-?operation|collaboration|partnership)\swith\s+"),
        (WITH, r"в (?:соавторстве|сотрудничестве) с\s+|статья [^.!?]{0,40}при участии\s+"),
        (
            TRANSLATOR,
            r"\b(?:translated (?:from (?:the )?\w+ )?by|übersetzt von|traduit par|перевод(?: с \w+)?\s?[:—–-])\s+",
        ),
        (AUTHOR, rf"{_THIS_TEXT}{_MADE}\b(?:\s\w+){{0,3}}?\sby\s+"),
        (AUTHOR, rf"^\W*(?:the\s)?(?:writer|author),\s+|^\W*the (?:writer|author) is {_NOT_SMALL}"),
        (AUTHOR, rf"^\W*об? авторе?\s*[:—–-]\s*|^\W*автор(?: статьи| материала)?\s*[—–-]\s*{_NOT_SMALL}"),
        (AUTHOR, r"^\W*about the author\s*:\s*"),
    )
)
# A sentence that begins with a name and goes on so.
CONTRIBUTED = re.compile(
    r"(?:\sin\s(?-i:[^\W\d_a-z]\w+)(?:\s(?-i:[^\W\d_a-z]\w+))?)?\s+(?:also\s)?"
    r"(?:contributed(?:\s(?:reporting|research))?|reported)\s(?:to|for)\sthis\s(?:report|article|story)",
    re.IGNORECASE,
)
UNNAMED_WRITER = re.compile(
    r"^\W*(?:(?:the|this)\s(?:writer|author|columnist|op-ed contributor)|автор|הכותב(?:ת)?|der autor|die autorin"
    r"|l[’']auteure?|yazar|müəllif|հեղինակը)\b",
    re.IGNORECASE,
)
