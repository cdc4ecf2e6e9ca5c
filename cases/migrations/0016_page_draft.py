"""Drafts of the forms of a case, of which there are many: each is known by its address."""

from django.db import migrations, models

PURPOSES = [
    ("referral", "Referral"),
    ("again", "Referral of the same people"),
    ("call", "Telephone call"),
    ("page", "Page of a case"),
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_next_step")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="page",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="draft", name="purpose", field=models.CharField(choices=PURPOSES, max_length=10)
        ),
        migrations.RemoveConstraint(model_name="draft", name="draft_once"),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("owner", "purpose", "subject_id", "page"), name="draft_once"),
        ),
        migrations.RemoveConstraint(model_name="draft", name="draft_purpose_known"),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", [code for code, _ in PURPOSES])), name="draft_purpose_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose", "page")) ^ models.Q(("page", "")), name="draft_names_its_page"
            ),
        ),
    ]
