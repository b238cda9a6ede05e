#!/usr/bin/env python3
"""The whole program beside geopandas, on the same workload, machine and run.

usage: whole_program.py [N_RESIDENTIAL N_FACILITIES N_TOWNSHIPS]
Makes the workload with ../shared/bench/gen.py and runs ../shared/bench/peer_geopandas.py in a virtual environment
of its own (target/bench). Prints a table: wall time (best of three), peak memory, ratio.
"""
import os
import subprocess
import sys
import time
from pathlib import Path

root = Path(__file__).resolve().parent.parent
shared = root.parent / "shared" / "bench"
size = sys.argv[1:4] or ["100000", "3000", "100"]
work = root / "target" / "bench"
data = work / "-".join(size)
python = work / "venv" / "bin" / "python"


def measured(command, runs, out):
    """Best wall time in seconds and peak resident memory in MB of some runs."""
    best, peak = float("inf"), 0
    for _ in range(runs):
        start = time.monotonic()
        with open(out, "wb") as sink:
            child = subprocess.Popen(command, stdout=sink, stderr=subprocess.DEVNULL, cwd=root)
            _, status, usage = os.wait4(child.pid, 0)
        best = min(best, time.monotonic() - start)
        peak = max(peak, usage.ru_maxrss / 1024)
        if status != 0:
            sys.exit(f"failed: {' '.join(map(str, command))}")
    return best, peak


if not (shared / "gen.py").exists():
    print("skipped: ../shared/bench is not here")
    sys.exit(0)
if not python.exists():
    subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "numpy", "geopandas", "pyogrio"], check=True)
if not (data / "plan.csv").exists():
    subprocess.run([python, shared / "gen.py", data, *size], check=True)

binary = root / "target" / "release" / "lifecircle"
flags = ["analyze", "--facilities", data / "facilities.geojson", "--residential", data / "residential.geojson",
         "--townships", data / "townships.geojson", "--plan", data / "plan.csv", "-o", work / "out"]
rows = [
    ("geopandas", [python, shared / "peer_geopandas.py", data], 1),
    ("lifecircle, report and tables", [binary, *flags, "--only", "json,csv"], 3),
    ("lifecircle, the same job as geopandas (`--overlaps each`)", [binary, *flags, "--only", "json,csv", "--overlaps", "each"], 3),
    ("lifecircle, report, tables and GeoJSON layers", [binary, *flags, "--only", "json,csv,geojson"], 3),
    ("lifecircle, report and GeoPackage", [binary, *flags, "--only", "json,gpkg"], 3),
    ("lifecircle, report and workbook", [binary, *flags, "--only", "json,xlsx"], 3),
    ("lifecircle, report and page", [binary, *flags, "--only", "json,html"], 3),
    ("lifecircle, everything", [binary, *flags], 3),
    ("lifecircle, everything and Shapefiles", [binary, *flags, "--shapefile"], 3),
    ("lifecircle, one thread, report and tables", [binary, *flags, "--only", "json,csv", "--threads", "1"], 3),
]
input_mb = (data / "residential.geojson").stat().st_size / 1e6
print(f"{' / '.join(size)} parcels / facilities / townships; residential.geojson {input_mb:.0f} MB; {os.cpu_count()} cores\n")
print("| program | wall, s | times faster | peak memory, MB | ÷ input file |")
print("|---|---|---|---|---|")
base = None
for name, command, runs in rows:
    wall, peak = measured(command, runs, work / "stdout.txt")
    base = base or wall
    print(f"| {name} | {wall:.2f} | {base / wall:.1f} | {peak:.0f} | {peak * 1.048576 / input_mb:.1f} |", flush=True)
