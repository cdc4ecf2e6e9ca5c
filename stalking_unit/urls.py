"""Every route of the product, composed from the apps."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from stalking_unit import health

handler400 = "stalking_unit.ui.views.bad_request"
handler403 = "stalking_unit.ui.views.forbidden"
handler404 = "stalking_unit.ui.views.not_found"
handler429 = "stalking_unit.ui.views.too_many"
handler500 = "stalking_unit.ui.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("accounts/", include("stalking_unit.accounts.urls")),
    path("inbox/settings/", include("stalking_unit.reminders.urls")),
    path("inbox/", include("stalking_unit.notifications.urls")),
    path("", include("cases.urls")),
    path("", include("risk.urls")),
    path("", include("interventions.urls")),
    path("api/v1/", include("stalking_unit.api_urls")),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", include("stalking_unit.accounts.demo_urls")),
        path("components/", include("stalking_unit.ui.demo_urls")),
    ]
