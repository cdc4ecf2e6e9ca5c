"""What a conference decided as plain text, as far as its reader may know it."""

from cases.policy import Action
from cases.services.files import Copied
from cases.views.copying import CopyRecord
from risk.models import ConferenceItem
from risk.presenters.conference import conference, paper_rows
from risk.services import minutes
from stalking_unit.ui.parts import Link


class CopyConference(CopyRecord):
    """Every decision of one conference that this reader may read, and the views that differ."""

    records = ConferenceItem.objects.select_related("conference__chair")
    reading = (Action.VIEW_CONFERENCE,)
    tab = "Assessment"

    def copied(self) -> Copied:
        words = conference(minutes.decided(self.actor, self.record))
        return Copied(words.title, paper_rows(words))

    def back(self) -> Link:
        return Link("Back to the assessment", self.case_page("risk:assessment"))
