"""The frame of every page: navigation, who is signed in, and how long the session may rest."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from stalking_unit.ui.parts import Alarm, FramePart, Link, NavLink


class Frame:
    """Put together on first use, so that pages without a frame ask the database nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _parts(self) -> list[FramePart]:
        makers: list[Callable[[HttpRequest], FramePart]] = [import_string(name) for name in settings.FRAME_PARTS]
        return [make(self._request) for make in makers]

    def _first(self, name: str) -> str:
        return next((found for part in self._parts if (found := getattr(part, name))), "")

    @cached_property
    def navigation(self) -> list[tuple[NavLink, bool]]:
        """Each link with whether this page is in that place."""
        return [(link, link.is_current(self._request.path)) for part in self._parts for link in part.navigation]

    @cached_property
    def account(self) -> list[Link]:
        return [link for part in self._parts for link in part.account]

    @cached_property
    def alarms(self) -> list[Alarm]:
        return [alarm for part in self._parts for alarm in part.alarms]

    @property
    def person(self) -> str:
        return self._first("person")

    @property
    def sign_in(self) -> str:
        return self._first("sign_in")

    @property
    def sign_out(self) -> str:
        return self._first("sign_out")

    @property
    def hide(self) -> str:
        return self._first("hide")

    @property
    def keep_alive(self) -> str:
        return self._first("keep_alive")

    @property
    def hide_words(self) -> str:
        return self._first("hide_words")

    @property
    def help(self) -> str:
        return self._first("help")

    @property
    def here(self) -> str:
        """The page to come back to after signing in again."""
        return self._request.get_full_path()

    @property
    def idle_seconds(self) -> int:
        return int(settings.SESSION_IDLE_SECONDS)

    @property
    def warn_seconds(self) -> int:
        return int(settings.SESSION_WARN_SECONDS)

    @property
    def is_demo(self) -> bool:
        return bool(settings.DEMO)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: the page's frame."""
    return {"frame": Frame(request)}
