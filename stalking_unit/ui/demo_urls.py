"""Routes of the page of components, under demo settings only."""

from django.urls import path

from stalking_unit.ui.views import gallery

urlpatterns = [
    path("", gallery.components, name="components"),
    path("error/<int:code>/", gallery.error, name="components-error"),
    path("error/form-expired/", gallery.expired, name="components-form-expired"),
]
