"""Indexes by which the sweep finds what is due without reading what is not."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_more_lists")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                "review_on", name="case_reviewed", condition=Q(state__in=("plan_active", "review", "step_down"))
            ),
        ),
        migrations.AddIndex(
            model_name="statechange",
            index=models.Index(
                "case", name="change_advised", condition=Q(transition__in=("advise_now", "issue_advice"))
            ),
        ),
        migrations.AddIndex(
            model_name="teammember",
            index=models.Index(
                fields=["case"],
                include=["user", "capacity", "side", "discipline", "starts_at", "ends_at"],
                name="team_place_of_case",
            ),
        ),
    ]
