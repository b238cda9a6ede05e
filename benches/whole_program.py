#!/usr/bin/env python3
"""The whole program beside its peers, on the same workloads and machine.

usage: whole_program.py [--sizes M,L,XL] [--peers] [--table] [--binary PATH]
Makes the workloads with ../shared/bench/gen.py and runs on them the program, the floor (benches/floor.rs) and, with
`--peers`, ../shared/bench/peer_*.py in a virtual environment of its own; best of three runs, or one where it takes over
20 s. Everything lies in target/bench, the figures in results.json there, with those of earlier runs on this machine;
`--table` prints them without running anything.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

SIZES = {"M": (100_000, 3_000, 100), "L": (1_000_000, 30_000, 1_400), "XL": (10_000_000, 300_000, 14_000)}
PEERS = {"geopandas": "peer_geopandas.py", "DuckDB spatial": "peer_duckdb.py"}
PACKAGES = ["numpy", "geopandas", "pyogrio", "duckdb", "duckdb-extension-spatial"]
OURS = {
    "lifecircle, report and tables": ["--only", "json,csv"],
    "lifecircle, the peers' own job (`--overlaps each`)": ["--only", "json,csv", "--overlaps", "each"],
    "lifecircle, report and tables, one thread": ["--only", "json,csv", "--threads", "1"],
}
FLOOR = "typed serde_json, one thread: parsing the parcels alone"
# What more deliverables cost is measured on M alone.
HEAVIER = {
    "report and GeoJSON layers": ["--only", "json,geojson"],
    "report and GeoPackage": ["--only", "json,gpkg"],
    "report and Shapefiles": ["--only", "json,shapefile"],
    "report and workbook": ["--only", "json,xlsx"],
    "report and page": ["--only", "json,html"],
    "report and document": ["--only", "json,docx"],
    "report and atlas": ["--only", "json,atlas"],
    "report and maps": ["--only", "json,maps"],
    "everything": [],
}
LIMIT_S = 30 * 60
ONCE_S = 20

root = Path(__file__).resolve().parent.parent
shared = root.parent / "shared" / "bench"
work = root / "target" / "bench"
python = work / "venv" / "bin" / "python"
store = work / "results.json"


def machine():
    text = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*:\s*(.*)", text)
    return f"{model[1] if model else 'unknown processor'}, {os.cpu_count()} cores"


def stored():
    """The figures of earlier runs; those of another machine are of no use."""
    known = json.loads(store.read_text()) if store.exists() else {}
    return known if known.get("machine") == machine() else {"machine": machine(), "sizes": {}}


def once(command):
    """Wall time in seconds, peak resident memory in MB, and why it failed, of one run."""
    start = time.monotonic()
    with open(work / "stdout.txt", "wb") as out, open(work / "stderr.txt", "wb") as err:
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=root)
        clock = threading.Timer(LIMIT_S, child.kill)
        clock.start()
        _, status, usage = os.wait4(child.pid, 0)
        clock.cancel()
    wall = time.monotonic() - start
    why = None
    if status != 0:
        ended = os.waitstatus_to_exitcode(status)
        why = f"not done in {LIMIT_S // 60} min" if wall >= LIMIT_S else f"failed ({ended})"
        last = (work / "stderr.txt").read_text(errors="replace").strip().splitlines()[-1:]
        print(f"{why}: {' '.join(map(str, command))}\n  {' '.join(last)}", file=sys.stderr)
    return wall, usage.ru_maxrss * 1024 / 1e6, why


def measured(command):
    """What is stored of the best of some runs."""
    wall, peak = float("inf"), 0.0
    for _ in range(3):
        took, most, why = once(command)
        if why:
            return {"failed": why, "on": date.today().isoformat()}
        wall, peak = min(wall, took), max(peak, most)
        if took > ONCE_S:
            break
    return {"wall_s": round(wall, 3), "peak_mb": round(peak, 1), "on": date.today().isoformat()}


def floor(residential):
    """Of parsing alone; `None` where it cannot be built."""
    done = subprocess.run(["cargo", "bench", "--quiet", "--bench", "floor", "--", residential], cwd=root,
                          capture_output=True, text=True)
    seconds = re.search(r"([\d.]+) s for", done.stdout)
    return {"wall_s": float(seconds[1]), "on": date.today().isoformat()} if seconds else None


def run(options):
    """Runs everything and stores it after every workload."""
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
    wanted = PACKAGES if options.peers else PACKAGES[:1]
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=True)
    for name in options.sizes:
        size = SIZES[name]
        data = work / "-".join(map(str, size))
        if not (data / "plan.csv").exists():
            subprocess.run([python, shared / "gen.py", data, *map(str, size)], check=True)
        results = stored()
        about = results["sizes"].setdefault(name, {"runs": {}})
        about["parcels"], about["facilities"], about["townships"] = size
        about["input_mb"] = sum(file.stat().st_size for file in data.iterdir()) / 1e6
        commands = {peer: [python, shared / script, data] for peer, script in PEERS.items()} if options.peers else {}
        layers = [word for layer in ("facilities", "residential", "townships")
                  for word in (f"--{layer}", data / f"{layer}.geojson")]
        ours = OURS | (HEAVIER if name == "M" else {})
        for label, flags in ours.items():
            commands[label] = [options.binary, "analyze", *layers, "--plan", data / "plan.csv", "--quiet",
                               "-o", work / "out", *flags]
        for label, command in commands.items():
            print(f"{name}: {label}", file=sys.stderr)
            about["runs"][label] = measured(command)
            store.write_text(json.dumps(results, indent=1, ensure_ascii=False))
        if parsing := floor(data / "residential.geojson"):
            about["runs"][FLOOR] = parsing
            store.write_text(json.dumps(results, indent=1, ensure_ascii=False))


def row(about, label, shown):
    """A row of the table: how much faster than each peer, how much memory for the input."""
    one = about["runs"][label]
    if "failed" in one:
        return f"| {shown} | {one['failed']} |" + " |" * (len(PEERS) + 2)
    against = [about["runs"].get(peer, {}).get("wall_s") for peer in PEERS]
    faster = [f"{peer / one['wall_s']:.1f}" if peer else "" for peer in against]
    peak = one.get("peak_mb")
    memory = [f"{peak:.0f}", f"{peak / about['input_mb']:.2f}"] if peak else ["", ""]
    return "| " + " | ".join([shown, f"{one['wall_s']:.2f}", *faster, *memory]) + " |"


def table(results):
    if not results["sizes"]:
        sys.exit("nothing has been measured on this machine yet: make bench")
    print(f"{results['machine']}\n")
    head = ["wall, s", *(f"times faster than {peer}" for peer in PEERS), "peak memory, MB", "÷ input"]
    print("| " + " | ".join(["", *head]) + " |\n|" + "---|" * (len(head) + 1))
    sizes = {name: results["sizes"][name] for name in SIZES if name in results["sizes"]}
    for name, about in sizes.items():
        print(f"| **{name}**: {about['parcels']:,} parcels, {about['input_mb']:.0f} MB |" + " |" * len(head))
        for label in [*PEERS, *OURS, FLOOR]:
            if label in about["runs"]:
                print(row(about, label, label))
        heavier = [label for label in HEAVIER if label in about["runs"]]
        if heavier:
            print(f"| **{name}**, what more deliverables cost |" + " |" * len(head))
        for label in heavier:
            print(row(about, label, f"lifecircle, {label}"))
    days = sorted({one["on"] for about in sizes.values() for one in about["runs"].values()})
    print(f"\nMeasured on {' and '.join(days)}.")


options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--sizes", type=lambda text: text.split(","), default=["M", "L"])
options.add_argument("--peers", action="store_true")
options.add_argument("--table", action="store_true")
options.add_argument("--binary", type=Path, default=root / "target" / "release" / "lifecircle")
options = options.parse_args()
if unknown := [name for name in options.sizes if name not in SIZES]:
    sys.exit(f"no such size: {', '.join(unknown)}; there are {', '.join(SIZES)}")
if not options.table:
    if not (shared / "gen.py").exists():
        print("skipped: ../shared/bench is not here")
        sys.exit(0)
    work.mkdir(parents=True, exist_ok=True)
    run(options)
table(stored())
