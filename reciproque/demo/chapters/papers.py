"""Chapter 6: the papers of the contract wear the colours of the team, after a first template that was refused."""

import io
from contextlib import suppress
from typing import Any

import docx
from django.core.files.base import ContentFile
from django.utils import timezone
from docx.shared import RGBColor

from reciproque.core.refusals import Refused
from reciproque.demo.chapters.stage import Stage, on
from reciproque.office.choices import Format
from reciproque.overview.actions import add_template, ask_paper, set_letterhead
from reciproque.overview.choices import What
from reciproque.overview.exports.making import starting_template

HOUSE = "Port-Lambert Métropole"
SERVICE = "Direction de la cohésion sociale et de la politique de la ville"
COLOUR = "1d5c63"


def tell(stage: Stage) -> None:
    contract, team = stage.contracts["2024"], stage.team
    with suppress(Refused):  # it lacks « {contenu} »: the team starts again from the document of the house
        bring(contract, "modele-essai.docx", docx_without_content(), by=team, day="2026-02-02")
    bring(contract, "modele-protocole.docx", dressed(), by=team, day="2026-02-02")
    bring(contract, "modele-protocole-v2.docx", dressed(SERVICE), by=team, day="2026-02-09")
    set_letterhead(
        contract, seen=None, colour=f"#{COLOUR}", header=HOUSE, footer=SERVICE, by=team, at=on("2026-02-09")
    )
    ask_paper(
        contract,
        what=What.PROTOCOL,
        form=Format.ODT,
        text=None,
        tree=None,
        name="protocole-a-signer.odt",
        by=team,
        at=timezone.now(),  # papers are kept for a month
    )


def bring(contract: Any, name: str, data: bytes, *, by: Any, day: str) -> Any:
    upload = ContentFile(data, name=name)
    return add_template(contract, what=What.PROTOCOL, form=Format.DOCX, upload=upload, by=by, at=on(day))


def docx_without_content() -> bytes:
    document = docx.Document()
    document.add_heading("{titre}", 0)
    return _saved(document)


def dressed(service: str = "") -> bytes:
    """The starting document of the house with the name of the métropole above, its service below, its colour."""
    document = docx.Document(io.BytesIO(starting_template(Format.DOCX)))
    document.sections[0].header.paragraphs[0].add_run(HOUSE).bold = True
    if service:
        document.sections[0].footer.add_paragraph(service)
    for name in ("Title", "Heading 1", "Heading 2"):
        style: Any = document.styles[name]
        style.font.color.rgb = RGBColor.from_string(COLOUR.upper())
    return _saved(document)


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
