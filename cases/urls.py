"""The routes of cases; the names are what everything else links by."""

from django.urls import path

from cases.views import (
    caseload,
    conflicts,
    detail,
    documents,
    intake,
    moves,
    person,
    record,
    rota,
    sharing,
    team,
    triage,
)

app_name = "cases"

urlpatterns = [
    path("", caseload.Home.as_view(), name="home"),
    path("cases/", caseload.CaseList.as_view(), name="list"),
    path("search/", caseload.Search.as_view(), name="search"),
    path("duty/", rota.Duty.as_view(), name="duty"),
    path("duty/plan/", rota.PlanDuty.as_view(), name="plan_duty"),
    path("duty/call-off/", rota.CallOff.as_view(), name="call_off_duty"),
    path("refer/", intake.Refer.as_view(), name="refer"),
    path("cases/<uuid:pk>/referral/", intake.WriteReferral.as_view(), name="referral"),
    path("cases/<uuid:pk>/received/", intake.Received.as_view(), name="received"),
    path("cases/<uuid:pk>/refer-again/", intake.ReferAgain.as_view(), name="re_refer"),
    path("cases/<uuid:pk>/", detail.Overview.as_view(), name="overview"),
    path("cases/<uuid:pk>/timeline/", detail.Timeline.as_view(), name="timeline"),
    path("cases/<uuid:pk>/incidents/new/", record.RecordIncident.as_view(), name="record_incident"),
    path("incidents/<uuid:pk>/", record.ShowIncident.as_view(), name="incident"),
    path("incidents/<uuid:pk>/correct/", record.CorrectIncident.as_view(), name="correct_incident"),
    path("incidents/<uuid:pk>/strike/", record.StrikeIncident.as_view(), name="strike_incident"),
    path("cases/<uuid:pk>/people/", detail.People.as_view(), name="people"),
    path("cases/<uuid:pk>/people/new/", person.AddPerson.as_view(), name="add_person"),
    path("people/<uuid:pk>/", person.Person.as_view(), name="person"),
    path("people/<uuid:pk>/name/", person.Identify.as_view(), name="identify"),
    path("people/<uuid:pk>/safe-contact/", person.AgreeSafeContact.as_view(), name="safe_contact"),
    path("people/<uuid:pk>/addresses/new/", person.AddAddress.as_view(), name="add_address"),
    path("people/<uuid:pk>/numbers/new/", person.AddNumber.as_view(), name="add_number"),
    path("people/<uuid:pk>/sharing/new/", sharing.RecordSharing.as_view(), name="record_sharing"),
    path("cases/<uuid:pk>/documents/", documents.Documents.as_view(), name="documents"),
    path("documents/<uuid:pk>/", documents.Download.as_view(), name="download"),
    path("cases/<uuid:pk>/team/", team.Team.as_view(), name="team"),
    path("cases/<uuid:pk>/team/new/", team.NameSomebody.as_view(), name="name_somebody"),
    path("cases/<uuid:pk>/team/conflict/", team.DeclareConflict.as_view(), name="declare_conflict"),
    path("cases/<uuid:pk>/team/no-access/", team.NoAccess.as_view(), name="no_access"),
    path("cases/<uuid:pk>/team/<uuid:place>/end/", team.Leave.as_view(), name="leave_team"),
    path("cases/<uuid:pk>/history/", detail.History.as_view(), name="history"),
    path("cases/<uuid:pk>/restrict/", conflicts.Restrict.as_view(), name="restrict"),
    *triage.routes(),
    *moves.routes(),
]
