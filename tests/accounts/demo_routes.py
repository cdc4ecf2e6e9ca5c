"""The routes as demo settings have them."""

from django.urls import include, path

from stalking_unit import urls

urlpatterns = [*urls.urlpatterns, path("demo/", include("stalking_unit.accounts.demo_urls"))]
