"""One address for every page under /admin/ that somebody can open, as the table of permissions has them."""

from axes.models import AccessAttempt
from django.apps import apps

from archive.states import ArticleState
from tests import factories
from tests.admin.addresses import address
from tests.admin.matrix import MATRIX
from tests.journeys.pages import fill

# No pages: what scripts and lists of choices ask for.
FOR_SCRIPTS = {"jsi18n/", "autocomplete/"}


def furnish() -> None:
    """What readers see, and what only those meet who work here."""
    fill()
    factories.staff("berta")
    factories.word_rule()
    factories.held(factories.article("Not yet", slug="not-yet", state=ArticleState.DRAFT))
    AccessAttempt.objects.create(username="carl", ip_address="192.0.2.9", failures_since_start=1)


def every_desk() -> dict[str, str]:
    """Route -> the address of a page of that kind, for the first thing of its noun."""
    objects: dict[str, dict[str, object]] = {"": {}}
    for model in (*apps.get_app_config("archive").get_models(), AccessAttempt):
        key = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
        objects[f"{model._meta.app_label}/{model._meta.model_name}"] = {"object_id": key, "key": key, "number": 1}
    objects["archive/article"] |= {"before": 1, "after": 1}
    opened = (route for route, row in MATRIX.items() if "O" in row.get[1:] and route not in FOR_SCRIPTS)
    return {route: address(route, objects) for route in opened} | {"a draft": "/articles/not-yet/"}
