from django.db import migrations, models
from django.db.models import Count

NUMBERS = {1: 'comments', 2: 'articles', 3: 'statements', 4: 'authors', 5: 'publishers'}


def count(apps, _editor):
    cards = apps.get_model('archive', 'Card').objects.order_by().values_list('kind').annotate(Count('pk'))
    if numbers := {NUMBERS[kind]: number for kind, number in cards}:
        apps.get_model('archive', 'IndexState').objects.update(**numbers)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0013_echoes'),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name='indexstate',
                name=name,
                field=models.IntegerField(default=0, verbose_name=f'cards of {name}'),
            )
            for name in NUMBERS.values()
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['state', 'publisher', 'language', 'date_earliest', 'date_latest', 'text', 'id'], name='article_in_short'),
        ),
    ]
