"""The printing press: the one module that knows WeasyPrint, loaded by `pdf` when there is something to print."""

from __future__ import annotations

import re
from mimetypes import guess_type
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint import HTML
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.urls import URLFetcher, URLFetcherResponse

from stalking_unit.documents.pdf import CannotPrint

STATIC = re.compile(r"static:(?P<name>[\w-]+(?:[./][\w-]+)*)")


class OwnFilesOnly(URLFetcher):
    """Serves the product's own fonts and styles, and remembers whether a page named anything else."""

    has_refused = False

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        own = STATIC.fullmatch(url)
        found = finders.find(own["name"]) if own else None
        if not found:
            self.has_refused = True
            raise ValueError("A printed page may use our own static files only")
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": guess_type(found)[0] or ""})


def print_page(html: str, *, title: str) -> bytes:
    """The page as PDF, with nothing in its properties but the title. One that is not all ours is not printed at all."""
    files = OwnFilesOnly()  # type: ignore[no-untyped-call]  # as WeasyPrint's own class is
    document = HTML(string=html, url_fetcher=files).render(pdf_variant="pdf/ua-1")
    document.metadata = DocumentMetadata(title=title, lang="en-GB")
    body: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    if files.has_refused:
        raise CannotPrint("The PDF could not be made. Tell your administrator.", "refused-file")
    return body
