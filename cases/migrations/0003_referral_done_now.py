"""What was done about danger is kept with the draft that says there is some."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_protection")]

    operations = [
        migrations.AddField("referral", "done_now", models.TextField(blank=True, default=""), preserve_default=False),
    ]
