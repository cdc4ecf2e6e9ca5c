"""The routes of plans, orders and support; the names are what everything else links by."""

from django.urls import path

from interventions.views import adopting, conferring, copying, ending, orders, plan, support, support_page, victim_plan

app_name = "interventions"

urlpatterns = [
    path("meetings/", conferring.Meetings.as_view(), name="meetings"),
    path("meetings/<uuid:pk>/", conferring.Meeting.as_view(), name="meeting"),
    path("meetings/<uuid:pk>/no-change/", conferring.NoChange.as_view(), name="no-change"),
    path("cases/<uuid:pk>/meetings/<uuid:meeting>/", conferring.Talk.as_view(), name="talk"),
    path("cases/<uuid:pk>/plan/", plan.Plan.as_view(), name="plan"),
    path("cases/<uuid:pk>/plan/adopt/", adopting.Adopt.as_view(), name="adopt"),
    path("cases/<uuid:pk>/plan/add/", plan.AddAction.as_view(), name="add-action"),
    path("cases/<uuid:pk>/plan/add-for-safety/", plan.AddVictimAction.as_view(), name="add-victim-action"),
    path("actions/<uuid:pk>/", plan.OneAction.as_view(), name="action"),
    path("actions/<uuid:pk>/done/", plan.Finish.as_view(), name="finish-action"),
    path("actions/<uuid:pk>/change/", plan.Reword.as_view(), name="reword-action"),
    path("actions/<uuid:pk>/no-longer-needed/", plan.Drop.as_view(), name="drop-action"),
    path("actions/<uuid:pk>/another-day/", plan.PutOff.as_view(), name="put-off-action"),
    path("actions/<uuid:pk>/hand-over/", plan.HandOver.as_view(), name="hand-over-action"),
    path("cases/<uuid:pk>/orders/record/", orders.Record.as_view(), name="record-order"),
    path("cases/<uuid:pk>/orders/question/", orders.AnswerQuestion.as_view(), name="answer-order-question"),
    path("cases/<uuid:pk>/orders/ask-again/", orders.AskAgain.as_view(), name="ask-order-question"),
    path("orders/<uuid:pk>/service/", orders.Serve.as_view(), name="serve-order"),
    path("orders/<uuid:pk>/notification/", orders.Notify.as_view(), name="notify-order"),
    path("orders/<uuid:pk>/breach/", orders.RecordBreach.as_view(), name="breach-order"),
    path("orders/<uuid:pk>/breaches/<uuid:breach>/", orders.DecideBreach.as_view(), name="decide-breach"),
    path("orders/<uuid:pk>/copy/", copying.CopyOrder.as_view(), name="copy-order"),
    path("contacts/<uuid:pk>/copy/", copying.CopyContact.as_view(), name="copy-contact"),
    path("cases/<uuid:pk>/support/", support_page.Support.as_view(), name="support"),
    path("cases/<uuid:pk>/support/summary/", victim_plan.TellConference.as_view(), name="tell-conference"),
    path("victims/<uuid:pk>/safety-plan/", victim_plan.WriteSafetyPlan.as_view(), name="write-safety-plan"),
    path("victims/<uuid:pk>/support-plan/", victim_plan.WriteSupportPlan.as_view(), name="write-support-plan"),
    path("victim-plans/<uuid:pk>/", victim_plan.OneVictimPlan.as_view(), name="victim-plan"),
    path("victims/<uuid:pk>/needs/", victim_plan.AddNeed.as_view(), name="add-need"),
    path("needs/<uuid:pk>/", victim_plan.ChangeNeed.as_view(), name="need"),
    path("victims/<uuid:pk>/silence/", support.Silence.as_view(), name="silence"),
    path("victims/<uuid:pk>/number/", support.Number.as_view(), name="number"),
    path("victims/<uuid:pk>/contact/", support.Contact.as_view(), name="contact"),
    path("victims/<uuid:pk>/emergency/", support.OpenEmergencyRoute.as_view(), name="open-emergency-route"),
    path("emergency/<uuid:pk>/", support.EmergencyRoute.as_view(), name="emergency-use"),
    path("cases/<uuid:pk>/review/", ending.Review.as_view(), name="review"),
    path("cases/<uuid:pk>/return-to-plan/", ending.ReturnToPlan.as_view(), name="return-to-plan"),
    path("cases/<uuid:pk>/close/", ending.Close.as_view(), name="close"),
    path("cases/<uuid:pk>/end-monitoring/", ending.EndMonitoring.as_view(), name="end-monitoring"),
    path("cases/<uuid:pk>/end-consultation/", ending.EndConsultation.as_view(), name="end-consultation"),
]
