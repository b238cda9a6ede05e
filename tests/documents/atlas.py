"""atlas.pdf as poppler reads it: pages, text, bookmarks, fonts, paper.

    LIFECIRCLE_PROGRAM=target/debug/lifecircle python3 -m unittest tests/documents/atlas.py

Makes the atlas of the sample twice, and of the sample with hostile names once. Needs Debian's poppler-utils.
"""

import hashlib
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from run import HOME, SAMPLE, hostile_project  # noqa: E402

PROGRAM = pathlib.Path(os.environ.get("LIFECIRCLE_PROGRAM", HOME / "target" / "debug" / "lifecircle")).resolve()

# A3 landscape, in points.
WIDTH, HEIGHT = 420 / 25.4 * 72, 297 / 25.4 * 72


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def close(text):
    """Without spaces: poppler puts some between characters of a line."""
    return re.sub(r"\s+", "", text)


def percent(rate):
    """As the program prints it: one decimal, halves away from zero."""
    return "—" if rate is None else f"{math.floor(rate * 100 * 10 + 0.5) / 10:.1f}"


class Atlas:
    """The atlas of a project, made into a folder."""

    def __init__(self, project, folder):
        command = [PROGRAM, "analyze", project, "-o", folder, "--only", "atlas,json", "--quiet"]
        subprocess.run(command, check=True)
        self.path = folder / "atlas.pdf"
        self.report = json.loads((folder / "report.json").read_text("utf-8"))
        text = said("pdftotext", "-layout", self.path, "-")
        self.pages = text.split("\f")[:-1]
        outline = xml.fromstring(said("pdftohtml", "-xml", "-i", "-stdout", self.path)).find("outline")
        self.bookmarks = self.items(outline)

    def items(self, outline):
        """Title, page, and what lies below."""
        found = []
        for one in outline:
            if one.tag == "item":
                found.append([one.text, int(one.get("page")), []])
            else:
                found[-1][2] = self.items(one)
        return found

    @property
    def service(self):
        return self.report["services"][0]

    @property
    def names(self):
        return [row["name"] for row in self.service["townships"]]


class SampleAtlas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.atlas = Atlas(SAMPLE / "project.toml", cls.folder / "one")
        # Cover, contents, then the maps: bookmarks without others below them.
        cls.maps = [one for one in cls.atlas.bookmarks if not one[2]][2:]
        cls.first = 2 + len(cls.maps)

    def test_pages_are_cover_contents_maps_and_townships(self):
        # Two circles, two maps of each of two plans, and three more.
        self.assertEqual(len(self.maps), 9)
        self.assertEqual(len(self.atlas.pages), 2 + len(self.maps) + len(self.atlas.names))
        self.assertIn(close(self.atlas.report["project"]["name"]), close(self.atlas.pages[0]))
        self.assertIn("图集", close(self.atlas.pages[0]))

    def test_every_page_but_the_cover_has_its_number_and_the_project(self):
        self.assertNotIn("—1—", close(self.atlas.pages[0]))
        for number, page in enumerate(self.atlas.pages[1:], 2):
            last = close(page.rstrip().rsplit("\n", 1)[-1])
            self.assertEqual(last, close(self.atlas.report["project"]["name"]) + f"—{number}—")

    def test_bookmarks_lead_to_what_they_name(self):
        titles = [title for title, _, _ in self.atlas.bookmarks]
        self.assertEqual((titles[0], titles[1], titles[-1]), ("封面", "目录", "各乡镇（街道）"))
        townships = self.atlas.bookmarks[-1][2]
        self.assertEqual([title for title, _, _ in townships], self.atlas.names)
        for title, page, _ in self.maps + townships:
            self.assertIn(close(title), close(self.atlas.pages[page - 1]))

    def test_contents_name_the_pages(self):
        lines = {close(line) for line in self.atlas.pages[1].splitlines()}
        for title, page, _ in self.maps + self.atlas.bookmarks[-1][2]:
            self.assertIn(close(title) + str(page), lines)

    def test_figures_of_a_township_are_those_of_the_report(self):
        minutes = [circle["minutes"] for circle in self.atlas.service["circles"]]
        radii = [circle["radius_m"] for circle in self.atlas.service["circles"]]
        for row, page in zip(self.atlas.service["townships"], self.atlas.pages[self.first:]):
            self.assertIn(row["name"], close(page))
            for entry, minute, radius in zip(row["coverage"], minutes, radii):
                line = next(line for line in page.splitlines() if f"{minute}分钟＝{radius:g}米" in line and "圈" not in line)
                # Of circle, land inside, rate, land outside the rate is the second figure.
                figures = line.split(f"{minute}分钟＝{radius:g}米")[1].split()
                self.assertEqual(figures[1], percent(entry["rate"]), row["name"])
            self.assertIn(percent(row["configuration"]["rate"]), page.split())
            shortfall = row["places_shortfall"]
            said = "无缺口" if shortfall == 0 else f"{shortfall:g}个托位"
            self.assertIn(said, close(page), row["name"])

    def test_paper_and_fonts(self):
        info = said("pdfinfo", "-l", "-1", self.atlas.path)
        sizes = re.findall(r"Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)", info)
        self.assertEqual(len(sizes), len(self.atlas.pages))
        for width, height in sizes:
            self.assertAlmostEqual(float(width), WIDTH, delta=0.1)
            self.assertAlmostEqual(float(height), HEIGHT, delta=0.1)
        fonts = said("pdffonts", self.atlas.path).splitlines()[2:]
        self.assertGreaterEqual(len(fonts), 2)
        for font in fonts:
            # Embedded, only what is used, and with the characters that its glyphs stand for.
            self.assertEqual(font.split()[-5:-2], ["yes", "yes", "yes"], font)

    def test_two_runs_give_the_same_bytes(self):
        again = Atlas(SAMPLE / "project.toml", self.folder / "two")
        digest = [hashlib.sha256(atlas.path.read_bytes()).hexdigest() for atlas in (self.atlas, again)]
        self.assertEqual(digest[0], digest[1])


class HostileAtlas(unittest.TestCase):
    def test_hostile_names_stay_text(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            atlas = Atlas(hostile_project(folder / "project"), folder / "result")
            self.assertEqual(len(atlas.pages), 11 + len(atlas.names))
            self.assertIn("</title><script>alert(2)</script>=1+1", close(atlas.pages[0]))
            townships = atlas.bookmarks[-1][2]
            self.assertEqual([title for title, _, _ in townships], atlas.names)
            for title, page, _ in townships:
                self.assertIn(close(title), close(atlas.pages[page - 1]))
            self.assertNotIn(b"/JavaScript", atlas.path.read_bytes())


if __name__ == "__main__":
    unittest.main()
