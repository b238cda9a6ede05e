#!/usr/bin/python3
"""Opens lifecircle.gpkg in QGIS without a screen, checks every style, and draws each theme with its legend.

usage: qgis_render.py LIFECIRCLE_GPKG FOLDER [XMIN,YMIN,XMAX,YMAX]

Needs QGIS 3 with its Python (Debian: qgis, python3-qgis). Not part of `make test-documents`: QGIS is large. Exits
with 1 and says what is wrong when a layer does not open drawn or a style does not load.
"""
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsExpression,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont  # noqa: E402
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402

faults = []


def check(is_so, what):
    if not is_so:
        faults.append(what)


def opened(path, table):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    check(layer.isValid(), f"{table}: does not open")
    return layer


def check_styles(path, table, styles):
    """Every style of a layer loads, and draws every feature that it does not mean to leave out."""
    layer = opened(path, table)
    check(layer.crs().isValid(), f"{table}: no coordinate system")
    check(bool(layer.metadata().title()), f"{table}: no title")
    renderer = layer.renderer()
    check(renderer is not None and renderer.type() == "RuleRenderer", f"{table}: opens undrawn")
    for name in layer.fields().names():
        if name != "fid":
            index = layer.fields().indexOf(name)
            check(layer.attributeAlias(index) not in ("", name), f"{table}.{name}: no heading")
    for name, qml, sld in styles:
        document = QDomDocument()
        is_read, message, line, column = document.setContent(qml)
        check(is_read, f"{table}, {name}: QML line {line}: {message}")
        is_loaded, message = layer.importNamedStyle(document)
        check(is_loaded, f"{table}, {name}: {message}")
        rules = layer.renderer().rootRule().children()
        check(len(rules) > 0, f"{table}, {name}: no rules")
        for rule in rules:
            check(rule.symbol() is not None, f"{table}, {name}, {rule.label()}: no symbol")
            check(rule.filter() is None or not rule.filter().hasParserError(), f"{table}: {rule.filterExpression()}")
        drawn = [rule for rule in rules if rule.active()]
        unfiltered = 0
        for feature in layer.getFeatures():
            context = layer.createExpressionContext()
            context.setFeature(feature)
            unfiltered += not any(rule.filter().evaluate(context) for rule in drawn if rule.filter())
        if not table.startswith("uncovered"):
            check(unfiltered == 0, f"{table}, {name}: {unfiltered} features are not drawn")
        if layer.labelsEnabled():
            settings = layer.labeling().settings()
            expression = QgsExpression(settings.fieldName)
            check(not expression.hasParserError(), f"{table}, {name}: {expression.parserErrorString()}")
        with tempfile.NamedTemporaryFile("w", suffix=".sld", encoding="utf-8") as file:
            file.write(sld)
            file.flush()
            other = opened(path, table)
            message, is_loaded = other.loadSldStyle(file.name)
            check(is_loaded, f"{table}, {name}: SLD: {message}")
            check(other.renderer() is not None, f"{table}, {name}: SLD draws nothing")


def draw(title, layers, extent, to):
    """A layout of A4 landscape: title, map and legend."""
    project = QgsProject.instance()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    heading = QgsLayoutItemLabel(layout)
    heading.setText(title)
    heading.setFont(QFont("Noto Sans CJK SC", 16))
    heading.attemptMove(QgsLayoutPoint(10, 6))
    heading.attemptResize(QgsLayoutSize(270, 10))
    layout.addLayoutItem(heading)
    sheet = QgsLayoutItemMap(layout)
    layout.addLayoutItem(sheet)
    sheet.attemptMove(QgsLayoutPoint(8, 18))
    sheet.attemptResize(QgsLayoutSize(210, 185))
    sheet.setCrs(layers[0].crs())
    sheet.setLayers(layers)
    sheet.setKeepLayerSet(True)
    # The shape of the sheet, so that it keeps its size.
    height = max(extent.height(), extent.width() * 185 / 210)
    sheet.setExtent(QgsRectangle.fromCenterAndSize(extent.center(), height * 210 / 185, height))
    sheet.setFrameEnabled(True)
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in layers:
        root.addLayer(layer)
    legend.setLinkedMap(sheet)
    legend.attemptMove(QgsLayoutPoint(221, 18))
    layout.addLayoutItem(legend)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 130
    result = QgsLayoutExporter(layout).exportToImage(str(to), settings)
    check(result == QgsLayoutExporter.Success, f"{to}: not drawn")


def main(path, folder, close_up):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        tables = [row[0] for row in database.execute("SELECT table_name FROM gpkg_geometry_columns")]
        styles = {
            table: database.execute(
                "SELECT styleName, styleQML, styleSLD FROM layer_styles WHERE f_table_name = ? ORDER BY id", [table]
            ).fetchall()
            for table in tables
        }
    for table in tables:
        check(len(styles[table]) > 0, f"{table}: no style")
        check_styles(path, table, styles[table])

    def layer(table, style=0, sld=False):
        one = opened(path, table)
        name, qml, sld_text = styles[table][style]
        if sld:
            with tempfile.NamedTemporaryFile("w", suffix=".sld", encoding="utf-8") as file:
                file.write(sld_text)
                file.flush()
                one.loadSldStyle(file.name)
        elif style > 0:
            document = QDomDocument()
            document.setContent(qml)
            one.importNamedStyle(document)
        one.setName(one.metadata().title() + "\n" + name)
        QgsProject.instance().addMapLayer(one)
        return one

    townships = layer("townships") if "townships" in tables else layer("parcels")
    county = townships.extent()
    county.scale(1.04)
    facilities = layer("facilities")
    if close_up is None:
        # Where most facilities are.
        places = [feature.geometry().asPoint() for feature in facilities.getFeatures()]
        x, y = (sorted(values)[len(places) // 2] for values in zip(*((at.x(), at.y()) for at in places)))
        close_up = QgsRectangle(x - 3000, y - 2500, x + 3000, y + 2500)
    draw("facilities", [facilities, townships], county, folder / "facilities.png")
    for at in range(len(styles.get("townships", []))):
        draw(f"townships {at}", [layer("townships", at)], county, folder / f"townships-{at}.png")
    for table in tables:
        if table.startswith("plan_gaps"):
            draw(table, [layer(table)], county, folder / f"{table}.png")
    land = [layer("service_areas"), layer("uncovered"), layer("parcels")]
    draw("coverage", [facilities, *land], close_up, folder / "coverage.png")
    draw("uncovered", [land[1], townships], county, folder / "uncovered.png")
    draw("parcels, grey", [layer("parcels", 1)], close_up, folder / "parcels-grey.png")
    for table in tables:
        is_land = table.startswith(("parcels", "uncovered", "service", "facilities"))
        draw(f"{table}, SLD", [layer(table, sld=True)], close_up if is_land else county, folder / f"sld-{table}.png")

    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(tables)} layers, {sum(map(len, styles.values()))} styles, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    application = QgsApplication([], False)
    application.initQgis()
    box = QgsRectangle(*map(float, sys.argv[3].split(","))) if len(sys.argv) == 4 else None
    status = main(sys.argv[1], sys.argv[2], box)
    sys.stdout.flush()
    # QGIS may fall over while it goes down: the pictures are made.
    os._exit(status)
