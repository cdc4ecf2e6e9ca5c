"""Since when a post is vacant, as the unit knows it when a round begins."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("risk", "0003_answers")]

    operations = [
        migrations.AddField("contribution", "vacant_since", models.DateField(null=True)),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vacant_since", None), models.Q(("status", "awaited"), _negated=True), _connector="OR"
                ),
                name="contribution_vacant_where_it_has_been_since",
            ),
        ),
    ]
