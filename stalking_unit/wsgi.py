"""The WSGI entry point."""

import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from stalking_unit.proxy import restore_address

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stalking_unit.settings.base")

django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    restore_address(environ, behind_proxy=settings.BEHIND_PROXY)
    return django(environ, start_response)
