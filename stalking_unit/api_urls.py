"""Every route of the API, version 1."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from cases.api.permissions import HasSeat

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cases.api.urls")),
    path("schema/", SpectacularAPIView.as_view(permission_classes=[HasSeat]), name="schema"),
]
