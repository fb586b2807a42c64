"""What a template would run, or fetch from elsewhere, when a reader opens what we make of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

EXTERNAL_ALLOWED = "/hyperlink"
FOREIGN_PARTS = ("/embeddings/", "/activex/", "vbaproject", "/attachedtemplate")
CHUNK = "/afchunk"
RUNNING_FIELDS = {
    "DDE", "DDEAUTO", "LINK", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE", "RD", "MACROBUTTON",
}  # fmt: skip
"""Fields that start a program or read another file, by the first word of their instruction."""


def foreign_in(document: WordDocument) -> list[str]:
    """A sentence for each kind of thing that has no place in a template."""
    faults = []
    package: Any = document.part.package
    parts = list(package.iter_parts())
    links = [one for holder in (package, *parts) for one in holder.rels.values()]
    elsewhere = any(one.is_external and not one.reltype.endswith(EXTERNAL_ALLOWED) for one in links)
    if elsewhere or any(
        _field_name(said) in RUNNING_FIELDS for part in parts for said in _instructions(part)
    ):
        faults.append(
            "Ce modèle va chercher une image, un champ ou un modèle ailleurs\u00a0: insérez l’image dans le document "
            "(« Insérer », « Image ») plutôt que de la lier."
        )
    names = [str(part.partname).lower() for part in parts]
    inside = any(word in name for name in names for word in FOREIGN_PARTS)
    if inside or any(one.reltype.lower().endswith(CHUNK) for one in links):
        faults.append("Ce modèle contient des macros ou des objets incorporés\u00a0: retirez-les.")
    if any(_declares(part) for part in parts):
        faults.append(
            "Ce modèle contient une déclaration que Word n’écrit pas\u00a0: enregistrez-le depuis Word."
        )
    return faults


def _instructions(part: Any) -> Iterator[str]:
    """The instructions of the fields of a part: written in one place, or between two signs over several runs."""
    root = getattr(part, "element", None)
    if root is None:
        return
    open_fields: list[list[str]] = []
    for one in root.iter(qn("w:fldSimple"), qn("w:fldChar"), qn("w:instrText")):
        if one.tag == qn("w:fldSimple"):
            yield one.get(qn("w:instr")) or ""
        elif one.tag == qn("w:instrText"):
            if open_fields:
                open_fields[-1].append(one.text or "")
            else:
                yield one.text or ""
        elif one.get(qn("w:fldCharType")) == "begin":
            open_fields.append([])
        elif one.get(qn("w:fldCharType")) == "end" and open_fields:
            yield "".join(open_fields.pop())
    yield from ("".join(pieces) for pieces in open_fields)


def _field_name(instruction: str) -> str:
    return next(iter(instruction.replace('"', " ").split()), "").upper()


def _declares(part: Any) -> bool:
    """Whether a part declares a type of document, with which go entities."""
    root = getattr(part, "element", None)
    if root is not None:
        return bool(root.getroottree().docinfo.doctype)
    return str(part.partname).endswith(".xml") and b"<!DOCTYPE" in part.blob
