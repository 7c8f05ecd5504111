"""Settings, read from the environment. DEBUG=1 is development; without it SECRET_KEY and ALLOWED_HOSTS are required.

A missing or weak setting is refused with a sentence: ImproperlyConfigured, which manage.py and wsgi.py print.
"""

import os
import secrets
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import dj_database_url
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: str = "") -> bool:
    return os.environ.get(name, default).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    return os.environ.get(name, "").replace(",", " ").split()


def number(name: str, default: int) -> int:
    given = os.environ.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdigit() and int(given[:9]) > 0 and len(given) < 7):
        raise ImproperlyConfigured(f"{name} is {given[:20]!r}, which is no whole number from 1 to 999999.")
    return int(given)


DEVELOPMENT = flag("DEBUG")
# Readers and developers see the same error pages, under the same headers; Django's own come with TRACEBACKS=1.
DEBUG = DEVELOPMENT and flag("TRACEBACKS")
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
SITE_NAME = os.environ.get("SITE_NAME", "").strip() or "The Archive"
CONTACT = os.environ.get("CONTACT", "").strip()
# Whose X-Forwarded-* headers are believed: addresses or networks, or `unix` for a proxy at a unix socket.
TRUSTED_PROXY = words("TRUSTED_PROXY")

if DEVELOPMENT:
    SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: set it to 50 or more random characters, or DEBUG=1 to develop.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured("SECRET_KEY is weak: it needs 50 or more random characters that nobody else has.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is missing: name the hosts that this archive answers to.")
if not DEVELOPMENT and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is weak: * answers to any name; name this archive's own hosts.")
if CONTACT and "@" not in CONTACT and not CONTACT.startswith("https://"):
    raise ImproperlyConfigured(
        "CONTACT is neither a mail address nor an https:// page where readers reach this archive."
    )
for proxy in TRUSTED_PROXY:
    try:
        ip_network("::1" if proxy == "unix" else proxy)
    except ValueError:
        raise ImproperlyConfigured(f"TRUSTED_PROXY names {proxy!r}, which is no address, network or `unix`.") from None

INSTALLED_APPS = [
    "archive",
    "site_config.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "site_config.apps.LockOutConfig",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

# The first three see every response, also the refusals of those below them.
MIDDLEWARE = [
    "archive.middleware.SecurityHeaders",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "archive.middleware.TrustedProxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "archive.admin.legible.Legible",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "archive.middleware.Strangers",
    "archive.middleware.SecondFactor",
    "archive.middleware.OneTimePassword",
    "django.contrib.messages.middleware.MessageMiddleware",
    "archive.admin.resuming.Resuming",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "site_config.urls"
WSGI_APPLICATION = "site_config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# In emulated power cuts only this journal and synchronous setting lost no acknowledged commit; IMMEDIATE
# transactions make several writers wait for each other instead of failing. Deleted bytes are overwritten. A load
# changes some hundred pages of an index: what does not fit into the cache is written twice.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON; "
    "PRAGMA cache_size=-16000;",
}
# A pool hands a live connection to each thread, or gives up in time for a probe to hear of it; whoever asks next tries
# anew, where a pool left to itself would wait as long as the database was gone. What can be planned beforehand
# (archive/models/prepared.py) is, from the first time on.
POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 1, "max_size": 10, "timeout": 4, "reconnect_timeout": 4},
    "prepare_threshold": 0,
}
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'archive.sqlite3'}"
try:
    DATABASE = dj_database_url.parse(DATABASE_URL, conn_health_checks=True)
except ValueError:
    DATABASE = {}
match DATABASE.get("ENGINE"):
    case "django.db.backends.sqlite3":
        DATABASE["OPTIONS"] = DATABASE.get("OPTIONS", {}) | SQLITE_OPTIONS
    case "django.db.backends.postgresql":
        DATABASE["OPTIONS"] = POSTGRESQL_OPTIONS | DATABASE.get("OPTIONS", {})
    case _:
        raise ImproperlyConfigured("DATABASE_URL is not understood: it begins with postgresql:// or sqlite:///.")
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "archive.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# A name at one address is locked out for LOGIN_PAUSE minutes after LOGIN_FAILURES failures, and an address after ten
# times as many (archive/actions/lockout.py). What is tried meanwhile neither counts nor lengthens the pause.
AXES_FAILURE_LIMIT = number("LOGIN_FAILURES", 5)
AXES_COOLOFF_TIME = timedelta(minutes=number("LOGIN_PAUSE", 15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "archive.actions.lockout.LockOut"
AXES_CLIENT_IP_CALLABLE = "archive.actions.lockout.address"
AXES_LOCKOUT_CALLABLE = "archive.views.lockout.page"
# Who logged in is nobody's business.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
# With it nobody works here without a second factor; without it each person chooses.
REQUIRE_SECOND_FACTOR = flag("REQUIRE_SECOND_FACTOR")
OTP_TOTP_ISSUER = SITE_NAME

# Pages speak the languages they are translated into, each called by its own name: another one would mix Django's own
# words into English pages. SITE_LANGUAGE is the one of pages whose address names none.
TRANSLATED = sorted(file.parts[-3] for file in (BASE_DIR / "archive/locale").glob("*/LC_MESSAGES/django.mo"))
LANGUAGES = [("en", "English"), *((code, LANG_INFO[code]["name_local"]) for code in TRANSLATED)]
LANGUAGE_CODE = os.environ.get("SITE_LANGUAGE", "").strip() or "en"
if LANGUAGE_CODE not in dict(LANGUAGES):
    offered = ", ".join(dict(LANGUAGES))
    raise ImproperlyConfigured(f"SITE_LANGUAGE is {LANGUAGE_CODE[:20]!r}; this archive speaks {offered}.")
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or BASE_DIR / "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
WHITENOISE_ALLOW_ALL_ORIGINS = False
FIXTURE_DIRS = [BASE_DIR / "seeds" / "sample"]
TAGGIT_CASE_INSENSITIVE = True

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "archive.admin.resuming.stale"
SESSION_COOKIE_HTTPONLY = True
if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if not DEVELOPMENT:
    SECURE_SSL_REDIRECT = True
    # A probe asks on the machine itself, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    # Binds every subdomain of the archive's host to TLS: HSTS_SUBDOMAINS=0 for a host whose subdomains are not yours.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = flag("HSTS_SUBDOMAINS", "1")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "archive": {"level": "INFO"},
        "django": {"handlers": [], "level": "INFO"},
        # Scanners that try host names are no errors of ours; their 400 is answer enough.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# A house with one moderator: whoever proposes to withhold or erase may agree as well, and public pages say so.
SINGLE_MODERATOR = flag("SINGLE_MODERATOR")
# Of more comments at once one person only proposes what is done to them.
MODERATION_CAP = number("MODERATION_CAP", 20)

# The archive's own limits.
ARCHIVE_SEEDS = [BASE_DIR / "seeds" / "founding", BASE_DIR / "seeds" / "sample"]
ARCHIVE_RULES = BASE_DIR / "seeds" / "rules.toml"
ARCHIVE_DOCUMENTS = os.environ.get("ARCHIVE_DOCUMENTS") or str(BASE_DIR / "seeds" / "documents")
ARCHIVE_DOCUMENT_LIMIT = number("DOCUMENT_MEGABYTES", 32) * 1024 * 1024
ARCHIVE_LINE_LIMIT = number("DOCUMENT_LINES", 250_000)
# All files that are sent at once.
ARCHIVE_UPLOAD_LIMIT = 2 * ARCHIVE_DOCUMENT_LIMIT
FILE_UPLOAD_HANDLERS = [
    "archive.admin.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
