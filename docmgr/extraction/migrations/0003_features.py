from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('extraction', '0002_accepted'),
    ]

    operations = [
        migrations.AddField(
            model_name='fieldvalue',
            name='features',
            field=models.JSONField(default=dict, help_text='{name: number}: what the confidence was made of.'),
        ),
    ]
