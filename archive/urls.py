from django.urls import URLPattern, URLResolver, path

from archive.views.health import health

app_name = "archive"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="health"),
]
