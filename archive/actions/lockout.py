"""Log-ins that fail: counted by name and address, and by address, for as long as the pause lasts."""

from collections.abc import Mapping
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, QueryDict

# Several people may sit behind one address; one who tries many names is not several people.
PEOPLE_AT_AN_ADDRESS = 10
NOWHERE = "::"


def address(request: HttpRequest) -> str:
    """Where a request comes from, as it is counted: whoever has one IPv6 address has the whole /64."""
    try:
        found = ip_address(request.META.get("REMOTE_ADDR") or NOWHERE)
    except ValueError:
        return NOWHERE
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), 64), strict=False).network_address)
    return str(found)


class LockOut(AxesDatabaseHandler):
    """The library's own, which also locks out an address that fails with many names.

    So the table holds at most so many rows of an address, and they go with the next log-in after the pause.
    """

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **told: Any
    ) -> None:
        """Counted by name and address; nothing of what was sent is kept: it may be what somebody typed elsewhere."""
        if request is None:
            return
        sent = request.GET, request.POST
        request.GET = request.POST = QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **told)
        finally:
            request.GET, request.POST = sent

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        failed = self._at_address(request).aggregate(sum=Sum("failures_since_start"))["sum"] or 0
        return max(super().get_failures(request, credentials), failed // PEOPLE_AT_AN_ADDRESS)

    def opens(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> datetime:
        """When this person at this address may try again: once enough of the failures are older than the pause."""
        limit = get_failure_limit(request, credentials)
        counted = [(attempts, limit) for attempts in self.get_user_attempts(request, credentials)]
        counted.append((self._at_address(request), limit * PEOPLE_AT_AN_ADDRESS))
        decisive = [at for attempts, limit in counted if (at := _reached(attempts, limit))]
        return max(decisive, default=request.axes_attempt_time) + get_cool_off(request)  # type: ignore[attr-defined]

    def _at_address(self, request: HttpRequest) -> QuerySet[AccessAttempt]:
        since = get_cool_off_threshold(request)
        return AccessAttempt.objects.filter(ip_address=request.axes_ip_address, attempt_time__gte=since)  # type: ignore[attr-defined]


def _reached(attempts: QuerySet[AccessAttempt], limit: int) -> datetime | None:
    """The time of the failure, counted from the newest, at which there are as many as the limit."""
    failed = 0
    rows = attempts.order_by("-attempt_time").values_list("attempt_time", "failures_since_start")
    for at, number in rows:
        failed += number
        if failed >= limit:
            return at
    return None
