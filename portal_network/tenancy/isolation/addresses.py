"""Finds every address of the administration in the URL configuration."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, the parts of its path and the names of its converters."""

    name: str
    route: str
    parts: tuple[URLPattern | URLResolver, ...]

    @property
    def converters(self) -> frozenset[str]:
        """Return the names of all values that the path captures."""
        return frozenset(name for part in self.parts for name in part.pattern.regex.groupindex)

    @property
    def view(self):
        """Return the callable that answers."""
        return self.parts[-1].callback


def admin_addresses() -> list[Address]:
    """Return all patterns below the root of the administration, as the resolver has them."""
    root = reverse("wagtailadmin_home").lstrip("/")
    return [address for address in all_addresses() if address.route.startswith(root)]


def all_addresses() -> list[Address]:
    """Return all patterns of the URL configuration."""
    return list(_walk(get_resolver(), (), ""))


def _walk(resolver: URLResolver, above: tuple, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        parts = (*above, entry)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, parts, inner)
        else:
            route = "".join(str(part.pattern).removeprefix("^") for part in parts)
            yield Address(f"{namespace}{entry.name or ''}", route, parts)
