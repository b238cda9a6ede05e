#!/usr/bin/env python3
"""How long the page takes to open in Chromium: the sample, and 20,000 parcels.

usage: /usr/bin/python3 benches/page_opening.py
Needs what `make test-documents` installs, a release build, and ../shared/bench/gen.py with numpy for the workload.
Prints a table: size of the page, and seconds from its address to ready (best of five).
"""
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(root / "tests" / "documents"))
from browser import DESK, Page, open_browser  # noqa: E402

shared = root.parent / "shared" / "bench"
work = root / "target" / "bench"
data = work / "20000-600-20"
binary = root / "target" / "release" / "lifecircle"

if not (shared / "gen.py").exists():
    print("skipped: ../shared/bench is not here")
    sys.exit(0)
if not (data / "plan.csv").exists():
    subprocess.run([work / "venv" / "bin" / "python", shared / "gen.py", data, "19900", "600", "20"], check=True)
layers = [argument for layer in ["facilities", "residential", "townships"]
          for argument in (f"--{layer}", data / f"{layer}.geojson")]
results = {
    "sample": [root / "geodata" / "xinchang" / "project.toml"],
    "19,900 parcels": [*layers, "--plan", data / "plan.csv"],
}
print("| page | size, MB | opens in, s |")
print("|---|---|---|")
driver = open_browser()
try:
    for name, inputs in results.items():
        out = work / "page"
        subprocess.run([binary, "analyze", *inputs, "-o", out, "--only", "html", "--quiet"], check=True)
        best = min(Page(driver, out, DESK, "light").seconds for _ in range(5))
        size = (out / "report.html").stat().st_size / 1e6
        print(f"| {name} | {size:.1f} | {best:.2f} |", flush=True)
finally:
    driver.quit()
