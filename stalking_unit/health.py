"""Two questions a supervisor may ask: is the process alive, and can it serve a page?"""

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse


@login_not_required
@transaction.non_atomic_requests
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> HttpResponse:
    """Answers when the database does; without one the error page's 500 says no."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ready\n", content_type="text/plain")
