"""Simplifies the outlines of neighbouring areas together, so that their borders still meet.

Works on rings of integer points. Where only two lines meet, the outline is an arc that one or two
rings run along; every arc is simplified once and both rings take the same result. Points where
three or more lines meet never move.
"""

from collections.abc import Sequence

GridPoint = tuple[int, int]
GridRing = list[GridPoint]


def simplify_together(rings: Sequence[Sequence[GridPoint]], tolerance: float) -> list[GridRing]:
    """Return the rings with every point dropped that lies closer than ``tolerance`` to the line
    that remains (Douglas-Peucker). Rings come and go without their closing point; a ring may come
    back with fewer than three points, when nothing of it is left at this scale.
    """
    cleaned = [_without_repeats(ring) for ring in rings]
    junctions = _junctions(cleaned)
    cache: dict[tuple[GridPoint, ...], list[GridPoint]] = {}
    return [_simplify_ring(ring, junctions, tolerance, cache) for ring in cleaned]


def double_area(ring: Sequence[GridPoint]) -> int:
    """Return twice the signed area of a ring; the sign tells its direction."""
    total = 0
    x1, y1 = ring[-1] if ring else (0, 0)
    for x2, y2 in ring:
        total += x1 * y2 - x2 * y1
        x1, y1 = x2, y2
    return total


def interior_point(ring: Sequence[GridPoint]) -> GridPoint:
    """Return a point inside the ring where a label fits: the centre of gravity if it lies inside,
    otherwise the middle of the widest stretch at a quarter, half or three quarters of its height.
    """
    doubled = double_area(ring)
    if doubled:
        sum_x = sum_y = 0
        x1, y1 = ring[-1]
        for x2, y2 in ring:
            cross = x1 * y2 - x2 * y1
            sum_x += (x1 + x2) * cross
            sum_y += (y1 + y2) * cross
            x1, y1 = x2, y2
        x, y = round(sum_x / (3 * doubled)), round(sum_y / (3 * doubled))
        if any(start < x < end for start, end in _stretches(ring, y)):
            return x, y
    low, high = min(y for _x, y in ring), max(y for _x, y in ring)
    best, place = -1.0, ring[0]
    for quarter in (2, 1, 3):
        y = low + (high - low) * quarter // 4
        for start, end in _stretches(ring, y):
            if end - start > best:
                best, place = end - start, (round((start + end) / 2), y)
    return place


def _stretches(ring: Sequence[GridPoint], y: int) -> list[tuple[float, float]]:
    """Return the stretches of the horizontal line at ``y`` that lie inside the ring."""
    crossings = []
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y):
            crossings.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
        x1, y1 = x2, y2
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _without_repeats(ring: Sequence[GridPoint]) -> GridRing:
    kept = [point for point, before in zip(ring, [None, *ring], strict=False) if point != before]
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def _junctions(rings: Sequence[GridRing]) -> set[GridPoint]:
    """Return the points where lines to more than two neighbours meet."""
    neighbours: dict[GridPoint, tuple[GridPoint, GridPoint]] = {}
    junctions = set()
    for ring in rings:
        for index, point in enumerate(ring):
            before, after = ring[index - 1], ring[index + 1 - len(ring)]
            known = neighbours.get(point)
            if known is None:
                neighbours[point] = (before, after)
            elif known != (before, after) and known != (after, before):
                junctions.add(point)
    return junctions


def _simplify_ring(
    ring: GridRing,
    junctions: set[GridPoint],
    tolerance: float,
    cache: dict[tuple[GridPoint, ...], list[GridPoint]],
) -> GridRing:
    if len(ring) < 3:
        return ring
    cuts = [index for index, point in enumerate(ring) if point in junctions]
    if not cuts:
        return _simplify_free_ring(ring, tolerance, cache)
    ring = ring[cuts[0] :] + ring[: cuts[0]]
    ends = [cut - cuts[0] for cut in cuts[1:]] + [len(ring)]
    ring.append(ring[0])
    result: GridRing = []
    start = 0
    for end in ends:
        result += _simplify_arc(ring[start : end + 1], tolerance, cache)[:-1]
        start = end
    return result


def _simplify_arc(
    arc: list[GridPoint], tolerance: float, cache: dict[tuple[GridPoint, ...], list[GridPoint]]
) -> list[GridPoint]:
    """Simplify a line between two junctions, always in the same direction, so that both of its
    sides get the same points."""
    if len(arc) <= 2:
        return arc
    backward = (arc[-1], arc[-2]) < (arc[0], arc[1])
    line = tuple(reversed(arc)) if backward else tuple(arc)
    kept = cache.get(line)
    if kept is None:
        kept = cache[line] = _douglas_peucker(line, tolerance)
    return kept[::-1] if backward else kept


def _simplify_free_ring(
    ring: GridRing, tolerance: float, cache: dict[tuple[GridPoint, ...], list[GridPoint]]
) -> GridRing:
    """Simplify a ring without junctions (an island, or an enclave and the hole around it), cut at
    its smallest point and the one farthest from there."""
    first = min(range(len(ring)), key=ring.__getitem__)
    ring = ring[first:] + ring[:first]
    x, y = ring[0]
    # The point breaks ties, so that an enclave and its hole cut alike in either direction.
    far = max(
        range(len(ring)),
        key=lambda i: ((ring[i][0] - x) ** 2 + (ring[i][1] - y) ** 2, ring[i]),
    )
    there = _simplify_arc(ring[: far + 1], tolerance, cache)
    back = _simplify_arc([*ring[far:], ring[0]], tolerance, cache)
    return there[:-1] + back[:-1]


def _douglas_peucker(line: Sequence[GridPoint], tolerance: float) -> list[GridPoint]:
    limit = tolerance * tolerance
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    pending = [(0, len(line) - 1)]
    while pending:
        start, end = pending.pop()
        if end - start < 2:
            continue
        x0, y0 = line[start]
        dx, dy = line[end][0] - x0, line[end][1] - y0
        length = dx * dx + dy * dy
        worst, at = -1, 0
        for index in range(start + 1, end):
            px, py = line[index]
            px -= x0
            py -= y0
            along = px * dx + py * dy
            # Scaled by the squared length, to stay within integers.
            if along <= 0:
                distance = (px * px + py * py) * (length or 1)
            elif along >= length:
                distance = ((px - dx) ** 2 + (py - dy) ** 2) * length
            else:
                cross = px * dy - py * dx
                distance = cross * cross
            if distance > worst:
                worst, at = distance, index
        if worst > limit * (length or 1):
            keep[at] = True
            pending += [(start, at), (at, end)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]
