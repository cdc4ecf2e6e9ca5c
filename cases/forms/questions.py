"""The referral asked one question a page: the boxes of the one long form, a few at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.forms.intake import REACH, ReferralForm
from stalking_unit.ui.forms import Form


@dataclass(frozen=True, slots=True)
class Question:
    """One page: its name in the address, its heading and the boxes of the referral that stand on it."""

    slug: str
    title: str
    boxes: Sequence[str]

    @property
    def form_class(self) -> type[Form]:
        """The boxes as the long form declares them."""
        return type("QuestionForm", (Form,), {name: ReferralForm.base_fields[name] for name in self.boxes})


def _reach(who: str) -> list[str]:
    return [f"{who}_{part}" for part in REACH]


QUESTIONS = (
    Question("who-is-in-danger", "Who is in danger?", ("victim_given", "victim_family", "victim_born_on", "in_danger")),
    Question("reaching-them", "Where is the person in danger, and how are they reached?", _reach("victim")),
    Question(
        "who-is-doing-it",
        "Who is doing it?",
        ("suspect_known", "suspect_given", "suspect_family", "suspect_born_on", "relationship"),
    ),
    Question("finding-them", "Where is the person doing it, and how are they reached?", _reach("suspect")),
    Question("what-is-happening", "What has been happening?", ("happening",)),
    Question("danger-now", "Danger now", ("immediate_danger", "done_now")),
    Question("safe-contact", "Safe contact", ("safe_contact_words",)),
    Question("sharing", "Views on sharing", ("views", "views_words")),
    Question("about-you", "Who is referring?", ("referrer_name", "referrer_contact", "source")),
    Question(
        "references",
        "References, and when you received this",
        ("crime_reference", "earlier_reference", "received_on", "received_time"),
    ),
)
