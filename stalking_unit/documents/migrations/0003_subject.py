"""Which record a copy is a copy of, so that it can be put aside when that is taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_withheld")]
    operations = [
        migrations.AddField(
            model_name="generateddocument", name="subject_id", field=models.UUIDField(blank=True, null=True)
        ),
        migrations.AddIndex(
            model_name="generateddocument",
            index=models.Index(
                fields=["subject_id"], condition=models.Q(("subject_id__isnull", False)), name="document_of_subject"
            ),
        ),
    ]
