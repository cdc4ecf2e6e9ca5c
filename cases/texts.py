"""What people write about a case in the cases app: who reads each text, and where it stands."""

from cases.policy import Action
from cases.services.files import Text
from cases.services.notes import READING

A = Action
PEOPLE = (A.VIEW_VICTIM, A.VIEW_SUSPECT, A.VIEW_OTHER_PERSON)
IN_ANY_WAY = (*PEOPLE, A.VIEW_VICTIM_BRIEF, A.VIEW_SUSPECT_BRIEF)
PLACES = (A.VIEW_VICTIM_LOCATION, A.VIEW_SUSPECT_LOCATION)
NUMBERS = (A.VIEW_VICTIM_CONTACT, A.VIEW_SUSPECT_CONTACT)
REFERRAL = ("cases.Referral", (A.VIEW_REFERRAL,), "cases:overview")
INCIDENT = ("cases.Incident", (A.VIEW_INCIDENT,), "cases:timeline")
TOLD = {
    "what": "What happened",
    "how_known": "How we know",
    "impact": "What it has meant for the victim",
    "opinion": "What somebody thinks it means",
    "crime_reference": "A crime reference",
}
HIDDEN = ("cases.Hiding", (A.VIEW_HIDDEN_WORDS,), "cases:hidden")
RULES = ("cases.SafeContact", (A.VIEW_SAFE_CONTACT,), "cases:people")


def _of(about: tuple[str, tuple[Action, ...], str], **labels: str) -> tuple[Text, ...]:
    model, read, page = about
    return tuple(Text(model, name, label, read, page) for name, label in labels.items())


TEXTS = (
    Text("cases.Case", "code_name", "The code name of the case", (A.VIEW_CASE,), "cases:overview", case="pk"),
    Text("cases.NextStep", "text", "The next step", (A.VIEW_NEXT_STEP,), "cases:overview", via="case"),
    Text(
        "cases.Statement",
        "text",
        "What was said when the case moved",
        (A.VIEW_STATEMENT, A.VIEW_ANSWER, A.VIEW_HANDOVER),
        "cases:history",
    ),
    Text("cases.CasePerson", "code_name", "A code name", IN_ANY_WAY, "cases:people"),
    Text("cases.PersonName", "given", "A given name", IN_ANY_WAY, "cases:people", via="case_person"),
    Text("cases.PersonName", "family", "A family name", IN_ANY_WAY, "cases:people", via="case_person"),
    Text("cases.PersonDetail", "needs", "What a person needs", PEOPLE, "cases:people", via="case_person"),
    Text("cases.Identifier", "value", "A number in another system", PEOPLE, "cases:people", via="case_person"),
    Text("cases.Location", "address", "An address", PLACES, "cases:people"),
    Text("cases.Location", "postcode", "A postcode", PLACES, "cases:people"),
    Text("cases.ContactPoint", "value", "A number or account", NUMBERS, "cases:people"),
    Text("cases.SpokenTo", "words", "Whom somebody spoke to", (A.VIEW_SPOKEN_TO,), "cases:timeline"),
    Text("cases.SpokenTo", "struck_reason", "Why that was struck through", (A.VIEW_SPOKEN_TO,), "cases:timeline"),
    Text("cases.TeamMember", "reason", "Why somebody is on the case", (A.VIEW_ACCESS,), "cases:team"),
    Text("cases.CaseGrant", "reason", "Why access was given", (), "cases:team", case="content_object_id"),
    Text("cases.Exclusion", "reason", "Why somebody has no access", (A.VIEW_EXCLUSION,), "cases:team"),
    *(
        Text("cases.CallerDrop", name, label, (A.VIEW_CALLER_DROP,), "cases:caller_drops")
        for name, label in (
            ("caller", "Who rang"),
            ("said", "What a caller said"),
            ("old_phone", "Who else may have the old phone"),
            ("struck_reason", "Why a call was struck through"),
        )
    ),
    *_of(
        ("cases.ReferralAddition", (A.VIEW_ADDITION,), "cases:overview"),
        text="What was added to a referral",
        struck_reason="Why an addition was struck through",
    ),
    Text("cases.ReceivedText", "text", "The referral as it came in", (A.VIEW_RECEIVED_TEXT,), "cases:as_received"),
    Text("cases.Draft", "words", "A draft", (), "cases:overview", case="subject_id", is_own=True),
    *_of(HIDDEN, words="Words that were hidden", lifted_reason="Why hidden words show again"),
    Text("cases.Redaction", "reason", "Why words are taken out", (A.VIEW_HIDING,), HIDDEN[2], via="hiding"),
    Text("cases.Redaction", "refused_reason", "Why words are not taken out", (A.VIEW_HIDING,), HIDDEN[2], via="hiding"),
    Text("cases.SealedText", "words", "A sealed copy", (A.VIEW_SEALED_WORDS,), HIDDEN[2], via="hiding"),
    *_of(
        RULES,
        sign_as="How messages are signed",
        say="What may be said",
        code_word="The code word",
        emergency_route="The emergency route",
    ),
    *_of(
        REFERRAL,
        involves_agency_how="Who works for, or knows, an agency here",
        referrer_name="Who referred",
        referrer_contact="How to reach who referred",
        in_danger="Who is in danger",
        happening="What is happening",
        done_now="What has been done",
        safe_contact_words="How to reach the victim safely",
        views_words="What the victim thinks of sharing",
        crime_reference="A crime reference",
        earlier_reference="A case it may belong to",
        struck_reason="Why a referral was struck through",
    ),
    *_of(
        INCIDENT,
        **TOLD,
        struck_reason="Why an incident was struck through",
    ),
    *_of(
        ("cases.Note", tuple(READING.values()), "cases:timeline"),
        text="A note",
        struck_reason="Why a note was struck through",
    ),
    *_of(
        ("cases.SharingView", (A.VIEW_SHARING,), "cases:people"),
        whom="With whom the victim would share",
        why="Why the victim was not asked, or it was shared all the same",
        struck_reason="Why views on sharing were struck through",
    ),
    *(
        Text("cases.IncidentVersion", name, f"{label}, as it stood before", (A.VIEW_INCIDENT,), INCIDENT[2], "incident")
        for name, label in TOLD.items()
    ),
)
