"""Lets a referral that says somebody is in danger now ring while it is not sent."""

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
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_safe_tonight_rings")]

    operations = [
        migrations.AlterField("alarm", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.RemoveConstraint("alarm", "alarm_kind_known"),
        migrations.AddConstraint(
            "alarm",
            models.CheckConstraint(condition=models.Q(kind__in=[kind for kind, _ in KINDS]), name="alarm_kind_known"),
        ),
    ]
