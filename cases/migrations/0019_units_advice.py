"""A unit words the ready advice for itself; what came with the product stays for every other unit."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_redaction"), ("accounts", "0001_people")]

    operations = [
        migrations.AddField(
            "advicetext", "unit", models.ForeignKey("accounts.Unit", PROTECT, null=True, blank=True, related_name="+")
        ),
        migrations.AddField(
            "advicetext",
            "reworded_by",
            models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, null=True, blank=True, related_name="+"),
        ),
        migrations.AddField("advicetext", "reworded_at", models.DateTimeField(null=True, blank=True)),
        migrations.AlterModelOptions("advicetext", options={"ordering": ["behaviour", "unit", "version"]}),
        migrations.RemoveConstraint("advicetext", "advice_version_once"),
        migrations.RemoveConstraint("advicetext", "advice_current_once"),
        migrations.AddConstraint(
            "advicetext",
            models.UniqueConstraint(
                fields=["behaviour", "unit", "version"], name="advice_version_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            "advicetext",
            models.UniqueConstraint(
                fields=["behaviour", "unit"],
                condition=Q(ends_on=None),
                name="advice_current_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            "advicetext",
            models.CheckConstraint(
                condition=Q(unit=None, reworded_by=None, reworded_at=None)
                | Q(unit__isnull=False, reworded_by__isnull=False, reworded_at__isnull=False),
                name="advice_of_unit_says_who",
            ),
        ),
    ]
