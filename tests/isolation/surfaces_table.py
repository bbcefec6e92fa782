"""The table of all addresses of the administration and how each is closed."""

import re
from collections import defaultdict
from pathlib import Path

from portal_network.tenancy.isolation.addresses import admin_addresses
from portal_network.tenancy.isolation.surfaces import surface_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "isolation.md"
UNNAMED = "(no name)"


def surfaces_table() -> str:
    """Return one line per family and verdict, with the addresses under it."""
    families: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for address in admin_addresses():
        surface = surface_of(address.name)
        if not address.name or surface is None:
            continue
        namespace, _, name = address.name.rpartition(":")
        families[namespace, surface.verdict.value, surface.how].add(name or UNNAMED)
    lines = ["| Namespace | Addresses | Promise | How it is kept |", "| --- | --- | --- | --- |"]
    for (namespace, verdict, how), names in sorted(families.items()):
        listed = ", ".join(f"`{name}`" for name in sorted(names))
        lines.append(f"| {f'`{namespace}`' if namespace else ''} | {listed} | {verdict} | {how} |")
    return "\n".join(lines)


def with_block(text: str, name: str, content: str) -> str:
    """Return the text with the block between two comments replaced.

    Raises:
        ValueError: the text has no such block.
    """
    block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not block.search(text):
        raise ValueError(f"no block {name}")
    return block.sub(lambda match: f"{match[1]}\n{content}\n\n{match[2]}", text)
