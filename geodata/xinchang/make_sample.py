#!/usr/bin/env python3
"""Makes the layers of the sample beside this file: townships, residential quarters, childcare facilities, and the
water and roads that its maps show below them.

    python3 make_sample.py          (Python 3.9 or newer, nothing else; the same bytes every time)

Everything here is made up for illustration (示意). The outline is drawn by hand from a few points, the seats are
rounded to 0.01 degree, township borders follow from the seats, quarters and facilities are drawn by chance. Real
are only the townships' names and codes and the county's number of residents; shares and registers are invented
so that the figures come out near those of the planning document.

The layers hold on purpose what real layers hold: quarters across township borders and across the county's border,
three pairs of quarters that overlap a little, courtyards, a facility beyond the border, townships over and under
their plan, planned and closed facilities, new quarters with too little childcare and one that does not say.

Each attribute that came later has its own stream of chance, so that nothing older changes.
"""

import json
import math
import pathlib

from given import (
    ACROSS_BORDERS, CLOSED, DEMONSTRATIONS, DISTRICTS, HEALTH_CENTRES, INSTITUTION, METRES_LAT, METRES_LON,
    NEW_QUARTERS, NURSERY, ORIGIN_LAT, ORIGIN_LON, OUTLINE, PLACES, PLANNED, QUARTER_ENDINGS, QUARTER_NAMES, SEATS,
    STATION, TOWNSHIPS, UNSUPERVISED, URBAN, VILLAGE_ENDINGS, VILLAGE_NAMES, on_the_plane,
)
from shapes import (
    Chance, add, angled, area, between, centre, chamfered, contains, cut, dented, direction_at, distance,
    distance_to_ring, divide, edges, left_of, oval, reach, recessed, shrunk, slimness, unit, wobble,
)
from surroundings import make_roads, make_water

FOLDER = pathlib.Path(__file__).resolve().parent
NOTE = "示意数据，非真实边界、地块与设施 / illustrative data: not real boundaries, quarters or facilities"


def name_of(township):
    return TOWNSHIPS[township][1]


def number_of(name):
    return [row[1] for row in TOWNSHIPS].index(name)


# Townships --------------------------------------------------------------------------------------------------


def straight_cells(outline):
    """The outline divided by the power diagram of the seats, corners on whole metres."""
    cells = []
    for i, seat in enumerate(SEATS):
        cell = outline
        for j, other in enumerate(SEATS):
            if i != j:
                apart = distance(seat, other)
                pull = (TOWNSHIPS[i][3] - TOWNSHIPS[j][3]) * 1e6
                along = unit((other[0] - seat[0], other[1] - seat[1]))
                cell = cut(cell, add(seat, along, apart / 2.0 + pull / (2.0 * apart)), along)
        cells.append([(math.floor(x + 0.5), math.floor(y + 0.5)) for x, y in cell])
    return cells


def township_cells():
    """The townships' rings, and the border line of each pair of neighbours (None: the county's border).

    Each straight border is broken once and used by both neighbours, so that they share every vertex."""
    straight = straight_cells([on_the_plane(place) for place in OUTLINE])
    owners = {}
    for i, cell in enumerate(straight):
        for p, q in edges(cell):
            owners.setdefault((min(p, q), max(p, q)), []).append(i)
    lines, borders = {}, {}
    for (p, q), sides in owners.items():
        # In the county town borders follow the river and the main roads.
        strength = 0.07 if len(sides) == 2 and max(sides) < URBAN else 0.22
        lines[p, q] = [p] + wobble(p, q, strength, 230.0, Chance(f"border 7 {p} {q}"))
        borders.setdefault((sides[0], sides[1] if len(sides) == 2 else None), []).append(lines[p, q] + [q])
    cells = []
    for cell in straight:
        ring = []
        for p, q in edges(cell):
            ring += lines[p, q] if p < q else [p] + lines[q, p][:0:-1]
        cells.append(ring)
    return cells, borders


def township_at(cells, point):
    return next((i for i, cell in enumerate(cells) if contains(cell, point)), None)


# Residential quarters ---------------------------------------------------------------------------------------


class Quarters:
    """The quarters made so far, and the ground that is taken."""

    def __init__(self, cells):
        self.cells = cells
        self.made = []
        self.taken = []

    def add(self, ring, land_use, name, density, hole=None):
        home = township_at(self.cells, centre(ring))
        self.made.append(
            {"ring": ring, "hole": hole, "use": land_use, "name": name, "density": density, "home": home}
        )

    def take(self, ring):
        middle = centre(ring)
        self.taken.append((middle, reach(ring, middle)))

    def is_free(self, middle, radius):
        return all(distance(middle, m) > radius + r for m, r in self.taken)

    def is_inside(self, middle, radius):
        home = township_at(self.cells, middle)
        return home is not None and distance_to_ring(self.cells[home], middle) > radius + 15.0


def shaped(block, chance):
    """A block as its quarter fills it, and its courtyard."""
    if area(block) > 17000.0 and chance.happens(0.07):
        return chamfered(block, chance), shrunk(block, chance.between(0.28, 0.4))
    if len(block) == 4 and chance.happens(0.12):
        return angled(block, chance), None
    if area(block) > 9000.0 and chance.happens(0.16):
        return recessed(block, chance), None
    return chamfered(block, chance), None


def build_town(quarters, ground, homes, blocks, names, chance):
    """Streets and blocks on a convex piece of ground; `blocks` are the sizes of a neighbourhood and a block (m²)."""
    crossing = {}
    for neighbourhood in divide(ground, blocks[0], (20.0, 18.0), chance):
        other_use = chance.happens((1.0 - homes) * 0.55)
        for block in divide(neighbourhood, blocks[1], (16.0, 14.0, 12.0), chance):
            quarters.take(block)
            residential = not other_use and not chance.happens((1.0 - homes) * 0.64)
            if not residential or area(block) > 40000.0:
                continue
            touched = tuple(sorted({township_at(quarters.cells, p) for p in block}))
            if len(touched) > 1:  # Most of the land along a border is river and road.
                crossing[touched] = crossing.get(touched, 0) + 1
                if crossing[touched] > 1:
                    continue
            ring, hole = shaped(block, chance)
            if len(ring) < 4 or area(ring) < 5000.0 or slimness(block) > 24.0:
                continue
            quarters.add(ring, "0701", next(names), chance.between(0.75, 1.3), hole)


def build_village(quarters, middle, half_length, half_width, along, name, chance):
    """An irregular oval, divided by a lane where it is large, and perhaps a hamlet beside it; returns the pieces."""
    ground = oval(middle, along, half_length, half_width, chance.whole(6, 10), chance)
    quarters.take(ground)
    pieces = divide(ground, 30000.0, (9.0, 7.0), chance)
    size = chance.between(34.0, 62.0)
    beside = add(centre(ground), chance.direction(), reach(ground, centre(ground)) + size + chance.between(8.0, 30.0))
    if chance.happens(0.5) and quarters.is_free(beside, size) and quarters.is_inside(beside, size):
        hamlet = oval(beside, chance.direction(), size, size * chance.between(0.6, 0.9), chance.whole(5, 8), chance)
        quarters.take(hamlet)
        pieces.append(hamlet)
    pieces = [ring for ring in (dented(piece, chance) for piece in pieces) if 2000.0 <= area(ring) <= 30000.0]
    for k, ring in enumerate(pieces):
        group = "" if len(pieces) == 1 else "一二三四五六"[k] + "组"
        quarters.add(ring, "0703", name + group, chance.between(0.4, 0.75))
    return len(pieces)


def settle_valleys(quarters, township, names, chance):
    """Villages along a few valleys that wander out from the seat, until the township has its number of pieces."""
    cell, seat, wanted = quarters.cells[township], SEATS[township], TOWNSHIPS[township][8]
    stride = math.sqrt(area(cell))
    turn = chance.between(0.0, 4.0)
    heads = [(seat, direction_at(turn + k)) for k in range(4)]
    spots, pieces = [seat], 0
    while pieces < wanted:
        if not heads:
            heads.append((chance.pick(spots), chance.direction()))
        at, way = heads.pop(0)
        way = unit(add(way, left_of(way), chance.between(-0.5, 0.5)))
        at = add(at, way, stride * chance.between(0.055, 0.13))
        half_length = chance.between(60.0, 165.0)
        middle = add(at, left_of(way), chance.between(-140.0, 140.0))
        if not contains(cell, at) or distance_to_ring(cell, at) < 250.0:
            continue
        heads.append((at, way))
        if chance.happens(0.2):
            heads.append((at, unit(add(way, left_of(way), chance.pick((-1.2, 1.2))))))
        room = quarters.is_inside(middle, half_length) and quarters.is_free(middle, half_length + 90.0)
        if contains(cell, middle) and room:
            spots.append(at)
            half_width = half_length * chance.between(0.5, 0.85)
            pieces += build_village(quarters, middle, half_length, half_width, way, next(names), chance)


def settle_borders(quarters, borders, names, chance):
    """Villages that a township border runs through."""
    for pair in ACROSS_BORDERS:
        sides = tuple(sorted(number_of(name) for name in pair))
        line = borders[sides][0]
        middle = line[len(line) // 2]
        along = left_of(unit((line[len(line) // 2 + 1][0] - middle[0], line[len(line) // 2 + 1][1] - middle[1])))
        seat = SEATS[sides[0]]  # The larger part lies in the first township of the two.
        middle = add(middle, unit((seat[0] - middle[0], seat[1] - middle[1])), 20.0)
        ring = dented(oval(middle, along, 105.0, 70.0, 8, chance), chance)
        quarters.take(ring)
        quarters.add(ring, "0703", next(names), 0.6)


def border_point(borders):
    """The point of the county's border nearest to the first seat, and the direction from there into the county."""
    points = [p for line in borders[0, None] for p in line]
    point = min(points, key=lambda p: distance(p, SEATS[0]))
    return point, unit((SEATS[0][0] - point[0], SEATS[0][1] - point[1]))


def settle_county_border(quarters, borders, names, chance):
    """Villages at the county's border that a facility beyond it serves; one lies across."""
    point, inward = border_point(borders)
    for inside, aside in ((0.0, 30.0), (330.0, -230.0), (420.0, 170.0)):
        middle = add(add(point, inward, inside), left_of(inward), aside)
        ring = dented(oval(middle, left_of(inward), 110.0, 75.0, 8, chance), chance)
        quarters.take(ring)
        quarters.add(ring, "0703", next(names), 0.6)


def shuffled(first, second, last, chance):
    names = [a + b + last for a in first for b in second]
    for i in range(len(names) - 1, 0, -1):
        j = chance.whole(0, i)
        names[i], names[j] = names[j], names[i]
    return iter(names)


def lean_over(quarters, township, land_use):
    """Moves a quarter over its nearest neighbour by a few metres: the double-drawn edges of real surveys."""
    mine = [q for q in quarters.made if q["home"] == township and q["use"] == land_use and not q["hole"]]
    best = None
    for quarter in mine:
        for other in mine:
            if other is quarter:
                continue
            gap = min(distance_to_ring(other["ring"], p) for p in quarter["ring"])
            if best is None or gap < best[0]:
                best = (gap, quarter, other)
    gap, quarter, other = best
    way = unit(add(centre(other["ring"]), centre(quarter["ring"]), -1.0))
    quarter["ring"] = [add(p, way, gap + 9.0) for p in quarter["ring"]]


def make_quarters(cells, borders):
    quarters = Quarters(cells)
    names = shuffled(QUARTER_NAMES, QUARTER_ENDINGS, "", Chance("quarter names"))
    villages = shuffled(VILLAGE_NAMES, VILLAGE_ENDINGS, "村", Chance("village names"))
    for k, (corners, homes) in enumerate(DISTRICTS):
        build_town(quarters, list(corners), homes, (160000.0, 38000.0), names, Chance(f"district {k}"))
    for township, (_, name, _, _, _, _, half_length, half_width, _) in enumerate(TOWNSHIPS):
        if half_length:
            chance = Chance("town " + name)
            ground = oval(SEATS[township], chance.direction(), half_length, half_width, 8, chance)
            build_town(quarters, ground, 0.55, (60000.0, 21000.0), names, chance)
    settle_borders(quarters, borders, villages, Chance("across borders"))
    settle_county_border(quarters, borders, villages, Chance("county border"))
    for township, row in enumerate(TOWNSHIPS):
        settle_valleys(quarters, township, villages, Chance("valleys " + row[1]))
    for name, land_use in (("七星街道", "0701"), ("南明街道", "0701"), ("镜岭镇", "0703")):
        lean_over(quarters, number_of(name), land_use)
    wozhou = [q for q in quarters.made if q["home"] == number_of("沃洲镇") and q["use"] == "0703"]
    largest = max(wozhou, key=lambda q: area(q["ring"]))
    largest["hole"] = shrunk(largest["ring"], 0.25)  # A village around its pond.
    return quarters.made


def count_residents(quarters):
    """Residents by land and density, a few per cent less than the township has: not everyone lives in a quarter."""
    for township, row in enumerate(TOWNSHIPS):
        chance = Chance("residents " + row[1])
        mine = [q for q in quarters if q["home"] == township]
        total = 0.0
        for quarter in mine:
            land = area(quarter["ring"]) - (area(quarter["hole"]) if quarter["hole"] else 0.0)
            quarter["share"] = quarter["density"] * land
            total += quarter["share"]
        in_quarters = row[4] * chance.between(0.955, 0.98)
        for quarter in mine:
            quarter["residents"] = int(in_quarters * quarter["share"] / total)
            quarter["households"] = max(1, int(quarter["residents"] / chance.between(2.45, 2.95)))


# Facilities -------------------------------------------------------------------------------------------------


def spot_at(quarter, chance):
    """Inside the quarter, or on the street beside it: registers hold both."""
    middle = centre(quarter["ring"])
    if chance.happens(0.6) and contains(quarter["ring"], middle) and not quarter["hole"]:
        return add(middle, chance.direction(), chance.between(0.0, 15.0))
    p, q = max(edges(quarter["ring"]), key=lambda edge: distance(edge[0], edge[1]))
    return add(between(p, q, chance.between(0.3, 0.7)), left_of(unit((p[0] - q[0], p[1] - q[1]))), 6.0)


def site(quarters, township, kind, sites, chance):
    """A quarter for a facility: in the town, towards its centre and not beside another facility where possible."""
    mine = [q for q in quarters if q["home"] == township]
    in_town = [q for q in mine if q["use"] == "0701"]
    if township >= URBAN:
        if kind == STATION and any(t == township for t, _ in sites):  # A second facility goes to a large village.
            away = [q for q in mine if q["use"] == "0703" and distance(centre(q["ring"]), SEATS[township]) > 2200.0]
            return max(away, key=lambda q: q["residents"])
        return min(in_town, key=lambda q: distance(centre(q["ring"]), SEATS[township]))
    apart = 350.0
    while True:
        quarter = chance.pick(in_town)
        spot = centre(quarter["ring"])
        central = chance.happens(1.1 - distance(spot, (0.0, 0.0)) / 3600.0)
        if central and all(distance(spot, s) > apart for _, s in sites):
            return quarter
        apart -= 3.0


def particulars(kind, places, chance):
    """What the register says of a facility, so that the planning document's indicators come out near its figures."""
    public = {
        INSTITUTION: ("公办", "公建民营", "民办"), NURSERY: ("公办", "公办", "民办"), STATION: ("公办", "公建民营"),
    }[kind]
    fee = {INSTITUTION: (14, 26), NURSERY: (9, 15), STATION: (0, 0)}[kind]
    used = {INSTITUTION: (0.55, 0.78), NURSERY: (0.5, 0.75), STATION: (0.3, 0.8)}[kind]
    run_by = chance.pick(public)
    grades = ("三级", "未评级") if kind == STATION else ("一级", "二级", "二级", "三级", "三级", "未评级")
    staff = {INSTITUTION: places // 5 + 2, NURSERY: places // 8 + 1, STATION: 2}[kind]
    return {
        "办别": run_by,
        "普惠": "是" if run_by != "民办" or chance.happens(0.6) else "否",
        "等级": chance.pick(grades),
        "2岁以下托位": {INSTITUTION: places // 8, NURSERY: 0, STATION: places // 2}[kind],
        "在托人数": int(places * chance.between(*used) + 0.5),
        "月收费": chance.whole(*fee) * 100 or None,  # Stations charge by the visit.
        "从业人员": staff,
        "持证人数": staff - chance.whole(0, max(1, staff * 2 // 5)),
        "签约": "否" if chance.happens(0.05) else "是",
    }


def make_facilities(quarters, cells, borders):
    facilities, sites = [], []
    endings = {INSTITUTION: "托育园", NURSERY: "幼儿园托班", STATION: "婴幼儿服务驿站"}
    for township in range(len(TOWNSHIPS)):
        name = name_of(township)
        chance, register = Chance("sites 2 " + name), Chance("register 19 " + name)
        for kind, places_of_each in zip((INSTITUTION, NURSERY, STATION), PLACES[name]):
            for places in places_of_each:
                spot = None
                while spot is None or township_at(cells, spot) != township:
                    quarter = site(quarters, township, kind, sites, chance)
                    spot = spot_at(quarter, chance)
                sites.append((township, spot))
                facts = {"名称": quarter["name"] + endings[kind], "类型": kind, "托位数": places, "乡镇": name}
                facilities.append((spot, {**facts, **particulars(kind, places, register)}))
    point, inward = border_point(borders)
    facts = {"名称": "县界外幼儿园托班", "类型": NURSERY, "托位数": 20, "乡镇": "嵊州市（县外）"}
    register = Chance("facility outside")
    facilities.append((add(point, inward, -260.0), {**facts, **particulars(NURSERY, 20, register)}))
    return facilities


def supervision(facts, chance):
    """Whether a facility of today is under cloud supervision: those of grade two and above first."""
    if facts["名称"] == UNSUPERVISED:
        return "否"
    return "是" if facts["等级"] in ("一级", "二级") or chance.happens(0.6) else "否"


def add_history(facilities):
    """What the register says of today's facilities since it also holds those to come and those that were."""
    chance = Chance("history")
    since = {INSTITUTION: (2017, 2024), NURSERY: (2019, 2025), STATION: (2021, 2025)}
    for _, facts in facilities:
        facts["云监管"] = supervision(facts, chance)
        facts["状态"] = "现状"
        facts["投用年份"] = chance.whole(*since[facts["类型"]])


def unserved_site(quarters, township, kind, spots):
    """The quarter around which most residents live that no facility is near to: where a planner would put one."""
    near = 300.0
    unserved = [(centre(q["ring"]), q["residents"]) for q in quarters]
    unserved = [(at, residents) for at, residents in unserved if all(distance(at, s) > near for s in spots)]

    def reached(quarter):
        middle = centre(quarter["ring"])
        return sum(residents for at, residents in unserved if distance(at, middle) <= near)

    land_uses = ("0701", "0703") if kind == STATION else ("0701",)
    return max((q for q in quarters if q["home"] == township and q["use"] in land_uses), key=reached)


def make_others(facilities, quarters, cells):
    """Planned and closed facilities. Nobody is enrolled, works or is graded there: the register leaves that empty."""
    others, spots = [], [spot for spot, _ in facilities]
    for status, rows in (("规划", PLANNED), ("关闭", CLOSED)):
        for name, kind, ending, places, under_2, run_by, year in rows:
            township, chance = number_of(name), Chance(f"{status} {name} {kind}")
            quarter = unserved_site(quarters, township, kind, spots)
            spot = None
            while spot is None or township_at(cells, spot) != township:
                spot = spot_at(quarter, chance)
            spots.append(spot)
            facts = dict.fromkeys(facilities[0][1])  # In the order of today's facilities.
            facts.update({
                "名称": quarter["name"] + ending, "类型": kind, "托位数": places, "乡镇": name, "办别": run_by,
                "2岁以下托位": under_2, "状态": status, "投用年份": year,
            })
            others.append((spot, facts))
    return others


# Writing ----------------------------------------------------------------------------------------------------


def degrees(point):
    """Longitude and latitude with 7 decimals, from whole numbers: no rounding but this one."""
    lon = math.floor((ORIGIN_LON + point[0] / METRES_LON) * 1e7 + 0.5)
    lat = math.floor((ORIGIN_LAT + point[1] / METRES_LAT) * 1e7 + 0.5)
    return f"[{lon // 10**7}.{lon % 10**7:07d},{lat // 10**7}.{lat % 10**7:07d}]"


def ring_text(ring, outer):
    """Counter-clockwise outside, clockwise inside, closed: RFC 7946."""
    ring = ring if (area(ring) > 0.0) == outer else ring[::-1]
    return "[" + ",".join(degrees(p) for p in ring + ring[:1]) + "]"


def polygon_text(ring, hole=None):
    rings = [ring_text(ring, True)] + ([ring_text(hole, False)] if hole else [])
    return '{"type":"Polygon","coordinates":[' + ",".join(rings) + "]}"


def line_text(line):
    return '{"type":"LineString","coordinates":[' + ",".join(degrees(p) for p in line) + "]}"


def write_layer(name, features):
    lines = [
        '{"type":"Feature","properties":' + json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        + ',"geometry":' + geometry + "}"
        for facts, geometry in features
    ]
    head = f'{{\n"type": "FeatureCollection",\n"name": "{name}",\n"note": "{NOTE}",\n"features": [\n'
    with open(FOLDER / f"{name}.geojson", "w", encoding="utf-8", newline="\n") as file:
        file.write(head + ",\n".join(lines) + "\n]\n}\n")


def main():
    cells, borders = township_cells()
    quarters = make_quarters(cells, borders)
    count_residents(quarters)
    quarters.sort(key=lambda q: q["home"])
    facilities = make_facilities(quarters, cells, borders)
    add_history(facilities)
    facilities += make_others(facilities, quarters, cells)

    write_layer("townships", [
        ({
            "XZQDM": code, "XZQMC": name, "常住人口": residents, "3岁以下人数": infants,
            "医防护中心": "是" if name in HEALTH_CENTRES else "否", "示范机构": "是" if name in DEMONSTRATIONS else "否",
        }, polygon_text(cell))
        for (code, name, _, _, residents, infants, _, _, _), cell in zip(TOWNSHIPS, cells)
    ])
    parcels, numbers = [], {}
    for quarter in quarters:
        code = TOWNSHIPS[quarter["home"]][0]
        numbers[code] = numbers.get(code, 0) + 1
        number = f"{code}-{numbers[code]:04d}"
        floor_area, places = NEW_QUARTERS.get(number, (None, None))
        facts = {
            "名称": quarter["name"], "地块编号": number, "用地代码": quarter["use"],
            "户数": quarter["households"], "常住人口": quarter["residents"],
            "新建": "是" if number in NEW_QUARTERS else "否", "托育用房面积": floor_area, "配建托位": places,
        }
        parcels.append((facts, polygon_text(quarter["ring"], quarter["hole"])))
    write_layer("residential", parcels)
    write_layer("facilities", [
        (facts, f'{{"type":"Point","coordinates":{degrees(spot)}}}') for spot, facts in facilities
    ])
    lakes, rivers = make_water(quarters)
    write_layer("water", [(facts, polygon_text(ring)) for facts, ring in lakes] + [
        (facts, line_text(line)) for facts, line in rivers
    ])
    roads = make_roads(quarters)
    write_layer("roads", [(facts, line_text(line)) for facts, line in roads])
    print(f"{len(cells)} townships, {len(parcels)} quarters, {len(facilities)} facilities, "
          f"{len(lakes) + len(rivers)} waters, {len(roads)} roads")


if __name__ == "__main__":
    main()
