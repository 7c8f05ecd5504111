from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0010_moderation_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='rule by which the cards were made')),
                ('key', models.CharField(max_length=32, verbose_name='key')),
            ],
            options={
                'verbose_name': 'state of the search index',
                'verbose_name_plural': 'states of the search index',
            },
        ),
        migrations.AddIndex(
            model_name='taggedarticle',
            index=models.Index(fields=['tag', 'content_object'], name='articles_with_a_tag'),
        ),
    ]
