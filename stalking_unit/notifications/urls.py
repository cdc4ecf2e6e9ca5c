"""Routes of the inbox."""

from django.urls import path

from stalking_unit.notifications import views

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("read/", views.MarkAllAsRead.as_view(), name="inbox-read"),
    path("<uuid:pk>/", views.Open.as_view(), name="inbox-open"),
]
