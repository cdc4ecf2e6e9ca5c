"""Contact sheets: the walk's pictures laid side by side, for eyes, as one page and as images of it."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser

PER_SHEET = 18
STYLE = """
body { margin: 20px; font: 14px sans-serif; background: #dfe4e6 }
main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; align-items: start }
figure { margin: 0; background: #fff; border: 1px solid #98a4a8 }
figure div { display: grid; grid-template-columns: 3fr 1fr; gap: 8px; padding: 8px; align-items: start }
figure div { background: #98a4a8 }
img { display: block; width: 100%; max-height: 520px; object-fit: cover; object-position: top }
figcaption { padding: 6px 8px; overflow-wrap: anywhere }
"""


@dataclass(frozen=True)
class Shot:
    """A page as somebody saw it."""

    title: str
    person: str
    path: str
    picture: Path


def lay_out(folder: Path, shots: list[Shot], browser: Browser) -> Path:
    """One page with every picture, and an image of every eighteen of them."""
    everything = folder / "sheet.html"
    everything.write_text(sheet(folder, shots), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1800, "height": 1000})
    for number, start in enumerate(range(0, len(shots), PER_SHEET), start=1):
        part = folder / "part.html"
        part.write_text(sheet(folder, shots[start : start + PER_SHEET]), encoding="utf-8")
        page.goto(part.as_uri())
        page.screenshot(path=folder / f"sheet-{number:02}.png", full_page=True)
        part.unlink()
    page.close()
    return everything


def sheet(folder: Path, shots: list[Shot]) -> str:
    figures = "".join(figure(folder, shot) for shot in shots)
    return f'<!DOCTYPE html><html lang="en-GB"><title>Contact sheet</title><style>{STYLE}</style><main>{figures}</main>'


def figure(folder: Path, shot: Shot) -> str:
    """The page as it is on a desk and on a phone, and who saw it where."""
    files = [shot.picture.with_name(f"{shot.picture.name}-{width}.png") for width in ("wide", "narrow")]
    pictures = "".join(
        f'<a href="{file}"><img src="{file}" alt=""></a>' for file in (f.relative_to(folder) for f in files)
    )
    caption = f"<strong>{escape(shot.title)}</strong><br>{escape(shot.person)}, {escape(shot.path)}"
    return f"<figure><div>{pictures}</div><figcaption>{caption}</figcaption></figure>"
