"""An index for the search, kept by triggers."""

from typing import Any

from django.db import migrations

from docmgr.documents import search_index


def make(_apps: Any, schema_editor: Any) -> None:
    search_index.ensure(schema_editor.connection)


class Migration(migrations.Migration):
    atomic = False  # on PostgreSQL it is filled batch by batch, while others write
    dependencies = [("documents", "0003_approved_with_errors")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop, elidable=False)]
