"""What was said and written in the story of Marigold Testwick."""

from datetime import date

from cases.enums import Level, Precision
from cases.services import intake
from interventions.enums import Strand
from interventions.management.demo.stage import Agreed
from risk.enums import DecisionKind, Known
from risk.services.conferences import Decided
from risk.services.contributions import Answer, Fact

REFERRAL = intake.Answers(
    victim=intake.Named("Marigold", "Testwick", date(1992, 3, 9)),
    suspect=intake.Named("Barnaby", "Fauxley", date(1988, 7, 21), "separated"),
    suspect_known=True,
    in_danger="Marigold Testwick and her two children, 6 and 4.",
    happening="She ended a six-year relationship on 10 January. Since then: 47 WhatsApp messages in one day, waiting in "
    "the hospital car park at the end of her shift, flowers with a note on the ward, a Bluetooth tracker in her "
    "daughter’s school bag, and a text last night that he will not be here by the weekend. A&E safeguarding asks for "
    "help today. DASH question 8 is yes; S-DASH 9 of 11.",
    immediate_danger=True,
    done_now="Duty inspector told at 8:50am. Marker on her address and number. Officers are at the hospital.",
    safe_contact_words="Text only, Monday to Friday between 1pm and 2pm. She is a nurse; her phone may be looked at.",
    referrer_name="A&E safeguarding, through DS Placeholder",
    referrer_contact="01632 960101",
    source="police",
    views="agreed",
    crime_reference="CHS/0224/26",
)

BEFORE = (
    (
        "2026-01-18",
        "47 WhatsApp messages between 6am and midnight, first pleading, then abuse.",
        "unwanted-contact messaging",
        47,
        Precision.DAY,
    ),
    (
        "2026-02-02 20:10",
        "Waited beside her car in the hospital car park when her shift ended. Left when a colleague came.",
        "loitering approach in-person",
        1,
        Precision.MINUTE,
    ),
    (
        "2026-02-14",
        "Flowers and a note brought to the ward: “Six years. You owe me a talk.”",
        "gifts-letters in-person",
        1,
        Precision.DAY,
    ),
    (
        "2026-02-20",
        "A Bluetooth tracker sewn into the lining of her daughter’s school bag.",
        "tracking tracker",
        1,
        Precision.DAY,
    ),
    (
        "2026-02-23 22:47",
        "Text: he will not be here by the weekend and she will know why.",
        "suicide-threat text",
        1,
        Precision.MINUTE,
    ),
)

FIRST_ROUND = {
    "police": (
        "2026-02-25 10:30",
        Answer(
            facts={
                "crimes": Fact("Stalking under section 4A, recorded 24 February; nothing before on the two of them."),
                "records": Fact(known=Known.NOTHING),
                "calls": Fact("None to either address since she left. Two in 2024 to a previous partner’s."),
                "previous-victims": Fact("The previous partner spoke of messages day and night; no charge."),
                "intelligence": Fact(known=Known.NOTHING),
                "firearms": Fact(known=Known.NOTHING),
                "orders": Fact("None yet. Bail with no contact since 24 February."),
                "digital": Fact("Phone seized 24 February; tracker bought on his card."),
                "gaps": Fact("The car park’s camera keeps 28 days: being fetched."),
                "charging": Fact(known=Known.NOT_KNOWN),
            },
            known="Section 4A investigation. Two call-outs in 2024 to a previous partner, no charge. No firearms. Phone "
            "seized 24 February; tracker bought on his card. DASH question 8 yes, S-DASH 9 of 11.",
            thought="Escalating in reach and in kind within six weeks. He plans.",
            level=Level.VERY_HIGH,
            summary="Escalation in six weeks: tracker, approach, suicide threat. He plans.",
        ),
    ),
    "health": (
        "2026-02-25 14:00",
        Answer(
            facts={
                "known-to": Fact("His GP, for low mood in 2023. No care team now."),
                "legal-status": Fact(known=Known.NOTHING),
                "risk-history": Fact(known=Known.NOT_KNOWN),
                "red-flags": Fact("Says that nothing is left. No plan that he would name."),
            },
            known="Known to the GP for low mood in 2023. No care team. Seen in custody suite by liaison: no psychosis.",
            thought="Loss he cannot bear is turning into last-resort thinking. Watch for a change of mind, and for quiet.",
            level=Level.VERY_HIGH,
            summary="Suicidal and last-resort thinking after the separation; silence would not be safety.",
            instrument_code="sam",
            instrument_result="Case priority high; serious harm high; immediate action yes",
        ),
    ),
    "outreach": (
        "2026-02-25 15:10",
        Answer(
            facts={
                "housing": Fact("With a friend since 15 February; four months of rent owed."),
                "work": Fact("Signed off since 12 January."),
                "money": Fact(known=Known.NOT_KNOWN),
                "isolation": Fact("His brother rings on Sundays. Nobody else."),
                "willing": Fact("Yes, about the room and the debt. Not about her."),
            },
            known="Staying with a friend since 15 February; four months of rent owed; signed off work.",
            thought="Everything he had is gone at once. A room away from Notown and a plan for the debt would help.",
            level=Level.HIGH,
            summary="Lost home and work within weeks; open to help with both.",
        ),
    ),
    "advocate": (
        "2026-02-25 16:20",
        Answer(
            known="Fear 9 of 10. Checks the car, sleeps elsewhere, changed the children’s pick-up. She believes he will kill "
            "her and himself.",
            thought="Believe her. The children’s school is where he will look next.",
            level=Level.VERY_HIGH,
            summary="She believes she will be killed; life reorganised around avoiding him.",
        ),
    ),
}

PLAN = Agreed(
    level=Level.VERY_HIGH,
    reason="All four disciplines see escalation with suicidal thinking and planning. Outreach puts it at high for now.",
    order="Interim order to be applied for by 6 March; full order with tag to follow.",
    review_on="2026-03-05",
    actions=(
        (
            Strand.PSYCHOLOGICAL,
            "Urgent assessment after release; safety planning with him; offer of treatment.",
            "health",
            "2026-03-03",
        ),
        (Strand.SOCIAL, "Room in a bail hostel outside Notown; first meeting on debts.", "outreach", "2026-03-06"),
        (Strand.LEGAL, "Apply for an interim stalking protection order with a location tag.", "police", "2026-03-06"),
        (Strand.VICTIM_SAFETY, "TecSOS phone, marker, locks and doorbell at her home.", "advocate", "2026-02-28"),
        (Strand.VICTIM_SAFETY, "Code word with the school; sweep of the car for trackers.", "advocate", "2026-03-02"),
    ),
    decisions=(
        Decided(
            DecisionKind.LEGAL,
            "Arrest on any approach; threat to life considered and recorded.",
            "Suicide threat and approach at work.",
        ),
        Decided(DecisionKind.DISCLOSURE, "Refer to MARAC for 11 March.", "Former partners, high risk, children."),
    ),
    views=(("outreach", "He was calm and practical with me twice; I would not go above high yet.", Level.HIGH),),
)
