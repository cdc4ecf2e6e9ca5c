"""What the database itself refuses: rows without an actor, children of another case, edits of what was handed in."""

from django.db import migrations

from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire

TABLES = (
    "attendance",
    "conference",
    "conferenceitem",
    "contribution",
    "contributionlevel",
    "contributionopinion",
    "contributionversion",
    "decision",
    "differentview",
    "round",
    "signoff",
)
HANGS_ON = (
    ("attendance", "item_id", "risk_conferenceitem"),
    ("conferenceitem", "episode_id", "cases_episode"),
    ("conferenceitem", "round_id", "risk_round"),
    ("contribution", "round_id", "risk_round"),
    ("contributionlevel", "round_id", "risk_round"),
    ("contributionlevel", "version_id", "risk_contributionversion"),
    ("contributionopinion", "round_id", "risk_round"),
    ("contributionopinion", "version_id", "risk_contributionversion"),
    ("contributionversion", "contribution_id", "risk_contribution"),
    ("contributionversion", "round_id", "risk_round"),
    ("decision", "item_id", "risk_conferenceitem"),
    ("differentview", "item_id", "risk_conferenceitem"),
    ("round", "episode_id", "cases_episode"),
    ("signoff", "round_id", "risk_round"),
    ("signoff", "version_id", "risk_contributionversion"),
)
HANDED_IN = ("contributionlevel", "contributionopinion", "contributionversion", "signoff")


class Migration(migrations.Migration):
    dependencies = [("risk", "0001_assessment"), ("cases", "0002_protection"), ("audit", "0001_roles")]

    operations = [
        *[Tripwire(f"risk_{table}") for table in TABLES],
        *[SameCase(f"risk_{child}", column, parent) for child, column, parent in HANGS_ON],
        *[AppendOnly(f"risk_{table}") for table in HANDED_IN],
    ]
