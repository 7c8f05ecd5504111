"""What each role may do: one table of permission codenames of this archive, from what the role is there for.

Django's own are add, change, delete and view of a noun. Ours name verbs that the archive has: publish and read (store a
corrected reading) an article, merge authors, publishers and tags, tag, moderate and erase a comment, undo a decision
or an import; of a statement mark (propose its places), move, publish, and judge (its finding, places, evidence and
relations).
`add_importrun` brings documents. Nobody deletes: what is wrong is withdrawn, merged or taken back.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from archive.rules.visibility import Viewer, is_staff

CATALOGUER, MODERATOR, EDITOR, ADMINISTRATOR = "cataloguer", "moderator", "editor", "administrator"

# Whoever works here may look at every record and at the whole log, with or without a role. Accounts are no records.
READ_BY_STAFF = frozenset({
    "article", "author", "byline", "catalogueentry", "claim", "collection", "comment", "decision", "decisiondetail",
    "evidence", "fingerprint", "flag", "houserule", "importrun", "interest", "measure", "note", "occurrence",
    "parallel", "proposal", "proposedcomment", "pseudonym", "publisher", "reading", "redaction", "sourcecheck",
    "sourcefile", "statement", "statementrelation", "tag", "taggedarticle", "taggedcomment", "taggedstatement",
    "wordrule",
})  # fmt: skip

_READS = frozenset(f"view_{noun}" for noun in READ_BY_STAFF)
_CATALOGUES = frozenset({
    "add_importrun", "read_article",
    "add_article", "change_article",
    "add_byline", "change_byline", "delete_byline",
    "add_author", "change_author",
    "add_publisher", "change_publisher",
    "add_collection", "change_collection",
    "add_tag", "change_tag", "add_taggedarticle", "delete_taggedarticle",
})  # fmt: skip
_TAGS_COMMENTS = frozenset({"tag_comment", "add_taggedcomment", "delete_taggedcomment"})
_MODERATES = frozenset({"moderate_comment", "erase_comment", "add_interest", "change_interest"})
_MARKS = frozenset({
    "add_statement", "change_statement", "mark_statement", "add_taggedstatement", "delete_taggedstatement",
})  # fmt: skip
_JUDGES = frozenset({"move_statement", "publish_statement", "judge_statement", "judge_parallel"})
_DECIDES = frozenset({
    "publish_article", "merge_author", "merge_publisher", "merge_tag", "undo_decision", "undo_importrun",
    "add_houserule", "change_houserule", "add_wordrule", "change_wordrule",
})  # fmt: skip
_KEEPS_ACCOUNTS = frozenset({"view_user", "add_user", "change_user"})

ROLES = {
    # Brings documents, corrects readings, describes and tags articles, suggests statements and marks where they stand.
    # What becomes public is for others to say.
    CATALOGUER: _READS | _CATALOGUES | _MARKS,
    # Works on the comments: tags and moderates them.
    MODERATOR: _READS | _TAGS_COMMENTS | _MODERATES,
    # Answers for what the archive shows: publishes, withdraws, judges evidence, moderates, merges, takes back, and
    # keeps the rules of the house.
    EDITOR: _READS | _CATALOGUES | _TAGS_COMMENTS | _MODERATES | _MARKS | _JUDGES | _DECIDES,
    # Keeps the accounts, and takes back a load that went wrong.
    ADMINISTRATOR: _READS | _KEEPS_ACCOUNTS | {"undo_importrun"},
}


def reads(viewer: Viewer | None, noun: str) -> bool:
    """Whether this person may look at the records of a noun by working here, whatever the role."""
    return is_staff(viewer) and noun in READ_BY_STAFF


def in_order(names: Iterable[str]) -> list[str]:
    """The roles among these names, in the order of the table; a group that a house made for itself is no role."""
    named = set(names)
    return [role for role in ROLES if role in named]


def refusal(*, own: bool, keeper: bool, above: bool) -> str:
    """Why somebody may not change an account, or nothing.

    `own`: it is that person's; `keeper`: that person is an administrator; `above`: the account has rights that no role
    gives, and that person has not.
    """
    if own:
        return _("Nobody changes the roles, the password or the state of their own account here.")
    if not keeper:
        return _("Only an administrator changes accounts.")
    if above:
        return _("This account has every right by itself: only another such account, or the shell, changes it.")
    return ""
