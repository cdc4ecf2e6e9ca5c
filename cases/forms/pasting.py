"""A text that is pasted, and what was found in it, to be confirmed one by one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import format_html

from cases.forms.choices import VICTIM_PLACES_READ
from cases.services.drafts import Typed
from cases.services.pasted import Finding, Kind
from stalking_unit.ui.forms import Form, LongTextField, RadiosField
from stalking_unit.ui.words import day

HER, HIM, REFERRER = "The person in danger", "The person doing it", "The referrer"
NOT_USED = ("", "Do not use it")
TO_PROTECTED = "a protected box"
# Into which boxes each kind of finding may go, and in what words.
BOXES: Mapping[Kind, Sequence[tuple[str, str]]] = {
    Kind.NAME: (("victim", HER), ("suspect", HIM), ("referrer_name", REFERRER)),
    Kind.PHONE: (
        ("victim_phones", f"{HER}, in {TO_PROTECTED}"),
        ("suspect_phones", f"{HIM}, in {TO_PROTECTED}"),
        ("referrer_contact", REFERRER),
    ),
    Kind.EMAIL: (
        ("victim_emails", f"{HER}, in {TO_PROTECTED}"),
        ("suspect_emails", f"{HIM}, in {TO_PROTECTED}"),
        ("referrer_contact", REFERRER),
    ),
    Kind.ADDRESS: (
        ("victim_address", f"{HER} lives there, in {TO_PROTECTED}"),
        ("suspect_address", f"{HIM} lives there, in {TO_PROTECTED}"),
    ),
    Kind.DAY: (
        ("victim_born_on", f"{HER} was born then"),
        ("suspect_born_on", f"{HIM} was born then"),
        ("received_on", "This was received then"),
    ),
    Kind.REFERENCE: (("crime_reference", "Crime reference"),),
    Kind.OURS: (("earlier_reference", "It may belong to this case"),),
}
# Boxes with room for several, one beside the other; in the others a second one would push the first out.
SEVERAL = frozenset(
    {"victim_phones", "suspect_phones", "victim_emails", "suspect_emails", "referrer_contact", "crime_reference"}
)


class PasteForm(Form):
    """The text, as it came."""

    pasting = LongTextField(
        label="Paste an e-mail or a police form",
        size="l",
        heading=True,
        required=False,
        owed=True,
        rows=14,
        readers=VICTIM_PLACES_READ,
        help_text="We look for names, dates, telephone numbers, e-mail addresses, addresses and references, and show "
        "you each with where it stood. Nothing goes into the referral until you say so. The text itself is kept with "
        "the referral, sealed.",
    )


class ConfirmForm(Form):
    """One question for each thing that was found, and whether the text itself becomes the account."""

    def __init__(self, *args: Any, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = findings
        for number, finding in enumerate(findings):
            self.fields[f"found_{number}"] = RadiosField(
                label=_words(finding),
                choices=[NOT_USED, *BOXES[finding.kind]],
                initial="",
                required=False,
                owed=True,
                help_text=_stood(finding),
            )
        self.fields["account"] = RadiosField(
            label="Put the text under “What is happening”?",
            choices=[("yes", "Yes, without the numbers and addresses that were found"), ("no", "No")],
            missing="Select yes if the text says what is happening",
            help_text="Look at it afterwards: an address that we did not find is still in it.",
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, box in self._chosen(cleaned):
            if box in taken and box not in SEVERAL:
                self.add_error(name, "Choose one for each box: another is marked as the same")
            taken[box] = name
        return cleaned

    def into(self, kept: Typed) -> dict[str, Sequence[str]]:
        """The boxes of the draft with what was confirmed in them; what stood in a box for several stays."""
        boxes = dict(kept)
        for name, box in self._chosen(self.cleaned_data):
            for place, value in _values(self.findings[int(name.rpartition("_")[2])], box):
                boxes[place] = [_beside("".join(boxes.get(place, ())), value) if place in SEVERAL else value]
        if any(box == "suspect" for _, box in self._chosen(self.cleaned_data)):
            boxes["suspect_known"] = ["yes"]
        return boxes

    def _chosen(self, cleaned: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [(name, box) for name, box in cleaned.items() if name.startswith("found_") and box]


def _beside(before: str, value: str) -> str:
    if value in before:
        return before
    return f"{before}, {value}" if before else value


def _values(finding: Finding, box: str) -> Iterator[tuple[str, str]]:
    """Which box gets what: a name goes into two, an address as well, a day into three."""
    if finding.kind is Kind.NAME and box != "referrer_name":
        given, _, family = finding.value.rpartition(" ")
        yield from ((f"{box}_given", given), (f"{box}_family", family))
    elif finding.kind is Kind.ADDRESS:
        yield box, finding.value.removesuffix(finding.postcode).rstrip(" ,")
        yield box.replace("address", "postcode"), finding.postcode
    elif finding.on:
        on = finding.on
        yield from ((f"{box}-{part}", str(getattr(on, part))) for part in ("day", "month", "year"))
    else:
        yield box, finding.value


def _words(finding: Finding) -> str:
    return f"{finding.kind}: {day(finding.on) if finding.on else finding.value}"


def _stood(finding: Finding) -> str:
    """The line it stood in, with itself marked."""
    return format_html(
        "Line {}: {}<mark>{}</mark>{}", finding.line, finding.before.lstrip(), finding.itself, finding.after.rstrip()
    )
