"""Rivers, reservoirs and roads for make_sample.py: what the maps of the sample show below their figures.

Made up like all the rest: a few places typed by hand in given.py, and chance between them. Of several courses the one
that runs through the fewest quarters is taken, so that roads run past houses.
"""

from given import RESERVOIRS, RIVERS, ROADS, SEATS, TOWNSHIPS
from shapes import Chance, add, contains, distance, edges, left_of, oval, unit, wobble

IN_TOWN = 4400.0  # Metres from the town centre: there, lines run straight between the districts.
COURSES = 24


def crosses(p, q, a, b):
    """Whether two segments cross."""
    def side(o, d, point):
        return (d[0] - o[0]) * (point[1] - o[1]) - (d[1] - o[1]) * (point[0] - o[0])
    return (side(p, q, a) > 0.0) != (side(p, q, b) > 0.0) and (side(a, b, p) > 0.0) != (side(a, b, q) > 0.0)


def boxes(rings):
    return [(min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring), ring)
            for ring in rings]


def hits(line, rings):
    """How many of the rings a line runs through."""
    count = 0
    for left, low, right, high, ring in rings:
        for p, q in zip(line, line[1:]):
            apart = max(p[0], q[0]) < left or min(p[0], q[0]) > right or max(p[1], q[1]) < low or min(p[1], q[1]) > high
            if not apart and any(crosses(p, q, a, b) for a, b in edges(ring)):
                count += 1
                break
    return count


def course(places, label, strength, rings):
    """A line through the places: straight in the county town, winding elsewhere."""
    line = places[:1]
    for p, q in zip(places, places[1:]):
        legs = [[]]
        if max(distance(p, (0.0, 0.0)), distance(q, (0.0, 0.0))) > IN_TOWN:
            legs = [wobble(p, q, strength, 350.0, Chance(f"{label} {p} {q} {i}")) for i in range(COURSES)]
        line += min(legs, key=lambda leg: hits([p] + leg + [q], rings)) + [q]
    return line


def past(place, before):
    """A township's seat is passed beside its houses; any other place is taken as it is."""
    if not isinstance(place, str):
        return place
    number = [row[1] for row in TOWNSHIPS].index(place)
    aside = left_of(unit((SEATS[number][0] - before[0], SEATS[number][1] - before[1])))
    return add(SEATS[number], aside, TOWNSHIPS[number][6] + 150.0)


def lines(rows, strength, rings):
    for name, kind, places in rows:
        points = [places[0] if not isinstance(places[0], str) else past(places[0], (0.0, 0.0))]
        for place in places[1:]:
            points.append(past(place, points[-1]))
        yield {"名称": name, "类型": kind}, course(points, name, strength, rings)


def make_water(quarters):
    """Reservoirs as rings, rivers as lines."""
    rings = boxes([quarter["ring"] for quarter in quarters])
    lakes = []
    for name, middle, along, half_length, half_width in RESERVOIRS:
        ring = oval(middle, unit(along), half_length, half_width, 9, Chance(name))
        shore = []
        for p, q in edges(ring):
            shore += [p] + wobble(p, q, 0.2, 120.0, Chance(f"{name} {p}"))
        drowned = [quarter["name"] for quarter in quarters if any(contains(shore, p) for p in quarter["ring"])]
        if drowned or hits(shore + shore[:1], rings):
            raise SystemExit(f"{name} lies on {drowned}")
        lakes.append(({"名称": name, "类型": "水库"}, shore))
    return lakes, list(lines(RIVERS, 0.18, rings))


def make_roads(quarters):
    """Roads as lines, the small ones first: the others lie on top."""
    rings = boxes([quarter["ring"] for quarter in quarters])
    return list(lines(ROADS, 0.08, rings))
