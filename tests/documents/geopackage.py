"""The GeoPackage in GDAL: it validates, and says what the other files of the same result say.

    LIFECIRCLE_RESULT=FOLDER [LIFECIRCLE_HOSTILE=FOLDER] /usr/bin/python3 -m unittest tests/documents/geopackage.py

FOLDER is a result of `analyze` with lifecircle.gpkg, report.json, the GeoJSON and the CSV files; the hostile one was
made from names that try to be markup, expressions or paths. Needs Debian's python3-gdal. The sample must be in
EPSG:4549.
"""

import csv
import json
import os
import pathlib
import shutil
import sqlite3
import tempfile
import unittest
import xml.etree.ElementTree

from osgeo import gdal, ogr, osr
from osgeo_utils.samples import validate_gpkg

gdal.UseExceptions()
ogr.UseExceptions()

NAME = "lifecircle.gpkg"
LAYERS = ["service_areas", "facilities", "uncovered", "parcels", "townships", "plan_gaps"]


def folder_of(variable):
    given = os.environ.get(variable)
    return pathlib.Path(given) if given else None


def features(layer):
    """The properties of a layer's features, in their order."""
    layer.ResetReading()
    fields = [layer.GetLayerDefn().GetFieldDefn(at).GetName() for at in range(layer.GetLayerDefn().GetFieldCount())]
    return [{name: feature[name] for name in fields} for feature in layer]


class Opened:
    """What holds of every result; a folder is chosen by the classes below."""

    variable = ""

    @classmethod
    def setUpClass(cls):
        cls.folder = folder_of(cls.variable)
        if cls.folder is None:
            raise unittest.SkipTest(f"{cls.variable} is not set")
        cls.path = cls.folder / NAME
        cls.source = gdal.OpenEx(str(cls.path), gdal.OF_VECTOR)
        cls.report = json.loads((cls.folder / "report.json").read_text("utf-8"))
        cls.tables = [cls.source.GetLayer(at).GetName() for at in range(cls.source.GetLayerCount())]
        cls.layers = [table for table in cls.tables if table != "layer_styles"]

    @classmethod
    def tearDownClass(cls):
        cls.source = None

    def layer(self, name):
        return self.source.GetLayerByName(name)

    def sql(self, text, *values):
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as database:
            return database.execute(text, values).fetchall()

    def heading(self, table, field):
        """A field's heading; GDAL reads it since 3.7, and it must then be what the file says."""
        text = "SELECT name FROM gpkg_data_columns WHERE table_name = ? AND column_name = ?"
        (told,), = self.sql(text, table, field.GetName())
        if int(gdal.VersionInfo()) >= 3070000:
            self.assertEqual(field.GetAlternativeName(), told)
        return told

    def test_it_validates(self):
        faults = validate_gpkg.check(
            str(self.path), abort_at_first_error=False, extra_checks=True, warning_as_error=True
        )
        self.assertEqual(faults, [])

    def test_every_layer_is_there_with_its_system_and_titles(self):
        for name in LAYERS:
            self.assertIn(name, self.layers)
        titles = set()
        for name in self.layers:
            layer = self.layer(name)
            system = layer.GetSpatialRef()
            self.assertEqual((system.GetAuthorityName(None), system.GetAuthorityCode(None)), ("EPSG", "4549"))
            titles.add(layer.GetMetadataItem("IDENTIFIER"))
            self.assertTrue(layer.GetMetadataItem("DESCRIPTION"), name)
            definition = layer.GetLayerDefn()
            self.assertEqual(layer.GetGeometryColumn(), "geom")
            self.assertEqual(layer.GetFIDColumn(), "fid")
            for at in range(definition.GetFieldCount()):
                field = definition.GetFieldDefn(at)
                self.assertTrue(self.heading(name, field), f"{name}.{field.GetName()}")
        self.assertEqual(len(titles), len(self.layers))

    def test_counts_extents_and_geometries(self):
        for name in self.layers:
            layer = self.layer(name)
            told = self.sql("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", name)
            layer.ResetReading()
            box = [float("inf"), float("-inf"), float("inf"), float("-inf")]
            count = 0
            for feature in layer:
                count += 1
                shape = feature.GetGeometryRef()
                if shape is None:
                    continue
                self.assertTrue(shape.IsValid(), f"{name}, feature {feature.GetFID()}")
                self.assertFalse(shape.IsEmpty(), f"{name}, feature {feature.GetFID()}")
                low_x, high_x, low_y, high_y = shape.GetEnvelope()
                box = [min(box[0], low_x), max(box[1], high_x), min(box[2], low_y), max(box[3], high_y)]
            self.assertEqual([(count,)], told, name)
            self.assertGreater(count, 0, name)
            # GDAL reads the extent as text of 15 digits.
            for told, found in zip(layer.GetExtent(), box):
                self.assertAlmostEqual(told, found, delta=1e-6, msg=name)

    def test_values_are_those_of_geojson(self):
        """Both formats write the same features in the same order."""
        for name in self.layers:
            path = self.folder / f"{name}.geojson"
            collection = json.loads(path.read_text("utf-8"))
            self.assertEqual(features(self.layer(name)), [f["properties"] for f in collection["features"]], name)

    def test_geometries_are_those_of_geojson(self):
        """By their areas: GeoJSON has 7 decimals of degrees, some millimetres."""
        for name in ["townships", "parcels", "service_areas"]:
            layer = self.layer(name)
            source = gdal.OpenEx(str(self.folder / f"{name}.geojson"))
            other = source.GetLayer(0)
            to_plane = osr.CoordinateTransformation(other.GetSpatialRef(), layer.GetSpatialRef())
            layer.ResetReading()
            other.ResetReading()
            for a, b in zip(layer, other):
                shape = b.GetGeometryRef().Clone()
                shape.Transform(to_plane)
                area = a.GetGeometryRef().GetArea()
                perimeter = a.GetGeometryRef().Boundary().Length()
                self.assertAlmostEqual(shape.GetArea(), area, delta=0.02 * perimeter + 0.01, msg=name)

    def test_the_spatial_index_finds_what_a_scan_finds(self):
        for name in self.layers:
            self.assertEqual(
                self.sql("SELECT 1 FROM gpkg_extensions WHERE table_name = ? AND extension_name = 'gpkg_rtree_index'",
                         name), [(1,)])
            answer = self.source.ExecuteSQL(f"SELECT HasSpatialIndex('{name}', 'geom')")
            self.assertEqual(answer.GetNextFeature().GetField(0), 1, name)
            self.source.ReleaseResultSet(answer)
            layer = self.layer(name)
            low_x, high_x, low_y, high_y = layer.GetExtent()
            window = (low_x + 0.4 * (high_x - low_x), low_y + 0.4 * (high_y - low_y),
                      low_x + 0.6 * (high_x - low_x), low_y + 0.6 * (high_y - low_y))
            ring = "{0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}".format(*window)
            box = ogr.CreateGeometryFromWkt(f"POLYGON (({ring}))")
            layer.ResetReading()
            scanned = [f.GetFID() for f in layer if f.GetGeometryRef() and f.GetGeometryRef().Intersects(box)]
            layer.SetSpatialFilter(box)
            found = [f.GetFID() for f in layer if f.GetGeometryRef().Intersects(box)]
            layer.SetSpatialFilter(None)
            self.assertEqual(sorted(found), scanned, name)

    def test_editing_keeps_count_and_index_true(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(self.path, folder)
            source = gdal.OpenEx(str(copy), gdal.OF_VECTOR | gdal.OF_UPDATE)
            layer = source.GetLayerByName("facilities")
            before = layer.GetFeatureCount()
            layer.DeleteFeature(1)
            moved = layer.GetFeature(2)
            moved.SetGeometry(ogr.CreateGeometryFromWkt("POINT (1 2)"))
            layer.SetFeature(moved)
            added = ogr.Feature(layer.GetLayerDefn())
            added.SetGeometry(ogr.CreateGeometryFromWkt("POINT (3 4)"))
            layer.CreateFeature(added)
            layer.CreateFeature(ogr.Feature(layer.GetLayerDefn()))
            del layer, source
            with sqlite3.connect(copy) as database:
                one = lambda sql: database.execute(sql).fetchall()  # noqa: E731
                self.assertEqual(
                    one("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'facilities'"), [(before + 1,)])
                index = one("SELECT id, minx, maxy FROM rtree_facilities_geom ORDER BY id")
            self.assertEqual(len(index), before)
            self.assertEqual(index[0], (2, 1.0, 2.0))
            self.assertEqual(index[-1][1:], (3.0, 4.0))

    def test_styles(self):
        """A default style a layer; QML and SLD are XML; their rules name columns that are there."""
        contents = "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'"
        self.assertEqual(self.sql(contents), [("attributes",)])
        styles = self.sql("SELECT f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault "
                          "FROM layer_styles ORDER BY id")
        self.assertEqual(sorted(s[0] for s in styles if s[5]), sorted(self.layers))
        for table, geometry, name, qml, sld, _ in styles:
            self.assertEqual(geometry, "geom")
            self.assertTrue(0 < len(name) <= 30)
            drawn = xml.etree.ElementTree.fromstring(qml)
            rules = drawn.findall("renderer-v2/rules/rule")
            symbols = {s.get("name") for s in drawn.findall("renderer-v2/symbols/symbol")}
            self.assertEqual({rule.get("symbol") for rule in rules}, symbols)
            self.assertTrue(all(rule.get("label") for rule in rules), table)
            definition = self.layer(table).GetLayerDefn()
            aliases = {a.get("field"): a.get("name") for a in drawn.findall("aliases/alias")}
            for at in range(definition.GetFieldCount()):
                field = definition.GetFieldDefn(at)
                self.assertTrue(aliases[field.GetName()])
            document = xml.etree.ElementTree.fromstring(sld)
            names = {"ogc": "http://www.opengis.net/ogc", "se": "http://www.opengis.net/se"}
            for name in document.iterfind(".//ogc:PropertyName", names):
                self.assertGreaterEqual(definition.GetFieldIndex(name.text), 0, f"{table}: {name.text}")
            self.assertTrue(document.findall(".//se:Rule", names))

    def test_every_facility_is_drawn_once(self):
        """Its filters are SQL as well, where no text holds what SQLite and QGIS escape differently."""
        (qml,), = self.sql("SELECT styleQML FROM layer_styles WHERE f_table_name = 'facilities'")
        rules = xml.etree.ElementTree.fromstring(qml).findall("renderer-v2/rules/rule")
        filters = [rule.get("filter") for rule in rules]
        if any("\\" in text for text in filters):
            self.skipTest("escapes of QGIS")
        drawn = " + ".join(f"coalesce({text}, 0)" for text in filters)
        self.assertEqual(self.sql(f"SELECT fid, name FROM facilities WHERE {drawn} != 1"), [])

    def test_the_method_stands_in_the_file(self):
        (text,), = self.sql("SELECT metadata FROM gpkg_metadata WHERE mime_type = 'application/json'")
        manifest = json.loads(text)
        for key in ["schema", "program", "project", "method", "inputs"]:
            self.assertEqual(manifest[key], self.report[key])


class Sample(Opened, unittest.TestCase):
    """The sample, against `report.json` and the tables."""

    variable = "LIFECIRCLE_RESULT"

    def test_townships_equal_the_report(self):
        service = self.report["services"][0]
        found = features(self.layer("townships"))
        self.assertEqual(len(found), len(service["townships"]))
        for row, told in zip(found, service["townships"]):
            self.assertEqual((row["code"], row["name"]), (told["code"], told["name"]))
            self.assertAlmostEqual(row["residential_m2"], told["residential_area_m2"], delta=0.005001)
            for circle in told["coverage"]:
                rate = row[f"rate_{circle['minutes']}min"]
                self.assertAlmostEqual(rate, circle["rate"], delta=5.1e-7)
            self.assertAlmostEqual(row["configuration_rate"], told["configuration"]["rate"], delta=5.1e-7)

    def test_plan_gaps_equal_the_report(self):
        service = self.report["services"][0]
        plans = [service["plan"], *service["further_plans"]]
        names = [name for name in self.layers if name.startswith("plan_gaps")]
        self.assertEqual(len(names), len(plans))
        for name, plan in zip(names, plans):
            found = [(row["code"], row["places_short"], row["places_net"]) for row in features(self.layer(name))]
            told = [(t["code"], t["shortfall"]["places"], t["net"]["places"]) for t in plan["townships"]]
            self.assertEqual(found, told)

    def test_facilities_equal_the_table(self):
        with open(self.folder / "facilities.csv", encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file))
        layer = self.layer("facilities")
        layer.ResetReading()
        self.assertEqual(layer.GetFeatureCount(), len(table))
        for feature, row in zip(layer, table):
            self.assertEqual(feature["name"], row["设施名称"])
            self.assertEqual(feature["status"], row["状态"])
            at = feature.GetGeometryRef()
            self.assertAlmostEqual(at.GetX(), float(row["东坐标（米，EPSG:4549）"]), delta=0.000501)
            self.assertAlmostEqual(at.GetY(), float(row["北坐标（米，EPSG:4549）"]), delta=0.000501)

    def test_uncovered_land_adds_up_to_the_report(self):
        """Land outside all townships stands in the layer, and not in the county's figures."""
        service = self.report["services"][0]
        for at, circle in enumerate(service["circles"]):
            rows = [row for row in features(self.layer("uncovered")) if row["minutes"] == circle["minutes"]]
            left_out = sum(row["uncovered_m2"] for row in rows if row["township"] is not None)
            county = service["county"]
            told = county["residential_area_m2"] - county["coverage"][at]["area_m2"]
            overlaps = county["overlap_area_m2"]
            self.assertGreater(left_out, told - 0.01 * len(rows))
            self.assertLess(left_out, told + overlaps + 0.01 * len(rows))

    def test_headings_are_chinese(self):
        definition = self.layer("townships").GetLayerDefn()
        field = definition.GetFieldDefn(definition.GetFieldIndex("rate_5min"))
        self.assertEqual(self.heading("townships", field), "5分钟覆盖率（0–1）")


class Hostile(Opened, unittest.TestCase):
    """Names that try to be markup, expressions or paths stay text."""

    variable = "LIFECIRCLE_HOSTILE"

    def test_names_stand_as_they_are(self):
        names = {row["name"] for row in features(self.layer("facilities"))}
        self.assertIn("<script>alert(1)</script>", names)
        self.assertIn("\"双引号\" '单引号' `反引号`", names)
        self.assertIn("两行\n名称", names)
        for (qml, sld) in self.sql("SELECT styleQML, styleSLD FROM layer_styles"):
            self.assertNotIn("<script", qml + sld)
            self.assertNotIn("<b>", qml + sld)


if __name__ == "__main__":
    unittest.main()
