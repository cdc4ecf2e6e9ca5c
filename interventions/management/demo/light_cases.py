"""The lighter cases, one line each."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.enums import Level, State
from cases.models import Case
from interventions.management.demo import undone
from interventions.management.demo.stage import Stage

S = State


@dataclass(frozen=True, slots=True)
class Light:
    """One case: its number, who, what in a sentence, how risky and how far it got."""

    number: str
    victim: tuple[str, str]
    suspect: tuple[str, str] | None
    what: str
    codes: str
    referred_on: str
    reached: State
    level: Level = Level.MEDIUM
    reviewed_in: int = 0  # days from the end of the story to the review, when there is a plan
    is_urgent: bool = False
    into: str = ""  # the case it was merged with or joined to
    referrer: str = "police"
    unit: str = "CHS"
    agency: str = ""  # how somebody of an agency here is involved; the case is hidden at once
    meanwhile: Callable[[Stage, Case], None] | None = None  # what happened before its first round was over
    then: Callable[[Stage, Case], None] | None = None  # what happened besides
    ends: State | None = None  # where that led, if it led anywhere

    @property
    def stands(self) -> State:
        """Where the case stands now."""
        return self.ends or self.reached

    @property
    def reference(self) -> str:
        """The case's reference: the unit and the number."""
        return f"{self.unit}-2026-{self.number}"


CASES = (
    Light(
        "04417",
        ("Wilma", "Proofsheet"),
        ("Ellis", "Dummyham"),
        "Messages from new accounts each time one is blocked.",
        "unwanted-contact social",
        "2026-11-23",
        S.SUBMITTED,
    ),
    Light(
        "81206",
        ("Priya", "Specimen"),
        None,
        "Someone photographs her on the way to work and sends the pictures.",
        "following social",
        "2026-11-23",
        S.SUBMITTED,
        is_urgent=True,
    ),
    Light(
        "30958",
        ("Oona", "Blankfield"),
        ("Garth", "Mockford"),
        "Former partner waits at the nursery gate.",
        "loitering in-person",
        "2026-11-20",
        S.SCREENING,
        Level.HIGH,
    ),
    Light(
        "55731",
        ("Felix", "Testbury"),
        ("Una", "Sampleton-Reed"),
        "Parcels and letters to his surgery for a year.",
        "gifts-letters post",
        "2026-11-23",
        S.AWAITING_INFO,
    ),
    Light(
        "12984",
        ("Greta", "Placeholm"),
        ("Ansel", "Fictley"),
        "Banging on the door at night, twice this week.",
        "approach in-person",
        "2026-11-23",
        S.TRIAGE,
        Level.HIGH,
        is_urgent=True,
    ),
    Light(
        "67043",
        ("Dev", "Notrealson"),
        ("Maud", "Inventry"),
        "False reviews and complaints to his employer.",
        "false-reports email",
        "2026-11-18",
        S.TRIAGE,
    ),
    Light(
        "20375",
        ("Carmel", "Draftley"),
        ("Joss", "Proxyman"),
        "Uses her brother to ask where she parks.",
        "proxy third-party",
        "2026-11-19",
        S.CONSULTATION,
    ),
    Light(
        "93416",
        ("Dr Ola", "Mockingham"),
        ("Piers", "Stubley"),
        "A patient rings the surgery daily.",
        "unwanted-contact phone",
        "2026-10-12",
        S.CONSULT_ADVISED,
        Level.STANDARD,
    ),
    Light(
        "48120",
        ("Tess", "Exemplary"),
        ("Rory", "Faketon"),
        "Follows her from the gym; knows her classes.",
        "following in-person",
        "2026-11-16",
        S.ACCEPTED,
        Level.HIGH,
    ),
    Light(
        "71659",
        ("Ines", "Modelby"),
        ("Kurt", "Dummett-Hale"),
        "Installed an app on her phone before he moved out.",
        "spyware other",
        "2026-11-12",
        S.ASSESSMENT,
        Level.HIGH,
    ),
    Light(
        "05842",
        ("Abel", "Testington"),
        ("Rhona", "Blankett"),
        "Former colleague turns up at his church.",
        "approach in-person",
        "2026-11-11",
        S.ASSESSMENT,
    ),
    Light(
        "36207",
        ("Lotte", "Pseudon"),
        ("Viktor", "Alias-Hart"),
        "Drives past the school at pick-up.",
        "watching vehicle",
        "2026-11-18",
        S.CONFERENCE_DUE,
        Level.HIGH,
    ),
    Light(
        "82914",
        ("Hana", "Fictum"),
        ("Bram", "Protone"),
        "Letters from prison through a cousin.",
        "gifts-letters post",
        "2026-09-14",
        S.PLAN_ACTIVE,
        Level.HIGH,
        9,
        then=undone.handed_around,
    ),
    Light(
        "17538",
        ("Moira", "Sketchley"),
        ("Otto", "Stand-Inn"),
        "Sits in the café opposite her shop.",
        "watching in-person",
        "2026-08-17",
        S.PLAN_ACTIVE,
        Level.MEDIUM,
        21,
    ),
    Light(
        "60391",
        ("Zara", "Imagine"),
        ("Leon", "Mockbeggar"),
        "Payments of 1p with messages.",
        "payments payment",
        "2026-07-06",
        S.PLAN_ACTIVE,
        Level.STANDARD,
        60,
        then=undone.split_again,
    ),
    Light(
        "29746",
        ("Nell", "Composite"),
        ("Cyril", "Fablethorpe"),
        "Neighbour keeps a log of her visitors.",
        "watching in-person",
        "2026-09-28",
        S.REVIEW,
        Level.MEDIUM,
        -3,
        meanwhile=undone.typed_too_late,
        then=undone.asked_again,
        ends=S.ASSESSMENT,
    ),
    Light(
        "94063",
        ("Ruth", "Invenshaw"),
        ("Dale", "Unreal"),
        "Threats to a new partner.",
        "threat-kill-harm text",
        "2026-10-05",
        S.REVIEW,
        Level.VERY_HIGH,
        -1,
    ),
    Light(
        "13875",
        ("Eira", "Storybrook"),
        ("Glyn", "Notreal"),
        "Moved to her town after the separation.",
        "moving-closer other",
        "2026-06-08",
        S.STEP_DOWN,
        Level.STANDARD,
        30,
    ),
    Light(
        "78520",
        ("Paul", "Madeup"),
        ("Next", "Door"),
        "A dispute about noise between neighbours.",
        "other other",
        "2026-11-02",
        S.DECLINED,
        Level.STANDARD,
    ),
    Light(
        "41297",
        ("Wilma", "Proofsheet"),
        ("Ellis", "Dummyham"),
        "Entered a second time by another officer.",
        "unwanted-contact social",
        "2026-11-23",
        S.MERGED,
        into="CHS-2026-04417",
    ),
    Light("66018", ("Test", "Entry"), None, "Opened by mistake.", "other other", "2026-11-05", S.VOID),
)
