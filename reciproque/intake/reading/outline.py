"""From a document to its sections: which blocks are titles, and what stands under which.

Real headings count as they are. In the flat text of an extracted PDF titles are found by their form: an
« Article n », a number, capitals, a short line that stands alone without a final point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reciproque.intake.reading.title_forms import Title
from reciproque.intake.reading.titles import titles_of
from reciproque.intake.reading.words import Subject
from reciproque.office.document import Block, Document, Kind, Part


@dataclass(eq=False)
class Section:
    """A title and what stands under it. The root has no title and holds what comes before the first."""

    title: Title | None = None
    parent: Section | None = None
    level: int = 0
    parts: list[Part] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The title without its code."""
        return self.title.text if self.title else ""

    @property
    def code(self) -> str | None:
        return self.title.code if self.title else None

    @property
    def block(self) -> Block | None:
        return self.title.block if self.title else None

    @property
    def subjects(self) -> frozenset[Subject]:
        return self.title.subjects if self.title else frozenset()

    def within(self, *subjects: Subject) -> bool:
        """Whether this section or one around it is about one of these subjects."""
        return any(subject in section.subjects for section in self.path() for subject in subjects)

    def path(self) -> Iterator[Section]:
        """This section, then those around it, outwards; the root is left out."""
        section: Section | None = self
        while section is not None and section.title is not None:
            yield section
            section = section.parent

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_parts(self) -> Iterator[Part]:
        """All parts of this section and of those below it, titles left out, in the order of reading."""
        for section in self.walk():
            yield from section.parts


@dataclass(eq=False)
class Outline:
    root: Section
    by_anchor: dict[str, Section] = field(default_factory=dict)

    @property
    def sections(self) -> list[Section]:
        return list(self.root.walk())

    def section_of(self, part: Part | Block) -> Section:
        """The section in which a part stands; for a title, the section that it opens."""
        return self.by_anchor.get(part.anchor, self.root)

    def is_title(self, part: Part) -> bool:
        section = self.by_anchor.get(part.anchor)
        return section is not None and section.block is part

    def about(self, *subjects: Subject) -> list[Section]:
        """The sections whose own title is about one of these subjects."""
        return [section for section in self.root.walk() if section.subjects & set(subjects)]


def _closes(title: Title, section: Section) -> bool:
    """Whether a title ends an open section; a table of contents ends at any title that is none of its lines."""
    if section.title is None:
        return False
    return section.level >= title.depth or Subject.CONTENTS in section.subjects


def outline_of(document: Document) -> Outline:
    """Find the titles of a document and hang every part under its own."""
    titles = titles_of(document)
    outline = Outline(Section())
    open_sections = [outline.root]
    for part in document.parts:
        title = titles.get(part.anchor)
        if title is not None and title.block is part:
            while _closes(title, open_sections[-1]):
                open_sections.pop()
            section = Section(title, open_sections[-1], title.depth)
            open_sections[-1].children.append(section)
            open_sections.append(section)
        else:
            if _leaves_contents(open_sections[-1], part):
                open_sections.pop()
            open_sections[-1].parts.append(part)
        for anchor in _anchors(part):
            outline.by_anchor[anchor] = open_sections[-1]
    return outline


def _anchors(part: Part) -> Iterator[str]:
    yield part.anchor
    if not isinstance(part, Block):
        yield from (block.anchor for row in part.rows for cell in row.cells for block in cell.blocks)


def _leaves_contents(section: Section, part: Part) -> bool:
    """Running text under « Sommaire » is no more a part of it."""
    if Subject.CONTENTS not in section.subjects or not isinstance(part, Block):
        return False
    return part.kind is not Kind.ITEM and len(part.text) > 200
