"""Why the disciplines are asked again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0030_again"),
        ("risk", "0007_meetings_protection"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="round",
            name="round_trigger_known",
        ),
        migrations.AlterField(
            model_name="round",
            name="trigger",
            field=models.CharField(
                choices=[
                    ("first", "First assessment"),
                    ("referred_again", "Referred again"),
                    ("something_changed", "Something changed"),
                    ("level", "A change of level is considered"),
                    ("closure", "Closure is considered"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("trigger__in", ["first", "referred_again", "something_changed", "level", "closure"])
                ),
                name="round_trigger_known",
            ),
        ),
    ]
