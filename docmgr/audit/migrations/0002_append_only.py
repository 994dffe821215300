"""The end of the chain, and triggers that refuse every change of a row."""

from django.db import migrations

from docmgr.audit import triggers


def add_head(apps, editor):
    apps.get_model("audit", "AuditHead").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(add_head, migrations.RunPython.noop),
        migrations.RunPython(triggers.install_by_migration, triggers.remove_by_migration),
    ]
