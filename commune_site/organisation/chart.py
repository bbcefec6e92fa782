"""Draws the organisation chart on the server, as data for an SVG template.

Twice: ``wide_chart`` reads from top to bottom for screens of a desk, ``narrow_chart`` indents like
a list for telephones, so that no box is ever scaled below what the eye can read. Lengths are CSS
pixels at the width for which the chart is drawn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from commune_site.organisation.queries import UnitNode

WIDE = 736
NARROW = 336
COLUMNS = 3
GAP = 16
# Left of the boxes, for the trunk that leads to further rows.
MARGIN = 16
INDENT = 22
DEEPEST_INDENT = 5
PADDING = 12
NAME_SIZE, HEAD_SIZE = 16, 14.5
LINE = 1.35
# Width of a letter of Source Sans 3 by its size: bold and regular, measured over names of units.
NAME_LETTER, HEAD_LETTER = 0.56, 0.5
BUS = 18


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a box at (x, y); ``is_name`` tells the unit's name from its head's."""

    x: int
    y: int
    text: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One unit, a link. ``label`` is what a screen reader says of it."""

    x: int
    y: int
    width: int
    height: int
    url: str
    label: str
    lines: tuple[TextLine, ...]
    is_root: bool


@dataclass(slots=True)
class Chart:
    """A chart ready for the template."""

    width: int
    height: int = 0
    boxes: list[Box] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        """Return the attribute of the ``svg`` element."""
        return f"0 0 {self.width} {self.height}"


UrlFor = Callable[[UnitNode], str]


def wide_chart(roots: Sequence[UnitNode], url_for: UrlFor) -> Chart:
    """Draw each root in the middle, its units below in rows of three, theirs stacked below them."""
    chart = Chart(WIDE)
    y = 2
    for root in roots:
        y = _wide_tree(chart, root, url_for, y) + 2 * GAP
    chart.height = max(y - 2 * GAP + 2, 2)
    return chart


def _wide_tree(chart: Chart, root: UnitNode, url_for: UrlFor, y: int) -> int:
    """Draw one tree from ``y`` down; return where it ends."""
    width, middle = 400, WIDE // 2
    top = _box(root, url_for, middle - width // 2, y, width, is_root=True)
    chart.boxes.append(top)
    bottom = y + top.height
    children = _chart_children(root)
    has_trunk = len(children) > COLUMNS
    left = MARGIN if has_trunk else 1
    column = (WIDE - 1 - left - (COLUMNS - 1) * GAP) // COLUMNS
    first_bus = bus = bottom + BUS
    if children:
        chart.paths.append(f"M{middle} {bottom}V{first_bus}")
    for start in range(0, len(children), COLUMNS):
        row = children[start : start + COLUMNS]
        bus = bottom + BUS
        used = len(row) * column + (len(row) - 1) * GAP
        # A last row that is not full stands in the middle below a single one, left below several.
        edge = left if has_trunk else (WIDE - used) // 2
        centres = [edge + place * (column + GAP) + column // 2 for place in range(len(row))]
        reach = [*centres, *([2] if has_trunk else []), *([middle] if not start else [])]
        chart.paths.append(f"M{min(reach)} {bus}H{max(reach)}")
        ends = []
        for centre, child in zip(centres, row, strict=True):
            chart.paths.append(f"M{centre} {bus}v{BUS}")
            ends.append(_stack(chart, child, url_for, (centre - column // 2, bus + BUS), column))
        bottom = max(ends)
    if has_trunk:
        chart.paths.append(f"M2 {first_bus}V{bus}")
    return bottom


def narrow_chart(roots: Sequence[UnitNode], url_for: UrlFor) -> Chart:
    """Draw all units below each other, indented by their depth."""
    chart = Chart(NARROW)
    y = 2
    for root in roots:
        y = _stack(chart, root, url_for, (1, y), NARROW - 2, is_root=True) + GAP
    chart.height = max(y - GAP + 2, 2)
    return chart


def _stack(
    chart: Chart,
    node: UnitNode,
    url_for: UrlFor,
    corner: tuple[int, int],
    width: int,
    depth: int = 0,
    is_root: bool = False,
) -> int:
    """Draw a unit and all below it as an indented list; return where it ends."""
    x, y = corner
    box = _box(node, url_for, x, y, width, is_root=is_root)
    chart.boxes.append(box)
    end = y + box.height
    step = INDENT if depth < DEEPEST_INDENT else 0
    for child in _chart_children(node):
        top = end + GAP // 2
        line = x + INDENT // 2
        first = len(chart.boxes)
        end = _stack(chart, child, url_for, (x + step, top), width - step, depth + 1)
        if step:
            elbow = chart.boxes[first].y + chart.boxes[first].height // 2
            chart.paths.append(f"M{line} {y + box.height}V{elbow}H{x + step}")
    return end


def _chart_children(node: UnitNode) -> list[UnitNode]:
    """Return the units below; villages stand on the map and in its list."""
    return [child for child in node.children if not child.unit.is_village]


def _box(node: UnitNode, url_for: UrlFor, x: int, y: int, width: int, *, is_root: bool) -> Box:
    room = width - 2 * PADDING
    head = node.head
    words = [(text, True) for text in wrap(node.unit.name, room, NAME_SIZE * NAME_LETTER)]
    if head is not None:
        told = f"{head.post}: {head.person.name}"
        words += [(text, False) for text in wrap(told, room, HEAD_SIZE * HEAD_LETTER)]
    lines, baseline = [], float(y + PADDING)
    for text, is_name in words:
        size = NAME_SIZE if is_name else HEAD_SIZE
        baseline += size * LINE
        middle = x + width // 2 if is_root else x + PADDING
        lines.append(TextLine(middle, round(baseline - size * 0.3), text, is_name))
    return Box(
        x=x,
        y=y,
        width=width,
        height=round(baseline - y + PADDING),
        url=url_for(node),
        label=". ".join([node.unit.name, *([f"{head.post}: {head.person.name}"] if head else [])]),
        lines=tuple(lines),
        is_root=is_root,
    )


def wrap(text: str, room: int, letter: float) -> list[str]:
    """Return a text as lines that fit into ``room``; a word that is too long is cut."""
    longest = max(int(room / letter), 1)
    return list(_lines(text.split(), longest)) or [""]


def _lines(words: Sequence[str], longest: int) -> Iterator[str]:
    line = ""
    for word in words:
        while len(word) > longest:
            if line:
                yield line
                line = ""
            yield word[:longest]
            word = word[longest:]
        joined = f"{line} {word}".strip()
        if len(joined) > longest:
            yield line
            line = word
        else:
            line = joined
    if line:
        yield line
