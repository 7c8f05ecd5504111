from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0020_redaction_sources'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['verb', 'number'], name='decision_by_verb'),
        ),
    ]
