"""The closed vocabularies of the archive: what a column of kinds or states may hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ArticleState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ArticleKind(TextChoices):
    NEWS = "news", _("news report")
    OPINION = "opinion", _("opinion piece")
    SPONSORED = "sponsored", _("written in cooperation")
    FEATURE = "feature", _("magazine article")
    LETTER = "letter", _("letter")
    BULLETIN = "bulletin", _("bulletin")
    STATEMENT = "statement", _("public statement")
    OTHER = "other", _("other document")


class Rights(TextChoices):
    OPEN = "open", _("open")
    ON_SITE = "on_site", _("on this site only")
    RECORD = "record", _("record only")


class Attribution(TextChoices):
    PRINTED = "printed", _("as printed")
    SUPPLIED = "supplied", _("supplied by the archive")
    UNKNOWN = "unknown", _("unknown")


class Origin(TextChoices):
    PRINTED = "printed", _("as printed")
    SUPPLIED = "supplied", _("supplied by the archive")


class Role(TextChoices):
    AUTHOR = "author", _("author")
    WITH = "with", _("in cooperation with")
    PHOTOGRAPHER = "photographer", _("photographer")
    TRANSLATOR = "translator", _("translator")
    EDITOR = "editor", _("editor")


class CommentState(TextChoices):
    """What stands over a comment as a whole. Hidden words in it are redactions of their own."""

    SHOWN = "shown", _("shown")
    VEILED = "veiled", _("veiled")
    HELD = "held", _("on hold")
    WITHHELD = "withheld", _("withheld")
    ERASED = "erased", _("erased")


class PublicState(TextChoices):
    """The state of a comment as readers and programs are told it."""

    SHOWN = "shown", _("shown")
    VEILED = "veiled", _("veiled")
    REDACTED = "redacted", _("redacted")
    WITHHELD = "withheld", _("withheld")
    ERASED = "erased", _("erased")


class RedactionState(TextChoices):
    PROPOSED = "proposed", _("proposed")
    STANDING = "standing", _("hidden")
    LIFTED = "lifted", _("shown again")
    REFUSED = "refused", _("refused")


class Waiting(TextChoices):
    """Why a comment waits for a moderator, the most urgent first."""

    URGENT = "urgent", _("put here as urgent")
    RAN_OUT = "ran-out", _("a hold ran out")
    SECOND = "second", _("a second person")
    PUT = "put", _("put here by a person")
    STRETCHES = "stretches", _("words proposed to be hidden")
    FLAGGED = "flagged", _("flagged by a word rule")
    REVIEW = "review", _("its day of review came")


class Ground(TextChoices):
    """What a moderation decision rests on, as a statement of reasons has to say."""

    HOUSE = "house rule", _("a rule of this house")
    LAW = "law", _("the law")


class Prompt(TextChoices):
    """What made somebody look, as a statement of reasons has to say."""

    OWN = "own initiative", _("our own initiative")
    NOTICE = "notice", _("a notice")
    ORDER = "order", _("an order of a court or an authority")


class ImportWay(TextChoices):
    CATALOGUE = "catalogue", _("loaded from a catalogue")
    UPLOAD = "upload", _("brought by a person")


class StatementKind(TextChoices):
    FIGURE = "figure", _("figure")
    EVENT = "event", _("event")
    CHARACTERISATION = "characterisation", _("characterisation")
    QUOTATION = "quotation", _("quotation")
    NAMING = "naming", _("naming")


class Counted(TextChoices):
    """What the figures of a statement count. Figures of people who came to harm are told in a table and never drawn."""

    HARM = "harm", _("people who died, were hurt, driven out or taken captive")
    OTHER = "other", _("anything else")


class Finding(TextChoices):
    """What this archive holds on a statement. It says nothing about what is true."""

    DISAGREE = "sources here disagree", _("sources here disagree")
    NO_SOURCE = "no source given", _("no source given")
    REPEATED = "repeated without source", _("repeated without source")
    DIFFERS = "differs from the quoted original", _("differs from the quoted original")
    CORRECTED = "corrected by its publisher", _("corrected by its publisher")
    NOT_EXAMINED = "not examined", _("not examined")


class Workflow(TextChoices):
    SUGGESTED = "suggested", pgettext_lazy("statement", "suggested")
    OPEN = "open", pgettext_lazy("statement", "open")
    IN_REVIEW = "in review", pgettext_lazy("statement", "in review")
    PUBLISHED = "published", pgettext_lazy("statement", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("statement", "withdrawn")


class AnchorState(TextChoices):
    """What became of a passage when its text was read anew."""

    SAME = "same", _("same")
    EDITED = "edited", _("edited")
    MOVED = "moved", _("moved")
    AMBIGUOUS = "ambiguous", _("ambiguous")
    ORPHANED = "orphaned", _("orphaned")


class OccurrenceDecision(TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class EvidenceSide(TextChoices):
    SUPPORTS = "supports", _("supports")
    REFUTES = "refutes", _("refutes")
    CONTEXT = "context", _("context")


class RelationType(TextChoices):
    CONTRADICTS = "contradicts", _("contradicts")
    REPEATS = "repeats", _("repeats")
    NARROWS = "narrows", _("narrows")
    DEPENDS_ON = "depends on", _("depends on")


class ParallelKind(TextChoices):
    """How two passages share their words."""

    EXACT = "exact", _("word for word")
    GAPPED = "gapped", _("with changes")


class ParallelDecision(TextChoices):
    SUGGESTED = "suggested", _("found by comparison")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
