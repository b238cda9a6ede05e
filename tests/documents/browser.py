"""A headless Chromium for the page's tests: how it is opened, what it complains of, what it asks the network for."""

import json
import shutil
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)
DESK = (1440, 900)
PHONE = (390, 844)
READY = "return document.documentElement.dataset.ready === 'true'"


def open_browser():
    """Debian's Chromium with its driver (looked up, so that selenium downloads none) and an empty profile."""
    found = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        raise RuntimeError(f"not installed: {', '.join(missing)}")
    options = webdriver.ChromeOptions()
    options.binary_location = found["chromium"]
    for argument in QUIET:
        options.add_argument(argument)
    profile = tempfile.TemporaryDirectory(prefix="lifecircle-page-", ignore_cleanup_errors=True)
    options.add_argument(f"--user-data-dir={profile.name}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(found["chromedriver"]))
    driver.profile = profile
    return driver


class Page:
    """The page of a result, opened at a size and in a colour scheme."""

    def __init__(self, driver, folder, size=DESK, scheme="light"):
        self.driver = driver
        width, height = size
        mobile = width < 500
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile,
        })
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme},
                         {"name": "prefers-reduced-motion", "value": "reduce"}],
        })
        driver.get_log("browser"), driver.get_log("performance")
        start = time.monotonic()
        driver.get((folder / "report.html").resolve().as_uri())
        self.wait(READY, "the page is not ready")
        self.seconds = time.monotonic() - start
        self.data = json.loads(self.run("return document.getElementById('data').textContent"))

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, script, complaint, seconds=60):
        """Waits until the script returns something true, and gives it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.run(script)
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(complaint)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        """Texts as they stand in the document, whether in sight or not."""
        return self.run("return [...document.querySelectorAll(arguments[0])].map((n) => n.textContent)", selector)

    def picture(self):
        """What the map shows, as the bytes of its canvas."""
        return self.run("return document.querySelector('#map canvas').toDataURL()")

    def figures(self):
        """The name of what is chosen, and its figures by heading."""
        self.wait("return document.querySelector('#details-title') !== null", "nothing is chosen")
        return self.texts("#details-title")[0], dict(zip(self.texts("#details dt"), self.texts("#details dd")))

    def search(self, name):
        """Searches by the keyboard and takes the first suggestion."""
        box = self.one("#search-box")
        box.clear()
        box.send_keys(name)
        self.wait("return !document.getElementById('suggestions').hidden", "no suggestions are shown")
        box.send_keys(Keys.ENTER)
        return self.figures()

    def complaints(self):
        """Console messages above information."""
        return [entry for entry in self.driver.get_log("browser") if entry["level"] in ("WARNING", "SEVERE")]

    def requests(self):
        """Addresses that were asked for, other than files and data in the page."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        addresses = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        assert any(address.startswith("file:") for address in addresses), "the log holds not even the page itself"
        return [address for address in addresses if not address.startswith(("file:", "data:"))]
