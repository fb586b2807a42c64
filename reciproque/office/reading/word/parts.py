"""Which part of a Word package holds what: body, styles, numbering, notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reciproque.core.text import one_line
from reciproque.office.bounds import Unreadable
from reciproque.office.packages import Package
from reciproque.office.reading.relations import related
from reciproque.office.reading.word.names import attribute, name_of, number

PAGE_TURN = b"lastRenderedPageBreak"
LONGEST_NOTE = 20_000
MOST_NOTES = 20_000


class Parts:
    """A Word package, its parts found through its relations as the standard wants, never by guessing names."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = related(package, "").get("officeDocument", [""])[0]
        if self.main not in package.names:
            raise Unreadable(
                "Ce fichier se présente comme un document Word mais n’a pas de texte : il est abîmé ou incomplet. "
                "Rouvrez-le dans votre traitement de texte et enregistrez-le de nouveau."
            )
        self._others = related(package, self.main)

    def body(self) -> Iterator[tuple[str, etree._Element]]:
        return self.package.events(self.main)

    def tree(self, kind: str) -> etree._Element | None:
        names = self._others.get(kind, [])
        return self.package.tree(names[0]) if names else None

    def knows_pages(self) -> bool:
        """Whether Word noted where pages turned when it last showed the document."""
        with self.package.open(self.main) as part:
            tail = b""
            while chunk := part.read(262_144):
                if PAGE_TURN in tail + chunk:
                    return True
                tail = chunk[-len(PAGE_TURN) :]
        return False

    def notes(self) -> dict[str, str]:
        """The texts of footnotes and endnotes, by "footnote:2"."""
        texts: dict[str, str] = {}
        for kind in ("footnote", "endnote"):
            for name in self._others.get(f"{kind}s", [])[:1]:
                for event, element in self.package.events(name):
                    if event == "end" and name_of(element) == kind:
                        if attribute(element, "type") in {None, "normal"} and len(texts) < MOST_NOTES:
                            texts[f"{kind}:{number(element, 'id')}"] = written_in(element)[:LONGEST_NOTE]
                        self.package.forget(element)
        return texts

    def margins(self) -> list[str]:
        """What stands in headers and footers, each text once."""
        texts: dict[str, None] = {}
        for kind in ("header", "footer"):
            for name in self._others.get(kind, [])[:50]:
                tree = self.package.tree(name)
                text = written_in(tree) if tree is not None else ""
                if any(letter.isalpha() for letter in text):
                    texts[text] = None
        return list(texts)


def written_in(element: etree._Element) -> str:
    """All the kept text below an element, in one line."""
    pieces = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, one in walker:
        name = name_of(one)
        if event == "end":
            if name in {"p", "tab", "br"}:
                pieces.append(" ")
        elif name in {"del", "moveFrom", "compatibility:Fallback"}:
            walker.skip_subtree()
        elif name == "t":
            pieces.append(one.text or "")
    return one_line("".join(pieces))
