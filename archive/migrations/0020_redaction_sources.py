import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from archive.models import triggers


def lift_guards(_apps, editor):
    triggers.lift(editor.connection)


def fill(apps, _editor):
    comments = apps.get_model('archive', 'Comment').objects.filter(pk=OuterRef('comment')).order_by()
    apps.get_model('archive', 'Redaction').objects.update(source=Subquery(comments.values('source')[:1]))


def source(**more):
    return models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='archive.sourcefile', verbose_name='source', **more)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0017_words_uncounted'),
    ]

    operations = [
        # SQLite remakes the table of redactions under guards that name it.
        migrations.RunPython(lift_guards, migrations.RunPython.noop),
        migrations.AddField(model_name='redaction', name='source', field=source(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(model_name='redaction', name='source', field=source()),
        migrations.AddIndex(
            model_name='redaction',
            index=models.Index(condition=models.Q(('state', 'standing')), fields=['source'], name='redaction_in_source'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_guards),
    ]
