"""What an OpenDocument template would run, or fetch from elsewhere, when a reader opens what we make of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lxml import etree

from reciproque.office.opendocument.package import NAMESPACES

_TEXT = NAMESPACES["text"]
_HREF = f"{{{NAMESPACES['xlink']}}}href"
CLICKED = re.compile(r"(?:https?://|mailto:|#|$)", re.I)
"""Where a link that a reader clicks may lead."""
RUNNING = {
    "event-listener",
    "script",
    "dde-source",
    "dde-connection-decl",
    "database-display",
    "applet",
    "plugin",
}
MACRO_FOLDERS = ("Basic/", "Scripts/", "Dialogs/")
MACROS = "Ce modèle contient des macros\u00a0: retirez-les."
ELSEWHERE = (
    "Ce modèle contient un objet incorporé, ou va chercher une image ailleurs\u00a0: insérez l’image dans le "
    "document plutôt que de la lier."
)
STRANGE = (
    "Ce modèle contient une déclaration que LibreOffice n’écrit pas\u00a0: enregistrez-le depuis LibreOffice."
)


def foreign_in(names: Collection[str], roots: Mapping[str, Any]) -> list[str]:
    """A sentence for each kind of thing that has no place in a template. `names`: all that the file holds."""
    faults = []
    if any(name.startswith(MACRO_FOLDERS) for name in names) or any(_runs(one) for one in _all(roots)):
        faults.append(MACROS)
    if any(name.startswith("Object ") for name in names) or any(_fetches(one, names) for one in _all(roots)):
        faults.append(ELSEWHERE)
    odd = len(set(names)) < len(names) or any(_leads_out(name) for name in names)
    if odd or any(root.getroottree().docinfo.doctype for root in roots.values()):
        faults.append(STRANGE)
    return faults


def _all(roots: Mapping[str, Any]) -> Iterator[Any]:
    for root in roots.values():
        yield from root.iter("{*}*")


def _runs(element: Any) -> bool:
    return etree.QName(element).localname in RUNNING


def _fetches(element: Any, names: Collection[str]) -> bool:
    """Whether something points out of the file; a link that is clicked may, to a page or an address."""
    said = element.get(_HREF, "").strip()
    if element.tag == f"{{{_TEXT}}}a":
        return CLICKED.match(said) is None
    return bool(said) and not said.startswith("#") and said.removeprefix("./") not in names


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")
