"""The documents of a result in the programs that open them: browser, office suite, GDAL.

    python3 tests/documents/run.py [PROGRAM] [MODULE…]

Analyses the sample, and the sample with names that try to be markup, formulas or paths, each into a folder of its own,
and runs the checks of this folder (or of the MODULEs named) on them. PROGRAM: target/debug/lifecircle.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
HOME = HERE.parent.parent
SAMPLE = HOME / "geodata" / "xinchang"
CHECKS = ["formats", "workbook", "document", "geopackage", "shapefile", "page", "maps", "atlas"]

# Each is a name that some format would take for something else than text.
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\"双引号\" '单引号' `反引号`",
    "👶🏽 小太阳",
    "右到左\u202e名称\u202c",
    "两行\n名称",
    "制表\t符",
    "a&b <b>粗</b> &amp;",
    "{{script}} {data} %s",
    "../../上级|目录",
    "]]>--><!--",
    "岙澄甪堽㙟𠮷",
]


def hostile_project(folder):
    """The sample, its facilities, parcels, categories, a township and the project renamed."""
    shutil.copytree(SAMPLE, folder)
    layers = [("facilities", ["名称"]), ("residential", ["名称", "地块编号"])]
    for layer, fields in layers:
        path = folder / f"{layer}.geojson"
        data = json.loads(path.read_text("utf-8"))
        for at, feature in enumerate(data["features"]):
            for field in fields:
                if at % 3 == 0 and field in feature["properties"]:
                    feature["properties"][field] = HOSTILE[at // 3 % len(HOSTILE)]
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    renamed = {"羽林街道": "<script>alert('羽林')</script>街道", "幼儿园托班": "=托班|'&\"<b>"}
    for path in folder.iterdir():
        if path.suffix not in {".geojson", ".csv", ".toml"}:
            continue
        text = path.read_text("utf-8")
        for old, new in renamed.items():
            if path.suffix == ".csv":
                text = text.replace(old, '"' + new.replace('"', '""') + '"')
            else:
                # The same escapes hold in JSON and in the strings of TOML.
                text = text.replace(old, json.dumps(new, ensure_ascii=False)[1:-1])
        path.write_text(text, "utf-8")
    project = folder / "project.toml"
    text = project.read_text("utf-8")
    title = json.dumps("</title><script>alert(2)</script>=1+1")
    project.write_text(text.replace('name = "新昌县托育服务设施布点（示意）"', f"name = {title}"), "utf-8")
    return project


def main():
    program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HOME / "target" / "debug" / "lifecircle")
    checks = sys.argv[2:] or CHECKS
    os.environ["LIFECIRCLE_PROGRAM"] = str(program.resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        projects = {
            "LIFECIRCLE_RESULT": SAMPLE / "project.toml",
            "LIFECIRCLE_HOSTILE": hostile_project(folder / "hostile"),
        }
        for variable, project in projects.items():
            result = folder / variable.lower()
            command = [program.resolve(), "analyze", project, "-o", result, "--shapefile", "--quiet"]
            subprocess.run(command, check=True)
            os.environ[variable] = str(result)
        sys.path.insert(0, str(HERE))
        suite = unittest.defaultTestLoader.loadTestsFromNames(checks)
        outcome = unittest.TextTestRunner(verbosity=2).run(suite)
        if not outcome.testsRun:
            sys.exit("no check was run")
        sys.exit(not outcome.wasSuccessful())


if __name__ == "__main__":
    main()
