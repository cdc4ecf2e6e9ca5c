"""The plan a conference agreed: level and reasons, then strand by strand an action or why there is none."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.enums import Level
from cases.forms.choices import POLICE_READ, TEAM_READ, coded, words
from cases.models import CodeList
from cases.services import codes
from interventions.enums import ASKED_STRANDS, Strand
from interventions.forms.order_question import answer_field, order_said, owner_field, reason_field
from interventions.forms.parts import GrowingForm, chosen, level_field, offer, person_field, readers_of
from interventions.services.planning import NewAction
from risk.services.conferences import OtherView
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import BoundField, DateField, SelectField

VIEWS = "view"
READY = {
    Strand.PSYCHOLOGICAL: CodeList.NO_PSYCHOLOGICAL,
    Strand.SOCIAL: CodeList.NO_SOCIAL,
    Strand.LEGAL: CodeList.NO_LEGAL,
}


@dataclass(frozen=True, slots=True)
class StrandPart:
    """One strand on the page: what goes on, the boxes for new actions, the box for a reason."""

    key: str
    title: str
    going_on: Sequence[str]
    slots: Sequence[Sequence[BoundField]]
    reason: Sequence[BoundField]


class AdoptForm(GrowingForm):
    """Everything a conference decides over one case."""

    level = level_field()
    reason = words("Why this level?", missing="Enter why this level", readers=TEAM_READ)
    order_answer = answer_field(missing="Select whether an order was considered")
    order_owner = owner_field()
    order_considered = reason_field()
    review_on = DateField(
        label="Next review by", required=False, help_text="Without a date the plan is reviewed as the level asks."
    )
    more_kinds: Mapping[str, int] = {}
    review_reason = words("If later than the level asks, why?", readers=POLICE_READ, rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        people: Mapping[Strand, Sequence[User]],
        present: Sequence[User],
        going_on: Mapping[Strand, Sequence[str]],
        officers: Sequence[User] = (),
        **kwargs: Any,
    ) -> None:
        self.people, self.present, self.going_on, self.officers = people, present, going_on, officers
        self.kinds = {**{strand.value: 1 for strand in people}, VIEWS: 1, **self.more_kinds}
        super().__init__(*args, **kwargs)
        offer(self.fields["order_owner"], officers, nothing="Nobody yet")
        for strand, ready in READY.items():
            self.fields[f"{strand.value}-ready"] = coded(
                ready, "If there is no action, why not?", nothing="Choose a reason", required=False, owed=True
            )
            self.fields[f"{strand.value}-reason"] = words(
                "In your own words", readers=TEAM_READ, rows=2, required=False, owed=True
            )

    def add_boxes(self, kind: str, number: int) -> None:
        if kind == VIEWS:
            self._add_view(f"{kind}-{number}")
        else:
            self._add_action(f"{kind}-{number}", Strand(kind))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["actions"] = list(self._actions(cleaned))
        ready = codes.labels(READY.values())
        cleaned["strand_reasons"] = {strand: _why(cleaned, strand, ready) for strand in ASKED_STRANDS}
        cleaned["order"] = order_said(cleaned, self.officers)
        cleaned["different_views"] = list(self._views(cleaned))
        acted_on = self._acted_on()
        for strand in ASKED_STRANDS:
            if strand not in acted_on and not cleaned["strand_reasons"][strand]:
                self.add_error(f"{strand.value}-ready", "Enter an action above, or select why there is none")
        return cleaned

    @property
    def strands(self) -> list[StrandPart]:
        """The strands in the plan’s order, with their boxes."""
        return [
            StrandPart(
                key=strand.value,
                title=str(strand.label),
                going_on=self.going_on.get(strand, ()),
                slots=[self._slot(strand.value, number) for number in self.numbers(strand.value)],
                reason=self.boxes(f"{strand.value}-ready", f"{strand.value}-reason") if strand in ASKED_STRANDS else (),
            )
            for strand in self.people
        ]

    @property
    def views(self) -> list[list[BoundField]]:
        """The boxes for different views."""
        names = [f"{VIEWS}-{number}" for number in self.numbers(VIEWS)]
        return [self.boxes(f"{name}-who", f"{name}-why", f"{name}-level") for name in names]

    @property
    def head(self) -> list[BoundField]:
        """What is asked before the strands."""
        return self.boxes("level", "reason")

    @property
    def order(self) -> list[BoundField]:
        """What is asked of a stalking protection order."""
        return self.boxes("order_answer", "order_owner", "order_considered")

    @property
    def tail(self) -> list[BoundField]:
        """What is asked after them."""
        return self.boxes("review_on", "review_reason")

    def _slot(self, key: str, number: int) -> list[BoundField]:
        return self.boxes(*(f"{key}-{number}-{part}" for part in ("text", "owner", "due")))

    def _add_action(self, name: str, strand: Strand) -> None:
        owed: dict[str, Any] = {"required": False, "owed": True}
        self.fields[f"{name}-text"] = words("What will be done?", readers=readers_of(strand), rows=2, **owed)
        self.fields[f"{name}-owner"] = person_field("Who does it?", **owed)
        offer(self.fields[f"{name}-owner"], self.people[strand])
        self.fields[f"{name}-due"] = DateField(label="By when?", noun="The date", **owed)

    def _add_view(self, name: str) -> None:
        self.fields[f"{name}-who"] = person_field("Who sees it differently?", required=False)
        offer(self.fields[f"{name}-who"], self.present)
        self.fields[f"{name}-why"] = words("Why?", readers=TEAM_READ, rows=2, missing="Enter why", required=False)
        self.fields[f"{name}-level"] = SelectField(
            label="The level they would put it at, if that is what differs", choices=Level.choices, required=False
        )

    def _actions(self, cleaned: dict[str, Any]) -> Iterator[NewAction]:
        for strand, owners in self.people.items():
            for number in self.numbers(strand.value):
                name = f"{strand.value}-{number}"
                said = {part: cleaned.get(f"{name}-{part}") for part in ("text", "owner", "due")}
                if not any(said.values()):
                    continue
                owner = chosen(owners, said["owner"] or "")
                self._ask_for_the_rest(name, {**said, "owner": owner})
                if said["text"] and owner and said["due"]:
                    yield NewAction(strand, said["text"], owner, said["due"])

    def _ask_for_the_rest(self, name: str, said: Mapping[str, Any]) -> None:
        wanted = {"text": "Enter what will be done", "owner": "Select who does it", "due": "Enter by when it is done"}
        for part, sentence in wanted.items():
            if not said[part] and f"{name}-{part}" not in self.errors:
                self.add_error(f"{name}-{part}", sentence)

    def _views(self, cleaned: dict[str, Any]) -> Iterator[OtherView]:
        for number in self.numbers(VIEWS):
            name = f"{VIEWS}-{number}"
            who, why = chosen(self.present, cleaned.get(f"{name}-who") or ""), cleaned.get(f"{name}-why")
            level = cleaned.get(f"{name}-level")
            if who and not why:
                self.add_error(f"{name}-why", f"Enter why {who.name} sees it differently")
            elif why and not who:
                self.add_error(f"{name}-who", "Select who sees it differently")
            elif who and why:
                yield OtherView(who, why, Level(level) if level else None)

    def _acted_on(self) -> Collection[Strand]:
        """The strands in which something goes on or a box for an action was begun."""
        begun = {
            strand
            for strand in self.people
            for number in self.numbers(strand.value)
            if self.data.get(f"{strand.value}-{number}-text", "").strip()
        }
        return begun | {strand for strand, lines in self.going_on.items() if lines}


def _why(cleaned: Mapping[str, Any], strand: Strand, ready: Mapping[str, str]) -> str:
    """The reason that was chosen and the words beside it, as one text."""
    said = ready.get(cleaned.get(f"{strand.value}-ready") or "", ""), cleaned.get(f"{strand.value}-reason") or ""
    return ". ".join(filter(None, said))
