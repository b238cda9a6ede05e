"""The one-file page in a real browser: what it shows is held against the other files of the same result.

    LIFECIRCLE_RESULT=FOLDER [LIFECIRCLE_HOSTILE=FOLDER] python3 -m unittest tests/documents/page.py

FOLDER is a result of `analyze` with report.html, report.json and the CSV files; the hostile one was made from
names that try to be markup. Needs Debian's python3-selenium, chromium and chromium-driver.
"""

import csv
import json
import os
import pathlib
import sys
import unittest

from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from browser import DESK, PHONE, Page, open_browser  # noqa: E402

NONE = "—"


def folder_of(variable):
    given = os.environ.get(variable)
    return pathlib.Path(given) if given else None


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def inner_point(shape):
    """A point inside a shape of the page, in units: the middle of the widest row of its first ring and holes."""
    rings = []
    for polygon in shape:
        for ring in polygon:
            x = y = 0
            points = []
            for dx, dy in zip(ring[::2], ring[1::2]):
                x, y = x + dx, y + dy
                points.append((x, y))
            rings.append(points)
    ys = [y for ring in rings for _, y in ring]
    best = (-1, 0, 0)
    for step in range(1, 20):
        row = min(ys) + (max(ys) - min(ys)) * step / 20 + 0.01
        crossings = sorted(
            x1 + (row - y1) * (x2 - x1) / (y2 - y1)
            for ring in rings
            for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1])
            if (y1 > row) != (y2 > row)
        )
        for left, right in zip(crossings[::2], crossings[1::2]):
            best = max(best, (right - left, (left + right) / 2, row))
    return best[1:]


def unique(names, taken):
    """The first name that stands once and begins no other name, with its index."""
    for i, name in enumerate(names):
        if name and sum(other.startswith(name) for other in taken if other) == 1:
            return i, name
    raise AssertionError("no name of the data is unique")


class Browsing(unittest.TestCase):
    """One browser for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.driver = open_browser()
        cls.addClassCleanup(cls.driver.quit)


class SamplePage(Browsing):
    @classmethod
    def setUpClass(cls):
        cls.folder = folder_of("LIFECIRCLE_RESULT")
        if cls.folder is None:
            raise RuntimeError("set LIFECIRCLE_RESULT to the folder of a result")
        cls.report = json.loads((cls.folder / "report.json").read_text(encoding="utf-8"))
        super().setUpClass()

    def open(self, size=DESK, scheme="light"):
        page = Page(self.driver, self.folder, size, scheme)
        self.addCleanup(lambda: self.assertEqual(page.complaints(), []))
        return page

    def assert_agrees(self, shown, row, least):
        """Every figure that is shown under a heading of the row is the row's; at least `least` of them are."""
        common = [heading for heading in shown if heading in row]
        self.assertGreaterEqual(len(common), least, f"{list(shown)} beside {list(row)}")
        self.assertEqual({h: shown[h] for h in common}, {h: row[h] for h in common})

    def names(self, page):
        return page.data["map"]["townships"]["names"], page.data["map"]["services"][0]["facilities"]["names"], page.data["map"]["land"]["names"]

    def test_opens_without_network_or_complaint(self):
        page = self.open()
        self.assertEqual(page.requests(), [])

    def test_a_click_on_a_township_shows_its_row_of_the_csv(self):
        page = self.open()
        townships = page.data["map"]["townships"]
        self.assertEqual(townships["names"], [one["name"] for one in self.report["services"][0]["townships"]])
        rows = read_csv(self.folder / "townships.csv")
        for layer in ("land", "uncovered", "facilities"):
            for box in page.all(f"#controls input[value={layer}]"):
                box.click()
        page.run("document.getElementById('map').scrollIntoView({ block: 'center' })")
        unit = page.data["map"]["unit_m"]
        for i in (0, len(townships["names"]) - 1):
            x, y = inner_point(townships["shapes"][i])
            east, north, scale = map(float, page.one("#map").get_attribute("data-view").split())
            right, down = (x * unit - east) * scale, (north - y * unit) * scale
            ActionChains(self.driver).move_to_element_with_offset(page.one("#map"), round(right), round(down)).click().perform()
            name, shown = page.figures()
            self.assertEqual(name, townships["names"][i])
            row = next(row for row in rows if name in row.values())
            self.assert_agrees(shown, row, 5)

    def test_a_search_finds_a_facility_and_a_parcel_with_their_figures(self):
        page = self.open()
        townships, facilities, land = self.names(page)
        everything = [*townships, *facilities, *land]
        service = page.data["map"]["services"][0]
        for names, source, file, column in (
            (facilities, service["facilities"], "facilities.csv", 2),
            (land, service["parcels"], "uncovered.csv", 2),
        ):
            rows = read_csv(self.folder / file)
            listed = {list(row.values())[column] for row in rows}
            i, name = unique([one if one in listed else None for one in names], everything)
            found, shown = page.search(name)
            self.assertEqual(found, name)
            given = [NONE if cell is None else cell[1] if isinstance(cell, list) else cell for cell in source["rows"][i]]
            self.assertEqual(shown, dict(zip([c["heading"] for c in source["columns"]], given)))
            row = next(row for row in rows if list(row.values())[column] == name)
            self.assert_agrees(shown, row, 1)

    def sortable(self, page):
        """Every column of different numbers: its table, its index, the table's totals."""
        found = [
            (table["id"], i, table["totals"])
            for table in page.data["services"][0]["tables"]
            for i, column in enumerate(table["columns"])
            if column["kind"] == "number" and len({row[i] for row in table["rows"]}) > 3
        ]
        self.assertTrue(found, "no table has numbers to sort")
        return found

    def column(self, page, table, i):
        return page.texts(f"#table-{table} tbody tr > td:nth-child({i + 1})")

    def test_a_table_sorts_by_numbers_and_keeps_its_totals_below(self):
        page = self.open()
        columns = self.sortable(page)
        table, i, _ = columns[0]
        given = self.column(page, table, i)
        page.run("arguments[0].focus()", page.all(f"#table-{table} thead button")[i])
        press = self.driver.switch_to.active_element.send_keys
        for direction in ("ascending", "descending"):
            press(Keys.ENTER)
            self.assertEqual(page.all(f"#table-{table} th")[i].get_attribute("aria-sort"), direction)
            numbers = [float(text) for text in self.column(page, table, i) if text != NONE]
            self.assertEqual(numbers, sorted(numbers, reverse=direction == "descending"))
        press(Keys.ENTER)
        self.assertEqual(self.column(page, table, i), given)
        for table, i, totals in columns:
            page.run("document.querySelectorAll(arguments[0])[arguments[1]].click()", f"#table-{table} thead button", i)
            numbers = [float(text) for text in self.column(page, table, i) if text != NONE]
            self.assertEqual(numbers, sorted(numbers), f"{table}, column {i}")
            self.assertEqual(len(page.all(f"#table-{table} tfoot tr")), totals)

    def test_a_table_filters_and_its_row_moves_the_map(self):
        page = self.open()
        name = page.data["map"]["townships"]["names"][-1]
        before = page.one("#map").get_attribute("data-view")
        page.one("#filter-townships").send_keys(name)
        rows = page.texts("#table-townships tbody tr")
        self.assertEqual(len(rows), 1)
        self.assertIn(name, rows[0])
        page.one("#table-townships tbody button.link").click()
        self.assertEqual(page.figures()[0], name)
        self.assertNotEqual(page.one("#map").get_attribute("data-view"), before)

    def test_another_circle_changes_map_and_legend(self):
        page = self.open()
        circles = page.data["map"]["services"][0]["circles"]
        self.assertGreater(len(circles), 1, "the result has only one circle")
        for layer in ("fill", "area"):  # What is left to change is the land that the circle leaves out.
            for box in page.all(f"#controls input[value={layer}]"):
                box.click()
        picture, legend = page.picture(), page.texts("#legend")[0]
        self.assertIn(circles[0]["label"], legend)
        page.all("#controls input[name=circle]")[1].find_element("xpath", "..").click()
        self.assertIn(circles[1]["label"], page.texts("#legend")[0])
        self.assertNotEqual(page.picture(), picture)

    def test_the_keyboard_alone_finds_and_clears(self):
        page = self.open()
        press = lambda *keys: ActionChains(self.driver).send_keys(*keys).perform()  # noqa: E731
        press(Keys.TAB)
        self.assertEqual(page.run("return document.activeElement.className"), "skip")
        press(Keys.ENTER)
        press(Keys.TAB)
        self.assertEqual(page.run("return document.activeElement.id"), "search-box")
        name = page.data["map"]["townships"]["names"][0]
        press(name, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
        self.assertEqual(page.figures()[0], name)
        self.assertEqual(page.run("return document.activeElement.id"), "details")
        press(Keys.ESCAPE)
        self.assertEqual(page.all("#details-title"), [])
        page.run("document.getElementById('map').focus()")
        before = page.one("#map").get_attribute("data-view")
        press(Keys.ARROW_RIGHT)
        page.wait(f"return document.getElementById('map').dataset.view !== {json.dumps(before)}", "an arrow key does not move the map")

    def test_a_phone_needs_no_sideways_scroll(self):
        page = self.open(PHONE)
        self.assertLessEqual(page.run("return document.documentElement.scrollWidth"), PHONE[0])
        top = page.run("return [...document.querySelectorAll('.map-box, .panel')].map((n) => n.getBoundingClientRect().top)")
        self.assertLess(top[0], top[1])

    def test_dark_is_dark(self):
        seen = {}
        for scheme in ("light", "dark"):
            page = self.open(DESK, scheme)
            seen[scheme] = (page.run("return getComputedStyle(document.body).backgroundColor"), page.picture())
        self.assertNotEqual(seen["light"][0], seen["dark"][0])
        self.assertNotEqual(seen["light"][1], seen["dark"][1])

    def test_printing_leaves_the_page_as_it_was(self):
        page = self.open()
        view = lambda: list(map(float, page.one("#map").get_attribute("data-view").split()))  # noqa: E731
        before = view()
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        self.assertGreater(len(printed["data"]), 10_000)
        page.wait("return document.querySelector('.on-paper, .paper-part') === null", "the page stays as printed")
        self.assertEqual(view()[2], before[2])
        for there, here in zip(before[:2], view()[:2]):
            self.assertAlmostEqual(there * before[2], here * before[2], delta=1)  # Leaflet stands on whole pixels.


class HostilePage(Browsing):
    """Names that try to be markup, formulas or direction marks stay what they are: text."""

    @classmethod
    def setUpClass(cls):
        cls.folder = folder_of("LIFECIRCLE_HOSTILE")
        if cls.folder is None:
            raise unittest.SkipTest("LIFECIRCLE_HOSTILE is not set")
        super().setUpClass()

    def test_hostile_names_stay_text(self):
        page = Page(self.driver, self.folder)
        names = [name for name in page.data["map"]["townships"]["names"] + page.data["map"]["services"][0]["facilities"]["names"] if name]
        self.assertTrue(any("<script" in name for name in names), "the result has no hostile name")
        shown = set(page.texts("bdi"))
        self.assertEqual([name for name in names if name not in shown], [])
        for kind, index in (("township", 0), ("facility", 0)):
            name = (page.data["map"]["townships"] if kind == "township" else page.data["map"]["services"][0]["facilities"])["names"][index]
            page.search(" ".join(name.split()))
            self.assertIn(page.figures()[0], names)
        with self.assertRaises(NoAlertPresentException):
            _ = self.driver.switch_to.alert.text
        self.assertEqual(len(page.all("script")), 2)
        self.assertEqual(page.all("img, iframe, object, embed"), [])
        self.assertEqual(page.complaints(), [])
        self.assertEqual(page.requests(), [])


if __name__ == "__main__":
    unittest.main()
