"""Every palette is legible in every theme, judged by the stylesheet that browsers receive."""

import re
from dataclasses import dataclass

import pytest

from commune_site.palettes import (
    DEFAULT_PALETTE,
    INTERFACE_PAIRS,
    PALETTES,
    SECTION_BEGIN,
    SECTION_END,
    STYLESHEET,
    TEXT_PAIRS,
    generated_css,
    palette,
    write_stylesheet,
)

# (attribute set by the reader's choice, preferences of the device, is it high contrast?)
THEMES = {
    "light": (None, set(), False),
    "dark by choice": ("dark", set(), False),
    "dark by device": (None, {"(prefers-color-scheme: dark)"}, False),
    "light by choice on a dark device": ("light", {"(prefers-color-scheme: dark)"}, False),
    "high contrast by choice": ("contrast", {"(prefers-color-scheme: dark)"}, True),
    "high contrast by device": (
        None, {"(prefers-color-scheme: dark)", "(prefers-contrast: more)"}, True,
    ),
}  # fmt: skip
COMBINATIONS = [(key, theme) for key in PALETTES for theme in THEMES]


@dataclass(frozen=True)
class Rule:
    """One rule of the stylesheet with the at-rules around it."""

    layer: str
    media: str
    selector: str
    declarations: dict[str, str]


def read_rules(css: str) -> list[Rule]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    rules, at_rules, position = [], [], 0
    for match in re.finditer(r"[{}]", css):
        head = css[position : match.start()].rsplit(";", 1)[-1].strip()
        if match.group() == "{":
            at_rules.append(head)
        else:
            body = css[position : match.start()]
            innermost = at_rules.pop()
            if not innermost.startswith("@"):
                pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
                declarations = {name.strip(): value.strip() for name, value in pairs}
                layer = next((at[7:] for at in at_rules if at.startswith("@layer ")), "")
                media = next((at[7:] for at in at_rules if at.startswith("@media ")), "")
                rules.append(Rule(layer, media, innermost, declarations))
        position = match.end()
    return rules


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return read_rules(STYLESHEET.read_text(encoding="utf-8"))


def tokens(rules: list[Rule], key: str, theme: str) -> dict[str, str]:
    """Return the colours in force on the root element, as the cascade decides."""
    chosen, preferences, _high = THEMES[theme]

    def matches(rule: Rule) -> bool:
        if rule.layer not in ("tokens", "contrast") or not rule.selector.startswith(":root"):
            return False
        if rule.media and rule.media not in preferences:
            return False
        wanted_theme = re.search(r'(?<!not\()\[data-theme="(\w+)"\]', rule.selector)
        wanted_palette = re.search(r'\[data-palette="([\w-]+)"\]', rule.selector)
        return not (
            (":not([data-theme])" in rule.selector and chosen)
            or (wanted_theme and wanted_theme[1] != chosen)
            or (wanted_palette and wanted_palette[1] != key)
        )

    in_force = [rule for rule in rules if matches(rule)]
    # Later layers win over earlier ones; within a layer the weight of the selector decides.
    in_force.sort(key=lambda rule: (rule.layer == "contrast", rule.selector.count("[")))
    values: dict[str, str] = {}
    for rule in in_force:
        values |= {n[2:]: v for n, v in rule.declarations.items() if n.startswith("--")}
    return values


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two #rrggbb colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_formula_gives_the_known_extremes():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("key", "theme"), COMBINATIONS)
def test_text_is_legible_on_its_ground(rules, key, theme):
    values = tokens(rules, key, theme)
    needed = 7 if THEMES[theme][2] else 4.5
    too_weak = {
        (ink, ground): round(contrast(values[ink], values[ground]), 2)
        for ink, ground in TEXT_PAIRS
        if contrast(values[ink], values[ground]) < needed
    }
    assert too_weak == {}


@pytest.mark.parametrize(("key", "theme"), COMBINATIONS)
def test_controls_and_focus_rings_stand_out_from_their_ground(rules, key, theme):
    values = tokens(rules, key, theme)
    too_weak = {
        (mark, ground): round(contrast(values[mark], values[ground]), 2)
        for mark, ground in INTERFACE_PAIRS
        if contrast(values[mark], values[ground]) < 3
    }
    assert too_weak == {}


@pytest.mark.parametrize("key", PALETTES)
@pytest.mark.parametrize("theme", ["light", "dark by choice"])
def test_ornament_of_the_banner_leaves_its_text_legible(rules, key, theme):
    values = tokens(rules, key, theme)
    ornament = next(r for r in rules if "trong-dong" in r.declarations.get("background", ""))
    share = float(ornament.declarations["opacity"])

    def mixed(ground: str, ink: str) -> str:
        pairs = ((int(ground[i : i + 2], 16), int(ink[i : i + 2], 16)) for i in (1, 3, 5))
        return "#" + "".join(f"{round(g * (1 - share) + i * share):02x}" for g, i in pairs)

    for ground in ("brand", "brand-deep"):
        assert contrast(values["on-brand"], mixed(values[ground], "#ffd257")) >= 4.5


@pytest.mark.parametrize("theme", [name for name, (_, _, high) in THEMES.items() if high])
def test_high_contrast_is_the_same_for_all_palettes(rules, theme):
    seen = {tuple(sorted(tokens(rules, key, theme).items())) for key in PALETTES}
    assert len(seen) == 1


def test_choice_of_the_reader_wins_over_the_device(rules):
    for key in PALETTES:
        assert tokens(rules, key, "light by choice on a dark device") == tokens(rules, key, "light")
        assert tokens(rules, key, "dark by choice") == tokens(rules, key, "dark by device")


def test_each_pair_that_the_stylesheet_sets_together_is_checked(rules):
    unchecked = set()
    for rule in rules:
        ink = re.fullmatch(r"var\(--([\w-]+)\)", rule.declarations.get("color", ""))
        ground = re.fullmatch(r"var\(--([\w-]+)\)", rule.declarations.get("background", ""))
        if ink and ground and (ink[1], ground[1]) not in TEXT_PAIRS:
            unchecked.add((rule.selector, ink[1], ground[1]))
    assert unchecked == set()


def test_each_colour_that_text_takes_is_checked_as_ink(rules):
    inks = {ink for ink, _ground in TEXT_PAIRS}
    used = {
        match[1]
        for rule in rules
        if (match := re.fullmatch(r"var\(--([\w-]+)\)", rule.declarations.get("color", "")))
    }
    assert used <= inks


def test_no_colour_is_written_outside_the_palettes(rules):
    stylesheet = STYLESHEET.read_text(encoding="utf-8")
    start, end = stylesheet.index(SECTION_BEGIN), stylesheet.index(SECTION_END)
    rest = read_rules(stylesheet[:start] + stylesheet[end:])
    literal = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
    written = [
        (rule.selector, name)
        for rule in rest
        for name, value in rule.declarations.items()
        # On paper everything is black on white.
        if rule.layer != "print" and literal.search(value)
    ]
    assert written == []


def test_stylesheet_carries_the_palettes_as_they_are():
    assert generated_css() in STYLESHEET.read_text(encoding="utf-8")


def test_writing_the_stylesheet_replaces_only_its_section(tmp_path):
    path = tmp_path / "portal.css"
    path.write_text(f"a {{}}\n{SECTION_BEGIN}\nold\n{SECTION_END}\nb {{}}\n", encoding="utf-8")
    assert write_stylesheet(path) is True
    assert path.read_text(encoding="utf-8") == f"a {{}}\n{generated_css()}\nb {{}}\n"
    assert write_stylesheet(path) is False


def test_stylesheet_without_a_section_is_refused(tmp_path):
    path = tmp_path / "other.css"
    path.write_text("a {}", encoding="utf-8")
    with pytest.raises(ValueError, match="no section"):
        write_stylesheet(path)


def test_unknown_key_gives_the_default_palette():
    assert palette("no-such-palette").key == DEFAULT_PALETTE
    assert palette("").key == DEFAULT_PALETTE
    assert palette("cham").name == "Chàm"


def test_settings_offer_exactly_the_checked_palettes():
    from portal_network.tenancy.models import settings as tenancy_settings

    offered = {choice.value: choice.label for choice in tenancy_settings.Palette}
    assert offered == {key: item.name for key, item in PALETTES.items()}
