"""What start-up says when this machine cannot print: a warning, since everything else still works."""

from typing import Any

from django.core.checks import CheckMessage, Warning

from stalking_unit.documents import pdf


def printing_is_possible(**kwargs: Any) -> list[CheckMessage]:
    missing = pdf.missing_library()
    return [Warning(missing, hint=pdf.INSTALL, id="documents.W001")] if missing else []
