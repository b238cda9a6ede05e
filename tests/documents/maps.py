"""The maps: text that can be searched, a scale that is true, names that stay names, pictures with their resolution."""

import csv
import itertools
import json
import os
import pathlib
import re
import struct
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

RESULT = pathlib.Path(os.environ["LIFECIRCLE_RESULT"])
HOSTILE = pathlib.Path(os.environ["LIFECIRCLE_HOSTILE"])
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
SHEETS = {"A3_landscape": (420, 297), "A4_portrait": (210, 297)}
MAPS = [
    "facilities",
    "coverage_5min",
    "coverage_15min",
    "townships_by_configuration_rate",
    "uncovered",
    "places_gap",
    "places_gap_2027",
    "plan_guide",
    "plan_guide_2027",
]
POINT_MM = 25.4 / 72


def words(path):
    """The text of a PDF, without spaces."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s", "", text)


def report():
    return json.loads((RESULT / "report.json").read_text("utf-8"))


def svg(name):
    return ElementTree.parse(RESULT / "maps" / f"{name}.svg").getroot()


def texts(root):
    return [(float(e.get("x")), float(e.get("y")), "".join(e.itertext())) for e in root.iter(f"{SVG}text")]


def scale(root):
    found = [re.sub(r"\s", "", text) for _, _, text in texts(root)]
    return next(int(m.group(1)) for m in (re.fullmatch(r"比例尺1:(\d+)", text) for text in found) if m)


class Maps(unittest.TestCase):
    def test_each_map_is_there_on_each_sheet_in_each_format(self):
        wanted = {f"{m}_{s}.{f}" for m in MAPS for s in SHEETS for f in ("pdf", "png", "svg")}
        self.assertEqual({path.name for path in (RESULT / "maps").iterdir()}, wanted)

    def test_the_text_of_a_pdf_has_all_that_a_review_asks_for(self):
        told = report()
        townships = [row["name"] for row in told["services"][0]["townships"]]
        titles = {
            "facilities": ("2025年托育服务设施现状分布图", "幼儿园托班"),
            "coverage_5min": ("托育服务设施5分钟生活圈覆盖图", "5分钟生活圈（半径300米）"),
            "coverage_15min": ("托育服务设施15分钟生活圈覆盖图", "15分钟生活圈（半径1000米）"),
            "townships_by_configuration_rate": ("各乡镇（街道）托育服务设施配置率分级图", "40–<65"),
            "uncovered": ("托育服务设施未覆盖居住用地分布图", "15分钟生活圈外居住用地"),
            "places_gap": ("2025年规划托育服务托位缺口图", "托位缺口（个）"),
            "places_gap_2027": ("2027年规划托育服务托位缺口图", "托位缺口（个）"),
            "plan_guide": ("2025年托育服务设施规划引导图", "世纪华府托育园"),
            "plan_guide_2027": ("2027年托育服务设施规划引导图", "规划设施"),
        }
        for name, sheet in itertools.product(MAPS, SHEETS):
            with self.subTest(name=name, sheet=sheet):
                text = words(RESULT / "maps" / f"{name}_{sheet}.pdf")
                title, legend = titles[name]
                wanted = [title, legend, "图例", "比例尺1:", "坐标系：2000国家大地坐标系，高斯-克吕格投影，中央子午线120°",
                          "口径：", "数据来源：", "编制单位：示例编制单位", "子午线收敛角", "千米", "120°50′E", *townships]
                for part in wanted:
                    self.assertIn(part, text)

    def test_years_of_data_plan_and_targets_are_told_apart(self):
        text = words(RESULT / "maps" / "townships_by_configuration_rate_A3_landscape.pdf")
        self.assertIn("2024年目标", text)
        self.assertIn("目标值取自新昌县3岁以下婴幼儿托育服务规划", text)
        self.assertIn("（现状数据：2025年）", words(RESULT / "maps" / "places_gap_2027_A3_landscape.pdf"))

    def test_the_figures_are_those_of_the_report(self):
        service = report()["services"][0]
        for at, minutes in enumerate((5, 15)):
            text = words(RESULT / "maps" / f"coverage_{minutes}min_A3_landscape.pdf")
            for row in [*service["townships"], service["county"]]:
                rate = row["coverage"][at]["rate"]
                if rate is not None:
                    self.assertIn(f"{100 * rate:.1f}%", text)

    def test_fonts_are_embedded_and_cut_down(self):
        for name in MAPS:
            path = RESULT / "maps" / f"{name}_A3_landscape.pdf"
            lines = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
            self.assertTrue(lines)
            for line in lines:
                self.assertRegex(line, r"^[A-Z]{6}\+NotoSansCJKsc-(Regular|Bold)")
                self.assertRegex(line, r" yes yes yes ")
            self.assertLess(path.stat().st_size, 1_000_000)

    def test_pages_have_the_size_of_their_paper(self):
        for name, (sheet, (width, height)) in itertools.product(MAPS, SHEETS.items()):
            out = subprocess.run(["pdfinfo", RESULT / "maps" / f"{name}_{sheet}.pdf"], check=True, capture_output=True, text=True).stdout
            found = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", out)
            self.assertAlmostEqual(float(found[1]) * POINT_MM, width, delta=0.1)
            self.assertAlmostEqual(float(found[2]) * POINT_MM, height, delta=0.1)
            root = svg(f"{name}_{sheet}")
            self.assertEqual((root.get("width"), root.get("height")), (f"{width}mm", f"{height}mm"))

    def test_the_scale_bar_is_as_long_as_it_says(self):
        """To 0.2 mm: in the SVG, where a unit is a millimetre, and on the page of the PDF, where text stands."""
        for name, sheet in itertools.product(MAPS, SHEETS):
            root = svg(f"{name}_{sheet}")
            all_texts = texts(root)
            unit = next((x, y) for x, y, text in all_texts if text == "千米")
            # The numbers of the bar stand left of its unit, on one line.
            numbers = sorted(
                (x, float(text)) for x, y, text in all_texts
                if re.fullmatch(r"[\d.]+", text) and 0 < unit[0] - x < 120 and 0 < unit[1] - y < 4
            )
            self.assertEqual(len(numbers), 5)
            (left, zero), (right, most) = numbers[0], numbers[-1]
            self.assertEqual(zero, 0)
            self.assertAlmostEqual(right - left, most * 1e6 / scale(root), delta=0.2)
        html = subprocess.run(
            ["pdftotext", "-bbox", RESULT / "maps" / "coverage_5min_A3_landscape.pdf", "-"], check=True, capture_output=True, text=True
        ).stdout
        boxes = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>', html)
        unit = next((float(x), float(y)) for x, y, _, text in boxes if text == "千米")
        middles = sorted(
            ((float(x0) + float(x1)) / 2, float(text)) for x0, y, x1, text in boxes
            if re.fullmatch(r"[\d.]+", text) and 0 < unit[0] - float(x0) < 340 and abs(float(y) - unit[1]) < 12
        )
        length = (middles[-1][0] - middles[0][0]) * POINT_MM
        self.assertAlmostEqual(length, middles[-1][1] * 1e6 / scale(svg("coverage_5min_A3_landscape")), delta=0.2)

    def test_facilities_are_as_far_apart_on_paper_as_on_the_ground(self):
        """Every existing facility of the sample, against its easting and northing in the table."""
        with open(RESULT / "facilities.csv", encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["状态"] == "现状"]
        east = next(name for name in rows[0] if "东坐标" in name or "横坐标" in name)
        north = next(name for name in rows[0] if "北坐标" in name or "纵坐标" in name)
        places = sorted((float(row[east]), float(row[north])) for row in rows)
        for sheet in SHEETS:
            root = svg(f"coverage_15min_{sheet}")
            # The map comes before its inset and the legend; below each symbol lies its halo.
            drawn = itertools.islice(root.iter(f"{SVG}use"), 2 * len(places))
            spots = sorted({(float(e.get("x")), float(e.get("y"))) for e in drawn})
            self.assertEqual(len(spots), len(places))
            mm = 1000 / scale(root)
            x0, y0 = spots[0][0] - places[0][0] * mm, spots[0][1] + places[0][1] * mm
            for x, y in ((x0 + e * mm, y0 - n * mm) for e, n in places):
                self.assertLess(min(abs(x - a) + abs(y - b) for a, b in spots), 0.02)

    def test_pictures_have_300_dots_an_inch(self):
        for name, (sheet, (width, height)) in itertools.product(MAPS, SHEETS.items()):
            data = (RESULT / "maps" / f"{name}_{sheet}.png").read_bytes()
            self.assertEqual(struct.unpack(">II", data[16:24]), (round(width / 0.0254 * 0.3), round(height / 0.0254 * 0.3)))
            at = data.index(b"pHYs") + 4
            self.assertEqual(struct.unpack(">IIB", data[at:at + 9]), (11811, 11811, 1))

    def test_hostile_names_stay_text(self):
        found = ""
        for path in sorted((HOSTILE / "maps").glob("*.svg")):
            root = ElementTree.parse(path).getroot()
            self.assertEqual({e.tag for e in root.iter()} - {
                f"{SVG}{tag}" for tag in
                ("svg", "title", "defs", "g", "path", "rect", "text", "clipPath", "pattern", "circle", "use")
            }, set())
            for element in root.iter():
                self.assertFalse([key for key in element.attrib if key.startswith("on")])
                self.assertRegex(element.get(XLINK, "#"), "^#")
            found += "".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
        for name in ("<script>alert('羽林')</script>街道", "=托班|'&\"<b>", "<script>alert(1)</script>"):
            self.assertIn(name, found)
        text = words(HOSTILE / "maps" / "facilities_A3_landscape.pdf")
        self.assertIn("<script>alert('羽林')</script>街道", text)
