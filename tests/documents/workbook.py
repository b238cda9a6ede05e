"""report.xlsx as other programs see it: LibreOffice (headless) and openpyxl.

Run with Debian's /usr/bin/python3 (python3-openpyxl, libreoffice-calc, poppler-utils):

    LIFECIRCLE_RESULT=output/xinchang /usr/bin/python3 -m unittest tests/documents/workbook.py

LIFECIRCLE_RESULT is a folder with report.xlsx, report.json and the CSV files of one run in Chinese. LIFECIRCLE_HOSTILE
may name the folder of a second run whose names are formulas, markup and control characters.
"""

import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

import openpyxl

from office import converted

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# The rows above the cells of a table: title, remarks, headings.
ABOVE = 3

# The widest table that A4 landscape still prints at 7 points, in digits of the default font, and its tolerance.
WIDEST = 213

MAIN_SHEETS = ["表1 ", "表2 ", "表3 ", "表4 ", "表5 ", "表6 ", "审查清单", "图表"]


def cells(path):
    """The values of all cells that are not empty, by sheet and place."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for sheet in book
    }


def is_same(here, there):
    """Whether two values are the same: numbers as numbers, whatever their type in Python."""
    numbers = (int, float)
    if isinstance(here, numbers) and isinstance(there, numbers) and not isinstance(here, bool):
        return abs(here - there) <= 1e-9 * max(1.0, abs(here))
    return here == there


class Checks:
    """What holds of every workbook."""

    @classmethod
    def setUpClass(cls):
        cls.path = pathlib.Path(cls.result, "report.xlsx")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.book = openpyxl.load_workbook(cls.path)
        cls.cells = cells(cls.path)

    def tables(self):
        return [sheet for sheet in self.book if not sheet.title.startswith(("图表", "Charts"))]

    def test_every_part_is_well_formed(self):
        with zipfile.ZipFile(self.path) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual({entry.date_time for entry in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})
            names = archive.namelist()
            for name in names:
                xml.fromstring(archive.read(name))
            properties = archive.read("docProps/core.xml").decode()
        self.assertGreater(len(names), 25)
        self.assertIn("1980-01-01T00:00:00Z", properties)

    def test_no_cell_is_a_formula_or_a_link(self):
        with zipfile.ZipFile(self.path) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            for name in sheets:
                root = xml.fromstring(archive.read(name))
                self.assertEqual(list(root.iter(f"{MAIN}f")), [], name)
                self.assertEqual(list(root.iter(f"{MAIN}hyperlink")), [], name)
            rels = [name for name in archive.namelist() if name.endswith(".rels")]
            for name in rels:
                self.assertNotIn("External", archive.read(name).decode(), name)
        self.assertEqual(len(sheets), len(self.book.sheetnames))

    def test_libreoffice_reads_the_same(self):
        there = cells(converted(self.path, "xlsx", self.folder.name))
        self.assertEqual(list(there), list(self.cells))
        n = 0
        for sheet, values in self.cells.items():
            self.assertEqual(set(there[sheet]), set(values), sheet)
            for place, value in values.items():
                other = there[sheet][place]
                self.assertTrue(is_same(value, other), f"{sheet}!{place}: {value!r}, {other!r}")
                n += 1
        self.assertGreater(n, 500)

    def test_every_sheet_is_printed(self):
        pdf = converted(self.path, "pdf", self.folder.name)
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
        pages = text.stdout.split("\f")[:-1]
        # The name of the sheet ends the line of the header on each of its pages.
        ends = [{line.split("   ")[-1].strip() for line in page.split("\n")} for page in pages]
        titles = collections.Counter(end for page in ends for end in page)
        for sheet in self.book:
            n = titles[re.sub(" +", " ", sheet.title)]
            self.assertGreater(n, 0, sheet.title)
            if sheet in self.tables() and sheet.max_row <= ABOVE + 13:
                self.assertLessEqual(n, 2, sheet.title)
        footers = [page for page in pages if re.search(r"第 \d+ 页 共 \d+ 页|Page \d+ of \d+", page)]
        self.assertEqual(len(footers), len(pages), "every page has its number")

    def test_sheets_are_set_up_for_print_and_screen(self):
        for sheet in self.book:
            self.assertEqual((sheet.page_setup.orientation, int(sheet.page_setup.paperSize)), ("landscape", 9))
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title)
            self.assertEqual(int(sheet.page_setup.fitToHeight), 0)
            self.assertTrue(sheet.print_options.horizontalCentered)
            self.assertIn("&A", str(sheet.oddHeader.right.text))
        for sheet in self.tables():
            widths = sheet.column_dimensions.values()
            width = sum(column.width * (column.max - column.min + 1) for column in widths)
            self.assertLessEqual(width, WIDEST, f"{sheet.title} is one page wide at 7 points or more")
            self.assertEqual(sheet.print_title_rows, "$3:$3", sheet.title)
            self.assertRegex(sheet.freeze_panes, r"^[A-Z]+4$", sheet.title)
            if sheet.max_row > ABOVE + 1:
                self.assertTrue(sheet.auto_filter.ref, sheet.title)


def normal(heading):
    return re.sub(r"\s", "", str(heading))


@unittest.skipUnless(os.environ.get("LIFECIRCLE_RESULT"), "LIFECIRCLE_RESULT names no result")
class Sample(Checks, unittest.TestCase):
    result = os.environ.get("LIFECIRCLE_RESULT", "")

    def columns(self, beginning):
        """The columns of all sheets of a table: heading and cells."""
        for sheet in self.book:
            if sheet.title.startswith(beginning):
                for column in sheet.iter_cols(min_row=ABOVE, values_only=True):
                    yield normal(column[0]), column[1:]

    def test_the_main_sheets_are_there(self):
        for beginning in MAIN_SHEETS:
            names = [name for name in self.book.sheetnames if name.startswith(beginning)]
            self.assertTrue(names, beginning)

    def test_the_cells_are_those_of_the_csv_files(self):
        files = {"townships": "表1", "plan_gap": "表2 ", "facilities": "表3", "uncovered": "表4", "indicators": "表5"}
        for stem, beginning in files.items():
            path = pathlib.Path(self.result, f"{stem}.csv")
            with path.open(encoding="utf-8-sig", newline="") as file:
                headings, *rows = list(csv.reader(file))
            columns = list(self.columns(beginning))
            for at, heading in enumerate(headings):
                printed = [row[at] for row in rows]
                found = [cells for name, cells in columns if name == normal(heading)]
                self.assertTrue(
                    any(len(of) == len(printed) and all(map(self.says, of, printed)) for of in found),
                    f"{stem}: {heading}",
                )

    @staticmethod
    def says(value, printed):
        if isinstance(value, (int, float)):
            return float(printed.lstrip("≥≤")) == value
        return value == printed or "'" + value == printed

    def test_the_county_is_that_of_the_report(self):
        report = json.loads(pathlib.Path(self.result, "report.json").read_text(encoding="utf-8"))
        county = report["services"][0]["county"]
        columns = list(self.columns("表1"))
        last = {}
        for heading, values in columns:
            last.setdefault(heading.split("（")[0], values[-1])
        for coverage in county["coverage"]:
            rate = last[f"{coverage['minutes']}分钟覆盖率"]
            self.assertLessEqual(abs(rate - coverage["rate"] * 100), 0.05 + 1e-9)
        self.assertEqual(last["托位数"], county["facilities"]["places"])

    def test_verdicts_change_their_colour_with_their_word(self):
        for beginning, words in [("表5 ", {'"达标"', '"未达标"'}), ("审查清单", {'"符合"', '"不符合"', '"无法判定"'})]:
            sheet = next(sheet for sheet in self.book if sheet.title.startswith(beginning))
            rules = [rule for of in sheet.conditional_formatting for rule in of.rules]
            told = {formula for rule in rules for formula in rule.formula}
            self.assertLessEqual(words, told, beginning)
            self.assertTrue(all(rule.dxf.fill.bgColor.rgb for rule in rules))

    def test_charts_refer_to_townships_without_the_total(self):
        with zipfile.ZipFile(self.path) as archive:
            charts = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
            roots = [xml.fromstring(archive.read(name)) for name in charts]
        self.assertGreaterEqual(len(roots), 2)
        for root in roots:
            self.assertTrue(root.findall(f".//{CHART}title"), "titles of chart and axes")
            for reference in root.iter(f"{CHART}f"):
                sheet, place = reference.text.rsplit("!", 1)
                sheet = self.book[sheet.strip("'")]
                values = [cell.value for row in sheet[place.replace("$", "")] for cell in row]
                self.assertEqual(len(values), 12)
                self.assertNotIn("合计", values)
                self.assertEqual(len({type(value) is str for value in values}), 1)


@unittest.skipUnless(os.environ.get("LIFECIRCLE_HOSTILE"), "LIFECIRCLE_HOSTILE names no result")
class Hostile(Checks, unittest.TestCase):
    result = os.environ.get("LIFECIRCLE_HOSTILE", "")

    def test_text_that_looks_like_a_formula_is_there_as_text(self):
        texts = [value for values in self.cells.values() for value in values.values() if isinstance(value, str)]
        self.assertTrue([text for text in texts if text.startswith(("=", "+", "@"))])


if __name__ == "__main__":
    unittest.main()
