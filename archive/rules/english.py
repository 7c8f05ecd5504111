"""What the reading floors write in English, told in the language of a page.

They know no Django, and their notes are kept with the reading for good, in one language. Here stand the forms of what
they say, so that each can be translated; `%(…)s` is whatever stands there, itself told where it is such a form.
"""

import re
from functools import lru_cache

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

SENTENCES = (
    # Notes of the readers.
    _("%(count)s more lines: %(what)s"),
    _("%(scripts)s letters stand in one word; they stay as printed"),
    _("Latin and Cyrillic"),
    _("Latin and Greek"),
    _("Latin and Armenian"),
    _("a NUL character is left out"),
    _("characters that turn the direction of the text stay in it"),
    _("a replacement character shows that a letter was lost before"),
    _("markup stands in the text; it is read as words"),
    _("the correction “%(what)s” names a line that is not there"),
    _("the correction “%(what)s” fits nothing at this line"),
    _("correction fits nothing: %(what)s"),
    # Of newspapers' pages.
    _("no title is printed"),
    _("could be the title as well"),
    _("no writer is named"),
    _("the text begins with the standfirst printed again"),
    _("several dates and no text that one of them would belong to"),
    _("the date above the title is read as the day on which the page was kept"),
    _("the day of publication is that of the dateline"),
    _("the only date stands above the title and may be the day of the page"),
    _("a date above the title is earlier than the day of publication"),
    _("two dates without a label: the earlier one is read as the day of publication"),
    _("a long paragraph below the comments; it stays"),
    _("the first word is glued to the name of a source; it stays as printed"),
    _("the credit is glued to the caption; it stays as printed"),
    _("the name in front of the title is read as the writer’s, who is introduced at the end"),
    _("the only byline stands below the article, among the lines of the site"),
    _("a name above the title may be the writer’s"),
    _("a name beside the date is read as the writer’s"),
    _("a name below the title may be the writer’s"),
    _("a name on the line of the date is read as the writer’s"),
    _("the name under the text is read as the writer’s"),
    _("no name is found in the byline"),
    _("speaks of the writer without a name that is certain"),
    _("what follows the name behind a comma may be a house or another writer"),
    _("a sentence below the article is read as the site’s own"),
    _("a short line below a reference to other articles is read as a link"),
    # Of printed pages.
    _("%(furniture)s taken out"),
    _("%(kind)s taken out of a sentence"),
    _("running head"),
    _("page number"),
    _("page foot"),
    _("caption"),
    _("passage"),
    _("in the middle of a sentence, perhaps a caption"),
    _("%(count)s different dates are printed; this one is taken"),
    _("sentence made whole"),
    _("columns side by side read one after the other"),
    _("sentence joined over a page end"),
    _("sentence joined over a blank line"),
    _("may begin in the middle of a sentence"),
    _("ends without the end of a sentence"),
    _("a name under the title read as the author's"),
    _("large first letter joined to its word"),
    _("large first letter left by itself"),
    _("hyphen at the line end left: no word goes on behind it"),
    _("an address may go on over the line end"),
    _("hyphen before a blank inside the line, left as printed"),
    _("footnote inside a sentence moved behind its paragraph"),
    _("short passage between paragraphs, perhaps a caption"),
    _("read as a heading, perhaps a caption"),
    _("%(count)s short passages in a row: verse, a table, or captions"),
    # Why a hyphen at the end of a line was kept or joined.
    _("kept hyphen: %(why)s"),
    _("joined hyphen: %(why)s"),
    _("by correction"),
    _("an ordinary break"),
    _("a sign that only breaks words"),
    _("a sign that only joins words"),
    _("inside an address"),
    _("stands whole elsewhere"),
    _("stands with it elsewhere"),
    _("a hanging hyphen"),
    _("behind a hanging hyphen"),
    _("beside a figure"),
    _("a name"),
    _("a capital behind it"),
    _("behind an abbreviation"),
    _("behind a single letter"),
    _("its stem stands with it elsewhere"),
    _("its stem stands whole elsewhere"),
    _("inside a chain of words"),
    _("one people and another"),
    _("its first half takes hyphens elsewhere"),
    _("a break, though both halves are words"),
    _("a number in words"),
    _("%(part)s takes a hyphen"),
    _("%(part)s may take a hyphen"),
    _("a companion"),
    _("a prefix that closes up"),
    _("an office"),
    _("a fixed compound"),
    _("between two vowels alike"),
    _("a measure"),
    _("a time"),
    _("adverb and participle"),
    _("both halves are words of their own"),
    _("two adjectives"),
    _("a plural inside a word"),
    _("a pronoun behind its verb"),
    _("a particle"),
    _("an adverb"),
    # Of threads.
    _("no comments found"),
    _("the page says %(said)s comments, %(read)s are read"),
    _("the comment that this one answers stands nowhere above"),
    _("answers one of several comments of the same author; the last is taken"),
    _("stands between comments, taken for none"),
    _("bullet kept among the words of a comment"),
    _("gap: %(count)s blank lines where a comment stood"),
    _("%(count)s blank lines above: a comment may be lost"),
    _("a level of the thread is missing above this comment"),
    _("words set in deeper than their comment"),
    _("may be an author line without its bullet; kept among the words"),
    _("may be an author line; kept among the words"),
    _("numbers missing above: %(count)s"),
    _("%(lost)s missing; %(begun)s"),
    _("%(lost)s missing"),
    _("words"),
    _("bullet"),
    _("author line"),
    _("bullet and author line"),
    _("begun below what stands between"),
    _("begun at its author line"),
    _("begun at the rule"),
    _("begun at the double blank line"),
    _("begun at the triple blank line"),
    _("begun at the long blank line"),
    _("begun where the indentation goes back"),
    # Why a file is refused.
    _("%(name)s is %(kind)s; only regular files are read."),
    _("no regular file"),
    _("a symbolic link, which is not followed"),
    _("a folder"),
    _("a pipe"),
    _("a socket"),
    _("a device"),
    _("%(name)s has more than %(limit)s bytes; no more are read."),
    _("%(name)s has %(size)s bytes; at most %(limit)s are read."),
    _("%(name)s has %(count)s lines; at most %(limit)s are read."),
    _("%(name)s can’t be opened: %(reason)s."),
    _("the system gives no reason"),
    _("%(name)s is no name of a file."),
    _("The document"),
    _("%(name)s is empty."),
    _("%(name)s holds nothing but blanks."),
    _("%(name)s is not valid %(encoding)s: half a surrogate pair stands at character %(place)s."),
    _(
        "%(name)s is not valid %(encoding)s: %(place)s can’t be decoded; "
        "if the document is in another encoding, name it."
    ),
    _("%(name)s is not valid %(encoding)s: %(place)s can’t be decoded."),
    _("%(name)s is not valid %(encoding)s."),
    _("byte %(place)s"),
    _("its end"),
    _("%(name)s is binary data, not text: %(count)s of its %(all)s characters are control characters."),
    _("%(name)s is binary data, not text: %(count)s of its %(all)s bytes are control characters."),
    _("%(name)s is %(kind)s, not text."),
    _("a PDF document"),
    _("a PNG picture"),
    _("a JPEG picture"),
    _("a GIF picture"),
    _("a ZIP archive or an office document"),
    _("a ZIP archive"),
    _("an old office document"),
    _("an RTF document"),
    _("gzip data"),
    _("bzip2 data"),
    _("xz data"),
    _("a 7z archive"),
    _("a RAR archive"),
    _("zstd data"),
    _("a program"),
    _("a database"),
    _("%(name)s has no byte order mark: say %(little)s or %(big)s."),
    _("“%(name)s” is not the name of an encoding of text."),
    _("“%(name)s” is no encoding of documents."),
    _("There is no shape “%(name)s”; there are %(names)s."),
    # What is wrong with a date or a correction.
    _("“%(date)s” is no date in EDTF, such as 1957, 1957-11, 2020-24 (winter) or 1960/.."),
    _("“%(date)s” ends before it begins."),
    _("line %(line)s: lines count from 1"),
    _("line %(line)s: “%(what)s” is none of %(names)s"),
    _("line %(line)s: the parent is named by a line number, or 0 for none"),
    _("a correction needs a line number"),
    _("unknown key %(names)s"),
    # What the program itself gives as reason, or as the way by which something came.
    _("First reading."),
    _("The reader has become another."),
    _("The catalogue corrects the reading."),
    _("The catalogue names another shape or encoding."),
    _("The catalogue says so."),
    _("Brought by a person; the record is what the document says of itself."),
    _("The document was brought to a record that lacked it."),
    _("The collection introduces itself."),
    _("With the catalogue."),
    _("As a file."),
    _("As pasted words."),
    _("Printed in line %(line)s of the document."),
    _("Printed in the document."),
)
HOLE = re.compile(r"%\((\w+)\)s")


def _pattern(form: str) -> re.Pattern[str]:
    """What the form looks like with anything in its holes."""
    pieces = HOLE.split(form)
    return re.compile("".join(f"(?P<{each}>.+?)" if at % 2 else re.escape(each) for at, each in enumerate(pieces)))


WHOLE = frozenset(form for form in SENTENCES if not HOLE.search(form))
# Those that say most first.
HOLED = [(_pattern(form), form) for form in sorted(set(SENTENCES) - WHOLE, key=len, reverse=True)]


def told(sentence: str) -> str:
    """A sentence of the reading floors in the language of the page; any other as it is."""
    return _told(sentence, get_language())


@lru_cache(maxsize=10_000)
def _told(sentence: str, language: str | None) -> str:
    if sentence in WHOLE:
        return gettext(sentence)
    for pattern, form in HOLED:
        if match := pattern.fullmatch(sentence):
            return gettext(form) % {name: _told(value, language) for name, value in match.groupdict().items()}
    return sentence
