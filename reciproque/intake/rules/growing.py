"""How the framework of a document is cut into trees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reciproque.core.text import fold
from reciproque.intake.models import Item


@dataclass
class Grove:
    """The items of one tree to be: its title and its items, parents before children."""

    title: str
    items: list[Item] = field(default_factory=list)


def groves(items: Sequence[Item], chapters: Mapping[str, str], *, title: str) -> list[Grove]:
    """Cut the framework of a document into trees: one for each of its outermost chapters that holds roots.

    `chapters` gives the chapter of each anchor. A document whose whole framework stands in one chapter, or
    in none, has one tree that bears the title of the text.
    """
    by_chapter: dict[str, Grove] = {}
    of_item: dict[int, Grove] = {}
    for one in items:
        if one.parent_id in of_item:
            grove = of_item[one.parent_id]
        else:
            chapter = chapters.get(one.anchor, "")
            grove = by_chapter.setdefault(chapter, Grove(chapter or title))
        of_item[one.pk] = grove
        grove.items.append(one)
    found = _numbered_on(list(by_chapter.values()), title=title)
    for grove in found:
        if len(found) == 1:
            grove.title = title
        elif fold(grove.title) in {"annexe", "annexes"}:
            grove.title = f"{title}, {grove.title.lower()}"
    return found


def _numbered_on(found: list[Grove], *, title: str) -> list[Grove]:
    """Chapters that follow each other and whose roots all bear codes, none twice, are one framework cut in two."""
    joined: list[Grove] = []
    for grove in found:
        before = _root_codes(joined[-1]) if joined else None
        codes = _root_codes(grove)
        if before and codes and not before & codes:
            joined[-1].title = title
            joined[-1].items += grove.items
        else:
            joined.append(grove)
    return joined


def _root_codes(grove: Grove) -> set[str] | None:
    """The codes of the roots, or None when one has none or two have the same."""
    known = {item.pk for item in grove.items}
    codes = [str(item.data.get("code") or "") for item in grove.items if item.parent_id not in known]
    return set(codes) if all(codes) and len(set(codes)) == len(codes) else None
