#!/usr/bin/env python3
"""Draws docs/growth.svg out of target/bench/results.json: wall time and peak memory as the workload grows.

usage: growth_plot.py [RESULTS.json [OUT.svg]]
Both axes are logarithmic; a line is a power law of the parcels, and the legend tells its exponent (1: twice the
parcels, twice the time), fitted by least squares.
"""
import json
import math
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
source = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "target" / "bench" / "results.json"
target = Path(sys.argv[2]) if len(sys.argv) > 2 else root / "docs" / "growth.svg"

# Label in the results, name in the legend, class, mark. Colours of Okabe and Ito, lighter where the ground is dark.
SERIES = [
    ("geopandas", "geopandas", "a", "square"),
    ("DuckDB spatial", "DuckDB spatial", "b", "triangle"),
    ("lifecircle, the peers' own job (`--overlaps each`)", "lifecircle, the peers’ job", "c", "circle"),
    ("lifecircle, report and tables", "lifecircle, report and tables", "d", "diamond"),
]
PANELS = [("wall_s", "wall time", " s", 1), ("peak_mb", "peak memory", " GB", 1e-3)]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, BETWEEN = 960, 510, 68, 24, 62, 172, 84
PANEL_WIDTH = (WIDTH - LEFT - RIGHT - BETWEEN) / 2
PANEL_HEIGHT = HEIGHT - TOP - BOTTOM

STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; } .tick, .small { font-size: 12px; fill: #59636e; }
  .grid { stroke: #d1d9e0; stroke-width: 1; } .axis { stroke: #818b98; stroke-width: 1; }
  .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; } .mark { stroke: #ffffff; stroke-width: 1.4; }
  .ground { fill: #ffffff; }
  .a { stroke: #b35900; } .b { stroke: #a0568a; } .c { stroke: #3b8fc4; } .d { stroke: #00634a; }
  .mark.a { fill: #b35900; } .mark.b { fill: #a0568a; } .mark.c { fill: #3b8fc4; } .mark.d { fill: #00634a; }
  .mark.a, .mark.b, .mark.c, .mark.d { stroke: #ffffff; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; } text { fill: #e6edf3; } .tick, .small { fill: #9198a1; }
    .grid { stroke: #2a313c; } .axis { stroke: #656c76; }
    .a { stroke: #f0a04b; } .b { stroke: #e0a0cc; } .c { stroke: #79c0f0; } .d { stroke: #3fcf9f; }
    .mark.a { fill: #f0a04b; } .mark.b { fill: #e0a0cc; } .mark.c { fill: #79c0f0; } .mark.d { fill: #3fcf9f; }
    .mark.a, .mark.b, .mark.c, .mark.d { stroke: #0d1117; }
  }
"""


def exponent(points):
    """The slope of the line through the logarithms; `None` of fewer than two."""
    if len(points) < 2:
        return None
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mx, my = (sum(part) / len(logs) for part in zip(*logs))
    return sum((x - mx) * (y - my) for x, y in logs) / sum((x - mx) ** 2 for x, _ in logs)


def mark(shape, x, y, kind):
    if shape == "circle":
        return f'<circle class="mark {kind}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    corners = {
        "square": [(-4.6, -4.6), (4.6, -4.6), (4.6, 4.6), (-4.6, 4.6)],
        "triangle": [(0, -5.8), (5.4, 4.4), (-5.4, 4.4)],
        "diamond": [(0, -6.2), (6.2, 0), (0, 6.2), (-6.2, 0)],
    }[shape]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon class="mark {kind}" points="{points}"/>'


def text(x, y, words, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{words}</text>'


def line(x1, y1, x2, y2, kind):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def ticks(low, high):
    """1, 2 and 5 times the powers of ten, those of ten alone where these were too many."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    all_of = [(f * 10.0**d, f) for d in decades for f in (1, 2, 5)]
    within = [(value, f) for value, f in all_of if low <= value <= high]
    return [value for value, f in within if f == 1 or len(within) <= 8]


def growth(label, points):
    """The exponent in words, or why there is none."""
    failed = next((f"{counted(about['parcels'])}: {about['runs'][label]['failed']}" for about in sizes
                   if "failed" in about["runs"].get(label, {})), None)
    power = exponent(points)
    return failed or ("" if power is None else f'∝ n<tspan dy="-5" font-size="10">{power:.2f}</tspan>')


def counted(parcels):
    return f"{parcels / 1e6:g} million" if parcels >= 1e6 else f"{parcels:,}"


if not source.exists():
    sys.exit(f"{source} is not there: make bench, make bench-peers")
results = json.loads(source.read_text())
sizes = sorted(results["sizes"].values(), key=lambda about: about["parcels"])
first, last = sizes[0]["parcels"] / 1.5, sizes[-1]["parcels"] * 1.5
parts = []
for n, (key, title, unit, scale) in enumerate(PANELS):
    left = LEFT + n * (PANEL_WIDTH + BETWEEN)
    series = {label: [(about["parcels"], about["runs"][label][key] * scale) for about in sizes
                      if key in about["runs"].get(label, {})] for label, *_ in SERIES}
    values = [y for points in series.values() for _, y in points]
    low, high = min(values) / 1.4, max(values) * 1.4

    def across(x):
        return left + PANEL_WIDTH * math.log(x / first) / math.log(last / first)

    def up(y):
        return TOP + PANEL_HEIGHT * (1 - math.log(y / low) / math.log(high / low))

    parts.append(text(left, TOP - 16, title, "title"))
    for value in ticks(low, high):
        parts.append(line(left, up(value), left + PANEL_WIDTH, up(value), "grid"))
        parts.append(text(left - 8, up(value) + 4, f"{value:g}{unit}", "tick", "end"))
    for about in sizes:
        x = across(about["parcels"])
        parts.append(line(x, TOP, x, TOP + PANEL_HEIGHT, "grid"))
        parts.append(text(x, TOP + PANEL_HEIGHT + 20, counted(about["parcels"]), "tick", "middle"))
    parts.append(line(left, TOP + PANEL_HEIGHT, left + PANEL_WIDTH, TOP + PANEL_HEIGHT, "axis"))
    parts.append(text(left + PANEL_WIDTH / 2, TOP + PANEL_HEIGHT + 40, "parcels", "small", "middle"))
    for row, (label, name, kind, shape) in enumerate(SERIES):
        places = [(across(x), up(y)) for x, y in series[label]]
        parts.append(f'<polyline class="line {kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
        parts += [mark(shape, x, y, kind) for x, y in places]
        y = TOP + PANEL_HEIGHT + 76 + 25 * row
        parts += [line(left, y - 4, left + 26, y - 4, f"line {kind}"), mark(shape, left + 13, y - 4, kind),
                  text(left + 36, y, name), text(left + PANEL_WIDTH, y, growth(label, series[label]), "small", "end")]

target.write_text(
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
    f' aria-label="Wall time and peak memory against parcels">\n<style>{STYLE}</style>\n'
    f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>\n' + "\n".join(parts) + "\n</svg>\n")
print(f"{target}: {', '.join(counted(about['parcels']) for about in sizes)}")
