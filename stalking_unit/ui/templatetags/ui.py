"""What page templates may say beyond Django: days, instants, levels, error summaries and components with a body."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache

from django import forms, template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stalking_unit.db.said import Said
from stalking_unit.ui import words
from stalking_unit.ui.forms import Problem, problems
from stalking_unit.ui.parts import Kind

register = template.Library()

LEVELS = {
    "very_high": "Very high risk",
    "high": "High risk",
    "medium": "Medium risk",
    "standard": "Standard risk",
    "": "Not assessed yet",
}


@register.filter
def day(value: date | datetime | None) -> str:
    """27 March 2026."""
    return words.day(value) if value else ""


@register.filter
def instant(value: datetime | None) -> str:
    """27 March 2026 at 10:30am."""
    return words.instant(value) if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """10:30am."""
    return words.clock(value) if value is not None else ""


@register.filter
def level(value: str | None, size: str = "") -> SafeString:
    """The badge of a risk level: words, shape and weight, colour last. `|level:"small"` for lists."""
    return _badge(value or "", size)


@cache
def _badge(value: str, size: str) -> SafeString:
    """There are ten of them, and a list shows one in each row."""
    return render_to_string("components/level.html", {"level": value, "words": LEVELS[value], "small": size == "small"})


@register.simple_tag
def hide_now(*texts: str) -> str:
    """The press that hides these words of somebody's, beside them; nothing beside words of the product's own."""
    said = [text for text in texts if isinstance(text, Said)]
    if not said:  # as in nearly every cell of a list
        return ""
    places = dict.fromkeys(place for text in said for place in text.places)
    return render_to_string(
        "components/hide_now.html",
        {"places": " ".join(map(str, places)), "is_hidden": any(text.is_hidden for text in said)},
    )


@register.filter
def kind_class(kind: Kind) -> str:
    """The style of a tag; plain is words without a box."""
    return "app-tag-plain" if kind == "plain" else f"govuk-tag govuk-tag--{kind}"


@register.filter
def numbers(page: Page[object]) -> Iterator[int | str]:
    """The numbers to link to from a page of a list: 1 … 4 5 6 … 40."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, list[Problem]]:
    """Everything wrong with a form, at the top of the page; nothing for a form that has not been sent."""
    return {"problems": problems(form)}


@register.simple_block_tag
def card(content: str, title: str, id: str, *, action: str = "", href: str = "", alert: bool = False) -> SafeString:
    """A panel with a heading: {% card "Safety plan" id="plan" %}…{% endcard %}."""
    return render_to_string(
        "components/card.html",
        {"title": title, "id": id, "body": content, "action": action, "href": href, "alert": alert},
    )


@register.simple_block_tag
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """Something to open: {% details "Who can see this case" %}…{% enddetails %}."""
    return render_to_string("components/details.html", {"summary": summary, "body": content, "is_open": is_open})


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A passage set apart: {% inset %}…{% endinset %}."""
    return render_to_string("components/inset.html", {"body": content})


@register.simple_block_tag
def fieldset(content: str, legend: str, size: str = "m") -> SafeString:
    """Several boxes that belong together: {% fieldset "Where did it happen?" %}…{% endfieldset %}."""
    return render_to_string("components/fieldset.html", {"legend": legend, "size": size, "body": content})
