"""Draws how the time of each address grows with the network, as one SVG."""

from math import log10
from pathlib import Path

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 60, 190, 30, 50
COLOURS = ("#0b5394", "#b45309", "#166534", "#7c3aed", "#be123c", "#475569")
HIGHEST = 1.6


def write_curves(rows: list[dict], path: str) -> None:
    """Write the ratios to the smallest network over its size (logarithmic) to a file."""
    sizes = [row["communes"] for row in rows]
    first = rows[0]["asked"]
    lines = {
        name: [row["asked"][name]["best"] / first[name]["best"] for row in rows] for name in first
    }
    lines["publish"] = [
        row["publish"]["publish"] / rows[0]["publish"]["publish"] for row in rows
    ]  # fmt: skip
    low, high = log10(sizes[0]), log10(sizes[-1])

    def across(size: int) -> float:
        return LEFT + (log10(size) - low) / (high - low or 1) * (WIDTH - LEFT - RIGHT)

    def down(ratio: float) -> float:
        return HEIGHT - BOTTOM - min(ratio, HIGHEST) / HIGHEST * (HEIGHT - TOP - BOTTOM)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' font-family="sans-serif" font-size="12">'
        "<title>Time of uncached pages by size of the network, smallest = 1</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    ]
    for mark in (0, 0.5, 1, 1.1, 1.5):
        drawn.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(mark):.1f}" y2="{down(mark):.1f}"'
            f' stroke="{"#b91c1c" if mark == 1.1 else "#cbd5e1"}"/>'
            f'<text x="{LEFT - 8}" y="{down(mark) + 4:.1f}" text-anchor="end">{mark}</text>'
        )
    drawn += [
        f'<text x="{across(size):.1f}" y="{HEIGHT - 25}" text-anchor="middle">{size:,}</text>'
        for size in sizes
    ]
    middle = (WIDTH - RIGHT + LEFT) / 2
    drawn.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">communes</text>')
    for number, (name, ratios) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(
            f"{across(size):.1f},{down(ratio):.1f}"
            for size, ratio in zip(sizes, ratios, strict=True)
        )
        drawn.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{WIDTH - RIGHT + 12}" y="{TOP + 16 + 18 * number}" fill="{colour}">'
            f"{name}: {ratios[-1]:.2f}</text>"
        )
    Path(path).write_text("\n".join([*drawn, "</svg>", ""]), encoding="utf-8")
