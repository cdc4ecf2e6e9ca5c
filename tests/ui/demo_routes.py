"""The routes of the page of components, which only the demonstration has."""

from django.urls import include, path

urlpatterns = [path("components/", include("stalking_unit.ui.demo_urls"))]
