"""Figures get a table of their own; those of texts that are there already are read out of them."""

import django.db.models.deletion
from django.db import migrations, models

from archive.text.figures import said

WORDS = ("noun", "word", "before", "behind")
MOST_OF_TEXT, LONGEST, AT_ONCE = 1_000, 100, 500


def read(apps, _editor):
    contents = apps.get_model("archive", "TextContent").objects
    figure = apps.get_model("archive", "Figure")
    for held in ("text__article", "text__comment"):
        current = contents.filter(**{f"{held}__isnull": False})
        if held == "text__comment":
            current = current.filter(text__comment__retired_at=None)
        waiting = []
        for key, body in current.order_by("text").values_list("text", "body").iterator(chunk_size=AT_ONCE):
            waiting += rows(figure, key, body)
            if len(waiting) >= AT_ONCE:
                figure.objects.bulk_create(waiting)
                waiting = []
        figure.objects.bulk_create(waiting)


def rows(figure, key, body):
    found = said(body)
    made = [
        figure(text_id=key, start=each.start, end=each.end, values=[str(each.total), *map(str, each.parts)])
        for each in found.sums
    ]
    made += [
        figure(
            text_id=key,
            start=each.start,
            end=each.end,
            noun=each.noun,
            word=each.word,
            values=[str(each.value)],
            before=" ".join(each.before),
            behind=" ".join(each.behind),
        )
        for each in found.figures
        if len(each.word) <= LONGEST
    ]
    return made[:MOST_OF_TEXT]


def uncounted(apps, editor):
    """PostgreSQL takes samples of a column's values into its statistics, where no erasure finds them."""
    if editor.connection.vendor == "postgresql":
        table = editor.quote_name(apps.get_model("archive", "Figure")._meta.db_table)
        for column in WORDS:
            editor.execute(f"ALTER TABLE {table} ALTER COLUMN {editor.quote_name(column)} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("archive", "0019_decision_by_verb")]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveIntegerField(help_text="in code points", verbose_name="start")),
                ("end", models.PositiveIntegerField(verbose_name="end")),
                ("noun", models.CharField(blank=True, help_text="its stem, or a unit", max_length=100, verbose_name="what is counted")),
                ("word", models.CharField(blank=True, help_text="as it is printed", max_length=100, verbose_name="word")),
                ("values", models.JSONField(verbose_name="values")),
                ("before", models.TextField(blank=True, verbose_name="words before it")),
                ("behind", models.TextField(blank=True, verbose_name="words behind it")),
                ("text", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="archive.text", verbose_name="text")),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "indexes": [models.Index(fields=["noun", "-text", "start"], name="figure_by_noun")],
            },
        ),
        migrations.RunPython(uncounted, migrations.RunPython.noop),
        migrations.RunPython(read, migrations.RunPython.noop),
    ]
