"""Plane geometry and chance for make_sample.py, so plain that every Python gives the same bytes.

All lengths are metres in one local plane, all polygons lists of (x, y) without a repeated last point.
Only + - * / and math.sqrt are used: IEEE 754 fixes their results to the last bit. The things left out are
left out on purpose: `random` (its methods changed between versions), sin and cos (they differ between C
libraries), math.hypot and sum() over floats (both changed their rounding between Python 3.9 and 3.12).
"""

import math


class Chance:
    """Splitmix64, seeded by a label: every part of the map has its own stream."""

    MASK = (1 << 64) - 1

    def __init__(self, label):
        self.state = 0xCBF29CE484222325
        for byte in label.encode("utf-8"):  # FNV-1a
            self.state = ((self.state ^ byte) * 0x100000001B3) & self.MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def between(self, low, high):
        return low + (high - low) * ((self.next() >> 11) / 9007199254740992.0)

    def whole(self, low, high):
        """A whole number, both ends included."""
        return low + self.next() % (high - low + 1)

    def happens(self, share):
        return self.between(0.0, 1.0) < share

    def pick(self, things):
        return things[self.next() % len(things)]

    def direction(self):
        return direction_at(self.between(0.0, 4.0))


def direction_at(turn):
    """The unit vector towards a point of the unit square's rim, 0 <= turn < 4: a direction without sin and cos."""
    side, t = int(turn) % 4, 2.0 * (turn - int(turn)) - 1.0
    return unit(((1.0, t), (-t, 1.0), (-1.0, -t), (t, -1.0))[side])


def add(p, q, times=1.0):
    return (p[0] + q[0] * times, p[1] + q[1] * times)


def unit(v):
    length = math.sqrt(v[0] * v[0] + v[1] * v[1])
    return (v[0] / length, v[1] / length)


def left_of(v):
    return (-v[1], v[0])


def distance(p, q):
    dx, dy = p[0] - q[0], p[1] - q[1]
    return math.sqrt(dx * dx + dy * dy)


def between(p, q, t):
    return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)


def edges(ring):
    return [(ring[i], ring[(i + 1) % len(ring)]) for i in range(len(ring))]


def area(ring):
    """Positive for a counter-clockwise ring."""
    x0, y0 = ring[0]
    twice = 0.0
    for (ax, ay), (bx, by) in edges(ring):
        twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    return twice / 2.0


def centre(ring):
    """The centre of gravity."""
    x0, y0 = ring[0]
    twice = sx = sy = 0.0
    for (ax, ay), (bx, by) in edges(ring):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        twice += cross
        sx += (ax + bx - 2.0 * x0) * cross
        sy += (ay + by - 2.0 * y0) * cross
    return (x0 + sx / (3.0 * twice), y0 + sy / (3.0 * twice))


def reach(ring, point):
    return max(distance(point, p) for p in ring)


def slimness(ring):
    """Perimeter² ÷ area: 16 for a square, 21 for a triangle of equal sides, large for a strip."""
    perimeter = 0.0
    for p, q in edges(ring):
        perimeter += distance(p, q)
    return perimeter * perimeter / area(ring)


def contains(ring, point):
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in edges(ring):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def distance_to_edge(edge, point):
    (ax, ay), (bx, by) = edge
    dx, dy = bx - ax, by - ay
    t = ((point[0] - ax) * dx + (point[1] - ay) * dy) / (dx * dx + dy * dy)
    return distance(point, between(edge[0], edge[1], min(1.0, max(0.0, t))))


def distance_to_ring(ring, point):
    return min(distance_to_edge(edge, point) for edge in edges(ring))


def cut(ring, point, normal, keep=0.0):
    """The part of the ring whose distance from the line through `point` against `normal` is at least `keep`."""
    out = []
    for p, q in edges(ring):
        dp = (point[0] - p[0]) * normal[0] + (point[1] - p[1]) * normal[1] - keep
        dq = (point[0] - q[0]) * normal[0] + (point[1] - q[1]) * normal[1] - keep
        if dp >= 0.0:
            out.append(p)
        if (dp > 0.0 > dq) or (dp < 0.0 < dq):
            out.append(between(p, q, dp / (dp - dq)))
    return out


def wobble(p, q, strength, shortest, chance):
    """The points strictly between p and q of a line broken by midpoint displacement, as borders and ridges look."""
    length = distance(p, q)
    if length < shortest:
        return []
    aside = left_of((q[0] - p[0], q[1] - p[1]))
    middle = add(between(p, q, chance.between(0.42, 0.58)), aside, chance.between(-strength, strength))
    finer = strength * 0.88
    return wobble(p, middle, finer, shortest, chance) + [middle] + wobble(middle, q, finer, shortest, chance)


def oval(middle, along, half_length, half_width, corners, chance):
    """A convex polygon with uneven corners on an ellipse."""
    ring, across = [], left_of(along)
    for i in range(corners):
        u = direction_at((i + chance.between(0.1, 0.9)) * 4.0 / corners)
        ring.append(add(add(middle, along, half_length * u[0]), across, half_width * u[1]))
    return ring


def divide(ring, largest, streets, chance):
    """Halves a convex polygon until no piece is larger than about `largest`, leaving streets between the pieces.

    `streets` are the widths from the main street down; the last is used for all the rest."""
    if area(ring) <= largest * chance.between(0.6, 1.25):
        return [ring]
    p, q = max(edges(ring), key=lambda edge: distance(edge[0], edge[1]))
    along = unit((q[0] - p[0], q[1] - p[1]))
    # Measured along its longest edge and across it, so that the cut runs across the longer of the two.
    spans = []
    for axis in (along, left_of(along)):
        marks = [x * axis[0] + y * axis[1] for x, y in ring]
        spans.append((max(marks) - min(marks), min(marks), axis))
    span, start, axis = max(spans, key=lambda s: s[0])
    middle = centre(ring)
    here = middle[0] * axis[0] + middle[1] * axis[1]
    point = add(middle, axis, start + span * chance.between(0.41, 0.59) - here)
    normal = unit(add(axis, left_of(axis), chance.between(-0.05, 0.05)))
    half = streets[0] / 2.0
    rest = streets[1:] or streets
    pieces = []
    for side in (normal, (-normal[0], -normal[1])):
        piece = cut(ring, point, side, half)
        if len(piece) > 2:
            pieces += divide(piece, largest, rest, chance)
    return pieces


def chamfered(ring, chance):
    """Some corners cut, as at street crossings."""
    out = []
    for i, corner in enumerate(ring):
        before, after = ring[i - 1], ring[(i + 1) % len(ring)]
        size = chance.between(8.0, 16.0)
        room = len(out) + len(ring) - i < 12
        if room and chance.happens(0.35) and min(distance(before, corner), distance(corner, after)) > 4.0 * size:
            out.append(add(corner, unit((before[0] - corner[0], before[1] - corner[1])), size))
            out.append(add(corner, unit((after[0] - corner[0], after[1] - corner[1])), size))
        else:
            out.append(corner)
    return out


def angled(ring, chance):
    """A four-sided block with a corner taken out of it: an L."""
    i = chance.whole(0, 3)
    before, corner, after = ring[i - 1], ring[i], ring[(i + 1) % 4]
    a = between(corner, before, chance.between(0.38, 0.55))
    b = between(corner, after, chance.between(0.38, 0.55))
    inner = (a[0] + b[0] - corner[0], a[1] + b[1] - corner[1])
    return ring[:i] + [a, inner, b] + ring[i + 1 :]


def recessed(ring, chance):
    """One long side set back over a part of its length."""
    i = max(range(len(ring)), key=lambda k: distance(ring[k], ring[(k + 1) % len(ring)]))
    p, q = ring[i], ring[(i + 1) % len(ring)]
    inward = left_of(unit((q[0] - p[0], q[1] - p[1])))
    depth = chance.between(8.0, 18.0)
    a, b = between(p, q, chance.between(0.2, 0.4)), between(p, q, chance.between(0.6, 0.8))
    return ring[: i + 1] + [a, add(a, inward, depth), add(b, inward, depth), b] + ring[i + 1 :]


def dented(ring, chance):
    """Long sides bent inwards: the outline of a grown village."""
    middle, out = centre(ring), []
    for p, q in edges(ring):
        out.append(p)
        if len(ring) < 10 and distance(p, q) > 30.0 and chance.happens(0.6):
            half = between(p, q, chance.between(0.35, 0.65))
            out.append(between(half, middle, chance.between(0.04, 0.16)))
    return out


def shrunk(ring, factor):
    middle = centre(ring)
    return [between(middle, p, factor) for p in ring]
