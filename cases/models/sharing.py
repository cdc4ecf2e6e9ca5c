"""What a victim thinks of sharing what they told us. It is asked for and kept; it is never the lawful basis."""

from django.db import models

from cases.enums import Views
from cases.models.incident import Incident
from cases.models.person import CasePerson
from cases.models.record import CaseRecord
from cases.models.words import Words


class SharingView(CaseRecord):
    """A victim's views on sharing one incident, or everything. The latest stands; what was said before stays."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="sharing_views")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="sharing_views")
    views = models.CharField(max_length=12, choices=Views)
    whom = Words(blank=True)
    why = Words(blank=True)
    ask_again_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_views_display()}, {self.case_person_id}"
