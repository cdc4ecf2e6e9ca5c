"""An index by which the sweep finds actions that are due without reading those that are not."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("interventions", "0007_victim_plans")]

    operations = [
        migrations.AddIndex(
            model_name="planaction",
            index=models.Index(
                "due_on", name="action_to_do", condition=Q(status__in=("open", "handed_over"), struck_at=None)
            ),
        ),
    ]
