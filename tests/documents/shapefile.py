"""The Shapefiles as GDAL reads them, held against the GeoPackage, GeoJSON and CSV of the same result.

    LIFECIRCLE_RESULT=FOLDER [LIFECIRCLE_HOSTILE=FOLDER] /usr/bin/python3 -m unittest tests/documents/shapefile.py

FOLDER is a result of `analyze --shapefile`, the hostile one was made from names that try to be something else; where it
holds no Shapefiles, the tests are skipped. Needs Debian's
python3-gdal.
"""

import csv
import os
import pathlib
import struct
import unittest

from osgeo import gdal, ogr

gdal.UseExceptions()

EXTENSIONS = ("shp", "shx", "dbf", "prj", "cpg")
LONGEST_TEXT = 254
CODE_PAGES = {"UTF-8": ("utf-8", 0), "936": ("gbk", 0x4D)}
NONE = "—"


def shapefiles(variable):
    given = os.environ.get(variable)
    return sorted(pathlib.Path(given).glob("*.shp")) if given else []


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def signed_area(ring):
    points = ring.GetPoints()
    x0, y0 = points[0][:2]
    moved = [(x - x0, y - y0) for x, y, *_ in points]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(moved, moved[1:])) / 2


def raw_rings(content):
    """The rings of a polygon's record, as they stand in the file."""
    parts, points = struct.unpack_from("<2i", content, 36)
    starts = [*struct.unpack_from(f"<{parts}i", content, 44), points]
    at = struct.unpack_from(f"<{2 * points}d", content, 44 + 4 * parts)
    for first, after in zip(starts, starts[1:]):
        yield [(at[2 * n], at[2 * n + 1]) for n in range(first, after)]


def records(path):
    """The contents of the records of a .shp, each with its number."""
    data = path.read_bytes()
    position = 100
    while position < len(data):
        number, words = struct.unpack_from(">2i", data, position)
        yield number, data[position + 8:position + 8 + 2 * words]
        position += 8 + 2 * words


class Shapefiles(unittest.TestCase):
    variable = "LIFECIRCLE_RESULT"

    @classmethod
    def setUpClass(cls):
        cls.files = shapefiles(cls.variable)
        if not cls.files:
            raise unittest.SkipTest(f"no Shapefiles in {cls.variable}")
        cls.folder = cls.files[0].parent
        table = read_csv(cls.folder / "shapefile_fields.csv")
        cls.fields = {}
        for file, short, full, heading, kind, cut, replaced in table[1:]:
            cls.fields.setdefault(file, []).append((short, full, heading, kind, cut, replaced))

    def each(self):
        """Each file with its layer. The source stays open as long as the layer is used: GDAL asks for that."""
        for path in self.files:
            source = ogr.Open(str(path))
            yield path, source.GetLayer()
            del source

    def test_each_has_its_five_files_and_no_more_than_two_gigabytes(self):
        for path in self.files:
            sizes = {extension: path.with_suffix(f".{extension}").stat().st_size for extension in EXTENSIONS}
            self.assertTrue(all(0 < size < 1 << 31 for size in sizes.values()), sizes)
            self.assertEqual(struct.unpack(">i", path.read_bytes()[24:28])[0] * 2, sizes["shp"])
            self.assertEqual(sizes["shx"], 100 + 8 * sum(1 for _ in records(path)))

    def test_the_system_is_identified(self):
        for path, layer in self.each():
            matches = layer.GetSpatialRef().FindMatches()
            self.assertEqual([(system.GetAuthorityCode(None), sure) for system, sure in matches], [("4549", 100)])

    def test_the_code_page_is_told_in_both_places(self):
        for path in self.files:
            said = path.with_suffix(".cpg").read_text(encoding="ascii")
            _, driver = CODE_PAGES[said]
            self.assertEqual(path.with_suffix(".dbf").read_bytes()[29], driver)

    def test_every_text_is_valid_in_its_encoding(self):
        for path in self.files:
            encoding, _ = CODE_PAGES[path.with_suffix(".cpg").read_text(encoding="ascii")]
            data = path.with_suffix(".dbf").read_bytes()
            count, header, length = struct.unpack_from("<IHH", data, 4)
            widths = [(data[at + 11:at + 12], data[at + 16]) for at in range(32, header - 1, 32)]
            self.assertEqual(length, 1 + sum(width for _, width in widths))
            for number in range(count):
                at = header + number * length + 1
                for kind, width in widths:
                    text = data[at:at + width].decode(encoding)
                    self.assertNotIn("\0", text)
                    if kind == b"N" and text.strip():
                        float(text)
                    at += width

    def test_fields_are_those_of_the_table(self):
        for path, layer in self.each():
            definition = layer.GetLayerDefn()
            fields = [definition.GetFieldDefn(at) for at in range(definition.GetFieldCount())]
            written = [row for row in self.fields[path.name] if row[0] != NONE]
            self.assertEqual([field.GetName() for field in fields], [row[0] for row in written])
            self.assertEqual(len({row[0].lower() for row in written}), len(written))
            for field, (short, _, heading, kind, cut, replaced) in zip(fields, written):
                self.assertLessEqual(len(short.encode()), 10)
                self.assertTrue(heading)
                precision = f",{field.GetPrecision()}" if field.GetPrecision() else ""
                self.assertEqual(kind[1:], f"({field.GetWidth()}{precision})")
                is_text = field.GetType() == ogr.OFTString
                self.assertEqual(kind[0] == "C", is_text)
                self.assertEqual([value == NONE for value in (cut, replaced)], [not is_text] * 2)
                if kind[0] == "N" and not precision:
                    self.assertIn(field.GetType(), (ogr.OFTInteger, ogr.OFTInteger64))

    def test_shapes_are_valid_and_wound_as_the_format_has_it(self):
        for path, layer in self.each():
            for feature in layer:
                shape = feature.GetGeometryRef()
                self.assertTrue(shape is None or shape.IsValid(), feature.GetFID())
            if layer.GetGeomType() == ogr.wkbPoint:
                continue
            for number, content in records(path):
                if struct.unpack_from("<i", content)[0] == 0:
                    continue
                area = 0
                for ring in raw_rings(content):
                    self.assertEqual(ring[0], ring[-1])
                    line = ogr.Geometry(ogr.wkbLinearRing)
                    for x, y in ring:
                        line.AddPoint_2D(x, y)
                    area -= signed_area(line)
                feature = layer.GetFeature(number - 1)
                read = feature.GetGeometryRef().GetArea()
                self.assertAlmostEqual(area, read, delta=1e-6 * max(1, read), msg=path.name)

    def test_features_are_those_of_the_geopackage(self):
        path = self.folder / "lifecircle.gpkg"
        if not path.exists():
            self.skipTest("no GeoPackage beside them")
        package = ogr.Open(str(path))
        for path, layer in self.each():
            other = package.GetLayerByName(path.stem)
            self.assertIsNotNone(other)
            self.assertEqual(layer.GetFeatureCount(), other.GetFeatureCount())
            for feature, expected in zip(layer, other):
                self.same_values(path, feature, expected)
                shapes = feature.GetGeometryRef(), expected.GetGeometryRef()
                if None in shapes:
                    self.assertEqual(shapes, (None, None))
                    continue
                self.assertEqual(shapes[0].GetEnvelope(), shapes[1].GetEnvelope())
                if layer.GetGeomType() != ogr.wkbPoint:
                    areas = [shape.Area() for shape in shapes]
                    self.assertAlmostEqual(*areas, delta=1e-6 * max(1, areas[1]))

    def test_features_are_those_of_the_geojson(self):
        pairs = [(path, path.with_suffix(".geojson")) for path in self.files]
        pairs = [(path, other) for path, other in pairs if other.exists()]
        if not pairs:
            self.skipTest("no GeoJSON beside them")
        for path, other in pairs:
            with self.subTest(path.name):
                files = ogr.Open(str(path)), ogr.Open(str(other))
                layers = [file.GetLayer() for file in files]
                self.assertEqual(*(layer.GetFeatureCount() for layer in layers))
                for feature, expected in zip(*layers):
                    self.same_values(path, feature, expected)

    def test_facilities_are_those_of_the_csv(self):
        table, path = self.folder / "facilities.csv", self.folder / "facilities.shp"
        if not (table.exists() and path.exists()):
            self.skipTest("no facilities.csv beside them")
        source = ogr.Open(str(path))
        layer, rows = source.GetLayer(), read_csv(table)[1:]
        self.assertEqual(layer.GetFeatureCount(), len(rows))
        _, _, heading, _, *lost = next(row for row in self.fields[path.name] if row[1] == "name")
        if lost == ["0", "0"]:
            at = read_csv(table)[0].index(heading)
            names = [(feature.GetField("name") or NONE).lstrip("'") for feature in layer]
            self.assertEqual(names, [row[at].strip().lstrip("'") for row in rows])

    def same_values(self, path, feature, expected):
        encoding, _ = CODE_PAGES[path.with_suffix(".cpg").read_text(encoding="ascii")]
        for short, full, _, kind, cut, replaced in self.fields[path.name]:
            if short == NONE:
                continue
            found, other = feature.GetField(short), expected.GetField(full)
            if kind[0] == "N":
                self.assertEqual(found, None if other is None else float(other), (short, full))
            elif cut == "0" and replaced == "0":
                self.assertEqual(found, (other or "").strip() or None, (short, full))
            else:
                # What was cut or replaced is told by the table: as far as both go, they begin the same. GDAL itself ends
                # a text of the other files at a NUL, which is a space here.
                self.assertLessEqual(len((found or "").encode(encoding)), LONGEST_TEXT)
                begin, other = (found or "").split("〓")[0], (other or "").strip()
                self.assertTrue(other.startswith(begin) or begin.startswith(other), (short, full))


class HostileShapefiles(Shapefiles):
    variable = "LIFECIRCLE_HOSTILE"


if __name__ == "__main__":
    unittest.main()
