"""A contribution as its discipline writes it: the list of sections, a page for each, and reading it over to submit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from cases.policy import Action
from cases.services.drafts import Kept, Typed
from cases.services.errors import Incomplete
from cases.views.base import RecordPage, parse_uuid
from cases.views.drafts import Drafting
from risk.forms.writing import SectionForm, form_of
from risk.models import Contribution, DraftSection
from risk.presenters import writing as words
from risk.presenters.changes import version_words
from risk.questions import Section, section, sections
from risk.services import contributions, history, unfinished, writing
from risk.services.writing import Writing
from risk.views.assessment import CONTRIBUTIONS, OnContribution
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.forms import Form

MISSING = {
    "level": "Select how high you put the risk, or that it is not known",
    "summary": "Enter in one or two sentences what the whole team should know",
    "known": "Enter what you know, or tick that nothing is known to you",
    "instrument_code": "Select the instrument",
}


class Sections(RecordPage, TemplateView):
    """How far each section is; from here to each of them, and to reading it all over."""

    action = Action.WRITE_CONTRIBUTION
    records = CONTRIBUTIONS
    record: Contribution
    template_name = "risk/contribute.html"
    tab = "Assessment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = writing.whole(self.record, by=self.actor)
        context = super().get_context_data(
            record=self.record,
            tasks=words.tasks(self.record, now),
            open_words=words.left_open(self.record, now.typed),
            submitted=now.submitted,
            has_left=bool(unfinished.left(self.record, by=self.actor)),
            returned=words.returned_words(self.record, now.submitted),
            **kwargs,
        )
        return context | {"heading": f"{self.record.discipline.name}: your part of the assessment"}


class Unfinished(RecordPage, TemplateView):
    """What the discipline had typed in an earlier round and never submitted: to take up, or to let go."""

    action = Action.WRITE_CONTRIBUTION
    records = CONTRIBUTIONS
    record: Contribution
    template_name = "risk/unfinished.html"
    tab = "Assessment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = unfinished.left(self.record, by=self.actor)
        context = super().get_context_data(
            record=self.record, left=words.unfinished(self.record, found), **{"problem": "", **kwargs}
        )
        return context | {"heading": "Unfinished words from the round before"}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Each section has a button to take it up and one to let it go."""
        does, key = request.POST.get("do", ""), parse_uuid(request.POST.get("draft", ""))
        if key is None or does not in {"take", "drop"}:
            raise Http404
        try:
            if does == "take":
                unfinished.take_up(self.record, key, by=self.actor)
            else:
                unfinished.let_go(self.record, key, by=self.actor)
        except DomainError as error:
            return self.render_to_response(self.get_context_data(problem=error.message), status=error.status)
        done = "Taken up. It stands in its section now, with everybody’s name." if does == "take" else "Let go."
        messages.success(request, done)
        return HttpResponseRedirect(reverse("risk:contribute", kwargs={"pk": self.record.pk}), status=303)


class NothingKnown(OnContribution):
    """One press for a discipline that has looked and has nothing: every question without an answer gets that one."""

    action = Action.WRITE_CONTRIBUTION
    form_class: type[forms.BaseForm] = Form
    submit_label = "Answer “Nothing known” to them all"
    intro = "Every question about facts without an answer gets this one. It says that you looked and there is nothing."
    title = "Nothing is known to us"

    def act(self, form: Form) -> str:
        writing.nothing_known(self.record, by=self.actor)
        return "Every question that had no answer says “Nothing known”."

    def get_success_url(self) -> str:
        return reverse("risk:contribute", kwargs={"pk": self.record.pk})


class WriteSection(Drafting, OnContribution):
    """One section, saved as it is typed into a draft that the whole discipline on this case goes on with."""

    holds = False  # it saves itself as it is typed
    action = Action.WRITE_CONTRIBUTION
    template_name = "risk/section.html"
    form_class: type[Form] = SectionForm
    found_again = "You and your colleagues on this case find it under “Write your part”"
    section: Section
    row: DraftSection | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        kind = words.kind_of(self.record)
        found = section(kind, kwargs["section"])
        if found is None:
            raise Http404
        self.section = found
        self.form_class = form_of(kind, found)
        self.kept = self.load()

    def consult(self, record: Any) -> None:
        """A page that saves itself shows nothing."""
        if self.does != "keep":
            super().consult(record)

    def load(self) -> Kept:
        kept, self.row = writing.kept(self.record, self.section, by=self.actor)
        return kept

    def keep(self, typed: Typed) -> Kept:
        return writing.keep(self.record, self.section, typed, by=self.actor, seen=self.seen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            section=self.section,
            guide=words.GUIDES[self.section.stance],
            whose=words.draft_words(self.row, self.actor.user_id),
            **kwargs,
        )
        return context | {"heading": self.section.title}

    def act(self, form: SectionForm) -> str:
        """Nothing more: what the page was sent is saved already."""
        return ""

    def get_success_url(self) -> str:
        """The next section; after the last, reading it all over."""
        pages = sections(words.kind_of(self.record))
        following = pages[pages.index(self.section) + 1 :]
        if following:
            return words.section_address(self.record, following[0])
        return reverse("risk:check", kwargs={"pk": self.record.pk})


class Check(OnContribution):
    """All of it on one page, to read over and submit."""

    holds = False  # nothing is typed here
    action = Action.WRITE_CONTRIBUTION
    template_name = "risk/check.html"
    form_class: type[forms.BaseForm] = Form
    submit_label = "Submit"
    now: Writing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = writing.whole(self.record, by=self.actor)
        context = super().get_context_data(
            stamp=now.stamp,
            parts=words.parts(self.record, now.typed, changes=True),
            open_words=words.left_open(self.record, now.typed),
            hands=words.hands_words(now.hands, but=self.actor.user_id),
            asks_sign_off=self.actor.agency is not None and self.actor.agency.asks_countersignature,
            submitted=contributions.latest(self.record),
            **kwargs,
        )
        return context | {"heading": f"{self.record.discipline.name}: read it over and submit"}

    def act(self, form: Form) -> str:
        stamp = self.request.POST.get("stamp", "")
        writing.submit(self.record, by=self.actor, stamp=int(stamp) if stamp.isdigit() else None, version=self.version)
        return "Your part is submitted. You can now compare it with the parts of those who have answered."

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        """What is missing is said in the words of its box."""
        if not isinstance(error, Incomplete):
            self.record.refresh_from_db()
            return super().refused(form, error)
        for name in error.missing:
            form.add_error(None, MISSING[name])
        return self.form_invalid(form)


class Versions(RecordPage, TemplateView):
    """What changed between one version and the next, as far as the reader may know both."""

    action = Action.VIEW_CONTRIBUTION
    records = CONTRIBUTIONS
    record: Contribution
    template_name = "risk/versions.html"
    tab = "Assessment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = history.versions(self.actor, self.record)
        context = super().get_context_data(versions=version_words(words.kind_of(self.record), found), **kwargs)
        return context | {"heading": f"{self.record.discipline.name}: what changed"}
