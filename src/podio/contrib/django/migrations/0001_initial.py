"""Makes the table of sessions."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Create the table of sessions."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="StoredSession",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("label", models.CharField(max_length=200)),
                ("entry", models.TextField(blank=True, default="")),
                ("version", models.BigIntegerField(default=0)),
                ("lease_owner", models.CharField(blank=True, default="", max_length=32)),
                ("lease_until", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name": "Podio session", "db_table": "podio_storedsession"},
        ),
    ]
