"""One of everything, made up: what the page of components shows in the demonstration."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator

from stalking_unit.ui import words
from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    EmailField,
    FileField,
    Form,
    HiddenField,
    LongTextField,
    PasswordField,
    RadiosField,
    SelectField,
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)
from stalking_unit.ui.parts import (
    CaseHeader,
    Cell,
    Clash,
    Column,
    Conflict,
    Due,
    Level,
    Link,
    Row,
    Tab,
    Table,
    Tag,
    Task,
    TimelineItem,
)

LEVELS: tuple[Level, ...] = ("very_high", "high", "medium", "standard", "")
YES_NO = [("yes", "Yes"), ("no", "No"), ("not_known", "Not known")]


class EveryField(Form):
    """One field of each kind, with the texts a real page would have."""

    who = TextField(label="Who spoke to her?", missing="Enter who spoke to her", help_text="Name and role.")
    reference = TextField(label="Crime reference", required=False, width=20)
    times = WholeNumberField(label="How many times did it happen?", missing="Enter how many times it happened")
    email = EmailField(label="Email address", required=False)
    password = PasswordField(label="Password")
    said = LongTextField(
        label="What she said",
        rows=6,
        count=400,
        help_text="Write it in her own words.",
        readers="You and your trust. Not police. May be asked for by a court.",
    )
    unknown = LongTextField(
        label="What you do not know",
        required=False,
        rows=3,
        readers="Police can read this. It may be shown to the defence.",
    )
    on = DateField(
        label="When did it happen?",
        noun="The date it happened",
        past=True,
        missing="Enter the date it happened",
        help_text="For example, 27 3 2026.",
    )
    at = TimeField(label="At what time?", required=False, help_text="For example, 2:30pm.")
    how = RadiosField(
        label="How was it done?",
        choices=[("call", "Telephone call"), ("text", "Text message"), ("visit", "Visit"), ("not_known", "Not known")],
        missing="Select how it was done",
        hints={"visit": "To her home, her work or anywhere else she goes."},
        readers="Everyone on her side of the case.",
    )
    danger = RadiosField(
        label="Is she in danger now?",
        choices=YES_NO,
        missing="Select whether she is in danger now",
        inline=True,
        small=False,
    )
    seen = CheckboxesField(
        label="Who saw it?",
        choices=[("she", "The victim"), ("child", "A child"), ("other", "Somebody else"), ("nobody", "Nobody")],
        missing="Select who saw it, or nobody",
        exclusive="nobody",
    )
    area = SelectField(label="Area", choices=[("halton", "Halton"), ("warrington", "Warrington")])
    picture = FileField(label="Photograph of the letter", required=False)
    agreed = TickField(
        label="She has agreed that this may be shared", missing="Confirm that she has agreed that this may be shared"
    )
    version = HiddenField(initial="3")


class OneAnswer(Form):
    """The form of the page shown when somebody saved first."""

    version = HiddenField()
    rules = LongTextField(label="When is it safe to contact her?", missing="Enter when it is safe to contact her")


def filled(now: datetime) -> EveryField:
    """The form as a person finds it, with what is known already."""
    return EveryField(initial={"on": now.date(), "at": now.time(), "how": "visit", "seen": ["she", "child"]}, now=now)


def conflict(now: datetime) -> tuple[Conflict, OneAnswer]:
    """Two people wrote in the same box."""
    mine = "Texts only, weekdays from 9am to 4pm. Sign as agreed."
    theirs = "Texts only, weekdays from 9am to 1pm. She has a new shift."
    form = OneAnswer(initial={"version": "4", "rules": mine})
    return Conflict("Ngozi Eze", now, [Clash("When is it safe to contact her?", mine, theirs)]), form


def header(*, may_contact: bool) -> CaseHeader:
    return CaseHeader(
        reference="CHS-2026-48213" if may_contact else "CHS-2026-10877",
        names="A. Okafor and D. Marsh" if may_contact else "G. Walsh and an unknown person",
        level="very_high" if may_contact else "",
        href="#",
        facts=[
            Row("Next review", "28 November 2026"),
            Row("Lead", "Priya Raman"),
            Row("State", "Plan active" if may_contact else "Review"),
        ],
        flags=[Tag("Order breached 24 November 2026", "yellow"), Tag("Restricted", "grey")] if may_contact else [],
        safe_contact="Texts only, weekdays from 9am to 1pm. No voicemail."
        if may_contact
        else "Do not contact. Ask Ngozi Eze.",
        may_contact=may_contact,
        tabs=[Tab("Overview", "#", is_current=True), Tab("Timeline", "#"), Tab("People", "#"), Tab("Plan", "#")]
        if may_contact
        else [],
    )


def samples(now: datetime) -> dict[str, object]:
    """What the components are shown with."""
    today = now.date()
    overdue, later = today - timedelta(days=3), today + timedelta(days=12)
    return {
        "levels": LEVELS,
        "header": header(may_contact=True),
        "stopped": header(may_contact=False),
        "tags": [
            Tag("New referral", "purple"),
            Tag("Plan active", "blue"),
            Tag("Review", "teal"),
            Tag("Paused", "yellow"),
            Tag("Closed", "grey"),
            Tag("No tag at all", "plain"),
        ],
        "rows": [
            Row("Reference", "CHS-2026-48213"),
            Row("Risk", level="high", sub=f"Agreed on {words.day(overdue)}"),
            Row("State", tag=Tag("Plan active")),
            Row("Safe contact", "Texts only.\nNo voicemail.", actions=[Link("Change", "#", "the safe-contact rules")]),
            Row(
                "Agencies",
                lines=["Cheshire Police", "Mersey Care"],
                actions=[Link("Add", "#", "an agency"), Link("End", "#", "an agency’s part")],
            ),
        ],
        "timeline": [
            TimelineItem(
                "Breached the order: message with a threat",
                words.instant(now),
                "recorded by Police",
                "He wrote that he knew where she works.",
                at=now,
                tag=Tag("Outside the rule", "yellow"),
            ),
            TimelineItem("Some time that week", "In the week of 9 November 2026", "recorded by Health", href="#"),
        ],
        "tasks": [
            Task("Police view", "Completed", "#", is_done=True),
            Task("Health view", "In progress", "#", "Jonas Weber started it on 20 November 2026."),
            Task("Conference", "Cannot start yet", hint="Opens when all four views are in."),
        ],
        "table": Table(
            caption="Cases",
            columns=[
                Column("Case", "#", "ascending"),
                Column("Risk", "#"),
                Column("Next step"),
                Column("Contacts", is_number=True),
            ],
            rows=[
                [
                    Cell("CHS-2026-48213", "#", "A. Okafor"),
                    Cell(level="very_high"),
                    Cell(due=Due(words.due(overdue, today), f"Risk review, {words.day(overdue)}", "over")),
                    Cell("14"),
                ],
                [
                    Cell("CHS-2026-10877", "#", "G. Walsh"),
                    Cell(level="standard"),
                    Cell(due=Due(words.due(today, today), f"Court date, {words.day(today)}", "soon")),
                    Cell("2"),
                ],
                [
                    Cell("CHS-2026-77310", "#", "I. Hughes"),
                    Cell(level=""),
                    Cell(due=Due(words.due(later, today), f"First conference, {words.day(later)}")),
                    Cell("0"),
                ],
            ],
        ),
        "main_action": Link("Record an incident", "#fields"),
        "other_actions": [Link("Continue assessment", "#fields")],
        "errors": (400, 403, 404, 409, 413, 429, 500, 503),
        "page": Paginator(range(200), 25).page(3),
        "now": now,
    }
