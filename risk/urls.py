"""The routes of assessment and conference."""

from django.urls import path

from risk.views import assessment, conference, copying, formulation, writing

app_name = "risk"

urlpatterns = [
    path("cases/<uuid:pk>/assessment/", assessment.Assessment.as_view(), name="assessment"),
    path("cases/<uuid:pk>/assessment/start/", assessment.Start.as_view(), name="start"),
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
    path("conferences/<uuid:pk>/copy/", copying.CopyConference.as_view(), name="copy_conference"),
    path("contributions/<uuid:pk>/", writing.Sections.as_view(), name="contribute"),
    path("contributions/<uuid:pk>/nothing-known/", writing.NothingKnown.as_view(), name="nothing_known"),
    path("contributions/<uuid:pk>/check/", writing.Check.as_view(), name="check"),
    path("contributions/<uuid:pk>/versions/", writing.Versions.as_view(), name="versions"),
    path("contributions/<uuid:pk>/sign-off/", assessment.SignOff.as_view(), name="sign_off"),
    path("contributions/<uuid:pk>/write/<slug:section>/", writing.WriteSection.as_view(), name="write"),
]
