"""Lets it ring that somebody outside the team was told where the victim is."""

from django.db import migrations, models

KINDS = [
    ("red_flag", "A red flag was raised"),
    ("urgent_referral", "A referral says that somebody is in danger now"),
    ("breach", "An order was broken"),
    ("release", "Release, or a change of bail"),
    ("emergency_route", "The emergency route was used"),
    ("safe_tonight", "Words about the victim were hidden: ask whether she is safe tonight"),
    ("not_screened", "A referral was not screened in time"),
    ("not_decided", "A red flag was not decided in time"),
    ("unsent_danger", "A referral that may speak of danger has not been sent"),
    ("whereabouts_told", "Somebody outside the team was told where the victim is"),
]
HERS = ("emergency_route", "safe_tonight", "whereabouts_told")


class Migration(migrations.Migration):
    dependencies = [("cases", "0032_sweep")]

    operations = [
        migrations.AlterField("alarm", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.RemoveConstraint("alarm", "alarm_kind_known"),
        migrations.RemoveConstraint("alarm", "alarm_of_the_victims_side_is_so_by_kind"),
        migrations.AddConstraint(
            "alarm",
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]),
                name="alarm_kind_known",
            ),
        ),
        migrations.AddConstraint(
            "alarm",
            models.CheckConstraint(
                condition=models.Q(is_victim_side=True, kind__in=HERS)
                | (models.Q(is_victim_side=False) & ~models.Q(kind__in=HERS)),
                name="alarm_of_the_victims_side_is_so_by_kind",
            ),
        ),
    ]
