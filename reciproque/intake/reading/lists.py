"""Lists in the text: which of them state the framework, results, leads or findings, and how they nest."""

from __future__ import annotations

from dataclasses import dataclass, field

from reciproque.intake.reading.gathering import Gathered, statement
from reciproque.intake.reading.headings import (
    MAY_INTRODUCE_AIMS,
    NOT_PURSUED,
    deciding,
    is_project,
    item_titles,
    names_an_item,
    subject_of,
)
from reciproque.intake.reading.introductions import announced_by, is_introduction
from reciproque.intake.reading.list_lines import COUNTING, coded_title, is_bare, sign_of
from reciproque.intake.reading.outline import Section
from reciproque.intake.reading.result import Passage, place_of
from reciproque.intake.reading.words import opens_with_infinitive, split_code
from reciproque.office.document import Block, Kind, Part

LISTS = ("framework", "results", "indicators", "leads", "findings", "recalled")
MAY_HOLD_AIMS = (None, "framework", *(NOT_PURSUED[each] for each in MAY_INTRODUCE_AIMS))


@dataclass(slots=True)
class Open:
    """A line that later lines may hang on. `leads` says that it is the title of what follows."""

    sign: str
    level: int
    index: int
    leads: bool


@dataclass(slots=True)
class ListReader:
    """Reads the lists of one section, in the order of its parts."""

    gathered: Gathered
    section: Section
    ordinary: str
    stack: list[Open] = field(default_factory=list)
    mode: str | None = None
    intro: Block | None = None
    in_list: bool = False
    in_bare_list: bool = False
    last: int = -1
    coded: dict[str, int] = field(default_factory=dict)

    def take(self, block: Block, following: Part | None) -> None:
        """Take in a paragraph or an item of the section."""
        if block.kind is Kind.ITEM:
            if not self.in_list:
                self.mode = self._mode_of(block)
                self.in_list = True
            self._item(block, following)
        elif block.kind is Kind.PARAGRAPH:
            self._paragraph(block, following)

    def _mode_of(self, block: Block) -> str | None:
        """What the list that begins with this item is."""
        decided = deciding(self.section)
        if self.intro is not None and is_introduction(self.intro.text):
            announced = announced_by(self.intro.text, decided == "framework" or self._is_open())
            own = subject_of(self.section)
            if announced == "framework" and own not in MAY_HOLD_AIMS:
                return own if own in ("results", "indicators") else None
            return announced if announced in LISTS else None
        return decided if decided in LISTS else None

    def _is_open(self) -> bool:
        return bool(self.stack)

    def _paragraph(self, block: Block, following: Part | None) -> None:
        bare = self._is_bare_item(block, following)
        if bare and not self.in_bare_list:
            self.mode = self._mode_of(block)
        self.in_bare_list = bare
        if bare and self.mode == "framework":
            self._framework_item(block, following)
        elif self.stack and self.mode in (None, "framework") and self._is_list_title(block):
            parent = self._parent_for_title(block)
            index = self._add(block, parent)
            self.stack.append(Open("paragraph", 0, index, leads=True))
        elif self.stack and self.mode == "framework" and self._is_lone_objective(block):
            index = self._add(block, self.stack[-1].index)
            self.stack.append(Open("lone", 0, index, leads=False))
        else:
            self.in_list = False
            self.intro = block

    def _is_bare_item(self, block: Block, following: Part | None) -> bool:
        """Objectives without any sign: two short lines or more, each beginning with an infinitive."""
        if self.stack and self.stack[-1].sign != "":
            return False
        return is_bare(block) and (self.in_bare_list or (isinstance(following, Block) and is_bare(following)))

    def _is_list_title(self, block: Block) -> bool:
        """« Renforcer la gouvernance : » between items: an objective that those below detail."""
        return is_introduction(block.text) and opens_with_infinitive(block.text) and len(block.text) < 160

    def _is_lone_objective(self, block: Block) -> bool:
        title = self.stack[-1]
        return (
            title.leads
            and self.gathered.framework[title.index].title.rstrip().endswith(":")
            and self.last == title.index
            and opens_with_infinitive(block.text)
            and len(block.text) <= 200
            and ". " not in block.text
        )

    def _parent_for_title(self, block: Block) -> int | None:
        while self.stack and not self.stack[-1].leads:
            self.stack.pop()
        if self.stack and self.stack[-1].sign == "paragraph":
            self.stack.pop()
        return self.stack[-1].index if self.stack else self._base()

    def _item(self, block: Block, following: Part | None) -> None:
        if self.mode is None:
            self.last = -1
            return
        if self.mode == "framework":
            self._framework_item(block, following)
        elif self.mode == "recalled":
            code, title = coded_title(block)
            self.gathered.recalled.append(Passage(text=title, code=code, **place_of(block)))
        else:
            self._statement(block)

    def _statement(self, block: Block) -> None:
        into = getattr(self.gathered, self.mode or "")
        if block.level and self.last >= 0 and self.last < len(into):
            above = into[self.last]
            above.sub_items = (*above.sub_items, block.text)
            above.anchors = (*above.anchors, block.anchor)
            return
        heading = self.section.block
        into.append(
            statement(
                block.text, [block], self._objective(), heading=heading.text.strip(" :") if heading else None
            )
        )
        self.last = len(into) - 1

    def _objective(self) -> int | None:
        """The objective under which a list of statements stands, by its titles."""
        for each in self.section.path():
            known = self.gathered.headings.get(id(each))
            if known is not None:
                return known
            if each is not self.section and self._is_objective(each):
                return self._heading_chain(each)
        return None

    def _is_objective(self, section: Section) -> bool:
        """Whether a title above « Constats : » or « Résultats attendus : » is what they speak of."""
        labelled = self.section.title is not None and self.section.title.form == "colon"
        outer = section.parent
        return (
            self._by_title()
            and (labelled or names_an_item(section))
            and outer is not None
            and (deciding(outer) == "framework" or is_project(section))
            and section in item_titles(section)
        )

    def _by_title(self) -> bool:
        return subject_of(self.section) in ("results", "indicators", "leads", "findings")

    def _heading_chain(self, section: Section) -> int | None:
        index: int | None = None
        for each in item_titles(section):
            index = self.gathered.add_heading(each, index)
        return index

    def _base(self) -> int | None:
        return self._heading_chain(self.section)

    def _framework_item(self, block: Block, following: Part | None) -> None:
        sign = sign_of(block)
        leads = self._leads(block, sign, following)
        if leads and sign not in (*COUNTING, self.ordinary):
            self._close_for_title(sign)
        elif self._is_sub_item(block, sign):
            item = self.gathered.framework[self.stack[-1].index]
            item.sub_items = (*item.sub_items, block.text)
            item.anchors = (*item.anchors, block.anchor)
            return
        else:
            self._close_for_item(sign, block.level)
        parent = self.stack[-1].index if self.stack else self._base()
        index = self._add(block, self._by_code(block, parent))
        self.stack.append(Open(sign, block.level, index, leads))

    def _leads(self, block: Block, sign: str, following: Part | None) -> bool:
        """Whether an item is the title of those that follow it."""
        if is_introduction(block.text):
            return True
        if sign in (*COUNTING, self.ordinary) or not isinstance(following, Block):
            return False
        if block.strong or following.kind is Kind.PARAGRAPH:
            return True
        if following.level < block.level:
            return False
        signs = [entry.sign for entry in self.stack]
        around = (
            self.stack[: signs.index(sign)]
            if sign in signs
            else [entry for entry in self.stack if entry.leads]
        )
        return following.marker != block.marker and all(entry.sign != following.marker for entry in around)

    def _close_for_title(self, sign: str) -> None:
        """A marked line is a sibling of the line with the same mark, else it stands under other marked lines."""
        signs = [entry.sign for entry in self.stack]
        if sign in signs:
            del self.stack[signs.index(sign) :]
        while self.stack and (
            not self.stack[-1].leads or self.stack[-1].sign in ("paragraph", "lone", *COUNTING, self.ordinary)
        ):
            self.stack.pop()

    def _is_sub_item(self, block: Block, sign: str) -> bool:
        if not self.stack:
            return False
        top = self.stack[-1]
        if block.level <= top.level or top.sign == "paragraph":
            return False
        above = self.gathered.framework[top.index]
        theme = above.code is not None or not opens_with_infinitive(above.title)
        return not theme and top.sign in (self.ordinary, sign)

    def _close_for_item(self, sign: str, level: int) -> None:
        while self.stack:
            top = self.stack[-1]
            if (top.leads and top.sign != sign) or level > top.level:
                return
            self.stack.pop()

    def _by_code(self, block: Block, parent: int | None) -> int | None:
        code = coded_title(block)[0]
        if code and "." in code:
            return self.coded.get(code.rpartition(".")[0], parent)
        return parent

    def _add(self, block: Block, parent: int | None) -> int:
        code, title = coded_title(block)
        reason = ""
        if block.lead and (split_code(block.lead)[0] or len(block.lead.split()) > 2):
            code, title = split_code(block.lead) if split_code(block.lead)[0] else (code, block.lead)
            title = title.strip(" :")
            reason = "Seul le début mis en relief est l’intitulé : la suite l’explique."
        index = self.gathered.add(title, [block], parent, code=code, reason=reason)
        if code:
            self.coded[code.split(" ")[-1]] = index
        self.last = index
        return index
