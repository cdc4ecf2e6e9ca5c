"""Printed copies: readable by everybody, marked on every page, silent about people, and deaf to the network."""

from __future__ import annotations

import http.server
import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pytest

from stalking_unit.documents import pdf
from stalking_unit.documents.checks import printing_is_possible
from tests.documents.structure import attributes, properties, tags, words

Page = Callable[..., str]


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    return {}


@pytest.fixture
def copy(page: Page, printed: dict[str, bytes]) -> pikepdf.Pdf:
    """The same long copy for every test that only reads it."""
    if not printed:
        printed["body"] = pdf.from_html(page(), title="CHS-2026-04711")
    return pikepdf.open(io.BytesIO(printed["body"]))


def test_an_accessibility_checker_finds_no_error(copy: pikepdf.Pdf, tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    copy.save(file)

    result = outloud.check(str(file))

    assert [finding for finding in result.findings if finding.severity == "error"] == []
    assert result.stats["pages"] > 1


def test_it_says_that_it_is_tagged_british_english_and_pdf_ua(copy: pikepdf.Pdf) -> None:
    assert copy.Root.Lang == "en-GB"
    assert copy.Root.MarkInfo.Marked
    assert copy.Root.ViewerPreferences.DisplayDocTitle
    assert copy.open_metadata()["pdfuaid:part"] == "1"
    assert [len(tags(copy, name)) for name in ("H1", "H2", "Caption")] == [1, 2, 1]


def test_every_cell_names_its_heading_and_every_picture_its_meaning(copy: pikepdf.Pdf) -> None:
    cells, figures = tags(copy, "TD"), tags(copy, "Figure")

    assert len(cells) == 62
    assert all(any("/Headers" in part for part in attributes(cell)) for cell in cells)
    assert [str(figure.Alt) for figure in figures] == ["One act in March"]


def test_its_fonts_are_ours_and_travel_with_it(copy: pikepdf.Pdf) -> None:
    fonts = [font for page in copy.pages for font in page.Resources.Font.values()]
    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]

    assert {str(font.BaseFont).split("+")[1].split("-")[0] for font in fonts} == {"Inter"}
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor.keys()) for descriptor in descriptors)


def test_its_properties_hold_the_reference_and_nothing_else(copy: pikepdf.Pdf) -> None:
    assert properties(copy) == {"/Title": "CHS-2026-04711"}
    assert "Asha" not in str(copy.open_metadata())
    assert list(copy.attachments) == []


def test_properties_and_files_that_a_page_brings_along_do_not_reach_the_copy(page: Page) -> None:
    extra = '<meta name="author" content="Asha Rao"><link rel="attachment" href="data:text/plain,secret"><title>Asha '

    copy = pikepdf.open(io.BytesIO(pdf.from_html(page().replace("<title>", extra), title="CHS-2026-04711")))

    assert properties(copy) == {"/Title": "CHS-2026-04711"}
    assert list(copy.attachments) == []


def test_every_page_is_marked_and_says_who_made_it_when_for_whom_and_how_many_there_are(copy: pikepdf.Pdf) -> None:
    pages = words(copy)

    for number, text in enumerate(pages, start=1):
        assert "OFFICIAL-SENSITIVE" in text
        assert "CHS-2026-04711" in text
        assert "Made by Asha Rao on 27 March 2026 at 10:30am, for the case team" in text
        assert f"Page {number} of {len(pages)}" in text


def test_what_somebody_typed_is_printed_and_never_obeyed(page: Page) -> None:
    typed = '<img src="http://127.0.0.1:1/x.png"><h1>Not a heading</h1>'

    copy = pikepdf.open(io.BytesIO(pdf.from_html(page("<p>{{ said }}</p>", said=typed), title="CHS-2026-04711")))

    assert typed in " ".join("".join(words(copy)).split())
    assert len(tags(copy, "H1")) == 1


class Trap(http.server.BaseHTTPRequestHandler):
    """Counts who comes."""

    visits: list[str]

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    visits: list[str] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Set", (Trap,), {"visits": visits}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<img src="{}/a.png" alt="">', id="image"),
        pytest.param('<link rel="stylesheet" href="{}/a.css">', id="style-sheet"),
        pytest.param("<style>@import url({}/a.css);</style>", id="import"),
        pytest.param("<style>@font-face {{ font-family: X; src: url({}/a.woff2) }}</style>", id="font"),
        pytest.param('<p style="background: url({}/a.png)">x</p>', id="background"),
        pytest.param('<object data="{}/a.svg"></object>', id="object"),
        pytest.param('<svg width="9" height="9"><image href="{}/a.png"/></svg>', id="image-in-svg"),
        pytest.param('<a rel="attachment" href="{}/a.pdf">x</a>', id="attached-link"),
        pytest.param('<img src="file:///etc/hostname" alt="">', id="local-file"),
        pytest.param('<a rel="attachment" href="file:///etc/hostname">x</a>', id="attached-local-file"),
        pytest.param('<a rel="attachment" href="data:text/plain,secret">x</a>', id="attached-data"),
        pytest.param('<img src="static:../../manage.py" alt="">', id="out-of-the-static-folder"),
    ],
)
def test_a_page_that_names_anything_but_our_own_files_is_not_printed_and_nothing_is_fetched(
    content: str, page: Page, trap: tuple[str, list[str]]
) -> None:
    address, visits = trap

    with pytest.raises(pdf.CannotPrint):
        pdf.from_html(page("{{ hostile|safe }}", hostile=content.format(address)), title="CHS-2026-04711")

    assert visits == []


def test_without_pango_a_sentence_says_why_and_start_up_warns(monkeypatch: pytest.MonkeyPatch, page: Page) -> None:
    monkeypatch.setattr(pdf, "find_library", lambda name: None if name == "pangoft2-1.0" else name)
    pdf.missing_library.cache_clear()

    sentence = pdf.missing_library()
    warnings = printing_is_possible()

    with pytest.raises(pdf.CannotPrint, match="Pango"):
        pdf.from_html(page(), title="CHS-2026-04711")
    pdf.missing_library.cache_clear()
    assert sentence == "PDFs cannot be made on this machine, because a program library called Pango is not installed."
    assert [(warning.msg, warning.is_serious()) for warning in warnings] == [(sentence, False)]


def test_with_pango_nothing_is_said() -> None:
    assert (pdf.missing_library(), printing_is_possible()) == (None, [])
