"""Who may open and who may send what in the admin: written by hand from what the roles are there for.

One line for each address under /admin/, with the names of its parts only: what GET answers, what POST answers, each to
six people in this order: nobody (not logged in), staff without a role, cataloguer, moderator, editor, administrator.

    L  is asked to log in            O  opens, and nothing is written
    X  is refused (403)              A  is answered, and may write what `may` names and the records it is about
    N  is not found (404)            R  leads to another page, and nothing is written
    M  can only be asked (405)

`may` names what a POST of those with A may change beyond plain records: `words` stores a reading, `state` publishes or
withdraws, `accounts` changes who may do what, `passwords` who comes in. `at` is the address that is asked, where it has
no parts of its own kind. Everybody sends every field of every noun; `sends` is added, so that whoever may write does.
Where nothing is written even so, the row is `idle`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

PEOPLE = ("nobody", "staff", "cataloguer", "moderator", "editor", "administrator")


class Row(NamedTuple):
    get: str
    post: str
    may: tuple[str, ...] = ()
    at: str = ""
    sends: Mapping[str, Any] = {}
    idle: bool = False


NEW = {f"new_password{n}": "ferries never burn twice" for n in (1, 2)}
OLD = {"old_password": "correct horse battery staple"}

ADDS: Mapping[str, Any] = {"verb": "add", "tags": [], "new_tags": "Other", "do": "do"}
MARKS: Mapping[str, Any] = {"do": "mark", "wording": "", "kind": "", "exact": ""}
SEES_GONE: Mapping[str, Any] = {
    "move": "gone", "gone_on": "2020-01-01", "review_on": "", "seen": "shown", "text": "1", "rule": "",
}  # fmt: skip
CITES: Mapping[str, Any] = {
    "side": "refutes", "citation": "Register", "link": "", "copy_sha256": "", "article": "", "quote": "",
}  # fmt: skip


MATRIX = {
    # Everybody's own.
    "": Row("LOOOOO", "LOOOOO"),
    "login/": Row("LRRRRR", "LLLLLL"),
    "login/code/": Row("LLLLLL", "LLLLLL"),
    "logout/": Row("RMMMMM", "RAAAAA", idle=True),
    "password_change/": Row("LOOOOO", "LAAAAA", may=("passwords",), sends=OLD | NEW),
    "password_change/done/": Row("LOOOOO", "LMMMMM"),
    "second-factor/": Row("LOOOOO", "LMMMMM"),
    "second-factor/set-up/": Row("LOOOOO", "LAAAAA", idle=True),
    "second-factor/codes/": Row("LRRRRR", "LRRRRR"),
    "second-factor/remove/": Row("LRRRRR", "LRRRRR"),
    "jsi18n/": Row("LOOOOO", "LMMMMM"),
    "autocomplete/": Row(
        "LOOOOO", "LMMMMM", at="autocomplete/?app_label=archive&model_name=article&field_name=publisher"
    ),
    "r/<content_type_id>/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "^(?P<app_label>archive|axes)/$": Row("LOOOOO", "LOOOOO", at="archive/"),
    "(?P<url>.*)$": Row("LNNNNN", "LNNNNN", at="no/such/page/"),
    # Articles: described by cataloguers and editors, published by editors, read by all.
    "archive/article/": Row("LOOOOO", "LOOOOO"),
    "archive/article/add/": Row("LXOXOX", "LXAXAX"),
    "archive/article/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/article/<object_id>/change/": Row("LOOOOO", "LXAXAX"),
    "archive/article/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/article/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/article/tag/": Row("LXRXRX", "LXAXAX", sends=ADDS),
    "archive/article/<object_id>/tag/": Row("LXOXOX", "LXAXAX", sends=ADDS),
    "archive/article/bring/": Row("LXOXOX", "LXAXAX", may=("words",), sends={"words": "A pasted page.\n\nIt says so."}),
    "archive/article/<key>/reading/": Row("LOOOOO", "LXAXAX", may=("words",), idle=True),
    "archive/article/<key>/readings/": Row("LOOOOO", "LOOOOO"),
    "archive/article/<key>/readings/<before>/<after>/": Row("LOOOOO", "LOOOOO"),
    "archive/article/<key>/publication/": Row("LOOOOO", "LXXXAX", may=("state",), sends={"move": "withdraw"}),
    # Names and tags: described by cataloguers and editors.
    "archive/author/": Row("LOOOOO", "LOOOOO"),
    "archive/author/add/": Row("LXOXOX", "LXAXAX"),
    "archive/author/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/author/<object_id>/change/": Row("LOOOOO", "LXAXAX"),
    "archive/author/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/author/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/author/<object_id>/merge/": Row("LXXXOX", "LXXXAX", at="archive/author/<object_id>/merge/?into=other"),
    "archive/publisher/": Row("LOOOOO", "LOOOOO"),
    "archive/publisher/add/": Row("LXOXOX", "LXAXAX"),
    "archive/publisher/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/publisher/<object_id>/change/": Row("LOOOOO", "LXAXAX"),
    "archive/publisher/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/publisher/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/publisher/<object_id>/merge/": Row(
        "LXXXOX", "LXXXAX", at="archive/publisher/<object_id>/merge/?into=other"
    ),
    "archive/collection/": Row("LOOOOO", "LOOOOO"),
    "archive/collection/add/": Row("LXOXOX", "LXAXAX"),
    "archive/collection/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/collection/<object_id>/change/": Row("LOOOOO", "LXAXAX"),
    "archive/collection/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/collection/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/tag/": Row("LOOOOO", "LOOOOO"),
    "archive/tag/add/": Row("LXOXOX", "LXAXAX"),
    "archive/tag/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/tag/<object_id>/change/": Row("LOOOOO", "LXAXAX"),
    "archive/tag/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/tag/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/tag/<object_id>/merge/": Row("LXXXOX", "LXXXAX", at="archive/tag/<object_id>/merge/?into=other"),
    # Statements: suggested, worded, tagged and marked by cataloguers and editors, moved and judged by editors.
    "archive/statement/": Row("LOOOOO", "LOOOOO"),
    "archive/statement/add/": Row("LXOXOX", "LXAXAX", sends={"kind": "figure"}),
    "archive/statement/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/statement/<object_id>/change/": Row("LOOOOO", "LXAXAX", sends={"kind": "figure"}),
    "archive/statement/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/statement/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/statement/tag/": Row("LXRXRX", "LXAXAX", sends=ADDS),
    "archive/statement/<object_id>/tag/": Row("LXOXOX", "LXAXAX", sends=ADDS),
    "archive/statement/<key>/move/": Row("LOOOOO", "LXXXAX", sends={"move": "review"}),
    "archive/statement/<key>/finding/": Row("LXXXOX", "LXXXAX", sends={"finding": "no source given", "seen": ""}),
    "archive/statement/<key>/places/": Row("LOOOOO", "LXXXAX", sends={"do": "accept"}),
    "archive/statement/<key>/echoes/": Row("LOOOOO", "LXXXAX", sends={"do": "accept"}, idle=True),
    "archive/statement/<key>/places/<number>/": Row("LOOOOO", "LXXXAX", sends={"anchor": "confirm"}),
    "archive/statement/figures/": Row("LOOOOO", "LXAXAX", sends={"do": "suggest"}, idle=True),
    "archive/statement/waiting/": Row("LOOOOO", "LXXXAX", sends={"do": "accept"}),
    "archive/statement/<key>/mark/": Row("LRRRRR", "LRRRRR"),
    "archive/statement/<key>/evidence/": Row("LXXXOX", "LXXXAX", sends=CITES),
    "archive/statement/<key>/evidence/<number>/": Row("LXXXOX", "LXXXAX", sends={"side": "context"}),
    "archive/statement/<key>/relations/": Row("LXXXOX", "LXXXAX", sends={"type": "contradicts"}),
    "archive/article/<key>/marking/": Row("LOOOOO", "LXAXAX", sends=MARKS),
    # Comments, sources, the log and the imports are shown, and nobody adds, changes or deletes one by hand. Moderators
    # and editors tag comments.
    "archive/comment/": Row("LOOOOO", "LOOOOO"),
    "archive/comment/add/": Row("LXXXXX", "LXXXXX"),
    "archive/comment/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/comment/<object_id>/change/": Row("LOOOOO", "LXXXXX"),
    "archive/comment/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/comment/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/comment/tag/": Row("LXXRRX", "LXXAAX", sends=ADDS),
    "archive/comment/queue/": Row("LXXOOX", "LXXOOX"),
    "archive/comment/batch/": Row(
        "LXXRRX", "LXXAAX", may=("words",), sends={"rows": "<comment>.shown.0", "move": "veil", "do": "do"}
    ),
    "archive/comment/batch/<number>/": Row("LXXNNX", "LXXNNX"),
    "archive/comment/<key>/moderate/": Row("LXXOOX", "LXXAAX", may=("words",), sends=SEES_GONE),
    "archive/comment/<object_id>/tag/": Row("LXXOOX", "LXXAAX", sends=ADDS),
    "archive/article/<key>/interest/": Row("LXXOOX", "LXXAAX"),
    # The rules of the house and the word rules are kept by editors.
    "archive/houserule/": Row("LOOOOO", "LOOOOO"),
    "archive/houserule/add/": Row("LXXXXX", "LXXXXX"),
    "archive/houserule/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/houserule/<object_id>/change/": Row("LOOOOO", "LXXXXX"),
    "archive/houserule/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/houserule/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/houserule/write/": Row("LXXXOX", "LXXXAX", sends={"code": "other", "seen": "0"}),
    "archive/houserule/<key>/write/": Row("LXXXOX", "LXXXAX", sends={"seen": "1"}),
    "archive/houserule/<key>/give-up/": Row("LXXXOX", "LXXXAX"),
    "archive/wordrule/": Row("LOOOOO", "LOOOOO"),
    "archive/wordrule/add/": Row("LXXXXX", "LXXXXX"),
    "archive/wordrule/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/wordrule/<object_id>/change/": Row("LOOOOO", "LXXXXX"),
    "archive/wordrule/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/wordrule/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/wordrule/write/": Row("LXXXOX", "LXXXAX", sends={"code": "other", "rule": "abuse", "terms": "goat*"}),
    "archive/wordrule/<key>/write/": Row("LXXXOX", "LXXXAX", sends={"rule": "abuse", "terms": "cow*"}),
    "archive/wordrule/<key>/rehearsal/": Row("LOOOOO", "LXXXAX", sends={"act": "rehearse"}),
    "archive/sourcefile/": Row("LOOOOO", "LOOOOO"),
    "archive/sourcefile/add/": Row("LXXXXX", "LXXXXX"),
    "archive/sourcefile/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/sourcefile/<object_id>/change/": Row("LOOOOO", "LXXXXX"),
    "archive/sourcefile/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/sourcefile/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/decision/": Row("LOOOOO", "LOOOOO"),
    "archive/decision/add/": Row("LXXXXX", "LXXXXX"),
    "archive/decision/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/decision/<object_id>/change/": Row("LOOOOO", "LXXXXX"),
    "archive/decision/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/decision/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/decision/<object_id>/take-back/": Row("LXXXOX", "LXXXAX", may=("state", "words")),
    "archive/importrun/": Row("LOOOOO", "LOOOOO"),
    "archive/importrun/add/": Row("LXXXXX", "LXXXXX"),
    "archive/importrun/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/importrun/<object_id>/change/": Row("LOOOOO", "LXXXXX"),
    "archive/importrun/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/importrun/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/importrun/<object_id>/take-back/": Row("LXXXOO", "LXXXAA", may=("state", "words"), idle=True),
    # Shared wording is found by comparison, and judged by editors.
    "archive/parallel/": Row("LOOOOO", "LOOOOO"),
    "archive/parallel/add/": Row("LXXXXX", "LXXXXX"),
    "archive/parallel/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/parallel/<object_id>/change/": Row("LOOOOO", "LXXXXX"),
    "archive/parallel/<object_id>/history/": Row("LOOOOO", "LOOOOO"),
    "archive/parallel/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/parallel/<object_id>/judge/": Row("LXXXOX", "LXXXAX", sends={"decision": "refused", "seen": ""}),
    # Accounts are kept by administrators, and seen by nobody else.
    "archive/user/": Row("LXXXXO", "LXXXXO"),
    "archive/user/add/": Row("LXXXXO", "LXXXXA", may=("accounts", "passwords")),
    "archive/user/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "archive/user/<object_id>/change/": Row("LXXXXO", "LXXXXX"),
    "archive/user/<object_id>/history/": Row("LXXXXO", "LXXXXO"),
    "archive/user/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
    "archive/user/<object_id>/roles/": Row("LXXXXO", "LXXXXA", may=("accounts",)),
    "archive/user/<object_id>/again/": Row("LXXXXO", "LXXXXA", may=("accounts", "passwords")),
    "archive/user/<object_id>/close/": Row("LXXXXO", "LXXXXA", may=("accounts", "passwords")),
    "archive/user/<object_id>/reset/": Row("LXXXXO", "LXXXXA", may=("accounts",)),
    "axes/accessattempt/": Row("LXXXXO", "LXXXXO"),
    "axes/accessattempt/add/": Row("LXXXXX", "LXXXXX"),
    "axes/accessattempt/<object_id>/": Row("LRRRRR", "LRRRRR"),
    "axes/accessattempt/<object_id>/change/": Row("LXXXXO", "LXXXXX"),
    "axes/accessattempt/<object_id>/history/": Row("LNNNNN", "LNNNNN"),
    "axes/accessattempt/<object_id>/delete/": Row("LXXXXX", "LXXXXX"),
}
