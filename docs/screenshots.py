"""The pictures of the user's guide, made anew: `python -m docs.screenshots`, or only those that are named.

Serves the demo city from a temporary folder, walks to one page per chapter in Chromium, and writes `docs/images/`.
"""

import io
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 1180, 760
CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PATIENCE = 300  # seconds, for the demo city to be told
NOW, BEFORE = "Contrat de ville « Engagements Quartiers 2030 »", "2015-2022"
TEAM, LEAD = "Cheffe de projet", "Pilote d’objectif"


@dataclass(frozen=True)
class Picture:
    """One picture: who looks, how that person gets there, how tall and wide it is."""

    name: str
    who: str
    walk: Callable[[Page], None]
    height: int = HEIGHT
    width: int = WIDTH


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    wanted = set(sys.argv[1:])
    pictures = [one for one in PICTURES if not wanted or one.name in wanted]
    for old in IMAGES.glob("*.png"):
        if not wanted or old.stem in wanted:
            old.unlink()
    with _demo_city() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(),
            args=["--no-sandbox", "--lang=fr-FR"],
            env={**os.environ, "LANGUAGE": "fr", "LANG": "fr_FR.UTF-8"},
        )
        for picture in pictures:
            _take(browser, address, picture)
        browser.close()
    total = sum(path.stat().st_size for path in IMAGES.glob("*.png"))
    sys.stdout.write(
        f"{len(pictures)} images faites ; en tout {total // 1024} ko, dans {IMAGES.relative_to(ROOT)}/\n"
    )


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or sys.exit("Aucun Chromium : installez le paquet chromium, ou nommez-le par CHROMIUM=…")


@contextmanager
def _demo_city() -> Iterator[str]:
    """A server of its own, with a fresh demo city; gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="reciproque-images-") as folder:
        command = [sys.executable, "-m", "reciproque.config.serving", "--port", str(port)]
        environment = {
            **os.environ,
            "RECIPROQUE_DATA": folder,
            "RECIPROQUE_DATABASE": f"sqlite://{folder}/ville.sqlite3",
            "DJANGO_SETTINGS_MODULE": "reciproque.config.settings.dev",
        }
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port, server)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("La ville de démonstration ne démarre pas : essayez ./run pour voir pourquoi.")


def _take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(
        base_url=address,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="light",
        reduced_motion="reduce",
        viewport={"width": picture.width, "height": picture.height},
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    _sign_in(page, picture.who)
    picture.walk(page)
    page.wait_for_load_state("networkidle")
    path = IMAGES / f"{picture.name}.png"
    path.write_bytes(repacked(in_few_colours(page.screenshot(animations="disabled", caret="hide"))))
    context.close()


def in_few_colours(png: bytes) -> bytes:
    """The same picture in a palette of 256 colours: pages have few, their letters some shades of them."""
    made = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(made, "PNG")
    return made.getvalue()


def repacked(png: bytes) -> bytes:
    """The same picture, its data packed as tightly as zlib can; browsers pack in haste."""
    chunks, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += length + 12
    data = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    kept = [chunk for chunk in chunks if chunk[0] in {b"IHDR", b"PLTE", b"tRNS"}]
    whole = [*kept, (b"IDAT", zlib.compress(data, 9)), (b"IEND", b"")]
    return png[:8] + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in whole
    )


def _sign_in(page: Page, who: str) -> None:
    page.goto("/connexion/")
    page.get_by_role("button", name=f"Entrer comme {who}", exact=True).click()


def _contract(page: Page, named: str = NOW) -> None:
    page.goto("/")
    page.locator("main").get_by_role("link", name=named).first.click()


def _rubric(page: Page, label: str, named: str = NOW) -> None:
    """A page of a contract, by its link at the side."""
    _contract(page, named)
    page.locator("aside.rail").get_by_role("link", name=label).first.click()


def _follow(page: Page, *labels: str) -> None:
    for label in labels:
        page.locator("main").get_by_role("link", name=label).first.click()


def _at(page: Page, heading: str) -> None:
    """Scroll so that this heading stands at the top, under the bar."""
    place = page.locator("main").get_by_role("heading", name=heading).first
    place.evaluate("place => window.scrollTo(0, place.getBoundingClientRect().top + window.scrollY - 80)")


def _account(page: Page) -> None:
    page.goto("/mon-compte/")
    _at(page, "Mot de passe")


def _bring(page: Page) -> None:
    _rubric(page, "Documents")
    _follow(page, "Déposer un document")


def _review(page: Page) -> None:
    _rubric(page, "Documents")
    _follow(page, "avenant-2026.pdf")


def _accept(page: Page) -> None:
    _review(page)
    _follow(page, "Passer à l’acceptation")


def _to_settle(page: Page) -> None:
    _review(page)
    _follow(page, "Contradictions et annexes")


def _changes(page: Page) -> None:
    """The page for the steering committee, where a sentence was reworded."""
    _rubric(page, "Textes", BEFORE)
    _follow(page, "Protocole d", "Ce que ce texte change")
    page.locator("main table del").first.evaluate(
        "word => window.scrollBy(0, word.getBoundingClientRect().top - 300)"
    )


def _ties(page: Page) -> None:
    _rubric(page, "Repères")
    _follow(page, "Le Grand Large")
    page.locator("main table").evaluate(
        "table => window.scrollBy(0, table.getBoundingClientRect().top - 160)"
    )


def _question(page: Page) -> None:
    page.goto("/")
    _follow(page, "Poser une question", "non-recours aux droits")


def _refused(page: Page) -> None:
    _rubric(page, "Documents")
    _follow(page, "affiche-scannee.docx")


def _text(page: Page) -> None:
    _rubric(page, "Textes")
    page.locator("main").get_by_role("link", name=NOW).last.click()  # the first is the way back


def _node(page: Page, title: str = "Ouvrir un centre de santé") -> None:
    _rubric(page, "Cadre stratégique")
    _follow(page, title)


def _moving(page: Page) -> None:
    _node(page)
    page.get_by_role("link", name="Déplacer").scroll_into_view_if_needed()


def _tree(page: Page) -> None:
    _rubric(page, "Cadre stratégique", BEFORE)
    _at(page, "Contrat de ville de Port-Lambert")


def _indicator(page: Page) -> None:
    _rubric(page, "Indicateurs", BEFORE)
    _follow(page, "Nombre d'enfants repérés")


def _invite(page: Page) -> None:
    _rubric(page, "Équipe et accès")
    _follow(page, "Inviter une personne")


def _led(page: Page) -> None:
    page.goto("/")
    page.locator("main a").first.click()


def _exporting(page: Page) -> None:
    _rubric(page, "Engagements", BEFORE)
    page.locator("main summary", has_text="Exporter").first.click()


def _two_at_once(page: Page) -> None:
    """Somebody else saves a body while its form stands open."""
    _rubric(page, "Instances")
    page.locator("main table").get_by_role("link", name="Comité technique").click()
    _follow(page, "Modifier")
    other = page.context.new_page()
    other.goto(page.url)
    for one, meetings in ((other, "6"), (page, "5")):
        one.get_by_label("Réunions par an").fill(meetings)
        one.locator("main").get_by_role("button", name="Enregistrer").click()


def _follow_up(page: Page) -> None:
    _rubric(page, "Indicateurs")


def _annual(page: Page) -> None:
    _rubric(page, "Rapports annuels")
    _follow(page, "Rapport annuel 2025")


def _campaign(page: Page) -> None:
    _rubric(page, "Campagnes")
    _follow(page, "Évaluation annuelle 2025")


def _survey(page: Page) -> None:
    _rubric(page, "Enquêtes")
    _follow(page, "Questionnaire aux conseils citoyens 2026")


def _sheet(page: Page) -> None:
    """A sheet on a telephone, as a lead fills it in."""
    page.goto("/mes-fiches/")
    page.locator("main a").first.click()


PICTURES = [
    Picture("mon-compte", TEAM, _account),
    Picture("deposer", TEAM, _bring, 700),
    Picture("relire", TEAM, _review, 820),
    Picture("accepter", TEAM, _accept, 900),
    Picture("trancher", TEAM, _to_settle, 700),
    Picture("changements", TEAM, _changes, 700),
    Picture("reperes", TEAM, _ties, 700),
    Picture("question", TEAM, _question, 760),
    Picture("sortir", TEAM, lambda page: _rubric(page, "Exporter"), 560),
    Picture("contrat", TEAM, _contract, 900),
    Picture("texte", TEAM, _text, 820),
    Picture("cadre", TEAM, _tree, 900),
    Picture("objectif", TEAM, _moving),
    Picture("quartiers", TEAM, lambda page: _rubric(page, "Quartiers"), 1000),
    Picture("signataires", TEAM, lambda page: _rubric(page, "Signataires")),
    Picture("engagements", TEAM, lambda page: _rubric(page, "Engagements"), 700),
    Picture("instances", TEAM, lambda page: _rubric(page, "Instances", BEFORE), 820),
    Picture("indicateur", TEAM, _indicator, 640),
    Picture("suivre", TEAM, _follow_up, 900),
    Picture("campagne", TEAM, _campaign, 900),
    Picture("fiche", LEAD, _sheet, 900, 420),
    Picture("enquete", TEAM, _survey, 760),
    Picture("rapport-annuel", TEAM, _annual, 760),
    Picture("inviter", TEAM, _invite, 700),
    Picture("pilote", LEAD, _led, 700),
    Picture("exporter", TEAM, _exporting, 640),
    Picture("deux-personnes", TEAM, _two_at_once, 820),
    Picture("refus", TEAM, _refused, 620),
]

if __name__ == "__main__":
    main()
