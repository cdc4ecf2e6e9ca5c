"""The referral: one question, then one page."""

from collections.abc import Sequence
from typing import Any

from cases.enums import Views
from cases.forms.choices import (
    POLICE_READ,
    SUSPECT_PLACES_READ,
    VICTIM_PLACES_READ,
    VICTIM_SIDE_READ,
    answered,
    coded,
    line,
    moment,
    words,
    yes_no,
)
from cases.models import CodeList
from cases.services.intake import Answers, Named
from cases.services.places import Reach
from stalking_unit.ui.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField, TextField, TimeField

# The boxes that bear the same name as what the service keeps.
WORDS = (
    "in_danger",
    "happening",
    "done_now",
    "safe_contact_words",
    "views",
    "views_words",
    "referrer_name",
    "referrer_contact",
    "source",
    "crime_reference",
    "earlier_reference",
)
REACH = ("phones", "emails", "address", "postcode")


def _phones(readers: str) -> TextField:
    return line("Telephone numbers", width=30, readers=readers, help_text="Several with a comma between them.")


def _emails(readers: str) -> TextField:
    return line("E-mail addresses", width=30, readers=readers)


def _address(readers: str) -> LongTextField:
    return words("Where this person lives", rows=2, required=False, readers=readers)


def _postcode(readers: str) -> TextField:
    return line("Postcode", width=10, readers=readers)


class FirstQuestionForm(Form):
    """Asked before anything else is written down."""

    involves_agency = yes_no(
        "Does anyone involved work for, or know, any agency here?",
        missing="Select yes if anyone involved works for or knows any agency here",
        help_text="For example the police, a health trust, a charity, the council, probation or this unit. "
        "If you are not sure, say yes: it hides the referral at once from everybody but you and the unit’s "
        "named alternates.",
        size="l",
        heading=True,
    )
    how = LongTextField(
        label="If yes, who, and how?",
        required=False,
        rows=2,
        readers="You and whoever leads this case can read this. Nobody else in the unit.",
    )
    kept_from = CheckboxesField(
        label="If a named alternate must not see it, who?",
        required=False,
        help_text="They receive what is hidden from the unit. Whoever you tick never learns that it was written.",
    )

    def __init__(self, *args: Any, alternates: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept_from: Any = self.fields["kept_from"]
        kept_from.choices = alternates
        if not alternates:
            del self.fields["kept_from"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kept_from") and answered(cleaned, "involves_agency") is False:
            self.add_error("involves_agency", "Select yes if somebody must not see it, or tick nobody")
        return cleaned


class RestrictForm(Form):
    """Why a case is hidden from the unit."""

    reason = words(
        "Who involved works for, or knows, an agency here?",
        rows=3,
        readers="Whoever leads this case can read this. Nobody else in the unit.",
        missing="Enter who is involved, and how",
    )


class ReferralForm(Form):
    """Everything a referral asks. Nothing is required of a draft; sending asks for the facts in `TO_SEND`."""

    TO_SEND = {
        "happening": "Enter what is happening",
        "immediate_danger": "Select yes if anyone is in danger now",
        "referrer_contact": "Enter how to reach you",
    }

    victim_given = line("First names", width=20, owed=True, max_length=100)
    victim_family = line("Last name", width=20, owed=True, max_length=100)
    victim_born_on = DateField(label="Date of birth", required=False, past=True)
    in_danger = words(
        "Anyone else in danger, or how to know the person if you have no name",
        rows=2,
        required=False,
        help_text="For example children at home, a new partner, or “the woman who works at the corner shop”.",
    )
    victim_phones = _phones(VICTIM_PLACES_READ)
    victim_emails = _emails(VICTIM_PLACES_READ)
    victim_address = _address(VICTIM_PLACES_READ)
    victim_postcode = _postcode(VICTIM_PLACES_READ)
    suspect_known = yes_no(
        "Is it known who is doing it?", missing="Select yes if it is known who is doing it", required=False, owed=True
    )
    suspect_given = line("First names", width=20, owed=True, max_length=100)
    suspect_family = line("Last name", width=20, owed=True, max_length=100)
    suspect_born_on = DateField(label="Date of birth", required=False, past=True)
    relationship = coded(CodeList.RELATIONSHIP, "Who this person is to the one in danger", required=False, owed=True)
    suspect_phones = _phones(SUSPECT_PLACES_READ)
    suspect_emails = _emails(SUSPECT_PLACES_READ)
    suspect_address = _address(SUSPECT_PLACES_READ)
    suspect_postcode = _postcode(SUSPECT_PLACES_READ)
    happening = words(
        "What is happening?",
        rows=8,
        required=False,
        owed=True,
        missing="Enter what is happening",
        help_text="What was done, when, how often, and what it has changed. "
        "Leave out addresses and numbers: they have boxes of their own.",
    )
    immediate_danger = yes_no(
        "Is anyone in danger now?",
        missing="Select yes if anyone is in danger now",
        required=False,
        owed=True,
        help_text="If it cannot wait for an answer, call 999 first. Yes raises a red flag.",
    )
    done_now = words(
        "If yes, what has been done about it now?",
        rows=2,
        required=False,
        owed=True,
        missing="Enter what has been done now",
        help_text="For example “999 called at 9:10am, officers with her” or “told the duty inspector”.",
    )
    safe_contact_words = words(
        "When and how is it safe to contact the person in danger?",
        rows=3,
        readers=VICTIM_SIDE_READ,
        required=False,
        owed=True,
        help_text="How they want to be reached, at what times, what may be said, and what must never happen.",
    )
    views = RadiosField(
        label="What does the person in danger think about sharing this?",
        choices=Views.choices,
        required=False,
        owed=True,
        missing="Select their views on sharing",
        help_text="Their views matter and are recorded. They are not what makes sharing lawful.",
    )
    views_words = line("Any limits, or why they were not asked", readers=POLICE_READ)
    referrer_name = line("Your name, or who asked you to refer", width=30, max_length=120)
    referrer_contact = TextField(
        label="How can we reach you?",
        required=False,
        owed=True,
        missing="Enter how to reach you",
        width=30,
        help_text="A telephone number or e-mail address.",
    )
    source = coded(CodeList.SOURCE, "Where this referral comes from", required=False, owed=True)
    crime_reference = line("Crime reference", width=20, max_length=40, owed=True)
    earlier_reference = line(
        "Reference of a case of this unit",
        width=20,
        max_length=40,
        help_text="If you think that it belongs to one, for example CHS-2026-12345.",
    )
    received_on = DateField(
        label="When did you receive this?",
        noun="The day you received this",
        required=False,
        past=True,
        help_text="Leave empty if you received it now.",
    )
    received_time = TimeField(label="Time received", required=False)

    def __init__(self, *args: Any, sends: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sends = sends

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.sends:
            self._ask_for_facts(cleaned)
        return cleaned

    def answers(self) -> Answers:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return Answers(
            victim=self._named("victim"),
            suspect=self._named("suspect", typed["relationship"]),
            suspect_known=answered(typed, "suspect_known"),
            immediate_danger=answered(typed, "immediate_danger"),
            received_at=moment(typed["received_on"], typed["received_time"]),
            **{name: typed[name] for name in WORDS},
        )

    def _named(self, who: str, relationship: str = "") -> Named:
        given, family, born_on = (self.cleaned_data[f"{who}_{part}"] for part in ("given", "family", "born_on"))
        reach = Reach(**{part: self.cleaned_data[f"{who}_{part}"] for part in REACH})
        return Named(given, family, born_on, relationship, reach)

    def _ask_for_facts(self, cleaned: dict[str, Any]) -> None:
        """Three facts and whether there is danger now; the rest may follow."""
        if not any(cleaned.get(name) for name in ("victim_given", "victim_family", "in_danger")):
            self.add_error("victim_given", "Enter who is in danger: a name, or how to know the person")
        for name, sentence in self.TO_SEND.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if answered(cleaned, "immediate_danger") and not cleaned.get("done_now"):
            self.add_error("done_now", "Enter what has been done now")


class ReferAgainForm(Form):
    """A new referral of a case that had ended."""

    in_danger = words("Who is in danger?", rows=2, missing="Enter who is in danger")
    happening = words(
        "What is happening now?",
        rows=6,
        missing="Enter what is happening now",
        help_text="What is new since the unit last worked on this.",
    )
    immediate_danger = yes_no(
        "Is anyone in danger now?",
        missing="Select yes if anyone is in danger now",
        help_text="If it cannot wait for an answer, call 999 first. Yes raises a red flag.",
    )
    done_now = words(
        "If yes, what has been done about it now?", rows=2, required=False, missing="Enter what has been done now"
    )
    safe_contact_words = words("What has changed about safe contact?", rows=2, readers=VICTIM_SIDE_READ, required=False)
    referrer_name = line("Your name, or who asked you to refer", width=30)
    referrer_contact = TextField(
        label="How can we reach you?",
        missing="Enter how to reach you",
        width=30,
        help_text="A telephone number or e-mail address.",
    )
    source = coded(CodeList.SOURCE, "Where this referral comes from", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if answered(cleaned, "immediate_danger") and not cleaned.get("done_now"):
            self.add_error("done_now", "Enter what has been done now")
        return cleaned

    def answers(self) -> Answers:
        """What was typed, as the service takes it."""
        return Answers(
            immediate_danger=answered(self.cleaned_data, "immediate_danger"),
            **{name: self.cleaned_data[name] for name in WORDS if name in self.fields},
        )
