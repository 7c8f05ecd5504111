"""Every address of the hostile house that opens, for anonymous and for somebody with all roles."""

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from archive.models import Article, Author, Comment, Publisher
from tests.admin.addresses import address
from tests.admin.matrix import MATRIX
from tests.factories import staff
from tests.proofs.hostile_house import Arms, arm
from tests.proofs.routes import Values, addresses, public

SEARCHES = ("/search/?q=script", "/search/?q=%22%3E%3Csvg+onload%3Dpwn()%3E&in=comments", "/search.json?q=pwn")


def every_public() -> list[str]:
    slugs = list(Article.objects.order_by("slug").values_list("slug", flat=True)[:3])
    values = Values(
        {
            "articles/<slug>": slugs,
            "articles/<number>": [1, 2],
            "articles/<slug>/thread/<number>": [1],
            "articles/<slug>/provenance/<number>": [1],
            "articles/<slug>/versions/<number>": [1],
            "articles/<other>": slugs[1:2],
            "moderation/<number>": range(1, 6),
            "statements/<number>": range(1, 5),
            "authors/<slug>": list(Author.objects.values_list("slug", flat=True))[:2],
            "publishers/<slug>": list(Publisher.objects.values_list("slug", flat=True))[:2],
            "tags/<slug>": ["of-0", "of-comment-0", "tag-0"],
            "sitemap-<section>": ["articles", "statements"],
        },
        {},
    )  # fmt: skip
    return [*(there for route in public() for there in addresses(route, values)), *SEARCHES]


def every_admin() -> list[str]:
    """All addresses of the admin that open for somebody."""
    first = Article.objects.get(slug="hostile-0")
    rows = [model._base_manager.order_by("pk").first() for model in apps.get_app_config("archive").get_models()]
    keys = {f"archive/{row._meta.model_name}": row.pk for row in rows if row}
    keys |= {
        "archive/article": first.pk,
        "archive/comment": Comment.objects.get(article=first, number=7).pk,
        "archive/collection": first.collection_id,
        "archive/sourcefile": first.source_id,
    }
    objects: dict[str, dict[str, object]] = {noun: {"object_id": key, "key": key} for noun, key in keys.items()}
    objects[""] = {"content_type_id": ContentType.objects.get_for_model(Article).pk, "object_id": 1, "key": 1}
    for noun in objects.values():
        noun.update(number=1, before=1, after=1)
    opening = [route for route, row in MATRIX.items() if "O" in row.get and not route.startswith("axes/")]
    return [address(route, objects) for route in opening]


def manager(arms: Arms) -> Client:
    who = arm(staff("root"), arms)
    who.groups.set(Group.objects.all())
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client
