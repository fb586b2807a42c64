"""Lines that no paragraph is made of: running heads and feet, page numbers, tables of contents."""

from __future__ import annotations

import re
from collections import defaultdict

_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-–—|]\s*)?(?:page\s*)?(\d{1,4})(?:\s*(?:/|sur)\s*\d{1,4})?(?:\s*[-–—|])?\s*$", re.IGNORECASE
)
_WITH_NUMBER = re.compile(
    r"^(.{3,120}?)(?:\bpage\s*|\|\s*|\s{3,}|(?=\d+\s*/))(\d{1,4})(?:\s*(?:/|sur)\s*\d{1,4})?\s*$",
    re.IGNORECASE,
)
_LAID_OUT = re.compile(r"[\t|<]")
_ENDS_IN_A_PAGE = re.compile(r"\S.*?(?:\t\s*|\s*(?:\.\s?){3,}\s*|\s*…+\s*)\d{1,3}\s*$")
_SPACES = re.compile(r"\s+")
FEWEST = 3
NEAR = 3
LONGEST = 160


def furniture_lines(lines: list[str]) -> set[int]:
    """The lines that are page numbers, or that come again beside page numbers, page after page."""
    printed = [index for index, line in enumerate(lines) if line.strip()]
    numbers = _page_numbers(lines, printed)
    if not numbers and not any("\f" in line for line in lines):
        return set()
    edges = _edges(lines, printed, numbers)
    return numbers | _repeated(lines, edges)


def _page_numbers(lines: list[str], printed: list[int]) -> set[int]:
    """Lines that hold but a number, or end in one behind the same words, counting up."""
    candidates: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index in printed:
        line = lines[index]
        if len(line) > LONGEST or "\t" in line.strip():
            continue
        if found := _PAGE_NUMBER.match(line):
            candidates[""].append((index, int(found[1])))
        elif found := _WITH_NUMBER.match(line):
            candidates[_SPACES.sub(" ", found[1]).strip()].append((index, int(found[2])))
    return {index for counted in candidates.values() for index in _counting_up(counted)}


def _counting_up(counted: list[tuple[int, int]]) -> list[int]:
    """The longest run that goes up page by page (one may lack its number); too short a run is no paging."""
    best: list[int] = []
    runs: dict[int, list[int]] = {}
    for index, number in counted:
        run = [*(runs.pop(number - 1, None) or runs.pop(number - 2, [])), index]
        runs[number] = run
        best = max(best, run, key=len)
    return best if len(best) >= FEWEST else []


def _edges(lines: list[str], printed: list[int], numbers: set[int]) -> set[int]:
    """The lines around page numbers and page breaks."""
    edges: set[int] = set()
    for at, index in enumerate(printed):
        if index in numbers or "\f" in lines[index]:
            edges.update(printed[max(0, at - NEAR) : at + NEAR + 1])
    return edges


def _repeated(lines: list[str], edges: set[int]) -> set[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for index in edges:
        text = _SPACES.sub(" ", lines[index].replace("\f", " ")).strip()
        if 3 < len(text) <= LONGEST and text[-1] != ":" and not _LAID_OUT.search(lines[index].strip()):
            places[text].append(index)
    return {index for same in places.values() if len(same) >= FEWEST for index in same}


def contents_lines(lines: list[str]) -> set[int]:
    """The lines of tables of contents: runs of lines that all end in a page number, never going down."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and lines[index].strip():
            run.append(index)
            continue
        if len(run) > 1 and all(_ENDS_IN_A_PAGE.match(lines[each][:2000]) for each in run):
            pages = [int(re.split(r"\D", lines[each].rstrip())[-1]) for each in run]
            if pages == sorted(pages):
                found.update(run)
        run = []
    return found
