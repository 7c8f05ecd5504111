"""An article under moderation, for the tests of what is done to its comments. All words are invented."""

from datetime import timedelta
from typing import Any

from archive.actions import proposals
from archive.actions.reasoning import Reasons
from archive.models import Article, Comment, Decision
from tests.factories import WHEN, Said, article, held, rule

ANNA: dict[str, Any] = {"by": "anna", "at": WHEN, "reason": "It breaks the rule."}
BO: dict[str, Any] = {"by": "bo", "at": WHEN + timedelta(minutes=1)}
SAID = "Only an old GOAT burns ferries, said the keeper."


def page(**fields: Any) -> Article:
    said = [Said("Who?", "Tam"), Said(SAID, "Ana", 0), Said("Ana did, ana.", "Bo", 1), Said("Hm.", "Ana", 0)]
    return held(article(slug="fire", **fields), comments=said)


def one(number: int = 2) -> Comment:
    return Comment.objects.get(number=number)


def reasons(**fields: Any) -> Reasons:
    return Reasons(rule("abuse", category="abuse", text="No abuse."), **{"facts": "It calls a person names.", **fields})


def lawful(**fields: Any) -> Reasons:
    return reasons(ground="law", law="GDPR, article 17", **fields)


def agreed(*comments: Comment, move: str = "withhold", **fields: Any) -> list[int]:
    """What Anna proposes and Bo agrees to."""
    asked = proposals.propose(comments, move, lawful(**fields), **ANNA)
    return proposals.agree(asked, **BO)


def last() -> Decision:
    return Decision.objects.select_related("detail").latest("number")
