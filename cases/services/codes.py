"""The lists people tick from, as a unit starts with them; rows may be added and ended later, never renamed away."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from cases.models import CodeItem, CodeList

# In the order in which people read them. The code is what records keep; the label is what pages say. Behaviours and
# methods are ticked together, so no code is in both.
SEED: Mapping[CodeList, Mapping[str, str]] = {
    CodeList.BEHAVIOUR: {
        "following": "Following",
        "watching": "Watching or surveillance",
        "loitering": "Waiting about near somewhere",
        "approach": "Approaching in person",
        "unwanted-contact": "Unwanted messages or calls",
        "gifts-letters": "Gifts or letters",
        "threat-kill-harm": "Threat to kill or harm",
        "threat-sexual": "Sexual threat",
        "suicide-threat": "Threat of suicide",
        "property-damage": "Damage to property",
        "entry": "Getting into a home or other place",
        "theft": "Theft",
        "vehicle-tampering": "Tampering with a vehicle",
        "assault": "Assault",
        "sexual-assault": "Sexual assault",
        "strangulation": "Strangulation or suffocation",
        "pet-harm": "Harm to a pet",
        "third-party-contact": "Contact with family, work or friends",
        "proxy": "Getting others to act",
        "false-reports": "False reports, complaints or court claims",
        "impersonation": "Pretending to be someone",
        "publishing": "Publishing things about the victim",
        "image-abuse": "Sharing or threatening to share images",
        "hacking": "Getting into accounts or devices",
        "spyware": "Spyware",
        "tracking": "Tracking device",
        "smart-home": "Misuse of smart devices at home",
        "dating-app": "False dating profile",
        "drone": "Drone",
        "breach": "Breaking an order or bail condition",
        "research": "Finding out about the victim",
        "moving-closer": "Moving home or job towards the victim",
        "through-children": "Contact through children or courts",
        "payments": "Small payments with messages",
        "other": "Other",
    },
    CodeList.METHOD: {
        "in-person": "In person",
        "phone": "Phone call",
        "silent-call": "Silent call",
        "text": "Text message",
        "messaging": "Messaging app",
        "email": "E-mail",
        "post": "Post",
        "social": "Social media",
        "gaming": "Gaming",
        "by-dating-app": "Dating app",
        "payment": "Payment reference",
        "third-party": "Through someone else",
        "tracker": "Tracker",
        "by-drone": "Drone",
        "vehicle": "Vehicle",
        "made-images": "Made-up images or voices",
        "unknown": "Not known",
    },
    CodeList.RELATIONSHIP: {
        "partner": "Current partner",
        "ex-cohabited": "Former partner, lived together",
        "ex-dated": "Former partner, dated",
        "ex-brief": "Former partner, briefly",
        "separated": "Husband or wife, separated",
        "family": "Family",
        "friend": "Friend or former friend",
        "acquaintance": "Acquaintance",
        "colleague": "Colleague or former colleague",
        "professional": "Met through the victim’s work (patient, student, customer)",
        "carer": "Carer",
        "neighbour": "Neighbour",
        "online": "Known online only",
        "stranger": "Stranger",
        "public": "The victim is a public figure",
        "associate": "Criminal associate",
        "unknown": "Not known who it is",
        "other": "Other",
    },
    CodeList.SOURCE: {
        "police": "Police",
        "self": "The victim",
        "helpline": "Helpline",
        "advocate": "Advocacy service",
        "health": "GP, hospital or mental health service",
        "custody": "Liaison and diversion, or custody",
        "probation": "Probation",
        "prison": "Prison",
        "housing": "Housing",
        "education": "School, college or university",
        "employer": "Employer",
        "marac": "MARAC",
        "mappa": "MAPPA",
        "other-force": "Another force or unit",
        "other": "Other",
    },
    CodeList.DECLINE: {
        "not-stalking": "Not stalking: harassment, anti-social behaviour or a dispute",
        "out-of-area": "Outside our area",
        "led-elsewhere": "Already led by MAPPA, MARAC or FTAC",
        "victim-declined": "The victim does not want it, and no public-interest ground",
        "insufficient": "Not enough information after two requests",
        "capacity": "No capacity (reported to the commissioner)",
        "duplicate": "The same referral came in twice",
    },
    CodeList.CLOSURE: {
        "risk-reduced": "Risk has come down and stayed down",
        "managed-elsewhere": "Convicted and managed elsewhere",
        "moved-area": "Moved to another area",
        "lost-contact": "We have lost contact; police hold the risk",
        "consultation-complete": "Consultation complete",
        "not-stalking": "Not stalking, after assessment",
        "suspect-gone": "The suspect has died or left the country",
        "victim-died": "The victim has died",
        "duplicate": "Duplicate",
        "capacity": "No capacity",
    },
    CodeList.RED_FLAG: {
        "flag-threat": "Explicit threat to kill",
        "flag-suicide": "Threat of suicide, or “if I cannot have you”",
        "flag-strangulation": "Strangulation or suffocation",
        "flag-weapon": "A weapon got or looked for",
        "flag-firearms": "Access to firearms, or a certificate",
        "flag-breach": "An order broken after it was served",
        "flag-at-home": "Came to the home at night, or broke in",
        "flag-tracker": "Tracker or spyware found",
        "flag-last-resort": "Words of last resort",
        "flag-trigger": "Something that may set it off within 14 days: court, release, child contact, a new partner",
        "flag-silence": "Sudden silence after intense contact",
        "flag-psychosis": "Psychotic beliefs about the victim",
        "flag-pet": "Harm to a pet",
        "flag-believes": "The victim believes that they will be killed",
        "flag-newborn": "Pregnancy or a newborn child",
        "flag-job-loss": "The suspect has lost work",
    },
    CodeList.TYPOLOGY: {
        "rejected": "Rejected",
        "resentful": "Resentful",
        "intimacy-seeking": "Seeking intimacy",
        "incompetent-suitor": "Incompetent suitor",
        "predatory": "Predatory",
    },
    CodeList.TRIGGER: {
        "new-incident": "New incident",
        "breach": "An order or bail condition was broken",
        "new-referral": "A new referral about the same people",
        "arrest": "Arrest",
        "bail-change": "Bail changed or ended",
        "no-further-action": "No further action",
        "charge": "Charge",
        "court": "Plea, verdict or sentence",
        "release": "Release",
        "discharge": "Discharge or leave from hospital",
        "return": "Back from abroad, or from wherever the suspect was",
        "order-made": "An order was made",
        "order-ending": "An order ends within 30 days",
        "identity": "The suspect was identified, or is someone else",
        "victim-change": "The victim moved, changed job, has a new partner or is pregnant",
        "mental-state": "The suspect’s mental state changed",
        "missed-appointment": "The suspect missed an appointment or moved",
        "child-hearing": "Hearing about contact with children",
        "hearing": "A court hearing within 14 days",
        "support-withdrawn": "The victim no longer supports a prosecution",
        "silence": "Four weeks of silence in a high case",
        "contact-lost": "We have lost contact with the victim",
        "right-to-know": "The suspect’s identity was disclosed to the victim",
        "closure-asked": "Somebody asked to close the case",
        "other": "Other",
    },
    CodeList.NO_PSYCHOLOGICAL: {
        "not-known-to-health": "Not known to services, and no need was found",
        "under-investigation": "Not while the investigation goes on",
        "treated-elsewhere": "Already treated elsewhere",
        "treatment-refused": "Offered, and refused",
        "not-treatable-now": "Not suitable for treatment now",
        "not-identified-a": "Nobody knows yet who the suspect is",
    },
    CodeList.NO_SOCIAL: {
        "no-need": "No need was found",
        "supported-elsewhere": "Already supported elsewhere",
        "support-refused": "Offered, and refused",
        "not-at-liberty": "In custody or in hospital",
        "not-identified-b": "Nobody knows yet who the suspect is",
    },
    CodeList.NO_LEGAL: {
        "dealt-with": "Already dealt with: an order or a sentence stands",
        "stopped": "It has stopped, and nothing more is in proportion",
        "not-enough-evidence": "Not enough evidence yet",
        "victim-does-not-want": "The victim does not want it, and no public-interest ground",
        "health-first": "Treatment first; the police look at it again at the review",
        "not-identified-c": "Nobody knows yet who the suspect is",
    },
}


@transaction.atomic
def ensure_codes() -> int:
    """Put in what is missing; what is there, ended or reworded, is left alone. Says how many were new."""
    wanted = [
        CodeItem(list=name, code=code, label=label, order=order)
        for name, items in SEED.items()
        for order, (code, label) in enumerate(items.items(), start=1)
    ]
    before = CodeItem.objects.count()
    CodeItem.objects.bulk_create(wanted, ignore_conflicts=True)
    return CodeItem.objects.count() - before


def choices(name: CodeList, on: date) -> list[tuple[str, str]]:
    """The entries of a list that may be ticked on this day, in the list's order."""
    return list(_live(name, on).values_list("code", "label"))


def items(name: CodeList, codes: list[str], on: date) -> list[CodeItem]:
    """The entries with these codes, of those that may be ticked on this day."""
    return list(_live(name, on).filter(code__in=codes))


def label(name: CodeList, code: str) -> str:
    """What a kept code says, also when its entry has ended since."""
    return CodeItem.objects.filter(list=name, code=code).values_list("label", flat=True).first() or ""


def labels(names: Iterable[CodeList]) -> dict[str, str]:
    """What the codes of these lists say, also of entries that have ended."""
    return dict(CodeItem.objects.filter(list__in=list(names)).order_by("list", "order").values_list("code", "label"))


def _live(name: CodeList, on: date) -> QuerySet[CodeItem]:
    running = Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
    return CodeItem.objects.filter(*running, list=name).order_by("order", "label")
