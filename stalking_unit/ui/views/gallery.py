"""The page of components, its form with everything wrong, and the error pages; in the demonstration only."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from stalking_unit import clock
from stalking_unit.ui import gallery
from stalking_unit.ui.views.errors import form_expired, page, saved_first

SHOWN = (400, 403, 404, 413, 429, 500, 503)


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component and field; sending the form shows its errors."""
    now = timezone.localtime(clock.now())
    form = gallery.EveryField(request.POST, request.FILES, now=now) if request.method == "POST" else gallery.filled(now)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and not form.is_valid() else HTTPStatus.OK
    return TemplateResponse(request, "components/gallery.html", gallery.samples(now) | {"form": form}, status=status)


@login_not_required
def error(request: HttpRequest, code: int) -> HttpResponse:
    """An error page as people would see it."""
    if code == HTTPStatus.CONFLICT:
        conflict, form = gallery.conflict(timezone.localtime(clock.now()))
        return saved_first(request, conflict=conflict, form=form)
    if code not in SHOWN:
        raise Http404
    return page(HTTPStatus(code))


@login_not_required
def expired(request: HttpRequest) -> HttpResponse:
    return form_expired(request)
