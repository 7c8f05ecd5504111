from datetime import date

import pytest

from archive.actions import comments
from archive.actions.refusals import Refused
from archive.actions.undoing import take_back
from archive.models import thread_lines
from tests.actions.moderation import ANNA, last, one, page

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def test_that_the_source_no_longer_has_a_comment_is_recorded_apart_from_our_own_state():
    of = page()
    comments.see_gone(one(), DAY, **ANNA)
    line = thread_lines(of, 2, 2, None)[0]
    assert (line.state, line.gone_at_source, last().detail.after) == ("shown", DAY, {"gone_at_source": "2026-01-01"})
    with pytest.raises(Refused, match="already"):
        comments.see_gone(one(), DAY, **ANNA)
    comments.see_gone(one(), None, **ANNA)
    take_back(last(), **ANNA)
    assert one().gone_at_source == DAY


def test_nobody_saw_it_tomorrow():
    page()
    with pytest.raises(Refused, match="has not come yet"):
        comments.see_gone(one(), date(2027, 1, 1), **ANNA)
