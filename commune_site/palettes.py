"""Colour palettes of the public sites, as data that a test proves legible.

A palette gives one authority its face; the neutral colours are the same everywhere. Each has
values for the light and the dark theme. The high-contrast theme replaces all of them, so that it
looks the same on every site. The values reach the browser through the generated section of
``css/portal.css``; run ``python -m commune_site.palettes`` after a change.

Tokens of a palette:

``brand``       ground of the menu, the banner of the home page and primary buttons
``brand-deep``  ground of the footer and the far end of the banner
``on-brand``    text on both
``accent``      gold on both: current menu entry, focus ring, ornaments
``on-accent``   text on the gold button
``tint``        quiet ground of tiles and rows under the pointer
``link``        links and headings that carry the colour of the palette
``link-hover``  links under the pointer
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

STYLESHEET = Path(__file__).parent / "static" / "commune_site" / "css" / "portal.css"
SECTION_BEGIN = "/* palettes: generated from commune_site/palettes.py, do not edit */"
SECTION_END = "/* palettes: end */"

Colours = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Palette:
    """One checked palette: its key in settings, its name for people, its two themes."""

    key: str
    name: str
    light: Colours
    dark: Colours


def _colours(
    brand: str, brand_deep: str, accent: str, tint: str, link: str, link_hover: str
) -> Colours:
    return {
        "brand": brand,
        "brand-deep": brand_deep,
        "on-brand": "#ffffff",
        "accent": accent,
        "on-accent": "#231500",
        "tint": tint,
        "link": link,
        "link-hover": link_hover,
    }


# Vietnamese names are data: they are proper names of colours, shown to editors as they are.
PALETTES: dict[str, Palette] = {
    palette.key: palette
    for palette in (
        # Vermilion of lacquer and of the national flag.
        Palette(
            "do-son",
            "Đỏ son",
            light=_colours("#a3161c", "#6e0d14", "#ffd257", "#fbf1ee", "#9b161b", "#6e0d14"),
            dark=_colours("#8c1a1f", "#4a0c11", "#ffd257", "#2b1b1b", "#ffa8a0", "#ffcdc8"),
        ),
        # Green of the forested limestone ranges.
        Palette(
            "xanh-nui",
            "Xanh núi",
            light=_colours("#1d5b3f", "#0f3b28", "#ffd666", "#eef5f0", "#17573a", "#0d3a26"),
            dark=_colours("#1f5f43", "#0d3323", "#ffd666", "#17251e", "#8fd3af", "#bfe8d1"),
        ),
        # Blue of the rivers.
        Palette(
            "lam-song",
            "Lam sông",
            light=_colours("#14508c", "#0b335e", "#ffd666", "#eef4fa", "#124c87", "#0b335e"),
            dark=_colours("#1a558f", "#0a2c50", "#ffd666", "#15212d", "#96c7f7", "#c4e0fb"),
        ),
        # Indigo of the cloth of the Tày and the Nùng.
        Palette(
            "cham",
            "Chàm",
            light=_colours("#323a7c", "#1e2352", "#ffd666", "#f1f2f9", "#323a7c", "#1e2352"),
            dark=_colours("#3f4790", "#1d2250", "#ffd666", "#1d1f30", "#b6bdf8", "#d5d9fc"),
        ),
        # Brown of fired earth and of the rammed-earth houses.
        Palette(
            "nau-dat",
            "Nâu đất",
            light=_colours("#7a4420", "#4e2a12", "#ffd980", "#f8f2ec", "#75401d", "#4e2a12"),
            dark=_colours("#7a4726", "#3f2412", "#ffd980", "#271f19", "#eab78d", "#f6d6ba"),
        ),
    )
}

DEFAULT_PALETTE = "do-son"

# The same on every site.
NEUTRAL_LIGHT: Colours = {
    "bg": "#ffffff",
    "surface": "#ffffff",
    "sunken": "#f6f4f0",
    "text": "#1f1d1b",
    "muted": "#5a554f",
    "border": "#dcd6cc",
    "control": "#847c72",
    "focus": "#0b57d0",
    "visited": "#5d3a8c",
    "mark": "#ffeeb0",
    "info-bg": "#e9f2fc",
    "info": "#0e4a85",
    "warning-bg": "#fff4d6",
    "warning": "#6b4800",
    "danger-bg": "#fdebe9",
    "danger": "#971818",
    "success-bg": "#e8f5ec",
    "success": "#125433",
}

NEUTRAL_DARK: Colours = {
    "bg": "#151618",
    "surface": "#1d1f22",
    "sunken": "#1a1b1e",
    "text": "#edebe7",
    "muted": "#b7b3ac",
    "border": "#393c41",
    "control": "#83898f",
    "focus": "#8ec5ff",
    "visited": "#c9b3f2",
    "mark": "#574710",
    "info-bg": "#14273a",
    "info": "#a9d1f8",
    "warning-bg": "#33290f",
    "warning": "#f4d484",
    "danger-bg": "#3a1a18",
    "danger": "#ffb4ac",
    "success-bg": "#15291e",
    "success": "#9bd9b4",
}

# One high-contrast theme for all palettes: white and yellow on black.
CONTRAST: Colours = {
    "bg": "#000000",
    "surface": "#000000",
    "sunken": "#000000",
    "text": "#ffffff",
    "muted": "#ffffff",
    "border": "#ffffff",
    "control": "#ffffff",
    "focus": "#00ffff",
    "visited": "#ffb8ff",
    "mark": "#003a5c",
    "info-bg": "#000000",
    "info": "#ffffff",
    "warning-bg": "#000000",
    "warning": "#ffff00",
    "danger-bg": "#000000",
    "danger": "#ffc0b8",
    "success-bg": "#000000",
    "success": "#8dffb4",
    "brand": "#000000",
    "brand-deep": "#000000",
    "on-brand": "#ffffff",
    "accent": "#ffff00",
    "on-accent": "#000000",
    "tint": "#1c1c1c",
    "link": "#ffff00",
    "link-hover": "#ffffff",
}

# (ink, ground) as the stylesheet pairs them; text needs 4.5:1, in the high-contrast theme 7:1.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "muted", "link", "link-hover", "visited")
      for ground in ("bg", "surface", "sunken", "tint")),
    *((ink, ground) for ink in ("on-brand", "accent") for ground in ("brand", "brand-deep")),
    ("on-accent", "accent"),
    ("on-accent", "on-brand"),
    ("text", "mark"),
    *((level, f"{level}-bg") for level in ("info", "warning", "danger", "success")),
    *(("text", f"{level}-bg") for level in ("info", "warning", "danger", "success")),
)  # fmt: skip

# Borders of controls and focus rings need 3:1 against what they lie on.
INTERFACE_PAIRS: tuple[tuple[str, str], ...] = (
    *(("control", ground) for ground in ("bg", "surface", "sunken")),
    *(("focus", ground) for ground in ("bg", "surface", "sunken", "tint")),
    ("accent", "brand"),
    ("accent", "brand-deep"),
)


def palette(key: str) -> Palette:
    """Return the palette with this key; the default one for an unknown or empty key."""
    return PALETTES.get(key) or PALETTES[DEFAULT_PALETTE]


def generated_css() -> str:
    """Return the section of the stylesheet that carries these colours, markers included."""
    return "\n".join([SECTION_BEGIN, *_rules(), SECTION_END])


def write_stylesheet(path: Path = STYLESHEET) -> bool:
    """Bring the generated section of the stylesheet up to date; tell whether it changed."""
    source = path.read_text(encoding="utf-8")
    section = re.compile(f"{re.escape(SECTION_BEGIN)}.*?{re.escape(SECTION_END)}", re.DOTALL)
    if not section.search(source):
        raise ValueError(f"{path} has no section marked {SECTION_BEGIN!r}")
    updated = section.sub(lambda _: generated_css(), source)
    if updated != source:
        path.write_text(updated, encoding="utf-8")
    return updated != source


def _rules() -> Iterator[str]:
    default = PALETTES[DEFAULT_PALETTE]
    others = [item for item in PALETTES.values() if item is not default]

    def theme(prefix: str, name: str, neutral: Colours) -> Iterator[str]:
        scheme = {"color-scheme": name}
        yield _rule(f":root{prefix}", {**neutral, **getattr(default, name)}, scheme)
        for item in others:
            yield _rule(f':root{prefix}[data-palette="{item.key}"]', getattr(item, name))

    yield "@layer tokens {"
    yield from theme("", "light", NEUTRAL_LIGHT)
    yield from theme('[data-theme="dark"]', "dark", NEUTRAL_DARK)
    yield "@media (prefers-color-scheme: dark) {"
    yield from theme(":not([data-theme])", "dark", NEUTRAL_DARK)
    yield "}"
    yield "}"
    # A later layer wins whatever the selectors weigh, so no palette shines through.
    yield "@layer contrast {"
    yield _rule(':root[data-theme="contrast"]', CONTRAST, {"color-scheme": "dark"})
    yield "@media (prefers-contrast: more) {"
    yield _rule(":root:not([data-theme])", CONTRAST, {"color-scheme": "dark"})
    yield "}"
    yield "}"


def _rule(selector: str, colours: Colours, properties: Colours | None = None) -> str:
    declarations = [f"{name}: {value}" for name, value in (properties or {}).items()]
    declarations += [f"--{name}: {value}" for name, value in colours.items()]
    return f"{selector} {{ {'; '.join(declarations)} }}"


if __name__ == "__main__":
    print("portal.css rewritten" if write_stylesheet() else "portal.css is up to date")
