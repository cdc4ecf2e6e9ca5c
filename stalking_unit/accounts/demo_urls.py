"""Routes that exist under demo settings only."""

from django.urls import path

from stalking_unit.accounts import demo_views

urlpatterns = [
    path("", demo_views.people, name="demo_people"),
    path("sign-in/<slug:slug>/", demo_views.sign_in, name="demo_sign_in"),
]
