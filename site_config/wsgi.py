import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
# The status by which a gunicorn worker says that starting it again is of no use.
WORKER_BOOT_ERROR = 3

try:
    application = get_wsgi_application()
    from django.conf import settings

    if not settings.DEVELOPMENT and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise ImproperlyConfigured("The static files are not built: run `manage.py collectstatic` first.")
except ImproperlyConfigured as refusal:
    print(f"The archive does not start. {refusal}", file=sys.stderr)
    raise SystemExit(WORKER_BOOT_ERROR) from None
