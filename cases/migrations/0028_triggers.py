"""What forces a case to be looked at again, each thing once; and a move that records it in every state."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0027_ready_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Trigger",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.SlugField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "recorded_at"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="statechange",
            name="change_transition_known",
        ),
        migrations.AlterField(
            model_name="statechange",
            name="transition",
            field=models.CharField(
                choices=[
                    ("submit", "Send the referral"),
                    ("raise_red_flag", "Raise a red flag"),
                    ("clear_red_flag", "Clear the red flag"),
                    ("begin_screening", "Begin screening"),
                    ("join", "Join to an open case"),
                    ("unjoin", "Undo the join"),
                    ("ask_for_more", "Ask for more information"),
                    ("resume_screening", "Go on with screening"),
                    ("decline", "Do not take on"),
                    ("pass_to_triage", "Pass to triage"),
                    ("advise_now", "Advise now"),
                    ("accept", "Accept"),
                    ("consult", "Consult only"),
                    ("issue_advice", "Issue the advice"),
                    ("escalate", "Take on after advice"),
                    ("end_consultation", "End the consultation"),
                    ("challenge", "Challenge the decision"),
                    ("re_refer", "Refer again"),
                    ("start_assessment", "Start the assessment"),
                    ("contribute", "Contribute"),
                    ("call_conference", "Call the conference"),
                    ("hold_conference", "Hold the conference"),
                    ("adopt_plan", "Adopt the plan"),
                    ("bring_forward", "Bring the conference forward"),
                    ("note_change", "Record that something changed"),
                    ("trigger_review", "Review because something changed"),
                    ("review_falls_due", "Review because it is due"),
                    ("keep_plan", "Go on with the plan"),
                    ("recall_conference", "Back to conference"),
                    ("step_down", "Step down"),
                    ("return_to_plan", "Return to the plan"),
                    ("end_monitoring", "Close after monitoring"),
                    ("close", "Close"),
                    ("offer", "Offer to another unit"),
                    ("accept_offer", "Accept the case"),
                    ("refuse_offer", "Refuse the case"),
                    ("take_up", "Take up the transferred case"),
                    ("merge", "Merge"),
                    ("unmerge", "Undo the merge"),
                    ("cancel", "Cancel"),
                    ("restore", "Restore"),
                    ("pause", "Pause"),
                    ("resume", "Resume"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "transition__in",
                        [
                            "submit",
                            "raise_red_flag",
                            "clear_red_flag",
                            "begin_screening",
                            "join",
                            "unjoin",
                            "ask_for_more",
                            "resume_screening",
                            "decline",
                            "pass_to_triage",
                            "advise_now",
                            "accept",
                            "consult",
                            "issue_advice",
                            "escalate",
                            "end_consultation",
                            "challenge",
                            "re_refer",
                            "start_assessment",
                            "contribute",
                            "call_conference",
                            "hold_conference",
                            "adopt_plan",
                            "bring_forward",
                            "note_change",
                            "trigger_review",
                            "review_falls_due",
                            "keep_plan",
                            "recall_conference",
                            "step_down",
                            "return_to_plan",
                            "end_monitoring",
                            "close",
                            "offer",
                            "accept_offer",
                            "refuse_offer",
                            "take_up",
                            "merge",
                            "unmerge",
                            "cancel",
                            "restore",
                            "pause",
                            "resume",
                        ],
                    )
                ),
                name="change_transition_known",
            ),
        ),
        migrations.AddField(
            model_name="trigger",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="trigger",
            name="change",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="triggers", to="cases.statechange"
            ),
        ),
        migrations.AddIndex(
            model_name="trigger",
            index=models.Index(models.F("case"), models.F("recorded_at"), name="trigger_of_case"),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.UniqueConstraint(fields=("case", "code", "subject_id"), name="trigger_once"),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="trigger_has_a_code"
            ),
        ),
        Tripwire("cases_trigger"),
        SameCase("cases_trigger", "change_id", "cases_statechange"),
        AppendOnly("cases_trigger"),
    ]
