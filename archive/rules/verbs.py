"""What decisions are called in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "article.create": _("article made"),
    "article.change": _("catalogue record changed"),
    "article.bylines": _("bylines changed"),
    "article.tags": _("tags changed"),
    "article.publish": _("published"),
    "article.withdraw": _("withdrawn"),
    "article.remove": _("article removed"),
    "author.create": _("author made"),
    "author.change": _("author changed"),
    "author.merge": _("author merged into another"),
    "author.unmerge": _("author parted from another"),
    "author.remove": _("author removed"),
    "publisher.create": _("publisher made"),
    "publisher.change": _("publisher changed"),
    "publisher.merge": _("publisher merged into another"),
    "publisher.unmerge": _("publisher parted from another"),
    "publisher.remove": _("publisher removed"),
    "collection.create": _("collection made"),
    "collection.change": _("collection changed"),
    "collection.remove": _("collection removed"),
    "tag.create": _("tag made"),
    "tag.change": _("tag changed"),
    "tag.merge": _("tag merged into another"),
    "tag.unmerge": _("tag parted from another"),
    "tag.remove": _("tag removed"),
    "comment.tags": _("tags of a comment changed"),
    "statement.create": _("statement suggested"),
    "statement.change": _("wording or kind changed"),
    "statement.finding": _("finding changed"),
    "statement.tags": _("tags of a statement changed"),
    "statement.open": _("statement taken up"),
    "statement.set_aside": _("statement set aside again"),
    "statement.review": _("statement handed in for review"),
    "statement.return": _("statement returned for more work"),
    "statement.publish": _("statement published"),
    "statement.withdraw": _("statement withdrawn"),
    "statement.reopen": _("statement taken up again"),
    "occurrence.propose": _("places proposed"),
    "occurrence.accept": _("places accepted"),
    "occurrence.refuse": _("places refused"),
    "occurrence.decide": _("places decided again"),
    "evidence.add": _("evidence added"),
    "evidence.change": _("evidence changed"),
    "evidence.retire": _("evidence taken out"),
    "relation.add": _("relation said"),
    "relation.remove": _("relation no longer said"),
    "reading.store": _("reading stored"),
    "source.receive": _("source received"),
    "import.take_back": _("load taken back"),
    "undo": _("words of a taken-back load removed"),
    "erase": _("erased"),
    "editor.make": _("account made"),
    "editor.again": _("new one-time password given"),
    "editor.password": _("password chosen"),
    "editor.roles": _("roles of an account changed"),
    "editor.close": _("account closed"),
    "second_factor.set_up": _("second factor set up"),
    "second_factor.codes": _("new recovery codes"),
    "second_factor.remove": _("second factor removed"),
    "second_factor.reset": _("second factor reset"),
}


def verb_in_words(verb: str) -> str:
    """A verb without words of its own is said as it is written."""
    return str(VERBS.get(verb, verb))


# What decisions are about: what stands before the colon of a target.
KINDS: dict[str, str | Promise] = {
    "article": _("articles"),
    "comment": _("comments"),
    "author": _("authors"),
    "publisher": _("publishers"),
    "collection": _("collections"),
    "tag": _("tags"),
    "statement": _("statements"),
    "source": _("sources"),
    "import": _("imports"),
    "user": _("accounts"),
    "decision": _("decisions"),
}
