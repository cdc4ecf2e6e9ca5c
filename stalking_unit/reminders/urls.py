"""Routes of how one is told."""

from django.urls import path

from stalking_unit.reminders import views

urlpatterns = [
    path("", views.Told.as_view(), name="told"),
    path("email/", views.ChooseEmail.as_view(), name="told-email"),
    path("away/", views.SayAway.as_view(), name="told-away"),
    path("away/<uuid:pk>/call-off/", views.CallOff.as_view(), name="told-call-off"),
    path("calendar/", views.MakeCalendar.as_view(), name="told-calendar"),
    path("calendar/stop/", views.StopCalendar.as_view(), name="told-calendar-stop"),
]
