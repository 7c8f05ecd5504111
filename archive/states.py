"""The closed vocabularies of the archive: what a column of kinds or states may hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    SHOWN = "shown", _("shown")
    WITHHELD = "withheld", _("withheld")


class ImportWay(TextChoices):
    CATALOGUE = "catalogue", _("loaded from a catalogue")
    UPLOAD = "upload", _("brought by a person")
