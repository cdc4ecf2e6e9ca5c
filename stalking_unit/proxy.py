"""The caller's own address, believed from one place so that the trail, the locks and the limits cannot disagree."""

from typing import Any


def restore_address(environ: dict[str, Any], *, behind_proxy: bool) -> None:
    """Leave one address to believe: the last one that our proxy wrote, or the connection's own."""
    forwarded = environ.pop("HTTP_X_FORWARDED_FOR", "")
    if behind_proxy and forwarded:
        environ["REMOTE_ADDR"] = forwarded.rsplit(",", 1)[-1].strip()
