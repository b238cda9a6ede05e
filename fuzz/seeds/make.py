#!/usr/bin/env python3
"""Makes the files to begin fuzzing with: three features of the sample in each format.

    /usr/bin/python3 make.py        (Debian's python3-gdal and python3-openpyxl)
"""

import json
import pathlib
import shutil
import tempfile
import zipfile

import openpyxl
from osgeo import gdal

gdal.UseExceptions()
HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "geodata" / "xinchang"


def few(layer, n=3):
    data = json.loads((SAMPLE / f"{layer}.geojson").read_text("utf-8"))
    data["features"] = sorted(data["features"], key=lambda f: len(json.dumps(f["geometry"])))[:n]
    return data


def put(target, name, content):
    folder = HERE / target
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


for target in HERE.iterdir():
    if target.is_dir():
        shutil.rmtree(target)
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for layer in ("facilities", "residential"):
        text = json.dumps(few(layer), ensure_ascii=False)
        source = folder / f"{layer}.geojson"
        source.write_text(text, "utf-8")
        put("geojson", f"{layer}.geojson", text)
        lines = "\n".join(json.dumps(feature, ensure_ascii=False) for feature in few(layer)["features"])
        put("geojson", f"{layer}.geojsonl", lines)

        def written(driver, extension, options=(), crs="EPSG:4326"):
            path = folder / f"{layer}.{extension}"
            gdal.VectorTranslate(
                str(path), str(source), format=driver, dstSRS=crs, layerCreationOptions=list(options)
            )
            return path

        shp = written("ESRI Shapefile", "shp", ["ENCODING=GBK"], "EPSG:4549")
        put("shapefile", f"{layer}.shp", shp.read_bytes())
        put("dbf", f"{layer}.dbf", shp.with_suffix(".dbf").read_bytes())
        with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for extension in (".shp", ".dbf", ".prj", ".cpg"):
                archive.write(shp.with_suffix(extension), f"{layer}{extension}")
        put("zip", f"{layer}.zip", (folder / "all.zip").read_bytes())
        put("crs", f"{layer}.prj", shp.with_suffix(".prj").read_bytes())
        put("flatgeobuf", f"{layer}.fgb", written("FlatGeobuf", "fgb").read_bytes())
        put("flatgeobuf", f"{layer}_plain.fgb", written("FlatGeobuf", "fgb", ["SPATIAL_INDEX=NO"]).read_bytes())
        put("geopackage", f"{layer}.gpkg", written("GPKG", "gpkg", ["SPATIAL_INDEX=NO"]).read_bytes())
        put("kml", f"{layer}.kml", written("KML", "kml").read_bytes())
        put("points", f"{layer}.csv", written("CSV", "csv", ["GEOMETRY=AS_WKT"]).read_bytes())
    book = openpyxl.Workbook()
    book.active.append(["设施台账"])
    book.active.merge_cells("A1:D1")
    book.active.append(["名称", "托位数", "经度", "纬度"])
    for feature in few("facilities")["features"]:
        properties = feature["properties"]
        book.active.append([properties["名称"], properties["托位数"], *feature["geometry"]["coordinates"]])
    book.save(folder / "book.xlsx")
    put("workbook", "facilities.xlsx", (folder / "book.xlsx").read_bytes())
rows = [["名称", "托位数", "经度", "纬度"], ["甲", "1,800", "120°54′00″E", "29.5"], ["合计", "3.5万", "", ""]]
text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
put("points", "degrees.csv", text)
put("points", "gbk.csv", text.encode("gbk", "replace"))
put("points", "utf16.csv", text.replace(",", "\t").encode("utf-16"))
put("table", "plan.csv", "\n".join((SAMPLE / "plan_2025.csv").read_text("utf-8-sig").splitlines()[:5]))
put("crs", "code.txt", "EPSG:4549")
put("crs", "proj.txt", "+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +ellps=GRS80 +units=m +no_defs")
