"""Every kind of page, for everybody: in both directions, light and dark, wide and narrow, by keyboard, four times as
large, without motion and in forced colours."""

import pytest

from tests.journeys.accessible import faults
from tests.journeys.desks import every_desk, furnish
from tests.journeys.pages import every_kind
from tests.journeys.test_admin import session  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_every_kind_of_public_page_can_be_used_by_everybody(live_server, every_page, browse, axe):
    assert list(faults(browse(), every_kind().values(), axe)) == []


def test_every_kind_of_desk_can_be_used_by_everybody(live_server, db, browse, axe, session):  # noqa: F811
    furnish()
    assert list(faults(browse(storage_state={"cookies": session, "origins": []}), every_desk().values(), axe)) == []
