"""PostgreSQL takes samples of a column's values into its statistics, where no erasure finds them: of words it takes none."""

from django.db import migrations

WORDS = {
    "SourceContent": ("data",),
    "TextContent": ("body", "blocks", "map"),
    "Card": ("words",),
    "Comment": ("author_name", "date_printed"),
    "Occurrence": ("exact", "prefix", "suffix"),
}


def sample(size):
    def change(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        quoted = schema_editor.quote_name
        for name, columns in WORDS.items():
            table = quoted(apps.get_model("archive", name)._meta.db_table)
            for column in columns:
                schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {quoted(column)} SET STATISTICS {size}")

    return change


class Migration(migrations.Migration):
    dependencies = [("archive", "0016_index_numbers")]

    operations = [migrations.RunPython(sample(0), sample(-1), elidable=False)]
