"""One case at a meeting: what stands from last time is in the boxes already, to be left or changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from cases.forms.choices import POLICE_READ, TEAM_READ, words
from interventions.enums import ASKED_STRANDS, ORDER_ANSWERS
from interventions.forms.adopting import AdoptForm
from interventions.forms.order_question import as_it_stands
from interventions.forms.parts import VICTIM_SIDE_READS, chosen, offer, person_field
from interventions.models import OrderQuestion
from interventions.services.conferring import STRANDS, Before
from risk.enums import DecisionKind
from risk.services.conferences import Decided
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import BoundField, DateField, SelectField

DECISIONS = "decision"
OFFERED_KINDS = (*STRANDS, DecisionKind.DISCLOSURE, DecisionKind.NO_ACTION)


class TalkForm(AdoptForm):
    """Everything a meeting decides over one case. `stood` is what the last conference agreed."""

    more_kinds: Mapping[str, int] = {DECISIONS: 0}

    def __init__(self, *args: Any, stood: Before, now: OrderQuestion | None, asks_view: bool, **kwargs: Any) -> None:
        self.stood, self.now = stood, now
        super().__init__(*args, **kwargs)
        if asks_view:
            self.fields["victims_view"] = words(
                "What does the victim say?",
                readers=POLICE_READ,
                rows=2,
                required=False,
                help_text="If anything is new.",
            )

    @property
    def head(self) -> list[BoundField]:
        """What is asked before the strands."""
        names = ["level", "reason", "victims_view"]
        return self.boxes(*(name for name in names if name in self.fields))

    @property
    def decisions(self) -> list[list[BoundField]]:
        """The boxes for decisions that are in no strand's boxes."""
        parts = ("kind", "text", "why", "owner", "due")
        numbers = self.numbers(DECISIONS)
        return [self.boxes(*(f"{DECISIONS}-{number}-{part}" for part in parts)) for number in numbers]

    def add_boxes(self, kind: str, number: int) -> None:
        if kind == DECISIONS:
            self._add_decision(f"{kind}-{number}")
        else:
            super().add_boxes(kind, number)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["order_considered"] = as_it_stood(cleaned.get("order_considered"), order_words(self.stood, self.now))
        cleaned["strand_reasons"] = {
            strand: as_it_stood(said, getattr(self.stood.reasons.get(strand), "text", ""))
            for strand, said in cleaned["strand_reasons"].items()
        }
        cleaned["decisions"] = list(self._decided(cleaned))
        return cleaned

    def _add_decision(self, name: str) -> None:
        owed: dict[str, Any] = {"required": False, "owed": True}
        self.fields[f"{name}-kind"] = SelectField(
            label="What is it about?", choices=[(kind.value, kind.label) for kind in OFFERED_KINDS], **owed
        )
        readers = f"{TEAM_READ} A decision about victim safety: {VICTIM_SIDE_READS[0].lower()}{VICTIM_SIDE_READS[1:]}"
        self.fields[f"{name}-text"] = words("What was decided?", readers=readers, rows=2, **owed)
        self.fields[f"{name}-why"] = words("Why?", readers=readers, rows=2, missing="Enter why", **owed)
        self.fields[f"{name}-owner"] = person_field("Who sees to it?", **owed)
        offer(self.fields[f"{name}-owner"], self._everybody)
        self.fields[f"{name}-due"] = DateField(label="By when?", noun="The date", **owed)

    @property
    def _everybody(self) -> list[User]:
        return list({person.pk: person for people in self.people.values() for person in people}.values())

    def _decided(self, cleaned: Mapping[str, Any]) -> Iterator[Decided]:
        for number in self.numbers(DECISIONS):
            name = f"{DECISIONS}-{number}"
            said = {part: cleaned.get(f"{name}-{part}") for part in ("kind", "text", "why", "owner", "due")}
            if not any(said.values()):
                continue
            if not said["text"] or not said["kind"]:
                part = "kind" if said["text"] else "text"
                self.add_error(
                    f"{name}-{part}", "Select what it is about" if said["text"] else "Enter what was decided"
                )
                continue
            kind, owner = DecisionKind(said["kind"]), chosen(self._everybody, said["owner"] or "")
            if bool(owner) != bool(said["due"]) and kind in STRANDS:
                part, missing = ("due", "Enter by when") if owner else ("owner", "Select who sees to it")
                self.add_error(f"{name}-{part}", missing)
                continue
            yield Decided(kind, said["text"], said["why"] or "", owner, said["due"])


def initial(stood: Before, now: OrderQuestion | None, officer: User | None, level: str | None) -> dict[str, Any]:
    """The boxes as they stood; what this reader may not see all of stays empty."""
    found: dict[str, Any] = {"level": level, **as_it_stands(now, officer)}
    found["order_considered"] = whole(order_words(stood, now))
    for strand in ASKED_STRANDS:
        if strand in stood.reasons:
            found[f"{strand.value}-reason"] = whole(stood.reasons[strand].text)
    return found


def order_words(stood: Before, now: OrderQuestion | None) -> str:
    """Why an order is sought or not: what stands, or what the last conference said."""
    if now is not None and now.answer in ORDER_ANSWERS:
        return now.reason
    return stood.order.rationale if stood.order else ""


def whole(text: str) -> str:
    """A text that may stand in a box: never one of which something is covered."""
    return "" if getattr(text, "is_covered", False) else text


def as_it_stood(typed: str | None, stood: str) -> str:
    """What was left as it stood is the text itself, so that what is hidden of it stays so."""
    return stood if typed and " ".join(typed.split()) == " ".join(stood.split()) else typed or ""
