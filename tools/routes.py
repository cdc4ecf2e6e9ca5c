"""The product's own routes, read from its URLconf, so that a new page is walked without being listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

# The doors for machines. They are no pages.
FOR_MACHINES = ("api/", "healthz/")


@dataclass(frozen=True)
class Route:
    """A named page, and what its address must be filled with."""

    name: str
    parameters: frozenset[str]


@dataclass(frozen=True)
class Address:
    """An address as the URLconf reads it: the route, what fills it, and which questions it asks."""

    route: str
    arguments: tuple[tuple[str, str], ...]
    query: tuple[str, ...]


def named_routes() -> list[Route]:
    return sorted(set(_below(get_resolver(), "", frozenset())), key=lambda route: route.name)


def _below(resolver: URLResolver, prefix: str, parameters: frozenset[str]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if str(entry.pattern).startswith(FOR_MACHINES):
            continue
        needed = parameters.union(entry.pattern.converters, entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from _below(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix, needed)
        elif isinstance(entry, URLPattern) and entry.name:
            yield Route(f"{prefix}{entry.name}", needed)


def read(path: str) -> Address | None:
    """None for what is not a named page of ours."""
    split = urlsplit(path)
    try:
        match = resolve(split.path)
    except Resolver404:
        return None
    if not match.url_name or split.path.lstrip("/").startswith(FOR_MACHINES):
        return None
    arguments = tuple(sorted((name, str(value)) for name, value in match.kwargs.items()))
    return Address(match.view_name, arguments, tuple(sorted({name for name, _ in parse_qsl(split.query)})))


def write(route: Route, known: dict[str, str]) -> str | None:
    """The address of a route filled with values that other addresses had under the same names."""
    if not route.parameters <= known.keys():
        return None
    try:
        return reverse(route.name, kwargs={name: known[name] for name in route.parameters})
    except NoReverseMatch:
        return None
