"""report.docx as other programs see it: LibreOffice Writer (headless) and python-docx.

Run with Debian's /usr/bin/python3 (python3-docx, libreoffice-writer, poppler-utils):

    LIFECIRCLE_RESULT=output/xinchang /usr/bin/python3 -m unittest tests/documents/document.py

LIFECIRCLE_RESULT is a folder with report.docx, report.json and townships.csv of one run in Chinese. LIFECIRCLE_HOSTILE
may name the folder of a second run whose names are formulas, markup and control characters.
"""

import csv
import datetime
import json
import os
import pathlib
import re
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

import docx

from office import converted

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

# The order in which the schema wants what stands in properties; Word may refuse another.
ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"],
    "rPr": ["rFonts", "b", "bCs", "sz", "szCs", "lang"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "trPr": ["cantSplit", "tblHeader"],
    "tcPr": ["tcW", "vMerge", "shd", "vAlign"],
    "sectPr": ["footerReference", "type", "pgSz", "pgMar", "cols"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "style": ["name", "basedOn", "next", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "pPr", "rPr", "tblPr"],
}

SECTIONS = [
    "一、总体结论",
    "二、各乡镇（街道）服务覆盖情况",
    "三、布点规划缺口",
    "四、未覆盖居住用地",
    "五、评估指标",
]


def local(node):
    return node.tag.split("}")[-1]


def same(text):
    """Text without its spaces: between Chinese and digits programs put some of their own."""
    return re.sub(r"\s", "", text)


class Checks:
    """What holds of every document."""

    @classmethod
    def setUpClass(cls):
        cls.path = pathlib.Path(cls.result, "report.docx")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.document = docx.Document(str(cls.path))
        cls.report = json.loads(pathlib.Path(cls.result, "report.json").read_text("utf-8"))

    def styled(self, style):
        return [paragraph.text for paragraph in self.document.paragraphs if paragraph.style.name == style]

    def part(self, name):
        with zipfile.ZipFile(self.path) as archive:
            return xml.fromstring(archive.read(name))

    def test_every_part_is_well_formed_and_of_no_clock(self):
        with zipfile.ZipFile(self.path) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual({entry.date_time for entry in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            for name in names:
                xml.fromstring(archive.read(name))
            for name in names:
                self.assertNotIn(b"External", archive.read(name), name)
        self.assertGreater(len(names), 10)

    def test_properties_stand_in_the_order_of_the_schema(self):
        n = 0
        for name in ["word/document.xml", "word/styles.xml", "word/footer1.xml"]:
            for node in self.part(name).iter():
                order = ORDER.get(local(node))
                if order:
                    n += 1
                    places = [order.index(local(child)) for child in node]
                    self.assertEqual(places, sorted(places), f"{name}: {[local(child) for child in node]}")
        self.assertGreater(n, 1000)

    def test_fields_are_those_of_captions_references_and_pages(self):
        body = self.part("word/document.xml")
        for field in body.iter(f"{WORD}instrText"):
            self.assertRegex(field.text, r"^ (SEQ (表|图) \\\* ARABIC|REF _Ref_table_\d+ \\h) $")
        self.assertEqual(list(body.iter(f"{WORD}hyperlink")), [])
        self.assertEqual([f.text for f in self.part("word/footer1.xml").iter(f"{WORD}instrText")], [" PAGE "])

    def test_pages_are_those_of_the_standard(self):
        for section in self.document.sections:
            sides = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
            size = (round(section.page_width.mm), round(section.page_height.mm))
            margins = [round(side.mm) for side in sides]
            self.assertIn((size, margins), [((210, 297), [37, 35, 28, 26]), ((297, 210), [28, 26, 37, 35])])

    def test_captions_count_in_their_order(self):
        captions = self.styled("Caption")
        self.assertGreater(len(captions), 5)
        # Each table has one, and each map.
        for kind, count in (("表", len(self.document.tables)), ("图", len(self.document.inline_shapes))):
            of_kind = [caption for caption in captions if caption.startswith(kind)]
            self.assertEqual(len(of_kind), count)
            for number, caption in enumerate(of_kind, 1):
                self.assertTrue(caption.startswith(f"{kind}{number}　"), caption)
        self.assertEqual(len(captions), len(self.document.tables) + len(self.document.inline_shapes))

    def test_maps_are_shown_as_large_as_they_are_drawn(self):
        """Else their numeric scale would be untrue. PNGs say their dots a metre."""
        with zipfile.ZipFile(self.path) as archive:
            sizes = set()
            for name in archive.namelist():
                if name.endswith(".png"):
                    data = archive.read(name)
                    width, height = struct.unpack(">II", data[16:24])
                    dots = struct.unpack(">I", data[data.index(b"pHYs") + 4:][:4])[0]
                    sizes.add((round(1000 * width / dots), round(1000 * height / dots)))
        self.assertEqual(sizes, {(155, 198)})
        shown = {(round(shape.width.mm), round(shape.height.mm)) for shape in self.document.inline_shapes}
        self.assertEqual(shown, sizes)

    def test_every_table_has_headings_that_are_repeated_and_rows_that_do_not_break(self):
        for table in self.document.tables:
            rows = table._tbl.tr_lst
            self.assertEqual([len(row.findall(f".//{WORD}tblHeader")) for row in rows], [1] + [0] * (len(rows) - 1))
            self.assertTrue(all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows))

    def test_libreoffice_reads_the_same(self):
        """The same headings, tables and captions in what it makes of the document, and a number on every page."""
        with zipfile.ZipFile(converted(self.path, "odt", self.folder.name)) as archive:
            content = xml.fromstring(archive.read("content.xml"))
        tables = list(content.iter(f"{TABLE}table"))
        self.assertEqual(len(tables), len(self.document.tables))
        self.assertTrue(all(table.find(f"{TABLE}table-header-rows") is not None for table in tables))
        levels = [heading.get(f"{TEXT}outline-level") for heading in content.iter(f"{TEXT}h")]
        named = [p.style.name for p in self.document.paragraphs if re.fullmatch(r"Heading \d", p.style.name)]
        self.assertEqual(levels, [name[-1] for name in named])
        # Tables and figures are each numbered from 1.
        figures = len(self.document.inline_shapes)
        wanted = [*range(1, len(tables) + 1), *range(1, figures + 1)]
        numbers = [sequence.text for sequence in content.iter(f"{TEXT}sequence")]
        self.assertEqual(sorted(numbers, key=int), sorted(map(str, wanted), key=int))

    def test_every_page_is_printed_with_its_number(self):
        pdf = converted(self.path, "pdf", self.folder.name)
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
        pages = text.stdout.split("\f")[:-1]
        self.assertGreater(len(pages), 10)
        for number, page in enumerate(pages, 1):
            self.assertRegex(page.rstrip().split("\n")[-1].strip(), rf"^— *{number} *—$")
            # A page of a map holds its caption and its number.
            self.assertGreater(len(same(page)), 12, f"page {number} is not empty")


@unittest.skipUnless(os.environ.get("LIFECIRCLE_RESULT"), "LIFECIRCLE_RESULT names no result")
class Sample(Checks, unittest.TestCase):
    result = os.environ.get("LIFECIRCLE_RESULT", "")

    def test_headings_are_real_ones(self):
        self.assertEqual(self.styled("Title"), [self.report["project"]["name"] + "评估报告"])
        self.assertEqual(self.styled("Heading 1")[: len(SECTIONS)], SECTIONS)
        townships = [township["name"] for township in self.report["services"][0]["townships"]]
        told = [heading.split("）", 1)[1] for heading in self.styled("Heading 2")]
        self.assertEqual(told[: len(townships)], townships)

    def test_properties_are_those_of_the_project(self):
        properties = self.document.core_properties
        self.assertEqual(properties.title, self.report["project"]["name"] + "评估报告")
        self.assertEqual(properties.author, self.report["project"]["maker"])
        # The date of the project, so that two runs give the same bytes.
        self.assertEqual((properties.created, properties.modified), (datetime.datetime(2025, 12, 31),) * 2)

    def test_table_1_is_that_of_the_report(self):
        table = self.document.tables[0]
        headings = [same(cell.text) for cell in table.rows[0].cells]
        service = self.report["services"][0]
        rows = [*service["townships"], service["county"]]
        self.assertEqual(len(table.rows), len(rows) + 1)
        for row, of in zip(table.rows[1:], rows):
            cells = dict(zip(headings, (cell.text for cell in row.cells)))
            self.assertEqual(cells["乡镇（街道）"], of["name"] or "合计")
            # Areas are rounded so that columns add up: each is one of the two nearest.
            self.assertLess(abs(float(cells["居住用地（公顷）"]) - of["residential_area_m2"] / 1e4), 0.01)
            for circle in of["coverage"]:
                minutes = circle["minutes"]
                self.assertLess(abs(float(cells[f"{minutes}分钟覆盖面积（公顷）"]) - circle["area_m2"] / 1e4), 0.01)
                self.assertEqual(cells[f"{minutes}分钟覆盖率（%）"], f"{circle['rate'] * 100:.1f}")
            self.assertEqual(float(cells["已配置小区（个）"]), of["configuration"]["configured"])
            self.assertEqual(float(cells["小区总数（个）"]), of["configuration"]["units"])
            self.assertEqual(cells["配置率（%）"], f"{of['configuration']['rate'] * 100:.1f}")
            self.assertEqual(int(cells["设施数量（处）"]), of["facilities"]["count"])
            self.assertEqual(float(cells["托位数（个）"]), of["facilities"]["places"])

    def test_table_1_has_the_cells_of_the_csv_file(self):
        with pathlib.Path(self.result, "townships.csv").open(encoding="utf-8-sig", newline="") as file:
            _, *rows = list(csv.reader(file))
        for row, printed in zip(self.document.tables[0].rows[1:], rows):
            self.assertLessEqual({cell.text for cell in row.cells}, set(printed))

    def test_sentences_have_the_figures_of_table_1(self):
        text = same("".join(self.styled("Body Text")))
        last = [cell.text for cell in self.document.tables[0].rows[-1].cells]
        (_, residential, covered_5, rate_5, covered_15, rate_15, configured, units, rate, count, places) = last
        for told in [
            f"居住用地共{residential}公顷",
            f"覆盖居住用地{covered_5}公顷，覆盖率{rate_5}%",
            f"覆盖居住用地{covered_15}公顷，覆盖率{rate_15}%",
            f"配置率为{rate}%，{units}个小区中已配置{configured}个",
            f"设施{count}处、托位{places}个",
        ]:
            self.assertIn(told, text)

    def test_an_indicator_can_be_computed_again(self):
        table = next(of for of in self.document.tables if same(of.rows[0].cells[0].text) == "序号")
        headings = [same(cell.text) for cell in table.rows[0].cells]
        shown = dict(zip(headings, (cell.text for cell in table.rows[1].cells)))
        indicator = self.report["services"][0]["indicators"][0]
        for heading, term in [("分子", "numerator"), ("分母", "denominator")]:
            self.assertEqual(float(shown[heading]), indicator[term])

    def test_libreoffice_prints_every_township(self):
        text = converted(self.path, "txt:Text (encoded):UTF8", self.folder.name).read_text("utf-8-sig")
        for township in self.report["services"][0]["townships"]:
            self.assertIn(township["name"], text)
        for heading in self.styled("Heading 1"):
            self.assertIn(same(heading), same(text))


@unittest.skipUnless(os.environ.get("LIFECIRCLE_HOSTILE"), "LIFECIRCLE_HOSTILE names no result")
class Hostile(Checks, unittest.TestCase):
    result = os.environ.get("LIFECIRCLE_HOSTILE", "")

    def test_names_that_look_like_markup_are_there_as_text(self):
        self.assertEqual(self.styled("Title"), [self.report["project"]["name"] + "评估报告"])
        service = self.report["services"][0]
        hostile = [township["name"] for township in service["townships"] if "<script>" in township["name"]]
        self.assertTrue(hostile)
        headings = self.styled("Heading 2")
        cells = {cell.text for table in self.document.tables[:2] for row in table.rows for cell in row.cells}
        for name in hostile:
            self.assertTrue(any(name in heading for heading in headings))
            self.assertIn(name, cells)
        bold = [category for category in service["categories"] if "<b>" in category]
        self.assertTrue(bold and set(bold) <= cells)


if __name__ == "__main__":
    unittest.main()
