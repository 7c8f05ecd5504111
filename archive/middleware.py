"""What stands between the server and the views."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import activate, override

from archive.models.second_factors import has_second_factor
from archive.rules.languages import carried, carried_through, taken_off

# Every message of the program is written in it.
SOURCE_LANGUAGE = "en"
GetResponse = Callable[[HttpRequest], HttpResponse]

DENIED_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "usb", "web-share", "xr-spatial-tracking",
)  # fmt: skip


class SecurityHeaders:
    """The headers that every response carries, the refusals of other middleware and static files included."""

    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED_FEATURES),
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class TrustedProxy:
    """Believe X-Forwarded-* from the proxies that TRUSTED_PROXY names, and from nobody else.

    From a trusted proxy REMOTE_ADDR becomes the last forwarded address that is not itself a trusted proxy's.
    """

    forwarded = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PROTO")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.unix = "unix" in settings.TRUSTED_PROXY
        self.networks = [ip_network(name, strict=False) for name in settings.TRUSTED_PROXY if name != "unix"]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.trusts(request.META.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            client = next((hop for hop in reversed(hops) if not self.trusts(hop)), "")
            if client:
                request.META["REMOTE_ADDR"] = client
        else:
            for name in self.forwarded:
                request.META.pop(name, None)
        return self.get_response(request)

    def trusts(self, address: str) -> bool:
        if not address:
            return self.unix
        try:
            return any(ip_address(address) in network for network in self.networks)
        except ValueError:
            return False


class Language:
    """Answers in the language that the address asks for, and in the site's own where it asks for none that is offered.

    What is no page is for programs, and always in the language that the archive is written in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked, request.META["QUERY_STRING"] = taken_off(request.META.get("QUERY_STRING", ""), dict(settings.LANGUAGES))
        with override(asked or settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", asked or settings.LANGUAGE_CODE)
        if asked and asked != settings.LANGUAGE_CODE:
            self.carry(request, response, asked)
        return response

    def carry(self, request: HttpRequest, response: HttpResponse, language: str) -> None:
        """Have what follows this answer stay in its language."""
        if "Location" in response.headers:
            there = response.headers["Location"].removeprefix(request.build_absolute_uri("/").removesuffix("/"))
            response.headers["Location"] = carried(there, language)
        elif "Content-Language" in response.headers and response.content:
            page = carried_through(response.content.decode(response.charset), language)
            response.content = page.encode(response.charset)
            response.headers["Content-Length"] = str(len(response.content))
            # The same words stand under the address without it.
            response.headers.setdefault("X-Robots-Tag", "noindex")

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        route = request.resolver_match.route if request.resolver_match else ""
        if route and not route.endswith(("/", "$")):
            activate(SOURCE_LANGUAGE)


class Stranger(AnonymousUser):
    """Somebody who brought no session. Whatever asks who they are gets an answer that depends on cookies."""

    def __init__(self, request: HttpRequest) -> None:
        self._session = request.session

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        self._session.accessed = True
        return False

    is_staff = is_superuser = is_authenticated = is_active  # type: ignore[assignment]


class Strangers:
    """Say once that whoever brings no session is nobody: a lazy user asks the session again at every look."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = Stranger(request)
        return self.get_response(request)


class SecondFactor:
    """A session that has not shown the second factor of its person ends; who has to have one sets it up first."""

    open_views = frozenset({
        "admin:second_factor", "admin:second_factor_set_up", "admin:password_change", "admin:password_change_done",
        "admin:logout", "admin:jsi18n", "archive:health",
    })  # fmt: skip

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        # A reader without a session must not get one by being asked who they are.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        if request.user.is_verified():  # type: ignore[attr-defined]
            return None
        if has_second_factor(request.user):
            logout(request)
            return None
        match = request.resolver_match
        excused = request.user.must_change_password or (match and match.view_name in self.open_views)
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_staff or excused:
            return None
        return HttpResponseRedirect(reverse("admin:second_factor"))


class OneTimePassword:
    """Whoever logged in with a one-time password gets the page to choose a new one, and nothing else."""

    open_views = frozenset({"admin:password_change", "admin:logout", "admin:jsi18n", "archive:health"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        # A reader without a session must not get one by being asked who they are.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if not request.user.must_change_password or (match and match.view_name in self.open_views):
            return None
        return HttpResponseRedirect(reverse("admin:password_change"))
