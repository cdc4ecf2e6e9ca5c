"""The routes of assessment and conference."""

from django.urls import path

from risk.views import assessment, conference, confirming, copying, formulation, meeting, minutes, writing

app_name = "risk"

urlpatterns = [
    path("cases/<uuid:pk>/assessment/", assessment.Assessment.as_view(), name="assessment"),
    path("cases/<uuid:pk>/assessment/start/", assessment.Start.as_view(), name="start"),
    path("cases/<uuid:pk>/assessment/again/", assessment.Again.as_view(), name="again"),
    path("cases/<uuid:pk>/assessment/call-conference/", assessment.Call.as_view(), name="call"),
    path("cases/<uuid:pk>/conference/record/", conference.Hold.as_view(), name="hold"),
    path("cases/<uuid:pk>/formulation/", formulation.Read.as_view(), name="formulation"),
    path("cases/<uuid:pk>/formulation/write/", formulation.Parts.as_view(), name="formulate"),
    path("cases/<uuid:pk>/formulation/propose/", formulation.Propose.as_view(), name="propose_formulation"),
    path("cases/<uuid:pk>/formulation/agree/", formulation.Agree.as_view(), name="agree_formulation"),
    path("cases/<uuid:pk>/formulation/versions/", formulation.Versions.as_view(), name="formulation_versions"),
    path(
        "cases/<uuid:pk>/formulation/write/<slug:part>/",
        formulation.WritePart.as_view(),
        name="write_formulation",
    ),
    path("meetings/plan/", meeting.PlanMeeting.as_view(), name="plan_meeting"),
    path("meetings/<uuid:pk>/change/", meeting.ChangeMeeting.as_view(), name="change_meeting"),
    path("meetings/<uuid:pk>/room/", meeting.Room.as_view(), name="room"),
    path("meetings/<uuid:pk>/conflicts/", meeting.NoConflict.as_view(), name="no_conflict"),
    path("meetings/<uuid:pk>/add/", meeting.AddCase.as_view(), name="add_case"),
    path("cases/<uuid:pk>/meetings/<uuid:meeting>/leave-out/", meeting.LeaveOut.as_view(), name="leave_out"),
    path("cases/<uuid:pk>/meetings/<uuid:meeting>/here/", meeting.Here.as_view(), name="here"),
    path("meetings/<uuid:pk>/minutes/", minutes.Minutes.as_view(), name="minutes"),
    path("meetings/<uuid:pk>/minutes/sign/", minutes.Sign.as_view(), name="sign_minutes"),
    path("meetings/<uuid:pk>/minutes/strike/<uuid:row>/", minutes.StrikeRow.as_view(), name="strike_row"),
    path("conferences/<uuid:pk>/confirm/", confirming.Confirm.as_view(), name="confirm"),
    path("conferences/<uuid:pk>/copy/", copying.CopyConference.as_view(), name="copy_conference"),
    path("contributions/<uuid:pk>/", writing.Sections.as_view(), name="contribute"),
    path("contributions/<uuid:pk>/nothing-known/", writing.NothingKnown.as_view(), name="nothing_known"),
    path("contributions/<uuid:pk>/unfinished/", writing.Unfinished.as_view(), name="unfinished"),
    path("contributions/<uuid:pk>/check/", writing.Check.as_view(), name="check"),
    path("contributions/<uuid:pk>/versions/", writing.Versions.as_view(), name="versions"),
    path("contributions/<uuid:pk>/sign-off/", assessment.SignOff.as_view(), name="sign_off"),
    path("contributions/<uuid:pk>/write/<slug:section>/", writing.WriteSection.as_view(), name="write"),
]
