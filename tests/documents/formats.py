"""The sample in every format that can be read, written by GDAL and openpyxl: the figures are those of the GeoJSON.

    /usr/bin/python3 tests/documents/run.py [PROGRAM] formats

Each variant is the sample with its layers in another format, coordinate system, encoding or datum. Needs Debian's
python3-gdal and python3-openpyxl.
"""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl
from osgeo import gdal, ogr, osr

gdal.UseExceptions()

HOME = pathlib.Path(__file__).parent.parent.parent
SAMPLE = HOME / "geodata" / "xinchang"
PROGRAM = os.environ.get("LIFECIRCLE_PROGRAM", HOME / "target" / "debug" / "lifecircle")
LAYERS = ["residential", "townships", "facilities"]
TABLES = {"residential": "layers.residential", "townships": "layers.townships", "facilities": "service.facilities"}

# Names of fields that fit into ten bytes, and what they mean: the names of the sample do not.
SHORT = {
    "residential": {
        "名称": ("MC", "name"), "地块编号": ("DKBH", "id"), "用地代码": ("YDDM", "land_use"), "户数": ("HS", "households"),
        "常住人口": ("CZRK", "population"), "新建": ("XJ", "new_housing"), "托育用房面积": ("TYMJ", "childcare_floor_area"),
        "配建托位": ("PJTW", "places"),
    },
    "townships": {
        "XZQDM": ("XZQDM", "code"), "XZQMC": ("XZQMC", "name"), "常住人口": ("CZRK", "population"),
        "3岁以下人数": ("YEZ", "under3"), "医防护中心": ("YFH", "health_centre"),
        "示范机构": ("SFJG", "demonstration_institution"),
    },
    "facilities": {
        "名称": ("MC", "name"), "类型": ("LX", "category"), "托位数": ("TWS", "places"), "乡镇": ("XZ", "township"),
        "办别": ("BB", "ownership"), "普惠": ("PH", "inclusive"), "等级": ("DJ", "grade"),
        "2岁以下托位": ("TW2", "places_under2"), "在托人数": ("ZT", "enrolled"), "月收费": ("SF", "monthly_fee"),
        "从业人员": ("RY", "staff"), "持证人数": ("CZ", "certified_staff"), "签约": ("QY", "contracted"),
        "云监管": ("YJG", "cloud_supervised"), "状态": ("ZTAI", "status"), "投用年份": ("NF", "opening_year"),
    },
}


def system(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


class Variant:
    """A copy of the sample whose layers stand elsewhere."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        shutil.copytree(SAMPLE, self.folder, dirs_exist_ok=True)
        self.project = (self.folder / "project.toml").read_text("utf-8")

    def translate(self, layer, target, driver, code, options=(), short=False, name=None, update=False):
        """Writes a layer with GDAL; with `short` its fields have short names, and the project says what they mean."""
        source = ogr.Open(str(SAMPLE / f"{layer}.geojson"))
        sql = None
        if short:
            fields = ", ".join(f'"{long}" AS {names[0]}' for long, names in SHORT[layer].items())
            sql = f'SELECT {fields} FROM "{source.GetLayer(0).GetName()}"'
        gdal.VectorTranslate(
            str(target),
            gdal.OpenEx(str(SAMPLE / f"{layer}.geojson")),
            format=driver,
            SQLStatement=sql,
            layerName=name or layer,
            dstSRS=f"EPSG:{code}",
            layerCreationOptions=list(options),
            accessMode="update" if update else None,
        )
        if short:
            meanings = ", ".join(f'{meaning} = "{name}"' for name, meaning in SHORT[layer].values())
            self.say(layer, f"fields = {{ {meanings} }}")

    def point_to(self, layer, path):
        """The project names this path, from its folder, for the layer."""
        self.project = self.project.replace(f'path = "{layer}.geojson"', f'path = "{path}"')
        (self.folder / f"{layer}.geojson").unlink()

    def say(self, layer, line):
        """A further key of the layer's table."""
        header = f"[{TABLES[layer]}]\n"
        assert header in self.project
        self.project = self.project.replace(header, f"{header}{line}\n")

    def report(self):
        (self.folder / "project.toml").write_text(self.project, "utf-8")
        out = self.folder / "out"
        command = [PROGRAM, "analyze", self.folder / "project.toml", "--only", "json", "-o", out, "--lang", "zh-CN"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise AssertionError(done.stderr)
        return json.loads((out / "report.json").read_text("utf-8"))


class Formats(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.given = Variant(pathlib.Path(cls.folder.name) / "given").report()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def variant(self):
        return Variant(pathlib.Path(self.folder.name) / self.id().rsplit(".", 1)[-1])

    def assert_same(self, variant, formats):
        """The figures of a variant are those of the sample, and its layers were read as these formats."""
        report = variant.report()
        read = {entry["role"]: entry["format"] for entry in report["inputs"] if entry["role"] in formats}
        self.assertEqual(read, formats)
        self.compare(self.given["services"], report["services"], "services")
        used = lambda of: {entry["role"]: entry["features"] for entry in of["inputs"]}
        self.assertEqual(used(self.given), used(report))

    def compare(self, expected, found, at):
        if isinstance(expected, dict):
            self.assertEqual(expected.keys(), found.keys(), at)
            for key, value in expected.items():
                self.compare(value, found[key], f"{at}.{key}")
        elif isinstance(expected, list):
            self.assertEqual(len(expected), len(found), at)
            for n, (one, other) in enumerate(zip(expected, found)):
                self.compare(one, other, f"{at}[{n}]")
        elif isinstance(expected, float):
            self.assertIsNotNone(found, at)
            self.assertLessEqual(abs(expected - found), 1e-6 * max(1.0, abs(expected)), f"{at}: {expected} {found}")
        else:
            self.assertEqual(expected, found, at)

    def test_shapefiles_in_gbk_in_a_zone(self):
        variant = self.variant()
        for layer in LAYERS:
            target = variant.folder / f"{layer}.shp"
            variant.translate(layer, target, "ESRI Shapefile", 4549, ["ENCODING=GBK"], short=True)
            variant.point_to(layer, target.name)
        self.assert_same(variant, dict.fromkeys(LAYERS, "Shapefile"))

    def test_shapefiles_that_say_nothing(self):
        """Neither `.cpg` nor a language byte, no index; the code of the zone stands in the project file."""
        variant = self.variant()
        for layer in LAYERS:
            target = variant.folder / f"{layer}.shp"
            variant.translate(layer, target, "ESRI Shapefile", 4528, ["ENCODING=GBK"], short=True)
            for extension in (".cpg", ".shx", ".prj"):
                target.with_suffix(extension).unlink(missing_ok=True)
            dbf = bytearray(target.with_suffix(".dbf").read_bytes())
            dbf[29] = 0
            target.with_suffix(".dbf").write_bytes(dbf)
            variant.say(layer, 'crs = "EPSG:4528"')
            variant.point_to(layer, target.name)
        self.assert_same(variant, dict.fromkeys(LAYERS, "Shapefile"))

    def test_zipped_shapefiles_in_utf8(self):
        variant = self.variant()
        for layer in LAYERS:
            target = variant.folder / f"{layer}.shp"
            variant.translate(layer, target, "ESRI Shapefile", 4490, ["ENCODING=UTF-8"], short=True)
            with zipfile.ZipFile(variant.folder / f"{layer}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                for part in variant.folder.glob(f"{layer}.*"):
                    if part.suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
                        archive.write(part, f"数据/{part.name}")
            variant.point_to(layer, f"{layer}.zip")
        self.assert_same(variant, dict.fromkeys(LAYERS, "Shapefile"))

    def test_one_geopackage(self):
        variant = self.variant()
        target = variant.folder / "survey.gpkg"
        for layer in LAYERS:
            variant.translate(layer, target, "GPKG", 4490, name=f"层_{layer}", update=target.exists())
            variant.point_to(layer, target.name)
            variant.say(layer, f'layer = "层_{layer}"')
        self.assert_same(variant, dict.fromkeys(LAYERS, "GeoPackage"))

    def test_flatgeobuf_in_a_zone(self):
        variant = self.variant()
        for layer in LAYERS:
            target = variant.folder / f"{layer}.fgb"
            # With an index the features would stand in another order.
            variant.translate(layer, target, "FlatGeobuf", 4549, ["SPATIAL_INDEX=NO"])
            variant.point_to(layer, target.name)
        self.assert_same(variant, dict.fromkeys(LAYERS, "FlatGeobuf"))

    def test_geojson_lines(self):
        variant = self.variant()
        for layer, options in zip(LAYERS, ([], ["RS=YES"], [])):
            target = variant.folder / f"{layer}.geojsonl"
            variant.translate(layer, target, "GeoJSONSeq", 4326, [*options, "COORDINATE_PRECISION=15"])
            variant.point_to(layer, target.name)
        self.assert_same(variant, dict.fromkeys(LAYERS, "GeoJSONSeq"))

    def rows(self, place):
        """The facilities as rows of a table, their coordinates by `place`."""
        features = json.loads((SAMPLE / "facilities.geojson").read_text("utf-8"))["features"]
        names = list(features[0]["properties"])
        rows = [[*names, "经度", "纬度"]]
        for feature in features:
            values = [feature["properties"].get(name) for name in names]
            rows.append([*values, *place(*feature["geometry"]["coordinates"])])
        return rows

    def test_points_in_a_csv_in_gbk(self):
        variant = self.variant()
        with open(variant.folder / "facilities.csv", "w", encoding="gbk", newline="") as file:
            csv.writer(file).writerows(self.rows(lambda x, y: (repr(x), repr(y))))
        variant.point_to("facilities", "facilities.csv")
        self.assert_same(variant, {"facilities": "CSV"})

    def test_unicode_text_of_excel(self):
        variant = self.variant()
        with open(variant.folder / "facilities.txt", "w", encoding="utf-16", newline="") as file:
            csv.writer(file, delimiter="\t").writerows(self.rows(lambda x, y: (repr(x), repr(y))))
        variant.point_to("facilities", "facilities.txt")
        self.assert_same(variant, {"facilities": "CSV"})

    def test_points_in_a_workbook_with_title_and_total(self):
        variant = self.variant()
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "设施台账"
        header, *rows = self.rows(lambda x, y: (x, y))
        sheet.append(["新昌县托育服务设施台账"])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
        sheet.append(header)
        for row in rows:
            sheet.append(row)
        sheet.append(["合计", None, sum(row[2] or 0 for row in rows)])
        sheet.append(["注：坐标为 WGS84。"])
        book.create_sheet("说明").append(["由各乡镇填报"])
        book.save(variant.folder / "facilities.xlsx")
        variant.point_to("facilities", "facilities.xlsx")
        variant.say("facilities", 'layer = "设施台账"')
        report = variant.report()
        self.compare(self.given["services"], report["services"], "services")

    def test_polygons_as_wkt(self):
        variant = self.variant()
        for layer in ("residential", "townships"):
            target = variant.folder / f"{layer}.csv"
            variant.translate(layer, target, "CSV", 4326, ["GEOMETRY=AS_WKT"])
            variant.point_to(layer, target.name)
        self.assert_same(variant, dict.fromkeys(("residential", "townships"), "CSV"))

    def test_points_in_kml_and_kmz(self):
        for kind in ("kml", "kmz"):
            variant = Variant(pathlib.Path(self.folder.name) / f"points_{kind}")
            target = variant.folder / "facilities.kml"
            variant.translate("facilities", target, "KML", 4326)
            if kind == "kmz":
                with zipfile.ZipFile(variant.folder / "facilities.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
                    archive.write(target, "doc.kml")
            variant.point_to("facilities", f"facilities.{kind}")
            variant.say("facilities", 'fields = { name = "名称", category = "类型" }')
            with self.subTest(kind=kind):
                self.assert_same(variant, {"facilities": "KML"})

    def test_points_of_amap_and_baidu(self):
        """Shifted by the program itself, and read with their datum said."""
        for datum in ("gcj02", "bd09"):
            variant = Variant(pathlib.Path(self.folder.name) / datum)
            target = variant.folder / "shifted.csv"
            command = [PROGRAM, "convert", SAMPLE / "facilities.geojson", target, "--from-datum", "wgs84", "--to-datum", datum]
            subprocess.run(command, check=True, capture_output=True)
            variant.point_to("facilities", target.name)
            variant.project = variant.project.replace('datum = "wgs84"', f'datum = "{datum}"')
            with self.subTest(datum=datum):
                self.assert_same(variant, {"facilities": "CSV"})

    def test_plan_and_reported_values_in_workbooks(self):
        variant = self.variant()
        for stem in ("plan_2025", "plan_2027", "reported"):
            book = openpyxl.Workbook()
            with open(SAMPLE / f"{stem}.csv", encoding="utf-8-sig", newline="") as file:
                for row in csv.reader(file):
                    number = lambda cell: float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell or None
                    book.active.append([number(cell) for cell in row])
            book.save(variant.folder / f"{stem}.xlsx")
            variant.project = variant.project.replace(f'"{stem}.csv"', f'"{stem}.xlsx"')
        report = variant.report()
        self.compare(self.given["services"], report["services"], "services")


if __name__ == "__main__":
    unittest.main()
