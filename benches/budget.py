#!/usr/bin/env python3
"""Counts the instructions of small jobs under callgrind and compares them with what was recorded.

usage: budget.py [--record]
The jobs are those of benches/instructions, the records stand in benches/budget.toml. A job that takes more than its
record and the tolerance is a failure, where both were counted by the same tools. `--record` (`make budget`) writes the
counts of today in their place.
"""
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

TOLERANCE = 0.03
root = Path(__file__).resolve().parent.parent
record = root / "benches" / "budget.toml"
work = root / "target" / "budget"

# The dependencies are those that the tests have built; the library alone is built once more, and as in a release: a
# release of its own would take as long as all tests. One unit of code, so that it is cut up the same way every time.
SETTINGS = {"opt-level": "3", "codegen-units": "1", "debug": "false", "debug-assertions": "false", "overflow-checks": "false"}


def built():
    """The program that has the jobs."""
    profile = [word for key, value in SETTINGS.items()
               for word in ("--config", f"profile.dev.package.lifecircle.{key}={value}")]
    command = ["cargo", "build", "--bench", "instructions", "--message-format", "json-render-diagnostics", *profile]
    # Built by increments, code is cut into units of another kind, and all of it is built once more.
    surroundings = os.environ | {"CARGO_INCREMENTAL": "0"}
    lines = subprocess.run(command, cwd=root, env=surroundings, check=True, stdout=subprocess.PIPE).stdout.splitlines()
    said = [json.loads(line) for line in lines]
    return next(s["executable"] for s in said
                if s["reason"] == "compiler-artifact" and s["target"]["name"] == "instructions")


def counted(program, job):
    """The instructions of all threads, from start to end."""
    out = work / f"{job}.callgrind"
    subprocess.run(["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={out}", program, job, work],
                   check=True)
    return int(re.search(r"^(?:totals|summary): (\d+)", out.read_text(errors="replace"), re.M)[1])


def words_of(version_of):
    return subprocess.run([version_of, "--version"], check=True, capture_output=True, text=True).stdout.split()[:2]


program = built()
work.mkdir(parents=True, exist_ok=True)
subprocess.run([program, "make", work], check=True)
jobs = subprocess.run([program, "list"], check=True, capture_output=True, text=True).stdout.split()
tools = " ".join(words_of("rustc") + words_of("valgrind"))
known = tomllib.loads(record.read_text()) if record.exists() else {}
recorded = known.get("instructions", {})

counts, over, under = {}, [], []
print(f"{'job':<20}{'instructions':>18}{'recorded':>18}{'change':>10}")
for job in jobs:
    counts[job] = counted(program, job)
    before = recorded.get(job)
    change = counts[job] / before - 1 if before else None
    if change is None or change > TOLERANCE:
        over.append(job)
    elif change < -TOLERANCE:
        under.append(job)
    shown = "" if change is None else f"{change:+.1%}"
    print(f"{job:<20}{counts[job]:>18,}{before or 0:>18,}{shown:>10}", flush=True)

if "--record" in sys.argv:
    lines = [f"{job} = {count:_}" for job, count in counts.items()]
    record.write_text("# Instructions of the jobs of benches/instructions, counted by callgrind. `make budget` writes them.\n"
                      f'tools = "{tools}"\n\n[instructions]\n' + "\n".join(lines) + "\n")
    print(f"recorded in {record.relative_to(root)}")
    sys.exit(0)
if under:
    print(f"{', '.join(under)}: fewer than recorded; `make budget` holds the gain")
if over:
    print(f"{', '.join(over)}: not in {record.relative_to(root)}, or more than {TOLERANCE:.0%} over it.\n"
          f"What for: callgrind_annotate target/budget/{over[0]}.callgrind\n"
          "Where it is meant so: `make budget` records anew; say why in the commit.")
    if tools == known.get("tools"):
        sys.exit(1)
    print(f"No failure: recorded with {known.get('tools')}, counted with {tools}, and other tools count otherwise.")
