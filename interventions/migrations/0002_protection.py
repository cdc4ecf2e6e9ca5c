"""What the database itself refuses: rows without an actor, children of another case, edits of what was adopted."""

from django.db import migrations

from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire

CASE_ROWS = (
    "breach",
    "emergencyuse",
    "order",
    "ordercondition",
    "plan",
    "planaction",
    "serviceattempt",
    "strandreason",
    "supportcontact",
)
HANGS_ON = (
    ("breach", "order_id", "interventions_order"),
    ("emergencyuse", "case_person_id", "cases_caseperson"),
    ("order", "binds_id", "cases_caseperson"),
    ("order", "superseded_by_id", "interventions_order"),
    ("ordercondition", "order_id", "interventions_order"),
    ("plan", "episode_id", "cases_episode"),
    ("plan", "item_id", "risk_conferenceitem"),
    ("planaction", "plan_id", "interventions_plan"),
    ("serviceattempt", "order_id", "interventions_order"),
    ("strandreason", "plan_id", "interventions_plan"),
    ("supportcontact", "case_person_id", "cases_caseperson"),
)


class Migration(migrations.Migration):
    dependencies = [("interventions", "0001_interventions"), ("cases", "0002_protection"), ("risk", "0002_protection")]

    operations = [
        *[Tripwire(f"interventions_{row}") for row in CASE_ROWS],
        *[SameCase(f"interventions_{child}", column, parent) for child, column, parent in HANGS_ON],
        AppendOnly("interventions_plan"),
        AppendOnly("interventions_strandreason"),
    ]
